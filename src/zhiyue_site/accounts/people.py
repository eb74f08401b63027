"""Making accounts and granting roles, with their rules and their trace in the audit."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import Grant, Role, User
from zhiyue_site.accounts.roles import conflict


class AccountError(Exception):
    """An account cannot be made or changed so; the message says why, in Chinese."""


@transaction.atomic
def add_user(
    username: str, password: str | None, *, name: str = "", roles: Iterable[str] = (), by: User | None
) -> User:
    """Make an account with its roles.

    Raises:
        AccountError: the name is taken, the password too weak, a role unknown, or the roles exclude each other.
    """
    if User.objects.filter(username=username).exists():
        raise AccountError(f"用户名 {username} 已被使用，请换一个")
    if password is not None:
        _check_password(password, User(username=username, name=name))
    user = User.objects.create_user(username, password, name=name)
    record("account.add", actor=by, target=username)
    set_roles(user, roles, by=by)
    return user


@transaction.atomic
def set_roles(user: User, roles: Iterable[str], *, by: User | None) -> None:
    """Give a user exactly these roles. Nobody changes their own.

    Raises:
        AccountError: a role is unknown, the roles exclude each other, or a person would change their own.
    """
    wanted = set(roles)
    unknown = wanted - set(Role.values)
    if unknown:
        raise AccountError(f"没有这种角色：{'、'.join(sorted(unknown))}。可用：{'、'.join(Role.values)}")
    if by is not None and by.pk == user.pk:
        raise AccountError("不能更改自己的角色")
    if reason := conflict(wanted):
        raise AccountError(reason)
    held = set(user.grants.values_list("role", flat=True))
    user.grants.filter(role__in=held - wanted).delete()
    Grant.objects.bulk_create(Grant(user=user, role=role, granted_by=by) for role in sorted(wanted - held))
    if held != wanted:
        record(
            "account.grant", actor=by, target=user.username, detail={"before": sorted(held), "after": sorted(wanted)}
        )


@transaction.atomic
def change_password(user: User, password: str, *, by: User) -> None:
    """Set a password. Set by another person, it must be changed at the next sign-in.

    Raises:
        AccountError: too weak, or the same as before.
    """
    _check_password(password, user)
    if user.check_password(password):
        raise AccountError("新密码不能与原密码相同")
    user.set_password(password)
    user.must_change_password = by.pk != user.pk
    user.save(update_fields=["password", "must_change_password"])
    record("account.password", actor=by, target=user.username)


@transaction.atomic
def set_active(user: User, *, is_active: bool, by: User) -> None:
    """Switch an account off or on again. Accounts are never deleted: the audit speaks of them.

    Raises:
        AccountError: a person would switch off themselves.
    """
    if by.pk == user.pk:
        raise AccountError("不能停用自己的账户")
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    record("account.on" if is_active else "account.off", actor=by, target=user.username)


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountError("密码不合要求：" + "；".join(error.messages)) from error
