"""Papers of an edition: proposed from what the edition says, laid out in the official form, checked for common faults.

Comes in: an edition, or a `Document` row. Goes out: the beginnings of a notice, a ``.docx``. A number, a
day or a signer that is not known stays a marked gap.
"""

from __future__ import annotations

import re

from zhiyue.exports import gongwen
from zhiyue.exports.gongwen.lint import lint_document
from zhiyue_site.quality_month.models import Document, Edition

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、\s*(?P<title>\S.*)$")
_NUMERALS = "一二三四五六七八九十"


def proposal(edition: Edition) -> dict[str, str]:
    """How a notice of the edition may begin: what is known of it, in the order of a notice; a person writes the rest."""
    areas = list(edition.areas.order_by("order"))
    lines = [
        f"为做好{edition.title}活动，现将有关事项通知如下。",
        "一、活动主题",
        edition.theme,
        "二、活动时间",
        f"{edition.start:%Y年%-m月%-d日}至{edition.end:%Y年%-m月%-d日}",
        *(["三、重点方面"] if areas else []),
        *(f"（{_NUMERALS[n]}）{area.title}" for n, area in enumerate(areas[:10])),
        f"{'四' if areas else '三'}、报送要求",
        *(f"{row.get_task_display()}：{row.day:%Y年%-m月%-d日}前" for row in edition.deadlines.filter(unit=None)),
        f"各项活动结束后 {edition.report_within} 日内报送活动情况。",
    ]
    return {
        "form": Document.Form.NOTICE,
        "title": f"关于开展{edition.title}活动的通知",
        "issuers": edition.root.name,
        "addressees": "各有关单位",
        "body": "\n".join(lines),
        "annexes": "活动计划表\n活动情况统计表",
    }


def sections_of(body: str) -> list[dict[str, object]]:
    """A body as parts: a line that begins with 一、 is a heading, and what follows belongs to it."""
    found: list[dict[str, object]] = []
    paragraphs: list[str] = []
    title = ""
    for line in filter(None, (line.strip() for line in body.splitlines())):
        heading = _HEADING.match(line)
        if heading is None:
            paragraphs.append(line)
            continue
        if title or paragraphs:
            found.append({"title": title, "paragraphs": paragraphs})
        title, paragraphs = heading["title"], []
    return [*found, {"title": title, "paragraphs": paragraphs}]


def document_of(paper: Document) -> gongwen.Document:
    """The paper in the shape of the official form. Raises ValueError where its number is none of that form."""
    blocks: list[gongwen.Block] = []
    if paper.form == Document.Form.RELAY:
        number = f"（{paper.relayed_number}）" if paper.relayed_number else ""
        blocks.append(gongwen.Paragraph(f"现将《{paper.relayed_title}》{number}转发给你们，请结合实际贯彻执行。"))
    for section in paper.sections:
        if section["title"]:
            blocks.append(gongwen.Heading(1, section["title"]))
        blocks.extend(gongwen.Paragraph(words) for words in section["paragraphs"])
    annexes = tuple(gongwen.Annex(title, (gongwen.Paragraph("（另附）"),)) for title in paper.annexes)
    return gongwen.Document(
        kind="报告" if paper.form == Document.Form.REPORT else "通知",
        title=paper.title,
        issuer=paper.issuers[0],
        blocks=tuple(blocks),
        addressees=tuple(filter(None, [paper.addressees])),
        number=paper.number or None,
        issued=paper.signed_on.isoformat() if paper.signed_on else None,
        annexes=annexes,
    )


def docx(paper: Document) -> bytes:
    """The paper as a ``.docx`` in the official form. Raises ValueError as `document_of`."""
    return gongwen.write_document(document_of(paper))


def refusal_of(paper: Document) -> str:
    """Why the official form refuses a paper; empty where it does not."""
    try:
        document_of(paper)
    except ValueError as error:
        return str(error)
    return ""


def faults_of(paper: Document) -> tuple[str, ...]:
    """What a careful clerk would mark in its words, one line a fault; only of a paper that the form takes."""
    found = lint_document(docx(paper), where=paper.title)
    return tuple(f"{fault.place()}：{fault.message()}" for fault in found)
