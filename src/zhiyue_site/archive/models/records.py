"""Records, which facts they are made of, and what persons decided about them.

Records are compiled anew from their members whenever one of them changes; what a person said is kept apart and hangs
on content, not on rows, so that it survives re-reading, rebuild and restore.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.archive.models.pages import Page


class Record(models.Model):
    """What all pages together say about one thing. `payload` is the library's record, as JSON."""

    id = models.CharField(primary_key=True, max_length=160)
    type = models.CharField(max_length=32)
    title = models.CharField(max_length=512)
    payload = models.JSONField()
    sources = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    compiled_at = models.DateTimeField(auto_now=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["type", "-last_on", "id"]
        indexes: ClassVar = [models.Index(fields=["type", "-last_on"], name="record_newest")]

    def __str__(self) -> str:
        return self.title


class RecordAlias(models.Model):
    """A former id of a record: a page named the thing better, and links to the old id still lead there."""

    id = models.CharField(primary_key=True, max_length=160)
    record = models.ForeignKey(Record, models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return f"{self.id} → {self.record_id}"


class Member(models.Model):
    """A fact of a page's current reading as it enters a record: `payload` is the library's member, as JSON.

    `member_id` is the content's, not the row's: two addresses with the same bytes have members of one id.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="members")
    member_id = models.CharField(max_length=80, db_index=True)
    type = models.CharField(max_length=32)
    record = models.ForeignKey(Record, models.SET_NULL, null=True, related_name="members")
    payload = models.JSONField()

    class Meta:
        ordering: ClassVar = ["page", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "member_id"], name="one_member_of_a_page")]

    def __str__(self) -> str:
        return self.member_id


class MemberKey(models.Model):
    """What a member is known by: members that share a key may be one thing."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="keys")
    type = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    is_certain = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["member", "id"]
        indexes: ClassVar = [models.Index(fields=["type", "key"], name="member_key")]

    def __str__(self) -> str:
        return self.key


class Judgement(models.Model):
    """What a person said of two members: the same, or not. Undone, never deleted."""

    class Choice(models.TextChoices):
        """What was said."""

        SAME = "same", "相同"
        NOT_SAME = "not_same", "不同"

    left = models.CharField(max_length=80, db_index=True)
    right = models.CharField(max_length=80, db_index=True)
    choice = models.CharField(max_length=8, choices=Choice.choices)
    reason = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.left} {self.choice} {self.right}"


class Correction(models.Model):
    """An editor's statement beside the machine's: what a field really says, where, and why.

    `payload` holds the field as the contract has it; `fact_id` is empty for properties of the page itself.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="corrections")
    digest = models.CharField(max_length=80)
    fact_id = models.CharField(max_length=80, blank=True, db_index=True)
    field = models.CharField(max_length=64)
    ordinal = models.PositiveSmallIntegerField(default=0)
    payload = models.JSONField()
    machine = models.JSONField(null=True)
    reason = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.field}"


class FindingDecision(models.Model):
    """That a finding is released to the public, or withheld: by whom, and why."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="finding_decisions")
    code = models.CharField(max_length=64)
    exact = models.CharField(max_length=512)
    is_released = models.BooleanField()
    reason = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.code}"
