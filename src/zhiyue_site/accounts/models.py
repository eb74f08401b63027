"""Tables of accounts: users, the roles granted to them, tokens of programs, and the audit.

No account may do everything: there is no superuser. The three administrators (system, security, audit) are three
persons, as classified protection (GB/T 22239) wants it: who runs the machine does not grant roles, who grants roles
does not read the audit, who reads the audit can change nothing.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    """What a person is here. A signed-in person without a role is a reader."""

    EDITOR = "editor", "编辑"
    REVIEWER = "reviewer", "审核"
    ORGANISER = "organiser", "活动组织"
    OFFICER = "officer", "活动联络员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Of these a person holds at most one, and with it neither edits nor reviews."""


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no `create_superuser`, on purpose."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Make a user; without a password nobody can sign in locally (single sign-on still can)."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can sign in."""

    username = models.CharField("用户名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64, blank=True)
    unit = models.CharField("单位", max_length=128, blank=True)
    email = models.EmailField("邮箱", blank=True)
    subject = models.CharField("单点登录标识", max_length=255, blank=True, db_index=True)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    failed_logins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    known_roles: frozenset[str] | None = None  # no column: what `roles.roles_of` read for this loaded row

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.username


class Grant(models.Model):
    """A role given to a person, by whom and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="one_grant_of_a_role")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Attempts(models.Model):
    """How often something was tried from somewhere since `since`: the limiter's memory. `key` is a hash."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"


class Token(models.Model):
    """What a program shows instead of a password. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label


class AppendOnly(Exception):
    """Someone tried to change or delete an audit entry: that is a bug, and is refused."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads and adds; everything that would change an entry is refused."""

    def update(self, **_: Any) -> int:
        """Refuse."""
        raise AppendOnly("audit entries are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnly("audit entries are never deleted: they are kept for as long as the archive stands")

    def _raw_delete(self, using: str | None) -> int:  # noqa: ARG002  # Django's shape
        raise AppendOnly("audit entries are never deleted")

    def bulk_update(self, *_: Any, **__: Any) -> int:
        """Refuse."""
        raise AppendOnly("audit entries are never changed")

    def bulk_create(self, *_: Any, **__: Any) -> list[AuditEntry]:
        """Refuse: an entry joins the chain one at a time, through `audit.record`."""
        raise AppendOnly("audit entries are written by audit.record")


class AuditEntry(models.Model):
    """One thing that someone did. Entries are only ever added; each carries the hash of the one before it."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=128)
    action = models.CharField(max_length=64, db_index=True)
    target = models.CharField(max_length=255, blank=True, db_index=True)
    detail = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects: ClassVar[models.Manager[AuditEntry]] = models.Manager.from_queryset(AuditQuerySet)()

    class Meta:
        ordering: ClassVar = ["id"]
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry.

        Raises:
            AppendOnly: it stands already.
        """
        if self.pk is not None:
            raise AppendOnly("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnly("audit entries are never deleted")
