"""Every object that travels the line, and the words for them.

Comes in: nothing; this module imports only ranges. Goes out: the frozen objects that pass from room to room, from
`RawPage` (bytes) to `PageResult` (what the page says, with its evidence). Their JSON is the same thing in another
notation: `zhiyue.codec`.

Units: offsets are half-open ranges of code points of ``page.text``; ``original`` ranges are of the visible text
before repair. Amounts, percentages and numbers are decimal strings, never floats. Dates are local (Asia/Shanghai) ISO
strings with the printed precision and no more: ``"2022"``, ``"2022-09"``, ``"2022-09-01"``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from zhiyue.spans import IDENTITY, Span, SpanMap, Stretch

Status = Literal["stated", "truncated", "masked", "not_stated", "not_applicable", "unreadable", "derived"]
Relation = Literal["=", "≥", "≤", ">", "<", "≈"]
Part = Literal["am", "pm", "evening"]
Verdict = Literal["confirmed", "contradicted", "doubtful", "not_checkable"]
Audience = Literal["public", "internal"]
Origin = Literal["main", "related", "embedded", "list"]
RedactionKind = Literal["person", "phone", "email", "id_number", "bank_account"]
ValueType = Literal[
    "text", "name", "code", "money", "share", "date", "month", "year", "moment", "period", "count", "quantity",
    "ordinal", "organisation", "place", "instrument", "brand", "standard", "area",
]  # fmt: skip
BlockType = Literal[
    "breadcrumb", "title", "dateline", "lede", "heading", "paragraph", "list_item", "table", "keywords", "related",
    "rights", "navigation", "footer",
]  # fmt: skip


# ── bytes and text ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RawPage:
    """Bytes as received, and where from. `digest` is ``sha256:<hex>`` of `body`."""

    body: bytes
    path: str | None = None
    url: str | None = None
    content_type: str | None = None
    fetched_at: str | None = None

    @property
    def digest(self) -> str:
        """Name of the content: the algorithm is always written."""
        return f"sha256:{hashlib.sha256(self.body).hexdigest()}"

    @property
    def where(self) -> str:
        """The name by which a message speaks of this page."""
        return self.url or self.path or "standard input"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes were read: the label used, how sure, and what the page itself declared."""

    label: str
    confidence: float
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of an uncertain place, with its confidence in 0…1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that could not be recovered with certainty. In the text stands the best candidate, or 〓."""

    start: int
    end: int
    code: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One named repair: how often it applied, and what is needed to replay it or to damage the text again."""

    step: str
    count: int
    parameters: Mapping[str, Any] = field(default_factory=dict)


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `amount` in units of `currency` (two decimals), beside number and unit as printed.

    A rate or percentage has basis ``rate`` and no amount.
    """

    amount: str | None
    currency: str
    printed: str
    unit: str
    basis: Literal["total", "unit_price", "rate"] = "total"


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, digits as printed: ``Share("36.47")`` is 36.47 %."""

    percent: str


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (inclusive), or first and last month."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many, where the noun is in the field's name."""

    number: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of which unit: ``Quantity("1", "套")``."""

    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Which one in a series: 第45个 is ``Ordinal(45)``."""

    ordinal: int


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation, place, instrument, brand, standard or area. `id` only where a code list resolved it."""

    name: str
    id: str | None = None
    region: str | None = None


Value = str | Money | Share | Period | Count | Quantity | Ordinal | Named

# ── fields and facts ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that says it: ``page.text[start:end] == exact``, and where that stood before repair."""

    exact: str
    start: int
    end: int
    original: Span
    status: Status = "stated"
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its damage undone. Clean input comes back as the same `text` object, with no steps."""

    text: str
    original: str
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    span_map: SpanMap = IDENTITY

    @property
    def is_changed(self) -> bool:
        """Whether any repair was made."""
        return bool(self.steps)

    def evidence(self, span: Span, *, status: Status = "stated", value: Value | None = None) -> Evidence:
        """Open a range of `text`: its words, and where they stood before repair."""
        original = self.span_map.original(span.start, span.end)
        return Evidence(span.of(self.text), span.start, span.end, original, status, value)


@dataclass(frozen=True, slots=True)
class Field:
    """One value with the places that say it; the first evidence is the one shown.

    `value` is what `zhiyue.values.parse(type, exact, context)` makes of the first evidence, and nothing else.
    An absent value has status ``not_stated``, ``masked`` …, no value, and possibly no evidence.
    """

    type: ValueType
    value: Value | None
    status: Status = "stated"
    evidence: tuple[Evidence, ...] = ()
    relation: Relation = "="
    context: Mapping[str, Evidence] = field(default_factory=dict)
    derived: str | None = None
    part: Part | None = None
    canonical: str | None = None

    @property
    def exact(self) -> str | None:
        """The words of the first evidence."""
        return self.evidence[0].exact if self.evidence else None

    @property
    def span(self) -> Span | None:
        """The range of the first evidence in ``page.text``."""
        return Span(self.evidence[0].start, self.evidence[0].end) if self.evidence else None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one notice says about one thing: a kind of fact and its fields."""

    id: str
    notice: int
    kind: str
    fields: Mapping[str, Field | tuple[Field, ...]]

    def one(self, name: str) -> Field | None:
        """The field of that name, or its first, or None where the fact has none."""
        found = self.fields.get(name)
        if isinstance(found, tuple):
            return found[0] if found else None
        return found

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field of that name, none where the fact has none."""
        found = self.fields.get(name, ())
        return found if isinstance(found, tuple) else (found,)


@dataclass(frozen=True, slots=True)
class Prop:
    """One field of a fact type: its name, Chinese and English labels, value type, and whether it may repeat."""

    name: str
    label_zh: str
    label_en: str
    type: ValueType
    many: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a fact tells of: the type of `record` that it is a part of, and the `stage` of that thing's life.

    A tender and an award are two stages of one ``purchase``. `date` names the field that holds the day of the stage;
    where it is empty or absent, the page's own day counts.
    """

    record: str
    stage: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class FactType:
    """A kind of fact: its fields, the standard whose terms it uses, and the fields that name the thing, best first.

    `identity` places it in a record; a fact without one stands for itself.
    """

    name: str
    label_zh: str
    label_en: str
    standard: str
    props: tuple[Prop, ...]
    key: tuple[str, ...]
    identity: Identity | None = None

    def prop(self, name: str) -> Prop:
        """The metadata of one field. Raises KeyError for a name that this type does not have."""
        for prop in self.props:
            if prop.name == name:
                return prop
        raise KeyError(f"{self.name} has no field {name}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one claim: the rule, its arithmetic in a line, the verdict, and the words it rests on."""

    code: str
    verdict: Verdict
    message: str
    rule: str
    arithmetic: str | None = None
    notice: int | None = None
    evidence: tuple[Evidence, ...] = ()
    audience: Audience = "public"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A range of ``page.text`` that no output shows, and where it stood before repair.

    `original` is None where nothing was repaired: there the two ranges are the same.
    """

    start: int
    end: int
    kind: RedactionKind
    original: Span | None = None


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Block:
    """A range of ``page.text`` with one role."""

    type: BlockType
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cell ranges; the first `header_rows` of them are headers."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """One entry of a related list: title, cut summary, time; `notice` is the notice it became."""

    start: int
    end: int
    title: Field
    summary: Field | None = None
    published: Field | None = None
    notice: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page names or links."""

    name: Field
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """The page's rights notice as a policy that a machine can follow.

    `own_works` and `reprints` are codes: ``licence_required``, ``attribution_required``, ``forbidden``, ``free``;
    ``first_source_required``. `attribution` is the wording to print; `claims_within` the time in which to object.
    """

    start: int
    end: int
    holder: Field | None = None
    own_works: Field | None = None
    attribution: Field | None = None
    reprints: Field | None = None
    claims_within: Field | None = None
    claims_from: Field | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The anatomy of one page: ranges over one text. `body` is a convenience; offsets never refer to it.

    `original` is the text as it came, kept where repair changed anything; `repaired` are the runs in which the two
    differ, outside of which they run side by side (script conversion is character for character and is no run).
    """

    text: str
    original: str | None = None
    repaired: tuple[Stretch, ...] = ()
    title: Field | None = None
    published: Field | None = None
    modified: Field | None = None
    publisher: Field | None = None
    source: Field | None = None
    first_source: Field | None = None
    author: tuple[Field, ...] = ()
    editor: tuple[Field, ...] = ()
    views: Field | None = None
    breadcrumb: tuple[Field, ...] = ()
    lede: Field | None = None
    keywords: tuple[Field, ...] = ()
    body: str = ""
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    related: tuple[Related, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    rights: Rights | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of a page: its range, its kind and the signals that decided. Notice 0 is the page's main one."""

    id: int
    origin: Origin
    start: int
    end: int
    title: Field | None
    kind: str
    confidence: float
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageResult:
    """A reading: everything one version of the line found on one page."""

    digest: str
    path: str | None
    url: str | None
    version: str
    encoding: Encoding
    page: Page
    repairs: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    redactions: tuple[Redaction, ...] = ()
