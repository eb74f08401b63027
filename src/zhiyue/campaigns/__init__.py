"""An edition that is run: figures of returns in, totals, late lists, pairs of duplicates and the closing report out."""

from zhiyue.campaigns.classify import Classified, classify
from zhiyue.campaigns.closing import close
from zhiyue.campaigns.comparing import PageFigure
from zhiyue.campaigns.counting import COUNT, STAGES, Figure, Key, Ledger, Part, Stage, Total, Totals
from zhiyue.campaigns.duplicates import Pair, find_duplicates
from zhiyue.campaigns.late import TASK_LABELS, Late, late, outcomes
from zhiyue.campaigns.national import national_return
from zhiyue.campaigns.pages import page_figures
from zhiyue.campaigns.tree import Tree

__all__ = [
    "COUNT",
    "STAGES",
    "TASK_LABELS",
    "Classified",
    "Figure",
    "Key",
    "Late",
    "Ledger",
    "PageFigure",
    "Pair",
    "Part",
    "Stage",
    "Total",
    "Totals",
    "Tree",
    "classify",
    "close",
    "find_duplicates",
    "late",
    "national_return",
    "outcomes",
    "page_figures",
]
