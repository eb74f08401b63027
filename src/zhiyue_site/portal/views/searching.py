"""Search, and its suggestions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def search(request: HttpRequest) -> HttpResponse:
    """What was found."""
    return render(request, "portal/home.html")


def suggest(_request: HttpRequest) -> HttpResponse:
    """What the words may become."""
    return HttpResponse("[]", content_type="application/json")
