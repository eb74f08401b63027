"""The audit: read, cut, checked, exported; by the audit administrator alone, who can change nothing."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from zhiyue_site.accounts import audit as log
from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.workbench.access import person, requires, screen
from zhiyue_site.workbench.actions import ACTIONS, words_of

SIZE = 100


@requires("audit.read")
def audit(request: HttpRequest) -> HttpResponseBase:
    """The log, newest first; `check` walks the whole chain."""
    is_checked = "check" in request.GET
    part = Paginator(_asked(request), SIZE).get_page(request.GET.get("part"))
    context = {
        "part": part,
        "rows": [(entry, words_of(entry.action)) for entry in part],
        "actions": ACTIONS,
        "asked": request.GET,
        "is_checked": is_checked,
        "broken": log.find_break() if is_checked else None,
        "total": AuditEntry.objects.count(),
    }
    return screen(request, "workbench/audit.html", context)


@requires("audit.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The log as JSON lines; that it was taken is itself written."""
    log.record("audit.export", actor=person(request), detail={"query": request.GET.urlencode()}, request=request)
    response = StreamingHttpResponse(log.export(_asked(request)), content_type="application/jsonl; charset=utf-8")
    name = f"zhiyue-audit-{timezone.localdate():%Y%m%d}.jsonl"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest) -> QuerySet[AuditEntry]:
    asked = request.GET
    return log.entries(
        actor=asked.get("actor", ""),
        action=asked.get("action", ""),
        target=asked.get("target", ""),
        since=_day(asked.get("since", "")),
    )


def _day(words: str) -> date | None:
    """A day of the form; what is no day cuts nothing."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
