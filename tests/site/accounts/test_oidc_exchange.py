"""Single sign-on from the button to the inbox, against a provider that runs: what it signs is believed, and no more."""

import http.client
import importlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import clear_url_caches
from tests.site.accounts.provider import CLIENT, SECRET, Provider, running

import zhiyue_site.urls
from zhiyue_site.accounts.models import AuditEntry, User
from zhiyue_site.accounts.people import add_user


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(running_provider: Provider, db, settings) -> Iterator[Provider]:
    """The provider, and a site that was installed with it."""
    running_provider.spoil = ""
    running_provider.seen.clear()
    base = running_provider.base
    said = {
        "AUTHORIZE": f"{base}/authorize", "TOKEN": f"{base}/token", "USERINFO": f"{base}/userinfo",
        "JWKS": f"{base}/keys", "CLIENT": CLIENT, "SECRET": SECRET,
    }  # fmt: skip
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc=said)
    for name, value in settings.ENVIRONMENT.oidc_settings.items():
        setattr(settings, name, value)
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "mozilla_django_oidc"]
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "zhiyue_site.accounts.oidc.OidcBackend"]
    reload_urls()
    yield running_provider
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc={})
    reload_urls()


def reload_urls() -> None:
    importlib.reload(zhiyue_site.urls)
    clear_url_caches()


def agree(address: str) -> str:
    """Follow the browser to the provider, where the person agrees; returns where it is sent back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    assert answer.status == 302
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def come_in(client: Client):
    """From the button on the sign-in page to the site's answer."""
    assert "/oidc/authenticate/" in client.get("/signin/").content.decode()
    return client.get(agree(client.get("/oidc/authenticate/").headers["Location"]))


def signed_in(client: Client) -> str | None:
    """Who the site takes this browser for."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).username if key else None


def test_person_comes_in_and_is_a_reader(provider, client) -> None:
    answer = come_in(client)

    user = User.objects.get(subject="s-1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert (signed_in(client), user.name, user.grants.count()) == ("lu", "陆编辑", 0)
    assert client.get("/account/").status_code == 200
    assert provider.seen == ["/authorize", "/token", "/keys", "/userinfo"]
    assert list(AuditEntry.objects.order_by("id").values_list("action", "actor_name")) == [
        ("account.add", "system"),
        ("signin", "lu"),
    ]


def test_second_time_it_is_the_same_account(provider, client) -> None:
    come_in(client)
    other = Client()
    come_in(other)

    assert (signed_in(other), User.objects.count()) == ("lu", 1)


def test_what_is_asked_of_the_provider(provider, client) -> None:
    asked = parse_qs(urlsplit(client.get("/oidc/authenticate/").headers["Location"]).query)

    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://testserver/oidc/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ("signature", "JWS token verification failed"),
        ("unsigned", "JWKS"),
        ("nonce", "Nonce"),
        ("audience", "another client"),
        ("expired", "expired"),
        ("another subject", "another subject"),
        ("no subject", "another subject"),
        ("away", "503"),
    ],
)
def test_lie_brings_nobody_in_and_is_in_the_audit(provider, client, spoil: str, why: str) -> None:
    provider.spoil = spoil
    answer = come_in(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/signin/")
    assert "统一登录没有成功" in client.get("/signin/").content.decode()
    assert (signed_in(client), User.objects.count()) == (None, 0)
    entry = AuditEntry.objects.get()
    assert entry.action == "signin.failed"
    assert why in entry.detail["why"]


def test_account_switched_off_does_not_come_in(provider, client) -> None:
    come_in(client)
    User.objects.update(is_active=False)
    other = Client()
    answer = come_in(other)

    assert (answer.headers["Location"], signed_in(other)) == ("/signin/", None)
    assert AuditEntry.objects.latest("id").detail == {"how": "oidc", "why": "inactive"}
    # Nor does the session that was open.
    assert client.get("/account/").status_code == 302


def test_local_account_of_the_same_name_is_not_taken_over(provider, client) -> None:
    add_user("lu", "Wangzhou-2025", roles=["editor"], by=None)
    come_in(client)

    assert signed_in(client) == "lu-s-1"


def test_answer_for_another_browser_is_refused(provider, client) -> None:
    back = agree(client.get("/oidc/authenticate/").headers["Location"])
    other = Client()
    other.get("/oidc/authenticate/")

    assert other.get(back).status_code == 400
    assert (signed_in(other), User.objects.count()) == (None, 0)


def test_answer_is_good_once(provider, client) -> None:
    back = agree(client.get("/oidc/authenticate/").headers["Location"])
    client.get(back)
    client.post("/signout/")

    assert client.get(back).status_code in (302, 400)
    assert signed_in(client) is None
