"""What a page claims about a whole series, checked against all its years.

Comes in: a reading. Goes out: its claims about themes of the Quality Month, one year's or all since a year's; and, once
the years are there, a finding for each: which years hold, which rest on an inferred theme, which break it.

    自2011年起，历年主题都提到“质量强国”
    2018年：加强市场监管 建设质量强国
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhiyue.checks import FINDING_CODES
from zhiyue.model import Field, PageResult, Verdict
from zhiyue.record import Member, RecordFinding, Saying, Source
from zhiyue.records.evidence import evidence_at
from zhiyue.records.identity import fingerprint, keys_of, normal
from zhiyue.records.series import LISTED, SeriesYear
from zhiyue.spans import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about the themes of a series from `first_year` to `last_year`.

    `is_whole`: every theme of these years holds `words`. Otherwise it is one year, and its theme is said to be `words`.
    """

    series: str
    first_year: int
    last_year: int | None
    words: str
    is_whole: bool
    saying: Saying


_SERIES = "质量月"
_YEAR = r"(?:19|20)\d{2}"
_SINCE = rf"(?:自|从)?\s?(?P<first>{_YEAR})\s?年?\s?(?:(?:至|到|[-—–~～])\s?(?P<last>{_YEAR})\s?年|以来|起|开始|至今|之后|以后)"
# 论坛主题, 大会主题: another gathering's
_OF_THEMES = r"(?<!论坛)(?<!大会)(?<!会议)(?<!讲座)(?<!展会)主题"
_ALL = r"(?:都|均|皆|无一例外|始终|一直|全部|无不|年年|每年|连续)"
_QUOTED = r"[“\"「『](?P<words>[^”\"」』\n]{2,12})[”\"」』]"
# 自2011年起，历年主题都提到“质量强国” | 从2011年至2024年，每届主题均含有“质量强国”四个字
_WHOLE = re.compile(
    rf"{_SINCE}[^。！？\n“”]{{0,30}}{_OF_THEMES}[^。！？\n“”]{{0,12}}{_ALL}[^。！？\n“”]{{0,12}}{_QUOTED}"
)
# 2011年以来，“质量强国”始终写在历届主题里
_WHOLE_BEHIND = re.compile(
    rf"{_SINCE}[^。！？\n“”]{{0,24}}{_QUOTED}[^。！？\n“”]{{0,8}}{_ALL}[^。！？\n“”]{{0,16}}{_OF_THEMES}"
)
# 自2011年质量强国战略提出，全国“质量月”活动均以质量强国为主题 | 从2011年至2024年，每届都以“质量强国”为主题
_AS_THEME = re.compile(
    rf"(?:自|从)\s?(?P<first>{_YEAR})\s?年?(?:\s?(?:至|到|[-—–～])\s?(?P<last>{_YEAR})\s?年)?[^。！？；\n]{{0,40}}?"
    rf"{_ALL}以[“\"「『]?(?P<words>[一-龥]{{2,12}}?)[”\"」』]?(?:作)?为(?:活动|统一)?主题"
)
_THEME = r"[“\"「『]?(?P<theme>[一-龥“”《》0-9][一-龥“”《》0-9、，, \u3000]{5,36}[一-龥》”])"
# 2018年全国“质量月”活动主题是“加强市场监管 建设质量强国”
_OF_A_YEAR = re.compile(rf"(?P<year>{_YEAR})\s?年(?:度|的)?[^。！？；，,\n]{{0,16}}?主题\s?(?:是|为|[:：])\s?{_THEME}")
# 2018年：加强市场监管 建设质量强国 | 2018年 加强市场监管 建设质量强国 (a line of a list of themes)
_IN_A_LIST = re.compile(rf"(?m)^[\s\u3000•·\-*]*(?P<year>{_YEAR})\s?年\s?[:：]\s?{_THEME}[”」』。；]?\s*$")
_FEWEST = 2
"""Lines from which on they are a list of themes and not a line with a year."""


def find_claims(result: PageResult) -> tuple[Claim, ...]:
    """Find what a page claims about the themes of the national Quality Month, in order."""
    text = result.page.text
    if _SERIES not in text or "主题" not in text:
        return ()
    # The series' own quotation marks are in the way of those that hold the words claimed.
    plain = re.sub(f'[“"]{_SERIES}[”"]', f"〔{_SERIES}〕", text)
    claims = [*_whole(result, plain), *_listed(result, plain)]
    distinct = {(c.first_year, c.last_year, normal(c.words), c.is_whole): c for c in reversed(claims)}
    return tuple(sorted(distinct.values(), key=lambda claim: (claim.saying.start, claim.first_year)))


def _whole(result: PageResult, text: str) -> Iterator[Claim]:
    for pattern in (_WHOLE, _WHOLE_BEHIND, _AS_THEME):
        for match in pattern.finditer(text):
            last = int(match["last"]) if match["last"] else _published_year(result)
            yield Claim(LISTED, int(match["first"]), last, match["words"], is_whole=True, saying=_saying(result, match))


def _listed(result: PageResult, text: str) -> Iterator[Claim]:
    lines = list(_IN_A_LIST.finditer(text))
    matches = [*_OF_A_YEAR.finditer(text), *(lines if len(lines) >= _FEWEST else ())]
    for match in matches:
        year, words = int(match["year"]), match["theme"].strip('“”"「」『』 ,，、\u3000')
        if len(normal(words)) >= 6:
            yield Claim(LISTED, year, year, words, is_whole=False, saying=_saying(result, match))


def _saying(result: PageResult, match: re.Match[str]) -> Saying:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.start() + len(match.group().rstrip())
    return Saying("", result.digest, start, end, result.page.text[start:end])


def _published_year(result: PageResult) -> int | None:
    published = result.page.published
    return int(published.value[:4]) if published is not None and isinstance(published.value, str) else None


# ── as members ───────────────────────────────────────────────────────────────────────────────────────────────────


def claim_members(result: PageResult, source: Source, members: Sequence[Member]) -> tuple[Member, ...]:
    """Members of other years' editions: a page that lists themes of past years speaks about each of them.

    A year of which the page has a fact of its own is that fact's.
    """
    own = {str(key) for member in members if member.type == "campaign_edition" for key in member.keys}
    found: list[Member] = []
    for claim in find_claims(result):
        if claim.is_whole or f"edition:{claim.series}-{claim.first_year}" in own:
            continue
        fields = _fields(result, claim)
        found.append(
            Member(
                id=fingerprint(result.digest, "theme", str(claim.first_year)) + fingerprint(normal(claim.words)),
                type="campaign_edition",
                source=source,
                kind="campaign_edition",
                stage="mentioned",
                notice=0,
                fields=fields,
                title=source.title,
                published=source.published,
                keys=keys_of("campaign_edition", fields),
            )
        )
    return tuple(found)


def _fields(result: PageResult, claim: Claim) -> dict[str, Field]:
    page, said = result.page, claim.saying
    at = said.start + said.exact.index(claim.words)
    place = evidence_at(page, Span(at, at + len(claim.words)))
    year = evidence_at(page, Span(said.start, said.start + 4))
    return {
        "series": Field("name", "全国“质量月”", "derived", derived="reference.series"),
        "year": Field("year", str(claim.first_year), evidence=(year,)),
        "theme": Field("text", claim.words, evidence=(place,)),
    }


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────────


def check_claims(claims: Iterable[Claim], years: Iterable[SeriesYear]) -> tuple[RecordFinding, ...]:
    """Check claims against the years of their series, in the order of the claims."""
    known = tuple(years)
    return tuple(_check_whole(claim, known) if claim.is_whole else _check_one(claim, known) for claim in claims)


def _check_whole(claim: Claim, years: Sequence[SeriesYear]) -> RecordFinding:
    last = claim.last_year or max((item.year for item in years), default=claim.first_year)
    spoken = [item for item in years if claim.first_year <= item.year <= last and item.held != "no"]
    known = [item for item in spoken if item.theme.value]
    holds = [item for item in known if claim.words in (item.theme.value or "")]
    breaks = [item for item in known if item not in holds]
    inferred = [item for item in holds if item.theme.is_inferred]
    unknown = [item for item in spoken if not item.theme.value]
    verdict: Verdict = "contradicted" if breaks else "doubtful" if unknown or inferred else "confirmed"
    if not known:
        verdict = "not_checkable"
    parts = [f"含“{claim.words}”：{_spans(holds) or '无'}"]
    parts += [f"其中据推断：{_spans(inferred)}"] if inferred else []
    parts += ["不含：" + "；".join(f"{item.year}（{item.theme.value}）" for item in breaks)] if breaks else []
    parts += [f"未查得主题：{_spans(unknown)}"] if unknown else []
    arithmetic = f"{len(spoken)} 届中含 {len(holds)}（推断 {len(inferred)}），不含 {len(breaks)}，未知 {len(unknown)}"
    code = "series.claim"
    return RecordFinding(code, verdict, "；".join(parts), FINDING_CODES[code], arithmetic, (claim.saying,))


def _check_one(claim: Claim, years: Sequence[SeriesYear]) -> RecordFinding:
    code = "edition.theme"
    verdict, message = _judge(claim, years)
    return RecordFinding(code, verdict, message, FINDING_CODES[code], None, (claim.saying,))


def _judge(claim: Claim, years: Sequence[SeriesYear]) -> tuple[Verdict, str]:
    by_year = {item.year: item.theme.value for item in years}
    theme = by_year.get(claim.first_year)
    if not theme:
        return "not_checkable", f"{claim.first_year} 年主题未查得"
    if normal(theme) == normal(claim.words):
        return "confirmed", f"与 {claim.first_year} 年主题一致"
    other = next((year for year, words in by_year.items() if words and normal(words) == normal(claim.words)), None)
    if other is not None:
        return "contradicted", f"这是 {other} 年的主题；{claim.first_year} 年为“{theme}”"
    return "contradicted", f"{claim.first_year} 年主题为“{theme}”"


def _spans(years: Sequence[SeriesYear]) -> str:
    """2011–2022, 2024: years in a row as one range."""
    runs: list[list[int]] = []
    for year in sorted(item.year for item in years):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return "、".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
