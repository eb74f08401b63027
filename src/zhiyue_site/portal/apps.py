"""Tells Django of this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public pages."""

    name = "zhiyue_site.portal"
    verbose_name = "门户"
