"""A document as the lint reads it: paragraphs and tables in order, from Word or plain text.

Comes in: bytes. Goes out: a `Draft`. Of a Word file also what its words do not show: which black faces are set bold, and
which paragraphs hold the next one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhiyue.errors import ConfigurationError, UnreadableInput, UnsupportedFormat

BLACK_FACES = ("黑体", "小标宋", "SimHei", "STHeiti", "Heiti", "XiaoBiaoSong")
"""Faces that are heavy already."""
_EAST_ASIA = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
_OLD_WORD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its number in the document (from 1), its words, and what Word knows of it."""

    number: int
    words: str
    bold_black: str = ""
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its number in the document (from 1), its rows of words, the words of the paragraph behind it."""

    number: int
    rows: tuple[tuple[str, ...], ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Every paragraph that has words, and every table. `is_word` tells whether the looks are known too."""

    lines: tuple[Line, ...]
    tables: tuple[Grid, ...] = ()
    is_word: bool = False

    @property
    def title(self) -> Line | None:
        """The line that is the title: the first that is about something or names a kind, else the first of all."""
        head = self.lines[:14]
        about = next((line for line in head if _TITLE.search(line.words) and not _NO_TITLE.search(line.words)), None)
        return about or (head[0] if head else None)


_TITLE = re.compile(r"关于|(?:通知|报告|总结|函|请示|意见|方案|决定|公告|通告|通报|批复|纪要)[。！？；]?$")
_NO_TITLE = re.compile(r"文件$|〔|[：:]$|^附件|如下[：:。]")


def read_draft(data: bytes, *, where: str) -> Draft:
    """Read a ``.docx`` or plain text (UTF-8 or GB 18030).

    Raises:
        UnreadableInput: the bytes are neither.
        UnsupportedFormat: an old ``.doc``.
        ConfigurationError: a Word file, and python-docx is not installed.
    """
    if data.startswith(_OLD_WORD):
        raise UnsupportedFormat(
            "an old Word file (.doc, .wps)", where=where, remedy="Save it as .docx, or `soffice --convert-to docx` it."
        )
    if data.startswith(b"PK"):
        return _read_word(data, where)
    return read_text(_decoded(data, where))


def read_text(text: str) -> Draft:
    """A draft from plain text: a line is a paragraph; lines with tabs or bars in them are rows of a table."""
    lines: list[Line] = []
    tables: list[Grid] = []
    rows: list[tuple[str, ...]] = []
    for number, words in enumerate([*text.splitlines(), ""], 1):
        cells = tuple(cell.strip() for cell in re.split(r"[\t|｜]", words.strip("|｜")))
        if len(cells) >= 2 and (rows or all(cells)):
            rows.append(cells)
            continue
        if len(rows) > 1:
            tables.append(Grid(len(tables) + 1, tuple(rows), words))
        elif rows:
            lines.append(Line(number - 1, " ".join(rows[0])))
        rows = []
        if words.strip():
            lines.append(Line(number, words.strip()))
    return Draft(tuple(lines), tuple(tables))


def _decoded(data: bytes, where: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
    raise UnreadableInput("neither a Word file nor text", where=where, remedy="Give a .docx, or text in UTF-8.")


def _read_word(data: bytes, where: str) -> Draft:
    try:
        import docx  # noqa: PLC0415  # only documents need it
        from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415  # the same
    except ImportError as error:
        raise ConfigurationError("reading a Word file needs python-docx: install zhiyue[documents]") from error
    try:
        package = docx.Document(io.BytesIO(data))
    except (ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise UnreadableInput(
            "not a Word file that can be opened", where=where, remedy="Open and save it in a word processor."
        ) from error
    lines: list[Line] = []
    tables: list[Grid] = []
    blocks = list(package.iter_inner_content())
    for number, block in enumerate(blocks, 1):
        if hasattr(block, "rows"):
            rows = tuple(tuple(cell.text.strip() for cell in row.cells) for row in block.rows)
            after = getattr(blocks[number], "text", "") if number < len(blocks) else ""
            tables.append(Grid(len(tables) + 1, rows, after))
        elif words := block.text.replace("\n", "").strip():
            lines.append(Line(number, words, "".join(_bold_black(block)), bool(block.paragraph_format.keep_with_next)))
    return Draft(tuple(lines), tuple(tables), is_word=True)


def _bold_black(paragraph: Any) -> Iterator[str]:
    """Words of a paragraph that are set bold in a face that is heavy already."""
    for run in paragraph.runs:
        fonts = run._element.find(f".//{_EAST_ASIA.replace('eastAsia', 'rFonts')}")  # noqa: SLF001 - the East Asian slot
        face = fonts.get(_EAST_ASIA, "") if fonts is not None else ""
        if run.bold and any(name in face for name in BLACK_FACES):
            yield run.text
