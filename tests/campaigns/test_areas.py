"""Filing under focus areas: rules, theme words, corrections, other years; and how many of our titles are filed right."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tools.edition.doings import doings

from tests.campaigns.made import EDITION, activity
from zhiyue.campaign import Area, Edition
from zhiyue.campaigns import areas
from zhiyue.reference.areas import area_families

FAMILIES = ("policy", "region", "improvement", "infrastructure", "supervision", "literacy")
SIX = replace(
    EDITION,
    id="2022",
    theme="推动质量变革创新 促进质量强国建设",
    areas=tuple(
        Area(family, n, area_families()[family].label_zh, family) for n, family in enumerate(FAMILIES, start=1)
    ),
)
FIVE = ("improvement", "region", "infrastructure", "supervision", "literacy")


def primary(name: str, content: str = "", edition: Edition = SIX, **more: object) -> str:
    filed = areas.file(activity("a", "u", name, content=content), edition, **more)
    return filed[0].area.id if filed else ""


def titles() -> list[tuple[str, str]]:
    rows = csv.DictReader((Path(__file__).parent / "area_titles.csv").read_text(encoding="utf-8").splitlines())
    return [(row["family"], row["title"]) for row in rows]


@pytest.mark.parametrize("half", [0, 1], ids=["tuned on", "held out"])
def test_titles_of_all_six_families_are_filed(half: int) -> None:
    wrong = [(family, title) for family, title in titles()[half::2] if primary(title) != family]
    assert len(titles()) == 60
    assert len(wrong) <= 1


@pytest.mark.parametrize(
    ("name", "content", "family"),
    [
        ("“质量月”启动仪式", "", "literacy"),
        ("工程机械产业链质量提升行动启动仪式", "", "region"),
        ("检验检测实验室开放日", "邀请市民代表参观", "literacy"),
        ("检验检测实验室开放日", "邀请三十家企业参观", "infrastructure"),
        ("工地质量隐患排查", "", "improvement"),
        ("商场电梯隐患排查", "", "supervision"),
        ("首席质量官培训班", "", "improvement"),
        ("计量检定员培训", "", "infrastructure"),
        ("质量状况白皮书发布", "", "policy"),
        ("按照标准开展市民质量讲座", "", "literacy"),
    ],
)
def test_rules_against_the_usual_mistakes(name: str, content: str, family: str) -> None:
    assert primary(name, content) == family


def test_open_day_for_nobody_named_goes_under_both() -> None:
    filed = areas.file(activity("a", "u", "质量开放日"), SIX)
    assert [one.area.id for one in filed] == ["infrastructure", "literacy"]


def test_white_paper_is_of_the_region_too() -> None:
    assert [one.area.id for one in areas.file(activity("a", "u", "质量白皮书"), SIX)][:2] == ["policy", "region"]


def test_words_that_decided_are_named() -> None:
    (filed,) = areas.file(activity("a", "u", "集贸市场电子秤免费检定"), SIX)
    assert set(filed.words) == {"电子秤", "检定"}


def test_theme_says_nothing_in_any_wording() -> None:
    assert areas.file(activity("a", "u", "推动质量变革创新 促进质量强县建设"), SIX) == ()
    assert primary("首批质量强县名单公布") == "region"


def test_nothing_said_is_no_area() -> None:
    assert areas.file(activity("a", "u", "座谈"), SIX) == ()


def test_cues_of_the_edition_go_before_those_of_the_family() -> None:
    own = replace(SIX, areas=(*SIX.areas, Area("x", 7, "放心消费", "supervision", ("投诉",))))
    assert primary("消费投诉", edition=own) == "x"


def test_correction_teaches_words_that_spoke_for_nothing() -> None:
    one = activity("a", "u", "电动自行车宣传进乡镇")
    assert primary(one.name) == "literacy"
    learned = areas.learn(SIX, [(one, "supervision")])
    assert learned == {"supervision": ("电动自行车",)}
    corrections = [(one.name, "supervision")]
    filed = areas.file(activity("b", "u", "电动自行车充电宣传"), SIX, corrections=corrections)
    assert filed[0].area.id == "supervision"
    assert "电动自行车（经订正）" in filed[0].words
    assert primary("市民讲堂", corrections=corrections) == "literacy"


def test_words_carried_to_two_areas_teach_nothing() -> None:
    said = [
        (activity("a", "u", "电动自行车宣传"), "supervision"),
        (activity("b", "u", "电动自行车检测"), "infrastructure"),
    ]
    assert areas.learn(SIX, said) == {}


def test_corrections_raise_what_is_filed_right_in_the_sample_edition() -> None:
    five = replace(SIX, theme=EDITION.theme, areas=tuple(Area(f, n, f, f) for n, f in enumerate(FIVE, start=1)))
    told = [(one.name, one.content, FIVE[one.area - 1]) for one in doings()]
    before = {item: primary(item[0], item[1], five) for item in told}
    corrections = sorted({(name, area) for name, content, area in told if before[name, content, area] != area})
    right = sum(before[item] == item[2] for item in told)
    taught = sum(primary(item[0], item[1], five, corrections=corrections) == item[2] for item in told)
    assert right >= 0.7 * len(told)
    assert taught >= 0.9 * len(told)


def test_area_of_another_year_is_found_by_family() -> None:
    area = next(area for area in EDITION.areas if area.family == "literacy")
    assert [one.id for one in areas.mapped(area, SIX)] == ["literacy"]
