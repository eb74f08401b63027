"""The official form of Chinese government documents (GB/T 9704-2012): Word files, their PDF, and a check for faults.

Comes in: a `Document` (made by hand, or from a `Report` by `report_as_document`). Goes out: the bytes of a ``.docx``.
The layout has one place, `zhiyue.exports.gongwen.grid`; nothing of it is repeated elsewhere.
"""

from zhiyue.exports.gongwen.document import Annex, Block, Document, Grid, Heading, Kind, Paragraph, Picture
from zhiyue.exports.gongwen.from_report import Frame, report_as_document
from zhiyue.exports.gongwen.writing import write_document

__all__ = [
    "Annex",
    "Block",
    "Document",
    "Frame",
    "Grid",
    "Heading",
    "Kind",
    "Paragraph",
    "Picture",
    "report_as_document",
    "write_document",
]
