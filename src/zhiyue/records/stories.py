"""The same story on several sites: a text's fingerprint, and the figures by which its copies can be compared.

Comes in: a reading. Goes out: a member of type ``story`` for its main text. Copies are found by MinHash over four-character
shingles: 64 minima in 16 bands of 4, each band one key of a dozen characters, so that any database finds candidates by
equality (two texts that share half of their shingles share a band with probability 0.64, two that share 70 % with 0.99).
Sentences with figures are kept under their wording without figures: copies that print other figures in the same sentence
are told apart from copies that do not print it at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from rensa import RMinHash

from zhiyue.model import Count, Field, Page, PageResult, Prop, Value
from zhiyue.record import RANKS, Agreement, Choice, Key, Member, RecordField, Saying, Source, Voice
from zhiyue.records.evidence import evidence_at
from zhiyue.records.identity import fingerprint, normal
from zhiyue.spans import Span

PERMUTATIONS, BANDS = 64, 16
_ROWS = PERMUTATIONS // BANDS
_SEED = 20_220_901
_SHINGLE = 4
_SHORTEST = 60
"""Letters of a text below which it is no story: captions and lists share too much."""

_TEXT_BLOCKS = frozenset({"lede", "paragraph", "heading", "list_item", "table"})
# 【江东质量网 综合资讯】: each site puts its own in front
_COLUMN = re.compile(r"^[\s\u3000]*(?:【[^】\n]{1,24}】|\[[^\]\n]{1,24}\])\s*")
_SENTENCE = re.compile(r"[^。！？；\n]{4,240}[。！？；]?")
_FIGURE = re.compile(r"\d+(?:[.,，]\d+)*")
_MOST_FIGURES = 60
# 原标题：… | 责任编辑 | 来源: of this copy, not of the story
_OF_THE_COPY = re.compile(r"^[\s\u3000]*(?:[（(]?(?:原标题|责任编辑|编辑|来源|作者|记者|关键词))")


def story_member(result: PageResult, source: Source, members: Sequence[Member]) -> Member | None:
    """The reading's main text as one copy of a story; None where the page has too little text of its own."""
    parts = list(_parts(result))
    body = normal("".join(span.of(result.page.text) for span in parts))
    if len(body) < _SHORTEST:
        return None
    signature = signature_of(body)
    own = [member for member in members if member.notice == 0 and not member.about]
    about = {str(key) for member in own for key in member.keys if key.strength == "certain"}
    # Whose plan it is: companies and counties write theirs from one template.
    about |= {f"scope:{member.scope}" for member in own if member.type == "campaign_edition" and len(member.scope) > 1}
    title = normal(source.title)
    keys = [Key("text", fingerprint(body)), *band_keys(signature)]
    if len(title) >= 8:
        keys.append(Key("headline", fingerprint(title), "likely"))
    return Member(
        id=fingerprint("story", result.digest) + fingerprint(result.digest),
        type="story",
        source=source,
        kind="page",
        stage="published",
        notice=0,
        fields=_fields(result, parts),
        title=source.title,
        published=source.published,
        keys=tuple(sorted(keys)),
        about=tuple(sorted(about)),
        signature=signature,
    )


def signature_of(words: str) -> tuple[int, ...]:
    """The fingerprint of a text in normal form: 64 numbers, of which two texts share the part that they share."""
    shingles = {words[at : at + _SHINGLE] for at in range(max(1, len(words) - _SHINGLE + 1))}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(shingles))
    return tuple(minhash.digest())


def band_keys(signature: Sequence[int]) -> tuple[Key, ...]:
    """The keys under which a database finds texts that may be copies."""
    rows = (signature[at : at + _ROWS] for at in range(0, len(signature), _ROWS))
    bands = (b"".join(number.to_bytes(8, "big") for number in row) for row in rows)
    return tuple(
        Key("band", f"{index:02d}{hashlib.blake2b(band, digest_size=5).hexdigest()}", "likely")
        for index, band in enumerate(bands)
    )


def overlap(a: Sequence[int], b: Sequence[int]) -> float:
    """How much two texts share, 0 … 1, as their fingerprints tell (give or take 0.06)."""
    if not a or len(a) != len(b):
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def _parts(result: PageResult) -> Iterator[Span]:
    text = result.page.text
    for block in result.page.blocks:
        if block.type not in _TEXT_BLOCKS or _OF_THE_COPY.match(text, block.start, block.end):
            continue
        column = _COLUMN.match(text, block.start, block.end)
        yield Span(column.end() if column else block.start, block.end)


def _fields(result: PageResult, parts: Sequence[Span]) -> Mapping[str, Field | tuple[Field, ...]]:
    page = result.page
    found = {
        "headline": page.title,
        "first_source": page.first_source or page.source,
        "published": page.published,
    }
    fields: dict[str, Field | tuple[Field, ...]] = {name: field for name, field in found.items() if field is not None}
    if page.views is not None and isinstance(page.views.value, Count):
        fields["views"] = (page.views,)
    figures = tuple(_figures(page, parts))[:_MOST_FIGURES]
    if figures:
        fields["figures"] = figures
    return fields


def _figures(page: Page, parts: Sequence[Span]) -> Iterator[Field]:
    """Each sentence with figures: the value is the sentence, `canonical` its wording with # for every figure."""
    text = page.text
    seen: set[str] = set()
    for part in parts:
        for match in _SENTENCE.finditer(text, part.start, part.end):
            words = match.group().strip()
            skeleton = "#".join(normal(piece) for piece in _FIGURE.split(words))
            if "#" not in skeleton or len(skeleton) < 8 or skeleton in seen:
                continue
            seen.add(skeleton)
            start = match.start() + match.group().index(words)
            span = Span(start, start + len(words))
            yield Field("text", words, evidence=(evidence_at(page, span),), canonical=skeleton)


# ── the record's fields ──────────────────────────────────────────────────────────────────────────────────────────


def story_fields(prop: Prop, members: Sequence[Member]) -> RecordField | None:
    """One field of a story's record. What is of a copy (its title, its views) varies and is no disagreement."""
    ordered = sorted(members, key=lambda member: (member.published or "9999", member.source.digest))
    if prop.name == "copies":
        voices = tuple(_copy_voice(member) for member in ordered)
        sites = Count(str(len({member.source.publisher or member.source.address for member in ordered})))
        return RecordField(prop.name, prop.type, (sites,), "counted", "agreed", voices, status="derived")
    if prop.name == "figures":
        return _differing(prop, ordered)
    said = [(member, field) for member in ordered for field in member.all(prop.name) if field.value is not None]
    if not said:
        return None
    voices = tuple(_voice_of(value, [item for item in said if item[1].value == value]) for value in _each(said))
    if prop.name == "views" and len(voices) > 1:
        shown = tuple(voice.value for voice in voices if voice.value is not None)
        return RecordField(prop.name, prop.type, shown, "union", "compatible", voices, many=True)
    agreement: Agreement = "compatible" if len(voices) > 1 else "agreed" if len(said) > 1 else "single"
    rule: Choice = "first" if len(voices) > 1 else "agreed" if len(said) > 1 else "only"
    return RecordField(prop.name, prop.type, (_each(said)[0],), rule, agreement, voices, many=prop.many)


def _each(said: Sequence[tuple[Member, Field]]) -> list[Value]:
    return list(dict.fromkeys(field.value for _, field in said if field.value is not None))


def _voice_of(value: Value, said: Sequence[tuple[Member, Field]]) -> Voice:
    return Voice(
        value,
        tuple(_saying(member, field) for member, field in said),
        sources=len({member.source.voice for member, _ in said}),
        rank=min((member.source.rank for member, _ in said), key=tuple(RANKS).index),
    )


def _copy_voice(member: Member) -> Voice:
    name = member.source.publisher or member.source.address
    saying = Saying(member.id, member.source.digest, 0, 0, "", name)
    return Voice(name, (saying,), rank=member.source.rank)


def _saying(member: Member, field: Field) -> Saying:
    place = field.evidence[0] if field.evidence else None
    start, end, exact = (place.start, place.end, place.exact) if place is not None else (0, 0, "")
    return Saying(member.id, member.source.digest, start, end, exact, field.value, field.status, field.relation)


def sentences_that_differ(members: Sequence[Member]) -> tuple[int, list[list[tuple[Member, Field]]]]:
    """How many sentences with figures several copies share, and those of them that print different figures."""
    if len(members) < 2:
        return 0, []
    by_wording: dict[str, list[tuple[Member, Field]]] = {}
    for member in members:
        for field in member.all("figures"):
            by_wording.setdefault(field.canonical or "", []).append((member, field))
    shared = [said for said in by_wording.values() if len({member.id for member, _ in said}) > 1]
    differing = [said for said in shared if len({_figures_in(field) for _, field in said}) > 1]
    return len(shared), differing


def _figures_in(field: Field) -> tuple[str, ...]:
    return tuple(re.sub("[,，]", "", figure) for figure in _FIGURE.findall(str(field.value)))


def _differing(prop: Prop, members: Sequence[Member]) -> RecordField | None:
    _, differing = sentences_that_differ(members)
    if not differing:
        return None
    voices: list[Voice] = []
    shown: list[Value] = []
    for said in differing:
        values = _each(said)
        shown.append(values[0])
        voices += (_voice_of(value, [item for item in said if item[1].value == value]) for value in values)
    return RecordField(prop.name, prop.type, tuple(shown), "first", "disputed", tuple(voices), many=True)
