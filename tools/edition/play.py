"""Plays the sample edition into a site: from the notice to the closing report, as an organiser would.

Comes in: ``samples/edition/`` and an organiser's account. Goes out: an edition of 34 units whose plans were mailed,
read, confirmed and published, whose returns and evidence came in, with a pledge, a sign-up and a closing report. What
is left for a person: one pair of duplicates to decide, units that sent nothing, gaps in the plans.
A second, small edition shows that nothing is fixed to September or to one tree. Run it against a data folder: ``ZHIYUE_DATA=… python -m tools.edition.play USERNAME``.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhiyue_site.accounts.models import User
    from zhiyue_site.quality_month.models import Activity, Edition, Unit

FOLDER = Path(__file__).parents[2] / "samples" / "edition"
TITLE = "2025年江东省“质量月”"
THEME = "加强全面质量管理 促进质量强省建设"
AREAS = (
    ("全面质量管理推广行动", "improvement", ("全面质量管理", "首席质量官", "小组", "班组", "质量工具", "观摩", "培训")),
    ("产业链质量联动提升", "region", ("产业链", "链主", "比对", "供应商", "品牌", "展销", "名优", "精品")),
    ("质量基础设施便民服务", "infrastructure", ("计量", "检定", "校准", "标准", "实验室", "血压计", "巡诊")),
    ("消费品质量安全守护", "supervision", ("儿童用品", "燃气", "电动自行车", "电梯", "投诉", "排查", "回访")),
    ("质量文化传播", "literacy", ("启动", "讲堂", "竞赛", "征文", "签名", "宣传", "公开课", "答题")),
)
DUE = {"plan": date(2025, 9, 8), "report": date(2025, 10, 15), "summary": date(2025, 10, 20)}
SLOGANS = ("质量是做出来的，不是检出来的", "人人重视质量，人人享受质量", "一把秤，一份心")
PLEDGE = """一、不合格的原料不进厂，不合格的产品不出厂。
二、公开执行的标准，公开质保的期限。
三、顾客提出的质量问题，三个工作日内答复。"""
JOINT = ("启动仪式", "电梯安全", "朝阳社区", "市政工程质量观摩")
"""Words by which the organiser recognises joint activities; the fifth pair is left for whoever tries the demonstration."""

DAY = "2026年“世界计量日”活动"
PROVINCES = {
    "110000": "北京", "130000": "河北", "220000": "吉林", "310000": "上海", "320000": "江苏", "330000": "浙江",
    "370000": "山东", "410000": "河南", "420000": "湖北", "440000": "广东", "510000": "四川", "530000": "云南",
    "610000": "陕西", "650000": "新疆",
}  # fmt: skip
DAY_AREAS = (
    ("计量进市场", "supervision", ("秤", "加油", "市场", "集市")),
    ("实验室开放", "literacy", ("开放日", "参观", "讲座")),
    ("计量服务企业", "infrastructure", ("企业", "比对", "巡诊", "校准")),
)
DAY_DOINGS = (
    ("集贸市场公平秤核查", "中心农贸市场"),
    ("计量实验室开放日", "计量院"),
    ("离子色谱仪实验室比对启动会", "检测技术中心"),
    ("加油机计量体验", "人民路加油站"),
    ("小微企业计量巡诊", "高新区"),
)


def play(by: User, *, say: Callable[[str], object] = print) -> Edition:
    """Play everything; an edition that stands already is given back as it is."""
    from zhiyue_site.quality_month.models import Edition  # noqa: PLC0415  # Django must have started

    known = Edition.objects.filter(title=TITLE).first()
    if known is not None:
        say(f"{known} stands already")
        return known
    edition, units = found_edition(by)
    say(f"{edition}: {len(units)} units")
    take_plans(edition, by)
    say(f"{edition.activities.count()} activities confirmed and published")
    merge_joint(edition, by)
    take_returns(edition, units, by)
    say(f"{edition.returns.count()} returns, {edition.proofs.count()} pieces of evidence")
    invite_public(edition, by)
    issue_report(edition, by)
    return edition


def found_edition(by: User) -> tuple[Edition, Mapping[str, Unit]]:
    """The edition below its organiser, with the whole tree of units, open and public."""
    from zhiyue_site.accounts.models import Role  # noqa: PLC0415
    from zhiyue_site.archive.models import Record  # noqa: PLC0415
    from zhiyue_site.quality_month import editions, tree  # noqa: PLC0415
    from zhiyue_site.quality_month.models import BranchRole, Edition, Membership  # noqa: PLC0415

    rows = list(csv.DictReader(io.StringIO((FOLDER / "units.csv").read_text(encoding="utf-8-sig"))))
    root = tree.add_unit(rows[0]["单位名称"], parent=None, by=by, level=rows[0]["级别"])
    Membership.objects.create(user=by, unit=root, role=BranchRole.ORGANISER, given_by=by)
    by.grants.get_or_create(role=Role.ORGANISER)
    tree.add_units((_unit_row(row) for row in rows[1:]), root=root, by=by)
    record = Record.objects.filter(type="campaign_edition", title__contains="2025").first()
    new = editions.NewEdition(
        series="quality-month",
        year=2025,
        title=TITLE,
        theme=THEME,
        start=date(2025, 9, 1),
        end=date(2025, 9, 30),
        slogans=SLOGANS,
        areas=tuple(editions.NewArea(*area) for area in AREAS),
        due=DUE,
    )
    edition = editions.found(new, root=root, by=by, record=record.pk if record else "")
    editions.set_state(edition, Edition.State.OPEN, by=by)
    editions.change(edition, {"is_public": True}, by=by)
    edition.refresh_from_db()
    return edition, {unit.name: unit for unit in tree.units_below(root)}


def _unit_row(row: Mapping[str, str]) -> object:
    from zhiyue_site.quality_month.tree import NewUnit  # noqa: PLC0415

    parents = tuple(name for name in row["上级单位"].split("、") if name)
    return NewUnit(row["单位名称"], parents, row["统计归口"], row["级别"])


def _mailed(name: str) -> Iterator[object]:
    from zhiyue_site.quality_month.intake import Incoming  # noqa: PLC0415

    for path in sorted((FOLDER / name).iterdir()):
        yield Incoming(path.name, path.read_bytes())


def take_plans(edition: Edition, by: User) -> None:
    """All mailed plans at once, read, and confirmed by the organiser on behalf of the units."""
    from zhiyue_site.quality_month import confirming, intake  # noqa: PLC0415

    intake.receive(edition, _mailed("plans"), by=by)
    intake.read_waiting(edition)
    for file in edition.intakes.filter(state="read"):
        confirming.confirm(file, by=by, publish=True)


def merge_joint(edition: Edition, by: User) -> None:
    """Merge the filings of each joint activity that the organiser recognises."""
    from zhiyue_site.quality_month import merging  # noqa: PLC0415

    for words in JOINT:
        filed = [one for one in edition.activities.order_by("id") if words in one.name]
        first = [one for one in filed if one.start == filed[0].start]
        if len(first) > 1:
            merging.merge(first, first[0], by=by, reason=f"同日同地，均为“{words}”")


def take_returns(edition: Edition, units: Mapping[str, Unit], by: User) -> None:
    """October: the returns, and for each unit the files that support them."""
    from zhiyue_site.quality_month import confirming, intake, returns  # noqa: PLC0415
    from zhiyue_site.quality_month.intake import Incoming  # noqa: PLC0415

    intake.receive(edition, _mailed("returns"), by=by)
    intake.read_waiting(edition)
    for file in edition.intakes.filter(state="read", task="report"):
        confirming.confirm(file, by=by)
    for key, name in _keys().items():
        folder = FOLDER / "evidence" / key
        if folder.is_dir():
            files = [Incoming(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
            returns.take_evidence(edition, units[name], files, by=by)


def _keys() -> Mapping[str, str]:
    from tools.edition.units import UNITS  # noqa: PLC0415

    return {unit.key: unit.name for unit in UNITS}


def invite_public(edition: Edition, by: User) -> None:
    """A sign-up, a pledge with its first signers, and two suggestions of which one is answered."""
    from zhiyue_site.quality_month import enrolment, ledger, pledges, suggestions  # noqa: PLC0415

    hall = _first(edition, "开放日")
    if hall is not None:
        terms = enrolment.Terms("登记入院人数，安排讲解", capacity=40)
        enrolment.open_enrolment(hall, terms, by=by)
    text = pledges.publish_text(edition, title="企业质量诚信承诺", text=PLEDGE, by=by)
    for name in ("澄江精密仪器有限公司", "东岭瓷业有限公司", "云渡食品有限公司"):
        pledges.sign(text, kind="firm", signer=name, contact="")
    asked = suggestions.receive(edition, "希望计量检定车也到柳塘县的集市来，我们那里的秤多年没有检过。")
    ledger.answer(asked, "已列入巡回计划：9月24日到柳塘县南集。", by=by, is_public=True)
    suggestions.receive(edition, "电动自行车充电器能不能当场测？")


def _first(edition: Edition, words: str) -> Activity | None:
    return edition.activities.filter(name__contains=words).order_by("start").first()


def issue_report(edition: Edition, by: User) -> None:
    """The closing report as it stands."""
    from zhiyue_site.quality_month import closing  # noqa: PLC0415

    closing.issue(edition, by=by)


def play_day(by: User, *, say: Callable[[str], object] = print) -> Edition:
    """Another series, on another day, across the provinces: an association's World Metrology Day from one pasted table."""
    from zhiyue_site.quality_month import confirming, editions, intake, tree  # noqa: PLC0415
    from zhiyue_site.quality_month.intake import Incoming  # noqa: PLC0415
    from zhiyue_site.quality_month.models import BranchRole, Edition, Membership  # noqa: PLC0415

    known = Edition.objects.filter(title=DAY).first()
    if known is not None:
        return known
    root = tree.add_unit("中仪计量促进会", parent=None, by=by, level="协会")
    Membership.objects.create(user=by, unit=root, role=BranchRole.ORGANISER, given_by=by)
    branches = [tree.NewUnit(f"中仪计量促进会{name}分会", (), "", "分会", code) for code, name in PROVINCES.items()]
    tree.add_units(branches, root=root, by=by)
    new = editions.NewEdition(
        series="world-metrology-day",
        year=2026,
        title=DAY,
        theme="计量让贸易公平",
        start=date(2026, 5, 18),
        end=date(2026, 5, 24),
        areas=tuple(editions.NewArea(*area) for area in DAY_AREAS),
    )
    edition = editions.found(new, root=root, by=by)
    editions.set_state(edition, Edition.State.OPEN, by=by)
    editions.change(edition, {"is_public": True}, by=by)
    edition.refresh_from_db()
    intake.receive(edition, [Incoming("各分会活动.txt", _pasted_day().encode())], by=by, unit=root)
    intake.read_waiting(edition)
    for file in edition.intakes.filter(state="read"):
        confirming.confirm(file, by=by, publish=True)
    say(f"{edition}: {edition.activities.count()} activities")
    return edition


def _pasted_day() -> str:
    rows = ["单位\t活动名称\t时间\t地点"]
    for number, (_code, name) in enumerate(PROVINCES.items()):
        what, where = DAY_DOINGS[number % len(DAY_DOINGS)]
        rows.append(f"中仪计量促进会{name}分会\t{what}\t5月{18 + number % 7}日\t{name}{where}")
    return "\n".join(rows) + "\n"


def main(username: str) -> None:
    """Start the site and play as this person."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyue_site.settings")
    import django  # noqa: PLC0415

    django.setup()
    from zhiyue_site.accounts.models import User  # noqa: PLC0415

    by = User.objects.get(username=username)
    play(by)
    play_day(by)


if __name__ == "__main__":
    main(sys.argv[1])
