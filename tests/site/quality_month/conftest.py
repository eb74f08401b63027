"""An invented county that runs a Quality Month: a tree, people, an edition, and workbooks as they come by mail."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from openpyxl import Workbook

from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.people import add_user
from zhiyue_site.quality_month import confirming, editions, intake, tree
from zhiyue_site.quality_month.models import Edition, Intake, Membership, Unit

PASSWORD = "correct-horse-battery"
HEAD = ("序号", "活 动 名 称", "时间", "地 点", "主办单位", "责任人", "联系电话", "备注")
PLAN = (
    (1, "“质量月”启动仪式", "9.2上午", "云溪县市民广场", "云溪县市场监督管理局", "尹正", "0999-5551270", ""),
    (2, "质量大讲堂", "9月11日", "职工之家", "云溪县市场监督管理局、县总工会", "尹正", "0999-5551270", ""),
    (3, "集贸市场电子秤免费检定", "9月中旬", "城东农贸市场", "云溪县市场监督管理局", "叶知秋", "", ""),
    (4, "“我与质量的故事”征文", "另行通知", "", "云溪县市场监督管理局", "叶知秋", "", ""),
)
REPORT_HEAD = (
    "序号",
    "活动名称",
    "实际时间",
    "完成情况（是/否）",
    "参与人次（人次）",
    "发放资料（份）",
    "佐证材料",
    "未完成原因",
)
REPORT = (
    (1, "“质量月”启动仪式", "9月2日", "是", "600余", 200, "01-签到表.csv", None),
    (2, "质量大讲堂", "9月11日", "是", 89, "/", "02-签到表.csv", None),
    (3, "集贸市场电子秤免费检定", "9月12日", "是", 120, 50, "", None),
    (4, "“我与质量的故事”征文", None, "否", None, "/", None, "报名不足"),
)


def workbook(title: str, head: tuple, rows: tuple, *, unit: str) -> bytes:
    """A workbook as it comes: a line before the title, the unit beside its label, a total row, who filled it in."""
    book = Workbook()
    sheet = book.active
    sheet.append(["附件1"])
    sheet.append([title])
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(head))
    sheet.append([f"填报单位：{unit}", None, None, "填报时间：2025年8月20日"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    sheet.append(["合计", None, None, f"{len(rows)}项"])
    sheet.append(["填表人：叶知秋"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plan(unit: str = "云溪县市场监督管理局", rows: tuple = PLAN) -> bytes:
    return workbook("2025年“质量月”活动计划表", HEAD, rows, unit=unit)


def report(unit: str = "云溪县市场监督管理局", rows: tuple = REPORT) -> bytes:
    return workbook("2025年“质量月”活动情况统计表", REPORT_HEAD, rows, unit=unit)


@dataclass
class County:
    """The people and units of the tests."""

    edition: Edition
    city: Unit
    county: Unit
    firm: Unit
    other: Unit
    organiser: User
    officer: User
    stranger: User

    def units(self) -> tuple[Unit, ...]:
        return self.city, self.county, self.firm, self.other


@pytest.fixture
def people(db) -> dict[str, User]:
    return {
        name: add_user(name, PASSWORD, roles=[role], by=None)
        for name, role in (("chen", "organiser"), ("ye", "officer"), ("wu", "officer"))
    }


@pytest.fixture
def county(people) -> County:
    """A city with two counties; a firm hangs below one of them and below the city, and counts below the county."""
    chen = people["chen"]
    city = tree.add_unit("澄江市市场监督管理局", parent=None, by=chen, level="市")
    yunxi = tree.add_unit("云溪县市场监督管理局", parent=city, by=chen, level="县")
    other = tree.add_unit("柳塘县市场监督管理局", parent=city, by=chen, level="县")
    firm = tree.add_unit("澄江精密仪器有限公司", parent=yunxi, by=chen, level="企业")
    tree.hang(firm, city, by=chen)
    edition = editions.found(
        editions.NewEdition(
            series="quality-month",
            year=2025,
            title="2025年澄江市“质量月”",
            theme="加强全面质量管理 促进质量强国建设",
            start=date(2025, 9, 1),
            end=date(2025, 9, 30),
            areas=(
                editions.NewArea("质量文化传播", "literacy"),
                editions.NewArea("质量基础设施便民服务", "infrastructure"),
                editions.NewArea("消费品质量安全守护", "supervision"),
            ),
            due={"plan": date(2025, 8, 25), "summary": date(2025, 10, 15)},
        ),
        root=city,
        by=chen,
    )
    Edition.objects.filter(pk=edition.pk).update(state=Edition.State.OPEN)
    edition.refresh_from_db()
    Membership.objects.create(user=people["ye"], unit=yunxi, role="officer")
    return County(edition, city, yunxi, firm, other, chen, people["ye"], people["wu"])


Take = Callable[..., Intake]


@pytest.fixture
def take(county: County) -> Take:
    """Take one file in and read it."""

    def take_(body: bytes, name: str = "计划表.xlsx", *, by: User | None = None, **options: object) -> Intake:
        made = intake.receive(county.edition, [intake.Incoming(name, body)], by=by or county.organiser, **options)
        intake.read_waiting(county.edition)
        return Intake.objects.get(pk=made[0].pk)

    return take_


@pytest.fixture
def run(county: County, take: Take) -> County:
    """The edition with one county's plan published and reported; no evidence yet."""
    confirming.confirm(take(plan()), by=county.organiser, publish=True)
    confirming.confirm(take(report(), "情况表.xlsx"), by=county.organiser)
    return county
