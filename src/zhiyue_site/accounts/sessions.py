"""How long a session lasts: it ends after a time without use, and in any case after a working day.

Comes in: requests of people who are signed in. Goes out: the same, or a sign-out. A reader without a session costs
nothing, and a session is written at most once a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from zhiyue_site.accounts import audit
from zhiyue_site.accounts.addresses import CURRENT, client_address
from zhiyue_site.accounts.models import User

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600
_WRITE_EVERY = 60


class IdleTimeout:
    """Middleware: signs out who was away too long, and remembers from where a request comes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as a stranger's where the session has ended."""
        has_cookie = bool(request.session.session_key)
        if has_cookie and isinstance(request.user, User):
            _watch(request, request.user)
        token = CURRENT.set(client_address(request))
        try:
            return self._get_response(request)
        finally:
            CURRENT.reset(token)


def _watch(request: HttpRequest, user: User) -> None:
    now = int(time.time())
    seen = request.session.get("seen", now)
    since = request.session.setdefault("since", now)
    if now - seen > IDLE_SECONDS or now - since > LONGEST_SECONDS:
        audit.record("signout.idle", actor=user, target=user.username, request=request)
        logout(request)
    elif now - seen >= _WRITE_EVERY or "seen" not in request.session:
        request.session["seen"] = now
