"""From where a request comes.

Comes in: a request. Goes out: the address of the machine that sent it. Behind proxies, every one of them adds to
``X-Forwarded-For``; only as many as are installed (``ZHIYUE_PROXIES``) are believed, or anybody could write there.
"""

from __future__ import annotations

from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

CURRENT: ContextVar[str | None] = ContextVar("address", default=None)
"""From where the request comes that is being answered: so that the audit knows without being handed the request."""


def client_address(request: HttpRequest) -> str | None:
    """The address of the machine that asks; None where the server does not know it (a socket file)."""
    proxies: int = settings.ENVIRONMENT.proxies
    said = request.META.get("REMOTE_ADDR", "")
    if proxies:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        said = chain[-proxies] if len(chain) >= proxies else said
    try:
        return str(ip_address(said))
    except ValueError:
        return None
