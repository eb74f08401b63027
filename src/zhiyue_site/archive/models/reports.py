"""Market reports that were issued, every version of each, and which are issued every month."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class MarketReport(models.Model):
    """One report: what it is about, and whether the public may see it. Its figures are in its issues.

    `seen_change` is the last public change after which its figures were looked at anew, `checked_at` when that was.
    """

    class State(models.TextChoices):
        """Whether the public may see it."""

        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    id = models.CharField(primary_key=True, max_length=160)
    instrument = models.CharField(max_length=64, blank=True, db_index=True)
    region = models.CharField(max_length=6, blank=True)
    buyer = models.CharField(max_length=32, blank=True)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    note = models.TextField("编者说明", blank=True)
    seen_change = models.PositiveBigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-end", "id"]

    def __str__(self) -> str:
        return self.id


class MarketIssue(models.Model):
    """A version as issued: never changed. `payload` has the library's report as JSON, by language."""

    report = models.ForeignKey(MarketReport, models.CASCADE, related_name="issues")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=80)
    payload = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["report", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "version"], name="one_issue_a_version")]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"


class MarketSchedule(models.Model):
    """A report that is issued for every month, on the day `day` of the month that follows."""

    instrument = models.CharField("仪器", max_length=64, blank=True)
    region = models.CharField("地区", max_length=6, blank=True)
    buyer = models.CharField("采购单位类型", max_length=32, blank=True)
    day = models.PositiveSmallIntegerField("每月几日发布", default=5)
    last_month = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["instrument", "region", "buyer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "region", "buyer"], name="one_schedule_of_a_scope")
        ]

    def __str__(self) -> str:
        return ".".join(filter(None, (self.instrument, self.region, self.buyer)))
