"""One year of a campaign, told by a notice, a newspaper, a county and an answer site."""

from dataclasses import replace

import pytest

import zhiyue
from tests.records.made import members_like, reading
from zhiyue.model import Count, Ordinal
from zhiyue.record import Member, Record
from zhiyue.records import (
    SeriesYear,
    check_claims,
    compile_records,
    find_claims,
    members_of,
    series_years,
)

THEME = "推动质量变革创新 促进质量强国建设"


@pytest.fixture(scope="module")
def record() -> Record:
    records = compile_records(members_like("edition", "campaign_edition"))
    return next(record for record in records if record.id == "campaign-edition/quality-month-2022")


def test_edition_has_every_page_as_its_source(record: Record) -> None:
    assert record.title == "2022年全国“质量月”"
    assert [(source.publisher, source.rank) for source in record.sources] == [
        ("国家质量工作信息网站", "official_relay"),
        ("云溪县人民政府门户网站", "official_notice"),
        ("江东日报", "press"),
        ("知问问答", "answer_site"),
    ]


def test_notice_wins_over_answer_site_and_a_local_theme_is_a_variant(record: Record) -> None:
    theme = record.field("theme")

    assert (theme.value, theme.rule, theme.agreement) == (THEME, "rank", "disputed")
    assert [(voice.value, voice.sources, voice.scope) for voice in theme.voices] == [
        (THEME, 2, ""),
        ("提升供给质量 建设质量强国", 1, ""),
        ("推动质量变革创新 促进质量强县建设", 1, "云溪县"),
    ]


def test_number_of_bodies_is_disputed_and_the_county_counts_its_own(record: Record) -> None:
    count = record.field("co_organisers_count")

    assert (count.value, count.agreement) == (Count("21"), "disputed")
    assert [(voice.value.number, voice.scope) for voice in count.voices] == [("21", ""), ("20", ""), ("9", "云溪县")]
    assert record.field("includes_lead").value == "yes"


def test_what_only_a_county_does_is_not_the_nations(record: Record) -> None:
    areas = record.field("focus_areas")

    assert (areas.shown, areas.rule, areas.agreement) == ((), "none", "variant")
    assert [voice.scope for voice in areas.voices] == ["云溪县"] * 3


def test_theme_of_another_year_is_told_as_such(record: Record) -> None:
    said = {finding.message: finding.verdict for finding in record.findings if finding.code == "edition.theme"}

    assert said == {
        "与 2022 年主题一致": "confirmed",
        f"这是 2016 年的主题；2022 年为“{THEME}”": "contradicted",
        f"云溪县改写或自拟的主题；全国主题为“{THEME}”": "not_checkable",
    }


def test_number_holds_under_the_way_of_counting_that_is_named(record: Record) -> None:
    finding = next(finding for finding in record.findings if finding.code == "ordinal.year")

    assert record.field("number").value == Ordinal(45)
    assert (finding.verdict, finding.arithmetic) == ("confirmed", "2022 − 1978 + 1 = 45")
    assert "按实际举办计为第 33 届" in finding.message


def test_page_that_lists_past_years_speaks_about_each() -> None:
    listed = [member for member in members_of(reading("edition-3-answers")) if member.stage == "mentioned"]

    assert sorted(str(member.one("year").value) for member in listed) == ["2018", "2019", "2020", "2022"]
    text = reading("edition-3-answers").page.text
    for member in listed:
        place = member.one("theme").evidence[0]
        assert text[place.start : place.end] == place.exact == member.one("theme").value


def edition(title: str, *lines: str, publisher: str = "江东质量网", source: str | None = None) -> Member:
    printed = f" 来源：{source}" if source else ""
    page = "\n".join((publisher, "首页>通知公告>正文", title, f"2025-08-29 09:00{printed} 浏览次数：52", *lines, ""))
    found = members_of(zhiyue.process(zhiyue.RawPage(page.encode())))
    return next(member for member in found if member.type == "campaign_edition")


LINES = (
    "　　2025年9月是第48个全国“质量月”，现就开展2025年“质量月”活动有关事项通知如下：",
    "　　活动主题：加强全面质量管理 促进质量强国建设。",
)


@pytest.mark.parametrize(
    ("title", "options", "scope"),
    [
        ("关于开展2025年“质量月”活动的通知", {}, ""),
        ("云溪县2025年“质量月”活动方案", {}, "云溪县"),
        ("2025年江东省“质量月”活动启动", {}, "江东省"),
        ("省市场监管局等15部门关于开展2025年江东省“质量月”活动的通知", {}, "江东省"),
        ("我县2025年“质量月”活动启动", {"source": "云溪县市场监督管理局"}, "云溪县"),
        ("我县2025年“质量月”活动启动", {}, "县"),
        ("关于开展2025年“质量月”活动的通知", {"publisher": "江东澄观仪器有限公司"}, "江东澄观仪器有限公司"),
    ],
)
def test_scope_is_read_from_who_speaks(title: str, options: dict[str, str], scope: str) -> None:
    assert edition(title, *LINES, **options).scope == scope


def test_reworded_theme_gives_its_page_away_as_local() -> None:
    local = edition(
        "关于开展2025年“质量月”活动的通知",
        LINES[0],
        "　　活动主题：加强全面质量管理 促进质量强市建设。",
    )

    assert local.scope == "市"


def test_local_page_speaks_for_the_national_theme_that_it_prints() -> None:
    members = [edition("云溪县2025年“质量月”活动方案", *LINES), edition("关于开展2025年“质量月”活动的通知", *LINES)]
    (found,) = (record for record in compile_records(members) if record.type == "campaign_edition")

    assert [
        (voice.scope, len({saying.member for saying in voice.sayings})) for voice in found.field("theme").voices
    ] == [("", 2)]


# ── the series ───────────────────────────────────────────────────────────────────────────────────────────────────


def year(number: int) -> SeriesYear:
    return next(item for item in series_years("quality-month") if item.year == number)


def test_series_has_every_calendar_year() -> None:
    years = series_years("quality-month")

    assert [item.year for item in years] == list(range(1978, 2026))
    assert [item.number for item in years if item.held == "no" and item.number] == []


@pytest.mark.parametrize(("of", "number", "held_number"), [(1978, 1, 1), (1984, 7, 7), (1997, 20, 8), (2025, 48, 36)])
def test_year_is_counted_in_both_ways(of: int, number: int, held_number: int) -> None:
    assert (year(of).number, year(of).held_number) == (number, held_number)


def test_year_without_an_edition_has_no_number() -> None:
    assert (year(1988).held, year(1988).number, year(1988).held_number) == ("no", None, None)


def test_pages_stand_beside_the_reference(record: Record) -> None:
    years = {item.year: item for item in series_years("quality-month", [record])}

    assert years[2022].record == record.id
    assert (years[2022].theme.value, years[2022].theme.origin) == (THEME, "both")
    assert (years[2021].theme.origin, years[2021].record) == ("reference", None)
    assert years[1979].theme.origin == "none"


def test_pages_that_differ_from_the_reference_are_shown_beside_it() -> None:
    answers = compile_records(m for m in members_like("edition-3", "campaign_edition"))
    theme = next(item for item in series_years("quality-month", answers) if item.year == 2018).theme

    assert (theme.value, theme.origin, theme.other) == (
        "加强市场监管 建设质量强国",
        "reference",
        "大力提升质量 建设质量强国",
    )


def test_series_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no series 'quality-year'"):
        series_years("quality-year")


def test_series_without_a_list_of_years_has_those_of_its_records() -> None:
    assert series_years("world-metrology-day") == ()


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────


def said(words: str, published: str = "2024-06-01") -> str:
    return f"质量月参考\n历年主题回顾\n{published} 来源：质量月参考\n　　{words}\n"


def findings_on(words: str, *, published: str = "2024-06-01"):

    result = zhiyue.process(zhiyue.RawPage(said(words, published).encode()))
    return check_claims(find_claims(result), series_years("quality-month"))


@pytest.mark.parametrize(
    "words",
    [
        "全国“质量月”自2011年起，历年主题都提到“质量强国”。",
        "回看全国“质量月”，从2011年至2024年，每届主题均含有“质量强国”四个字。",
        "2011年以来，“质量强国”始终写在全国“质量月”的历届主题里。",
        "自2011年质量强国的提法见诸文件，全国“质量月”活动都以质量强国为主题。",
    ],
)
def test_claim_about_all_themes_is_broken_by_one_year(words: str) -> None:
    (finding,) = findings_on(words)

    assert (finding.code, finding.verdict) == ("series.claim", "contradicted")
    assert finding.arithmetic == "14 届中含 13（推断 1），不含 1，未知 0"
    assert finding.message == (
        "含“质量强国”：2011–2022、2024；其中据推断：2015；不含：2023（增强质量意识 推进高质量发展）"
    )
    assert finding.sayings[0].exact in said(words)


def test_claim_that_rests_on_an_inferred_theme_is_doubtful() -> None:
    (finding,) = findings_on("从2011年至2022年，每届全国“质量月”主题都含有“质量强国”。")

    assert (finding.verdict, finding.arithmetic) == ("doubtful", "12 届中含 12（推断 1），不含 0，未知 0")


def test_claim_about_years_whose_themes_are_known_is_confirmed() -> None:
    (finding,) = findings_on("从2016年至2022年，每届全国“质量月”主题都含有“质量强国”。")

    assert finding.verdict == "confirmed"


def test_claim_about_years_without_a_known_theme_cannot_be_checked() -> None:
    (finding,) = findings_on("从1979年至1983年，每届全国“质量月”主题都含有“质量第一”。")

    assert finding.verdict == "not_checkable"


def test_page_that_turns_an_inferred_theme_into_a_stated_one_lifts_the_doubt() -> None:
    years = tuple(replace(item, theme=replace(item.theme, is_inferred=False)) for item in series_years("quality-month"))

    page = said("从2011年至2022年，每届全国“质量月”主题都含有“质量强国”。")
    (finding,) = check_claims(find_claims(zhiyue.process(zhiyue.RawPage(page.encode()))), years)

    assert finding.verdict == "confirmed"


@pytest.mark.parametrize(
    "words",
    [
        "全国“质量月”始于1978年，主题每年都不同。",
        "自2011年起，论坛主题都提到“高质量”。",
        "自2011年起，全国“质量月”期间各地都以讲座为主要形式。",
        "2022年：江东省计量院搬入新址",
    ],
)
def test_other_sentences_claim_nothing(words: str) -> None:
    assert findings_on(words.replace("质量月参考", "")) == ()


def test_what_is_found_of_several_themes_in_the_same_words_is_one_finding() -> None:
    themes = ("人人抓质量 处处见质量", "质量在我心中 质量在我手中", "以质取胜 诚信立业")
    pages = [
        edition("关于开展2025年“质量月”活动的通知", LINES[0], f"　　活动主题：{theme}。", publisher=f"江东质量网{n}")
        for n, theme in enumerate(themes)
    ]
    (found,) = (record for record in compile_records(pages) if record.type == "campaign_edition")
    about = [finding for finding in found.findings if finding.code == "edition.theme"]

    assert [(finding.verdict, len(finding.sayings)) for finding in about] == [("doubtful", 3)]
