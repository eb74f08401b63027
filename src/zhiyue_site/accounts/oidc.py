"""Signing in through the organisation's own identity provider (OpenID Connect); only where it is configured.

Comes in: verified claims. Goes out: the account of that subject, made as a reader the first time. Roles are granted
here by the security administrator and never come from the provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from zhiyue_site.accounts import audit
from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.signing import is_locked


class OidcBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # the package brings no types
    """Finds the account by the provider's subject: names and mail addresses change hands, subjects do not."""

    def verify_claims(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claims name a subject."""
        return bool(claims.get("sub"))

    def filter_users_by_claims(self, claims: Mapping[str, Any]) -> QuerySet[User]:
        """The account of the subject."""
        return User.objects.filter(subject=str(claims["sub"])[:255])

    def create_user(self, claims: Mapping[str, Any]) -> User:
        """Make an account without role and without password."""
        wanted = str(claims.get("preferred_username") or claims["sub"])[:48]
        taken = User.objects.filter(username=wanted).exists()
        # A local account of that name may be another person: the subject makes the new name its own.
        username = f"{wanted}-{str(claims['sub'])[:15]}" if taken else wanted
        user = User.objects.create_user(
            username,
            name=str(claims.get("name") or "")[:64],
            email=str(claims.get("email") or ""),
            subject=str(claims["sub"])[:255],
        )
        audit.record("account.add", actor=None, target=user.username, detail={"how": "oidc"})
        return user

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> User | None:
        """The account behind a callback, unless it is switched off or locked; written in the audit."""
        user: User | None = super().authenticate(request, **kwargs)
        if user is None or not user.is_active or is_locked(user):
            return None
        audit.record("signin", actor=user, target=user.username, detail={"how": "oidc"}, request=request)
        return user
