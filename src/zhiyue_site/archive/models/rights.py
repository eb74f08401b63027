"""Complaints against pages, what became of them, and what must never come back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.archive.models.pages import Page


class Takedown(models.Model):
    """A demand that a page be taken down, with the clock of its source."""

    class State(models.TextChoices):
        """Where the demand stands."""

        RECEIVED = "received", "已收到"
        HIDDEN = "hidden", "暂时隐藏"
        METADATA = "metadata", "仅题录"
        REMOVED = "removed", "已移除"
        REFUSED = "refused", "未予采纳"

    number = models.CharField(max_length=24, unique=True)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="takedowns")
    page_key = models.CharField(max_length=16, db_index=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    claimant = models.CharField("投诉人", max_length=128)
    contact = models.CharField("联系方式", max_length=255)
    capacity = models.CharField("身份", max_length=128, blank=True)
    grounds = models.TextField("理由")
    received_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    public_reason = models.CharField(max_length=512, blank=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return self.number


class TakedownEvent(models.Model):
    """One step of a takedown."""

    takedown = models.ForeignKey(Takedown, models.CASCADE, related_name="events")
    state = models.CharField(max_length=12, choices=Takedown.State.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.takedown_id} {self.state}"


class Suppression(models.Model):
    """An address or content that must not be shown again, by keyed hash: the list itself tells nobody anything."""

    fingerprint = models.CharField(max_length=64, unique=True)
    visibility = models.CharField(max_length=12, choices=Page.Visibility.choices)
    is_purged = models.BooleanField(default=False)
    reason = models.CharField(max_length=512, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.fingerprint


class CorrectionNote(models.Model):
    """A public note on a page or record: what was wrong, and what holds."""

    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="notes")
    record = models.CharField(max_length=160, blank=True, db_index=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.text[:40]
