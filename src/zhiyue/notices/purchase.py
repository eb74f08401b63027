"""What every notice of one purchase says: project, number, amounts, method, dates.

Comes in: an excerpt. Goes out: `Purchase`, from which the kinds tender and award take their fields; a tender's budget and an
award's price are the same thing to read under other labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.checks import check_number_year, check_title_amount
from zhiyue.model import Field, Finding, Money
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once, merge, quoted
from zhiyue.notices.goods import read_items
from zhiyue.notices.labels import Form, Labelled, Role, is_nothing, read_form
from zhiyue.notices.lots import Lot, find_lots, is_in_lot
from zhiyue.notices.parties import find_parties
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_moments, find_money, find_project_numbers
from zhiyue.values.found import absent

_METHOD = re.compile(
    r"国际公开招标|院内公开招标|公开招标|邀请招标|竞争性磋商|竞争性谈判|单一来源|框架协议|协议供货|公开比选|比选|公开遴选|遴选|网上竞价|在线询价|询价|竞价|国际招标|直接采购|网上超市|定点采购"
)
# 对…进行公开招标 | 采用竞争性磋商方式
_DONE_BY = re.compile(rf"(?:进行|采用|实施|组织|以|通过)(?:国内|国际)?(?P<method>{_METHOD.pattern})")
_ROUND = re.compile(
    r"第[二三四五六]次|[（(](?P<round>[二三四五]次)[）)]|(?P<again>[二三四五]次)(?:招标|采购|公开|磋商|询价|公告|$)"
)

# What a title says besides the project: 关于…的公开招标公告
_BEFORE_PROJECT = re.compile(r"(?:\s|关于|【[^】]{1,20}】|\[[^\]]{1,20}\]|[0-9壹一]{1,3}(?:套|台)|对|就|的)+")
_AFTER_PROJECT = re.compile(
    r"(?:公开|邀请|国际|国内|院内|网上|在线|竞争性|中标|成交|中选|入围|结果|采购|招标|磋商|谈判|询价|比选|遴选|竞价|单一来源|资格预审|预公告|合同|更正|变更|终止|废标|流标|候选人?|评标|"
    r"公告|公示|通知书?|邀请函?|邀请书|信息|的|（[^（）]{0,30}）|\([^()]{0,30}\)|\s|[-—_])+$"
)
_PROJECT_LIKE = re.compile(r"(?:项目|采购|工程|购置|服务|建设)(?:[（(][^（）()]{1,20}[）)])?$")
_OFFICIAL = re.compile(r"公告|公示|通知|邀请|结果")
# 就…项目进行 | …项目（项目编号：…） | …项目的潜在投标人
_SPOKEN_PROJECT = (
    re.compile(r"(?:就|对|关于|为|组织|开展|进行)其?(?P<name>[^，。；：:！\n]{4,60}?(?:项目|采购|工程)(?:[（(][^（）()\n]{1,20}[）)])?)(?:的)?(?=进行|组织|实施|开展|以|采用|，|公开|国内|国际|招标|竞争|询价|比选|遴选|磋商|谈判|评审)"),
    re.compile(r"(?P<name>[^，。；：:、！\s（(]{4,60}(?:项目|采购|工程)(?:[（(][^（）()\n]{1,20}[）)])?)(?=[（(](?:项目|招标|采购)?编号|的潜在)"),
)  # fmt: skip

_MASK = re.compile(r"[*＊×]{2,}")
_CODE = re.compile(r"[0-9A-Za-z一-龥\[【〔（(][0-9A-Za-z一-龥\-_/.\[\]()（）【】〔〕#]{3,60}")
_NO_BUDGET = re.compile(r"(?:中标价?|成交价?|以|保证金|注册资本|售价)$")
_HANDED_IN = re.compile(r"[（(]?(?:北京时间)?[）)]?(?:之?前)[^。；\n]{0,12}(?:递交|提交|送达|上传|寄|报名|投递)")


@dataclass(frozen=True, slots=True)
class Purchase:
    """One notice, its form filled in, its lots."""

    excerpt: Excerpt
    form: Form
    lots: tuple[Lot, ...]

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def project(self) -> Field | None:
        """The purchase's name: as labelled, as a sentence says it, as the title does without buyer and notice words."""
        return self._labelled_project() or self._spoken_project() or self._titled_project()

    @property
    def project_numbers(self) -> Field | tuple[Field, ...] | None:
        """The number of the purchase; several where the notice lists several, masked where it is hidden."""
        text = self.excerpt.text
        labelled = [item for item in self.form.of("project_number") if not is_nothing(item.value.of(text))]
        founds = [found for item in labelled for found in self._numbers_of(item)]
        if not founds and any(_MASK.search(item.value.of(text)) for item in labelled):
            return absent("code", "masked")
        founds = founds or [found for zone in self.excerpt.zones for found in find_project_numbers(text, zone)][:1]
        fields = tuple(quoted(self.excerpt, found) for found in each_once(text, founds))
        return fields if len(fields) > 1 else fields[0] if fields else None

    @property
    def method(self) -> Field | None:
        """The procedure: as labelled, as the title says, as a sentence carries it out."""
        text, excerpt = self.excerpt.text, self.excerpt
        places = [found for item in self.form.of("method") for found in _methods(_METHOD, text, item.value)]
        places += [found for zone in excerpt.prose for found in _methods(_DONE_BY, text, zone)]
        places += _methods(_METHOD, text, excerpt.title)
        if not places:
            return None
        words = places[0].of(text)
        return excerpt.text_field(*dict.fromkeys(span for span in places if span.of(text) == words))

    @property
    def round(self) -> Field | None:
        """二次, 第三次: how often the purchase has been put out."""
        match = _ROUND.search(self.excerpt.text, self.excerpt.title.start, self.excerpt.title.end)
        if match is None:
            return None
        name = next((name for name in ("round", "again") if match[name] is not None), None)
        return self.excerpt.text_field(Span(*(match.span(name) if name else match.span())))

    def items(self) -> tuple[Found, ...]:
        """The goods."""
        return read_items(self.excerpt, self.form, self.lots, self.project)

    def _numbers_of(self, item: Labelled) -> list[Found]:
        """The numbers behind a label; the label is read too, for it says that what follows is a number."""
        if _MASK.search(item.value.of(self.excerpt.text)):
            return []
        found = list(find_project_numbers(self.excerpt.text, Span(item.label.start, item.value.end)))
        behind = [number for number in found if item.value.holds(number.span)]
        code = _CODE.match(self.excerpt.text, item.value.start, item.value.end)
        if behind:
            return [_balanced(number, self.excerpt.text) for number in behind]
        if code is None or not re.search("[0-9]", code.group()):
            return []
        # DL2024-ZC-0219 looks like a standard of the power trade: here the label decides.
        return [_balanced(Found("code", Span(*code.span()), code.group()), self.excerpt.text)]

    def _labelled_project(self) -> Field | None:
        text = self.excerpt.text
        for item in self.form.of("project"):
            span = _whole_name(text, item.value)
            words = span.of(text)
            if len(words) >= 3 and not is_nothing(words) and not (item.is_spoken and "项目" not in words):
                return quoted(self.excerpt, Found("name", span, words))
        return None

    def _spoken_project(self) -> Field | None:
        text = self.excerpt.text
        for zone in self.excerpt.prose:
            for pattern in _SPOKEN_PROJECT:
                match = pattern.search(text, zone.start, zone.end)
                if match is not None:
                    span = self._without_buyer(Span(*match.span("name")))
                    if len(span) >= 4:
                        return quoted(self.excerpt, Found("name", span, span.of(text)))
        return None

    def _titled_project(self) -> Field | None:
        text, title = self.excerpt.text, self.excerpt.title
        tail = _AFTER_PROJECT.search(text, title.start, title.end)
        span = self._without_buyer(Span(title.start, tail.start() if tail else title.end))
        # 某某采购 + 项目 belongs to the name although 采购 may close a title as well.
        joint = re.match(r"采购(?=公告|公示|招标|询价|竞争|中标|成交|结果|$)", text[span.end : title.end])
        end = span.end + joint.end() if joint else span.end
        words = text[span.start : end]
        is_official = tail is not None and _OFFICIAL.search(tail.group()) is not None
        if (
            not 4 <= len(words) <= 80
            or not (is_official or _PROJECT_LIKE.search(words))
            or re.search("[！!？?]|万元", words)
        ):
            return None
        return quoted(self.excerpt, Found("name", Span(span.start, end), words))

    def _without_buyer(self, span: Span) -> Span:
        """Cut off the buyer's name and linking words that stand before a project's name."""
        text, start = self.excerpt.text, span.start
        for _ in range(2):
            link = _BEFORE_PROJECT.match(text, start, span.end)
            start = link.end() if link is not None else start
            party = next(iter(find_parties(text, Span(start, span.end))), None)
            if party is None or party.span.start > start or party.span.end >= span.end:
                break
            start = party.span.end
        link = _BEFORE_PROJECT.match(text, start, span.end)
        return Span(link.end() if link is not None else start, span.end)

    # ── amounts and dates ────────────────────────────────────────────────────────────────────────────────────────

    def amounts(self, role: Role) -> list[Found]:
        """Every amount behind labels of `role` that is of the whole purchase, and not of a lot."""
        founds = [(item, found) for item in self.form.of(role) if (found := self._amount_of(item)) is not None]
        whole = [found for item, found in founds if item.row is None and not is_in_lot(item.label, self.lots)]
        rows = [found for item, found in founds if item.row is not None]
        return whole or (rows if len(rows) == 1 else [])

    def lot_amounts(self, role: Role) -> list[Found]:
        """The amounts of single lots."""
        founds = [(item, found) for item in self.form.of(role) if (found := self._amount_of(item)) is not None]
        parts = [found for item, found in founds if item.row is not None or is_in_lot(item.label, self.lots)]
        return parts if len(parts) > 1 else []

    def titled_amounts(self, *, unlike: re.Pattern[str] = _NO_BUDGET) -> Iterator[Found]:
        """The amounts of the title, but for those whose words before are `unlike` what is looked for."""
        for found in find_money(self.excerpt.text, self.excerpt.title):
            before = self.excerpt.text[self.excerpt.title.start : found.span.start]
            if unlike.search(before) is None and found.status in ("stated", "truncated"):
                yield found

    def deadline(self) -> Field | None:
        """Until when bids are handed in."""
        labelled = [item for item in self.form.of("deadline") if not self._is_other_deadline(item)]
        for item in labelled:
            found = self._moment_in(item.value)
            if found is not None:
                return merge(self.excerpt, [found, *(f for f in self._spoken_deadlines() if f.value == found.value)])
        return merge(self.excerpt, list(self._spoken_deadlines())[:1])

    def day(self, role: Role) -> Field | None:
        """The first day behind a label of `role`."""
        for item in self.form.of(role):
            days = find_dates(self.excerpt.text, item.value, year=self._year())
            found = next((found for found in days if found.type == "date"), None)
            if found is not None:
                return merge(self.excerpt, [found])
        return None

    def _amount_of(self, item: Labelled) -> Found | None:
        text = self.excerpt.text
        reach = Span(item.value.start, min(item.value.end, item.value.start + 80))
        found = next(find_money(text, reach, unit=item.unit, label=True), None)
        if found is None or (item.is_spoken and item.row is None and found.span.start > item.value.start + 4):
            return None
        return found

    def _is_other_deadline(self, item: Labelled) -> bool:
        return item.section == "documents" or is_nothing(item.value.of(self.excerpt.text))

    def _moment_in(self, value: Span) -> Found | None:
        text, year = self.excerpt.text, self._year()
        moment = next(find_moments(text, value, year=year), None)
        return moment or next((day for day in find_dates(text, value, year=year) if day.type == "date"), None)

    def _spoken_deadlines(self) -> Iterator[Found]:
        """…并于2024年5月29日9时30分（北京时间）前递交投标文件."""
        for zone in self.excerpt.prose:
            for found in find_moments(self.excerpt.text, zone, year=self._year()):
                if _HANDED_IN.match(self.excerpt.text, found.span.end, zone.end):
                    yield found

    def _year(self) -> Span | None:
        return self.excerpt.published.span if self.excerpt.published is not None else None


def read_purchase(excerpt: Excerpt) -> Purchase:
    """Read the labels, sections and lots of a notice. The title is read by itself: it ends where the body begins."""
    prose = read_form(excerpt.text, excerpt.prose)
    title = read_form(excerpt.text, (excerpt.title,))
    form = Form((*prose.labelled, *title.labelled), prose.sections)
    ends = (min(zone.start for zone in excerpt.zones), max(zone.end for zone in excerpt.zones))
    lots = find_lots(excerpt.text, Span(*ends), prose.sections) if excerpt.body else ()
    return Purchase(excerpt, form, lots)


def check_numbers(excerpt: Excerpt, numbers: tuple[Field, ...]) -> Iterator[Finding]:
    """Compare the years in project numbers with the year of publication."""
    for number in numbers:
        if number.value is not None and (finding := check_number_year(number, excerpt.published)) is not None:
            yield finding


def check_title(excerpt: Excerpt, amount: Field | None) -> Iterator[Finding]:
    """Compare the amount that the title prints with the one that summary or body prints."""
    if amount is None:
        return
    stated = [item for item in amount.evidence if item.status == "stated" and isinstance(item.value, Money)]
    title = next((item for item in stated if excerpt.in_title(Span(item.start, item.end))), None)
    others = [item for item in stated if not excerpt.in_title(Span(item.start, item.end))]
    summary = excerpt.summary
    lede = next((item for item in others if summary is not None and summary.holds(Span(item.start, item.end))), None)
    other = lede or next(iter(others), None)
    if title is not None and other is not None and (finding := check_title_amount(title, other)) is not None:
        yield finding


def _balanced(number: Found, text: str) -> Found:
    """A number up to the first bracket that closes and was never opened: （项目编号：0711-24OTL0583）."""
    depth = 0
    for at in range(number.span.start, number.span.end):
        depth += (text[at] in "([（【〔") - (text[at] in ")]）】〕")
        if depth < 0 and at > number.span.start:
            return Found("code", Span(number.span.start, at), text[number.span.start : at])
    return number


def _methods(pattern: re.Pattern[str], text: str, within: Span) -> list[Span]:
    group = "method" if "method" in pattern.groupindex else 0
    return [Span(*match.span(group)) for match in pattern.finditer(text, within.start, within.end)][:1]


def _whole_name(text: str, value: Span) -> Span:
    """A name up to the first comma outside brackets."""
    depth = 0
    for at in range(value.start, value.end):
        depth += (text[at] in "（(《“") - (text[at] in "）)》”")
        if depth <= 0 and text[at] in "，,":
            return Span(value.start, at)
    return value
