"""Releases of one purchase → what they come to: the merge of OCDS 1.1.

Comes in: releases, oldest first. Goes out: the compiled release. The rules are the standard's: a later value takes the
place of an earlier one, null removes it; objects of a list are the same where their ids are; a list without ids is one
value. Source: OCDS 1.1, "Merging".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]
_WHOLE = frozenset({"x_evidence", "additionalClassifications", "relatedLots", "submissionMethod", "roles"})
_OF_RELEASE = ("ocid", "id", "date", "tag", "x_evidence")


def merge_releases(releases: Sequence[Data]) -> Data:
    """Return the compiled release; evidence stays with the releases, where its paths hold.

    Raises:
        ValueError: no release.
    """
    if not releases:
        raise ValueError("no release to compile; give at least one")
    merged: Data = {}
    for release in releases:
        merged = _merged(merged, {name: value for name, value in release.items() if name not in _OF_RELEASE})
    last = releases[-1]
    head = {"ocid": last["ocid"], "id": f"{last['ocid']}-{last['date']}", "date": last["date"], "tag": ["compiled"]}
    return {**head, **merged}


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> Data:
    result = dict(old)
    for name, value in new.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(result.get(name), Mapping):
            result[name] = _merged(result[name], value)
        elif isinstance(value, list) and name not in _WHOLE and _has_ids(value):
            result[name] = _merged_list(result.get(name) or [], value)
        elif name == "roles":
            result[name] = list(dict.fromkeys([*(result.get(name) or []), *value]))
        else:
            result[name] = value
    return result


def _has_ids(values: Sequence[Any]) -> bool:
    return bool(values) and all(isinstance(item, Mapping) and "id" in item for item in values)


def _merged_list(old: Sequence[Data], new: Sequence[Data]) -> list[Data]:
    merged = {str(item["id"]): item for item in old}
    for item in new:
        key = str(item["id"])
        merged[key] = _merged(merged[key], item) if key in merged else _merged({}, item)
    return list(merged.values())
