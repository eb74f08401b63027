"""What a person who has no account can do in a campaign: sign up, sign a pledge, make a suggestion; and take it back.

Each form says what is asked for and how long it is kept; each answer is an address that only that person has.
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from zhiyue_site.accounts.addresses import client_address
from zhiyue_site.accounts.limiter import TooMany, allow
from zhiyue_site.portal import campaign
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.views.campaigns import public_edition, way_to
from zhiyue_site.quality_month import enrolment, pledges, suggestions
from zhiyue_site.quality_month.models import Activity, Enrolment, Pledge, Suggestion

FORM = require_http_methods(["GET", "HEAD", "POST"])


class SignUpForm(forms.Form):
    """Who comes."""

    name = forms.CharField(label=lazy("姓名"), max_length=64)
    contact = forms.CharField(label=lazy("联系方式"), max_length=128, help_text=lazy("电话或邮箱，只供主办单位联系"))
    people = forms.IntegerField(label=lazy("人数"), min_value=1, max_value=enrolment.MOST_PEOPLE, initial=1)
    consent = forms.BooleanField(label=lazy("我已阅读上面的收集目的和保存期限，并同意"))


class PledgeForm(forms.Form):
    """Who signs."""

    kind = forms.ChoiceField(label=lazy("以何种身份"), choices=[("firm", lazy("单位")), ("person", lazy("个人"))])
    signer = forms.CharField(label=lazy("单位全称或姓名"), max_length=128)
    contact = forms.CharField(
        label=lazy("联系方式"), max_length=128, required=False, help_text=lazy("只供核实，不公开；撤回时删除")
    )


class SuggestionForm(forms.Form):
    """What is proposed."""

    text = forms.CharField(label=lazy("建议"), max_length=4000, min_length=5, widget=forms.Textarea(attrs={"rows": 6}))
    contact = forms.CharField(
        label=lazy("联系方式"), max_length=128, required=False, help_text=lazy("只供答复，答复后九十日删除")
    )


@FORM
def sign_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign up for an activity."""
    row = get_object_or_404(campaign.public_activities().exclude(state=Activity.State.WITHDRAWN), pk=pk)
    found = get_object_or_404(Enrolment, activity=row)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            allow("signup", client_address(request) or "")
            words = enrolment.sign_up(row, name=said["name"], contact=said["contact"], people=said["people"])
        except (TooMany, enrolment.EnrolmentError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("campaign-entry", words)
    crumbs = (*way_to(row.edition), Link(reverse("campaign-activity", args=[pk]), row.name))
    context = {"row": row, "enrolment": found, "left": enrolment.open_places(found), "form": form, "crumbs": crumbs}
    return _own(request, "portal/campaign_signup.html", context, status=400 if form.errors else 200)


@FORM
def entry(request: HttpRequest, words: str) -> HttpResponseBase:
    """A person's own entry: what is kept of them, until when; and the button that gives the place back."""
    found = enrolment.entry_of(words)
    if found is None:
        raise Http404("no entry")
    if request.method == "POST" and found.cancelled_at is None:
        enrolment.leave(found)
        return redirect("campaign-entry", words)
    row = found.enrolment.activity
    return _own(request, "portal/campaign_entry.html", {"entry": found, "row": row, "crumbs": way_to(row.edition)})


@FORM
def pledge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The pledge, who signed it, and the form to sign it."""
    edition = public_edition(pk)
    text = pledges.text_of(edition)
    if text is None:
        raise Http404("no pledge is open")
    form = PledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            allow("pledge", client_address(request) or "")
            words = pledges.sign(text, kind=said["kind"], signer=said["signer"], contact=said["contact"])
        except (TooMany, pledges.PledgeError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("campaign-signature", words)
    context = {
        "edition": edition,
        "text": text,
        "older": edition.pledge_texts.exclude(pk=text.pk),
        "firms": pledges.signers(text, kind=Pledge.Signer.FIRM),
        "persons": pledges.signers(text, kind=Pledge.Signer.PERSON),
        "form": form,
        "crumbs": way_to(edition),
    }
    return _own(request, "portal/campaign_pledge.html", context, status=400 if form.errors else 200)


@FORM
def signature(request: HttpRequest, words: str) -> HttpResponseBase:
    """A signer's own signature, and the button that takes it back."""
    found = pledges.pledge_of(words)
    if found is None:
        raise Http404("no signature")
    if request.method == "POST":
        pledges.withdraw(found)
        return redirect("campaign-signature", words)
    return _own(request, "portal/campaign_signature.html", {"pledge": found, "crumbs": way_to(found.text.edition)})


@FORM
def suggest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What others proposed and what was answered, and the form to propose something."""
    edition = public_edition(pk)
    form = SuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            allow("suggestion", client_address(request) or "")
            made = suggestions.receive(edition, form.cleaned_data["text"], contact=form.cleaned_data["contact"])
        except (TooMany, suggestions.SuggestionError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("campaign-suggestion", made.number)
    context = {
        "edition": edition,
        "answered": edition.suggestions.filter(is_public=True).exclude(answered_at=None).order_by("-answered_at"),
        "days": suggestions.ANSWER_WITHIN,
        "form": form,
        "crumbs": way_to(edition),
    }
    return _own(request, "portal/campaign_suggest.html", context, status=400 if form.errors else 200)


def suggestion(request: HttpRequest, number: str) -> HttpResponseBase:
    """Where a suggestion stands: for who knows its number."""
    found = get_object_or_404(Suggestion.objects.select_related("edition"), number=number)
    context = {"suggestion": found, "crumbs": way_to(found.edition)}
    return _own(request, "portal/campaign_suggestion.html", context)


def _own(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponseBase:
    """A page that is one person's: kept by no cache."""
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    return response
