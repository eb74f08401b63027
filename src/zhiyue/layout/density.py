"""Which lines of an HTML page are its text, by how densely each element holds running words.

Comes in: the tree over a page's lines. Goes out: the indices of the body's lines. An article is prose with few links; what
stands around it is links and scraps. The way goes from the outermost element inwards, as long as one child keeps most of
the prose; what is left is the body's element, less the lists of links and asides inside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zhiyue.layout.tree import Tree

_KEPT = 0.7
"""A child that keeps this share of the prose is nearer to the body than its parent."""

_MARKS = re.compile(r"[，。；：！？、,;]")

# 未经本网书面授权不得转载 | 违法和不良信息举报电话 | 某ICP备…: running words at the foot of every page of a site
_OF_THE_SITE = re.compile(
    r"未经[^。]{0,24}(?:授权|许可|同意)|版权(?:所有|声明)|[Cc]opyright|©|ICP[备证]|公网安备|举报(?:电话|邮箱)|免责声明|许可证"
)

_LONGEST_NOTICE = 300
"""An article may speak of 许可证 too, and old pages print the whole of one as a single line."""

# class="related-news" | id="comment_list" | class="copyright": elements that stand beside an article by their name
_ASIDE = re.compile(
    r"(?<![a-z])(?:comment|cmt|reply|footer|foot|sidebar|side|aside|related|relate|relative|recommend|hot|rank|copyright|"
    r"breadcrumb|crumb|nav|menu|share|toolbar|ad|ads|advert|banner|login|qrcode|disclaimer|tags?|pinglun|"
    r"tuijian|xiangguan|topbar|popup|dialog|modal|catlinks|reflist|toc|mw-editsection)"
    r"(?:s|ed|ing)?(?![a-z])"
)
_ASIDE_TAGS = frozenset({"nav", "footer", "aside"})
_MAIN = 0.5
"""An element with more of the page's prose than this is no aside, whatever its name is."""


@dataclass(frozen=True, slots=True)
class Found:
    """The body: its element (-1 where the page has no prose) and the lines that belong to it.

    `loose` are lines of prose outside of it that stand in no aside: a summary above the text is often set apart.
    """

    element: int
    lines: tuple[int, ...] = ()
    loose: frozenset[int] = frozenset()


def find_body(tree: Tree) -> Found:
    """Find the body of a page. Linear in elements and lines times the depth of the tree."""
    prose = [_prose(tree, number) for number in range(len(tree.lines))]
    whole = _sums(tree, prose)
    asides = _asides(tree, whole)
    beside = _inside(tree, asides)
    inside = [0 if owner in beside else worth for owner, worth in zip(tree.owner, prose, strict=True)]
    element = _innermost(tree, _sums(tree, inside))
    if element < 0:
        return Found(-1)
    barred = asides | _link_lists(tree)
    within = _inside(tree, frozenset({element}), barred=barred)
    lines = tuple(n for n, owner in enumerate(tree.owner) if owner in within and not _is_only_links(tree, n))
    own, apart = frozenset(lines), _inside(tree, barred)
    loose = frozenset(n for n, worth in enumerate(inside) if worth and n not in own and tree.owner[n] not in apart)
    return Found(element, lines, loose)


def _prose(tree: Tree, number: int) -> int:
    """How much of a line is running words: links and scraps count nothing."""
    words = tree.lines[number].words
    plain = len(words) - tree.linked[number]
    marks = len(_MARKS.findall(words))
    is_notice = len(words) <= _LONGEST_NOTICE and _OF_THE_SITE.search(words) is not None
    if is_notice or plain * 2 < len(words) or (marks == 0 and plain < 24) or plain < 10:
        return 0
    return plain + 8 * min(marks, plain // 8)


def _sums(tree: Tree, worth: Sequence[int]) -> list[int]:
    """What each element holds, children and all."""
    sums = [0] * len(tree.elements)
    for owner, value in zip(tree.owner, worth, strict=True):
        if owner >= 0:
            sums[owner] += value
    for index in range(len(sums) - 1, 0, -1):
        if (held := sums[index]) and (parent := tree.elements[index].parent) >= 0:
            sums[parent] += held
    return sums


def _asides(tree: Tree, sums: Sequence[int]) -> frozenset[int]:
    most = _MAIN * max(sums, default=0)
    # The same few names stand on hundreds of elements.
    beside = {names for names in {element.names for element in tree.elements} if names and _ASIDE.search(names)}
    return frozenset(
        index
        for index, element in enumerate(tree.elements)
        if (element.names in beside or element.tag in _ASIDE_TAGS) and sums[index] <= most
    )


def _inside(tree: Tree, roots: frozenset[int], *, barred: frozenset[int] = frozenset()) -> frozenset[int]:
    """The elements inside `roots`, these among them, less `barred` ones and what is inside those; one pass."""
    found: set[int] = set()
    for index, element in enumerate(tree.elements):
        if index in roots or (element.parent in found and index not in barred):
            found.add(index)
    return frozenset(found)


def _innermost(tree: Tree, sums: Sequence[int]) -> int:
    """Go inwards from the outermost element as long as one child keeps most of the prose."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for index, held in enumerate(sums):
        if held:
            children[tree.elements[index].parent].append(index)
    current = max(children[-1], key=lambda index: sums[index], default=-1)
    if current < 0:
        return -1
    while children[current]:
        best = max(children[current], key=lambda index: sums[index])
        if sums[best] < _KEPT * sums[current] or tree.elements[best].tag in ("p", "span", "tr", "a", "strong", "font"):
            break
        current = best
    return current


def _link_lists(tree: Tree) -> frozenset[int]:
    """Elements of several lines that are links for the most part."""
    sizes = _sums(tree, [len(line.words) for line in tree.lines])
    links = _sums(tree, tree.linked)
    counts = _sums(tree, [int(linked > 0) for linked in tree.linked])
    return frozenset(index for index in range(len(sizes)) if counts[index] >= 2 and links[index] * 2 > sizes[index])


def _is_only_links(tree: Tree, number: int) -> bool:
    words = tree.lines[number].words
    return tree.linked[number] * 10 >= len(words) * 9 and not _MARKS.search(words)
