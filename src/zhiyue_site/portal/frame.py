"""What stands around every page: name, channels, the other language, large print, footer.

Comes in: the request. Goes out: the template variable ``frame``. Nothing here asks the database or the session, so
that a public page can be kept by any cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhiyue_site.archive.channels import CHANNELS, Channel
from zhiyue_site.portal.deployment import Slot, deployment

SIZE_COOKIE = "size"
_ENGLISH = "/en/"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a navigation."""

    href: str
    name: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in the other language."""

    href: str
    lang: str
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page."""

    name: str
    nav: tuple[Link, ...]
    foot: tuple[Link, ...]
    slots: tuple[Slot, ...]
    other: Other
    twins: tuple[tuple[str, str], ...]
    is_large: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor; built only where a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def is_english() -> bool:
    """Whether the page being made is the English one."""
    return get_language() == "en"


def is_large(request: HttpRequest) -> bool:
    """Whether the reader chose large print."""
    return request.COOKIES.get(SIZE_COOKIE) == "large"


def channel_name(channel: Channel) -> str:
    """The name of a channel in the language of the page."""
    return channel.en if is_english() else channel.zh


def _frame(request: HttpRequest) -> Frame:
    face = deployment()
    return Frame(
        name=face.name,
        nav=_nav(request.path),
        foot=tuple(Link(reverse(name), words) for name, words in _foot()),
        slots=face.footer,
        other=_other(request),
        twins=_twins(request),
        is_large=is_large(request),
    )


def _nav(path: str) -> tuple[Link, ...]:
    links = [(reverse("channel", args=[channel.slug]), channel_name(channel)) for channel in CHANNELS]
    links += [(reverse("topics"), _("专题")), (reverse("calendar"), _("日历"))]
    return tuple(Link(href, name, path.startswith(href)) for href, name in links)


def _foot() -> Iterator[tuple[str, str]]:
    yield "about", _("关于与方法")
    yield "campaigns", _("活动")
    yield "statistics", _("收录统计")
    yield "organisations", _("机构")
    yield "instruments", _("仪器")
    yield "feed", _("订阅")


def _other(request: HttpRequest) -> Other:
    path = request.get_full_path()
    if is_english():
        return Other(path.removeprefix(_ENGLISH.rstrip("/")) or "/", "zh-Hans", "中文")
    return Other(f"{_ENGLISH.rstrip('/')}{path}", "en", "English")


def _twins(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Language → whole address of this page in it, for machines that offer a reader her own."""
    other = _other(request)
    here, there = (request.build_absolute_uri(href) for href in (request.get_full_path(), other.href))
    english, chinese = (here, there) if is_english() else (there, here)
    return (("zh-Hans", chinese), ("en", english), ("x-default", chinese))
