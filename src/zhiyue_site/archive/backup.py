"""A backup of everything, made while the site runs, and its way back.

Comes in: the database at one moment, the raw bytes, the secret key. Goes out: one ``.tar.gz`` that any Zhiyue of the
same tables can restore, on SQLite and PostgreSQL alike:

    manifest.json             version of Zhiyue, when, rows of each table
    tables/<app>.<model>.jsonl    one row a line, as Django serialises it
    blobs/ab/ab12….z          raw bytes, as they lie in the data folder
    secret-key                what suppressions and sessions are keyed with: keep the backup as safe as the site

The search index is not in it: it is made again from the rest.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from zhiyue.errors import ConfigurationError, UnreadableInput
from zhiyue.version import __version__
from zhiyue_site.archive.blobs import blob_path
from zhiyue_site.archive.database import snapshot
from zhiyue_site.archive.models import Blob

OURS = ("accounts", "archive", "quality_month")
BATCH = 500

Report = Callable[[str, int], None]


class _Exact(DjangoJSONEncoder):
    """Django's own, but moments keep their microseconds: the audit's hashes rest on them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def back_up(target: Path, *, report: Report = lambda _name, _count: None) -> None:
    """Write a backup to `target`; `report` is told each table and its rows.

    The file appears whole or not at all. Raises FileExistsError where `target` is there already.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already: name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    with tarfile.open(draft, "w:gz", compresslevel=1) as tar:
        with snapshot():
            rows = {name: _add_table(tar, name, model) for name, model in _tables()}
            digests = list(Blob.objects.filter(purged_at=None).values_list("digest", flat=True))
        for name, count in rows.items():
            report(name, count)
        report("blobs", sum(_add_blob(tar, digest) for digest in digests))
        _add_bytes(tar, "secret-key", settings.SECRET_KEY.encode())
        manifest = {
            "zhiyue": __version__,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "migrations": _migrations(),
            "rows": rows,
            "blobs": len(digests),
        }
        _add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
    draft.chmod(0o600)
    draft.replace(target)


def restore(source: Path, *, report: Report = lambda _name, _count: None) -> None:
    """Bring a backup back into an empty data folder and an empty database, in one transaction.

    Raises:
        UnreadableInput: the file is no backup of Zhiyue, is cut off, or holds less than its manifest says.
        ConfigurationError: something is in the database already.
    """
    call_command("migrate", interactive=False, verbosity=0)
    filled = [name for name, model in _tables() if model._default_manager.exists()]  # noqa: SLF001  # Django's own name for it
    if filled:
        raise ConfigurationError(
            f"The database is not empty ({', '.join(filled[:3])}): point ZHIYUE_DATA to a new folder, and restore there"
        )
    with tempfile.TemporaryDirectory() as folder:
        try:
            with gzip.open(source) as whole, tarfile.open(fileobj=whole) as tar:
                tar.extractall(folder, filter="data")
                # To the last byte, where the checksum stands: a file cut off near its end is told so.
                while whole.read(1 << 20):
                    pass
        except (tarfile.TarError, EOFError, OSError) as error:
            raise _no_backup(source, str(error)) from error
        _restore_from(Path(folder), source, report)


def _restore_from(folder: Path, source: Path, report: Report) -> None:
    manifest_path = folder / "manifest.json"
    if not manifest_path.exists():
        raise _no_backup(source, "it holds no manifest.json, or was cut off")
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    newer = set(manifest["migrations"]) - set(_migrations())
    if newer:
        raise _no_backup(
            source, f"it was made by a newer Zhiyue ({manifest['zhiyue']}): tables {', '.join(sorted(newer))}"
        )
    with transaction.atomic():
        for name, _ in _tables():
            count = _load_table(folder / "tables" / f"{name}.jsonl")
            if count != manifest["rows"].get(name, 0):
                raise _no_backup(
                    source, f"table {name} has {count} rows, its manifest says {manifest['rows'].get(name, 0)}"
                )
            report(name, count)
        _reset_sequences()
    report("blobs", _restore_blobs(folder))
    key = settings.ENVIRONMENT.data / "secret-key"
    key.write_bytes((folder / "secret-key").read_bytes() + b"\n")
    key.chmod(0o600)


def _tables() -> Iterator[tuple[str, type[models.Model]]]:
    """Our tables, in an order in which every row finds what it points to."""
    wanted = [config for config in apps.get_app_configs() if config.label in OURS]
    ordered = serializers.sort_dependencies([(config, None) for config in wanted], allow_cycles=True)
    for model in ordered:
        yield model._meta.label_lower, model  # noqa: SLF001  # Django's own name for it


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in OURS)


def _add_table(tar: tarfile.TarFile, name: str, model: type[models.Model]) -> int:
    with tempfile.TemporaryFile() as file:
        count = 0
        for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):  # noqa: SLF001  # the manager that hides nothing
            file.write(serializers.serialize("jsonl", [row], ensure_ascii=False, cls=_Exact).encode())
            count += 1
        _add_file(tar, f"tables/{name}.jsonl", file)
    return count


def _load_table(path: Path) -> int:
    if not path.exists():
        return 0
    count = 0
    with path.open(encoding="utf-8") as lines:
        for row in serializers.deserialize("jsonl", lines):
            # Raw, as `bulk_create` is not: times that are set on insertion must stay what they were.
            row.save(force_insert=True)
            count += 1
    return count


def _reset_sequences() -> None:
    """Rows came with their ids: tell the database from which id to go on."""
    statements = connection.ops.sequence_reset_sql(no_style(), [model for _, model in _tables()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _add_blob(tar: tarfile.TarFile, digest: str) -> bool:
    path = blob_path(digest)
    if not path.exists():
        return False  # purged since the snapshot
    tar.add(path, f"blobs/{path.parent.name}/{path.name}", recursive=False)
    return True


def _restore_blobs(folder: Path) -> int:
    found = sorted((folder / "blobs").rglob("*.z"))
    for path in found:
        target = settings.ENVIRONMENT.data / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return len(found)


def _add_bytes(tar: tarfile.TarFile, name: str, body: bytes) -> None:
    _add_file(tar, name, io.BytesIO(body))


def _add_file(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    about = tarfile.TarInfo(name)
    about.size = file.seek(0, io.SEEK_END)
    about.mode = 0o600
    about.mtime = int(datetime.now(UTC).timestamp())
    file.seek(0)
    tar.addfile(about, file)


def _no_backup(source: Path, why: str) -> UnreadableInput:
    return UnreadableInput(
        f"cannot be restored: {why}", where=str(source), remedy="Nothing was changed. Try another backup."
    )
