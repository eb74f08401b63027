"""Facts of the current readings, and the small tables that make them searchable.

A fact is a row with a JSON payload; what is many-valued and asked for has a row in `Line` or `Key`. A new kind of
page needs no migration.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyue_site.archive.models.pages import Page


class Fact(models.Model):
    """One fact of a page's current reading: `payload` is its JSON as the contract has it."""

    content_id = models.CharField(max_length=80, db_index=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="facts")
    notice = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=32, db_index=True)
    payload = models.JSONField()

    class Meta:
        ordering: ClassVar = ["page", "notice", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.content_id}"


class Line(models.Model):
    """An item of a notice: what was bought, of which brand and model, how many, at what price.

    The columns are those of `zhiyue.lines.Line`; `fact` is what it belongs to (the award), `item` the content id of the
    fact that tells of it by itself, empty where the notice prints the name alone. `start` and `end` are the first words
    that it stands on, in the text of the page's current reading.
    """

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="lines")
    page = models.ForeignKey(Page, models.CASCADE, related_name="lines")
    item = models.CharField(max_length=80, blank=True)
    ordinal = models.PositiveSmallIntegerField()
    lot = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=256)
    instrument = models.CharField(max_length=64, blank=True, db_index=True)
    category = models.CharField(max_length=16, default="goods")
    brand = models.CharField(max_length=128, blank=True)
    brand_id = models.CharField(max_length=64, blank=True, db_index=True)
    brand_region = models.CharField(max_length=8, blank=True)
    product_origin = models.CharField(max_length=16, blank=True)
    model = models.CharField(max_length=128, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=16, blank=True)
    unit_price = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    amount_basis = models.CharField(max_length=8, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["fact", "ordinal"]

    def __str__(self) -> str:
        return self.name


class Key(models.Model):
    """Something by which a page is found: a date with its role, a party, a number, an instrument, an amount."""

    class Role(models.TextChoices):
        """What the key is."""

        DATE = "date", "日期"
        PARTY = "party", "单位"
        NUMBER = "number", "编号"
        PLACE = "place", "地区"
        INSTRUMENT = "instrument", "仪器"
        BRAND = "brand", "品牌"
        BUYER_TYPE = "buyer_type", "采购单位类型"
        AMOUNT = "amount", "金额"

    page = models.ForeignKey(Page, models.CASCADE, related_name="keys")
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="keys", null=True)
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=64)
    value = models.CharField(max_length=256)
    normal = models.CharField(max_length=256)
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)

    class Meta:
        ordering: ClassVar = ["page", "id"]
        indexes: ClassVar = [
            # The id at its end lets "the newest pages of this buyer" read a few rows of an instrument's thousands.
            models.Index(fields=["role", "normal", "-id"], name="key_normal"),
            models.Index(fields=["role", "on"], name="key_date"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
