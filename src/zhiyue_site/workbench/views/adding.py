"""Bringing pages: files, archives, pasted text; and what became of each."""

from __future__ import annotations

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from zhiyue_site.accounts.limiter import TooMany, allow
from zhiyue_site.archive.models import Upload, UploadItem
from zhiyue_site.archive.uploads import Incoming, UploadError, read_waiting, receive_files
from zhiyue_site.workbench.access import person, requires, screen

AT_ONCE = 2.0
"""Seconds of reading in the request itself: a few pages are there when the next screen opens."""


class PasteForm(forms.Form):
    """A page as text, with where it stood."""

    address = forms.URLField(label="原网址", required=False, max_length=2048, assume_scheme="https")
    text = forms.CharField(label="页面文字", required=False, widget=forms.Textarea(attrs={"rows": 10}))


@requires("page.add")
def add(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it brings."""
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        files = [Incoming(file.name or "", file) for file in request.FILES.getlist("files")]
        if said["text"].strip():
            files.append(Incoming("粘贴的文字.txt", BytesIO(said["text"].encode()), said["address"]))
        try:
            allow("upload", str(person(request).pk))
            upload = receive_files(files, by=person(request))
        except (UploadError, TooMany) as error:
            messages.error(request, str(error))
        else:
            read_waiting(upload, seconds=AT_ONCE)
            return redirect("upload", upload.pk)
    recent = Upload.objects.select_related("by")[:20]
    return screen(request, "workbench/add.html", {"form": form, "recent": recent})


@requires("page.add")
def upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far an upload is, file by file."""
    found = get_object_or_404(Upload, pk=pk)
    items = list(found.items.select_related("page"))
    waiting = sum(item.state in (UploadItem.State.WAITING, UploadItem.State.READING) for item in items)
    counts = [(label, sum(item.state == value for item in items)) for value, label in UploadItem.State.choices]
    # What failed stands first: it alone asks for something.
    items.sort(key=lambda item: (item.state != UploadItem.State.FAILED, item.pk))
    context = {"upload": found, "items": items, "waiting": waiting, "done": len(items) - waiting, "counts": counts}
    return screen(request, "workbench/upload.html", context)
