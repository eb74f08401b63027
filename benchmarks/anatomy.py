"""How fast and how well is the anatomy of HTML pages read? Beside the extractors that are installed, in one process.

    python benchmarks/anatomy.py [FOLDER]

Speed: FOLDER holds HTML pages (``.html`` or ``.html.gz``), by default those of `evals/anatomy.py`. Page by page, in turn,
every reader reads the same decoded text; counted is the time of the processor, the best of `ROUNDS` for each page.
Quality: where FOLDER has labels, every reader's body, title, date, source and author on the half that decides, scored as
in `evals/anatomy.py`; a page on which a peer fails scores nothing. Peers are looked for in ``build/peers``, where ``make
bench`` puts them; none is a dependency of this project.
"""

from __future__ import annotations

import gzip
import importlib
import logging
import socket
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
# Behind what is installed: peers bring copies of our own dependencies, and those are not what is measured.
sys.path.extend([str(ROOT), str(PEERS)])

from evals.anatomy import FIELDS, GOLD, Label, evaluate_fields, halve, labels, shown  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402 - the path comes first

from zhiyue.layout import read_page_layout  # noqa: E402
from zhiyue.markup import read_runs  # noqa: E402
from zhiyue.model import RawPage  # noqa: E402
from zhiyue.pipeline import process  # noqa: E402
from zhiyue.readers import decode  # noqa: E402
from zhiyue.repair import repair_text  # noqa: E402

ROUNDS = 3
Reader = Callable[[str], object]
Fields = Mapping[str, str]


def _markup(html: str) -> object:
    return read_runs(html, content_type="text/html")


def _layout(html: str) -> object:
    runs = read_runs(html, content_type="text/html")
    return read_page_layout(repair_text(runs.text), runs.outline)


def _line(html: str) -> object:
    return process(RawPage(html.encode(), content_type="text/html"))


def _floor(html: str) -> object:
    """What nobody can do without: the bytes decoded, the page parsed, its text seen once."""
    tree = LexborHTMLParser(html.encode().decode())
    return tree.body.text().count("。") if tree.body is not None else 0


OURS: Mapping[str, Reader] = {
    "floor: decode, parse, one scan": _floor,
    "zhiyue markup": _markup,
    "zhiyue markup+repair+layout": _layout,
    "zhiyue whole line": _line,
}


@dataclass(frozen=True, slots=True)
class Peer:
    """An extractor: the module to import, how it reads a page, and which of our fields its answer holds."""

    name: str
    module: str
    read: Callable[[Any, str], Any]
    fields: Callable[[Any], Mapping[str, Any]]


def _newspaper(module: Any, html: str) -> Any:
    article = module.Article("http://example.cn/", language="zh", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return article


def _readability(page: Any) -> tuple[str, str]:
    return page.summary(), page.short_title()


def _of_document(document: Any) -> Mapping[str, Any]:
    return {
        "body": document.text,
        "title": document.title,
        "date": document.date,
        "source": document.sitename,
        "author": document.author,
    }


READERS = (
    Peer("trafilatura with metadata", "trafilatura",
         lambda m, html: m.bare_extraction(html, with_metadata=True), _of_document),
    Peer("trafilatura fast", "trafilatura", lambda m, html: m.bare_extraction(html, fast=True),
         lambda found: {"body": found.text}),
    Peer("readability-lxml", "readability",
         lambda m, html: _readability(m.Document(html)),
         lambda found: {"body": read_runs(found[0], content_type="text/html").text, "title": found[1]}),
    Peer("resiliparse", "resiliparse.extract.html2text",
         lambda m, html: m.extract_plain_text(html, main_content=True), lambda found: {"body": found}),
    Peer("newspaper4k", "newspaper", _newspaper,
         lambda found: {"body": found.text, "title": found.title, "date": found.publish_date,
                        "author": " ".join(found.authors)}),
    Peer("gne", "gne", lambda m, html: m.GeneralNewsExtractor().extract(html),
         lambda found: {"body": found["content"], "title": found["title"], "date": found["publish_time"],
                        "author": found["author"]}),
    Peer("goose3", "goose3", lambda m, html: m.Goose({"stopwords_class": _stop_words(m)}).extract(raw_html=html),
         lambda found: {"body": found.cleaned_text, "title": found.title, "date": found.publish_date,
                        "author": " ".join(found.authors)}),
    Peer("htmldate", "htmldate", lambda m, html: m.find_date(html), lambda found: {"date": found}),
)  # fmt: skip
"""Every peer that reads pages of Chinese, as its own manual says."""


def _stop_words(_goose: Any) -> Any:
    return importlib.import_module("goose3.text").StopWordsChinese


def installed() -> dict[str, tuple[Peer, Any]]:
    """The peers that can be imported; of the others it is printed why not."""
    found: dict[str, tuple[Peer, Any]] = {}
    for peer in READERS:
        try:
            found[peer.name] = (peer, importlib.import_module(peer.module))
        except ImportError as error:
            print(f"{peer.name}: not measured ({error}); `make build/peers` installs it")
    _stay_off_the_network()
    return found


def _stay_off_the_network() -> None:
    """Some peers fetch pictures and lists of domains as they read: what is measured is the page, not the wire."""

    def refuse(*_args: object, **_options: object) -> Any:
        raise OSError("no network in a benchmark")

    socket.getaddrinfo = refuse


# ── quality ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _our_fields(raw: RawPage) -> Fields:
    # Peers are given no address either.
    page = process(replace(raw, url=None)).page
    return {name: shown(page, name) for name in FIELDS}


def _fields_of(peer: Peer, module: Any) -> Callable[[RawPage], Fields]:
    def read(raw: RawPage) -> Fields:
        try:
            found = peer.fields(peer.read(module, decode(raw).text))
        except Exception:  # noqa: BLE001 - a peer may fail in any way on a page: it has read nothing then
            return {}
        return {name: str(value) for name, value in found.items() if value is not None}

    return read


def print_quality(pages: list[Label], peers: Mapping[str, tuple[Peer, Any]]) -> None:
    """One row a reader: the mean score of every field in hundredths; "–" is a field that it does not read."""
    print(f"quality on the half that decides, {len(pages)} pages: F1 of the body, right values of the rest")
    print(f"  {'':30}" + "".join(f"{name:>8}" for name in FIELDS))
    readers = {"zhiyue": _our_fields, **{name: _fields_of(*found) for name, found in peers.items()}}
    for name, read in readers.items():
        tried: set[str] = set()

        def noted(raw: RawPage, read: Callable[[RawPage], Fields] = read, tried: set[str] = tried) -> Fields:
            found = read(raw)
            tried.update(found)
            return found

        answers = list(evaluate_fields(pages, noted))
        cells = []
        for field in FIELDS:
            scores = [answer.score for answer in answers if answer.field == field]
            cells.append(f"{100 * sum(scores) / len(scores):8.1f}" if field in tried and scores else f"{'–':>8}")
        print(f"  {name:30}" + "".join(cells))


# ── speed ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pages(folder: Path) -> list[str]:
    texts = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        body = path.read_bytes()
        raw = RawPage(gzip.decompress(body) if path.suffix == ".gz" else body, content_type="text/html")
        texts.append(decode(raw).text)
    return texts


def print_speed(pages: list[str], peers: Mapping[str, tuple[Peer, Any]]) -> None:
    """Print pages a second, best first."""
    everyone = {**OURS, **{name: _bound(peer, module) for name, (peer, module) in peers.items()}}
    spent: dict[str, float] = {}
    failed: dict[str, int] = {}
    for name, read in everyone.items():
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
    print(f"speed on {len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} million characters")
    for name, seconds in sorted(spent.items(), key=lambda item: item[1]):
        lost = f"   {failed[name] // ROUNDS} pages not read" if failed[name] else ""
        print(f"  {name:30} {len(pages) / seconds:8.1f} pages/s{lost}")


def _bound(peer: Peer, module: Any) -> Reader:
    return lambda html: peer.read(module, html)


def _timed(read: Reader, page: str) -> tuple[float, bool]:
    began = time.process_time()
    try:
        read(page)
    except Exception:  # noqa: BLE001 - a peer may fail in any way on a page; that is counted, not hidden
        return time.process_time() - began, False
    return time.process_time() - began, True


def main() -> None:
    """Print both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else GOLD
    if len(sys.argv) == 1 and not (folder / "labels.jsonl").exists():
        print(f"No labelled pages in {folder}: nothing measured. They are real pages and not part of the project.")
        return
    if len(sys.argv) > 2 or not (pages := _pages(folder)):
        sys.exit("usage: python benchmarks/anatomy.py [FOLDER]   (a folder with .html or .html.gz pages)")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    peers = installed()
    if (folder / "labels.jsonl").exists():
        print_quality(halve(labels(folder))["deciding"], peers)
    print_speed(pages, peers)


if __name__ == "__main__":
    main()
