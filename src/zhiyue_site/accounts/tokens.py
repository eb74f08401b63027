"""What programs show instead of a password: shown once, kept as a hash, bound to a person's roles.

Comes in: an account, or the words that a program showed. Goes out: new words, or whose they are.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import Token, User

PREFIX = "zhiyue_"


@transaction.atomic
def new_token(user: User, label: str, *, expires_at: datetime | None = None) -> str:
    """Make a token; the returned words are never to be seen again."""
    words = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(user=user, label=label, digest=_digest(words), expires_at=expires_at)
    record("token.add", actor=user, target=label)
    return words


def user_of_token(words: str) -> User | None:
    """Whose token that is; None where it is nobody's, revoked, expired, or its person may not sign in."""
    live = Token.objects.select_related("user").filter(revoked_at=None, user__is_active=True)
    token = live.filter(digest=_digest(words)).first()
    if token is None or (token.expires_at and token.expires_at <= timezone.now()):
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
    return token.user


@transaction.atomic
def revoke(token: Token, *, by: User) -> None:
    """End a token at once; revoking it twice changes nothing."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("token.revoke", actor=by, target=token.user.username, detail={"label": token.label})


def _digest(words: str) -> str:
    """The hash under which a token lies. Its 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(words.encode()).hexdigest()
