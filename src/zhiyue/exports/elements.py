"""HTML made of nested calls: everything is escaped that is not HTML already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from zhiyue.exports.wording import Term


class Html(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


Child = str | None | Iterable["str | None"]

_VOID = frozenset({"input", "br", "col", "hr", "img", "meta"})


def tag(name: str, *children: Child, **attributes: str | bool | int | None) -> Html:
    """Make one element. A trailing underscore is dropped from attribute names, the others become hyphens.

    >>> tag("a", "1 < 2", href="#p", class_="ev", hidden=False)
    '<a href="#p" class="ev">1 &lt; 2</a>'
    """
    shown = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        spelled = key.rstrip("_").replace("_", "-")
        shown.append(f" {spelled}" if value is True else f' {spelled}="{escape(str(value))}"')
    opening = f"<{name}{''.join(shown)}>"
    return Html(opening if name in _VOID else f"{opening}{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Put pieces side by side."""
    return Html("".join(_flat(children)))


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Html):
            yield child
        elif isinstance(child, str):
            yield escape(child, quote=False)
        elif child is not None:
            yield from _flat(child)


def both(term: Term) -> Html:
    """A label in both languages; the page's switch shows one of them."""
    if term.zh == term.en:
        return join(term.zh)
    return join(tag("span", term.zh, class_="zh"), tag("span", term.en, class_="en", lang="en"))


def say(zh: str, en: str) -> Html:
    """A sentence of the viewer's own in both languages."""
    return both(Term(zh, en))
