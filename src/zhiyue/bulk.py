"""Many pages, one after the other: the run that no single bad page stops.

Comes in: files, folders, pages already in memory. Goes out, in order and as soon as it is ready: a `PageResult` for
each page that could be read, a `Reject` for each that could not. Exists so that the command line, the upload form and
the bulk runner have one guard around the pipeline, and not three.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhiyue.errors import UnreadableInput, ZhiyueError
from zhiyue.model import PageResult, RawPage
from zhiyue.pipeline import process
from zhiyue.readers import find_pages, read_page
from zhiyue.warc import is_warc, read_warc


@dataclass(frozen=True, slots=True)
class Reject:
    """A page that could not be read: which, what is wrong, what to do.

    `traceback` is set where the cause is a defect of Zhiyue and not of the page.
    """

    path: str
    what: str
    remedy: str
    traceback: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: pages done (read or rejected), pages in all, and the page done last.

    An archive counts as one page of them, however many are in it: that is known when it is done.
    """

    done: int
    total: int
    path: str


Input = str | Path | RawPage
Outcome = PageResult | Reject


def read_all(inputs: Iterable[Input], *, on_progress: Callable[[Progress], None] | None = None) -> Iterator[Outcome]:
    """Read every page of files, folders (whole, in order of their names), WARC archives and pages in memory.

    Paths of results are relative to the folder given. Files are listed first, so that `on_progress` knows the total;
    they are opened one at a time. An error of one page becomes a `Reject`, whatever it is; the rest go on.
    """
    pages = [page for item in inputs for page in _expand(item)]
    for done, page in enumerate(pages, start=1):
        yield from _outcomes(page)
        if on_progress is not None:
            on_progress(Progress(done, len(pages), _name(page)))


@dataclass(frozen=True, slots=True)
class _File:
    """A file to open when its turn comes, and the folder that its name is relative to."""

    path: Path
    root: Path | None


_Page = _File | RawPage | Reject


def _expand(item: Input) -> Iterator[_Page]:
    if isinstance(item, RawPage):
        yield item
        return
    path = Path(item)
    root = path if path.is_dir() else None
    closed: list[UnreadableInput] = []
    pages: list[_Page] = []
    try:
        pages += (_File(page, root) for page in find_pages(path, on_error=closed.append))
    except (ZhiyueError, OSError) as error:
        pages.append(_reject(str(path), error))
    pages += (_reject(error.where, error) for error in closed)
    yield from pages
    if not pages:
        yield Reject(str(path), "no pages are in this folder", "Give a folder that holds .txt or .html files.")


def _outcomes(page: _Page) -> Iterator[Outcome]:
    """What becomes of a page; of an archive, of each page in it."""
    if isinstance(page, Reject):
        yield page
    elif isinstance(page, _File) and is_archive(page.path):
        with page.path.open("rb") as file:
            for inner in read_warc(file, name=_name(page)):
                yield _guarded(inner) if isinstance(inner, RawPage) else _reject(inner.where, inner)
    else:
        yield _guarded(page)


def is_archive(path: Path) -> bool:
    """Whether a file holds many pages (WARC)."""
    try:
        with path.open("rb") as file:
            return is_warc(file)
    except OSError:
        return False  # whoever reads it as a page says what is wrong


def _guarded(page: _File | RawPage) -> Outcome:
    try:
        return process(page if isinstance(page, RawPage) else read_page(page.path, root=page.root))
    except Exception as error:  # noqa: BLE001  # the one guard: a page that breaks the line must not end the run
        return _reject(_name(page), error)


def _name(page: _Page) -> str:
    match page:
        case _File(path=path, root=root):
            return str(path.relative_to(root) if root is not None else path)
        case RawPage():
            return page.where
        case Reject(path=name):
            return name


def _reject(name: str, error: Exception) -> Reject:
    match error:
        case UnreadableInput(what=what, remedy=remedy):
            return Reject(name, what, remedy)
        case ZhiyueError():
            return Reject(name, str(error), "Correct what the message names and read the page again.")
        case OSError():
            what = error.strerror or str(error)
            return Reject(name, what, "Check that the file is there and that you may read it.")
        case _:
            what = f"Zhiyue failed on this page ({type(error).__name__}: {error})"
            remedy = "This is a defect of Zhiyue: please report it with the page and the trace (--traceback)."
            return Reject(name, what, remedy, "".join(traceback.format_exception(error)))
