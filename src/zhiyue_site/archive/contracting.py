"""Purchases of the archive in the Open Contracting Data Standard: of a page, of a record, of a search.

Comes in: pages or a record, and the public address of the site. Goes out: packages as `zhiyue.exports.ocds` makes them,
from what `archive.shown` lets the public see. A record's pages were joined by rules and people, so all its releases bear
the record's own `ocid`.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.utils import timezone

from zhiyue.exports.ocds import PREFIX, Publication, one_record_package, release_package
from zhiyue.model import PageResult
from zhiyue_site.archive.models import Page, Record
from zhiyue_site.archive.shown import show

CONTRACTING = frozenset(
    {
        "intent",
        "survey",
        "import_approval",
        "tender",
        "single_source",
        "correction",
        "termination",
        "candidates",
        "award",
        "contract",
    }
)
"""The kinds of pages that tell of a purchase in the standard's words."""

MOST = 200
"""Pages of one package at most."""


def pages_package(pages: Iterable[Page], *, uri: str, extension: str) -> dict[str, Any]:
    """The releases of some public pages, in their order."""
    return release_package(_results(pages), _publication(uri, extension))


def purchase_package(record: Record, *, uri: str, extension: str) -> dict[str, Any]:
    """The record of one purchase with all releases of its public pages.

    Raises:
        ValueError: the record is of no purchase.
    """
    if record.type != "purchase":
        raise ValueError(f"record {record.pk} is of type {record.type}; only purchases are contracts")
    pages = Page.public.filter(members__record=record).select_related("reading", "site").distinct().order_by("pk")
    ocid = f"{PREFIX}-{sha256(record.pk.encode()).hexdigest()[:16]}"
    return one_record_package(_results(pages[:MOST]), _publication(uri, extension), ocid=ocid)


def _results(pages: Iterable[Page]) -> Iterable[PageResult]:
    return (show(page).result for page in pages if page.reading is not None)


def _publication(uri: str, extension: str) -> Publication:
    return Publication(at=timezone.localtime().isoformat(timespec="seconds"), uri=uri, extension=extension)
