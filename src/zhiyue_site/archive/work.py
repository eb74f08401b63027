"""What the worker does: each job takes what its queue holds and says what it did.

Comes in: the queues. Goes out: `Done`, one a job that had something to do. A job that is interrupted leaves its tasks
in the queue: running it again is harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhiyue_site.accounts.limiter import sweep
from zhiyue_site.archive.publishing import publish_due
from zhiyue_site.archive.records import compile_pending
from zhiyue_site.archive.reports import issue_scheduled, reissue_changed
from zhiyue_site.archive.search import index_pending
from zhiyue_site.archive.tallies import count_due
from zhiyue_site.archive.uploads import read_waiting

Job = Callable[[], int]

JOBS: dict[str, Job] = {
    "uploads": read_waiting,
    "publish": publish_due,
    "records": compile_pending,
    "reports": reissue_changed,
    "scheduled reports": issue_scheduled,
    "index": index_pending,
    "tallies": count_due,
    "limiter": sweep,
}
"""Name → job, in the order in which they run. A job returns how many things it did, 0 where there was nothing to do."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a job did."""

    job: str
    count: int

    def __str__(self) -> str:
        return f"{self.job}: {self.count}"


def run_all() -> Iterator[Done]:
    """Run every job until all queues are empty."""
    for name, job in JOBS.items():
        total = 0
        while count := job():
            total += count
        if total:
            yield Done(name, total)
