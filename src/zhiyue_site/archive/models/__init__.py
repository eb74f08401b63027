"""The tables of the archive, by what they hold."""

from zhiyue_site.archive.models.desk import ReviewStep, Upload, UploadItem
from zhiyue_site.archive.models.facts import Fact, Key, Line
from zhiyue_site.archive.models.pages import Blob, Capture, Page, Reading, Site, SiteHost
from zhiyue_site.archive.models.queues import Change, IndexTask, RecordTask, Tally
from zhiyue_site.archive.models.records import (
    Correction,
    FindingDecision,
    Judgement,
    Member,
    MemberKey,
    Record,
    RecordAlias,
)
from zhiyue_site.archive.models.reports import MarketIssue, MarketReport, MarketSchedule
from zhiyue_site.archive.models.rights import CorrectionNote, Suppression, Takedown, TakedownEvent

__all__ = [
    "Blob",
    "Capture",
    "Change",
    "Correction",
    "CorrectionNote",
    "Fact",
    "FindingDecision",
    "IndexTask",
    "Judgement",
    "Key",
    "Line",
    "MarketIssue",
    "MarketReport",
    "MarketSchedule",
    "Member",
    "MemberKey",
    "Page",
    "Reading",
    "Record",
    "RecordAlias",
    "RecordTask",
    "ReviewStep",
    "Site",
    "SiteHost",
    "Suppression",
    "Takedown",
    "TakedownEvent",
    "Tally",
    "Upload",
    "UploadItem",
]
