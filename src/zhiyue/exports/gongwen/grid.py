"""Every measure of the official form: page, type area, lines and characters, sizes.

Comes in: nothing. Goes out: numbers, in twentieths of a point (twips) unless the name says otherwise. Source:
GB/T 9704-2012, which fixes the page, the white above and left of the type area, its size, the faces, "generally 22 lines
of 28 characters" and the distances between parts. It gives no line pitch in points: ours is what 22 lines leave.
"""

from __future__ import annotations

from collections.abc import Iterator

PAGE = (11906, 16838)
"""A4."""
TOP, LEFT, RIGHT, BOTTOM = 2098, 1588, 1474, 1984
"""37, 28, 26 and 35 mm. The standard fixes the first two; the others are what the type area of 156 × 225 mm leaves."""
WIDTH = PAGE[0] - LEFT - RIGHT
HEIGHT = PAGE[1] - TOP - BOTTOM
LINES, CHARACTERS = 22, 28
LINE = HEIGHT // LINES
"""579: with 580 the page would hold 21 lines."""
SIZE = 320
"""3号, 16 pt."""
TIGHTEN = -5
"""Added to each character: 28 × (320 − 5) = 8820 ≤ 8844, while 29 do not fit. Without it a line holds 27."""
CHARACTER = SIZE + TIGHTEN
TITLE_SIZE = 440
"""2号, 22 pt."""
SMALL_SIZE = 280
"""4号, 14 pt: page numbers and the imprint."""
TABLE_SIZE = 240
"""小4号, 12 pt: cells of tables, which the standard leaves open."""
MARK_TOP = 1984
"""35 mm from the top of the type area to that of the issuer's mark."""
MARK_SIZES = (1000, 480)
"""The mark's size is free: as large as fits on one line, within these."""
RULE_GAP_POINTS = 11
"""4 mm from the line of the number to the red rule."""
FOOTER = BOTTOM - 397 - SMALL_SIZE
"""From the page's lower edge to that of the page number, whose dashes stand 7 mm (397) below the type area."""
LETTER_MARK_TOP = 1701
"""30 mm from the upper edge of the page to a letter's mark."""
LETTER_RULE = 9638
"""170 mm, the red double rules of a letter."""
RED = "FF0000"


def mark_size(mark: str) -> int:
    """The size in which the issuer's mark fills a line and no more."""
    largest, smallest = MARK_SIZES
    return max(smallest, min(largest, WIDTH // max(len(mark), 1) // 20 * 20))


def width_of(words: str, size: int = SIZE, tighten: int = TIGHTEN) -> int:
    """How wide words are set: Han and full-width marks a full character, the rest half of one.

    >>> width_of("二字") == 2 * CHARACTER
    True
    """
    return sum((size if ord(sign) > 0x2000 else size // 2) + tighten for sign in words)


_BAD_STARTS = "的和与及、》”）〉了之"
_BAD_ENDS = "《“（〈第和与及"
_BREAKS_BEFORE = ("（", "开展", "活动", "情况", "工作", "全国", "《", "推进", "建设", "做好", "印发", "并")
_BREAKS_AFTER = ("》", "”", "局", "厅", "委员会", "协会", "学会", "部", "年", "办公室", "中心")
_LEAD, _SENSE, _SENSELESS, _MORE = -60, -12, 60, 30
"""What a break before 关于 costs, one where the sense has one, any other, and a line more than needed."""


def title_lines(title: str) -> tuple[str, ...]:
    """Break a title by sense into lines of like length; a line break in it breaks by hand.

    >>> title_lines("示例省市场监督管理局关于2026年全国“质量月”活动情况的报告")
    ('示例省市场监督管理局', '关于2026年全国“质量月”活动情况的报告')
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    longest = WIDTH - TITLE_SIZE
    width = _title_width(title)
    if width <= longest:
        return (title,)
    count = -(-width // longest)
    ways = ((way, more) for more in (0, 1) if (way := _Breaking(title, count + more, longest).best()) is not None)
    # A line more is worth it where the sense has no break otherwise.
    best = min(ways, key=lambda found: found[0][0] + _MORE * found[1], default=None)
    return best[0][1] if best is not None else (title,)


_Way = tuple[int, tuple[str, ...]]


class _Breaking:
    """The cheapest way to break one title into so many lines, found from its end."""

    def __init__(self, title: str, count: int, longest: int) -> None:
        self._title = title
        self._count = count
        self._longest = longest
        self._ideal = _title_width(title) // count
        self._known: dict[tuple[int, int], _Way | None] = {}

    def best(self) -> _Way | None:
        """Cost and lines; None where the title cannot be broken into so many that fit."""
        return self._from(0, self._count)

    def _from(self, start: int, count: int) -> _Way | None:
        if (start, count) not in self._known:
            self._known[start, count] = min(self._ways(start, count), default=None)
        return self._known[start, count]

    def _ways(self, start: int, count: int) -> Iterator[_Way]:
        title = self._title
        for end in range(start + 2, len(title) - 1) if count > 1 else (len(title),):
            line = title[start:end]
            width = _title_width(line)
            if width > self._longest:
                return
            uneven = abs(width - self._ideal) // 100
            if count == 1:
                yield uneven, (line,)
            elif not _is_within_word(title, end) and (rest := self._from(end, count - 1)) is not None:
                yield uneven + _break_cost(title, end) + rest[0], (line, *rest[1])


def _is_within_word(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    inside = any(title.rfind(left, 0, place) > title.rfind(right, 0, place) for left, right in ("“”", "（）"))
    return latin or inside or after in _BAD_STARTS or before in _BAD_ENDS or (before.isdigit() and after in "年月日")


def _break_cost(title: str, place: int) -> int:
    if title.startswith("关于", place):
        return _LEAD
    has_sense = title.startswith(_BREAKS_BEFORE, place) or title[:place].endswith(_BREAKS_AFTER)
    return _SENSE if has_sense else _SENSELESS


def _title_width(words: str) -> int:
    return width_of(words, TITLE_SIZE, 0)
