"""The way of a page to the public, and pages that people brought."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.archive.models.pages import Page


class ReviewStep(models.Model):
    """One step of the review of a page: passed, or sent back to the beginning."""

    class Step(models.TextChoices):
        """Which one; `environment.REVIEW_STEPS` has their order."""

        FIRST = "first", "初审"
        SECOND = "second", "复审"
        FINAL = "final", "终审"
        SECRECY = "secrecy", "保密审查"

    page = models.ForeignKey(Page, models.CASCADE, related_name="review_steps")
    step = models.CharField(max_length=8, choices=Step.choices)
    is_passed = models.BooleanField()
    reason = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.step}"


class Upload(models.Model):
    """Pages that a person brought at once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=255)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name


class UploadItem(models.Model):
    """One file of an upload, and what became of it. Its bytes lie in the data folder until it is read."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "等待"
        READING = "reading", "识读中"
        NEW = "new", "已入库"
        KNOWN = "known", "已有"
        FAILED = "failed", "未能识读"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="items")
    name = models.CharField(max_length=512)
    address = models.CharField(max_length=2048, blank=True)
    content_type = models.CharField(max_length=128, blank=True)
    fetched_at = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_index=True)
    message = models.CharField(max_length=512, blank=True)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
