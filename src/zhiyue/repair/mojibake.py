"""Wrong codecs: ``鍥戒骇楂樼?`` was 国产高, ``·þÎñÈÈÏß`` was 服务热线.

Comes in: text with lines that were decoded with the wrong codec. Goes out: those lines decoded with the right one.
Each line is judged by itself, for pages mix them: it has to decode without a rest, and to read far better afterwards.
Where the wrong decoder lost a byte, 〓 stands, or the likeliest of the characters that the other bytes allow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zhiyue.model import Candidate, Mark
from zhiyue.repair import gbk, language
from zhiyue.repair.fixer import GETA, Change, Context, Fixer, Parameters
from zhiyue.repair.gbk import EURO_BYTE, pair_of
from zhiyue.repair.losses import THRESHOLD
from zhiyue.spans import Edit, Span

LOST = -1
"""Stands for a byte that the wrong decoder could not write."""
GAIN = 10.0
"""Nats by which a line must read better. Clean lines read worse after any such decoding, by tens of nats."""
LOST_SHARE = 0.34

# The first two bytes of ，。的中国公 and their neighbours, read as GBK: rare characters all.
_UTF8_SIGN = re.compile("[銆锛鐨鍥鏄涓鍦绔鏂浜浠鍙鍏鏈璐閲瀛骞鎴杩鍜鎵鍒瑕鐢璁]")
# 的 ， 是 中: µÄ £¬ ÊÇ ÖÐ. Latin text has few of these, and reads worse after decoding.
_LATIN_SIGN = re.compile("[\xa1-\xfe]{4}|[\xb0-\xf7][\xa1-\xfe](?![\xa1-\xfe])")
_LATIN_LINE = re.compile("[\x00-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*")


# What no European language has in every third place: ¡ to ¿, × and ÷, and the signs of ·þÎñÈÈÏß in a row
_HIGH_LATIN = re.compile("[\xa1-\xff](?=[\xa1-\xff]{2})")
SHORT = 400
"""Characters up to which a text need not hold one of the commonest signs."""
FEWEST_SIGNS = 4
"""Suspicious signs that a line must have before it is called garbled, beside their share."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    lost: tuple[tuple[int, tuple[str, ...]], ...] = ()


def _gbk_bytes(line: str) -> list[int]:
    """The bytes that a GBK reader saw; `LOST` where it wrote a question mark or U+FFFD behind Chinese."""
    found: list[int] = []
    for char in line:
        pair = pair_of(char)
        if pair is not None:
            found += pair
        elif char == "€":
            found.append(EURO_BYTE)
        elif char == "\ufffd" or (char == "?" and found and found[-1] >= EURO_BYTE):
            found.append(LOST)
        else:
            found += char.encode("utf-8", errors="surrogatepass")
    return found


def decode_utf8(line: str) -> _Line | None:
    """Read a line that is UTF-8 in GBK's clothes, or return None where it is not."""
    data = _gbk_bytes(line)
    out: list[str] = []
    lost: list[tuple[int, tuple[str, ...]]] = []
    position = 0
    while position < len(data):
        chunk = _next_char(data, position)
        position += len(chunk)
        if LOST in chunk or (chunk[0] >= 0xE0 and len(chunk) < 3):
            lost.append((len(out), _completions(chunk)))
            out.append(GETA)
            continue
        try:
            out.append(bytes(chunk).decode("utf-8"))
        except UnicodeDecodeError:
            return None
    return _Line("".join(out), tuple(lost))


def _next_char(data: list[int], position: int) -> list[int]:
    """A lead byte and what belongs to it: continuation bytes, or the places of lost ones."""
    lead = data[position]
    length = 3 if lead >= 0xE0 else 2 if lead >= 0xC0 else 1
    end = position + 1
    while end < min(position + length, len(data)) and (data[end] == LOST or EURO_BYTE <= data[end] < 0xC0):
        end += 1
    return data[position:end]


def _completions(chunk: list[int]) -> tuple[str, ...]:
    """Every character that one lost byte leaves open."""
    pattern = [*chunk, *[LOST] * (3 - len(chunk))]
    if chunk[0] < 0xE0 or pattern.count(LOST) != 1:
        return ()
    place = pattern.index(LOST)
    filled = (bytes((*pattern[:place], byte, *pattern[place + 1 :])) for byte in range(EURO_BYTE, 0xC0))
    # E0 and ED allow fewer second bytes; neither begins a Chinese character.
    return tuple(data.decode("utf-8") for data in filled) if chunk[0] not in (0xE0, 0xED) and chunk[0] < 0xF0 else ()


def decode_gbk(line: str) -> _Line | None:
    """Read a line that is GBK in Latin-1's clothes, or return None where it is not."""
    if _LATIN_LINE.fullmatch(line) is None:
        return None
    for codec in ("latin-1", "cp1252"):
        try:
            return _Line(line.encode(codec).decode("gb18030"))
        except UnicodeError:
            continue
    return None


def _is_better(before: str, after: _Line) -> bool:
    han = sum(1 for char in after.text if "一" <= char <= "鿿")
    if han < 2 or len(after.lost) > LOST_SHARE * len(after.text) + 1:
        return False
    return language.score(after.text) - language.score(before) > GAIN


def _resolve(line: _Line, offset: int) -> tuple[str, list[Mark]]:
    chars, marks = list(line.text), []
    for place, found in line.lost:
        left, right = "".join(chars[max(0, place - 5) : place]), line.text[place + 1 : place + 6].partition(GETA)[0]
        ranked = language.rank(language.prepare(found), left=left, right=right)
        if ranked and ranked[0][1] >= THRESHOLD:
            chars[place] = ranked[0][0]
        candidates = tuple(Candidate(char, round(min(share, 0.999), 3)) for char, share in ranked[:5])
        marks.append(Mark(offset + place, offset + place + 1, "lost_byte", candidates))
    return "".join(chars), marks


def _make_fix(
    decode: Callable[[str], _Line | None], suspect: Callable[[str], bool]
) -> Callable[[str, Context, Parameters | None], Change | None]:
    def read(line: str) -> _Line | None:
        found = decode(line) if suspect(line) else None
        return found if found is not None and _is_better(line, found) else None

    def fix(text: str, _context: Context, parameters: Parameters | None) -> Change | None:
        if parameters is None:
            return _fix_lines(text, {}, read)
        return _fix_lines(text, dict.fromkeys(parameters["lines"], decode), lambda _line: None)

    return fix


def _fix_lines(
    text: str, recorded: Mapping[int, Callable[[str], _Line | None]], otherwise: Callable[[str], _Line | None]
) -> Change | None:
    """Restore the lines that their reader can read; `recorded` names readers by line number."""
    pieces: list[str] = []
    edits: list[Edit] = []
    marks: list[Mark] = []
    lines: list[int] = []
    position = length = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        found = recorded.get(number, otherwise)(line)
        restored = line
        if found is not None:
            restored, lost = _resolve(found, length)
            marks += lost
            lines.append(number)
            edits.append(Edit(position, position + len(line), restored))
        pieces.append(restored)
        position, length = position + len(line), length + len(restored)
    return Change("".join(pieces), len(edits), {"lines": lines}, lambda: edits, tuple(marks)) if edits else None


def _utf8_in_gbk(line: str) -> tuple[str, ...]:
    data = line.encode("utf-8", errors="surrogatepass")
    return (gbk.decode(data), data.decode("gb18030", errors="replace"))  # lossy on purpose: as the wrong reader did


def _gbk_in_latin1(line: str) -> tuple[str, ...]:
    data = gbk.encode(line)
    return (data.decode("latin-1"), data.decode("cp1252", errors="replace"))  # lossy on purpose, likewise


def _make_again(damage: Callable[[str], tuple[str, ...]]) -> Callable[[str, Parameters], tuple[str, ...]]:
    def again(text: str, parameters: Parameters) -> tuple[str, ...]:
        wrong = frozenset(parameters["lines"])
        lines = text.splitlines(keepends=True)
        ways = [damage(line) if number in wrong else (line, line) for number, line in enumerate(lines)]
        return tuple("".join(way) for way in zip(*ways, strict=True))

    return again


def _probe_utf8(text: str) -> bool:
    # Signs one by one: each is looked for at memory speed, ten times faster than a class of them.
    found = "锛" in text or "銆" in text or "鐨" in text or "涓" in text or "鍥" in text or "鍏" in text
    # 鏁版嵁璇存槑: a title has none of them.
    return found or (len(text) <= SHORT and _UTF8_SIGN.search(text) is not None)


def _suspect_utf8(line: str) -> bool:
    return _UTF8_SIGN.search(line) is not None


def _probe_latin(text: str) -> bool:
    return "Ê" in text or "Ö" in text or "µ" in text or "Î" in text or _is_latin(text)


def _is_latin(text: str) -> bool:
    # Fails at the first Chinese character: a page that is Latin-1 from end to end is read whole, others hardly.
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _suspect_latin(line: str) -> bool:
    return _LATIN_SIGN.search(line) is not None


GARBLED_SHARE = 0.25


def find_garbled(text: str) -> Iterator[Span]:
    """Yield the lines that still look read with a wrong codec, though no codec here makes sense of them."""
    if not _probe_utf8(text) and not _probe_latin(text):
        return
    position = 0
    for line in text.splitlines(keepends=True):
        signs = len(_UTF8_SIGN.findall(line)) + len(_HIGH_LATIN.findall(line))
        if signs >= FEWEST_SIGNS and signs > GARBLED_SHARE * len(line.strip()):
            yield Span(position, position + len(line.rstrip()))
        position += len(line)


UTF8_AS_GBK = Fixer(
    "mojibake.utf8_as_gbk", _probe_utf8, _make_fix(decode_utf8, _suspect_utf8), _make_again(_utf8_in_gbk)
)
GBK_AS_LATIN1 = Fixer(
    "mojibake.gbk_as_latin1", _probe_latin, _make_fix(decode_gbk, _suspect_latin), _make_again(_gbk_in_latin1)
)
