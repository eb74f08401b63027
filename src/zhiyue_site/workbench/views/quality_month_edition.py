"""One edition: its theme, days, slogans, areas; its papers, built and issued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from zhiyue_site.quality_month import areas as filing
from zhiyue_site.quality_month import editions, papers
from zhiyue_site.quality_month.models import Area, Document, Edition, Task
from zhiyue_site.quality_month.rights import require
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within

DATE = {"type": "date"}


class EditionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """What an edition says of itself."""

    slogans = forms.CharField(
        label="口号（每行一条，不超过 20 字）", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Edition
        fields = ("title", "theme", "number", "counting", "start", "end", "report_within", "is_public")
        widgets: ClassVar = {name: forms.DateInput(attrs=DATE, format="%Y-%m-%d") for name in ("start", "end")}

    def clean_slogans(self) -> list[str]:
        """One a line, each short enough."""
        try:
            return list(editions.check_slogans(self.cleaned_data["slogans"].splitlines()))
        except editions.EditionError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class DueForm(forms.Form):
    """The last day of each task."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for task in Task:
            widget = forms.DateInput(attrs=DATE, format="%Y-%m-%d")
            self.fields[task.value] = forms.DateField(label=str(task.label), required=False, widget=widget)


class PaperForm(forms.Form):
    """A notice, or the relay of one."""

    form = forms.ChoiceField(label="文种", choices=Document.Form.choices)
    title = forms.CharField(label="标题", max_length=255)
    number = forms.CharField(
        label="发文字号", max_length=64, required=False, help_text="照已有的写；未编号则留空，系统不代为编号"
    )
    relayed_number = forms.CharField(label="所转发文件的文号", max_length=64, required=False)
    relayed_title = forms.CharField(label="所转发文件的标题", max_length=255, required=False)
    issuers = forms.CharField(label="发文单位（每行一个，依次排列）", widget=forms.Textarea(attrs={"rows": 3}))
    addressees = forms.CharField(label="主送", max_length=512, required=False)
    body = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"rows": 14}), help_text="“一、”“二、”开头的行是小标题"
    )
    annexes = forms.CharField(label="附件（每行一个）", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    signed_on = forms.DateField(label="成文日期", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


@of_edition
def edition(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The edition's own page: what it says, its days, areas and papers."""
    said = request.POST if request.method == "POST" else None
    is_edition = said is not None and said.get("what") == "edition"
    initial = {"slogans": "\n".join(edition.slogans)}
    form = EditionForm(said if is_edition else None, instance=Edition.objects.get(pk=edition.pk), initial=initial)
    due = DueForm(
        said if said is not None and not is_edition else None,
        initial={row.task: row.day for row in edition.deadlines.filter(unit=None)},
    )
    if said is not None and _save(request, edition, form if is_edition else due, is_edition=is_edition):
        return redirect("month-edition", edition.pk)
    context = {
        "form": form,
        "due": due,
        "areas": edition.areas.all(),
        "families": Area.Family.choices,
        "papers": edition.documents.select_related("unit"),
        "variants": edition.variants.select_related("unit"),
        "states": [(value, label) for value, label in Edition.State.choices if value != edition.state],
    }
    return month_screen(request, edition, "workbench/month/edition.html", context)


@require_POST
@of_edition
def areas(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Word the areas anew; or take back what a correction taught; or file everything anew."""
    user, said = person(request), request.POST
    if said.get("what") == "forget":
        area = get_object_or_404(edition.areas, pk=said.get("area") or 0)
        attempt(request, lambda: filing.forget_cue(area, said.get("cue", ""), by=user), "已撤回这条线索")
    elif said.get("what") == "refile":
        require(user, "arrange", edition.root)
        attempt(request, lambda: filing.refile(edition), lambda n: f"已按现有线索重新归类 {n} 项活动（人工归类的不动）")
    else:
        rows = zip(said.getlist("title"), said.getlist("family"), said.getlist("cues"), strict=False)
        wanted = [editions.NewArea(t.strip(), f, tuple(c.split())) for t, f, c in rows if t.strip()]
        attempt(request, lambda: editions.set_areas(edition, wanted, by=user), "重点方面已保存")
    return redirect("month-edition", edition.pk)


@require_POST
@of_edition
def state(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Open, close or archive; or word the theme for a branch."""
    user, said = person(request), request.POST
    if said.get("what") == "theme":
        unit = unit_within(edition, said.get("unit"))
        attempt(request, lambda: editions.word_theme(edition, unit, said.get("theme", ""), by=user), "已保存")
    else:
        attempt(request, lambda: editions.set_state(edition, said.get("state", ""), by=user), "届次状态已更改")
    return redirect("month-edition", edition.pk)


@of_edition
def paper_new(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Build a notice; the form begins with what the edition says."""
    require(person(request), "arrange", edition.root)
    form = PaperForm(request.POST or None, initial=papers.proposal(edition))
    if request.method == "POST" and form.is_valid():
        made = attempt(request, lambda: _write(edition, form.cleaned_data, request), "已保存，印发前可再核对")
        if made is not None:
            return redirect("month-paper", edition.pk, made.pk)
    return month_screen(request, edition, "workbench/month/paper_new.html", {"form": form})


@of_edition
def paper(request: HttpRequest, edition: Edition, document: int) -> HttpResponseBase:
    """A paper as its addressees read it; the one who arranges may issue it."""
    found = get_object_or_404(edition.documents.select_related("unit"), pk=document)
    if request.method == "POST":
        attempt(request, lambda: editions.issue_document(found, by=person(request)), "已印发，各单位可见")
        return redirect("month-paper", edition.pk, found.pk)
    refusal = papers.refusal_of(found)
    if request.GET.get("format") == "docx" and not refusal:
        response = HttpResponse(papers.docx(found), content_type=papers.DOCX)
        response["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=f"{found.title}.docx") or ""
        )
        return response
    context = {"paper": found, "refusal": refusal, "faults": () if refusal else papers.faults_of(found)}
    return month_screen(request, edition, "workbench/month/paper.html", context)


def _save(request: HttpRequest, edition: Edition, form: forms.BaseForm, *, is_edition: bool) -> bool:
    user = person(request)
    require(user, "arrange", edition.root)
    if not form.is_valid():
        return False
    values: Mapping[str, Any] = form.cleaned_data
    if is_edition:
        made = attempt(request, lambda: editions.change(edition, values, by=user) or True, "已保存")
    else:
        made = attempt(request, lambda: editions.set_due(edition, values, by=user) or True, "期限已保存")
    return made is not None


def _write(edition: Edition, said: Mapping[str, Any], request: HttpRequest) -> Document:
    values = {
        "form": said["form"],
        "title": said["title"].strip(),
        "number": said["number"].strip(),
        "relayed_number": said["relayed_number"].strip(),
        "relayed_title": said["relayed_title"].strip(),
        "issuers": [line.strip() for line in said["issuers"].splitlines() if line.strip()],
        "addressees": said["addressees"].strip(),
        "sections": papers.sections_of(said["body"]),
        "annexes": [line.strip() for line in said["annexes"].splitlines() if line.strip()],
        "signed_on": said["signed_on"],
    }
    return editions.write_document(edition, edition.root, values, by=person(request))
