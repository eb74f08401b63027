"""What the public brings: sign-ups, pledges, suggestions; and the ledger of problems found and fixed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.quality_month.models.activities import Activity
from zhiyue_site.quality_month.models.editions import Edition
from zhiyue_site.quality_month.models.returns import Proof
from zhiyue_site.quality_month.models.units import Unit

BY = settings.AUTH_USER_MODEL


class Enrolment(models.Model):
    """An activity that people may sign up for: why their data is asked, how many places, when it is erased."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="enrolment")
    is_open = models.BooleanField(default=True)
    purpose = models.CharField("收集目的", max_length=255)
    capacity = models.PositiveIntegerField("名额")
    closes_at = models.DateTimeField("报名截止", null=True, blank=True)
    keep_days = models.PositiveSmallIntegerField("活动后保存天数", default=30)

    def __str__(self) -> str:
        return f"{self.activity}"


class SignUp(models.Model):
    """A person who comes. Erased on `delete_on`; the token (kept as a hash) lets them leave before."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="signups")
    name = models.CharField("姓名", max_length=64)
    contact = models.CharField("联系方式", max_length=128)
    people = models.PositiveSmallIntegerField("人数", default=1)
    purpose = models.CharField(max_length=255)
    consented_at = models.DateTimeField()
    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    delete_on = models.DateField(db_index=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.enrolment} #{self.pk}"


class PledgeText(models.Model):
    """What is pledged, in one version; a new wording is a new version, and nobody signed it yet."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pledge_texts")
    version = models.PositiveSmallIntegerField()
    title = models.CharField("标题", max_length=128)
    text = models.TextField("承诺内容")
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["edition", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "version"], name="one_pledge_of_a_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class Pledge(models.Model):
    """A firm or a person that signed. Withdrawn, it is shown no more and counted no more."""

    class Signer(models.TextChoices):
        """Who signs."""

        FIRM = "firm", "单位"
        PERSON = "person", "个人"

    text = models.ForeignKey(PledgeText, models.PROTECT, related_name="pledges")
    kind = models.CharField(max_length=8, choices=Signer.choices)
    signer = models.CharField("签署者", max_length=128)
    region = models.CharField(max_length=12, blank=True)
    contact = models.CharField(max_length=128, blank=True)
    token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["text", "id"]

    def __str__(self) -> str:
        return self.signer


class Suggestion(models.Model):
    """What somebody proposes, the day by which they get an answer, and the answer."""

    class State(models.TextChoices):
        """Where it stands."""

        RECEIVED = "received", "已收到"
        ANSWERED = "answered", "已答复"
        REFUSED = "refused", "不予受理"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="suggestions")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    number = models.CharField(max_length=16, unique=True)
    text = models.TextField("建议")
    contact = models.CharField("联系方式", max_length=128, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    due = models.DateField("答复期限")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField("公开", default=False)
    delete_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.number


class Problem(models.Model):
    """A problem of the ledger: found → owner → due → fixed → checked, with a photo before and one after."""

    class State(models.TextChoices):
        """How far it is."""

        FOUND = "found", "待整改"
        FIXED = "fixed", "待复查"
        CHECKED = "checked", "已销号"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="problems")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="problems")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="problems")
    title = models.CharField("问题", max_length=255)
    place = models.CharField("部位", max_length=128, blank=True)
    found_on = models.DateField("发现日期")
    found_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    owner = models.CharField("责任单位（部门）", max_length=128, blank=True)
    due = models.DateField("整改期限", null=True, blank=True)
    fix = models.CharField("整改情况", max_length=512, blank=True)
    fixed_on = models.DateField("整改日期", null=True, blank=True)
    checked_on = models.DateField("复查日期", null=True, blank=True)
    checked_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    before = models.ForeignKey(Proof, models.SET_NULL, null=True, blank=True, related_name="+")
    after = models.ForeignKey(Proof, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.FOUND)

    class Meta:
        ordering: ClassVar = ["due", "id"]

    def __str__(self) -> str:
        return self.title
