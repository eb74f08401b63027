"""Tells Django of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts."""

    name = "zhiyue_site.accounts"
    verbose_name = "账户"
