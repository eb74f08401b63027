"""Figures of a report as people read them: 381.1 万元, 36.47%, 6,900 余人次, 未载明.

Comes in: cells and sentences of a `Report`. Goes out: words. Exists so that page, document, picture and article print
the same figure the same way, and so that no figure loses its hedge, its unit or the reason why it is absent.

Units: money arrives in yuan (unit ``元``) and is printed in 万元 or 亿元 where it is large, to two decimals; shares
(unit ``%``) to at most two decimals, half up; everything else as it stands. A value that is no number (a day, a model's name)
is printed as it stands too, a day in the words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from zhiyue.model import Relation
from zhiyue.report import Cell, Column, Language, Sentence, Table

YUAN = "元"
PERCENT = "%"
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Style:
    """How figures are written: the language, whether a blank parts figure and unit, hedges as words or as signs."""

    language: Language = "zh"
    is_spaced: bool = True
    hedges: Literal["words", "signs"] = "words"


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit in which money is printed: ``Scale("万元", 4)`` means that 10⁴ yuan are one."""

    unit: str
    power: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell in a sentence, and its words there."""

    cell: Cell
    words: str


_SCALES: dict[Language, tuple[Scale, ...]] = {
    "zh": (Scale("亿元", 8), Scale("万元", 4), Scale("元", 0)),
    "en": (Scale("billion yuan", 9), Scale("million yuan", 6), Scale("yuan", 0)),
}
_ENGLISH_UNITS = {
    "人": "persons", "人次": "attendances", "家": "organisations", "家次": "organisation-times", "台": "units",
    "套": "sets", "台套": "units", "台（套）": "units", "场": "events", "场次": "events", "项": "items", "次": "times",
    "份": "copies", "条": "items", "处": "places", "件": "pieces", "个": "items", "篇": "articles", "包": "lots",
    "天": "days", "小时": "hours", "个百分点": "percentage points", "倍": "times", "宗": "awards", "笔": "awards",
}  # fmt: skip
_HEDGES: dict[Language, dict[Relation, str]] = {
    "zh": {"=": "", "≥": "不少于", "≤": "不超过", ">": "超过", "<": "不足", "≈": "约"},
    "en": {"=": "", "≥": "at least ", "≤": "at most ", ">": "more than ", "<": "fewer than ", "≈": "about "},
}
_ABSENT = {
    "zh": ("未载明", "不可得（{why}）", "不可得"),
    "en": ("not stated", "not available ({why})", "n/a"),
}
_DATED_UNITS = frozenset({"年", "月", "日"})
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_PLACE = re.compile(r"\{([^{}]*)\}")


def printed(cell: Cell, style: Style = Style()) -> str:
    """A cell in words, hedge and unit with it; an absent one says so, and why.

    >>> printed(Cell("a", "3811000.00", "元"))
    '381.1 万元'
    >>> printed(Cell("a", "6900", "人次", "≥"))
    '6,900 余人次'
    >>> printed(Cell("a", "36.475", "%"))
    '36.48%'
    >>> printed(Cell("a", None, "元", why="金额已遮蔽"))
    '不可得（金额已遮蔽）'
    """
    value = number_of(cell)
    if value is None:
        return _no_number(cell, style)
    if cell.unit == YUAN:
        scale = fitting_scale([value], style.language)
        return _hedged(_scaled(value, scale, is_even=False), scale.unit, cell.relation, style)
    unit = "" if cell.unit == PERCENT else _unit_words(cell.unit, style.language)
    return _hedged(_plain(value, cell.unit), unit, cell.relation, style)


def in_column(
    cell: Cell,
    column: Column,
    scale: Scale | None,
    style: Style = Style(hedges="signs"),
    *,
    notes: Sequence[str] = (),
) -> str:
    """A cell under the heading of its column: without the unit that stands there, money in the column's `scale`.

    An absent cell whose reason is among `notes` has the number of that note instead of the words: 不可得①.
    """
    value = number_of(cell)
    if value is None:
        noted = cell.value is None and cell.why in notes
        return _ABSENT[style.language][2] + _circled(notes.index(cell.why)) if noted else _no_number(cell, style)
    if cell.unit == YUAN and scale is not None:
        return _hedged(_scaled(value, scale, is_even=True), "", cell.relation, style)
    if cell.unit != column.unit:
        return printed(cell, style)
    return _hedged(_plain(value, cell.unit).removesuffix(PERCENT), "", cell.relation, style)


def heading(column: Column, scale: Scale | None, language: Language = "zh") -> str:
    """The words over a column: its label, and its unit in brackets.

    >>> heading(Column("amount", "金额", "元"), Scale("万元", 4))
    '金额（万元）'
    """
    unit = scale.unit if scale is not None else _unit_words(column.unit, language)
    if not unit:
        return column.label
    return f"{column.label}（{unit}）" if language == "zh" else f"{column.label} ({unit})"


def column_scale(table: Table, index: int, language: Language = "zh") -> Scale | None:
    """The one unit in which the column `index` prints its money; None where the column holds no money."""
    if table.columns[index].unit != YUAN:
        return None
    values = (number_of(row.cells[index]) for row in table.rows)
    return fitting_scale([value for value in values if value is not None], language)


def fitting_scale(values: Iterable[Decimal], language: Language = "zh") -> Scale:
    """The unit in which the largest of `values` (yuan) is easily read."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    return next((scale for scale in _SCALES[language] if largest >= Decimal(10) ** scale.power), _SCALES[language][-1])


def exact(cell: Cell, language: Language = "zh") -> str:
    """The value to its last digit, in the unit in which it was computed: what stands behind a rounded figure."""
    value = number_of(cell)
    if value is None:
        return _no_number(cell, Style(language))
    unit = _unit_words(cell.unit, language)
    digits = _digits(value, grouped=cell.unit not in _DATED_UNITS)
    return f"{_HEDGES[language][cell.relation]}{digits}{'' if unit in ('', PERCENT) else ' '}{unit}"


def number_of(cell: Cell) -> Decimal | None:
    """The value as a number; None where the cell is absent or holds words.

    >>> number_of(Cell("a", "12.50")), number_of(Cell("a", "2025-06"))
    (Decimal('12.50'), None)
    """
    try:
        value = Decimal(cell.value) if cell.value is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def absence(cell: Cell, language: Language = "zh") -> str:
    """Why a figure is missing, in words."""
    plain, reasoned, _ = _ABSENT[language]
    return reasoned.format(why=cell.why) if cell.why else plain


def absences(table: Table) -> tuple[str, ...]:
    """Why cells of a table are absent, each reason once: what `in_column` numbers and `absence_notes` tells."""
    whys = (cell.why for row in table.rows for cell in row.cells if cell.value is None and cell.why)
    return tuple(dict.fromkeys(whys))


def absence_notes(notes: Sequence[str], language: Language = "zh") -> str:
    """The reasons under their numbers, in a line.

    >>> absence_notes(["金额已遮蔽", "数据不全"])
    '①金额已遮蔽；②数据不全。'
    """
    if not notes:
        return ""
    joint, end = ("；", "。") if language == "zh" else ("; ", ".")
    return joint.join(f"{_circled(place)}{why}" for place, why in enumerate(notes)) + end


def _circled(place: int) -> str:
    return chr(ord("①") + place) if place < 20 else f"[{place + 1}]"


def pieces(sentence: Sentence, style: Style = Style()) -> tuple[str | Figure, ...]:
    """A sentence as words and figures in turn.

    Raises:
        ValueError: a digit that is no cell stands in the template, or it names a cell that the sentence does not have.
    """
    cells = {cell.id: cell for cell in sentence.cells}
    found: list[str | Figure] = []
    parts = _PLACE.split(sentence.template)
    for number, part in enumerate(parts):
        if number % 2 == 0:
            _refuse_digits(part, sentence)
            words = _close_up(part, style, is_first=number == 0, is_last=number == len(parts) - 1)
            found += [words] if words else []
        elif part in cells:
            found.append(Figure(cells[part], printed(cells[part], style)))
        else:
            raise ValueError(
                f"the sentence {sentence.template!r} names the cell {part!r} and has only: {', '.join(cells) or 'none'}"
            )
    return tuple(found)


def words_of(sentence: Sentence, style: Style = Style()) -> str:
    """A sentence in words.

    >>> words_of(Sentence("进口占{s}。", (Cell("s", "36.473", "%"),)))
    '进口占36.47%。'
    """
    return "".join(piece if isinstance(piece, str) else piece.words for piece in pieces(sentence, style))


def paragraph(sentences: Iterable[Sentence], style: Style = Style()) -> str:
    """Sentences as one paragraph: Chinese ones touch, English ones have a blank between them."""
    return gap(style.language).join(words_of(sentence, style) for sentence in sentences)


def gap(language: Language) -> str:
    """What stands between two sentences."""
    return "" if language == "zh" else " "


def day(value: str, language: Language = "zh") -> str:
    """An ISO day or month in words, with the precision it has.

    >>> day("2025-06"), day("2025-09-01")
    ('2025年6月', '2025年9月1日')
    """
    found = _DAY.fullmatch(value)
    if found is None:
        return f"{value}年" if language == "zh" and re.fullmatch(r"\d{4}", value) else value
    if language == "en":
        return value
    year, month, date = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(date)}日" if date else "")


def _close_up(words: str, style: Style, *, is_first: bool, is_last: bool) -> str:
    """Chinese words without the blanks around figures: how these stand off is a matter of style."""
    if style.language != "zh":
        return words
    words = words if is_first else words.lstrip(" ")
    return words if is_last else words.rstrip(" ")


def _no_number(cell: Cell, style: Style) -> str:
    if cell.value is None:
        return absence(cell, style.language)
    return day(cell.value, style.language) if _DAY.fullmatch(cell.value) else f"{cell.value}{cell.unit}"


def _refuse_digits(words: str, sentence: Sentence) -> None:
    if any(sign.isdigit() for sign in words):
        raise ValueError(
            f"a digit stands outside a cell in the sentence {sentence.template!r}: every figure is a cell, so that it "
            "can be opened. Make it one"
        )


def _hedged(digits: str, unit: str, relation: Relation, style: Style) -> str:
    space = " " if unit and unit != PERCENT and (style.is_spaced or style.language == "en") else ""
    if relation != "=" and style.hedges == "signs":
        return f"{relation} {digits}{space}{unit}"
    if relation == "≥" and style.language == "zh" and _is_rounded(digits):
        # 余 is said of a figure that was rounded down; of any other only that it is not less.
        return f"{digits}{' ' if style.is_spaced else ''}余{unit}"
    hedge = _HEDGES[style.language][relation]
    if unit == "" and digits.endswith(PERCENT) and hedge == "不少于":
        hedge = "不低于"
    return f"{hedge}{' ' if hedge and style.is_spaced and style.language == 'zh' else ''}{digits}{space}{unit}"


def _is_rounded(digits: str) -> bool:
    return digits.endswith("0") and "." not in digits and digits != "0"


def _scaled(value: Decimal, scale: Scale, *, is_even: bool) -> str:
    """Money in its scale to two decimals; beside others of a column all of them, alone only those that say something."""
    rounded = (value / (Decimal(10) ** scale.power)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = _digits(rounded)
    return digits if is_even else _trimmed(digits)


def _plain(value: Decimal, unit: str) -> str:
    if unit == PERCENT:
        return _digits(_to_two_places(value)) + PERCENT
    return _digits(value, grouped=unit not in _DATED_UNITS)


def _to_two_places(value: Decimal) -> Decimal:
    """Half up where there are more places; where there are fewer none is added, which would claim to be exact."""
    has_more = int(value.as_tuple().exponent) < -2
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP) if has_more else value


def _digits(value: Decimal, *, grouped: bool = True) -> str:
    digits = f"{value:,f}" if grouped else f"{value:f}"
    return digits.replace("-", MINUS)


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _unit_words(unit: str, language: Language) -> str:
    if language == "zh":
        return unit
    return "yuan" if unit == YUAN else _ENGLISH_UNITS.get(unit, unit)
