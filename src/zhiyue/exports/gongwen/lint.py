"""Finds the common faults of official documents: number, dates, levels, kinds, hedges, sums, looks.

Comes in: a Word file or plain text. Goes out: `Problem`s with a stable code, in words of both languages, and where.
What is checked is what can be read from the file; how its pages break is not. The rules are those of GB/T 9704-2012,
GB/T 15834 and 15835-2011 and the usual practice around them; each has a code, so that an office may leave one out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from zhiyue.exports.gongwen.drafts import Draft, Grid, Line, read_draft, read_text
from zhiyue.report import Language


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its code, the words it is about, and where: the paragraph, or the row of a table (from 1; 0: none)."""

    code: str
    words: str
    paragraph: int = 0
    table: int = 0
    row: int = 0
    detail: str = ""

    def message(self, language: Language = "zh") -> str:
        """What is wrong, and how it should be."""
        words = RULES[self.code][0 if language == "zh" else 1]
        return f"{words}（{self.detail}）" if self.detail else words

    def place(self, language: Language = "zh") -> str:
        """Where it is."""
        if self.table:
            return f"表{self.table}第{self.row}行" if language == "zh" else f"table {self.table}, row {self.row}"
        return f"第{self.paragraph}段" if language == "zh" else f"paragraph {self.paragraph}"


RULES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "number.brackets": ("发文字号的年份用六角括号〔〕", "the year in a document number stands in 〔〕"),
    "number.zero": ("发文顺序号不编虚位，不写 05 号", "the running number has no leading zero"),
    "number.ordinal": ("发文顺序号前不加“第”", "no 第 before the running number"),
    "number.short_year": ("发文字号的年份写四位全称", "the year in a document number has four digits"),
    "number.gap": ("发文字号尚空缺", "the document number is still a gap"),
    "date.zero": ("日期的月、日不编虚位", "months and days have no leading zero"),
    "date.short_year": ("年份写全称，不简写", "a year is written in full"),
    "date.letters": ("年份中的〇不能写作字母 O 或数字 0", "〇 in a year is not a letter O or a figure 0"),
    "date.gap": ("成文日期尚空缺", "the day of the document is still a gap"),
    "kind.summary": ("“总结”不是公文文种，可写作“关于……的报告”", "总结 is no kind of document: write 关于…的报告"),
    "kind.request": ("报告不得夹带请示事项", "a 报告 must not ask for approval"),
    "kind.ending": ("结束语与文种不符", "the closing words are those of another kind"),
    "kind.signer": ("签发人只用于上行文", "only a document that goes upward names its signers"),
    "kind.unsigned": ("上行文应当标注签发人", "a document that goes upward names its signers"),
    "title.mark": ("标题末尾不用标点", "a title ends without a mark"),
    "level.skipped": ("结构层次越级：依次用 一、（一）1.（1）", "a level is skipped: 一、 （一） 1. （1）"),
    "level.mark": ("层次序数的标点不对：一、（一）1.（1）", "the mark behind the number of a level is wrong: 一、 （一） 1. （1）"),
    "annex.mark": ("附件名称后不加标点", "the name of an annex ends without a mark"),
    "colon.half": ("附件、签发人、抄送后用全角冒号", "a full-width colon follows 附件, 签发人, 抄送"),
    "titles.plan": ("方案、要点、名单等不用书名号", "plans and lists do not stand in 《》"),
    "titles.between": ("并列的书名号或引号之间不用顿号", "no 、 between 《》《》 or “”“”"),
    "order.mixed": ("“首先、其次”与“第一、第二”不混用", "首先, 其次 are not mixed with 第一, 第二"),
    "hedge.double": ("约数重复：“约”“近”等与“余”“多”“左右”只用其一", "hedged twice: 约 or 余, not both"),
    "hedge.order": ("“余”的位置不对：写作 1934 万余", "余 stands behind 万: 1934万余"),
    "figure.split": ("大数不拆写：不写 3亿4500万", "a large number is not split: not 3亿4500万"),
    "figure.thousand": ("阿拉伯数字后不接千、百", "no 千 or 百 behind Arabic digits"),
    "range.unit": ("起止数值都写明单位：15%～30%", "both ends of a range carry their unit: 15%～30%"),
    "persons.mixed": ("“人”与“人次”混用", "人 (heads) and 人次 (attendances) are mixed"),
    "sum.total": ("合计不等于各项之和", "the total is not the sum of its rows"),
    "bold.black": ("黑体、小标宋不再加粗", "黑体 and 小标宋 are not set bold"),
    "sign_off.loose": ("落款可能独占一页：末段应与下段同页", "the sign-off may stand on a page alone: keep the last paragraph with it"),
    "sign_off.empty": ("不用“此页无正文”，应调整行距或字距", "（此页无正文） is not used: adjust the spacing"),
})  # fmt: skip
"""Every rule: what it says in Chinese and in English."""


def lint_document(data: bytes, *, where: str, leave: Container[str] = ()) -> tuple[Problem, ...]:
    """The faults of a ``.docx`` or of plain text, in the order of the document; `leave` names codes not to report.

    Raises:
        UnreadableInput: the bytes are neither.
    """
    return _problems(read_draft(data, where=where), leave)


def lint_text(text: str, *, leave: Container[str] = ()) -> tuple[Problem, ...]:
    """The faults of a text, a line a paragraph; rows of a table have tabs or bars.

    >>> [(item.code, item.words) for item in lint_text("示市监〔2026〕05号")]
    [('number.zero', '〔2026〕05号')]
    """
    return _problems(read_text(text), leave)


def _problems(draft: Draft, leave: Container[str]) -> tuple[Problem, ...]:
    found = (problem for check in _CHECKS for problem in check(draft) if problem.code not in leave)
    return tuple(sorted(found, key=lambda item: (item.table, item.row, item.paragraph, item.code)))


# ── single lines ─────────────────────────────────────────────────────────────────────────────────────────────────

_HAN = "〇一二三四五六七八九十"
_YEAR = r"[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]"
_LINE_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    # 示市监[2026]5号
    "number.brackets": re.compile(r"[\u4e00-\u9fff][\[［(（【]\s*(?:19|20)\d\d\s*[\]］)）】]\s*第?\s*\d+\s*号"),
    # 示市监〔2026〕05号
    "number.zero": re.compile(_YEAR + r"\s*第?\s*0\d*\s*号"),
    # 示市监〔2026〕第5号
    "number.ordinal": re.compile(_YEAR + r"\s*第\s*\d+\s*号"),
    # 示市监〔26〕5号
    "number.short_year": re.compile(r"〔\d\d〕\s*\d+\s*号"),
    "number.gap": re.compile(r"〔\s*〕\s*号"),
    # 2026年09月01日
    "date.zero": re.compile(r"\d{4}年(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)"),
    # 26年9月
    "date.short_year": re.compile(r"(?<![\d.])\d\d年\d{1,2}月|(?<!\d)\d{2}年?[-—~～]\d{2}年"),
    # 二OO七年
    "date.letters": re.compile(rf"二(?=.{{0,2}}[OoОо0０])[OoОо0０{_HAN}]{{3}}年"),
    "date.gap": re.compile(r"^\s*年\s+月\s+日$|^年\s+月\s+日$"),
    "level.mark": re.compile(rf"^(?:[{_HAN}]+[.．，,]|（[{_HAN}]+）[、.．，]|\([{_HAN}]+\)|\d{{1,2}}、|（\d{{1,2}}）[、.．，])"),
    "colon.half": re.compile(r"^(?:附件|签发人|抄送|主送):"),
    # 《2026年工作要点》
    "titles.plan": re.compile(r"《[^《》]*(?:方案|要点|名单|计划|计划表|安排表|安排)》"),
    "titles.between": re.compile(r"》、《|”、“"),
    # 约1200余人
    "hedge.double": re.compile(
        r"(?:约|近|大约|将近|超过|不少于|至少|大概)\s*\d[\d,，.]*\s*[万亿]?\s*(?:余|多)(?!\d)"
        r"|(?:约|近|大约|将近)\s*\d[^，。；、]{0,8}(?:左右|上下)"
    ),
    # 1934余万
    "hedge.order": re.compile(r"\d{3,}余[万亿]"),
    # 3亿4500万
    "figure.split": re.compile(r"\d亿\d+万"),
    # 3千人
    "figure.thousand": re.compile(r"\d[千百](?:人|份|场|家|次|台|件|条|元|名|户)"),
    # 15~30%
    "range.unit": re.compile(r"\d(?<![%％万亿])\s*[~～—–-]\s*\d+(?:\.\d+)?\s*[%％万亿]"),
    "sign_off.empty": re.compile(r"此页无正文"),
})  # fmt: skip


def _single_lines(draft: Draft) -> Iterator[Problem]:
    for line in draft.lines:
        for code, pattern in _LINE_PATTERNS.items():
            found = pattern.search(line.words)
            if found is not None:
                yield Problem(code, found[0], line.number)


# ── kinds and title ──────────────────────────────────────────────────────────────────────────────────────────────

_REQUEST = re.compile(r"(?:请|恳请|请予)(?:予以|予)?(?:批准|审批|批复|批示|核准)|妥否|当否|可否，请")
_ENDINGS = re.compile(r"^特此(报告|通知|函告|函复|公告|通告|通报|批复)")
_NUMBER_LINE = re.compile(r"[〔\[［【]\s*(?:\d{2,4})?\s*[〕\]］】]\s*第?\s*\d*\s*号")
_FINAL_MARK = re.compile(r"[。！？；，、：:;.!?]$")


def _title(draft: Draft) -> Iterator[Problem]:
    title = draft.title
    if title is None:
        return
    if _FINAL_MARK.search(title.words):
        yield Problem("title.mark", title.words, title.number)
    if title.words.rstrip("。！？；，").endswith("总结"):
        yield Problem("kind.summary", title.words, title.number)


def _kind(draft: Draft) -> Iterator[Problem]:
    kind = _kind_of(draft)
    for line in draft.lines:
        ending = _ENDINGS.search(line.words)
        if (
            ending is not None
            and kind
            and ending[1].removesuffix("告").removesuffix("复") not in kind
            and ending[1] not in kind
        ):
            yield Problem("kind.ending", line.words, line.number, detail=f"文种为{kind}")
        request = _REQUEST.search(line.words) if kind == "报告" else None
        if request is not None:
            yield Problem("kind.request", request[0], line.number)
        if kind in ("通知", "函") and line.words.startswith("签发人"):
            yield Problem("kind.signer", line.words, line.number)
    numbered = next((line for line in draft.lines[:10] if _NUMBER_LINE.search(line.words)), None)
    if (
        kind in ("报告", "请示")
        and numbered is not None
        and not any("签发人" in line.words for line in draft.lines[:14])
    ):
        yield Problem("kind.unsigned", numbered.words, numbered.number)


def _kind_of(draft: Draft) -> str:
    title = draft.title
    words = title.words.rstrip("。！？；，") if title is not None else ""
    return next((kind for kind in ("报告", "通知", "请示", "通报", "函") if words.endswith(kind)), "")


# ── levels and annexes ───────────────────────────────────────────────────────────────────────────────────────────

_LEVELS = (
    re.compile(rf"^[{_HAN}]+[、.．]"), re.compile(rf"^[（(][{_HAN}]+[）)]"), re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)  # fmt: skip
_ANNEX_LIST = re.compile(r"^附件[:：]")
_ANNEX_PAGE = re.compile(r"^附件\d*$")


def _levels(draft: Draft) -> Iterator[Problem]:
    listed = {line.number for line in _annex_lines(draft)}
    before = 0
    for line in draft.lines:
        if _ANNEX_PAGE.match(line.words):
            before = 0
        level = next((place for place, pattern in enumerate(_LEVELS, 1) if pattern.match(line.words)), 0)
        if not level or line.number in listed:
            continue
        if before and level > before + 1:
            yield Problem("level.skipped", line.words[:20], line.number)
        before = level


def _annexes(draft: Draft) -> Iterator[Problem]:
    for line in _annex_lines(draft):
        if re.search(r"[；;。，,、]$", line.words):
            yield Problem("annex.mark", line.words, line.number)


def _annex_lines(draft: Draft) -> Iterator[Line]:
    """附件：1. … and the numbered lines behind it."""
    is_list = False
    for line in draft.lines:
        is_list = _ANNEX_LIST.match(line.words) is not None or (is_list and _LEVELS[2].match(line.words) is not None)
        if is_list:
            yield line


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

_PERSONS = re.compile(
    r"(参与|参加|培训|覆盖|惠及|受众|吸引|组织)([^，。；、：\d]{0,8}?)(?:约|近|超过|不少于)?\s*\d[\d,.]*\s*[万亿]?[余多]?\s*(人次|人)(?![次员])"
)
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|总合计|共\s*计)$")
_PART = re.compile(r"小\s*计$")
_WITHIN = re.compile(r"^(?:其中|　|#)")
_EXPLAINED = re.compile(r"之和|不等于合计|重复计")
"""A note under the table that says itself why its rows do not add up."""
_RATE = re.compile(r"率|占比|比例|比重|[%％]|均|序号")


def _persons(draft: Draft) -> Iterator[Problem]:
    units: dict[str, str] = {}
    for line in draft.lines:
        for found in _PERSONS.finditer(line.words):
            what, unit = found[1] + found[2], found[3]
            if units.setdefault(what, unit) != unit:
                yield Problem("persons.mixed", found[0], line.number, detail=f"“{what}”前文用“{units[what]}”")
    for table in draft.tables:
        for place, row in enumerate(table.rows[:3], 1):
            for cell in row:
                if re.search(r"人数[（(]人次|人次[（(]人[）)]", cell):
                    yield Problem("persons.mixed", cell, table=table.number, row=place)


def _order(draft: Draft) -> Iterator[Problem]:
    words = "\n".join(line.words for line in draft.lines)
    if re.search(r"首先|其次", words):
        for line in draft.lines:
            found = re.search(r"(?:^|[，。；：])第[一二三][，、]", line.words)
            if found is not None:
                yield Problem("order.mixed", found[0].lstrip("，。；："), line.number)


def _sums(draft: Draft) -> Iterator[Problem]:
    for table in draft.tables:
        for place, row in enumerate(table.rows if not _EXPLAINED.search(table.after) else ()):
            if row and _TOTAL.match(row[0]):
                yield from _sum(table, place)


def _sum(table: Grid, place: int) -> Iterator[Problem]:
    """A total must be the sum of the rows, or of the subtotals where there are such; rows of 其中 are parts of others."""
    body = [row for number, row in enumerate(table.rows) if number != place and row and not _WITHIN.match(row[0])]
    body = [row for row in body if not _TOTAL.match(row[0])]
    subtotals = [row for row in body if _PART.search(row[0])]
    for column in range(1, len(table.rows[place])):
        if _RATE.search(table.rows[0][column] if column < len(table.rows[0]) else ""):
            continue
        total = _number(table.rows[place][column])
        parts = _numbers(subtotals or body, column)
        if total is not None and len(parts) > 1 and abs(sum(parts) - total) > _rounding([*parts, total]):
            detail = f"{' + '.join(map(str, parts[:6]))}{' + …' if len(parts) > 6 else ''} = {sum(parts)}"
            yield Problem("sum.total", table.rows[place][column], table=table.number, row=place + 1, detail=detail)


def _numbers(rows: Iterable[tuple[str, ...]], column: int) -> list[Decimal]:
    found = (_number(row[column]) for row in rows if column < len(row))
    return [number for number in found if number is not None]


def _rounding(numbers: list[Decimal]) -> Decimal:
    """By how much rounded figures may miss their sum: half of the last place of each. Whole numbers may not."""
    places = max(-int(number.as_tuple().exponent) for number in numbers)
    return Decimal(0) if places <= 0 else Decimal(len(numbers)) / 2 * Decimal(10) ** -places


_FIGURE = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?")


def _number(words: str) -> Decimal | None:
    """The figure of a cell; None for words, and for hedged figures, whose sum nobody can check."""
    if re.search(r"余|多|约|不少于|≥|≈|[%％]", words):
        return None
    found = _FIGURE.fullmatch(re.sub(r"\s|[^\d.,，−-]+$", "", words))
    if found is None:
        return None
    try:
        return Decimal(re.sub("[,，]", "", found[0]).replace("−", "-"))
    except InvalidOperation:
        return None


# ── looks ────────────────────────────────────────────────────────────────────────────────────────────────────────

_DAY_LINE = re.compile(rf"^\s*(?:\d{{4}}|[{_HAN}零OO]{{4}})年[\d{_HAN}]{{1,3}}月[\d{_HAN}]{{1,3}}日$")


def _bold(draft: Draft) -> Iterator[Problem]:
    yield from (Problem("bold.black", line.bold_black, line.number) for line in draft.lines if line.bold_black)


def _sign_off(draft: Draft) -> Iterator[Problem]:
    """The day is the last of the sign-off; the organ stands before it, and what stands before that must hold them."""
    if not draft.is_word:
        return
    for place, line in enumerate(draft.lines):
        if place >= 2 and _DAY_LINE.match(line.words):
            if not draft.lines[place - 2].keeps_next:
                yield Problem("sign_off.loose", draft.lines[place - 2].words[-20:], draft.lines[place - 2].number)
            return


_CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _single_lines, _title, _kind, _levels, _annexes, _persons, _order, _sums, _bold, _sign_off,
)  # fmt: skip
