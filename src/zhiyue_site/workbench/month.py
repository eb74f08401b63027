"""The frame around the screens of a campaign: which edition, which branches, which parts a person may open.

Comes in: a view of one edition. Goes out: the view, behind the sign-in, with its edition; what a service refuses becomes
a message, and what a person may not do on that branch the page that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from zhiyue_site.quality_month.models import Activity, Edition, Intake, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import NotAllowed, allowed, editions_of, units_of
from zhiyue_site.quality_month.tree import below
from zhiyue_site.workbench.access import person, requires, screen

P = ParamSpec("P")
T = TypeVar("T")
EditionView = Callable[Concatenate[HttpRequest, Edition, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of an edition: its name and its address; `is_whole` where only who sees the whole edition opens it."""

    name: str
    url: str
    is_whole: bool = False


TABS = (
    Tab("进展", "month-board"),
    Tab("届次与通知", "month-edition"),
    Tab("单位", "month-units"),
    Tab("收件", "month-intake"),
    Tab("审核", "month-queue"),
    Tab("日历", "month-calendar"),
    Tab("查重", "month-pairs"),
    Tab("逾期", "month-late"),
    Tab("问题台账", "month-problems"),
    Tab("公众建议", "month-suggestions", is_whole=True),
    Tab("总结报告", "month-closing"),
)


def of_edition(view: EditionView[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]:
    """Open a view of one edition to whom may see a branch of it."""

    @wraps(view)
    def inner(request: HttpRequest, /, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        edition = get_object_or_404(Edition.objects.select_related("root", "previous"), pk=pk)
        if not editions_of(person(request)).filter(pk=pk).exists():
            return forbidden(request)
        try:
            return view(request, edition, *args, **kwargs)
        except NotAllowed as refusal:
            return forbidden(request, str(refusal))

    return requires("month.enter")(inner)  # type: ignore[return-value]  # `pk` comes by its name, from the address


def forbidden(request: HttpRequest, why: str = "") -> HttpResponse:
    """The page that says that this branch is another's."""
    return screen(request, "workbench/forbidden.html", {"why": why}, status=403)


def month_screen(
    request: HttpRequest, edition: Edition, template: str, context: Mapping[str, object] | None = None
) -> HttpResponse:
    """A screen of an edition, with its parts beside it and what waits in each."""
    user = person(request)
    counts = _counts(edition, units_of(user, "view", edition=edition))
    tabs = [
        {
            "name": tab.name,
            "href": reverse(tab.url, args=[edition.pk]),
            "count": counts.get(tab.url, 0),
            "is_here": request.path.startswith(reverse(tab.url, args=[edition.pk])),
        }
        for tab in TABS
        if not tab.is_whole or allowed(user, "view", edition.root)
    ]
    may = {action: allowed(user, action, edition.root) for action in ("arrange", "moderate", "file", "issue")}
    return screen(request, template, {"edition": edition, "tabs": tabs, "may": may, **(context or {})})


def attempt(request: HttpRequest, act: Callable[[], T], done: str | Callable[[T], str] = "") -> T | None:
    """Do something and say so; a refusal becomes a message. Returns what was made, None where it was refused.

    Raises:
        NotAllowed: the frame answers that with its page.
    """
    try:
        made = act()
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    words = done(made) if callable(done) else done
    if words:
        messages.success(request, words)
    return made


def unit_within(edition: Edition, pk: Any) -> Unit:
    """A unit of the edition's tree. Raises Http404 where it is none."""
    number = int(pk) if str(pk).isdecimal() else 0
    return get_object_or_404(Unit, pk=number if number in below(edition.root_id) else 0)


def _counts(edition: Edition, mine: set[int]) -> dict[str, int]:
    """What waits in each part, of the branches of the person."""
    return {
        "month-intake": edition.intakes.filter(state__in=(Intake.State.READ, Intake.State.FAILED)).count(),
        "month-queue": Activity.objects.filter(edition=edition, unit__in=mine, state=Activity.State.SUBMITTED).count(),
    }
