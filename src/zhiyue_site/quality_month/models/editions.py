"""An edition of a campaign: its days, theme, areas, deadlines; its papers; and the reports issued on it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.quality_month.models.units import Unit


class Task(models.TextChoices):
    """What a unit owes, each with a day."""

    PLAN = "plan", "报送计划"
    CHANGE = "change", "变更计划"
    REPORT = "report", "报送活动情况"
    SUMMARY = "summary", "报送总结"


class Edition(models.Model):
    """One year of a series as it is run below `root`. Nothing is fixed to September, to six areas or to one tree.

    `record` is the id of the archive's record that it was taken over from. `parent` is the edition that this one
    relays; `previous` the one of the year before. `slogans` is a list of texts of at most 20 characters.
    """

    class State(models.TextChoices):
        """How far the edition is."""

        DRAFT = "draft", "筹备"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"
        ARCHIVED = "archived", "已归档"

    class Counting(models.TextChoices):
        """What the printed number counts."""

        CALENDAR = "calendar_years", "按自然年计"
        HELD = "editions", "按实际举办计"
        NONE = "unnumbered", "不计届次"

    series = models.CharField("系列", max_length=32)
    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("名称", max_length=128)
    number = models.CharField("届次（如所印）", max_length=16, blank=True)
    counting = models.CharField("计届方法", max_length=16, choices=Counting.choices, default=Counting.NONE)
    theme = models.CharField("主题", max_length=128)
    slogans = models.JSONField(default=list, blank=True)
    start = models.DateField("开始")
    end = models.DateField("结束")
    report_within = models.PositiveSmallIntegerField("活动后几日内报送", default=10)
    root = models.ForeignKey(Unit, models.PROTECT, related_name="editions")
    record = models.CharField("档案中的届次", max_length=160, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="relays")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="following")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    is_public = models.BooleanField("对公众展示", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-year", "series", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "year", "root"], name="one_edition_of_a_year")
        ]

    def __str__(self) -> str:
        return self.title


class Area(models.Model):
    """A focus area of one edition. `family` maps it to other years; `learned` are cues that corrections taught."""

    class Family(models.TextChoices):
        """What stays the same over the years."""

        POLICY = "policy", "政策部署"
        REGION = "region", "产业和区域"
        IMPROVEMENT = "improvement", "质量提升"
        INFRASTRUCTURE = "infrastructure", "质量基础设施"
        SUPERVISION = "supervision", "监督整治"
        LITERACY = "literacy", "宣传与素养"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="areas")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("重点方面", max_length=128)
    family = models.CharField("类别", max_length=16, choices=Family.choices)
    cues = models.JSONField(default=list, blank=True)
    learned = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["edition", "order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "order"], name="one_area_of_an_order")]

    def __str__(self) -> str:
        return self.title


class Deadline(models.Model):
    """The last day of a task: of the edition, or a branch's own, which holds for all that counts below it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deadlines")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="deadlines")
    task = models.CharField(max_length=8, choices=Task.choices)
    day = models.DateField("截止")

    class Meta:
        ordering: ClassVar = ["edition", "day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "unit", "task"], name="one_deadline_of_a_branch"),
            models.UniqueConstraint(
                fields=["edition", "task"], condition=models.Q(unit=None), name="one_deadline_of_a_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_task_display()} {self.day}"


class ThemeVariant(models.Model):
    """How a unit words the theme for its branch: beside the edition's theme, never instead of it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="variants")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    theme = models.CharField("主题", max_length=128)

    class Meta:
        ordering: ClassVar = ["edition", "unit"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "unit"], name="one_variant_of_a_unit")]

    def __str__(self) -> str:
        return self.theme


class Document(models.Model):
    """A paper of the edition. `number` stands as printed and is never invented.

    A relay keeps its `parent`; where that paper is none of ours, `relayed_number` and `relayed_title` name it.
    `issuers` is an ordered list of names; `sections` a list of ``{"title", "paragraphs"}``; `annexes` of titles.
    """

    class Form(models.TextChoices):
        """What it is."""

        NOTICE = "notice", "通知"
        RELAY = "relay", "转发通知"
        REPORT = "report", "报告"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="documents")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    form = models.CharField(max_length=8, choices=Form.choices, default=Form.NOTICE)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="relays")
    relayed_number = models.CharField("原文号", max_length=64, blank=True)
    relayed_title = models.CharField("原文标题", max_length=255, blank=True)
    number = models.CharField("发文字号", max_length=64, blank=True)
    title = models.CharField("标题", max_length=255)
    issuers = models.JSONField(default=list)
    addressees = models.CharField("主送", max_length=512, blank=True)
    sections = models.JSONField(default=list)
    annexes = models.JSONField(default=list, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["edition", "id"]

    def __str__(self) -> str:
        return self.title


class Closing(models.Model):
    """A closing report as issued: it never changes; the next one tells what it amended. `payload` is the `Report`."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="closings")
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    digest = models.CharField(max_length=80)
    is_public = models.BooleanField("对公众展示", default=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["edition", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "version"], name="one_closing_of_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.edition} 第 {self.version} 版"


class Reminder(models.Model):
    """A unit is told that something is due. `shown_at` is set when a person of the unit has seen it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="reminders")
    task = models.CharField(max_length=8, choices=Task.choices)
    activity = models.ForeignKey("quality_month.Activity", models.CASCADE, null=True, related_name="reminders")
    due = models.DateField()
    text = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.text
