"""The audit in words: every action that is written down has a name, and the audit administrator reads it."""

import re
from pathlib import Path

import pytest

from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.people import add_user
from zhiyue_site.workbench.actions import ACTIONS

ROOMS = ("accounts", "archive", "workbench", "portal", "api")
# record("page.add" | audit.record(\n "signin.failed" if target else … | _retreat(page, Page.State.HELD, "page.return"
_WRITTEN = re.compile(
    r'(?:record|audit|_retreat|decide\w*)\((?:[^"()]|\([^()]*\))*?"([a-z]+(?:\.[a-z]+)+|signin|signout)"'
)


def test_every_action_of_these_rooms_has_words():
    files = (file for room in ROOMS for file in Path(f"src/zhiyue_site/{room}").rglob("*.py"))
    written = {code for file in files for code in _WRITTEN.findall(file.read_text(encoding="utf-8"))}

    assert {"page.return", "page.add", "signin", "takedown.decide"} <= written
    assert written - set(ACTIONS) == set()


@pytest.mark.django_db
def test_audit_is_read_in_words_and_cut_by_them(client):
    person = add_user("log", "Wangzhou-2025", roles=["audit_admin"], by=None)
    record("takedown.decide", actor=None, target="T-1")
    client.force_login(person, backend="zhiyue_site.accounts.backends.SessionBackend")

    page = client.get("/desk/audit/", {"action": "takedown.decide"}).content.decode()
    assert '<span title="takedown.decide">处理权利人要求</span>' in page
    assert '<span title="account.add">' not in page
    assert '<option value="takedown.decide" selected>处理权利人要求</option>' in page
