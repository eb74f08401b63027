"""Areas and classes: filed by the words that speak for them, corrected by persons, and taught by each correction.

Comes in: an activity and its edition's areas with their cues. Goes out: rows of `AreaChoice`: the machine's, with the
words that decided, until a person chooses; then the machine leaves the activity alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from zhiyue.campaigns import areas as filing
from zhiyue.reference.measures import activity_classes
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.campaign import activity_of, edition_of, pk_of
from zhiyue_site.quality_month.cells import key_of
from zhiyue_site.quality_month.models import Activity, Area, AreaChoice, Edition
from zhiyue_site.quality_month.rights import require
from zhiyue_site.quality_month.states import StepError, log


def class_of(words: str) -> str:
    """The class of the national return that a unit's own words name; empty where they name none.

    >>> class_of("质量宣贯活动")
    'literacy'
    """
    key = key_of(words)
    return next((item.code for item in activity_classes() if key and key_of(item.label_zh) == key), "")


@transaction.atomic
def file_areas(activity: Activity, *, said: str = "") -> None:
    """File an activity by its words; what its unit said (`said`, the title of an area) goes before. Persons stand above.

    A person's choice is never touched.
    """
    if activity.area_choices.filter(is_by_person=True).exists():
        return
    named = _area_named(activity.edition, said)
    filed = filing.file(activity_of(activity), edition_of(activity.edition))
    choices = {pk_of(area.id): list(words) for area, words in filed}
    if named is not None:
        choices = {named.pk: [said], **{pk: words for pk, words in choices.items() if pk != named.pk}}
    activity.area_choices.all().delete()
    AreaChoice.objects.bulk_create(
        AreaChoice(activity=activity, area_id=pk, is_primary=n == 0, words=words)
        for n, (pk, words) in enumerate(choices.items())
    )


@transaction.atomic
def choose_areas(activity: Activity, primary: Area, secondary: Iterable[Area], *, by: User) -> tuple[str, ...]:
    """Correct the areas of an activity; returns the cues that the edition learned from it.

    Raises:
        NotAllowed: the person does not moderate the unit.
        StepError: an area of another edition.
    """
    require(by, "moderate", activity.unit)
    areas = [primary, *(area for area in secondary if area.pk != primary.pk)]
    if any(area.edition_id != activity.edition_id for area in areas):
        raise StepError("重点方面不属于这一届次")
    old = list(activity.area_choices.values_list("area__title", flat=True))
    activity.area_choices.all().delete()
    AreaChoice.objects.bulk_create(
        AreaChoice(activity=activity, area=area, is_primary=n == 0, is_by_person=True, by=by)
        for n, area in enumerate(areas)
    )
    learned = _teach(activity, primary)
    log(activity, "area", by=by, old={"areas": old}, new={"areas": [area.title for area in areas], "learned": learned})
    detail = {"primary": primary.title, "learned": learned}
    audit("month.activity.area", actor=by, target=f"activity/{activity.pk}", detail=detail)
    return tuple(learned)


@transaction.atomic
def forget_cue(area: Area, cue: str, *, by: User) -> None:
    """Take back a cue that a correction taught."""
    require(by, "arrange", area.edition.root)
    area.learned = [known for known in area.learned if known != cue]
    area.save(update_fields=["learned"])
    audit("month.area.forget", actor=by, target=f"edition/{area.edition_id}", detail={"area": area.title, "cue": cue})


def refile(edition: Edition) -> int:
    """File anew what no person filed, with what was learned since; returns how many activities."""
    found = edition.activities.exclude(area_choices__is_by_person=True).select_related("edition")
    for activity in found:
        file_areas(activity)
    return len(found)


def _area_named(edition: Edition, said: str) -> Area | None:
    key = key_of(said)
    return next((area for area in edition.areas.all() if key and key_of(area.title) == key), None)


def _teach(activity: Activity, primary: Area) -> list[str]:
    """Let the edition learn from one correction: words of this activity that spoke for no area of the edition."""
    corrected = [(activity_of(activity), f"area/{primary.pk}")]
    learned = list(filing.learn(edition_of(activity.edition), corrected).get(f"area/{primary.pk}", ()))
    fresh = [cue for cue in learned if cue not in primary.learned and cue not in primary.cues]
    if fresh:
        primary.learned = [*primary.learned, *fresh]
        primary.save(update_fields=["learned"])
    return fresh
