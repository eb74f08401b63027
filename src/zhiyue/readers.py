"""Files, folders and streams → `RawPage`; bytes → text, on stated evidence.

Comes in: a path or bytes. Goes out: `RawPage` (bytes as received and where from), and `Decoded` (the text, which
encoding was used and why, and the places that no encoding could read). Exists because a wrong guess here damages
everything after it: what cannot be decoded is marked and told, never replaced in silence.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhiyue.checks import FINDING_CODES
from zhiyue.errors import UnreadableInput, UnsupportedFormat
from zhiyue.model import Encoding, Finding, RawPage

MAX_BYTES = 64 * 1024 * 1024
"""A page is read whole; what is larger is a dump, not a page."""

# Bytes that no encoding of text uses but UTF-16 and UTF-32: all below the blank but tab, line ends, and escape.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")

_STRAY = 8
"""So many control characters may stand in the shortest page."""

LOST = "\N{REPLACEMENT CHARACTER}"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF document", "Save its text (for example with pdftotext) and read that."),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "Unpack it, or save the document as text."),
    (b"\x1f\x8b", "a gzip file", "Unpack it first (gunzip)."),
    (b"WARC/", "an archive of pages (WARC)", "Give it as a file to `zhiyue read` or `zhiyue load`."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as text."),
    (b"\x89PNG", "a PNG picture", "Only text can be read."),
    (b"\xff\xd8\xff", "a JPEG picture", "Only text can be read."),
    (b"GIF8", "a GIF picture", "Only text can be read."),
    (b"\x7fELF", "a program", "Only text can be read."),
    (b"SQLite format 3", "a SQLite database", "Export the pages as text files."),
)

# <meta http-equiv="Content-Type" content="text/html; charset=gb2312">   <?xml version="1.0" encoding="GBK"?>
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_HEAD = 2048

# GB2312 and GBK pages use characters of GB18030 without saying so; browsers read all three as one.
_LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}

# The hundred commonest characters of running Chinese, simplified and traditional: a right decoding is full of them.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面"
    "這國來時說會對發後過經種動為個們業產質應機關開實進與無長間從體電學"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's bytes as text; every U+FFFD in it stands for bytes that could not be read."""

    text: str
    encoding: Encoding
    findings: tuple[Finding, ...] = ()


def find_pages(path: Path, *, on_error: Callable[[UnreadableInput], None] | None = None) -> Iterator[Path]:
    """Yield `path` itself, or every file below it in a stable order, hidden files and folders left out.

    Args:
        path: a file or a folder.
        on_error: told of a folder that may not be opened; the rest go on.

    Raises:
        UnreadableInput: nothing is there; or, without `on_error`, a folder may not be opened.
    """
    if not path.is_dir():
        if not path.exists():
            raise UnreadableInput("no such file or folder", where=str(path), remedy="Check the path.")
        yield path
        return
    try:
        children = sorted(path.iterdir())
    except PermissionError:
        error = UnreadableInput("the folder may not be opened", where=str(path), remedy="Ask for the right to read it.")
        if on_error is None:
            raise error from None
        on_error(error)
        return
    for child in children:
        if not child.name.startswith("."):
            yield from find_pages(child, on_error=on_error)


def read_page(path: Path, *, root: Path | None = None) -> RawPage:
    """Read one file; `path` in the result is relative to `root` where that is given.

    Raises:
        UnreadableInput: missing, not a file, too large, or not permitted.
    """
    where = str(path.relative_to(root)) if root is not None else str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(where, size)
        return RawPage(path.read_bytes(), path=where)
    except PermissionError:
        raise UnreadableInput(
            "the file may not be opened", where=where, remedy="Ask for the right to read it."
        ) from None
    except OSError as error:
        raise UnreadableInput(f"the file cannot be read ({error.strerror})", where=where, remedy="Check it.") from error


def decode(raw: RawPage) -> Decoded:
    """Turn bytes into text: byte order mark, valid UTF-8, what is declared, what the bytes allow.

    Line ends and a byte order mark stay as they were.

    Raises:
        UnreadableInput: empty, too large, or in no encoding of text.
        UnsupportedFormat: a known format that is not text.
    """
    body = raw.body
    _refuse_what_is_no_text(raw)
    declared = _declared(raw)
    for bom, label in _BOMS:
        if body.startswith(bom):
            return _decode_as(body, label, 1.0, declared, raw)
    # Bytes that are valid UTF-8 are UTF-8, whatever a page says of itself: other encodings do not do that by chance.
    for label in filter(None, ("utf-8", declared)):
        if (text := _try(body, label)) is not None:
            return _with_control_characters(Decoded(text, Encoding(label, 0.99, declared)))
    readings = [
        Decoded(text, Encoding(label, 0.9, declared))
        for label in ("gb18030", "big5")
        if (text := _try(body, label)) is not None
    ]
    if (mixed := _decode_mixed(body, declared)) is not None:
        readings.append(mixed)
    if readings:
        return _with_control_characters(max(readings, key=lambda reading: _commonness(reading.text)))
    labels = dict.fromkeys(label for label in (declared, "utf-8", "gb18030") if label is not None)
    lost = {label: body.decode(label, "replace").count(LOST) for label in labels}
    return _lossy(body, Encoding(min(lost, key=lambda label: lost[label]), 0.5, declared), raw)


def _refuse_what_is_no_text(raw: RawPage) -> None:
    body = raw.body
    if not body.strip():
        raise UnreadableInput("the page is empty", where=raw.where, remedy="Save the page again and read that.")
    if len(body) > MAX_BYTES:
        raise _too_large(raw.where, len(body))
    for magic, what, remedy in _MAGIC:
        if body.startswith(magic):
            raise UnsupportedFormat(f"this is {what}, not a page of text", where=raw.where, remedy=remedy)
    is_wide = body.startswith(tuple(bom for bom, label in _BOMS if label != "utf-8"))
    # A stray NUL happens in saved pages; one byte in a hundred means that these bytes are no text.
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if not is_wide and controls > _STRAY and controls * 100 > len(body):
        raise UnreadableInput(
            f"these bytes are no text ({controls} of {len(body)} are control characters)",
            where=raw.where,
            remedy="If it is UTF-16, save it with a byte order mark or as UTF-8.",
        )


def _too_large(where: str, size: int) -> UnreadableInput:
    return UnreadableInput(
        f"{size / 1e6:,.0f} MB is more than one page can hold (limit {MAX_BYTES // 1024**2} MiB)",
        where=where,
        remedy="Split it into pages; to clean running text of any size, pipe it through `zhiyue repair`.",
    )


def _declared(raw: RawPage) -> str | None:
    """The encoding that the transport or the page itself names, as Python knows it; None where none is named."""
    header = (raw.content_type or "").encode()
    match = _DECLARED.search(header) or _DECLARED.search(raw.body[:_HEAD])
    if match is None:
        return None
    label = match[1].decode("ascii").lower()
    label = _LABELS.get(label, label)
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _try(body: bytes, label: str) -> str | None:
    try:
        return body.decode(label)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_as(body: bytes, label: str, confidence: float, declared: str | None, raw: RawPage) -> Decoded:
    text = _try(body, label)
    encoding = Encoding(label, confidence, declared)
    if text is None:
        return _lossy(body, encoding, raw)
    return _with_control_characters(Decoded(text, encoding))


def _decode_mixed(body: bytes, declared: str | None) -> Decoded | None:
    """Lines of two encodings in one file (two pages pasted together); absent where the lines do not show that."""
    lines = body.splitlines(keepends=True)
    as_utf8 = [_try(line, "utf-8") for line in lines]
    rest = {number: _try(lines[number], "gb18030") for number, line in enumerate(as_utf8) if line is None}
    if not _has_wide(as_utf8) or any(text is None for text in rest.values()):
        return None
    text = "".join(rest[number] or "" if line is None else line for number, line in enumerate(as_utf8))
    numbers = ", ".join(str(number + 1) for number in list(rest)[:5])
    finding = Finding(
        "encoding.mixed",
        "doubtful",
        f"UTF-8 与 GB18030 混在一个文件中：第 {numbers} 行等 {len(rest)} 行按 GB18030 读取",
        FINDING_CODES["encoding.mixed"],
    )
    return Decoded(text, Encoding("utf-8+gb18030", 0.7, declared), (finding,))


def _has_wide(lines: list[str | None]) -> bool:
    return any(line is not None and not line.isascii() for line in lines)


def _lossy(body: bytes, encoding: Encoding, raw: RawPage) -> Decoded:
    """Decode what can be decoded; each place that cannot is one U+FFFD, counted in a finding."""
    text = body.decode(encoding.label, "replace")
    lost = text.count(LOST)
    if lost * 10 > len(text):
        raise UnreadableInput(
            f"no encoding of text fits ({lost} of {len(text)} characters unreadable as {encoding.label})",
            where=raw.where,
            remedy="Save the page again, as UTF-8 if you can.",
        )
    finding = Finding(
        "encoding.undecodable",
        "doubtful",
        f"{lost} 处字节按 {encoding.label} 无法识读（首处在第 {text.index(LOST) + 1} 字）",
        FINDING_CODES["encoding.undecodable"],
    )
    return _with_control_characters(Decoded(text, encoding, (finding,)))


def _with_control_characters(decoded: Decoded) -> Decoded:
    nul = decoded.text.count("\0")
    if not nul:
        return decoded
    code = "text.control_characters"
    finding = Finding(code, "doubtful", f"正文含 {nul} 个 NUL 字符", FINDING_CODES[code])
    return Decoded(decoded.text, decoded.encoding, (*decoded.findings, finding))


def _commonness(text: str) -> float:
    wide = [character for character in text if not character.isascii()]
    return sum(character in _COMMON for character in wide) / len(wide) if wide else 0.0
