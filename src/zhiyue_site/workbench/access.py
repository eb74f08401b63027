"""Who may open a screen, and the frame around each: every view of the workbench passes through here.

Comes in: a view and the action that it needs. Goes out: the view, which sends strangers to the sign-in and tells
others that their role does not do this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.roles import may

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SIGNED_IN = ""
"""The action of a screen that everybody who is signed in may open."""


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the navigation: shown to whom may do `action`."""

    name: str
    url: str
    action: str


ROOMS = (
    Room("待办", "inbox", "page.review"),
    Room("添加页面", "add", "page.add"),
    Room("归并与届次", "desk-records", "record.judge"),
    Room("质量月", "months", "month.enter"),
    Room("市场月报", "desk-reports", "report.preview"),
    Room("权利投诉", "takedowns", "takedown.decide"),
    Room("网站与授权", "sites", "site.read"),
    Room("运行状况", "operation", "system.operate"),
    Room("账户与角色", "accounts", "account.grant"),
    Room("审计", "audit", "audit.read"),
)


def requires(action: str) -> Callable[[View[P]], View[P]]:
    """Open a view only to whom may do `action`."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if user.must_change_password and request.path != reverse("account"):
                return redirect("account")
            if action and not may(user, action):
                return screen(request, "workbench/forbidden.html", status=403)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return guarded

    return wrap


def person(request: HttpRequest) -> User:
    """The person who is signed in; only behind `requires`."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("this view must stand behind access.requires")
    return user


def screen(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """A screen of the workbench, with the rooms that this person may enter."""
    rooms = [(room, reverse(room.url)) for room in ROOMS if may(request.user, room.action)]
    # The inbox lies above the others in the address: only the longest that fits is where we are.
    here = max((href for _, href in rooms if request.path.startswith(href)), key=len, default="")
    rows = [{"name": room.name, "href": href, "is_here": href == here} for room, href in rooms]
    return render(request, template, {**(context or {}), "rooms": rows}, status=status)
