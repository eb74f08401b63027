"""What a reviewer does on one page, each in one transaction with everything that follows from it.

Comes in: a page, and words or a range that an editor selected. Goes out: the page drawn anew, so that columns, facts
and keys say what the correction says.
"""

from __future__ import annotations

from django.db import transaction

from zhiyue.model import Field, PageResult
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.corrections import (
    CorrectionError,
    Target,
    correct,
    find_field,
    withdraw_correction,
)
from zhiyue_site.archive.ingest import draw
from zhiyue_site.archive.models import Correction, Page
from zhiyue_site.archive.stored import unpack


@transaction.atomic
def correct_words(
    page_id: str, target: Target, words: str, *, at: tuple[int, int] | None, by: User, reason: str
) -> Correction:
    """Correct a field by words of the page; `at` is where they were selected, None where they were typed.

    Empty words say that the page does not state it.

    Raises:
        CorrectionError: the words do not stand on the page, or cannot be read as the field's type.
    """
    page = Page.objects.select_for_update().get(pk=page_id)
    result = reading_of(page)
    span = _place(result, target, words, at) if words.strip() else None
    made = correct(page, result, target, span=span, by=by, reason=reason)
    _redraw(page, result)
    return made


@transaction.atomic
def undo(correction_id: int, *, by: User) -> Page:
    """Undo a correction; the page says again what the machine read."""
    correction = Correction.objects.get(pk=correction_id)
    page = Page.objects.select_for_update().get(pk=correction.page_id)
    withdraw_correction(correction, by=by)
    _redraw(page, reading_of(page))
    return page


def reading_of(page: Page) -> PageResult:
    """The current reading as the machine made it, not masked, without corrections.

    Raises:
        CorrectionError: the page has none (it was purged).
    """
    if page.reading is None:
        raise CorrectionError("此页没有可更正的识读结果")
    return unpack(page.reading.result)


def _place(result: PageResult, target: Target, words: str, at: tuple[int, int] | None) -> tuple[int, int]:
    """Where the words stand: as selected, else the place nearest to what the machine took."""
    text = result.page.text
    if at is not None and text[at[0] : at[1]].split() == words.split():
        return at
    wanted = words.strip()
    places = [start for start in range(len(text)) if text.startswith(wanted, start)]
    if not places:
        raise CorrectionError(f"页面上没有“{wanted[:40]}”：请按原文填写，或在页面上选中")
    machine = find_field(result, target)
    near = machine.span.start if isinstance(machine, Field) and machine.span else 0
    start = min(places, key=lambda place: abs(place - near))
    return start, start + len(wanted)


def _redraw(page: Page, result: PageResult) -> None:
    if page.reading is not None:
        draw(page, page.reading, result)
