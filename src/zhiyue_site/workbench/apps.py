"""Tells Django of this room."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The screens behind the sign-in."""

    name = "zhiyue_site.workbench"
    verbose_name = "工作台"
