"""Signing in with name and password, and what happens after wrong ones.

Comes in: a request with a name and a password. Goes out: a signed-in session, or `Refused` with words for the person
that never tell whether the account exists. Five wrong passwords lock an account for fifteen minutes; an address that
tries many accounts is stopped by the limiter.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import login, logout
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from zhiyue_site.accounts import audit, limiter
from zhiyue_site.accounts.addresses import client_address
from zhiyue_site.accounts.models import User

FAILURES = 5
LOCK = timedelta(minutes=15)
BACKEND = "zhiyue_site.accounts.backends.SessionBackend"

_WRONG = "用户名或密码不正确，或账户已被暂时锁定"


class Refused(Exception):
    """Nobody was signed in; the message is for the person."""


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """Check name and password and sign the person in, with a new session key.

    Raises:
        Refused: wrong name or password, locked, switched off, or tried too often from this address.
    """
    try:
        limiter.allow("signin", client_address(request) or "")
    except limiter.TooMany as error:
        raise Refused(str(error)) from error
    user = User.objects.filter(username=username).first()
    if user is None:
        make_password(password)  # takes as long as a check, so that the time tells nothing
        audit.record("signin.failed", actor=None, target=username[:255], request=request)
        raise Refused(_WRONG)
    if is_locked(user) or not user.is_active:
        make_password(password)
        audit.record("signin.refused", actor=None, target=user.username, request=request)
        raise Refused(_WRONG)
    if not user.check_password(password):
        _count_failure(user, request)
        raise Refused(_WRONG)
    enter(request, user, how="password")
    return user


def enter(request: HttpRequest, user: User, *, how: str) -> None:
    """Sign a person in whose identity is known. The session gets a new key: one planted before is worthless."""
    if user.failed_logins or user.locked_until:
        User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=None)
    login(request, user, backend=BACKEND)
    audit.record("signin", actor=user, target=user.username, detail={"how": how}, request=request)


def sign_out(request: HttpRequest) -> None:
    """Sign out; the session is erased."""
    if isinstance(request.user, User):
        audit.record("signout", actor=request.user, target=request.user.username, request=request)
    logout(request)


def is_locked(user: User) -> bool:
    """Whether wrong passwords have locked the account for now."""
    return user.locked_until is not None and user.locked_until > timezone.now()


def unlock(user: User, *, by: User, request: HttpRequest | None = None) -> None:
    """Let a locked person in again at once."""
    User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=None)
    audit.record("account.unlock", actor=by, target=user.username, request=request)


@transaction.atomic
def _count_failure(user: User, request: HttpRequest) -> None:
    """Count one wrong password. Counted in the database: two guesses at once are two."""
    User.objects.filter(pk=user.pk).update(failed_logins=F("failed_logins") + 1)
    user.refresh_from_db(fields=["failed_logins"])
    audit.record("signin.failed", actor=None, target=user.username, request=request)
    if user.failed_logins >= FAILURES:
        User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=timezone.now() + LOCK)
        audit.record("account.lock", actor=None, target=user.username, request=request)
