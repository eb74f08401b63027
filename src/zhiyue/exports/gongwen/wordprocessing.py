"""WordprocessingML in small: runs, paragraphs, tables of the official form as XML.

Comes in: words, faces, measures of `grid`. Goes out: XML text, to be parsed into a document. Every run names its face
in all four slots, because a word processor that finds one empty takes a face of its own for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from zhiyue.exports.gongwen import grid

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run is set: face of Han characters, face of digits and letters, size and tightening in twips, colour."""

    face: str
    latin: str
    size: int = grid.SIZE
    tighten: int = grid.TIGHTEN
    colour: str = "000000"
    is_gap: bool = False

    def xml(self) -> str:
        """The run's properties."""
        # hAnsi takes the Han face too: “”, …… and —— are then as wide as a character.
        fonts = (
            f'<w:rFonts w:hint="eastAsia" w:ascii="{self.latin}" w:hAnsi="{self.face}" w:eastAsia="{self.face}" '
            f'w:cs="{self.latin}"/>'
        )
        spacing = f'<w:spacing w:val="{self.tighten}"/>' if self.tighten else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFF0A8"/>' if self.is_gap else ""
        size = self.size // 10
        return (
            f'<w:rPr>{fonts}<w:color w:val="{self.colour}"/>{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f'{shade}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: alignment, indents and spacing in twips; `line` is exact, 0 leaves it to the content."""

    align: Align = "left"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = grid.LINE
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    tabs: tuple[tuple[str, int], ...] = ()
    borders: str = ""

    def xml(self) -> str:
        """The paragraph's properties, in the order of the schema."""
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in self.tabs)
        rule = f'w:line="{self.line}" w:lineRule="exact"' if self.line else 'w:line="240" w:lineRule="auto"'
        return "".join((
            "<w:pPr>",
            "<w:keepNext/>" if self.keep_next else "",
            "<w:pageBreakBefore/>" if self.new_page else "",
            f"<w:pBdr>{self.borders}</w:pBdr>" if self.borders else "",
            f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
            # A quarter of a blank between Han and digits would break the 28 characters of a line.
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>',
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" {rule}/>',
            self._indents(),
            f'<w:jc w:val="{self.align}"/>',
            f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            "</w:pPr>",
        ))  # fmt: skip

    def _indents(self) -> str:
        first = ""
        if self.first == 2 * grid.CHARACTER:
            # By characters first: the word processor keeps two of them when someone changes the size.
            first = f' w:firstLineChars="200" w:firstLine="{self.first}"'
        elif self.first:
            name = "firstLine" if self.first > 0 else "hanging"
            first = f' w:{name}="{abs(self.first)}"'
        return f'<w:ind w:left="{self.left}" w:right="{self.right}"{first}/>'


def run(words: str, ink: Ink) -> str:
    """Words in one ink; a tab and a line break in them are such."""
    pieces = []
    for place, line in enumerate(words.split("\n")):
        pieces += ["<w:br/>"] if place else []
        for number, part in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if number else []
            pieces += [f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>'] if part else []
    return f"<w:r>{ink.xml()}{''.join(pieces)}</w:r>"


def paragraph(shape: Shape, *runs: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{shape.xml()}{''.join(runs)}</w:p>"


def page_number(ink: Ink) -> str:
    """The runs of — 1 —, the number a field."""
    field = "".join(
        f"<w:r>{ink.xml()}{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return run("— ", ink) + field + run(" —", ink)


_CELL_SIDES, _NARROWEST = 220, 900
"""What a cell takes left and right of its words; the width under which no column goes."""
_LONGEST_FIGURE = 1800
"""Words wider than this in a column of figures are no figure and may be broken."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as the form sets it: rows of words, the first of them the header, and which columns are figures."""

    rows: Sequence[Sequence[str]]
    figures: Sequence[int]
    head: Ink
    body: Ink

    def xml(self) -> str:
        """A table as wide as the type area, its header repeated on every page, no row broken."""
        widths = self._widths()
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        rows = "".join(self._row(row, place, widths) for place, row in enumerate(self.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: Sequence[str], place: int, widths: Sequence[int]) -> str:
        is_head = place == 0
        ink = self.head if is_head else self.body
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(self._shape(column, is_head=is_head), run(_parted(words) if is_head else words, ink))}</w:tc>"
            for column, (words, width) in enumerate(zip(row, widths, strict=True))
        )
        head = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"

    def _shape(self, column: int, *, is_head: bool) -> Shape:
        align: Align = "center" if is_head else "right" if column in self.figures else "left"
        return Shape(align=align, line=360, before=40, after=40)

    def _widths(self) -> list[int]:
        """Columns as wide as their words ask, stretched or narrowed to the type area; a heading may take several lines.

        Where room is short, names of rows and sentences are broken; figures and units are not.
        """
        wanted, least = [], []
        for column, head in enumerate(self.rows[0]):
            body = [self._width(row[column]) for row in self.rows[1:]]
            parts = [self._width(part) for part in _parted(head).split("\n")]
            # A column of sentences must not starve the others.
            wanted.append(min(max((*body, *parts)), grid.WIDTH * 2 // 5) + _CELL_SIDES)
            figures = body if column in self.figures else []
            whole = max((width for width in (*figures, parts[-1]) if width < _LONGEST_FIGURE), default=0)
            least.append(min(max(whole + _CELL_SIDES, _NARROWEST), wanted[-1]))
        room, spare = grid.WIDTH - sum(least), sum(wanted) - sum(least)
        if sum(wanted) > grid.WIDTH and room > 0 and spare:
            widths = [low + (want - low) * room // spare for low, want in zip(least, wanted, strict=True)]
        else:
            widths = [width * grid.WIDTH // sum(wanted) for width in wanted]
        widths[0] += grid.WIDTH - sum(widths)
        return widths

    def _width(self, words: str) -> int:
        return grid.width_of(words, self.body.size, 0)


def _parted(head: str) -> str:
    """A heading in its parts, its unit on a line of its own."""
    return re.sub(r"(?<=.)（(?=[^（）]*）$)", "\n（", head).replace("·", "·\n")


def rule(side: str, *, colour: str = "000000", eighths: int = 8, space: int = 0, form: str = "single") -> str:
    """One rule of a paragraph or table: `eighths` of a point thick, `space` points away."""
    return f'<w:{side} w:val="{form}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_EMU = 635
"""English metric units of a twip."""


def foot_of_page(content: str, *, height: int) -> str:
    """A run that puts paragraphs at the foot of the type area of its page, as wide as that; text stays clear of it.

    A drawing and not a frame or a floating table, because word processors agree on where it stands.
    """
    wide, high = grid.WIDTH * _EMU, height * _EMU
    return (
        f'<w:r><mc:AlternateContent {_DRAWING}><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="9704" name="版记"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def smaller(ink: Ink, size: int) -> Ink:
    """The same ink in another size, not tightened."""
    return replace(ink, size=size, tighten=0)
