"""Pages that people bring: files, archives of files, pasted text.

Comes in: named bytes; archives (ZIP, WARC) are taken apart. Goes out: an `Upload` whose items are read one after the other, here and by the worker; each
item says what became of it. A file that cannot be read fails alone. The bytes wait in the data folder and are deleted
once read.
"""

from __future__ import annotations

import json
import shutil
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiyue.errors import UnreadableInput
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.readers import MAX_BYTES
from zhiyue.warc import is_warc, read_warc
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import Upload, UploadItem

MAX_FILES = 5000
MAX_UNPACKED = 1024 * 1024 * 1024
"""Most bytes that one archive may unpack to."""

_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
_STALE = timedelta(minutes=10)
_INDEX = "index.jsonl"


class UploadError(Exception):
    """Nothing was taken in; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file that a person brought; `address` where they say where it stood."""

    name: str
    body: IO[bytes]
    address: str = ""


def receive_files(files: list[Incoming], *, by: User) -> Upload:
    """Take files in; archives are unpacked. Nothing is read yet.

    Raises:
        UploadError: no file, or an archive that is too large, encrypted or broken.
    """
    if not files:
        raise UploadError("请选择文件，或粘贴页面的文字")
    with transaction.atomic():
        upload = Upload.objects.create(by=by, name=files[0].name[:200] + (f" 等 {len(files)} 个" if files[1:] else ""))
        try:
            for file in files:
                _take(upload, file)
        except BaseException:
            shutil.rmtree(_folder(upload), ignore_errors=True)
            raise
        detail = {"files": upload.items.count(), "name": upload.name}
        record("page.add", actor=by, target=f"upload/{upload.pk}", detail=detail)
    return upload


def read_waiting(upload: Upload | None = None, *, seconds: float = 60.0) -> int:
    """Read items that wait, for at most so long; returns how many were read. A job of the worker."""
    _free_stale()
    end = time.monotonic() + seconds
    count = 0
    waiting = UploadItem.objects.filter(state=UploadItem.State.WAITING)
    if upload is not None:
        waiting = waiting.filter(upload=upload)
    while time.monotonic() < end and (item := waiting.order_by("id").first()):
        if _claim(item):
            _read(item)
            count += 1
    return count


def _take(upload: Upload, file: Incoming) -> None:
    if is_warc(file.body):
        _take_warc(upload, file)
        return
    is_zip = zipfile.is_zipfile(file.body)
    file.body.seek(0)
    if is_zip and not file.name.lower().endswith((".docx", ".xlsx", ".pptx")):
        with zipfile.ZipFile(file.body) as archive:
            for inner in _unpacked(archive, file.name):
                _keep_or_take(upload, inner)
    else:
        _keep(upload, _Kept(file.name, file.body.read(MAX_BYTES + 1), {"url": file.address}))


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    body: bytes
    about: Mapping[str, str]


def _unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[_Kept]:
    """The files of an archive; an ``index.jsonl`` in it says where each of them stood."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UploadError(f"{name}：压缩包过大（至多 {MAX_FILES} 个文件、解开后 1 GB），请分批上传")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UploadError(f"{name}：压缩包有密码，请解开后上传")
    try:
        about = _index(archive)
        for entry in entries:
            if PurePosixPath(entry.filename).name != _INDEX:
                with archive.open(entry) as file:
                    yield _Kept(entry.filename, file.read(MAX_BYTES + 1), about.get(entry.filename, {}))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UploadError(f"{name}：压缩包损坏或格式不支持，请重新打包") from error


def _keep_or_take(upload: Upload, inner: _Kept) -> None:
    """Keep a file of an archive; an archive in it is taken apart as well, but no deeper."""
    body = BytesIO(inner.body)
    if not is_warc(body):
        _keep(upload, inner)
    elif len(inner.body) > MAX_BYTES:
        raise UploadError(f"{inner.name}：压缩包里的 WARC 过大，请单独上传")
    else:
        _take_warc(upload, Incoming(inner.name, body))


def _take_warc(upload: Upload, file: Incoming) -> None:
    """The pages of a crawl; a record that is broken is told of among them."""
    size = 0
    for number, found in enumerate(read_warc(file.body, name=file.name)):
        if isinstance(found, UnreadableInput):
            failed = UploadItem.State.FAILED
            UploadItem.objects.create(upload=upload, name=file.name[:512], state=failed, message=str(found)[:512])
            continue
        size += len(found.body)
        if number >= MAX_FILES or size > MAX_UNPACKED:
            raise UploadError(f"{file.name}：页面过多（至多 {MAX_FILES} 页、1 GB），请分批上传，或用 zhiyue load 载入")
        about = {"url": found.url, "content_type": found.content_type, "fetched_at": found.fetched_at}
        _keep(upload, _Kept(found.where, found.body, {name: value for name, value in about.items() if value}))


def _index(archive: zipfile.ZipFile) -> dict[str, Mapping[str, str]]:
    found = next((name for name in archive.namelist() if PurePosixPath(name).name == _INDEX), None)
    if found is None:
        return {}
    folder = PurePosixPath(found).parent
    rows = (json.loads(line) for line in archive.read(found).decode().splitlines() if line.strip())
    return {str(folder / row["path"]): row for row in rows}


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _keep(upload: Upload, kept: _Kept) -> None:
    about = kept.about
    item = UploadItem.objects.create(
        upload=upload,
        name=kept.name[:512],
        address=about.get("url", "")[:2048],
        content_type=about.get("content_type", "")[:128] or _TYPES.get(PurePosixPath(kept.name).suffix.lower(), ""),
        fetched_at=about.get("fetched_at", "")[:40],
    )
    path = _path(item)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept.body)


def _claim(item: UploadItem) -> bool:
    """Whether this process may read the item: another may have taken it."""
    waiting = UploadItem.objects.filter(pk=item.pk, state=UploadItem.State.WAITING)
    return bool(waiting.update(state=UploadItem.State.READING, claimed_at=timezone.now()))


def _read(item: UploadItem) -> None:
    path = _path(item)
    try:
        raw = _raw(item, path.read_bytes())
        saved = save(raw, process(raw))
    except FileNotFoundError:
        item.state, item.message = UploadItem.State.FAILED, "文件已不在：请重新上传"
    except UnreadableInput as error:
        item.state, item.message = UploadItem.State.FAILED, f"{error.what}。{error.remedy}"[:512]
    else:
        item.state = UploadItem.State.NEW if saved.is_new else UploadItem.State.KNOWN
        item.page = saved.page
    item.save()
    path.unlink(missing_ok=True)
    if not item.upload.items.filter(state__in=(UploadItem.State.WAITING, UploadItem.State.READING)).exists():
        shutil.rmtree(_folder(item.upload), ignore_errors=True)


def _raw(item: UploadItem, body: bytes) -> RawPage:
    return RawPage(
        body,
        path=None if item.address else f"upload/{item.upload_id}/{item.name}",
        url=item.address or None,
        content_type=item.content_type or None,
        fetched_at=item.fetched_at or timezone.now().isoformat(),
    )


def _free_stale() -> None:
    """Items of a process that died in the middle wait again: reading twice is harmless."""
    stale = UploadItem.objects.filter(state=UploadItem.State.READING, claimed_at__lt=timezone.now() - _STALE)
    stale.update(state=UploadItem.State.WAITING)


def _folder(upload: Upload) -> Path:
    data: Path = settings.ENVIRONMENT.data
    return data / "uploads" / str(upload.pk)


def _path(item: UploadItem) -> Path:
    return _folder(item.upload) / str(item.pk)
