"""What the worker has still to do, what changed, what was counted. Tasks are written in the transaction that needs them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RecordTask(models.Model):
    """A page whose members changed, or a record about which a person decided: what they touch is compiled anew."""

    kind = models.CharField(max_length=8)
    target = models.CharField(max_length=160)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class IndexTask(models.Model):
    """A page or record that the search index must learn anew, or forget."""

    kind = models.CharField(max_length=8)
    target = models.CharField(max_length=160, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Change(models.Model):
    """One public change, for who follows along: the id is the cursor."""

    class Action(models.TextChoices):
        """What happened."""

        UPSERT = "upsert", "新增或更新"
        DELETE = "delete", "移除"

    kind = models.CharField(max_length=8)
    target = models.CharField(max_length=160, db_index=True)
    action = models.CharField(max_length=8, choices=Action.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.target} {self.action}"


class Tally(models.Model):
    """A count over the whole archive, as it stood after one change: `took` milliseconds to count (`archive.tallies`)."""

    name = models.CharField(primary_key=True, max_length=32)
    payload = models.JSONField()
    change = models.PositiveBigIntegerField()
    took = models.FloatField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
