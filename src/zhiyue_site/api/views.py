"""The API, version 1: readings, records and changes as JSON, and the line itself as a service.

Comes in: HTTP. Goes out: what `archive.shown` lets the public see, in the contract's JSON. Reading needs no account;
adding pages needs the token of an editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, NinjaAPI, Query, Schema, Status, UploadedFile
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer
from pydantic import Field as Limit

from zhiyue.codec import to_json
from zhiyue.exports.ocds import EXTENSION_FILES, extension_file
from zhiyue.kinds import fact_types
from zhiyue.masking import mask
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.repair import repair_text
from zhiyue.report import Language
from zhiyue.version import __version__
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.accounts.roles import may
from zhiyue_site.accounts.tokens import user_of_token
from zhiyue_site.api.problems import Problem, explain_errors
from zhiyue_site.archive.changes import changes_after
from zhiyue_site.archive.contracting import pages_package, purchase_package
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import MarketIssue, Page, Record
from zhiyue_site.archive.reports import public_reports
from zhiyue_site.archive.search import Query as SearchQuery
from zhiyue_site.archive.search import search as find
from zhiyue_site.archive.shown import show

Answer = dict[str, Any]

TEXT_LIMIT = 1_000_000
"""Characters of one text that is read or repaired over HTTP; longer ones belong to the command line."""


class _Bearer(HttpBearer):
    """``Authorization: Bearer <token>``."""

    def authenticate(self, _request: HttpRequest, token: str) -> User | None:
        return user_of_token(token)


class _Readable(JSONRenderer):
    """Chinese stays Chinese in the answer."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - declared so by its base


api = NinjaAPI(
    title="质阅 Zhiyue",
    version=__version__,
    description="Pages of quality work, read: every value opens to the sentence it came from.",
    urls_namespace="api",
    docs_url=None,
    renderer=_Readable(),
)
explain_errors(api)


class Text(Schema):
    """A text to read or repair."""

    text: str = Limit(max_length=TEXT_LIMIT)
    url: str | None = None


class PageFilter(Schema):
    """Which pages: all conditions hold together."""

    channel: str | None = None
    kind: str | None = None
    site: str | None = None
    region: str | None = None
    since: str | None = Limit(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    until: str | None = Limit(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    after: str | None = None
    limit: int = Limit(50, ge=1, le=200)


@api.get("/pages", summary="Pages, the newest first")
def list_pages(request: HttpRequest, asked: Query[PageFilter]) -> Answer:
    """List public pages. `next` is the address of what follows; absent on the last."""
    pages = list(_after(_filtered(asked), asked.after)[: asked.limit + 1])
    found = pages[: asked.limit]
    answer: Answer = {"pages": [page_line(page) for page in found]}
    if len(pages) > asked.limit:
        query = request.GET.copy()
        query["after"] = found[-1].pk
        answer["next"] = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return answer


@api.get("/pages/{page_id}", summary="A page's reading, as far as its terms allow")
def get_page(request: HttpRequest, page_id: str) -> Answer:
    """Give the reading in the contract's JSON; `terms` says why the text may be missing."""
    page = Page.objects.select_related("reading", "site").filter(pk=page_id).first()
    if page is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no page {page_id}.")
    if page.visibility == Page.Visibility.REMOVED:
        raise Problem(HTTPStatus.GONE, f"Page {page_id} was removed.")
    if not page.is_public:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no page {page_id}.")
    shown = show(page)
    return {**page_line(page), "terms_reason": shown.reason, "excerpt": shown.excerpt, "reading": to_json(shown.result)}


@api.get("/pages/{page_id}/ocds", summary="A page's purchases as an OCDS release package")
def get_page_ocds(request: HttpRequest, page_id: str) -> Answer:
    """Give a release for every notice of a purchase on the page, in Open Contracting 1.1."""
    page = Page.public.select_related("reading", "site").filter(pk=page_id).first()
    if page is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no page {page_id}.")
    return pages_package((page,), **_addresses(request))


@api.get("/ocds", summary="The purchases that a search finds, as an OCDS release package")
def search_ocds(request: HttpRequest) -> Answer:
    """Give the releases of one page of hits, in the order of the search. It takes the parameters of the search page."""
    hits = find(SearchQuery.from_params(request.GET)).hits
    found = [hit.object.pk for hit in hits if isinstance(hit.object, Page)]
    pages = {page.pk: page for page in Page.public.select_related("reading", "site").filter(pk__in=found)}
    return pages_package((pages[id] for id in found if id in pages), **_addresses(request))


@api.get("/ocds/{name}", summary="The local OCDS extension: lots, ceilings, evidence")
def get_extension(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the extension that packages name: `extension.json`, `release-schema.json`."""
    if name not in EXTENSION_FILES:
        raise Problem(HTTPStatus.NOT_FOUND, f"The extension has no file {name}.")
    return HttpResponse(extension_file(name), content_type="application/json; charset=utf-8")


def _addresses(request: HttpRequest) -> dict[str, str]:
    """Where the package is, and the extension that it names."""
    extension = request.build_absolute_uri("/api/v1/ocds/extension.json")
    return {"uri": request.build_absolute_uri(), "extension": extension}


@api.get("/records", summary="Records of one type")
def list_records(request: HttpRequest, type: str, after: str = "", limit: int = 50) -> Answer:
    """List records in the order of their ids. `next` is the address of what follows."""
    limit = max(1, min(limit, 200))
    records = list(Record.objects.filter(type=type, pk__gt=after).order_by("pk")[: limit + 1])
    answer: Answer = {"records": [record_line(item) for item in records[:limit]]}
    if len(records) > limit:
        query = request.GET.copy()
        query["after"] = records[limit - 1].pk
        answer["next"] = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return answer


@api.get("/records/{path:record_id}/ocds", summary="A purchase as an OCDS record package")
def get_record_ocds(request: HttpRequest, record_id: str) -> Answer:
    """Give every release of the purchase and what they come to, in Open Contracting 1.1."""
    found = Record.objects.filter(pk=record_id, type="purchase").first()
    if found is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no purchase {record_id}.")
    return purchase_package(found, **_addresses(request))


@api.get("/records/{path:record_id}", summary="A record: every field, every voice")
def get_record(request: HttpRequest, record_id: str) -> Answer:
    """Give a record with all its sources and disagreements."""
    found = Record.objects.filter(pk=record_id).first()
    if found is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no record {record_id}.")
    payload: Answer = found.payload
    return payload


@api.get("/reports", summary="Market reports, the newest period first")
def list_reports(request: HttpRequest) -> Answer:
    """List the public reports with their newest version."""
    rows = public_reports().annotate(version=Max("issues__version"))
    return {
        "reports": [
            {"id": row.pk, "start": row.start.isoformat(), "end": row.end.isoformat(), "version": row.version}
            for row in rows
        ]
    }


@api.get("/reports/{report_id}", summary="A market report: every figure with what it rests on")
def get_report(request: HttpRequest, report_id: str, version: int | None = None, language: Language = "zh") -> Answer:
    """Give a report as it was issued: its newest version, or the one that is asked for."""
    issues = MarketIssue.objects.filter(report__in=public_reports(), report_id=report_id).order_by("-version")
    issue = (issues if version is None else issues.filter(version=version)).first()
    if issue is None:
        raise Problem(HTTPStatus.NOT_FOUND, f"There is no report {report_id}, or not that version of it.")
    payload: Answer = issue.payload[language]
    return payload


@api.get("/changes", summary="What changed, in order")
def list_changes(request: HttpRequest, after: int = 0, limit: int = 500) -> Answer:
    """Follow along: ask again with `cursor`; a change is never skipped."""
    found = changes_after(after, limit=max(1, min(limit, 2000)))
    return {
        "changes": [
            {"id": item.pk, "kind": item.kind, "target": item.target, "action": item.action, "at": item.at.isoformat()}
            for item in found
        ],
        "cursor": found[-1].pk if found else after,
    }


@api.get("/kinds", summary="Kinds of facts and their fields")
def list_kinds(request: HttpRequest) -> Answer:
    """Describe every field that a fact may have."""
    return {
        kind: {
            "label": {"zh": fact.label_zh, "en": fact.label_en},
            "fields": [
                {"name": prop.name, "type": prop.type, "many": prop.many, "zh": prop.label_zh, "en": prop.label_en}
                for prop in fact.props
            ],
        }
        for kind, fact in fact_types().items()
    }


@api.post("/read", summary="Read one text, keep nothing", auth=_Bearer())
def read_text(request: HttpRequest, asked: Text) -> Answer:
    """Run the line on a text and give its reading, masked."""
    return to_json(mask(process(RawPage(asked.text.encode(), url=asked.url, content_type="text/plain"))))


@api.post("/repair", summary="Repair one text, keep nothing", auth=_Bearer())
def repair(request: HttpRequest, asked: Text) -> Answer:
    """Undo the damage of a text and say what was done."""
    done = repair_text(asked.text)
    return {
        "text": done.text,
        "steps": [{"step": step.step, "count": step.count} for step in done.steps],
        "marks": [{"start": mark.start, "end": mark.end, "code": mark.code} for mark in done.marks],
    }


@api.post("/pages", summary="Add a page", auth=_Bearer(), response={201: dict})
def add_page(request: HttpRequest, url: str, file: File[UploadedFile]) -> Status[Answer]:
    """Put one page into the archive. It needs the token of an editor."""
    user: User = request.auth  # type: ignore[attr-defined]  # set by ninja after `_Bearer`
    if not may(user, "page.add"):
        raise Problem(HTTPStatus.FORBIDDEN, "Adding pages needs the role of an editor.")
    raw = RawPage(file.read(), url=url, content_type=file.content_type)
    saved = save(raw, process(raw))
    record("page.add", actor=user, target=saved.page.pk, detail={"url": url}, request=request)
    return Status(201, {"id": saved.page.pk, "state": saved.page.state, "is_new": saved.is_new})


def page_line(page: Page) -> Answer:
    """One page in a list."""
    return {
        "id": page.pk,
        "address": page.address,
        "title": page.title,
        "kind": page.kind,
        "channel": page.channel,
        "published": timezone.localtime(page.published).isoformat() if page.published else None,
        "source": page.source,
        "publisher": page.publisher,
        "region": page.region,
        "terms": page.terms,
    }


def record_line(item: Record) -> Mapping[str, Any]:
    """One record in a list."""
    return {"id": item.pk, "type": item.type, "title": item.title, "sources": item.sources, "conflicts": item.conflicts}


def _filtered(asked: PageFilter) -> QuerySet[Page]:
    wanted = {
        "channel": asked.channel,
        "kind": asked.kind,
        "site": asked.site,
        "region__startswith": (asked.region or "").rstrip("0") or None,
        "published_on__gte": asked.since,
        "published_on__lte": asked.until,
    }
    return Page.public.filter(**{name: value for name, value in wanted.items() if value})


def _after(pages: QuerySet[Page], cursor: str | None) -> QuerySet[Page]:
    """What follows a page in the order of the list. Pages without a time come last."""
    pages = pages.filter(published__isnull=False).order_by("-published", "pk")
    if not cursor:
        return pages
    last = Page.objects.filter(pk=cursor, published__isnull=False).first()
    if last is None:
        raise Problem(HTTPStatus.BAD_REQUEST, f"after={cursor}: there is no such page. Begin again without `after`.")
    return pages.filter(published__lt=last.published) | pages.filter(published=last.published, pk__gt=last.pk)


def health(_request: HttpRequest) -> HttpResponse:
    """Say whether the site can answer: its database is asked. For load balancers."""
    Page.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain")
