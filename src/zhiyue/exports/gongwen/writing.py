"""A `Document` as a Word file: the package around its parts, with page, footers, settings and fixed times.

Comes in: a `Document`. Goes out: the bytes of a ``.docx``. The same document gives the same bytes with the same version
of python-docx: times inside are the document's own day, and the package's entries are in order.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

from zhiyue.errors import ConfigurationError
from zhiyue.exports.gongwen import grid
from zhiyue.exports.gongwen.document import Document, Picture
from zhiyue.exports.gongwen.faces import FALLBACKS, WANTED, Faces
from zhiyue.exports.gongwen.parts import Parts
from zhiyue.exports.gongwen.wordprocessing import NAMESPACE, Ink, Shape, page_number, paragraph, rule, run

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file can hold."""
_EMU_PER_MM = 36_000


def write_document(document: Document, *, faces: Faces = WANTED) -> bytes:
    """Write an official document. `faces` are those of the form; give `available(installed())` to draw a PDF here.

    Raises:
        ConfigurationError: python-docx is not installed.
    """
    package = _docx().Document()
    _set_styles(package, faces)
    _set_settings(package)
    _set_properties(package, document)
    _fill(package, document, faces)
    _set_page(package, document, faces)
    _set_fonts(package, faces)
    out = io.BytesIO()
    package.save(out)
    return _steady(out.getvalue())


def _docx() -> Any:
    try:
        import docx  # noqa: PLC0415  # only documents need it
    except ImportError as error:
        raise ConfigurationError("documents need python-docx: install zhiyue[documents]") from error
    return docx


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415  # only documents need it

    name, rest = xml[1:].split(" " if " " in xml.split(">", 1)[0] else ">", 1)
    name = name.rstrip("/")
    joint = " " if " " in xml.split(">", 1)[0] else ">"
    return parse_xml(f'<{name} xmlns:w="{NAMESPACE}"{joint}{rest}')


def _fill(package: Any, document: Document, faces: Faces) -> None:
    body = package.element.body
    end = body.sectPr
    for piece in Parts(document, faces).all():
        element = _placed(package, piece) if isinstance(piece, Picture) else _element(piece)
        end.addprevious(element)


def _placed(package: Any, picture: Picture) -> Any:
    """A picture in a paragraph of its own, as high as it is."""
    stream = io.BytesIO(picture.png)
    inline = package.part.new_pic_inline(stream, width=picture.width * _EMU_PER_MM)
    inline.docPr.set("descr", picture.caption)
    shape = Shape(align="center", line=0, keep_next=True, before=120)
    element = _element(paragraph(shape, "<w:r><w:drawing/></w:r>"))
    drawing = element.find(f".//{{{NAMESPACE}}}drawing")
    drawing.append(inline)
    return element


# ── page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _set_page(package: Any, document: Document, faces: Faces) -> None:
    section = package.sections[0]
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other way to the grid
    for child in list(properties):
        properties.remove(child)
    _set_footers(section, faces)
    if document.kind == "函":
        section.different_first_page_header_footer = True
        _set_letter(section, document, faces)
    header = grid.LETTER_MARK_TOP if document.kind == "函" else 851
    margins = (
        f'<w:pgMar w:top="{grid.TOP}" w:right="{grid.RIGHT}" w:bottom="{grid.BOTTOM}" w:left="{grid.LEFT}" '
        f'w:header="{header}" w:footer="{grid.FOOTER}" w:gutter="0"/>'
    )
    for xml in (f'<w:pgSz w:w="{grid.PAGE[0]}" w:h="{grid.PAGE[1]}"/>', margins):
        _insert_before(properties, _element(xml), "titlePg")
    properties.append(_element(f'<w:docGrid w:type="lines" w:linePitch="{grid.LINE}"/>'))


def _insert_before(properties: Any, element: Any, name: str) -> None:
    """The schema wants titlePg behind the page's size and margins."""
    found = properties.find(f"{{{NAMESPACE}}}{name}")
    if found is not None:
        found.addprevious(element)
    else:
        properties.append(element)


def _set_footers(section: Any, faces: Faces) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones, a character away from it."""
    ink = Ink(faces.number, faces.number, grid.SMALL_SIZE, 0)
    for footer, shape in (
        (section.footer, Shape(align="right", right=grid.SMALL_SIZE, line=grid.SMALL_SIZE)),
        (section.even_page_footer, Shape(align="left", left=grid.SMALL_SIZE, line=grid.SMALL_SIZE)),
    ):
        _replace_content(footer, paragraph(shape, page_number(ink)))


def _set_letter(section: Any, document: Document, faces: Faces) -> None:
    """A letter's first page: mark and red double rules of 170 mm above and below, no page number."""
    mark = document.mark or document.issuer
    size = grid.mark_size(mark)
    out = (grid.LETTER_RULE - grid.WIDTH) // 2
    upper = rule("bottom", colour=grid.RED, eighths=24, space=grid.RULE_GAP_POINTS, form="thickThinSmallGap")
    shape = Shape(align="center", left=-out, right=-out, line=size * 6 // 5, after=200, borders=upper)
    ink = Ink(faces.title, faces.latin, size, 0, grid.RED)
    _replace_content(section.first_page_header, paragraph(shape, run(mark, ink)))
    lower = rule("top", colour=grid.RED, eighths=24, form="thinThickSmallGap")
    _replace_content(section.first_page_footer, paragraph(replace(shape, before=0, after=0, line=20, borders=lower)))


def _replace_content(part: Any, xml: str) -> None:
    part.is_linked_to_previous = False
    element = part._element  # noqa: SLF001 - python-docx has no public way to a footer's XML
    for child in list(element):
        element.remove(child)
    for piece in xml.replace("</w:p><w:p>", "</w:p>\x00<w:p>").split("\x00"):
        element.append(_element(piece))


# ── package ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _set_styles(package: Any, faces: Faces) -> None:
    """The defaults are the form's body: what someone types into the file later looks like the rest."""
    styles = package.styles.element
    ink = Ink(faces.body, faces.latin, tighten=0).xml()
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{ink}</w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:before="0" w:after="0"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    old = styles.find(f"{{{NAMESPACE}}}docDefaults")
    styles.replace(old, _element(defaults))
    normal = package.styles["Normal"].element
    for name in ("rPr", "pPr"):
        found = normal.find(f"{{{NAMESPACE}}}{name}")
        if found is not None:
            normal.remove(found)
    normal.append(_element(ink))


def _set_settings(package: Any) -> None:
    settings = package.settings
    settings.odd_and_even_pages_header_footer = True
    old = settings.element.find(f"{{{NAMESPACE}}}characterSpacingControl")
    control = _element('<w:characterSpacingControl w:val="doNotCompress"/>')
    if old is not None:
        settings.element.replace(old, control)
    else:
        even = settings.element.find(f"{{{NAMESPACE}}}evenAndOddHeaders")
        even.addnext(control)


def _set_properties(package: Any, document: Document) -> None:
    properties = package.core_properties
    when = dt.datetime.fromisoformat(f"{document.issued or '1980-01-01'}T00:00:00")
    properties.title = document.title.replace("\n", "")
    properties.author = properties.last_modified_by = document.issuer
    properties.created = properties.modified = when
    properties.language = "zh-CN"
    properties.comments = ""
    properties.revision = 1


def _set_fonts(package: Any, faces: Faces) -> None:
    """Name for each face those that stand in for it: a word processor without the first looks there."""
    fonts = []
    for name in dict.fromkeys(faces.names()):
        others = FALLBACKS.get(name, ())
        other = f'<w:altName w:val="{others[0]}"/>' if others else ""
        charset = "00" if name.isascii() and "CJK" not in name else "86"
        fonts.append(f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/></w:font>')
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{NAMESPACE}">{"".join(fonts)}</w:fonts>'
    for relation in package.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = blob.encode("utf-8")  # noqa: SLF001 - a part that python-docx keeps as bytes


def _steady(data: bytes) -> bytes:
    """The same package with its entries in one order and without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as came, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        # The content types come first: some readers look for them there.
        for name in sorted(came.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            written.writestr(entry, came.read(name))
    return out.getvalue()
