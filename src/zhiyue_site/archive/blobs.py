"""Bytes as received: one compressed file for each content, named by its digest, below ``ZHIYUE_DATA/blobs``.

Comes in: bytes. Goes out: the same bytes, until `purge` erases them. A file is written beside its place and moved
there, so that a crash leaves either the whole or nothing.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from pathlib import Path

from django.conf import settings

from zhiyue.errors import UnreadableInput


def blob_path(digest: str) -> Path:
    """Where the content of that digest lies: ``blobs/ab/ab12….z``."""
    name = digest.partition(":")[2]
    folder: Path = settings.ENVIRONMENT.data / "blobs"
    return folder / name[:2] / f"{name}.z"


def put_blob(digest: str, body: bytes) -> int:
    """Keep a content; returns the bytes it takes on disk. Keeping it twice changes nothing."""
    path = blob_path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(zlib.compress(body, 6))
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return path.stat().st_size


def get_blob(digest: str) -> bytes:
    """The bytes of that digest.

    Raises:
        UnreadableInput: they were purged, or the data folder is not whole.
    """
    try:
        return zlib.decompress(blob_path(digest).read_bytes())
    except FileNotFoundError as error:
        raise UnreadableInput(
            "the archive does not hold these bytes (purged, or a data folder copied in part)",
            where=digest,
            remedy="Restore a backup of the data folder.",
        ) from error


def purge_blob(digest: str) -> None:
    """Erase a content for good."""
    blob_path(digest).unlink(missing_ok=True)
