"""Accounts, roles, tokens and locks: for the security administrator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhiyue_site.accounts import signing, tokens
from zhiyue_site.accounts.models import Role, Token, User
from zhiyue_site.accounts.people import AccountError, add_user, change_password, set_active, set_roles
from zhiyue_site.workbench.access import person, requires, screen


class NewAccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label="用户名", max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(
        label="姓名", max_length=64, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label="初始密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="首次登录后须更改",
    )
    roles = forms.MultipleChoiceField(
        label="角色", choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


@sensitive_post_parameters("password")
@requires("account.grant")
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Every account; the form adds one."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = add_user(
                said["username"], said["password"], name=said["name"], roles=said["roles"], by=person(request)
            )
        except AccountError as error:
            messages.error(request, str(error))
        else:
            User.objects.filter(pk=made.pk).update(must_change_password=True)
            messages.success(request, f"已建立账户 {made.username}")
            return redirect("accounts")
    found = User.objects.prefetch_related("grants").order_by("username")
    rows = [{"user": user, "roles": _roles(user), "is_locked": signing.is_locked(user)} for user in found]
    return screen(request, "workbench/accounts.html", {"rows": rows, "form": form})


@requires("account.grant")
def account(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One account: its roles, whether it is on, its tokens."""
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            set_roles(user, request.POST.getlist("roles"), by=person(request))
            is_active = "is_active" in request.POST
            if is_active != user.is_active:
                set_active(user, is_active=is_active, by=person(request))
        except AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已保存")
        return redirect("account-edit", pk)
    held = set(user.grants.values_list("role", flat=True))
    context = {
        "found": user,
        "roles": [(value, label, value in held) for value, label in Role.choices],
        "is_locked": signing.is_locked(user),
        "tokens": user.tokens.order_by("-created_at"),
    }
    return screen(request, "workbench/account_edit.html", context)


@require_POST
@requires("account.grant")
def unlock(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a locked person in again."""
    signing.unlock(get_object_or_404(User, pk=pk), by=person(request), request=request)
    messages.success(request, "已解锁")
    return redirect("account-edit", pk)


@sensitive_post_parameters("password")
@require_POST
@requires("account.grant")
def password(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Set a password that the person must change."""
    user = get_object_or_404(User, pk=pk)
    try:
        change_password(user, request.POST.get("password", ""), by=person(request))
    except AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已重设密码，本人登录后须更改")
    return redirect("account-edit", pk)


@require_POST
@requires("account.grant")
def revoke_token(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End anybody's token."""
    token = get_object_or_404(Token, pk=pk)
    tokens.revoke(token, by=person(request))
    messages.success(request, "令牌已停用")
    return redirect("account-edit", token.user_id)


def _roles(user: User) -> list[str]:
    return [str(grant.get_role_display()) for grant in user.grants.all()]
