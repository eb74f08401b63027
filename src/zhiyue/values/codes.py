"""Numbers that name things: project numbers, document numbers and standard numbers.

Comes in: text. Goes out: `Found` of type ``code`` (projects, documents: as printed) and ``standard`` (with the
canonical ``GB/T 40895-2021``). The three look alike and are kept apart: a standard or a document is no project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.model import Named
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.numerals import fold
from zhiyue.values.patterns import either, words

# A serial with leading zeros is a project's, a document's has none
# 国市监质发〔2022〕76号 | 财库[2020]10号 | 国标委发(2023)58号
_DOCUMENT = re.compile(
    r"[〔\[【(（［]\s?(?:19|20)[0-9]{2}\s?[〕\]】)）］]\s?(?:第\s?)?[1-9][0-9]{0,3}(?:-[0-9]{1,4})?\s?号"
)
_ISSUER = re.compile(r"[一-龥]{1,14}$")
# What stands before an issuer's code in running text and is no part of it
_NO_ISSUER = re.compile(
    r".*(?:根据|按照|依据|关于|印发|通知|文件|文号|公告|转发|贯彻|以及|和|与|及|的|了|为|见|号|编号|网文|许可证|备案)"
)

_PREFIX = either(
    words("""
    GB GBZ GJB JJG JJF HJ YY SN NY WS DL DZ EJ FZ HG HY JB JC JG JR JT JY LD LS LY MH MT MZ QB QC QJ QX RB SB SC SH SJ
    SL SY TB TD TY WB WH WM XB YB YC YD YS YZ ZY AQ BB CB CJ CY GA GH GM GY HB CNAS
    """)
)
_YEAR = r"(?:19|20)?[0-9]{2}(?![0-9])"
_DASH = r"\s?(?:-|—{1,2}|–|―|~)\s?"
_ALONE = r"(?<![A-Za-z0-9/])"
# GB/T40895-2021 | GB T 27851-2011 | GBT 23157-2008 | JJF 1207-2008 | GB 5009.91-2003 | GB/T 5009.91 2003
_NATIONAL = (
    rf"{_ALONE}(?P<prefix>{_PREFIX})(?:\s?[/\-_]?\s?(?P<kind>[TZJC]))?"
    r"\s?(?P<number>[0-9]{1,6}(?:\.[0-9]{1,3}){0,3})"
    rf"(?:{_DASH}(?P<year>{_YEAR})|\s(?P<spaced>(?:19|20)[0-9]{{2}})(?![0-9年]))?"
)
_SERIAL = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
# DB32/T 1234-2020
_LOCAL = (
    rf"{_ALONE}(?P<local>DB[0-9]{{2,4}})(?P<local_kind>\s?/\s?T)?"
    rf"\s?(?P<local_number>{_SERIAL}){_DASH}(?P<local_year>{_YEAR})"
)
# T/CIMA 0012-2021
_GROUP = rf"{_ALONE}T\s?/\s?(?P<group>[A-Z]{{2,10}})\s?(?P<group_number>{_SERIAL}){_DASH}(?P<group_year>{_YEAR})"
# ISO/IEC 17025:2017
_WORLD = (
    rf"{_ALONE}(?P<world>ISO(?:/IEC|/TS|/TR)?|IEC|ASTM|EN|CAC)"
    r"\s?(?P<world_number>[A-Z]?[0-9]{2,6}(?:-[0-9]{1,2}(?![0-9]))?)(?:\s?[:\-]\s?(?P<world_year>(?:19|20)[0-9]{2}))?"
)
_STANDARD = re.compile(rf"(?=[A-Z])(?:{_NATIONAL}|{_LOCAL}|{_GROUP}|{_WORLD})")

_MARK = r"[A-Za-z0-9\-_/.\[\]()【】〔〕#—+]"
# 0811-254DSITC1745 | 0701-264106070107 | JSZC-320300-ABCD-G2025-0001 | [231025]FAGC[GK]20260002
# 采购计划-[2026]-00223号-1 | 湘财采计[2021]002309号 (the letters before 采 are taken in afterwards)
_PROJECT = re.compile(
    r"(?=[0-9A-Z\[\-采招竞磋询谈])(?<![0-9A-Za-z\-])(?:"
    r"0[0-9]{3}-[0-9]{2}(?:[0-9]{0,6}[A-Z][0-9A-Z]{2,16}|[0-9]{8,14})(?:/[0-9]{1,3})?"
    r"|[A-Z]{2,8}[0-9]{0,4}-(?=[A-Z0-9\-]{0,24}(?:20[0-9]{2}|[0-9]{6}))[A-Z0-9]{1,16}(?:-[A-Z0-9]{1,16}){0,7}"
    r"|\[[0-9]{6}\][A-Z]{2,8}\[[A-Z]{2}\][0-9]{6,12}"
    r"|[0-9]{21}-[0-9]{8}"
    r"|(?<=采购计划)-\[[0-9]{4}\]-[0-9]{1,8}号(?:-[0-9]{1,3})?"
    r"|[采招竞磋询谈][一-龥]{0,3}[\[〔【](?:19|20)[0-9]{2}[\]〕】](?:0[0-9]{3,8}|[0-9]{5,9}|[0-9A-Z]{1,4}-[0-9A-Z\-]{2,10})号?(?:-[0-9]{1,3})?"
    r")(?![0-9A-Za-z])"
)
_LABEL_WORDS = words("""
项目编号 招标编号 采购编号 项目号 标书编号 招标文件编号 采购文件编号 交易编号 项目代码 采购单编号 询价编号
""")
_LABEL = re.compile(rf"{either(_LABEL_WORDS)}\)?\s?[:为是]?\s{{0,3}}")
_LABELLED = re.compile(rf"[一-龥]{{0,6}}{_MARK}{{3,60}}[一-龥]?{_MARK}{{0,20}}号?(?:-[0-9]{{1,3}})?")


def parse_code(exact: str, _context: Mapping[str, str] | None = None) -> str:
    """Return the code as printed.

    Raises:
        ValueError: no words at all.
    """
    if not exact.strip():
        raise ValueError("no code in an empty text; give the words that are printed")
    return exact


def canonical_standard(exact: str) -> str:
    """Return the usual writing of a standard's number.

    Raises:
        ValueError: words that are no standard number.

    >>> canonical_standard("GBT 23157-2008"), canonical_standard("GB/T40895—2021")
    ('GB/T 23157-2008', 'GB/T 40895-2021')
    """
    match = _STANDARD.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no standard number in {exact!r}; give one such as GB/T 40895-2021")
    if match["prefix"]:
        kind = f"/{match['kind']}" if match["kind"] else ""
        return _dated(f"{match['prefix']}{kind} {match['number']}", match["year"] or match["spaced"])
    if match["local"]:
        kind = "/T" if match["local_kind"] else ""
        return _dated(f"{match['local']}{kind} {match['local_number']}", match["local_year"])
    if match["group"]:
        return _dated(f"T/{match['group']} {match['group_number']}", match["group_year"])
    return f"{match['world']} {match['world_number']}" + (f":{match['world_year']}" if match["world_year"] else "")


def parse_standard(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the standard that `exact` names, as printed; its usual writing is `canonical_standard`.

    Raises:
        ValueError: words that are no standard number.
    """
    canonical_standard(exact)
    return Named(exact)


def find_standard_numbers(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the numbers of standards in `text`, in order, with the canonical writing beside."""
    for match in _STANDARD.finditer(fold(text), *scope(text, within)):
        if match["prefix"] and not _is_standard(match):
            continue
        span = Span(*match.span())
        exact = span.of(text)
        yield Found("standard", span, parse_standard(exact), canonical=canonical_standard(exact))


def find_document_numbers(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield document numbers (国市监质发〔2022〕76号) in `text`, in order."""
    for match in _DOCUMENT.finditer(text, *scope(text, within)):
        start = _issuer_start(text, match.start(), scope(text, within)[0])
        if start < match.start():
            span = Span(start, match.end())
            yield Found("code", span, parse_code(span.of(text)))


def find_project_numbers(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield project numbers in `text`, in order: those behind a label, and shapes that are nothing else."""
    folded = fold(text)
    start, end = scope(text, within)
    taken = [found.span for found in (*find_standard_numbers(text, within), *find_document_numbers(text, within))]
    labelled = set(_labelled(folded, start, end))
    shaped = {_whole(folded, match, start) for match in _PROJECT.finditer(folded, start, end)}
    position = start
    for span in sorted(labelled | shaped, key=lambda span: (span.start, -span.end)):
        if span.start < position or (span not in labelled and any(_overlap(span, other) for other in taken)):
            continue
        position = span.end
        yield Found("code", span, parse_code(span.of(text)))


def _whole(folded: str, match: re.Match[str], floor: int) -> Span:
    """Take in the Chinese letters before 采[2021]… and -[2026]…: they belong to the number."""
    is_chinese = not match.group()[0].isascii() or match.group()[0] == "-"
    return Span(_issuer_start(folded, match.start(), floor) if is_chinese else match.start(), match.end())


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _labelled(folded: str, start: int, end: int) -> Iterator[Span]:
    for label in _LABEL.finditer(folded, start, end):
        position = label.end()
        while match := _LABELLED.match(folded, position, end):
            number = _balanced(match.group()).rstrip("./-_(")
            if len(number) < 4 or not any(char.isdigit() for char in number):
                break
            yield Span(position, position + len(number))
            comma = _COMMA.match(folded, position + len(number), end)
            if comma is None:
                break
            position = comma.end()


def _balanced(words: str) -> str:
    """Words up to a bracket that closes what was opened before them: （项目编号：0711-24OTL0583）中标."""
    depth = 0
    for position, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return words[:position]
    return words


_COMMA = re.compile(r"\s?[,，、;；]\s?(?=[A-Za-z0-9\[])")


def _is_standard(match: re.Match[str]) -> bool:
    """GB5 may be anything: a number alone needs a year, the sign /T, or four digits."""
    return bool(match["year"] or match["spaced"] or match["kind"] or len(match["number"]) >= 4)


def _issuer_start(text: str, end: int, floor: int) -> int:
    match = _ISSUER.search(text, max(floor, end - 14), end)
    if match is None:
        return end
    cut = _NO_ISSUER.match(match.group())
    return match.start() + (cut.end() if cut else 0)


def _dated(number: str, year: str | None) -> str:
    if year is None:
        return number
    return f"{number}-{year if len(year) == 4 else '19' + year}"
