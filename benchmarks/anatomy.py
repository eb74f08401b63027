"""How fast is the anatomy of HTML pages read? Beside the extractors that are installed, in one process.

    python benchmarks/anatomy.py FOLDER

FOLDER holds HTML pages (``.html`` or ``.html.gz``); the pages of `evals/anatomy.py` will do. Page by page, in turn, every
reader reads the same decoded text; counted is the time of the processor, the best of `ROUNDS` for each page. trafilatura,
readability-lxml, resiliparse and gne take part where they are installed; none is a dependency of this project.
"""

from __future__ import annotations

import gzip
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

from zhiyue.layout import read_page_layout
from zhiyue.markup import read_runs
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.readers import decode
from zhiyue.repair import repair_text

ROUNDS = 3
Reader = Callable[[str], object]


def _markup(html: str) -> object:
    return read_runs(html, content_type="text/html")


def _layout(html: str) -> object:
    runs = read_runs(html, content_type="text/html")
    return read_page_layout(repair_text(runs.text), runs.outline)


def _line(html: str) -> object:
    return process(RawPage(html.encode(), content_type="text/html"))


def readers() -> dict[str, Reader]:
    """Ours, and the peers that are installed."""
    found: dict[str, Reader] = {"zhiyue markup": _markup, "zhiyue markup+repair+layout": _layout, "zhiyue line": _line}
    for module, name, make in (
        (
            "trafilatura",
            "trafilatura with metadata",
            lambda m: lambda html: m.bare_extraction(html, with_metadata=True),
        ),
        ("trafilatura", "trafilatura fast", lambda m: lambda html: m.extract(html, fast=True)),
        ("readability", "readability-lxml", lambda m: lambda html: m.Document(html).summary()),
        (
            "resiliparse.extract.html2text",
            "resiliparse",
            lambda m: lambda html: m.extract_plain_text(html, main_content=True),
        ),
        ("gne", "gne", lambda m: lambda html: m.GeneralNewsExtractor().extract(html)),
    ):
        try:
            found[name] = make(importlib.import_module(module))
        except ImportError:
            print(f"{name}: not installed")
    return found


def _pages(folder: Path) -> list[str]:
    texts = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        body = path.read_bytes()
        raw = RawPage(gzip.decompress(body) if path.suffix == ".gz" else body, content_type="text/html")
        texts.append(decode(raw).text)
    return texts


def main() -> None:
    """Print pages a second, best first."""
    if len(sys.argv) != 2 or not (pages := _pages(Path(sys.argv[1]))):
        sys.exit("usage: python benchmarks/anatomy.py FOLDER   (a folder with .html or .html.gz pages)")
    spent: dict[str, float] = {}
    failed: dict[str, int] = {}
    for name, read in (everyone := readers()).items():
        _timed(read, pages[0])
        spent[name], failed[name] = 0.0, 0
    for page in pages:
        best = dict.fromkeys(everyone, float("inf"))
        for _ in range(ROUNDS):
            for name, read in everyone.items():
                seconds, is_read = _timed(read, page)
                best[name] = min(best[name], seconds)
                failed[name] += not is_read
        for name, seconds in best.items():
            spent[name] += seconds
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} million characters")
    for name, seconds in sorted(spent.items(), key=lambda item: item[1]):
        lost = f"   {failed[name] // ROUNDS} pages not read" if failed[name] else ""
        print(f"  {name:30} {len(pages) / seconds:8.1f} pages/s{lost}")


def _timed(read: Reader, page: str) -> tuple[float, bool]:
    began = time.process_time()
    try:
        read(page)
    except Exception:  # noqa: BLE001 - a peer may fail in any way on a page; that is counted, not hidden
        return time.process_time() - began, False
    return time.process_time() - began, True


if __name__ == "__main__":
    main()
