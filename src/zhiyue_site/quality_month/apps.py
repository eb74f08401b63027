"""Tells Django of this room, and the worker of its jobs."""

from django.apps import AppConfig


class QualityMonthConfig(AppConfig):
    """The campaign."""

    name = "zhiyue_site.quality_month"
    verbose_name = "质量月"

    def ready(self) -> None:
        """Give the worker what this room wants done by the clock."""
        from zhiyue_site.archive.work import JOBS  # noqa: PLC0415  # tables are there only now
        from zhiyue_site.quality_month.clocks import CLOCKS  # noqa: PLC0415  # as above

        JOBS.update(CLOCKS)
