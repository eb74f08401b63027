"""An official document from a `Report`: its figures come from cells alone, its tables stand in annexes.

Comes in: a `Report`, and the `Frame` that no report knows: who writes to whom, under which number. Goes out: a
`Document`: opening, sections as 一、 and （一）, closing words of its kind, annexes with tables, pictures and rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.exports.gongwen.document import (
    Annex,
    Block,
    Document,
    Grid,
    Heading,
    HeadingLevel,
    Kind,
    Paragraph,
    Picture,
)
from zhiyue.exports.report.charts import chart_png
from zhiyue.exports.report.printing import Style, absence_notes, absences, column_scale, heading, in_column, paragraph
from zhiyue.exports.report.words import words_in
from zhiyue.report import Report, Section, Table, walk

OFFICIAL = Style("zh", is_spaced=False)
_CLOSINGS: dict[Kind, str] = {"报告": "特此报告。", "通知": "特此通知。", "函": "特此函告。"}
_VERBS: dict[Kind, str] = {"报告": "报告", "通知": "通知", "函": "函告"}
_DEPTHS: tuple[HeadingLevel, ...] = (1, 2, 3, 4)
_NARROW, _WIDE = 110, 150
"""Widths of pictures in millimetres: of a few bars, of a row of months or the grid of tiles."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the report: everything that a person decides and no data tells.

    `title` is the document's (关于…的报告); empty: made from the report's. `opening` is the first paragraph, with the
    basis and the theme; empty: one sentence that leads to the figures. An `issuer` or `issued` left empty is the report's.
    """

    addressees: tuple[str, ...] = ()
    issuer: str = ""
    title: str = ""
    opening: str = ""
    mark: str = ""
    number: str | None = None
    signers: tuple[str, ...] = ()
    issued: str | None = None
    note: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed: str | None = None
    is_sealed: bool = False


def report_as_document(report: Report, *, kind: Kind = "报告", frame: Frame = Frame()) -> Document:
    """Make an official document of a report: a 报告 upward, a 通知 downward, a 函 to the side.

    Raises:
        ValueError: the report is not in Chinese, names no issuer where the frame has none, or a number or signer
            contradicts the form.
    """
    if report.language != "zh":
        raise ValueError(f"the report {report.id} is in {report.language}: an official document is in Chinese")
    issuer = frame.issuer or report.issuer
    if not issuer:
        raise ValueError(f"the report {report.id} names no issuer: give the frame one")
    return Document(
        kind=kind,
        title=frame.title or _title(report, issuer, kind),
        issuer=issuer,
        blocks=(*_opening(report, frame, kind), *_sections(report, kind), Paragraph(_CLOSINGS[kind])),
        addressees=frame.addressees,
        mark=frame.mark,
        number=frame.number,
        signers=frame.signers,
        issued=frame.issued or report.issued or None,
        annexes=tuple(_annexes(report)),
        note=frame.note,
        copies=frame.copies,
        printer=frame.printer,
        printed=frame.printed,
        is_sealed=frame.is_sealed,
    )


def _title(report: Report, issuer: str, kind: Kind) -> str:
    """关于…的报告, whatever the report calls itself: a 总结 is no kind of document."""
    name = report.title.removeprefix(issuer).removeprefix("关于")
    for ending in ("报告", "总结", "的"):
        name = name.removesuffix(ending)
    return f"{issuer}关于{name}的{kind}"


def _opening(report: Report, frame: Frame, kind: Kind) -> Iterator[Block]:
    """The frame's words; without any, those of a report that opens by itself suffice."""
    opens_itself = bool(report.sections) and not report.sections[0].title
    if frame.opening or not opens_itself:
        yield Paragraph(frame.opening or f"现将有关情况{_VERBS[kind]}如下：")


def _sections(report: Report, kind: Kind) -> Iterator[Block]:
    for section in report.sections:
        yield from _section(report, section, 1, kind)


def _section(report: Report, section: Section, level: int, kind: Kind) -> Iterator[Block]:
    """A section under its heading; what has neither sentence nor part of its own is only a place of tables."""
    if not _has_words(section):
        return
    if section.title:
        yield Heading(_DEPTHS[min(level, 4) - 1], section.title)
    words = paragraph(section.sentences, OFFICIAL)
    if not section.title:
        words = words.replace("报告如下", f"{_VERBS[kind]}如下")
    if words:
        yield Paragraph(words + _where(report, section))
    for part in section.sections:
        yield from _section(report, part, level + 1, kind)


def _has_words(section: Section) -> bool:
    return bool(section.sentences) or any(_has_words(part) for part in section.sections)


def _where(report: Report, section: Section) -> str:
    """Which annex has the tables of a section."""
    names = [f"附件{number}" for number, owner in enumerate(_with_tables(report), 1) if owner is section]
    return f"（数据见{'、'.join(names)}）" if names else ""


def _with_tables(report: Report) -> list[Section]:
    return [section for section in walk(report.sections) if section.tables]


def _annexes(report: Report) -> Iterator[Annex]:
    for section in _with_tables(report):
        yield Annex(_annex_title(section), tuple(_annex_blocks(report, section)))
    rules = tuple(_rule_blocks(report))
    if rules:
        yield Annex("统计口径与数据核对情况", rules)


def _annex_title(section: Section) -> str:
    return section.tables[0].title if len(section.tables) == 1 else f"{section.title}数据"


def _annex_blocks(report: Report, section: Section) -> Iterator[Block]:
    for table in section.tables:
        yield _grid(table, title=table.title if len(section.tables) > 1 else "")
    for place, chart in enumerate(section.charts, 1):
        rows = len(report.table(chart.table).rows)
        width = _WIDE if chart.form == "tiles" or rows > 6 else _NARROW
        yield Picture(chart_png(report, chart, scale=3), f"图{place}　{chart.title}", width)


def _grid(table: Table, *, title: str) -> Grid:
    scales = [column_scale(table, place) for place in range(len(table.columns))]
    header = (table.head, *(heading(column, scale) for column, scale in zip(table.columns, scales, strict=True)))
    reasons = absences(table)
    rows = tuple(
        (
            "　" * row.depth + row.label,
            *(
                in_column(cell, column, scale, OFFICIAL, notes=reasons)
                for cell, column, scale in zip(row.cells, table.columns, scales, strict=True)
            ),
        )
        for row in table.rows
    )
    return Grid(title, header, rows, tuple(range(1, len(header))), table.note + absence_notes(reasons))


def _rule_blocks(report: Report) -> Iterator[Block]:
    words = words_in("zh")
    if report.rules:
        yield Heading(1, "统计口径")
        yield from (Paragraph(rule.text) for rule in report.rules)
    if report.checks:
        yield Heading(1, "数据核对")
        for check in report.checks:
            arithmetic = f"（{check.arithmetic}）" if check.arithmetic else ""
            yield Paragraph(f"{words(check.verdict)}：{check.message.rstrip('。')}{arithmetic}。")
