"""Signing in, locks, sessions, tokens, passwords; and an audit that nobody rewrites."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from zhiyue_site.accounts import audit, limiter, signing
from zhiyue_site.accounts.addresses import client_address
from zhiyue_site.accounts.models import AppendOnly, AuditEntry, Token, User
from zhiyue_site.accounts.people import AccountError, add_user, change_password, set_roles
from zhiyue_site.accounts.sessions import IDLE_SECONDS
from zhiyue_site.accounts.tokens import new_token, revoke, user_of_token

PASSWORD = "Wangzhou-2025"


@pytest.fixture
def editor(db) -> User:
    return add_user("editor", PASSWORD, roles=["editor"], by=None)


def sign_in(client, password: str = PASSWORD, username: str = "editor", **kwargs):
    return client.post("/signin/", {"username": username, "password": password}, **kwargs)


def test_signing_in_changes_the_session_key(client, editor) -> None:
    client.get("/signin/")
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key

    response = sign_in(client)

    assert (response.status_code, response.url) == (302, "/desk/")
    assert client.session.session_key != before


def test_signing_in_goes_on_to_this_site_alone(client, editor) -> None:
    assert (
        client.post("/signin/", {"username": "editor", "password": PASSWORD, "next": "/desk/add/"}).url == "/desk/add/"
    )
    client.logout()
    elsewhere = {"username": "editor", "password": PASSWORD, "next": "https://evil.example.cn/"}
    assert client.post("/signin/", elsewhere).url == "/desk/"


def test_five_wrong_passwords_lock_and_the_right_one_does_not_open(client, editor) -> None:
    answers = [sign_in(client, "wrong").status_code for _ in range(signing.FAILURES)]

    assert answers == [403] * signing.FAILURES
    assert sign_in(client).status_code == 403
    editor.refresh_from_db()
    assert signing.is_locked(editor)

    signing.unlock(editor, by=add_user("security", PASSWORD, roles=["security_admin"], by=None))
    assert sign_in(client).status_code == 302


def test_lock_ends_by_itself(client, editor) -> None:
    User.objects.update(locked_until=timezone.now() - timedelta(seconds=1))

    assert sign_in(client).status_code == 302


def test_unknown_and_known_account_answer_alike(client, editor) -> None:
    unknown = sign_in(client, username="nobody").content.decode()
    known = sign_in(client, "wrong").content.decode()

    assert (signing._WRONG in unknown, signing._WRONG in known) == (True, True)


def test_address_that_tries_too_often_is_stopped(client, editor) -> None:
    for _ in range(limiter.LIMITS["signin"].count):
        sign_in(client, username="nobody")

    assert "频繁" in sign_in(client).content.decode()
    assert sign_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_limit_begins_anew_after_its_time(db, monkeypatch) -> None:
    for _ in range(limiter.LIMITS["claim"].count):
        limiter.allow("claim", "192.0.2.1")
    with pytest.raises(limiter.TooMany):
        limiter.allow("claim", "192.0.2.1")

    later = timezone.now() + timedelta(seconds=limiter.LIMITS["claim"].seconds + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    limiter.allow("claim", "192.0.2.1")


def test_idle_session_ends(client, editor) -> None:
    sign_in(client)
    client.get("/desk/")
    session = client.session
    session["seen"] -= IDLE_SECONDS + 1
    session.save()

    assert client.get("/desk/").url.startswith("/signin/")
    assert AuditEntry.objects.filter(action="signout.idle").count() == 1


def test_account_switched_off_is_out_at_once(client, editor) -> None:
    sign_in(client)
    User.objects.update(is_active=False)

    assert client.get("/desk/").url.startswith("/signin/")


def test_password_set_by_another_must_be_changed_first(client, editor) -> None:
    change_password(editor, "Autumn-2025-x", by=add_user("security", PASSWORD, roles=["security_admin"], by=None))
    sign_in(client, "Autumn-2025-x")
    assert client.get("/desk/").url == "/account/"

    said = {"old": "Autumn-2025-x", "new": "Winter-2025-y", "again": "Winter-2025-y"}
    client.post("/account/", said)

    assert client.get("/desk/").status_code == 200


def test_audit_knows_from_where_without_being_told(client, editor) -> None:
    sign_in(client)
    client.post("/account/tokens/", {"label": "接口", "days": 30}, REMOTE_ADDR="192.0.2.7")

    assert AuditEntry.objects.get(action="token.add").address == "192.0.2.7"


@pytest.mark.parametrize("password", ["Ab1-xyz", "onlyletters", "1234567890", "Qwertyuiop"])
def test_weak_password_is_refused(db, password: str) -> None:
    with pytest.raises(AccountError, match="密码不合要求"):
        add_user("reader", password, by=None)


def test_administrators_exclude_each_other_and_nobody_grants_to_themselves(editor) -> None:
    with pytest.raises(AccountError, match="三员"):
        set_roles(editor, ["system_admin", "audit_admin"], by=None)
    with pytest.raises(AccountError, match="自己"):
        set_roles(editor, ["reviewer"], by=editor)


def test_token_is_kept_as_a_hash_and_ends_when_revoked(editor) -> None:
    words = new_token(editor, "接口")

    token = Token.objects.get()
    assert words not in (token.digest, token.label)
    assert user_of_token(words) == editor
    revoke(token, by=editor)
    assert user_of_token(words) is None


def test_audit_refuses_every_change(editor) -> None:
    entry = AuditEntry.objects.first()

    for change in (
        entry.delete,
        entry.save,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["action"]),
        lambda: AuditEntry.objects.bulk_create([entry]),
    ):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET target = 'x' WHERE id = {second}", "DELETE FROM {table} WHERE id = {first}"]
)
def test_audit_chain_tells_what_was_done_behind_its_back(editor, statement: str) -> None:
    audit.record("test.one", actor=editor)
    first, second = AuditEntry.objects.order_by("id").values_list("id", flat=True)[:2]
    assert audit.find_break() is None
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=AuditEntry._meta.db_table, first=first, second=second))

    assert audit.find_break() == second


def test_audit_export_can_be_checked_elsewhere(editor) -> None:
    rows = [json.loads(line) for line in audit.export(audit.entries())]

    assert [row["previous"] for row in rows] == [audit.GENESIS, *(row["digest"] for row in rows[:-1])]


def test_forwarded_address_is_believed_of_our_proxies_alone(settings) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.9", REMOTE_ADDR="10.0.0.1")

    assert client_address(request) == "10.0.0.1"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, proxies=1)
    assert client_address(request) == "192.0.2.9"
