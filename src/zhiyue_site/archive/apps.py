"""Tells Django of this room."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "zhiyue_site.archive"
    verbose_name = "档案"
