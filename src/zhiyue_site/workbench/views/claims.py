"""The form for rights holders: open to all, answered with a number and a day."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from zhiyue_site.accounts.addresses import client_address
from zhiyue_site.accounts.limiter import TooMany, allow
from zhiyue_site.archive.models import Takedown
from zhiyue_site.archive.takedown import Claim, find_page, receive
from zhiyue_site.workbench.access import screen


class ClaimForm(forms.Form):
    """What a rights holder says."""

    page = forms.CharField(label="页面网址", max_length=2048, help_text="本站页面的网址，或原文的网址")
    claimant = forms.CharField(label="姓名或单位", max_length=128)
    contact = forms.CharField(label="联系方式", max_length=255, help_text="电话或邮箱，只供核实，不会公开")
    capacity = forms.CharField(
        label="身份", max_length=128, required=False, help_text="著作权人、受托人、文中所涉的单位或个人……"
    )
    grounds = forms.CharField(
        label="理由与依据", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}), help_text="请指明所涉的文字"
    )

    def clean_page(self) -> str:
        """Refuse an address that is none of ours."""
        words: str = self.cleaned_data["page"]
        if find_page(words) is None:
            raise forms.ValidationError("档案中没有这个页面：请粘贴浏览器地址栏中的完整网址")
        return words


def claim(request: HttpRequest) -> HttpResponseBase:
    """The form, and what it brings."""
    form = ClaimForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    error = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        page = find_page(said["page"])
        try:
            allow("claim", client_address(request) or "")
        except TooMany as too_many:
            error = str(too_many)
        else:
            if page is not None:
                made = receive(page, Claim(said["claimant"], said["contact"], said["capacity"], said["grounds"]))
                return redirect("claim-status", made.number)
    status = 429 if error else 400 if form.errors else 200
    return screen(request, "workbench/claim.html", {"form": form, "error": error}, status=status)


def status(request: HttpRequest, number: str) -> HttpResponseBase:
    """Where a demand stands: for who knows its number."""
    found = get_object_or_404(Takedown, number=number)
    return screen(request, "workbench/claim_status.html", {"takedown": found})
