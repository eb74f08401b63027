"""What persons decide about records: two members are the same thing or not, and an edition is confirmed.

Comes in: ids of members or of a record. Goes out: rows, audit entries, and the tasks that compile the records anew.
A judgement hangs on content ids and outlives any rebuild; it is undone, never deleted.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive import records
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import Judgement, Record


class JudgingError(Exception):
    """That cannot be judged so; the message says why, in Chinese."""


@transaction.atomic
def judge(left: str, right: str, choice: str, *, by: User, reason: str = "") -> Judgement:
    """Say that two members speak of the same thing, or do not. An older judgement of the two is undone by it.

    Raises:
        JudgingError: no such choice, the two are one, or a member is not known.
    """
    left, right = sorted((left, right))
    if choice not in Judgement.Choice.values:
        raise JudgingError("请判断其相同或不同")
    older = Judgement.objects.filter(left=left, right=right, undone_at=None)
    older.update(undone_by=by, undone_at=timezone.now())
    try:
        made = records.judge(left, right, Judgement.Choice(choice), by=by, reason=reason[:255])
    except ValueError as error:
        raise JudgingError("请选择档案中两条不同的事实") from error
    audit("record.judge", actor=by, target=f"{left} {right}"[:255], detail={"choice": choice, "reason": reason})
    return made


@transaction.atomic
def undo_judgement(judgement: Judgement, *, by: User) -> None:
    """Take a judgement back; undoing it twice changes nothing."""
    if judgement.undone_at is None:
        records.undo(judgement, by=by, at=timezone.now())
        audit("record.judge.undo", actor=by, target=f"{judgement.left} {judgement.right}"[:255])


@transaction.atomic
def confirm_edition(record: Record, *, by: User) -> None:
    """Confirm a campaign edition as it stands: one step, by one person, told to readers.

    Raises:
        JudgingError: it is no campaign edition.
    """
    if record.type != "campaign_edition":
        raise JudgingError("只有活动届次需要确认")
    Record.objects.filter(pk=record.pk).update(confirmed_by=by, confirmed_at=timezone.now())
    audit("edition.confirm", actor=by, target=record.pk)
    touch("record", record.pk, is_public=True)


@transaction.atomic
def unconfirm_edition(record: Record, *, by: User) -> None:
    """Take a confirmation back."""
    Record.objects.filter(pk=record.pk).update(confirmed_by=None, confirmed_at=None)
    audit("edition.unconfirm", actor=by, target=record.pk)
    touch("record", record.pk, is_public=True)
