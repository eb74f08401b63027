"""Pages and purchases in the Open Contracting Data Standard 1.1.5: release packages and record packages.

Comes in: readings, masked by `zhiyue.mask` where people will see them, and the moment of the export. Goes out: plain data
for JSON. A release is what one notice says, with the words that it rests on; a record holds all releases of one purchase
and what they come to (`compiledRelease`).

``ocds-zhiyue`` is a prefix of our own form, not registered with the Open Contracting Partnership: whoever publishes the
data registers one and passes it. Lots, ceilings, rates and evidence are a local extension, two files in ``extension/``;
a publisher serves them and names their address, so that validators can fetch them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from zhiyue.exports.ocds.merge import merge_releases
from zhiyue.exports.ocds.release import Data, releases_of
from zhiyue.model import PageResult

PREFIX = "ocds-zhiyue"
EXTENSION_FILES = ("extension.json", "release-schema.json")


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes, where, and when: `at` is an ISO moment with its zone; `extension` the address of `extension.json`."""

    at: str
    publisher: str = "质阅 Zhiyue"
    uri: str = "https://example.org/zhiyue/package.json"
    extension: str = ""
    prefix: str = PREFIX


def release_package(results: Iterable[PageResult], publication: Publication) -> Data:
    """A release for every notice of a purchase on these pages. A page without any adds none."""
    releases = [release for result in results for release in _releases(result, publication)]
    return {**_package(publication), "releases": list(_distinct(releases))}


def record_package(results: Iterable[PageResult], publication: Publication) -> Data:
    """A record for every purchase that these pages tell of: its releases, oldest first, and what they come to."""
    by_ocid: dict[str, list[Data]] = {}
    for result in results:
        for release in _releases(result, publication):
            by_ocid.setdefault(release["ocid"], []).append(release)
    records = [_record(ocid, list(_distinct(releases))) for ocid, releases in by_ocid.items()]
    return {**_package(publication), "records": records}


def one_record_package(results: Iterable[PageResult], publication: Publication, *, ocid: str) -> Data:
    """The record of one purchase that somebody has told to be one: all releases under one `ocid`, whatever their numbers."""
    releases = [{**release, "ocid": ocid} for result in results for release in _releases(result, publication)]
    return {**_package(publication), "records": [_record(ocid, list(_distinct(releases)))] if releases else []}


def extension_file(name: str) -> bytes:
    """A file of the local extension.

    Raises:
        KeyError: `name` is none of `EXTENSION_FILES`.
    """
    if name not in EXTENSION_FILES:
        raise KeyError(name)
    return resources.files("zhiyue.exports.ocds").joinpath("extension", name).read_bytes()


def _releases(result: PageResult, publication: Publication) -> Sequence[Data]:
    return releases_of(result, prefix=publication.prefix, at=publication.at)


def _package(publication: Publication) -> Data:
    package: dict[str, Any] = {
        "uri": publication.uri,
        "version": "1.1",
        "publishedDate": publication.at,
        "publisher": {"name": publication.publisher},
    }
    return {**package, "extensions": [publication.extension]} if publication.extension else package


def _record(ocid: str, releases: list[Data]) -> Data:
    ordered = sorted(releases, key=lambda release: (release["date"], release["id"]))
    return {"ocid": ocid, "releases": ordered, "compiledRelease": merge_releases(ordered)}


def _distinct(releases: Iterable[Data]) -> Iterable[Data]:
    """One content is one release, however often it was handed over."""
    return {(release["ocid"], release["id"]): release for release in releases}.values()
