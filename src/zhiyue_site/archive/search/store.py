"""The index on disk: generations, the one writer, and readers that notice what was written.

    <ZHIYUE_INDEX>/current            which generation is read, and how often it was written: "g-20261122T191500-1a2b 17"
    <ZHIYUE_INDEX>/g-20261122T…/      one generation: tantivy's files
    <ZHIYUE_INDEX>/writer.lock        held by the process that writes

Comes in: documents. Goes out: a `Searcher` that every thread of a process shares. A rebuild fills a new generation while
the old one is read, then moves ``current``: readers look at that small file before each search, and open anew only when
it changed. Readers never wait, and never see half a generation.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

import tantivy
from django.conf import settings

from zhiyue.errors import ZhiyueError
from zhiyue_site.archive.search.documents import Document, searched_names
from zhiyue_site.archive.search.facets import band_of, places_of
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.highlight import to_look_at
from zhiyue_site.archive.search.synonyms import with_wider_kinds
from zhiyue_site.archive.search.tokens import all_pieces, tokens

VERSION = 3
"""Of the fields and of the tokens. An index of another version is not read; the worker builds it anew."""

WORDS = ("title", "names", "text", "aside")
"""The fields of tokens, most telling first."""

PIECES = {name: f"{name}_pieces" for name in WORDS}
"""Beside each of them, pieces of one to four characters that are looked up whole."""

CODES = (
    "key", "audience", "sample", "number", "number_aside", "concept", "kindred", "party",
)  # fmt: skip
"""Fields of whole values that are looked up, never counted."""

COUNTED = (
    "type", "channel", "kind", "month", "province", "prefecture", "county", "instrument", "buyer_type", "brand_origin",
    "band", "source",
)  # fmt: skip
"""Fields of whole values that are counted as facets."""

SAMPLE = 8
"""One document in so many is in the sample in which the facets of very many hits are counted: by its id, for good."""

_HEAP = 64_000_000
_BREAK = " \ue000\ue000\ue000 "  # stands in no text: a phrase never runs from one passage into the next
_DAY_ONE = date(1, 1, 1)


class IndexBusy(ZhiyueError):
    """Another process writes the index."""

    def __init__(self) -> None:
        super().__init__(
            "the search index is being written by another process (the worker, or a reindex). "
            "Wait until it is done; a reindex waits for the worker by itself, and the worker for a reindex."
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """An index as it stood at one moment: every query of one search asks the same one."""

    stamp: str
    schema: tantivy.Schema
    searcher: tantivy.Searcher


class Writer:
    """Adds to one generation. Made by `writing` and `rebuilding`, which see to it that there is only one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schema = schema()
        index = tantivy.Index(self._schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("tokens", analyzer)
        self._writer = index.writer(_HEAP, 1)

    def replace(self, key: str, documents: tuple[Document, ...]) -> None:
        """Forget what stood under `key`, and learn these instead; none, and it is only forgotten."""
        self._writer.delete_documents_by_term("key", key)
        for document in documents:
            self._writer.add_document(_row(document))

    def add(self, document: Document) -> None:
        """Learn a document that the generation does not hold yet."""
        self._writer.add_document(_row(document))

    def commit(self) -> None:
        """Make durable what was written."""
        self._writer.commit()

    def close(self) -> None:
        """Let go of the files, when what is being merged is merged."""
        self._writer.wait_merging_threads()


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Opened:
    """The generation that this process has open."""

    root: Path
    generation: str
    index: tantivy.Index
    reader: Reader


_opened: list[_Opened] = []
_opening = threading.Lock()


def reader() -> Reader | None:
    """The index as it stands now; None where there is none yet, or only one of another version."""
    root = _root()
    for _ in range(2):
        stamp = _stamp(root)
        if not stamp:
            return None
        try:
            return _reader(root, stamp)
        except (FileNotFoundError, ValueError):
            # A rebuild took the generation away between the two looks: there is another one now.
            if _stamp(root) == stamp:
                raise
    return None


def _reader(root: Path, stamp: str) -> Reader:
    known = _opened[0] if _opened else None
    if known and known.root == root and known.reader.stamp == stamp:
        return known.reader
    with _opening:
        generation = stamp.partition(" ")[0]
        if known and known.root == root and known.generation == generation:
            known.index.reload()
            index = known.index
        else:
            index = tantivy.Index.open(str(root / generation))
            index.config_reader("manual")
            index.reload()
        opened = _Opened(root, generation, index, Reader(stamp, index.schema, index.searcher()))
        _opened[:] = [opened]
        return opened.reader


def _root() -> Path:
    root: Path = settings.ENVIRONMENT.index
    return root


def _stamp(root: Path) -> str:
    """Generation and number of writings; empty where there is no index of this version."""
    try:
        generation, version, count = (root / "current").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return ""
    return f"{generation} {count}" if version == f"v{VERSION}" else ""


def exists() -> bool:
    """Whether there is an index that can be read."""
    return bool(_stamp(_root()))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def writing() -> Iterator[Writer]:
    """Write to the generation that is read. What was committed is seen when the block ends.

    Raises:
        IndexBusy: another process writes.
    """
    root = _root()
    with _locked(root, wait=0):
        generation, count = _stamp(root).split()
        writer = Writer(root / generation)
        try:
            yield writer
        finally:
            writer.close()
        _point_to(root, generation, int(count) + 1)


@contextmanager
def rebuilding(*, wait: float = 30.0) -> Iterator[Writer]:
    """Fill a new generation, which is read from the end of the block on. Where the block fails, nothing changes.

    Raises:
        IndexBusy: another process still writes after `wait` seconds.
    """
    root = _root()
    with _locked(root, wait=wait):
        name = f"g-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{secrets.token_hex(2)}"
        (root / name).mkdir(mode=0o700)
        try:
            writer = Writer(root / name)
            try:
                yield writer
            finally:
                writer.close()
        except BaseException:
            shutil.rmtree(root / name)
            raise
        _point_to(root, name, 1)
        for old in root.glob("g-*"):
            if old.name != name:
                # Readers hold the old files open until they look again; their names can go.
                shutil.rmtree(old)


@contextmanager
def _locked(root: Path, *, wait: float) -> Iterator[None]:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with (root / "writer.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise IndexBusy from error
                time.sleep(0.1)
        yield


def _point_to(root: Path, generation: str, count: int) -> None:
    with tempfile.NamedTemporaryFile("w", dir=root, delete=False, encoding="ascii") as file:
        file.write(f"{generation} v{VERSION} {count}\n")
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(root / "current")


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="tokens", index_option="position")
    for name in PIECES.values():
        builder.add_text_field(name, tokenizer_name="tokens", index_option="freq")
    for name in CODES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("date", indexed=True, fast=True)
    builder.add_unsigned_field("amount", indexed=True, fast=True)
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("what", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("quotable", stored=True)
    return builder.build()


def _row(document: Document) -> tantivy.Document:
    row = tantivy.Document()
    words = ((document.title,), tuple(searched_names(document)), document.passages, document.aside)
    for name, passages in zip(WORDS, words, strict=True):
        row.add_text(name, _BREAK.join(" ".join(tokens(passage)) for passage in passages))
        row.add_text(PIECES[name], " ".join(piece for passage in passages for piece in all_pieces(passage)))
    for name, values in _codes(document):
        for value in values:
            if value:
                row.add_text(name, value)
    row.add_unsigned("date", int((document.on or _DAY_ONE).strftime("%Y%m%d")))
    row.add_unsigned("amount", min(int(document.amount or 0), 2**63))
    row.add_bytes("quotable", _quotable(document))
    return row


def _codes(document: Document) -> Iterator[tuple[str, tuple[str, ...] | frozenset[str]]]:
    places = places_of(document.region)
    yield "key", (document.key,)
    yield "id", (document.id,)
    yield "what", (document.type,)
    yield "audience", document.audiences
    yield "sample", ("in" if crc32(document.id.encode()) % SAMPLE == 0 else "",)
    yield "number", tuple(key for key, _ in document.numbers)
    yield "number_aside", tuple(key for key, _ in document.numbers_aside)
    yield "concept", document.concepts
    yield "kindred", with_wider_kinds(document.instruments) | set(document.instruments)
    yield "party", tuple(fold(name) for name in document.names)
    yield "type", (document.type,)
    yield "channel", (document.channel,)
    yield "kind", (document.kind,)
    yield "month", (document.on.strftime("%Y-%m") if document.on else "",)
    for level in ("province", "prefecture", "county"):
        yield level, (places.get(level, ""),)
    yield "instrument", document.instruments
    yield "buyer_type", document.buyer_types
    yield "brand_origin", document.brand_origins
    yield "band", (band_of(document.amount) if document.amount is not None else "",)
    yield "source", (document.source,)


def _quotable(document: Document) -> bytes:
    kept = {
        "passages": document.passages,
        "aside": document.aside,
        "names": document.names,
        "numbers": tuple(printed for _, printed in document.numbers),
        "looked_at": tuple(map(to_look_at, (*document.passages, *document.aside))),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
