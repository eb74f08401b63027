from datetime import timedelta

import pytest
from django.utils import timezone

from zhiyue_site.accounts.models import Grant
from zhiyue_site.accounts.people import AccountError, add_user
from zhiyue_site.quality_month import people, tree
from zhiyue_site.quality_month.models import Invitation, Membership
from zhiyue_site.quality_month.rights import ACTIONS, NotAllowed, allowed, editions_of, units_of

from .conftest import PASSWORD


def test_a_role_holds_for_the_branch_and_for_nothing_beside_it(county):
    may = {(action, unit.name): allowed(county.officer, action, unit) for action in ACTIONS for unit in county.units()}

    assert {action for (action, name), yes in may.items() if yes and name == county.county.name} == {
        "view",
        "file",
        "report",
    }
    assert {action for (action, name), yes in may.items() if yes and name == county.firm.name} == {
        "view",
        "file",
        "report",
    }
    assert not any(yes for (_, name), yes in may.items() if name in (county.city.name, county.other.name))
    assert all(allowed(county.organiser, action, unit) for action in ACTIONS for unit in county.units())
    assert not any(allowed(county.stranger, action, unit) for action in ACTIONS for unit in county.units())


def test_a_unit_below_two_parents_is_reached_by_both(county):
    Membership.objects.filter(user=county.officer).delete()
    Membership.objects.create(user=county.officer, unit=county.city, role="reader")

    assert allowed(county.officer, "view", county.firm)
    assert not allowed(county.officer, "file", county.firm)


def test_a_delegation_ends_with_its_day(county):
    today = timezone.localdate()
    made = people.delegate(county.other, county.stranger, "officer", today, by=county.organiser)
    assert units_of(county.stranger, "file") == {county.other.pk}
    Membership.objects.filter(pk=made.pk).update(until=today - timedelta(days=1))
    assert units_of(county.stranger, "file") == set()


def test_nobody_lends_what_they_do_not_hold(county):
    with pytest.raises(NotAllowed):
        people.delegate(county.county, county.stranger, "organiser", timezone.localdate(), by=county.officer)


def test_an_account_that_is_off_may_nothing(county):
    county.officer.is_active = False
    county.officer.save()
    assert not allowed(county.officer, "view", county.county)


def test_an_edition_is_seen_by_its_tree_alone(county):
    assert list(editions_of(county.officer)) == [county.edition]
    assert list(editions_of(county.stranger)) == []


def test_an_invitation_makes_one_account_once(county):
    _, token = people.invite(county.other, "officer", by=county.organiser)
    assert token not in str(Invitation.objects.values())

    made = people.accept(token, "liutang", PASSWORD, name="柳青")

    assert units_of(made, "file") == {county.other.pk}
    assert list(Grant.objects.filter(user=made).values_list("role", flat=True)) == ["officer"]
    with pytest.raises(people.InvitationError):
        people.accept(token, "liutang2", PASSWORD)


def test_a_refused_password_leaves_the_invitation_open(county):
    _, token = people.invite(county.other, "officer", by=county.organiser)
    with pytest.raises(AccountError):
        people.accept(token, "liutang", "short")
    assert people.invitation(token).used_at is None


def test_an_expired_or_ended_invitation_is_none(county):
    made, token = people.invite(county.other, "officer", by=county.organiser)
    people.end_invitation(made, by=county.organiser)
    with pytest.raises(people.InvitationError):
        people.invitation(token)
    made, token = people.invite(county.other, "officer", by=county.organiser)
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(people.InvitationError):
        people.invitation(token)


def test_an_officer_invites_nobody(county):
    with pytest.raises(NotAllowed):
        people.invite(county.county, "officer", by=county.officer)


def test_the_last_organiser_stays(county):
    with pytest.raises(people.InvitationError):
        people.take_off(Membership.objects.get(user=county.organiser), by=county.organiser)


def test_administrators_take_no_part(county):
    with pytest.raises(AccountError, match="不得兼任"):
        add_user("both", PASSWORD, roles=["organiser", "system_admin"], by=None)


def test_a_unit_has_one_counting_home_and_no_circle(county):
    tree.hang(county.firm, county.other, by=county.organiser, is_counting_home=True)

    assert county.firm.links_up.filter(is_counting_home=True).count() == 1
    assert tree.counting_homes(tree.below(county.city.pk))[1][county.firm.pk] == county.other.pk
    with pytest.raises(tree.TreeError, match="之下"):
        tree.hang(county.city, county.firm, by=county.organiser)
    with pytest.raises(tree.TreeError, match="归口"):
        tree.unhang(county.firm, county.other, by=county.organiser)


def test_a_list_of_units_may_stand_in_any_order(county):
    rows = [
        tree.NewUnit("二车间", ("柳塘食品有限公司",)),
        tree.NewUnit(
            "柳塘食品有限公司", ("柳塘县市场监督管理局", "澄江市市场监督管理局"), "柳塘县市场监督管理局", "企业"
        ),
        tree.NewUnit("云溪县市场监督管理局"),
        tree.NewUnit("孤儿", ("没有的单位",)),
    ]
    added = tree.add_units(rows, root=county.city, by=county.organiser)

    assert sorted(unit.name for unit in added.made) == ["二车间", "柳塘食品有限公司"]
    assert [unit.name for unit in added.known] == ["云溪县市场监督管理局"]
    assert added.failed == (("孤儿", "找不到上级“没有的单位”"),)
    assert tree.depths(county.city.pk)[added.made[0].pk] in (1, 2)
