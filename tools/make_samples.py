"""Makes the sample pages that are stored as a website serves them, not as we wrote them.

Comes in: the clean sources in ``samples/clean/``. Goes out: pages of the same names in ``samples/pages/``, damaged by
`zhiyue.damage_text`, in another encoding, or with another line end. The rest of ``samples/pages/`` is written by hand.
Run it after a change to a source or to the simulator: ``.venv/bin/python tools/make_samples.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import zhiyue

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class Served:
    """How a page is served: damaged by a mirror or not, its encoding, its line ends."""

    damaged: bool = False
    encoding: str = "utf-8"
    newline: str = "\n"


DAMAGED = Served(damaged=True)
AS_SERVED: Mapping[str, Served] = {
    "2022-09-quality-month-launch": DAMAGED,
    "2024-04-tender-gbk": Served(encoding="gb18030"),
    "2024-08-quality-month-notice": DAMAGED,
    "2024-09-quality-month-story-copy": DAMAGED,
    "2024-10-tender-crlf": Served(newline="\r\n"),
    "2024-12-balance-report-gbk": Served(encoding="gb18030"),
    "2025-05-liquid-chromatograph-report": DAMAGED,
    "2025-06-award-kjeldahl": DAMAGED,
    "2025-06-standards-plan": DAMAGED,
    "2025-06-tender-medical-college": DAMAGED,
    "2025-06-yangtze-testing-fair": DAMAGED,
    "2025-09-field-test-van": DAMAGED,
}


def page_of(source: Path) -> bytes:
    """Return the bytes that are served for a clean source.

    Raises:
        KeyError: ``AS_SERVED`` does not say how the page of this name is served.
    """
    served = AS_SERVED[source.stem]
    text = source.read_text(encoding="utf-8")
    if served.damaged:
        text = zhiyue.damage_text(text)
    return text.replace("\n", served.newline).encode(served.encoding)


def main() -> None:
    """Write every page that is made from a source."""
    for source in sorted((SAMPLES / "clean").glob("*.txt")):
        (SAMPLES / "pages" / source.name).write_bytes(page_of(source))
        print(f"samples/pages/{source.name}")


if __name__ == "__main__":
    main()
