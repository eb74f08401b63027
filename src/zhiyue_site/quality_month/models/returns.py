"""What units report: figures with their hedge, and what supports each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.quality_month.models.activities import Activity
from zhiyue_site.quality_month.models.editions import Edition
from zhiyue_site.quality_month.models.units import Unit

BY = settings.AUTH_USER_MODEL


class Proof(models.Model):
    """What supports a figure: a file by its digest, or a page of the archive. Withdrawn, it stays and supports nothing."""

    class Form(models.TextChoices):
        """What it is."""

        PAGE = "page", "网页"
        PHOTO = "photo", "照片"
        LIST = "list", "名册"
        FILE = "file", "文件"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="proofs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proofs")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="proofs")
    form = models.CharField(max_length=8, choices=Form.choices)
    title = models.CharField("说明", max_length=255)
    digest = models.CharField(max_length=80)
    page = models.CharField("档案页面", max_length=16, blank=True)
    address = models.CharField(max_length=2048, blank=True)
    name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=128, blank=True)
    size = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.title


class Return(models.Model):
    """What a unit reports of an activity, or of itself as a whole (`activity` is None). Nil says: nothing to report.

    Its own `proofs` support that the activity took place; those of a figure hang on its `Measure`.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        VERIFIED = "verified", "已核实"
        WITHDRAWN = "withdrawn", "已撤销"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="returns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="returns")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="returns")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_nil = models.BooleanField("零报告", default=False)
    is_on_behalf = models.BooleanField("代填", default=False)
    reason = models.CharField("退回理由", max_length=255, blank=True)
    why_not = models.CharField("未开展原因", max_length=255, blank=True)
    held_on = models.CharField("实际时间", max_length=10, blank=True)
    evidence_words = models.CharField("佐证材料（原文）", max_length=255, blank=True)
    summary = models.TextField("总结", blank=True)
    proofs = models.ManyToManyField(Proof, blank=True, related_name="returns")
    made_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["edition", "unit", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "unit", "activity"], name="one_return_of_an_activity"),
            models.UniqueConstraint(
                fields=["edition", "unit"], condition=models.Q(activity=None), name="one_return_of_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity or self.unit}"


class Measure(models.Model):
    """One figure. `code` is of ``reference/measures.csv``; `relation` keeps the hedge (“6,900余” is ≥ 6900)."""

    class Relation(models.TextChoices):
        """What the words around the number say; values are the library's `Relation`."""

        EQUAL = "=", "="
        AT_LEAST = "≥", "≥"
        AT_MOST = "≤", "≤"
        ABOUT = "≈", "≈"
        MORE = ">", ">"
        LESS = "<", "<"

    report = models.ForeignKey(Return, models.CASCADE, related_name="measures")
    code = models.CharField(max_length=64)
    number = models.CharField(max_length=32)
    unit = models.CharField(max_length=16, blank=True)
    relation = models.CharField(max_length=2, choices=Relation.choices, default=Relation.EQUAL)
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)
    printed = models.CharField(max_length=64, blank=True)
    proofs = models.ManyToManyField(Proof, blank=True, related_name="measures")

    class Meta:
        ordering: ClassVar = ["report", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "code"], name="one_measure_of_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.relation} {self.number} {self.unit}"
