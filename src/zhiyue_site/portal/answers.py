"""One view, four notations: every address answers as a page, as JSON, as CSV and as a workbook.

Comes in: what a view found. Goes out: the response in the notation that ``?format=`` asks for, with the headers that
let caches keep it and ask again cheaply. A sheet is streamed, opens in a spreadsheet program in Chinese
(``&bom=1`` marks it as UTF-8 for older ones) and cannot carry a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from hashlib import sha256
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from zhiyue.exports.flat import Cell, Sheet, safe_cell, write_xlsx
from zhiyue.version import __version__
from zhiyue_site.archive.models import Change
from zhiyue_site.portal.frame import is_english, is_large

FORMATS = ("html", "json", "csv", "xlsx")
MAX_AGE = 60
"""Seconds for which a cache, ours or anybody's, gives out a page without asking."""
MOST_ROWS = 20_000
_BOM = "﻿"

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: the names of its columns, and its rows, which may be read as they are written."""

    columns: tuple[str, ...]
    rows: Iterable[Iterable[object]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a view found: `context` for the template, `data` for JSON, `table` for CSV, made only when asked for."""

    template: str
    context: Mapping[str, Any]
    data: Callable[[], Mapping[str, object]]
    table: Callable[[], Table]
    name: str = "zhiyue"


def format_of(request: HttpRequest) -> str:
    """The notation asked for.

    Raises:
        BadRequest: there is no such notation.
    """
    asked = request.GET.get("format", "html")
    if asked not in FORMATS:
        raise BadRequest(f"format={asked}: {', '.join(FORMATS)}")
    return asked


def answer(request: HttpRequest, found: Found) -> HttpResponseBase:
    """The response in the notation asked for."""
    match format_of(request):
        case "json":
            return as_json(found.data())
        case "csv":
            return as_csv(found.table(), name=found.name, bom=bool(request.GET.get("bom")))
        case "xlsx":
            return as_xlsx(found.table(), name=found.name)
        case _:
            formats = {name: _with_format(request, name) for name in FORMATS if name != "html"}
            return render(request, found.template, {**found.context, "formats": formats})


def as_json(data: Mapping[str, object]) -> HttpResponse:
    """Data as JSON that people can read too."""
    return JsonResponse(dict(data), json_dumps_params={"ensure_ascii": False})


def as_csv(table: Table, *, name: str, bom: bool) -> StreamingHttpResponse:
    """A sheet, streamed row by row."""
    response = StreamingHttpResponse(_lines(table, bom=bom), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(table: Table, *, name: str) -> HttpResponse:
    """A sheet as a workbook: its first `MOST_ROWS` rows, for a workbook is made whole."""
    rows = tuple(tuple(_written(cell) for cell in row) for row in islice(table.rows, MOST_ROWS))
    body = write_xlsx((Sheet(name, table.columns, rows),))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    disposition = f'attachment; filename="{name}.xlsx"'
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition})


def _written(cell: object) -> Cell:
    return cell if isinstance(cell, int | float | Decimal) or cell is None else str(cell)


class _Echo:
    """A file that gives back what is written to it: the csv module writes, the response streams."""

    def write(self, line: str) -> str:
        return line


def _lines(table: Table, *, bom: bool) -> Iterator[str]:
    writer = csv.writer(_Echo())
    head = writer.writerow(table.columns)
    yield f"{_BOM if bom else ''}{head}"
    for row in table.rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def _with_format(request: HttpRequest, format: str) -> str:
    query = request.GET.copy()
    query["format"] = format
    return f"{request.path}?{query.urlencode()}"


def public(view: View) -> View:
    """A public address: read only, kept by caches for a minute, and asked again with an ETag.

    The tag is the newest public change: as long as nothing changed anywhere, nothing is made anew. One query. What was
    made is kept for the next reader, too, in memory and under its tag, so that a change is seen by the next request.
    """

    @wraps(view)
    def tagged(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            response: HttpResponseBase = HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
            return response
        tag = _tag(request)
        response = get_conditional_response(request, etag=tag) or cache.get(tag) or view(request, *args, **named)
        if response.status_code in (200, 304):
            response.headers["ETag"] = tag
            patch_cache_control(response, public=True, max_age=MAX_AGE)
            # Large print is the reader's, and an editor sees the same public page as everybody.
            patch_vary_headers(response, ("Cookie",))
            if response.status_code == 200 and isinstance(response, HttpResponse):
                cache.set(tag, response, MAX_AGE)
        return response

    return tagged


_NEWEST = Change.objects.order_by("-id").values_list("id", flat=True)[:1]


def _tag(request: HttpRequest) -> str:
    last = next(iter(_NEWEST.all()), None)
    parts = (last, __version__, timezone.localdate(), is_english(), is_large(request), request.get_full_path())
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:24]}"'
