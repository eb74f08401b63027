"""Every object that travels behind the records room: what all pages together say about one thing.

Comes in: nothing; this module imports only the objects of a reading. Goes out: `Member` (one page's word about one
thing), the judgements and corrections of persons, and `Record`, compiled from them. A reading never changes; a record is
compiled anew from the set of its members whenever one is added (the split that Open Contracting makes between release
and record). Their JSON: `zhiyue.codec`.

Ids are made of content: a member's id is its fact's id (digest, notice, kind, field, words), so that a judgement on it
survives a new database and a better reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zhiyue.model import Audience, Field, Relation, Status, Value, ValueType, Verdict

RecordType = Literal[
    "campaign_edition", "purchase", "standards_plan", "exhibition", "organisation", "instrument", "story"
]
Rank = Literal["official_notice", "official_relay", "press", "trade", "unknown", "answer_site"]
Strength = Literal["certain", "likely"]
JudgementVerdict = Literal["same", "not_same", "undone"]
LinkHow = Literal["judged", "certain", "likely"]
Choice = Literal[
    "editor", "only", "agreed", "correction", "rank", "stated", "sources", "digits", "first", "union", "longest", "counted",
    "none",
]  # fmt: skip
Agreement = Literal["single", "agreed", "compatible", "variant", "disputed", "absent"]

# ── what one page says about one thing ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: one reading of one page, and how much its word weighs.

    `address` is the page's url, or its path where it has none. `publisher`, `source` (来源) and `first_source` are as
    printed: three names that may differ. `rank_reason` is the code of the rule that gave the rank.
    """

    digest: str
    version: str
    address: str
    title: str = ""
    publisher: str | None = None
    source: str | None = None
    first_source: str | None = None
    published: str | None = None
    rank: Rank = "unknown"
    rank_reason: str = "unknown"

    @property
    def voice(self) -> str:
        """Whose word it is: copies of one text count once."""
        return self.first_source or self.source or self.publisher or self.address


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A name by which other pages' word about the same thing can be found.

    Two members that share a ``certain`` key are about one thing unless a person says otherwise; a ``likely`` one makes
    them a pair worth comparing. `str(key)` is short, ASCII where it can be, and fit for an indexed column.
    """

    scheme: str
    value: str
    strength: Strength = "certain"

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class Member:
    """One page's word about one thing: a fact, seen as a part of a record of `type`.

    `stage` is what the page tells of the thing's life (``tender``, ``award``, ``announced`` …). `scope` is empty where the
    page speaks of the thing itself, and names what it speaks of where that is a part or variant: a lot of a purchase, a
    province's own Quality Month; `scoped` are the fields that are true of that part only. `title` and `published` are the notice's own. `about` names the thing in which an organisation or
    instrument plays its part, or of which a story tells, by that thing's keys. `signature` is a story's text in figures.
    """

    id: str
    type: RecordType
    source: Source
    kind: str
    stage: str
    notice: int
    fields: Mapping[str, Field | tuple[Field, ...]]
    title: str = ""
    published: str | None = None
    is_correction: bool = False
    keys: tuple[Key, ...] = ()
    scope: str = ""
    scoped: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    signature: tuple[int, ...] = ()

    def one(self, name: str) -> Field | None:
        """The field of that name, or its first, or None where the member has none."""
        found = self.fields.get(name)
        if isinstance(found, tuple):
            return found[0] if found else None
        return found

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field of that name."""
        found = self.fields.get(name, ())
        return found if isinstance(found, tuple) else (found,)


# ── what persons say ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on whether two members are about one thing. `at` is a moment, ``2026-11-22T18:30:00+08:00``.

    Of several judgements on one pair the latest holds; ``undone`` takes back the one before it, and nothing else.
    """

    a: str
    b: str
    verdict: JudgementVerdict
    by: str
    at: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An editor's value for one field of the record that `member` belongs to. It beats every page; pages stay visible.

    `values` holds one value, several for a list, none to take the correction back.
    """

    member: str
    field: str
    values: tuple[Value, ...]
    by: str
    at: str
    why: str = ""


# ── same or not ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for two members being about one thing (`points` above 0) or against it (below)."""

    code: str
    points: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How much speaks for two members being about one thing: 0 … 1, and every reason, the weightiest first."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Why two members of a record stand together: a person's judgement, a shared key, or a score."""

    a: str
    b: str
    how: LinkHow
    score: float
    reasons: tuple[Reason, ...] = ()


# ── the record ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Saying:
    """One place on one page (or one editor) that says a value.

    ``page.text[start:end] == exact`` on the page of `digest`. An editor's saying has no digest; `by`, `at` and `why` tell
    whose word it is.
    """

    member: str
    digest: str | None
    start: int
    end: int
    exact: str
    value: Value | None = None
    status: Status = "stated"
    relation: Relation = "="
    scope: str = ""
    by: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One value and everyone who says it. Values equal in meaning are one voice: 405.18万元, 4051800元, 405.1… cut.

    `value` is None for pages that hide or leave out the value; `status` says which. `sources` counts independent
    sources: copies of one text count once. `scope` is empty where the value is the thing's own.
    """

    value: Value | None
    sayings: tuple[Saying, ...]
    status: Status = "stated"
    sources: int = 1
    rank: Rank = "unknown"
    scope: str = ""


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field of a record: the value shown, the rule that chose it, and every voice, the shown one first.

    `shown` holds one value, several where `many`, none where no page gives one. `rule` is a code of `CHOICES`.
    """

    name: str
    type: ValueType
    shown: tuple[Value, ...]
    rule: Choice
    agreement: Agreement
    voices: tuple[Voice, ...]
    many: bool = False
    status: Status = "stated"

    @property
    def value(self) -> Value | None:
        """The value shown; the first where there are many."""
        return self.shown[0] if self.shown else None


@dataclass(frozen=True, slots=True)
class Event:
    """One point of the time line: what happened (`stage`), when (as precise as printed), who says so."""

    stage: str
    date: str
    digest: str
    member: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """What became of a claim that needs several pages, or the reference lists, to be checked."""

    code: str
    verdict: Verdict
    message: str
    rule: str
    arithmetic: str | None = None
    sayings: tuple[Saying, ...] = ()
    audience: Audience = "public"


@dataclass(frozen=True, slots=True)
class Record:
    """What all pages together say about one thing.

    `id` is readable, safe in a URL and made of the thing's identity (``campaign-edition/quality-month-2022``); `also` are
    the ids under which the same thing may have been known before a page named it better: they should redirect here.
    """

    type: RecordType
    id: str
    title: str
    fields: tuple[RecordField, ...]
    sources: tuple[Source, ...]
    members: tuple[str, ...]
    events: tuple[Event, ...] = ()
    findings: tuple[RecordFinding, ...] = ()
    links: tuple[Link, ...] = ()
    also: tuple[str, ...] = ()

    def field(self, name: str) -> RecordField | None:
        """The field of that name, None where no page says anything about it."""
        return next((item for item in self.fields if item.name == name), None)

    def source(self, digest: str) -> Source:
        """The source of a saying. Raises KeyError for a digest of another record."""
        for source in self.sources:
            if source.digest == digest:
                return source
        raise KeyError(f"{self.id} has no source {digest}")


# ── the codes, with the reason of each ───────────────────────────────────────────────────────────────────────────

RANKS: Mapping[Rank, str] = {
    "official_notice": "主管部门在本机关网站发布的文件",
    "official_relay": "政府网站转发，或注明来源为主管部门",
    "press": "新闻媒体",
    "trade": "行业媒体、信息平台",
    "unknown": "未能判断的网站",
    "answer_site": "问答、百科、文库",
}
"""What a source may be, best first."""

RANK_REASONS: Mapping[str, str] = {
    "configured": "本系统设置",
    "own_document": "主管部门网站上的通知、公告、方案等文件",
    "official_site": "政府网站上的其他稿件",
    "official_source": "来源为主管部门",
    "press_name": "网站名称为报纸、电视台、通讯社、新闻网",
    "trade_name": "网站名称属于行业媒体或信息平台",
    "answer_name": "网址或名称属于问答、百科、文库、论坛",
    "question_title": "标题是一个提问，网站名称不足以判断",
    "unknown": "名称和网址都不足以判断",
}
"""Why a source has its rank."""

CHOICES: Mapping[Choice, str] = {
    "editor": "编辑订正优先于一切页面",
    "only": "只有一个来源",
    "agreed": "各来源一致",
    "correction": "更正优先于原文",
    "rank": "等级高的来源优先：主管部门文件、转发、媒体、行业平台、问答",
    "stated": "载明的值优先于截断、遮蔽或推算的值",
    "sources": "独立来源多的值优先",
    "digits": "位数多的值优先于其舍入或截断",
    "first": "其余相同，取最早发布者",
    "union": "各来源所列合并",
    "longest": "列得全的优先于截短的",
    "counted": "由各页面计数",
    "none": "没有页面给出整体的值",
}
"""The rules by which a value is chosen, in the order in which they are asked."""

AGREEMENTS: Mapping[Agreement, str] = {
    "single": "一个来源",
    "agreed": "一致",
    "compatible": "相容（舍入、截断或列举不全）",
    "variant": "另有局部的值（分包、地方、单位）",
    "disputed": "来源不一",
    "absent": "均未载明",
}
"""How the sources of a field stand to each other."""
