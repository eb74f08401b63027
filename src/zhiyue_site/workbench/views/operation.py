"""How the machine is: for who runs it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from zhiyue_site.archive.doctor import examine
from zhiyue_site.archive.models import Capture, IndexTask, Page, RecordTask, UploadItem
from zhiyue_site.workbench.access import requires, screen


@requires("system.operate")
def operation(request: HttpRequest) -> HttpResponseBase:
    """Checks and queues."""
    figures = [
        ("页面", Page.objects.count()),
        ("抓取", Capture.objects.count()),
        ("待归并", RecordTask.objects.count()),
        ("待索引", IndexTask.objects.count()),
        ("待识读", UploadItem.objects.filter(state=UploadItem.State.WAITING).count()),
    ]
    return screen(request, "workbench/operation.html", {"checks": list(examine()), "figures": figures})
