"""The channels."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def channel(request: HttpRequest, slug: str) -> HttpResponse:
    """One channel, newest first."""
    return render(request, "portal/channel.html", {"slug": slug})
