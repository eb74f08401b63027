"""How many pages a second does the portal make, from 200,000 pages?

    python benchmarks/archive.py FOLDER          # once: an archive of 200,000 pages
    python benchmarks/portal.py FOLDER [--of 400]

Each address goes through the whole site (middleware, view, database, template), as the server calls it, without the
server. Cold: addresses that this process never made, drawn by a fixed seed from the whole archive. Warm: the same
again, from the memory of the process; a reader's own copy: the same with its ETag. Times are the processor's, the
clock's beside them, for the machine may be shared; pages a second are for two cores, from the processor's time.

Precomputed are: on each page what stands beside it (`archive.beside`), keys, members and records; the lists of organisations and
instruments and the coverage (`archive.tallies`). No HTML is kept but in the memory of the process.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from statistics import mean, quantiles
from typing import Any
from urllib.parse import quote, unquote, urlsplit

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]
SEED = 20250901
CORES = 2

Response = tuple[int, dict[str, str], bytes]


def get(app: Any, address: str, **headers: str) -> Response:
    """Ask the site as a server does."""
    parts = urlsplit(address)
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query, "SCRIPT_NAME": "", "SERVER_NAME": "localhost", "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True,
        "wsgi.run_once": False, **headers,
    }  # fmt: skip
    answer = app(environ, lambda status, fields: told.append((int(status[:3]), dict(fields))))
    body = b"".join(answer)
    answer.close()
    return (*told[0], body)


def measure(what: str, app: Any, asked: Iterable[tuple[str, dict[str, str]]]) -> list[Response]:
    """Ask all of them, and say how long it took."""
    times: list[tuple[float, float]] = []
    answers: list[Response] = []
    for address, headers in asked:
        began, worked = time.perf_counter(), time.process_time()
        answers.append(get(app, address, **headers))
        times.append(((time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000))
    cpu, clock = zip(*times, strict=True)
    cuts = quantiles(cpu, n=100) if len(cpu) > 1 else [cpu[0]] * 99
    print(
        f"{what:34} processor mean {mean(cpu):7.2f}  p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f} ms   clock mean {mean(clock):7.2f} ms"
        f"   {CORES * 1000 / mean(cpu):7,.0f} pages/s"
    )
    wrong = [answer[0] for answer in answers if answer[0] not in (200, 304)]
    if wrong:
        raise SystemExit(f"{what}: {len(wrong)} answers were {set(wrong)}")
    return answers


def all_states(what: str, app: Any, addresses: list[str]) -> None:
    """Cold, warm, and asked again with the tag."""
    cold = measure(f"{what}, cold", app, ((address, {}) for address in addresses))
    measure(f"{what}, warm", app, ((address, {}) for address in addresses))
    tags = [headers.get("ETag", "") for _status, headers, _body in cold]
    measure(
        f"{what}, not modified", app, [(a, {"HTTP_IF_NONE_MATCH": tag}) for a, tag in zip(addresses, tags, strict=True)]
    )


def main() -> None:
    """Ask for everything."""
    import archive  # noqa: PLC0415  # stands beside this file

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--of", type=int, default=400, help="addresses of each kind")
    options = parser.parse_args()
    archive.start(options.folder.absolute())
    import search as queries  # noqa: PLC0415  # stands beside this file
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415  # Django must have started
    from django.core.management import call_command  # noqa: PLC0415  # as above

    from zhiyue_site.archive.models import Key, Page, Record  # noqa: PLC0415  # as above
    from zhiyue_site.archive.search.documents import documents_of_page  # noqa: PLC0415  # as above
    from zhiyue_site.archive.tallies import count_due  # noqa: PLC0415  # as above

    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.process_time()
    count_due()
    print(
        f"{Page.public.count():,} public pages, {Record.objects.count():,} records; counts {time.process_time() - began:.1f} s"
    )
    chance = random.Random(SEED)  # noqa: S311  # a fixed seed, no secret
    pages = chance.sample(list(Page.public.values_list("pk", flat=True)), options.of + 20)
    records = chance.sample(list(Record.objects.filter(type="purchase").values_list("pk", flat=True)), options.of // 2)
    buyers = chance.sample(list(Key.objects.filter(name="buyer").values_list("normal", flat=True)[:5000]), 50)
    samples = Page.public.exclude(address__contains="?issue=").select_related("reading", "site")[:350]
    asked = queries.queries([one for page in samples for one in documents_of_page(page)[:1]])[: options.of // 2]
    app = WSGIHandler()
    for address in [*(f"/page/{id}/" for id in pages[:20]), "/search/?q=质谱"]:
        get(app, address)  # templates and catalogues are read once a process
    all_states("article", app, [f"/page/{id}/" for id in pages[20:]])
    all_states("article in English", app, [f"/en/page/{id}/" for id in pages[20:120]])
    all_states("record", app, [f"/record/{quote(id)}/" for id in records])
    all_states(
        "search",
        app,
        [
            "/search/?q=" + quote(words) + "".join(f"&{n}={v}" for n, vs in narrowed for v in vs)
            for words, narrowed in asked
        ],
    )
    all_states("organisation", app, [f"/organisation/{quote(name)}/" for name in dict.fromkeys(buyers)])
    for name in (
        "/",
        "/organisations/",
        "/instruments/",
        "/statistics/",
        "/channel/tenders/",
        "/calendar/",
        "/series/quality-month/",
    ):
        # Each with a mark that makes its address a new one: what is measured is making it.
        measure(f"{name} cold", app, ((f"{name}?mark={number}", {}) for number in range(20)))


if __name__ == "__main__":
    main()
