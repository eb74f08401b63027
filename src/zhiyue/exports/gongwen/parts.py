"""The parts of an official document, from the red head to the imprint, as XML in the order in which they stand.

Comes in: a `Document` and its faces. Goes out: XML of paragraphs and tables; pictures as their blocks, because only the
package can give them a relation. Distances are those of GB/T 9704-2012 (`grid`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhiyue.exports.gongwen import grid
from zhiyue.exports.gongwen.document import (
    Annex,
    Block,
    Document,
    Grid,
    Heading,
    Numbering,
    Paragraph,
    Picture,
    written_day,
)
from zhiyue.exports.gongwen.faces import Faces
from zhiyue.exports.gongwen.wordprocessing import Cells, Ink, Shape, foot_of_page, paragraph, rule, run, smaller

Piece = str | Picture
"""XML, or a picture to be placed."""
GAPS = {"number": "〔    〕    号", "issued": "    年  月  日", "signer": "        "}
"""What stands where something is not known yet; marked, so that nobody sends it out unseen."""
_BODY = Shape(align="both", first=2 * grid.CHARACTER)
_TWO = 2 * grid.CHARACTER
_IMPRINT_LINE, _RULE_LINE = 480, 40


class Parts:
    """One document, part by part."""

    def __init__(self, document: Document, faces: Faces) -> None:
        self._document = document
        self._faces = faces
        self._ink = Ink(faces.body, faces.latin)

    def all(self) -> Iterator[Piece]:
        """Everything on the pages, in order."""
        document = self._document
        yield from self._letter_number() if document.kind == "函" else self._red_head()
        yield from self._title()
        if document.addressees:
            yield paragraph(Shape(align="both"), self._run("、".join(document.addressees) + "："))
        # The last paragraph goes with the sign-off, so that this never stands on a page alone. An only one stays: the
        # first page must carry text, and some word processors take a paragraph whole.
        yield from self._blocks(document.blocks, is_closing=len(document.blocks) > 1)
        yield from self._annex_list()
        yield from self._sign_off()
        if document.note:
            yield paragraph(replace(_BODY, left=0), self._run(f"（{document.note}）"))
        for place, annex in enumerate(document.annexes, 1):
            yield from self._annex(annex, place)
        yield from self._imprint()

    # ── head ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _red_head(self) -> Iterator[str]:
        document = self._document
        for words in (document.copy_number, document.secrecy, document.urgency):
            face = self._faces.body if words and words == document.copy_number else self._faces.first
            yield paragraph(Shape(), run(words, replace(self._ink, face=face)))
        mark = document.mark or f"{document.issuer}文件"
        size = grid.mark_size(mark)
        ink = Ink(self._faces.title, self._faces.latin, size, 0, grid.RED)
        above = grid.MARK_TOP - 3 * grid.LINE
        yield paragraph(Shape(align="center", before=above, line=size * 6 // 5), run(mark, ink))
        yield from (paragraph(Shape()) for _ in range(2))
        yield from self._number_lines()
        yield paragraph(Shape())

    def _number_lines(self) -> Iterator[str]:
        """Number and signers over the red rule: the number centred; in an upward document left, the signers right."""
        red = rule("bottom", colour=grid.RED, eighths=16, space=grid.RULE_GAP_POINTS)
        if self._document.kind != "报告":
            yield paragraph(Shape(align="center", borders=red), self._number())
            return
        tabs = (("left", grid.CHARACTER), ("right", grid.WIDTH - grid.CHARACTER))
        lines = self._signers()
        for place, signers in enumerate(lines):
            is_last = place == len(lines) - 1
            number = self._number() if is_last else ""
            shape = Shape(tabs=tabs, borders=red if is_last else "")
            yield paragraph(shape, run("\t", self._ink), number, run("\t", self._ink), signers)

    def _number(self) -> str:
        number = self._document.number
        return self._run(number) if number is not None else run(GAPS["number"], replace(self._ink, is_gap=True))

    def _signers(self) -> list[str]:
        """Two names a line, a blank character between them; the label stands before the first."""
        names = self._document.signers
        second = replace(self._ink, face=self._faces.second)
        label = self._run("签发人：")
        if not names:
            return [label + run(GAPS["signer"], replace(second, is_gap=True))]
        pairs = ["　".join(names[place : place + 2]) for place in range(0, len(names), 2)]
        longest = max(map(len, pairs))
        return [
            (label if place == 0 else "") + run(pair.ljust(longest, "　") if place else pair, second)
            for place, pair in enumerate(pairs)
        ]

    def _letter_number(self) -> Iterator[str]:
        yield paragraph(Shape(align="right", right=0), self._number())
        yield from (paragraph(Shape()) for _ in range(1))

    def _title(self) -> Iterator[str]:
        yield paragraph(Shape())
        ink = Ink(self._faces.title, self._faces.latin, grid.TITLE_SIZE, 0)
        lines = "\n".join(grid.title_lines(self._document.title))
        yield paragraph(Shape(align="center", line=640), run(lines, ink))
        yield paragraph(Shape())

    # ── body ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _blocks(self, blocks: tuple[Block, ...], *, is_closing: bool = False) -> Iterator[Piece]:
        numbering = Numbering()
        for place, block in enumerate(blocks):
            is_last = is_closing and place == len(blocks) - 1
            match block:
                case Heading():
                    yield self._heading(block, numbering)
                case Paragraph():
                    yield paragraph(replace(_BODY, keep_next=is_last), self._run(block.text))
                case Grid():
                    yield from self._grid(block)
                case Picture():
                    yield block
                    yield self._caption(block.caption)

    def _heading(self, heading: Heading, numbering: Numbering) -> str:
        face = {1: self._faces.first, 2: self._faces.second}.get(heading.level, self._faces.body)
        shape = replace(_BODY, keep_next=True, outline=heading.level - 1)
        return paragraph(shape, self._run(numbering.next(heading.level) + heading.text, face))

    def _grid(self, table: Grid) -> Iterator[str]:
        small = smaller(self._ink, grid.TABLE_SIZE)
        head = replace(small, face=self._faces.first)
        if table.title:
            yield self._caption(table.title, keep_next=True)
        yield Cells((table.header, *table.rows), table.figures, head, small).xml()
        note = run(f"注：{table.note}", small) if table.note else ""
        yield paragraph(Shape(line=400 if note else 200, after=120), note)

    def _caption(self, words: str, *, keep_next: bool = False) -> str:
        ink = replace(smaller(self._ink, grid.SMALL_SIZE), face=self._faces.first)
        return paragraph(Shape(align="center", line=480, keep_next=keep_next), run(words, ink))

    def _run(self, words: str, face: str = "") -> str:
        return run(words, replace(self._ink, face=face) if face else self._ink)

    # ── end ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _annex_list(self) -> Iterator[str]:
        """附件：1. …, a line after the body; what wraps begins under the first character of the name."""
        annexes = self._document.annexes
        if not annexes:
            return
        yield paragraph(Shape(keep_next=True))
        label = 5 * grid.CHARACTER
        if len(annexes) == 1:
            shape = Shape(left=label, first=_TWO - label, keep_next=True)
            yield paragraph(shape, self._run(f"附件：{annexes[0].title}"))
            return
        for place, annex in enumerate(annexes, 1):
            number = f"{place}."
            name_at = label + grid.width_of(number) + 60
            start = _TWO if place == 1 else label
            words = f"附件：{number}\t{annex.title}" if place == 1 else f"{number}\t{annex.title}"
            shape = Shape(left=name_at, first=start - name_at, keep_next=True, tabs=(("left", name_at),))
            yield paragraph(shape, self._run(words))

    def _sign_off(self) -> Iterator[str]:
        document = self._document
        issuer = grid.width_of(document.issuer)
        day = written_day(document.issued) if document.issued else GAPS["issued"]
        width = grid.width_of(day)
        ink = self._ink if document.issued else replace(self._ink, is_gap=True)
        yield paragraph(Shape(keep_next=True))
        if document.is_sealed:
            # The seal covers both; the organ is centred over the day, which stands four characters from the right.
            right = 4 * grid.CHARACTER
            organ_right = max(0, right - (issuer - width) // 2)
            yield paragraph(Shape(align="right", right=organ_right, keep_next=True), self._run(document.issuer))
            yield paragraph(Shape(align="right", right=right), run(day, ink))
            return
        if width > issuer:
            # A day longer than the organ: the day keeps two characters on the right, the organ begins two before it.
            day_at = grid.WIDTH - _TWO - width
            organ_at = day_at - _TWO
        else:
            organ_at = grid.WIDTH - _TWO - issuer
            day_at = organ_at + _TWO
        yield paragraph(Shape(left=max(0, organ_at), keep_next=True), self._run(document.issuer))
        yield paragraph(Shape(left=max(0, day_at)), run(day, ink))

    def _annex(self, annex: Annex, place: int) -> Iterator[Piece]:
        number = str(place) if len(self._document.annexes) > 1 else ""
        yield paragraph(Shape(new_page=True), self._run(f"附件{number}", self._faces.first))
        yield paragraph(Shape())
        ink = Ink(self._faces.title, self._faces.latin, grid.TITLE_SIZE, 0)
        lines = "\n".join(grid.title_lines(annex.title))
        yield paragraph(Shape(align="center", line=640, outline=0), run(lines, ink))
        yield paragraph(Shape())
        yield from self._blocks(annex.blocks)

    def _imprint(self) -> Iterator[str]:
        """抄送, and who printed it when, at the foot of the last page: strong rules around, a thin one between."""
        document = self._document
        if not document.copies and not document.printer:
            return
        ink = smaller(self._ink, grid.SMALL_SIZE)
        # The rules are paragraphs of their own, because a paragraph's rules begin where its indent does, and these are
        # as wide as the type area.
        lines, height = [_thin_rule(8)], 3 * _RULE_LINE
        if document.copies:
            one, label = grid.SMALL_SIZE, 3 * grid.SMALL_SIZE
            words = f"{'，'.join(document.copies)}。"
            shape = Shape(align="both", left=one + label, right=one, first=-label, line=_IMPRINT_LINE)
            lines.append(paragraph(shape, run(f"抄送：{words}", ink)))
            room = grid.WIDTH - 2 * one - label
            height += -(-grid.width_of(words, grid.SMALL_SIZE, 0) // room) * _IMPRINT_LINE
        if document.copies and document.printer:
            lines.append(_thin_rule(6))
        if document.printer:
            tabs = (("left", grid.SMALL_SIZE), ("right", grid.WIDTH - grid.SMALL_SIZE))
            shape = Shape(line=_IMPRINT_LINE, tabs=tabs)
            lines.append(paragraph(shape, run(f"\t{document.printer}\t", ink), self._printed(ink)))
            height += _IMPRINT_LINE
        # The paragraph that holds it takes no room.
        yield paragraph(Shape(line=20), foot_of_page("".join((*lines, _thin_rule(8))), height=height))

    def _printed(self, ink: Ink) -> str:
        day = self._document.printed
        if day is None:
            return run(f"{GAPS['issued']}印发", replace(ink, is_gap=True))
        return run(f"{written_day(day)}印发", ink)


def _thin_rule(eighths: int) -> str:
    return paragraph(Shape(line=_RULE_LINE, borders=rule("top", eighths=eighths)))
