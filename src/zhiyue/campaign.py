"""Every object of a campaign edition that is run, not read: units, activities, returns, evidence, merges.

Comes in: nothing; this module imports only the objects of a reading. Goes out: `Campaign`, one edition as it stands,
from which pairs of duplicates, the late list and the closing report are computed by pure functions
(`zhiyue.campaigns`), the same for a site and for a folder of files.

Units: numbers are decimal strings; days are local ISO dates with the printed precision and no more; regions are codes
of ``reference/divisions.csv``. Ids are the caller's and stay the same for the life of a thing; activities and measures
share one set of them, since a figure may rest on either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhiyue.model import Part, Relation

ActivityState = Literal[
    "draft", "submitted", "returned", "approved", "published", "reported", "verified", "archived", "withdrawn",
]  # fmt: skip
ReturnState = Literal["draft", "submitted", "returned", "verified", "withdrawn"]
ProofForm = Literal["page", "photo", "list", "file"]
Task = Literal["plan", "change", "report", "summary"]
AreaFamily = Literal["literacy", "improvement", "supervision", "infrastructure", "policy", "region"]

COUNTED_ACTIVITIES: frozenset[ActivityState] = frozenset({"published", "reported", "verified", "archived"})
"""Activities that a report counts: what a person let through and nobody withdrew."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation in the campaign tree.

    It may hang under several `parents`; `counting_home` is the one of them under which its activities count (None for
    the root, which has no parent). `due` names days of its own, which hold for everything that counts under it.
    """

    id: str
    name: str
    parents: tuple[str, ...] = ()
    counting_home: str | None = None
    level: str = ""
    region: str | None = None
    staff: str | None = None
    due: tuple[tuple[Task, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area of one edition. `family` maps it to other years; `cues` are the words that speak for it."""

    id: str
    order: int
    title: str
    family: AreaFamily
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One year of a campaign series: its own days, theme, areas. Nothing is fixed to September or to six areas.

    `due` names the last day for each task of a unit; a report of an activity is due `report_within` days after its end.
    """

    id: str
    series: str
    year: str
    title: str
    theme: str
    start: str
    end: str
    areas: tuple[Area, ...] = ()
    due: tuple[tuple[Task, str], ...] = ()
    report_within: int = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """What supports a figure: a page, a photo, a list, a file. `digest` names its bytes (``sha256:…``).

    A withdrawn proof stays, and supports nothing.
    """

    id: str
    form: ProofForm
    title: str
    digest: str
    address: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that a unit reports. `code` is of ``reference/measures.csv``, which tells its noun and who asks.

    `unit` keeps 人 and 人次, 家 and 家次 apart; `relation` keeps the hedge (“6,900余” is ≥ 6900).
    """

    id: str
    code: str
    number: str
    unit: str
    relation: Relation = "="
    start: str = ""
    end: str = ""
    proofs: tuple[str, ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happens. `kind` is one of the activity classes, `areas` the primary one first.

    `unit` filed it; `hosts`, `undertakers` and `co_hosts` are names as printed. An activity without a day or place has
    empty strings there: a gap to be named, never guessed.
    """

    id: str
    unit: str
    name: str
    state: ActivityState
    kind: str = ""
    areas: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    part: Part | None = None
    place: str = ""
    region: str | None = None
    is_online: bool = False
    hosts: tuple[str, ...] = ()
    undertakers: tuple[str, ...] = ()
    co_hosts: tuple[str, ...] = ()
    audience: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What a unit reports of an activity, or of itself as a whole where `activity` is None.

    A nil return says that there is nothing to report (“本月无…”): it is not late, and it is not missing. Its own `proofs`
    support that the activity took place, and no figure.
    """

    id: str
    unit: str
    state: ReturnState
    activity: str | None = None
    measures: tuple[Measure, ...] = ()
    is_nil: bool = False
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Several filings that a person found to be one activity: `kept` speaks for them, nothing is deleted."""

    id: str
    activities: tuple[str, ...]
    kept: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """One edition as it stands: what the pure functions take.

    `apart` are pairs of activities that a person found to be two: they are proposed for merging no more.
    """

    edition: Edition
    units: tuple[Unit, ...]
    activities: tuple[Activity, ...] = ()
    returns: tuple[Return, ...] = ()
    proofs: tuple[Proof, ...] = ()
    merges: tuple[Merge, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
