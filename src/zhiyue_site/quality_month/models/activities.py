"""Plans as they came in, the activities that a person confirmed in them, and everything that was decided since."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhiyue_site.quality_month.models.editions import Area, Edition, Task
from zhiyue_site.quality_month.models.units import Unit

BY = settings.AUTH_USER_MODEL


class Intake(models.Model):
    """One file received: its bytes lie in the archive's blobs. `is_on_behalf` is 代填: somebody above filed it.

    `task` tells plans from reports of what was done. `reading` is the library's reading of it as JSON; `found_by` tells how its unit was found (sheet, file name, person).
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "等待识读"
        READ = "read", "待确认"
        CONFIRMED = "confirmed", "已确认"
        FAILED = "failed", "未能识读"
        DISCARDED = "discarded", "不采用"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="intakes")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="intakes")
    task = models.CharField(max_length=8, choices=Task.choices, default=Task.PLAN)
    found_by = models.CharField(max_length=64, blank=True)
    name = models.CharField("文件", max_length=255)
    digest = models.CharField(max_length=80)
    size = models.PositiveIntegerField(default=0)
    is_on_behalf = models.BooleanField("代填", default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    message = models.CharField(max_length=512, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """Which heading means which field, as a person of the unit said it last: used again for the next file."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="mapping")
    headings = models.JSONField(default=dict)
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.unit}"


class Activity(models.Model):
    """One thing that happens. `key` tells it again in the next file of its unit.

    `form` is what the unit wrote; `kind` is the class of the national return that it counts in. Days and places that are
    not known are empty, never guessed; `start_words` stands as printed.
    """

    class State(models.TextChoices):
        """Where it stands (see `states.STEPS` for who may take which step)."""

        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已提交"
        RETURNED = "returned", "已退回"
        APPROVED = "approved", "已通过"
        PUBLISHED = "published", "已发布"
        REPORTED = "reported", "已报送"
        VERIFIED = "verified", "已核实"
        ARCHIVED = "archived", "已归档"
        WITHDRAWN = "withdrawn", "已撤销"

    class Part(models.TextChoices):
        """The half of a day, where no time is printed."""

        MORNING = "am", "上午"
        AFTERNOON = "pm", "下午"
        EVENING = "evening", "晚上"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities")
    key = models.CharField(max_length=160)
    name = models.CharField("活动名称", max_length=255)
    form = models.CharField("活动形式（如所填）", max_length=64, blank=True)
    kind = models.CharField("活动类别", max_length=32, blank=True)
    start = models.CharField("开始", max_length=10, blank=True)
    end = models.CharField("结束", max_length=10, blank=True)
    part = models.CharField("时段", max_length=10, choices=Part.choices, blank=True)
    start_words = models.CharField("时间（原文）", max_length=64, blank=True)
    place = models.CharField("地点", max_length=128, blank=True)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    is_online = models.BooleanField("线上", default=False)
    hosts = models.JSONField("主办", default=list, blank=True)
    undertakers = models.JSONField("承办", default=list, blank=True)
    co_hosts = models.JSONField("协办", default=list, blank=True)
    audience = models.CharField("参加对象", max_length=128, blank=True)
    expected = models.CharField("预计规模", max_length=64, blank=True)
    content = models.TextField("主要内容", blank=True)
    agenda = models.TextField("议程", blank=True)
    joint_with = models.CharField("同期活动", max_length=128, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    public_note = models.CharField("公开说明", max_length=255, blank=True)
    is_internal = models.BooleanField("不对公众展示", default=False)
    origin = models.ForeignKey("Draft", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["start", "id"]
        indexes: ClassVar = [models.Index(fields=["edition", "state", "start"], name="activity_calendar")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "unit", "key"], name="one_activity_of_a_key")
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """One row of a file, until a person confirms it: then it is an activity, or changes one.

    `unit` is the file's unless the row names another. `cells` is field → ``{"value", "printed", "confidence", "where", "problem", "by"}``; `by` names who set the cell by
    hand. `activity` is the activity that it became, or that it will change.
    """

    class State(models.TextChoices):
        """What became of the row."""

        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认"
        SKIPPED = "skipped", "不采用"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="drafts")
    order = models.PositiveIntegerField()
    sheet = models.CharField(max_length=64, blank=True)
    row = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=160)
    cells = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="drafts")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, related_name="drafts")
    confirmed_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["intake", "order"]

    def __str__(self) -> str:
        return f"{self.intake} {self.sheet} {self.row}"


class ActivityLog(models.Model):
    """One step of an activity: who, when, what it was, what it became, why."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="log")
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=32)
    old = models.JSONField(default=dict, blank=True)
    new = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=255, blank=True)
    is_on_behalf = models.BooleanField("代填", default=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.activity} {self.what}"


class AreaChoice(models.Model):
    """An area of an activity. The machine's choice names the words that decided; a person's stands above it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="area_choices")
    area = models.ForeignKey(Area, models.CASCADE, related_name="choices")
    is_primary = models.BooleanField(default=False)
    words = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    is_by_person = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["activity", "-is_primary", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "area"], name="one_choice_of_an_area")]

    def __str__(self) -> str:
        return f"{self.activity} → {self.area}"


class Merge(models.Model):
    """Several filings that a person found to be one activity: `kept` speaks for them. Undone, never deleted."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    activities = models.ManyToManyField(Activity, related_name="merges")
    reason = models.CharField(max_length=255)
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kept}"


class Distinct(models.Model):
    """Two filings that a person found to be two activities: the pair is proposed no more."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="distinct_pairs")
    left = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    right = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    by = models.ForeignKey(BY, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["left", "right"], name="one_distinct_pair")]

    def __str__(self) -> str:
        return f"{self.left} ≠ {self.right}"
