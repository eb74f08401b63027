"""The board of websites: their rules of showing, and what a change of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from zhiyue_site.accounts.roles import may
from zhiyue_site.archive.models import Page, Site, SiteHost
from zhiyue_site.archive.sites import change_site
from zhiyue_site.workbench.access import person, requires, screen

if TYPE_CHECKING:
    _Form = forms.ModelForm[Site]
else:
    _Form = forms.ModelForm  # takes its model as a parameter for the type checker alone


class SiteForm(_Form):
    """A website's rules."""

    hosts = forms.CharField(label="域名", widget=forms.Textarea(attrs={"rows": 3}), help_text="每行一个，含其下级域名")

    class Meta:
        model = Site
        fields: ClassVar[tuple[str, ...]] = (
            "name", "rank", "terms", "excerpt_characters", "attribution", "has_news_licence", "claim_days", "note",
            "expected_a_month",
        )  # fmt: skip
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean_hosts(self) -> list[str]:
        """One host a line; none that another website has."""
        hosts = sorted({line.strip().lower() for line in self.cleaned_data["hosts"].splitlines() if line.strip()})
        taken = SiteHost.objects.filter(host__in=hosts).exclude(site=self.instance.pk).values_list("host", flat=True)
        if taken:
            raise forms.ValidationError(f"已属于其他网站：{'、'.join(taken)}")
        return hosts


class NewSiteForm(SiteForm):
    """A website that was not configured until now."""

    class Meta(SiteForm.Meta):
        fields: ClassVar[tuple[str, ...]] = ("key", *SiteForm.Meta.fields)
        labels: ClassVar = {"key": "代号"}


@requires("site.read")
def sites(request: HttpRequest) -> HttpResponseBase:
    """Every website with its rules, and how many pages they bear on."""
    found = Site.objects.annotate(n=Count("pages")).prefetch_related("hosts")
    unknown = Page.objects.filter(site=None).exclude(address="").count()
    context = {"sites": found, "unknown": unknown, "may_configure": may(request.user, "site.configure")}
    return screen(request, "workbench/sites.html", context)


@requires("site.configure")
def new(request: HttpRequest) -> HttpResponseBase:
    """Configure a website."""
    form = NewSiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _change(request, Site(key=form.cleaned_data["key"]), form.cleaned_data)
    return screen(request, "workbench/site.html", {"form": form}, status=400 if form.errors else 200)


@requires("site.configure")
def site(request: HttpRequest, key: str) -> HttpResponseBase:
    """Change a website's rules; all its pages are decided anew at once."""
    found = get_object_or_404(Site, pk=key)
    hosts = "\n".join(found.hosts.values_list("host", flat=True))
    form = SiteForm(request.POST or None, instance=found, initial={"hosts": hosts})
    if request.method == "POST" and form.is_valid():
        # The form has written into its instance already: what stood before is read again.
        return _change(request, Site.objects.get(pk=key), form.cleaned_data)
    context = {"form": form, "site": found, "pages": found.pages.count()}
    return screen(request, "workbench/site.html", context, status=400 if form.errors else 200)


def _change(request: HttpRequest, site: Site, said: dict[str, Any]) -> HttpResponseBase:
    values = {name: value for name, value in said.items() if name not in ("hosts", "key")}
    changed = change_site(site, values, said["hosts"], by=person(request))
    messages.success(request, f"已保存；{changed} 页的展示范围随之改变")
    return redirect("sites")
