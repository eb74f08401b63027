"""What units mail → drafts: workbooks, documents, saved pages, pasted text.

Comes in: a file's name and bytes. Goes out: a `zhiyue.draft.SheetReading`: rows of named values, each cell with its place,
its confidence and the reason; nothing in it counts before a person has confirmed it.
"""

from zhiyue.sheets.differ import differences
from zhiyue.sheets.read import read_sheet

__all__ = ["differences", "read_sheet"]
