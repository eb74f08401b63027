"""Accounts of the organisation's identity provider: found by subject, made without role, never by name."""

import pytest

from zhiyue_site.accounts.models import AuditEntry, User
from zhiyue_site.accounts.oidc import OidcBackend
from zhiyue_site.accounts.people import add_user

CLAIMS = {"sub": "s-1", "preferred_username": "lu", "name": "陆编辑", "email": "lu@example.cn"}


@pytest.fixture
def backend(db, settings) -> OidcBackend:
    settings.OIDC_OP_TOKEN_ENDPOINT = settings.OIDC_OP_USER_ENDPOINT = "https://id.example.cn/"
    settings.OIDC_OP_JWKS_ENDPOINT = "https://id.example.cn/keys"
    settings.OIDC_RP_CLIENT_ID = settings.OIDC_RP_CLIENT_SECRET = "x"
    settings.OIDC_RP_SIGN_ALGO = "RS256"
    return OidcBackend()


def test_first_time_makes_a_reader_and_later_finds_them(backend) -> None:
    made = backend.create_user(CLAIMS)

    assert (made.username, made.has_usable_password(), made.grants.count()) == ("lu", False, 0)
    assert list(backend.filter_users_by_claims({**CLAIMS, "preferred_username": "other"})) == [made]


def test_local_account_of_the_same_name_is_another_person(backend) -> None:
    local = add_user("lu", "Wangzhou-2025", roles=["editor"], by=None)

    made = backend.create_user(CLAIMS)

    assert (made.username, made == local) == ("lu-s-1", False)
    assert list(backend.filter_users_by_claims(CLAIMS)) == [made]


@pytest.mark.parametrize(("is_active", "comes_in"), [(True, True), (False, False)])
def test_account_switched_off_does_not_come_in(backend, monkeypatch, is_active: bool, comes_in: bool) -> None:
    user = backend.create_user(CLAIMS)
    User.objects.update(is_active=is_active)
    user.refresh_from_db()
    # The provider's half of the exchange needs a network; what follows from it is ours.
    monkeypatch.setattr(OidcBackend.__mro__[1], "authenticate", lambda *_args, **_kwargs: user)

    assert (backend.authenticate(None) == user) == comes_in
    assert AuditEntry.objects.filter(action="signin").count() == comes_in
