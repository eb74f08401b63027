"""The channels of the information centre, and which kinds of pages stand in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel: its name in addresses, its names for people, its kinds."""

    slug: str
    zh: str
    en: str
    kinds: frozenset[str]


CHANNELS = (
    Channel("news", "时事热点", "News", frozenset({"news", "policy", "recall", "spot_check"})),
    Channel("market", "市场月报", "Market reports", frozenset({"market_report"})),
    Channel(
        "tenders",
        "招标采购",
        "Tenders",
        frozenset({"tender", "intent", "correction", "termination", "single_source", "survey", "import_approval"}),
    ),
    Channel("awards", "中标成交", "Awards", frozenset({"award", "candidates", "contract", "acceptance"})),
    Channel("standards", "标准计量", "Standards", frozenset({"standards_plan", "standard"})),
    Channel("events", "展会会议", "Events", frozenset({"exhibition"})),
    Channel(
        "quality-month", "质量月", "Quality Month", frozenset({"campaign_notice", "activity_plan", "campaign_summary"})
    ),
)

NEWS = CHANNELS[0]


def channel_of(kind: str, fact_kinds: frozenset[str] = frozenset()) -> Channel:
    """The channel of a page: news that embeds a campaign edition belongs to the Quality Month.

    A kind that no channel names yet is news.

    >>> channel_of("award").slug
    'awards'
    """
    if kind == "news" and "campaign_edition" in fact_kinds:
        kind = "campaign_notice"
    return next((channel for channel in CHANNELS if kind in channel.kinds), NEWS)


def channel_named(slug: str) -> Channel | None:
    """The channel of that name in addresses, or None where there is none."""
    return next((channel for channel in CHANNELS if channel.slug == slug), None)
