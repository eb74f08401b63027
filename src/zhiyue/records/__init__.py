"""Records: what all pages together say about one thing, field by field, with every source and every disagreement.

Comes in: readings (`PageResult`), persons' judgements and corrections. Goes out: `Record`s. Pure functions of sets: no
database, no clock, and the order in which pages arrive never matters.

    readings ──members_of──▶ Members ──cluster──▶ groups ──compile_record──▶ Records ──series_years──▶ a series' page
"""

from zhiyue.record import (
    Correction,
    Event,
    Judgement,
    Key,
    Link,
    Match,
    Member,
    Reason,
    Record,
    RecordField,
    RecordFinding,
    Saying,
    Source,
    Voice,
)
from zhiyue.records.claims import Claim, check_claims, find_claims
from zhiyue.records.compile import compile_record, compile_records
from zhiyue.records.match import MAYBE, SAME, compare
from zhiyue.records.members import members_of
from zhiyue.records.ranks import RankRules, source_of
from zhiyue.records.resolve import Clustering, Group, cluster
from zhiyue.records.series import LISTED, SeriesYear, series_years
from zhiyue.records.types import RecordKind, record_kinds

__all__ = [
    "LISTED",
    "MAYBE",
    "SAME",
    "Claim",
    "Clustering",
    "Correction",
    "Event",
    "Group",
    "Judgement",
    "Key",
    "Link",
    "Match",
    "Member",
    "RankRules",
    "Reason",
    "Record",
    "RecordField",
    "RecordFinding",
    "RecordKind",
    "Saying",
    "SeriesYear",
    "Source",
    "Voice",
    "check_claims",
    "cluster",
    "compare",
    "compile_record",
    "compile_records",
    "find_claims",
    "members_of",
    "record_kinds",
    "series_years",
    "source_of",
]
