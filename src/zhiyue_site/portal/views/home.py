"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The front of the information centre."""
    return render(request, "portal/home.html")


def about(request: HttpRequest) -> HttpResponse:
    """What this is, and how a figure comes to stand here."""
    return render(request, "portal/about.html")
