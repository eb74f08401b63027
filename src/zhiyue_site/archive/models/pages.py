"""Websites, the bytes received from them, the readings of those bytes, and the page that readers see."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Terms(models.TextChoices):
    """How much of a page may be shown."""

    FULL = "full", "全文"
    EXCERPT = "excerpt", "摘录"
    LINK = "link", "仅链接"


class Rank(models.TextChoices):
    """How near a website stands to what it reports: decides which voice a record shows."""

    OFFICIAL_NOTICE = "official_notice", "官方发布"
    OFFICIAL_RELAY = "official_relay", "官方转发"
    PRESS = "press", "新闻媒体"
    TRADE = "trade", "行业网站"
    ANSWER_SITE = "answer_site", "问答文库"
    UNKNOWN = "unknown", "未知"


class Site(models.Model):
    """A configured website: its rank, and on which terms its pages may be shown."""

    key = models.SlugField(primary_key=True, max_length=64)
    name = models.CharField("名称", max_length=128)
    rank = models.CharField("层级", max_length=16, choices=Rank.choices, default=Rank.UNKNOWN)
    terms = models.CharField("展示范围", max_length=8, choices=Terms.choices, default=Terms.LINK)
    excerpt_characters = models.PositiveIntegerField("摘录字数", default=200)
    attribution = models.CharField("必须注明", max_length=128, blank=True)
    has_news_licence = models.BooleanField("可转载时政新闻", default=False)
    claim_days = models.PositiveSmallIntegerField("处理期限（天）", default=7)
    note = models.TextField("依据", blank=True)
    expected_a_month = models.PositiveIntegerField("每月应有页数", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SiteHost(models.Model):
    """A host name of a website."""

    host = models.CharField(primary_key=True, max_length=253)
    site = models.ForeignKey(Site, models.CASCADE, related_name="hosts")

    def __str__(self) -> str:
        return self.host


class Blob(models.Model):
    """Bytes as received, kept once, compressed, in a file named by their digest (see `archive.blobs`)."""

    digest = models.CharField(primary_key=True, max_length=80)
    size = models.PositiveBigIntegerField()
    stored_size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField(auto_now_add=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.digest


def is_public(path: str = "") -> models.Q:
    """The condition of `Page.public` for pages at the end of a path, such as ``page__``.

    Along the path the database asks each page that it comes by; of ``page__in=Page.public.all()`` it makes a list first.
    """
    return models.Q(**{f"{path}state": Page.State.PUBLISHED, f"{path}visibility__in": Page.VISIBLE})


class PublicPages(models.Manager["Page"]):
    """The pages whose existence a stranger may learn: what `Page.is_public` says of one, asked of all."""

    def get_queryset(self) -> models.QuerySet[Page]:
        """Published, and not hidden or removed."""
        return super().get_queryset().filter(is_public())


class Page(models.Model):
    """One address, as readers see it: the columns are drawn from its current reading.

    `listed_at` is its place in every list: when it was published, or received where it states no time. `beside` is what
    else to read, as `archive.beside` works it out.

    The id is made from the address, so that links, judgements and takedowns outlive any rebuild.
    """

    class State(models.TextChoices):
        """Where the page stands on its way to the public."""

        HELD = "held", "待审核"
        SCHEDULED = "scheduled", "定时发布"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    class Visibility(models.TextChoices):
        """What a takedown left of it."""

        SHOWN = "shown", "正常"
        HIDDEN = "hidden", "暂时隐藏"
        METADATA = "metadata", "仅题录"
        REMOVED = "removed", "已移除"

    class Openness(models.TextChoices):
        """How open the page is by decision (政府信息公开条例): who may see it at all."""

        OPEN = "open", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        CLOSED = "closed", "不予公开"

    VISIBLE: ClassVar = (Visibility.SHOWN, Visibility.METADATA)

    id = models.CharField(primary_key=True, max_length=16)
    address = models.CharField(max_length=2048)
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="pages")
    reading = models.OneToOneField("Reading", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.HELD)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.SHOWN)
    terms = models.CharField(max_length=8, choices=Terms.choices, default=Terms.LINK)
    terms_reason = models.CharField(max_length=32, default="site.unknown")
    openness = models.CharField(max_length=12, choices=Openness.choices, default=Openness.OPEN)
    own_rule = models.CharField(max_length=32, blank=True)
    origin = models.CharField(max_length=128, blank=True, db_index=True)
    origin_site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="reprints")
    is_current_affairs = models.BooleanField(default=False)
    doubts = models.JSONField(default=list)
    accepted_doubts = models.JSONField(default=list)
    doubt = models.FloatField(default=0.0, db_index=True)
    title = models.CharField(max_length=512)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=32)
    channel = models.CharField(max_length=32)
    published = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    publisher = models.CharField(max_length=128, blank=True)
    source = models.CharField(max_length=128, blank=True)
    region = models.CharField(max_length=6, blank=True)
    views = models.PositiveBigIntegerField(null=True)
    story = models.CharField(max_length=160, blank=True, db_index=True)
    claims = models.JSONField(default=list)
    beside = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    listed_at = models.DateTimeField("排列时间", default=timezone.now)
    publish_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = models.Manager["Page"]()
    public: ClassVar = PublicPages()

    class Meta:
        ordering: ClassVar = ["-listed_at", "-id"]
        # Lists run along these: one state, newest first. Visibility is left out, for nearly every page is shown.
        indexes: ClassVar = [
            models.Index(fields=["state", "-listed_at", "-id"], name="page_newest"),
            models.Index(fields=["channel", "state", "-listed_at", "-id"], name="page_channel"),
            models.Index(fields=["state", "-doubt"], name="page_inbox"),
            models.Index(fields=["site", "-published"], name="page_site"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether a stranger may learn that this page exists."""
        return self.state == self.State.PUBLISHED and self.visibility in self.VISIBLE


class Capture(models.Model):
    """That an address had these bytes at this time."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="captures")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="captures")
    fetched_at = models.DateTimeField()
    content_type = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering: ClassVar = ["fetched_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "blob"], name="one_capture_of_bytes")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.blob_id}"


class Reading(models.Model):
    """What one version of the line found on one capture: its JSON, compressed. Readings are never changed."""

    capture = models.ForeignKey(Capture, models.CASCADE, related_name="readings")
    version = models.CharField(max_length=32)
    result = models.BinaryField()
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["capture", "version"], name="one_reading_a_version")]

    def __str__(self) -> str:
        return f"{self.capture_id} {self.version}"
