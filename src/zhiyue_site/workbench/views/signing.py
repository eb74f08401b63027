"""Signing in and out, the own password, the own tokens."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhiyue_site.accounts.models import Token, User
from zhiyue_site.accounts.people import AccountError, change_password
from zhiyue_site.accounts.roles import may
from zhiyue_site.accounts.signing import Refused, sign_in, sign_out
from zhiyue_site.accounts.tokens import new_token, revoke
from zhiyue_site.workbench.access import ROOMS, SIGNED_IN, person, requires, screen


class TokenForm(forms.Form):
    """A new token: what for, and for how long."""

    label = forms.CharField(label="用途", max_length=64)
    days = forms.IntegerField(label="有效天数", min_value=1, max_value=366, initial=90)


@sensitive_post_parameters("password")
def signin(request: HttpRequest) -> HttpResponseBase:
    """The sign-in; who is signed in is sent on."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    error = ""
    if request.method == "POST":
        try:
            sign_in(request, request.POST.get("username", "").strip(), request.POST.get("password", ""))
        except Refused as refused:
            error = str(refused)
    if isinstance(request.user, User):
        return redirect(_onward(request, wanted))
    context = {
        "next": wanted,
        "error": error,
        "username": request.POST.get("username", ""),
        "has_oidc": bool(settings.ENVIRONMENT.oidc),
    }
    return screen(request, "workbench/signin.html", context, status=403 if error else 200)


@require_POST
def signout(request: HttpRequest) -> HttpResponseBase:
    """Sign out."""
    sign_out(request)
    return redirect("home")


@sensitive_post_parameters("old", "new")
@requires(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponseBase:
    """The own account: password and tokens."""
    user = person(request)
    if request.method == "POST":
        try:
            _change(user, request)
        except AccountError as error:
            messages.error(request, str(error))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "密码已更改，其他地方的登录已失效")
        return redirect("account")
    return screen(request, "workbench/account.html", {"tokens": _live(user), "form": TokenForm()})


@require_POST
@requires(SIGNED_IN)
def add_token(request: HttpRequest) -> HttpResponseBase:
    """Make a token and show it, this once."""
    user, form = person(request), TokenForm(request.POST)
    words = ""
    if form.is_valid():
        expires = timezone.now() + timedelta(days=form.cleaned_data["days"])
        words = new_token(user, form.cleaned_data["label"], expires_at=expires)
    context = {"tokens": _live(user), "form": form, "words": words}
    return screen(request, "workbench/account.html", context, status=200 if words else 400)


@require_POST
@requires(SIGNED_IN)
def revoke_token(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End one of the own tokens."""
    user = person(request)
    revoke(get_object_or_404(Token, pk=pk, user=user), by=user)
    messages.success(request, "令牌已停用")
    return redirect("account")


def _change(user: User, request: HttpRequest) -> None:
    said = request.POST
    if not user.check_password(said.get("old", "")):
        raise AccountError("原密码不正确")
    if said.get("new") != said.get("again"):
        raise AccountError("两次填写的新密码不一致")
    change_password(user, said.get("new", ""), by=user)


def _live(user: User) -> list[Token]:
    return list(user.tokens.filter(revoked_at=None).order_by("-created_at"))


def _onward(request: HttpRequest, wanted: str) -> str:
    """Where a person came from, if that is here; else the first room that is theirs."""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return next((room.url for room in ROOMS if may(request.user, room.action)), "account")
