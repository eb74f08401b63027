"""Documents: .docx by python-docx, .doc and .wps (and .ods) through LibreOffice where it is installed.

Comes in: bytes. Goes out: one `Grid` for each table of the document, the lines between them as rows above it, so that
titles and 填报单位： stand where a sheet has them. A document without a table is one grid of its lines.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from zhiyue.errors import ConfigurationError, UnreadableInput, UnsupportedFormat
from zhiyue.sheets.grid import Cell, Grid, Merge, make_grid
from zhiyue.sheets.texts import lines_grid

try:
    import docx
except ImportError as error:  # the library alone reads pages; documents come with zhiyue[documents]
    raise ConfigurationError(
        f"reading documents needs {error.name}; install it with: pip install 'zhiyue[documents]'"
    ) from error

CONVERSION_SECONDS = 120

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_COLUMNS = 200


def read_docx(name: str, body: bytes) -> Iterator[Grid]:
    """Yield the tables of a document in their order.

    Raises:
        UnreadableInput: the parts of the file contradict each other.
    """
    try:
        document = docx.Document(io.BytesIO(body))
        elements = list(document.element.body.iterchildren())
    except Exception as error:  # a damaged part fails in zlib, in the XML parser, or anywhere in python-docx
        raise UnreadableInput(
            f"文档已损坏 (corrupt document: {error})",
            where=name,
            remedy="请对方打开后另存为 .docx 再发 (open it, save it as .docx and send that).",
        ) from error
    yield from _grids(elements)


def _grids(elements: Sequence[Any]) -> Iterator[Grid]:
    lines: list[str] = []
    count = 0
    pending: Grid | None = None
    for element in elements:
        if element.tag == f"{_W}p":
            lines += [line for line in _text(element).split("\n") if line.strip()]
        elif element.tag == f"{_W}tbl":
            count += 1
            if pending is not None:
                yield pending
            pending, lines = _table_grid(f"表{count}", element, lines), []
    if pending is None:
        yield lines_grid("正文", "\n".join(lines))
        return
    yield _with_foot(pending, lines)


def _table_grid(name: str, table: Any, above: Sequence[str]) -> Grid:
    cells = [Cell(row, 1, words) for row, words in enumerate(above, start=1)]
    merges: list[Merge] = []
    open_merges: dict[int, tuple[int, int, int]] = {}
    row = len(above)
    for line in table.iter(f"{_W}tr"):
        if _owner(line) is not table:
            continue
        row += 1
        column = 1 + _number(line.find(f"{_W}trPr/{_W}gridBefore"))
        for cell in line.iter(f"{_W}tc"):
            if _owner(cell) is not table or column > _MOST_COLUMNS:
                continue
            width = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))
            down = cell.find(f"{_W}tcPr/{_W}vMerge")
            if down is not None and down.get(f"{_W}val") != "restart" and column in open_merges:
                top, _, right = open_merges[column]
                open_merges[column] = (top, row, right)
            else:
                merges += _closed(open_merges.pop(column, None), column)
                if down is not None or width > 1:
                    open_merges[column] = (row, row, column + width - 1)
                cells.append(Cell(row, column, _text(cell)))
            column += width
    for left, found in open_merges.items():
        merges += _closed(found, left)
    return make_grid(name, cells, merges=merges)


def _closed(found: tuple[int, int, int] | None, left: int) -> Iterator[Merge]:
    if found is not None and (found[1] > found[0] or found[2] > left):
        yield Merge(found[0], left, found[1], found[2])


def _owner(element: Any) -> Any:
    """The table that a row or a cell belongs to: tables stand inside cells."""
    parent = element.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _number(element: Any) -> int:
    words = element.get(f"{_W}val") if element is not None else None
    return int(words) if words is not None and words.isdigit() else 0


def _text(element: Any) -> str:
    """The words of a paragraph or a cell; what was struck by tracked changes is not there any more."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr") or (node.tag == f"{_W}p" and parts and node is not element):
            parts.append("\n")
    return "".join(parts).strip()


def _with_foot(grid: Grid, lines: Sequence[str]) -> Grid:
    last = max(grid.rows, default=0)
    cells = [cell for row in grid.rows.values() for cell in row.values()]
    foot = [Cell(last + 1 + at, 1, words) for at, words in enumerate(lines)]
    return make_grid(grid.name, [*cells, *foot], merges=grid.merges)


# ── formats that are converted first ─────────────────────────────────────────────────────────────────────────────


def convert(name: str, body: bytes, *, to: str) -> bytes:
    """Return `body` as ``docx`` or ``xlsx``, made by LibreOffice in a folder of its own that is removed afterwards.

    Raises:
        UnsupportedFormat: LibreOffice is not installed.
        UnreadableInput: it could not open the file, or took too long.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnsupportedFormat(
            "旧版 Word（.doc/.wps）或 OpenDocument 文件需要 LibreOffice 转换，本机没有安装 "
            "(LibreOffice is needed to convert this file and is not installed)",
            where=name,
            remedy=f"请对方另存为 .{to} 后再发，或在本机安装 LibreOffice (save it as .{to}, or install LibreOffice).",
        )
    with tempfile.TemporaryDirectory(prefix="zhiyue-convert-") as folder:
        source = Path(folder) / "sheet.bin"
        source.write_bytes(body)
        command = [
            program, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", to, "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=CONVERSION_SECONDS, check=True)  # noqa: S603 - a fixed program, a file of our own naming
        except (subprocess.SubprocessError, OSError) as error:
            raise _not_converted(name, to, str(error)) from error
        made = source.with_suffix(f".{to}")
        if not made.exists():
            raise _not_converted(name, to, "LibreOffice 打不开它")
        return made.read_bytes()


def _not_converted(name: str, to: str, why: str) -> UnreadableInput:
    return UnreadableInput(
        f"转换失败 (could not be converted: {why})", where=name, remedy=f"请另存为 .{to} 后再发 (save it as .{to})."
    )
