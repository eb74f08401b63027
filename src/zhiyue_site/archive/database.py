"""The one module that knows which database it is: what the portable way cannot say.

Comes in: nothing. Goes out: a moment, a snapshot, a database that knows its own shape. Everything else of the archive is written for any database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction


def oldest_open_write() -> datetime | None:
    """When the oldest transaction began that is still open; None where writers come one after the other (SQLite)."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        # Idle transactions of our own database count: they may hold rows that nobody sees yet.
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        row = cursor.fetchone()
    found: datetime | None = row[0]
    return found


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stood at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        # Not `atomic`: it would take the write lock (see `environment`), and a reader needs none.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def learn_shape() -> None:
    """Have the database look at how its rows are spread, so that it takes the index that leads to few of them.

    SQLite does so only when asked; unasked, it read every published page to find twelve by their ids. A sample of each
    index takes less than a tenth of a second at 200,000 pages. PostgreSQL does it by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
