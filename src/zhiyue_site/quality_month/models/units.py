"""The tree of units, who may do what on which branch, and whom to call there.

Units outlive editions: the same tree runs the next year, and another series. An edition takes the branch below its root.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Unit(models.Model):
    """An organisation in the tree. `is_trusted`: its activities may be approved in bulk."""

    name = models.CharField("单位名称", max_length=128)
    short_name = models.CharField("简称", max_length=64, blank=True)
    level = models.CharField("层级", max_length=32, blank=True)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    staff = models.PositiveIntegerField("职工人数", null=True, blank=True)
    is_trusted = models.BooleanField("免逐条审核", default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["name"], name="unit_name")]

    def __str__(self) -> str:
        return self.name


class UnitLink(models.Model):
    """A unit hangs below a parent. It may have several parents, and counts below exactly one: its counting home."""

    parent = models.ForeignKey(Unit, models.PROTECT, related_name="links_down")
    child = models.ForeignKey(Unit, models.CASCADE, related_name="links_up")
    is_counting_home = models.BooleanField("归口统计", default=False)

    class Meta:
        ordering: ClassVar = ["parent", "child"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "child"], name="one_link_of_two_units"),
            models.UniqueConstraint(fields=["child"], condition=Q(is_counting_home=True), name="one_counting_home"),
        ]

    def __str__(self) -> str:
        return f"{self.child} → {self.parent}"


class BranchRole(models.TextChoices):
    """What a person is on a branch of the tree."""

    ORGANISER = "organiser", "组织"
    OFFICER = "officer", "联络员"
    READER = "reader", "查阅"


class Membership(models.Model):
    """A person's role on a unit and all below it. A delegation is the same, lent by somebody until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="month_memberships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=BranchRole.choices)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    delegated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["unit", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="one_membership_of_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.unit}"


class Invitation(models.Model):
    """A link that makes an account on a branch, once. Only the hash of its token is kept."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=BranchRole.choices, default=BranchRole.OFFICER)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()}"


class Contact(models.Model):
    """Whom to call: shown inside the tree only, in no export and on no public page, erased after `delete_on`."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contacts")
    edition = models.ForeignKey("quality_month.Edition", models.CASCADE, null=True, related_name="contacts")
    activity = models.ForeignKey("quality_month.Activity", models.CASCADE, null=True, related_name="contacts")
    name = models.CharField("姓名", max_length=64, blank=True)
    duty = models.CharField("职务", max_length=64, blank=True)
    phone = models.CharField("电话", max_length=64, blank=True)
    email = models.CharField("邮箱", max_length=128, blank=True)
    delete_on = models.DateField("删除日期", db_index=True)

    class Meta:
        ordering: ClassVar = ["unit", "id"]

    def __str__(self) -> str:
        return self.name
