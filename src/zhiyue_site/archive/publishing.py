"""The way of a page to the public: review steps, schedule, withdrawal, how open it is, and which findings are told.

Comes in: a page and what a person decided. Goes out: rows, the audit entry, and the tasks that follow, in one
transaction. Which steps a held page passes is the site's choice (``ZHIYUE_REVIEW``); each is taken by another person,
and a page with doubts never publishes by itself.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.doubts import HOLD
from zhiyue_site.archive.models import CorrectionNote, FindingDecision, Page, RecordTask, ReviewStep

ACTION_OF_STEP = {
    "first": "page.review",
    "second": "page.release",
    "final": "page.release",
    "secrecy": "page.release",
}
"""What a person must be allowed to do to take a step (see `accounts.roles`)."""


class PublishingError(Exception):
    """That cannot be decided so; the message says why, in Chinese."""


def settle(page: Page, *, is_first: bool) -> None:
    """Decide the state of a page whose reading was just drawn; the page itself is not saved.

    Doubts that a person has seen and accepted weigh nothing. A new reading with new doubts takes the page back to the
    inbox: better away for an hour than wrong.
    """
    accepted = {(doubt["code"], doubt["about"]) for doubt in page.accepted_doubts}
    new = [doubt for doubt in page.doubts if (doubt["code"], doubt["about"]) not in accepted]
    page.doubt = max((doubt["weight"] for doubt in new), default=0.0)
    is_held = page.doubt >= HOLD
    if is_first and not is_held:
        page.state, page.released_at = Page.State.PUBLISHED, timezone.now()
    elif is_held and page.state in (Page.State.PUBLISHED, Page.State.SCHEDULED):
        page.state, page.publish_at = Page.State.HELD, None
        ReviewStep.objects.create(page=page, step="final", is_passed=False, reason="新的读法有新的疑点")


def steps_taken(page: Page) -> list[ReviewStep]:
    """The steps that hold: those since the page was last sent back, withdrawn, or held anew."""
    taken: list[ReviewStep] = []
    for step in page.review_steps.select_related("by"):
        taken = [*taken, step] if step.is_passed else []
    return taken


def next_step(page: Page) -> str | None:
    """The step that comes next; None where all were taken, or the page is not under review."""
    if page.state != Page.State.HELD:
        return None
    taken = {step.step for step in steps_taken(page)}
    steps: tuple[str, ...] = settings.ENVIRONMENT.review
    return next((step for step in steps if step not in taken), None)


@transaction.atomic
def pass_step(page_id: str, step: str, *, by: User, reason: str = "", publish_at: datetime | None = None) -> Page:
    """Take the next step of the review; after the last the page is published, or waits for `publish_at`.

    Raises:
        PublishingError: another step comes first, the person took one already, or the page is closed.
    """
    page = _locked(page_id)
    if step != next_step(page):
        raise PublishingError("这一步已由他人办理，或还没有轮到：请重新打开此页")
    if page.openness == Page.Openness.CLOSED:
        raise PublishingError("此页定为不予公开：先更改公开属性，再发布")
    taken = steps_taken(page)
    if any(other.by_id == by.pk for other in taken):
        raise PublishingError("各审次须由不同的人办理：你已办理过此页的一个审次")
    ReviewStep.objects.create(page=page, step=step, is_passed=True, reason=reason[:255], by=by)
    record("page.review", actor=by, target=page.pk, detail={"step": step, "reason": reason})
    if next_step(page) is None:
        _release(page, publish_at, by)
    return page


@transaction.atomic
def send_back(page_id: str, *, by: User, reason: str) -> Page:
    """Send a held or scheduled page back to the first step.

    Raises:
        PublishingError: no reason is given, or the page is not under review.
    """
    page = _locked(page_id)
    if page.state not in (Page.State.HELD, Page.State.SCHEDULED):
        raise PublishingError("只有待审核或定时发布的页可以退回")
    _retreat(page, Page.State.HELD, "page.return", by, reason)
    return page


@transaction.atomic
def withdraw(page_id: str, *, by: User, reason: str) -> Page:
    """Take a page back from the public, for a reason.

    Raises:
        PublishingError: no reason is given, or the page is not published.
    """
    page = _locked(page_id)
    if page.state not in (Page.State.PUBLISHED, Page.State.SCHEDULED):
        raise PublishingError("只有已发布或定时发布的页可以撤回")
    _retreat(page, Page.State.WITHDRAWN, "page.withdraw", by, reason)
    return page


@transaction.atomic
def reopen(page_id: str, *, by: User) -> Page:
    """Bring a withdrawn page back to review.

    Raises:
        PublishingError: it is not withdrawn.
    """
    page = _locked(page_id)
    if page.state != Page.State.WITHDRAWN:
        raise PublishingError("只有已撤回的页可以重新送审")
    page.state = Page.State.HELD
    page.save(update_fields=["state"])
    record("page.reopen", actor=by, target=page.pk)
    return page


@transaction.atomic
def set_openness(page_id: str, openness: str, *, by: User, reason: str) -> Page:
    """Say how open a page is. Closed takes it from the public; on request leaves title, source and facts' names alone.

    Raises:
        PublishingError: no such openness, or no reason is given.
    """
    page = _locked(page_id)
    if openness not in Page.Openness.values or not reason.strip():
        raise PublishingError("请选择公开属性并写明理由")
    page.openness = openness
    if openness == Page.Openness.CLOSED and page.state in (Page.State.PUBLISHED, Page.State.SCHEDULED):
        page.state, page.publish_at = Page.State.WITHDRAWN, None
        ReviewStep.objects.create(page=page, step="final", is_passed=False, reason=reason[:255], by=by)
    page.save(update_fields=["openness", "state", "publish_at"])
    record("page.openness", actor=by, target=page.pk, detail={"openness": openness, "reason": reason})
    touch("page", page.pk, is_public=page.is_public)
    RecordTask.objects.create(kind="page", target=page.pk)
    return page


def publish_due() -> int:
    """Publish what was scheduled for now or before: a job of the worker; returns how many pages."""
    count = 0
    for page_id in Page.objects.filter(state=Page.State.SCHEDULED, publish_at__lte=timezone.now()).values_list("pk"):
        with transaction.atomic():
            page = _locked(page_id[0])
            if page.state == Page.State.SCHEDULED and page.publish_at and page.publish_at <= timezone.now():
                _publish(page, None)
                count += 1
    return count


@transaction.atomic
def decide_finding(page: Page, key: tuple[str, str], *, is_released: bool, by: User, reason: str = "") -> None:
    """Release a finding to the public, or withhold it. `key` is `shown.finding_key`: it outlives a new reading."""
    code, exact = key
    FindingDecision.objects.create(
        page=page, code=code, exact=exact, is_released=is_released, reason=reason[:255], by=by
    )
    action = "finding.release" if is_released else "finding.withhold"
    record(action, actor=by, target=page.pk, detail={"code": code, "reason": reason})
    touch("page", page.pk, is_public=page.is_public)


@transaction.atomic
def add_note(page: Page, text: str, *, by: User) -> CorrectionNote:
    """Put a public note on a page: what was wrong, and what holds. Followers are told.

    Raises:
        PublishingError: the note is empty.
    """
    if not text.strip():
        raise PublishingError("更正说明不能为空")
    note = CorrectionNote.objects.create(page=page, text=text.strip(), by=by)
    record("page.note", actor=by, target=page.pk)
    touch("page", page.pk, is_public=page.is_public)
    return note


def _locked(page_id: str) -> Page:
    return Page.objects.select_for_update().get(pk=page_id)


def _release(page: Page, publish_at: datetime | None, by: User) -> None:
    page.accepted_doubts, page.doubt = page.doubts, 0.0
    if publish_at is not None and publish_at > timezone.now():
        page.state, page.publish_at = Page.State.SCHEDULED, publish_at
        page.save(update_fields=["state", "publish_at", "accepted_doubts", "doubt"])
        record("page.schedule", actor=by, target=page.pk, detail={"at": publish_at.isoformat()})
    else:
        _publish(page, by)


def _publish(page: Page, by: User | None) -> None:
    page.state, page.publish_at, page.released_at = Page.State.PUBLISHED, None, timezone.now()
    page.save(update_fields=["state", "publish_at", "released_at", "accepted_doubts", "doubt"])
    record("page.release", actor=by, target=page.pk)
    touch("page", page.pk, is_public=page.is_public)
    RecordTask.objects.create(kind="page", target=page.pk)


def _retreat(page: Page, state: str, action: str, by: User, reason: str) -> None:
    if not reason.strip():
        raise PublishingError("请写明理由")
    step = next_step(page) or "final"
    was_public = page.is_public
    page.state, page.publish_at = state, None
    page.save(update_fields=["state", "publish_at"])
    ReviewStep.objects.create(page=page, step=step, is_passed=False, reason=reason[:255], by=by)
    record(action, actor=by, target=page.pk, detail={"reason": reason})
    if was_public:
        touch("page", page.pk, is_public=False)
        RecordTask.objects.create(kind="page", target=page.pk)
