import itertools

import pytest

from zhiyue.campaign import COUNTED_ACTIVITIES
from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.quality_month import confirming, states
from zhiyue_site.quality_month.models import Activity, Unit
from zhiyue_site.quality_month.rights import NotAllowed

from .conftest import plan


@pytest.fixture
def activity(county, take) -> Activity:
    confirming.confirm(take(plan()), by=county.officer)
    return Activity.objects.get(name="质量大讲堂")


def test_what_counts_here_counts_in_the_library():
    assert states.COUNTED == COUNTED_ACTIVITIES


@pytest.mark.parametrize(("state", "name"), list(itertools.product(Activity.State.values, states.STEPS)))
def test_only_the_steps_of_the_table_are_taken(county, activity, state, name):
    Activity.objects.filter(pk=activity.pk).update(state=state)
    step = states.STEPS[name]
    if state in step.sources:
        assert states.take(activity, name, by=county.organiser, reason="说明").state == step.target
    else:
        with pytest.raises(states.StepError):
            states.take(activity, name, by=county.organiser, reason="说明")
        activity.refresh_from_db()
        assert activity.state == state


@pytest.mark.parametrize("name", sorted(states.STEPS))
def test_who_may_take_a_step_is_decided_by_branch(county, activity, name):
    step = states.STEPS[name]
    Activity.objects.filter(pk=activity.pk).update(state=min(step.sources))
    if step.action in ("file", "report"):
        assert states.take(activity, name, by=county.officer, reason="说明").state == step.target
    else:
        with pytest.raises(NotAllowed):
            states.take(activity, name, by=county.officer, reason="说明")
    with pytest.raises(NotAllowed):
        states.take(activity, name, by=county.stranger, reason="说明")


def test_sending_back_and_withdrawing_say_why(county, activity):
    for name in ("return", "withdraw"):
        with pytest.raises(states.StepError, match="理由"):
            states.take(activity, name, by=county.organiser, reason=" ")


def test_every_step_is_logged_and_audited(county, activity):
    states.take(activity, "return", by=county.organiser, reason="请补地点")
    row = activity.log.last()

    assert (row.what, row.by, row.old, row.new, row.reason) == (
        "return", county.organiser, {"state": "submitted"}, {"state": "returned"}, "请补地点",
    )  # fmt: skip
    assert AuditEntry.objects.get(action="month.activity.return").actor == county.organiser


def test_a_change_after_publication_says_why(county, activity):
    states.take_all([activity], ("approve", "publish"), by=county.organiser)
    activity.refresh_from_db()
    with pytest.raises(states.StepError, match="变更须说明理由"):
        states.change(activity, {"place": "文化馆"}, by=county.officer)
    assert states.change(activity, {"place": "文化馆"}, by=county.officer, reason="场地检修")
    assert activity.log.last().old == {"place": "职工之家"}


def test_trusted_units_pass_at_once_and_others_wait(county, activity, take):
    confirming.confirm(take(plan(county.other.name), "柳塘.xlsx"), by=county.organiser)
    Unit.objects.filter(pk=county.county.pk).update(is_trusted=True)

    assert states.approve_trusted(county.edition, by=county.organiser) == 4
    assert set(Activity.objects.filter(unit=county.other).values_list("state", flat=True)) == {"submitted"}


def test_what_was_never_public_is_withdrawn_without_a_public_note(county, activity):
    assert states.take(activity, "withdraw", by=county.officer, reason="不办了").public_note == ""
