"""What every notice of one purchase says: project, number, amounts, method, dates.

Comes in: an excerpt. Goes out: `Purchase`, from which the kinds tender and award take their fields; a tender's budget and an
award's price are the same thing to read under other labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiyue.checks import check_capitals, check_number_year, check_sum, check_title_amount
from zhiyue.model import Fact, Field, Finding, Money, Prop, ValueType
from zhiyue.notices.excerpt import Excerpt, once_for_each
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import read_items
from zhiyue.notices.labels import Form, Labelled, Role, is_nothing, read_form
from zhiyue.notices.lots import Lot, find_lots, is_in_lot, lot_key
from zhiyue.notices.parties import evident_each, is_masked_name, named_in, party_at, read_agency, read_buyer
from zhiyue.notices.projects import read_numbers, read_project, spoken_names
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_moments, find_money, find_periods
from zhiyue.values.found import absent

PURCHASE_PROPS = (
    Prop("project", "项目名称", "Project", "name"),
    Prop("project_number", "项目编号", "Project number", "code"),
    Prop("buyer", "采购人", "Buyer", "organisation"),
    Prop("agency", "采购代理机构", "Procuring agency", "organisation"),
)
"""The fields by which every notice of a purchase says which purchase it is; `Purchase.identity` fills them."""

_METHOD = re.compile(
    r"国际公开招标|院内公开招标|公开招标|邀请招标|竞争性磋商|竞争性谈判|单一来源|框架协议|协议供货|公开比选|比选|公开遴选|遴选|网上竞价|在线询价|询价|竞价|国际招标|直接采购|网上超市|定点采购"
)
# 对…进行公开招标 | 采用竞争性磋商方式
_DONE_BY = re.compile(rf"(?:进行|采用|实施|组织|以|通过)(?:国内|国际)?(?P<method>{_METHOD.pattern})")
# 某某项目公开招标公告发布 in a sentence, not 单一来源采购人员
_NAMED = re.compile(rf"(?P<method>{_METHOD.pattern})(?!采购人员|人员|限额|文件|活动)")
_ROUND = re.compile(
    r"第[二三四五六]次|[（(](?P<round>[二三四五]次)[）)]|(?P<again>[二三四五]次)(?:招标|采购|公开|磋商|询价|公告|$)"
)

# （C包） | （第二标段）; (二次) is a round and no lot
_TITLED_LOT = re.compile(
    r"[（(](?P<lot>第?[A-Z0-9一二三四五六七八九十]{1,3}(?:采购包|包|标段|标项|分包)|(?:包|标段|标项)[A-Z0-9一二三四五六七八九十]{1,3})[）)]"
)
_NO_BUDGET = re.compile(r"(?:中标价?|成交价?|以|保证金|注册资本|售价)$")
_HANDED_IN = re.compile(r"[（(]?(?:北京时间)?[）)]?(?:之?前)[^。；\n]{0,12}(?:递交|提交|送达|上传|寄|报名|投递)")


@dataclass(frozen=True, slots=True)
class Purchase:
    """One notice, its form filled in, its lots."""

    excerpt: Excerpt
    form: Form
    lots: tuple[Lot, ...]
    buyer: Field | None
    project: Field | None
    numbers: tuple[Field, ...]

    def identity(self) -> dict[str, Field | tuple[Field, ...] | None]:
        """Which purchase it is: the fields of `PURCHASE_PROPS`."""
        return {
            "project": self.project,
            "project_number": one_or_all(self.numbers),
            "buyer": self.buyer,
            "agency": read_agency(self.excerpt, self.form),
        }

    def lot_field(self, lot: Span | None) -> Field | None:
        """The mark of a lot (第三包), with its number as canonical form, so that notices of one lot meet."""
        if lot is None:
            return None
        return self.excerpt.text_field(lot, canonical=lot_key(lot.of(self.excerpt.text)))

    @property
    def titled_lot(self) -> Field | None:
        """The lot that the title names: （C包）, （第二标段）. A notice of one lot of several speaks of that lot alone."""
        match = _TITLED_LOT.search(self.excerpt.text, self.excerpt.title.start, self.excerpt.title.end)
        return self.lot_field(Span(*match.span("lot"))) if match is not None else None

    @property
    def method(self) -> Field | None:
        """The procedure: as labelled, as the title says, as a sentence carries it out."""
        text, excerpt = self.excerpt.text, self.excerpt
        places = [found for item in self.form.of("method") for found in _methods(_METHOD, text, item.value)]
        places += [found for zone in excerpt.prose for found in _methods(_DONE_BY, text, zone)]
        places += _methods(_METHOD, text, excerpt.title)
        places = places or [found for zone in excerpt.prose for found in _methods(_NAMED, text, zone)]
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

    def words_behind(self, role: Role, *, type: ValueType = "text") -> Field | None:
        """The words behind a label; where they only point elsewhere (详见附件) the field is there, and not stated."""
        text = self.excerpt.text
        items = list(self.form.of(role))
        if any(is_masked_name(item.value.of(text)) for item in items):
            return absent(type, "masked")
        item = next((item for item in items if not is_nothing(item.value.of(text))), None)
        if item is None:
            return absent(type) if items else None
        return self.excerpt.text_field(item.value, type=type)

    def parties_behind(self, *roles: Role) -> tuple[Field, ...]:
        """The organisations behind labels, each once; one masked field where a site hides them."""
        text = self.excerpt.text
        values = [item.value for item in self.form.of(*roles)]
        if any(is_masked_name(value.of(text)) for value in values):
            return (absent("organisation", "masked"),)
        return evident_each(self.excerpt, (found for value in values for found in named_in(text, value)))

    # ── amounts and dates ────────────────────────────────────────────────────────────────────────────────────────

    def amounts(self, role: Role) -> list[Found]:
        """Every amount behind labels of `role` that is of the whole purchase, and not of a lot."""
        founds = [(item, found) for item in self.form.of(role) if (found := self.amount_of(item)) is not None]
        whole = [found for item, found in founds if item.row is None and not is_in_lot(item.label, self.lots)]
        rows = [found for item, found in founds if item.row is not None]
        return whole or (rows if len(rows) == 1 else [])

    def lot_amounts(self, role: Role) -> list[Found]:
        """The amounts of single lots."""
        founds = [(item, found) for item in self.form.of(role) if (found := self.amount_of(item)) is not None]
        parts = [found for item, found in founds if item.row is not None or is_in_lot(item.label, self.lots)]
        return parts if len(parts) > 1 else []

    def titled_amounts(
        self, *, unlike: re.Pattern[str] = _NO_BUDGET, unlike_behind: re.Pattern[str] | None = None
    ) -> Iterator[Found]:
        """The amounts of the title, but for those whose words before or behind are `unlike` what is looked for."""
        for found in find_money(self.excerpt.text, self.excerpt.title):
            before = self.excerpt.text[self.excerpt.title.start : found.span.start]
            if unlike.search(before) is not None or found.status not in ("stated", "truncated"):
                continue
            if unlike_behind is None or unlike_behind.match(self.excerpt.text, found.span.end) is None:
                yield found

    def deadline(self) -> Field | None:
        """Until when bids are handed in."""
        labelled = [item for item in self.form.of("deadline") if not self._is_other_deadline(item)]
        for item in labelled:
            found = self.moment_in(item.value)
            if found is not None:
                return merge(self.excerpt, [found, *(f for f in self._spoken_deadlines() if f.value == found.value)])
        return merge(self.excerpt, list(self._spoken_deadlines())[:1])

    def day(self, role: Role) -> Field | None:
        """The first day behind a label of `role`; the day of the review (评标日期) only where no other is given."""
        for item in sorted(self.form.of(role), key=lambda item: "评" in item.label.of(self.excerpt.text)):
            days = find_dates(self.excerpt.text, item.value, year=self._year(), side="before")
            found = next((found for found in days if found.type == "date"), None)
            if found is not None:
                return merge(self.excerpt, [found])
        return None

    def moment_in(self, value: Span) -> Found | None:
        """The first moment that a range names, else its first day; it lies in the notice's future."""
        text, year = self.excerpt.text, self._year()
        moment = next(find_moments(text, value, year=year, side="after"), None)
        days = find_dates(text, value, year=year, side="after")
        return moment or next((day for day in days if day.type == "date"), None)

    def period(self, role: Role) -> Field | None:
        """The period behind a label: 公示期：2024年5月7日至2024年5月9日."""
        for item in self.form.of(role):
            found = next(find_periods(self.excerpt.text, item.value, year=self._year()), None)
            if found is not None:
                return self.excerpt.field_of(found)
        return None

    def amount_of(self, item: Labelled) -> Found | None:
        """The amount behind one label; None where its value is none, or a sentence only passes by it."""
        text = self.excerpt.text
        reach = Span(item.value.start, min(item.value.end, item.value.start + 80))
        found = next(find_money(text, reach, unit=item.unit, label=True), None)
        if found is None or (item.is_spoken and item.row is None and found.span.start > item.value.start + 4):
            return None
        return found

    def _is_other_deadline(self, item: Labelled) -> bool:
        return item.section == "documents" or is_nothing(item.value.of(self.excerpt.text))

    def _spoken_deadlines(self) -> Iterator[Found]:
        """…并于2024年5月29日9时30分（北京时间）前递交投标文件."""
        for zone in self.excerpt.prose:
            for found in find_moments(self.excerpt.text, zone, year=self._year(), side="after"):
                if _HANDED_IN.match(self.excerpt.text, found.span.end, zone.end):
                    yield found

    def _year(self) -> Span | None:
        return self.excerpt.published.span if self.excerpt.published is not None else None


_PURCHASES = re.compile(r"采购|招标|投标|磋商|谈判|询价|比选|遴选|中标|成交|项目编号|竞价")


def is_of_purchase(excerpt: Excerpt) -> bool:
    """Whether a notice speaks of a purchase at all: a firm's change of name and a fair that is put off do not."""
    return any(_PURCHASES.search(excerpt.text, zone.start, zone.end) for zone in excerpt.zones)


@once_for_each
def read_purchase(excerpt: Excerpt) -> Purchase:
    """Read the labels, sections and lots of a notice. The title is read by itself: it ends where the body begins."""
    prose = read_form(excerpt.text, excerpt.prose, tables=excerpt.tables)
    title = read_form(excerpt.text, (excerpt.title,))
    form = Form((*prose.labelled, *title.labelled), prose.sections)
    ends = (min(zone.start for zone in excerpt.zones), max(zone.end for zone in excerpt.zones))
    lots = find_lots(excerpt.text, Span(*ends), prose.sections) if excerpt.body else ()
    buyer = read_buyer(excerpt, form) or party_at(excerpt, (span.start for span in spoken_names(excerpt)))
    return Purchase(excerpt, form, lots, buyer, read_project(excerpt, form, buyer), read_numbers(excerpt, form))


def one_or_all(fields: tuple[Field, ...]) -> Field | tuple[Field, ...]:
    """A single field where there is one: the many are for notices that list several."""
    return fields[0] if len(fields) == 1 else fields


def check_lots(purchase: Purchase, total: Field | None, role: Role) -> Iterator[Finding]:
    """The amounts of the lots against the total; nothing where one of the two is not told."""
    excerpt = purchase.excerpt
    parts = [field for found in purchase.lot_amounts(role) if (field := merge(excerpt, [found])) is not None]
    if total is not None and parts:
        yield check_sum(total, parts)


def check_numbers(excerpt: Excerpt, numbers: tuple[Field, ...]) -> Iterator[Finding]:
    """Compare the years in project numbers with the year of publication."""
    for number in numbers:
        if number.value is not None and (finding := check_number_year(number, excerpt.published)) is not None:
            yield finding


def check_written(facts: Iterable[Fact], *names: str) -> Iterator[Finding]:
    """Compare amounts in capitals with the digits beside them, in these fields of the facts."""
    for fact in facts:
        for field in (field for name in names for field in fact.all(name)):
            if (finding := check_capitals(field)) is not None:
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


def _methods(pattern: re.Pattern[str], text: str, within: Span) -> list[Span]:
    group = "method" if "method" in pattern.groupindex else 0
    return [Span(*match.span(group)) for match in pattern.finditer(text, within.start, within.end)][:1]
