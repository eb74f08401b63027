"""What programs show instead of a password.

Comes in: an account. Goes out: a secret, shown once; the table keeps only its hash. A token may what a reader may: it
reads, it never decides.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhiyue_site.accounts import audit
from zhiyue_site.accounts.models import Token, User

PREFIX = "zhiyue_"
LONGEST_DAYS = 366


@transaction.atomic
def issue(user: User, label: str, *, days: int, by: User) -> str:
    """Make a token and return its secret: the only time that anybody sees it.

    Raises:
        ValueError: the label is empty, or the time is not within 1…366 days.
    """
    if not label.strip() or not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"令牌须有名称，有效期为 1 至 {LONGEST_DAYS} 天")
    secret = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days)
    Token.objects.create(user=user, label=label.strip()[:64], digest=digest_of(secret), expires_at=expires)
    audit.record("token.issue", actor=by, target=user.username, detail={"label": label.strip()[:64], "days": days})
    return secret


def holder_of(secret: str) -> User | None:
    """The account that a token stands for; None where it is unknown, revoked, expired, or the account is off."""
    now = timezone.now()
    live = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    token = Token.objects.select_related("user").filter(live, digest=digest_of(secret), user__is_active=True).first()
    if token is None:
        return None
    if token.last_used_on != timezone.localdate():
        Token.objects.filter(pk=token.pk).update(last_used_on=timezone.localdate())
    return token.user


@transaction.atomic
def revoke(token: Token, *, by: User) -> None:
    """End a token at once."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    audit.record("token.revoke", actor=by, target=token.user.username, detail={"label": token.label})


def digest_of(secret: str) -> str:
    """The hash under which a token lies. Its 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
