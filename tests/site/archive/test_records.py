"""Records as the archive keeps them: compiled where touched, judged by persons, undone, and never of hidden pages."""

import pytest
from django.utils import timezone

from zhiyue.codec import record_from_json
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import Change, Judgement, Member, Page, Record, RecordTask
from zhiyue_site.archive.records import judge, undo
from zhiyue_site.archive.work import run_all

TENDER = """江东仪器网>资讯>招标采购>正文
江东医学院高效液相色谱仪采购项目公开招标公告
2025-09-08 10:20:00 来源：江东政府采购网
项目编号：JDZC-2025-0312
项目名称：江东医学院高效液相色谱仪采购项目
采购人：江东医学院
预算金额：85.6万元
"""
AWARD = """江东仪器网>资讯>中标成交>正文
江东医学院高效液相色谱仪采购项目中标结果公告
2025-09-30 16:00:00 来源：江东政府采购网
项目编号：JDZC-2025-0312
项目名称：江东医学院高效液相色谱仪采购项目
采购人：江东医学院
中标供应商：望州衡远科学仪器有限公司
中标金额：82.3万元
"""
OTHER = AWARD.replace("JDZC-2025-0312", "JDZC-2025-0399").replace("82.3", "91.0")


@pytest.fixture
def purchase(load):
    load(TENDER, url="https://a.example.cn/1.html")
    load(AWARD, url="https://b.example.cn/2.html")
    list(run_all())
    return Record.objects.get(type="purchase")


def purchases() -> dict[str, dict]:
    return {row.pk: row.payload for row in Record.objects.filter(type="purchase")}


def test_two_pages_of_one_purchase_are_one_record(purchase) -> None:
    record = record_from_json(purchase.payload)

    assert purchase.sources == 1  # one 来源 speaks on both
    assert record.field("budget").value.amount == "856000.00"
    assert record.field("amount").value.amount == "823000.00"
    assert [event.stage for event in record.events] == ["tender", "award"]
    assert RecordTask.objects.count() == 0


def test_order_of_arrival_does_not_matter(load, purchase) -> None:
    before = purchases()
    Page.objects.all().delete()
    list(run_all())
    Record.objects.all().delete()

    load(AWARD, url="https://b.example.cn/2.html")
    list(run_all())
    load(TENDER, url="https://a.example.cn/1.html")
    list(run_all())

    assert purchases() == before


def test_hidden_page_leaves_its_record(purchase) -> None:
    page = Page.objects.get(address="https://b.example.cn/2.html")
    page.visibility = Page.Visibility.HIDDEN
    page.save()
    RecordTask.objects.create(kind="page", target=page.pk)

    list(run_all())

    (record,) = (record_from_json(payload) for payload in purchases().values())
    assert [event.stage for event in record.events] == ["tender"]
    assert record.field("amount") is None


def test_last_page_takes_its_record_along(purchase) -> None:
    for page in Page.objects.all():
        page.state = Page.State.WITHDRAWN
        page.save()
        RecordTask.objects.create(kind="page", target=page.pk)

    list(run_all())

    assert purchases() == {}
    assert Change.objects.filter(kind="record", target=purchase.pk).latest("pk").action == "delete"


def test_judgement_parts_joins_and_is_undone(load, purchase, db) -> None:
    load(OTHER, url="https://c.example.cn/3.html")
    list(run_all())
    before = purchases()
    assert len(before) == 2
    editor = add_user("editor", "correct-horse-battery", roles=["editor"], by=None)
    left = Member.objects.get(page__address="https://b.example.cn/2.html", type="purchase").member_id
    right = Member.objects.get(page__address="https://c.example.cn/3.html", type="purchase").member_id

    said = judge(left, right, Judgement.Choice.SAME, by=editor, reason="二次公告换了编号")
    list(run_all())
    joined = purchases()
    undo(said, by=editor, at=timezone.now())
    list(run_all())

    assert len(joined) == 1
    assert purchases() == before


def test_judgement_survives_a_new_reading(load, purchase, db) -> None:
    load(OTHER, url="https://c.example.cn/3.html")
    left, right = (
        Member.objects.get(page__address=address, type="purchase").member_id
        for address in ("https://a.example.cn/1.html", "https://c.example.cn/3.html")
    )
    judge(left, right, Judgement.Choice.SAME, by=None)
    list(run_all())
    assert len(purchases()) == 1

    Page.objects.get(address="https://c.example.cn/3.html").delete()
    list(run_all())
    load(OTHER, url="https://c.example.cn/3.html")
    list(run_all())

    assert len(purchases()) == 1


def test_judgement_of_unknown_member_is_refused(purchase) -> None:
    with pytest.raises(ValueError, match="are not two members of the archive"):
        judge("sha256:nobody", "sha256:nobody-else", Judgement.Choice.SAME, by=None)


def test_untouched_record_is_not_announced_again(purchase) -> None:
    changes = Change.objects.count()
    page = Page.objects.get(address="https://a.example.cn/1.html")
    RecordTask.objects.create(kind="page", target=page.pk)

    list(run_all())

    assert Change.objects.count() == changes
    touch("page", page.pk, is_public=True)
    assert Change.objects.count() == changes + 1
