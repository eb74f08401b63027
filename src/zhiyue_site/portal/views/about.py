"""What this site is, how a figure comes to stand here, what a right holder can ask; and the pages of errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from zhiyue.model import Verdict
from zhiyue_site.archive.rights import REASONS
from zhiyue_site.portal.answers import public
from zhiyue_site.portal.article import reason_words
from zhiyue_site.portal.words import say, wording

_VERDICTS: tuple[Verdict, ...] = ("confirmed", "contradicted", "doubtful", "not_checkable")


@public
def about(request: HttpRequest) -> HttpResponseBase:
    """The method."""
    verdicts = [(code, wording().term("verdict", code)) for code in _VERDICTS]
    return render(
        request,
        "portal/about.html",
        {
            "verdicts": [(code, term.sign, say(term)) for code, term in verdicts],
            "reasons": [reason_words(code) for code in REASONS],
            "choices": [say(term) for code, term in wording().terms.items() if code.startswith("choice.")],
            "ranks": [say(term) for code, term in wording().terms.items() if code.startswith("rank.")],
        },
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that cannot be answered."""
    return _error(request, 400, detail=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """404: there is no such page, and nothing is said of whether there ever was."""
    return _error(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: made without the database and without the frame's settings, which may be what failed."""
    return render(request, "portal/failed.html", status=500)


def _error(request: HttpRequest, status: int, *, detail: str = "") -> HttpResponse:
    return render(request, "portal/error.html", {"status": status, "detail": detail}, status=status)
