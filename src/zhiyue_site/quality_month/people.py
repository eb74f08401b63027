"""People on branches: invited by a link that works once, lent a branch until a day, taken off again.

Comes in: a unit, a role, the token of a link. Goes out: memberships, and accounts for who had none. The token is shown
once, to who made it; the table keeps its hash.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import Role, User
from zhiyue_site.accounts.people import AccountError, add_user
from zhiyue_site.accounts.roles import may
from zhiyue_site.quality_month.models import BranchRole, Invitation, Membership, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import NotAllowed, allowed, require

LASTS = timedelta(days=14)
"""How long an invitation is open."""


class InvitationError(Refused):
    """The invitation or delegation cannot be made or taken up; the message says why, in Chinese."""


@transaction.atomic
def invite(unit: Unit, role: str, *, by: User) -> tuple[Invitation, str]:
    """Make an invitation; returns it with its token, which is shown this once."""
    require(by, "arrange", unit)
    if role not in BranchRole.values:
        raise InvitationError("没有这种角色")
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        unit=unit, role=role, digest=_hash(token), by=by, expires_at=timezone.now() + LASTS
    )
    audit("month.invite", actor=by, target=f"unit/{unit.pk}", detail={"role": role})
    return made, token


def invitation(token: str) -> Invitation:
    """The open invitation of a token. Raises InvitationError where it is none, used, ended or expired."""
    found = Invitation.objects.select_related("unit").filter(digest=_hash(token), used_at=None, ended_at=None).first()
    if found is None or found.expires_at < timezone.now():
        raise InvitationError("邀请已失效：请联系发出邀请的单位重新邀请")
    return found


@transaction.atomic
def accept(token: str, username: str, password: str, *, name: str = "") -> User:
    """Make an account on the branch of an invitation, which is used up by it.

    Raises:
        InvitationError: the invitation is not open.
        AccountError: the name is taken or the password too weak.
    """
    found = invitation(token)
    role = Role.ORGANISER if found.role == BranchRole.ORGANISER else Role.OFFICER
    user = add_user(username, password, name=name, roles=[role], by=None)
    _join(user, found)
    return user


@transaction.atomic
def accept_as(token: str, user: User) -> Membership:
    """Take up an invitation with an account one has; its role must open the room already.

    Raises:
        InvitationError: the invitation is not open, or the account has another business here.
    """
    if not may(user, "month.enter"):
        raise InvitationError("您的账户没有活动角色：请安全管理员授予，或另建账户")
    return _join(user, invitation(token))


@transaction.atomic
def end_invitation(found: Invitation, *, by: User) -> None:
    """Let an invitation work no more."""
    require(by, "arrange", found.unit)
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    audit("month.invite.end", actor=by, target=f"unit/{found.unit_id}")


@transaction.atomic
def delegate(unit: Unit, to: User, role: str, until: date, *, by: User) -> Membership:
    """Lend somebody a role on a branch until a day: at most what one holds there.

    Raises:
        NotAllowed: the person does not hold that role there.
        InvitationError: the day is past, or the account cannot enter the room.
    """
    needed = "arrange" if role == BranchRole.ORGANISER else "file" if role == BranchRole.OFFICER else "view"
    if not allowed(by, needed, unit):
        raise NotAllowed(f"您在“{unit}”没有可以委托的权限")
    if until < timezone.localdate():
        raise InvitationError("委托的截止日期已过")
    if not may(to, "month.enter"):
        raise InvitationError("对方的账户没有活动角色：请安全管理员授予")
    made, _ = Membership.objects.update_or_create(
        user=to, unit=unit, role=role, defaults={"given_by": by, "delegated_by": by, "until": until}
    )
    audit("month.delegate", actor=by, target=f"unit/{unit.pk}", detail={"to": to.username, "until": until.isoformat()})
    return made


@transaction.atomic
def take_off(membership: Membership, *, by: User) -> None:
    """End a membership. Who lent it, or who arranges the branch, may.

    Raises:
        NotAllowed: neither.
        InvitationError: the branch would be left without an organiser.
    """
    if membership.delegated_by_id != by.pk:
        require(by, "arrange", membership.unit)
    others = Membership.objects.filter(unit=membership.unit, role=BranchRole.ORGANISER, until=None).exclude(
        pk=membership.pk
    )
    is_root = not membership.unit.links_up.exists()
    if membership.role == BranchRole.ORGANISER and is_root and not others.exists():
        raise InvitationError("须先有另一位组织者")
    detail = {"user": membership.user.username, "role": membership.role}
    audit("month.leave", actor=by, target=f"unit/{membership.unit_id}", detail=detail)
    membership.delete()


def _join(user: User, found: Invitation) -> Membership:
    found.used_by, found.used_at = user, timezone.now()
    found.save(update_fields=["used_by", "used_at"])
    made, _ = Membership.objects.get_or_create(
        user=user, unit=found.unit, role=found.role, defaults={"given_by": found.by}
    )
    audit("month.join", actor=user, target=f"unit/{found.unit_id}", detail={"role": found.role})
    return made


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


__all__ = [
    "AccountError", "InvitationError", "accept", "accept_as", "delegate", "end_invitation", "invitation", "invite",
    "take_off",
]  # fmt: skip
