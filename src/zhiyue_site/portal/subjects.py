"""Organisations and instruments: what the archive knows of one of them, from the keys of its pages.

Comes in: the normal form of a name, as the key table holds it. Goes out: `Subject`: its roles with counts, its months,
its amounts, what it bought or who bought it. Everything is counted where a reader can open it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from zhiyue.exports.wording import Term
from zhiyue_site.archive.models import Key, Member, Page, Record
from zhiyue_site.archive.models.pages import is_public
from zhiyue_site.portal.words import say

ROLE_WORDS: Mapping[str, Term] = {
    "buyer": Term("采购人", "buyer"),
    "agency": Term("代理机构", "agency"),
    "winner": Term("中标供应商", "supplier"),
    "issuer": Term("发布或下达", "issuer"),
    "organisers": Term("主办", "organiser"),
    "co_organisers": Term("联合开展", "co-organiser"),
    "items": Term("采购标的", "bought"),
    "instrument": Term("市场月报", "in market reports"),
}
_MONTHS = 13
_LATEST = 400
"""Pages that a subject's tables are drawn from at most: the newest ones."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One purchase that the subject is part of: a record, or a page where none is compiled."""

    href: str
    title: str
    on: date | None
    kind: str
    amount: Decimal | None
    amount_name: str
    others: str
    sources: int


@dataclass(frozen=True, slots=True)
class Month:
    """How many pages name the subject in a month, beside the most of any month shown."""

    name: str
    count: int
    most: int

    @property
    def width(self) -> int:
        """Length of its bar in hundredths."""
        return round(100 * self.count / self.most) if self.most else 0


@dataclass(frozen=True, slots=True)
class Beside:
    """A name that stands beside the subject, and how often."""

    href: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation or instrument."""

    role: Key.Role
    normal: str
    name: str
    names: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    months: tuple[Month, ...]
    deals: tuple[Deal, ...]
    beside: tuple[tuple[str, tuple[Beside, ...]], ...]

    @property
    def pages(self) -> QuerySet[Page]:
        """Every public page that names it."""
        return Page.public.filter(pk__in=Key.objects.filter(role=self.role, normal=self.normal).values("page"))


def subject_of(role: Key.Role, normal: str) -> Subject | None:
    """What is known of one name; None where no public page has it. Six queries."""
    keys = list(
        Key.objects.filter(is_public("page__"), role=role, normal=normal)
        .select_related("page")
        .only("name", "value", "page__title", "page__listed_at", "page__kind", "page__published_on")
        .order_by("-id")[: _LATEST * 2]
    )
    if not keys:
        return None
    names = Counter(key.value for key in keys)
    pages = {key.page_id: key.page for key in keys}
    ids = list(pages)[:_LATEST]
    around = list(
        Key.objects.filter(page__in=ids, role__in=(Key.Role.PARTY, Key.Role.INSTRUMENT, Key.Role.AMOUNT)).only(
            "page", "role", "name", "value", "normal", "amount"
        )
    )
    return Subject(
        role=role,
        normal=normal,
        name=names.most_common(1)[0][0],
        names=tuple(name for name, _count in names.most_common()[1:6]),
        roles=tuple((_role_words(name), count) for name, count in Counter(key.name for key in keys).most_common()),
        months=_months(pages.values()),
        deals=tuple(_deals([pages[id] for id in ids], around)),
        beside=_beside(around, normal),
    )


def address(role: str, normal: str) -> str:
    """Where an organisation or instrument has its page."""
    return reverse("organisation" if role == Key.Role.PARTY else "instrument", args=[normal])


def _role_words(name: str) -> str:
    return say(ROLE_WORDS[name]) if name in ROLE_WORDS else name


def _months(pages: Iterable[Page]) -> tuple[Month, ...]:
    days = [page.published_on for page in pages if page.published_on]
    if not days:
        return ()
    last = max(days)
    counts = Counter((day.year, day.month) for day in days)
    months = [divmod(last.year * 12 + last.month - 1 - back, 12) for back in range(_MONTHS)]
    shown = [(year, month + 1) for year, month in reversed(months)]
    most = max(counts[month] for month in shown)
    return tuple(Month(f"{year}-{month:02}", counts[year, month], most) for year, month in shown)


_WANTED = ("amount", "total_amount", "budget", "ceiling")


def _deals(pages: Sequence[Page], around: Iterable[Key]) -> Iterable[Deal]:
    by_page: dict[str, list[Key]] = {}
    for key in around:
        by_page.setdefault(key.page_id, []).append(key)
    records: dict[str, Record] = {}
    members = Member.objects.filter(page__in=[page.pk for page in pages], record__type="purchase")
    for member in members.select_related("record").defer("payload", "record__payload"):
        if member.record is not None:
            records[member.page_id] = member.record
    seen: set[str] = set()
    # A purchase is told by several pages: an award says more than its tender, so it is asked first.
    for page in sorted(pages, key=lambda page: page.kind != "award"):
        record = records.get(page.pk)
        thing = record.pk if record else page.pk
        if thing in seen or (record is None and page.kind not in ("tender", "award")):
            continue
        seen.add(thing)
        yield _deal(page, record, by_page.get(page.pk, []))


def _deal(page: Page, record: Record | None, keys: Sequence[Key]) -> Deal:
    amounts = {key.name: key.amount for key in keys if key.role == Key.Role.AMOUNT}
    name = next((name for name in _WANTED if name in amounts), "")
    others = [key.value for key in keys if key.name in ("buyer", "winner")]
    return Deal(
        href=reverse("record", args=[record.pk]) if record else reverse("page", args=[page.pk]),
        title=(record.title if record else "") or page.title,
        on=page.published_on,
        kind=page.kind,
        amount=amounts.get(name),
        amount_name=name,
        others=" → ".join(dict.fromkeys(others)),
        sources=record.sources if record else 1,
    )


def _beside(around: Iterable[Key], normal: str) -> tuple[tuple[str, tuple[Beside, ...]], ...]:
    groups: dict[str, Counter[tuple[str, str, str]]] = {}
    for key in around:
        if key.normal != normal and key.name in ("buyer", "winner", "agency", "items"):
            groups.setdefault(key.name, Counter())[key.role, key.normal, key.value] += 1
    return tuple(
        (_role_words(name), tuple(Beside(address(role, code), words, count) for (role, code, words), count in top))
        for name in ("items", "buyer", "winner", "agency")
        if name in groups and (top := groups[name].most_common(10))
    )
