"""What waits for a person: pages by their doubt, the most doubtful first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase

from zhiyue_site.archive.channels import CHANNELS
from zhiyue_site.archive.doubts import DOUBTS
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models.desk import ReviewStep
from zhiyue_site.archive.publishing import next_step
from zhiyue_site.workbench.access import requires, screen

SIZE = 50


@requires("page.review")
def inbox(request: HttpRequest) -> HttpResponseBase:
    """The inbox; `state` and `channel` in the address cut it."""
    state = request.GET.get("state", Page.State.HELD)
    state = state if state in Page.State.values else Page.State.HELD
    pages = _pages(state, request.GET.get("channel", ""))
    part = Paginator(pages, SIZE).get_page(request.GET.get("part"))
    rows = [{"page": page, "doubts": _reasons(page), "step": _step(page)} for page in part]
    counts = dict(Page.objects.values_list("state").annotate(n=Count("pk")).order_by())
    context = {
        "rows": rows,
        "part": part,
        "state": state,
        "states": [(value, label, counts.get(value, 0)) for value, label in Page.State.choices],
        "channels": CHANNELS,
        "channel": request.GET.get("channel", ""),
    }
    return screen(request, "workbench/inbox.html", context)


def _pages(state: str, channel: str) -> QuerySet[Page]:
    pages = Page.objects.filter(state=state).exclude(reading=None).select_related("site")
    if channel:
        pages = pages.filter(channel=channel)
    return pages.order_by("-doubt", "-received_at", "pk")


def _reasons(page: Page) -> list[str]:
    """The doubts of a page in words, the heaviest first."""
    return [
        DOUBTS.get(doubt["code"], doubt["code"]) + (f"：{doubt['about']}" if doubt["about"] else "")
        for doubt in page.doubts
    ]


def _step(page: Page) -> str:
    step = next_step(page)
    return str(ReviewStep.Step(step).label) if step else ""
