"""Who may do what on which branch of the tree: the one question that every service and screen of the room asks.

Comes in: a user, an action, a unit. Goes out: yes or no. A role on a unit holds for all units below it, by whichever
parent one comes to it; a delegation ends with its day. What a role of an account opens is `accounts.roles`' business:
here stands what it opens onto.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.models import BranchRole, Edition, Membership, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.tree import above, below

ACTIONS: dict[str, frozenset[str]] = {
    "view": frozenset({BranchRole.ORGANISER, BranchRole.OFFICER, BranchRole.READER}),
    "file": frozenset({BranchRole.ORGANISER, BranchRole.OFFICER}),
    "report": frozenset({BranchRole.ORGANISER, BranchRole.OFFICER}),
    "moderate": frozenset({BranchRole.ORGANISER}),
    "arrange": frozenset({BranchRole.ORGANISER}),
    "issue": frozenset({BranchRole.ORGANISER}),
}
"""Action → the roles on a branch that may do it.

``view`` plans, figures and contacts of the branch; ``file`` plans and problems; ``report`` returns and evidence;
``moderate`` activities and returns; ``arrange`` units, people, days, papers; ``issue`` the closing report.
"""


class NotAllowed(Refused):
    """The person may not do that there; the message says so, in Chinese."""


def allowed(user: AbstractBaseUser | AnonymousUser, action: str, unit: Unit) -> bool:
    """Whether a user may do that on a unit. Raises KeyError for an action that nobody defined."""
    roles = ACTIONS[action]
    if not isinstance(user, User) or not user.is_active:
        return False
    return _in_force(user).filter(role__in=roles, unit__in=above(unit.pk)).exists()


def require(user: User, action: str, unit: Unit) -> None:
    """Raise NotAllowed unless the user may."""
    if not allowed(user, action, unit):
        raise NotAllowed(f"您没有在“{unit}”办理此事的权限")


def units_of(user: User, action: str, *, edition: Edition | None = None) -> set[int]:
    """The ids of all units on which a user may do that, within an edition where one is named."""
    held = _in_force(user).filter(role__in=ACTIONS[action]).values_list("unit_id", flat=True)
    found: set[int] = set()
    for unit in held:
        found |= below(unit)
    return found if edition is None else found & below(edition.root_id)


def editions_of(user: User) -> QuerySet[Edition]:
    """The editions of which a user may see at least one branch: those whose root lies above or below their units."""
    held = list(_in_force(user).values_list("unit_id", flat=True))
    roots = _union(above(unit) for unit in held) | _union(below(unit) for unit in held)
    return Edition.objects.filter(root__in=roots).select_related("root")


def _in_force(user: User) -> QuerySet[Membership]:
    today = timezone.localdate()
    return Membership.objects.filter(user=user).filter(Q(until=None) | Q(until__gte=today))


def _union(sets: Iterable[set[int]]) -> set[int]:
    found: set[int] = set()
    return found.union(*sets)
