"""Tokens: what a program shows instead of a password. Shown once, kept as a hash, bound to a person's roles."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.utils import timezone

from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import Token, User

PREFIX = "zhiyue_"


def new_token(user: User, label: str, *, expires_at: datetime | None = None) -> str:
    """Make a token; the returned words are never to be seen again."""
    words = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(user=user, label=label, digest=_digest(words), expires_at=expires_at)
    record("token.add", actor=user, target=label)
    return words


def user_of_token(words: str) -> User | None:
    """Whose token that is; None where it is nobody's, expired, or its person may not sign in."""
    token = Token.objects.select_related("user").filter(digest=_digest(words), user__is_active=True).first()
    if token is None or (token.expires_at and token.expires_at <= timezone.now()):
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
    return token.user


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
