"""What each role may do. Views ask `may`, never for a role."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from zhiyue_site.accounts.models import ADMINISTRATORS, Role, User

ACTIONS = {
    "page.add": {Role.EDITOR},
    "page.review": {Role.EDITOR, Role.REVIEWER},
    "page.correct": {Role.EDITOR},
    "page.release": {Role.REVIEWER},
    "finding.decide": {Role.REVIEWER},
    "record.judge": {Role.EDITOR, Role.REVIEWER},
    "edition.confirm": {Role.REVIEWER},
    "month.enter": {Role.ORGANISER, Role.OFFICER},
    "month.found": {Role.ORGANISER},
    "report.preview": {Role.EDITOR, Role.REVIEWER},
    "report.publish": {Role.REVIEWER},
    "takedown.decide": {Role.REVIEWER},
    "page.purge": {Role.REVIEWER},
    "site.configure": {Role.SYSTEM_ADMIN},
    "site.read": {Role.SYSTEM_ADMIN, Role.REVIEWER},
    "system.operate": {Role.SYSTEM_ADMIN},
    "account.grant": {Role.SECURITY_ADMIN},
    "audit.read": {Role.AUDIT_ADMIN},
}
"""Action → the roles that may do it. Reading public pages needs none.

`month.enter` only opens the door: what a person does inside is decided branch by branch (`quality_month.rights`).
"""


def may(user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
    """Whether a user may do that. Raises KeyError for an action that nobody defined."""
    roles = ACTIONS[action]
    return isinstance(user, User) and user.is_active and not roles.isdisjoint(roles_of(user))


def roles_of(user: User) -> frozenset[str]:
    """The roles of a user, read once for each loaded user."""
    if user.known_roles is None:
        user.known_roles = frozenset(user.grants.values_list("role", flat=True))
    return user.known_roles


def conflict(roles: Iterable[str]) -> str | None:
    """Why one person may not hold all of these roles together; None where nothing speaks against it.

    >>> conflict(["editor", "reviewer"]) is None
    True
    """
    held = set(roles)
    administrators = held & ADMINISTRATORS
    if len(administrators) > 1:
        return "系统、安全、审计三员不得由一人兼任"
    if administrators and held - ADMINISTRATORS:
        return "管理员不得兼任其他角色"
    return None
