"""Signing in through the organisation's own identity provider (OpenID Connect); only where it is configured.

Comes in: the code that a browser brings back. Goes out: the account of the subject, made as a reader the first time, or
nobody and an entry in the audit that says why. Roles are granted here by the security administrator and never come from
the provider. mozilla-django-oidc makes the exchange (state, nonce, PKCE, signature); what it leaves open is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from jwt import InvalidTokenError
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from requests import RequestException

from zhiyue_site.accounts import audit
from zhiyue_site.accounts.backends import SessionBackend
from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.signing import is_locked

FAILED = "统一登录没有成功，请重试；仍不成功时请联系安全管理员"


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

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """The claims of an identity token that was signed by the provider, for this site and for this sign-in."""
        claims: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = claims.get("aud")
        if self.OIDC_RP_CLIENT_ID not in (audience if isinstance(audience, list) else [audience]):
            raise InvalidTokenError("the identity token is meant for another client")
        return claims

    def get_userinfo(self, access_token: str, id_token: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """What the provider tells of the person; of nobody but the one whom the identity token names."""
        claims: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload.get("sub"):
            raise InvalidTokenError("the provider tells of another subject than the identity token")
        return claims

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> User | None:
        """The account behind a callback, unless it is switched off or locked; written in the audit either way."""
        try:
            user: User | None = super().authenticate(request, **kwargs)
        except (SuspiciousOperation, InvalidTokenError, RequestException, KeyError, ValueError) as error:
            _refuse(request, "", f"{type(error).__name__}: {error}")
            return None
        if user is None:
            if request is not None and "code" in request.GET:  # else a sign-in by password: none of ours
                _refuse(request, "", "the claims name no subject")
            return None
        if not user.is_active or is_locked(user):
            _refuse(request, user.username, "locked" if user.is_active else "inactive")
            return None
        audit.record("signin", actor=user, target=user.username, detail={"how": "oidc"}, request=request)
        return user

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, unless it was switched off since: as for every other session."""
        return SessionBackend().get_user(user_id)


def _refuse(request: HttpRequest | None, target: str, why: str) -> None:
    """Nobody comes in: the audit is told why, the person only that it failed."""
    detail = {"how": "oidc", "why": why[:200]}
    audit.record(
        "signin.refused" if target else "signin.failed", actor=None, target=target, detail=detail, request=request
    )
    if request is not None:
        messages.error(request, FAILED)
