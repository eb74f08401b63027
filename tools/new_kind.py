"""Begin a page kind: one module that works, and the four example pages that every kind has.

Comes in: the name of the kind (snake_case) and the Chinese words that its pages bear in their titles. Goes out:
``src/zhiyue/kinds/<name>.py`` and ``tests/kinds/<name>/``: a kind that reads project, number, buyer and one date from the
form that all notices share, with pages to be replaced by your own. Nothing that is there is overwritten. The gold is drafted
by the first run of the tests, for a person to correct and sign.

Run it with ``make new-kind NAME=open_day TITLE=开放日公告``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MODULE = '''"""{english}: say in one sentence what such a page is.

Chinese names: {title}::

    项目编号：JZ-2025-0098　采购人：江州大学　公告日期：2025年6月28日

Terms: name the standard whose words the fields use.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Finding, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.purchase import PURCHASE_PROPS, check_numbers, read_purchase

{constant} = FactType(
    name="{name}",
    label_zh="{title}",
    label_en="{english}",
    standard="",
    props=(*PURCHASE_PROPS, Prop("signed", "日期", "Date", "date")),
    key=("project_number", "project", "buyer"),
)

_CUES = (
    Cue(("{title}",), "title", 0.7),
    # Words of the form below the title: three of them make a page of this kind where the title says nothing.
    Cue(("项目编号", "项目名称", "采购人"), "prose", 0.1),
    # What the title of a page of another kind says.
    Cue(("更正", "终止", "月报", "办法"), "title", -0.8),
)


def recognise(hits: Hits, _excerpt: Excerpt) -> Score:
    """The title says it; the form alone does not, for many kinds share it."""
    return score_form(_CUES, hits, enough=4)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the one fact of the notice."""
    purchase = read_purchase(excerpt)
    fields = {{**purchase.identity(), "signed": purchase.day("signed")}}
    if any(fields[name] for name in {constant}.key):
        yield excerpt.fact({constant}.name, fields, key={constant}.key)


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The year in the project number."""
    for fact in facts:
        if fact.kind == {constant}.name:
            yield from check_numbers(excerpt, fact.all("project_number"))


KIND = Kind(
    name="{name}",
    label_zh="{title}",
    label_en="{english}",
    facts=({constant},),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=70,
    embeds=False,
)
'''

_HEAD = "江州省公共资源交易网\n当前位置：首页 > 公告\n"
_BODY = "发布时间：2025-06-30 09:30　浏览次数：112\n项目名称：{project}\n采购人：江州大学\n签订日期：2025年6月28日\n"
PAGES: Mapping[str, str] = {
    "plain.page.txt": f"{_HEAD}江州大学质谱仪{{title}}\n{_BODY.format(project='江州大学质谱仪采购项目')}项目编号：JZ-2025-0098\n",
    "missing.page.txt": f"{_HEAD}江州大学光谱仪{{title}}\n发布时间：2025-06-30 09:30　浏览次数：112\n采购人：江州大学\n",
    "negative.page.txt": f"{_HEAD}江州大学色谱仪{{title}}更正公告\n{_BODY.format(project='江州大学色谱仪采购项目')}更正内容：投标截止时间\n",
    "garbled.clean.txt": (
        "江州仪器网\n首页>资讯中心>公告>正文\n江州大学显微镜{title}\n2025-06-30 09:30:00 来源：江州仪器网 作者：成 点击量：112\n"
        "　　项目名称：江州大学显微镜采购项目\n　　项目编号：JZ-2025-0101\n　　采购人：江州大学\n　　签订日期：2025年6月28日\n"
    ),
}

TEST = '''"""{title}: what this kind does that no other does; the four pages beside it are read by `tests.kinds`."""

from tests.excerpts import facts_of, notice_of, score_of, words

TITLE = "江州大学质谱仪{title}"


def test_title_and_form_make_it_one() -> None:
    excerpt = notice_of(TITLE, body="项目编号：JZ-2025-0098\\n采购人：江州大学\\n")
    (fact,) = facts_of("{name}", excerpt)

    assert score_of("{name}", excerpt) >= 0.5
    assert words(fact, "project_number") == ["JZ-2025-0098"]
'''


def write_kind(name: str, title: str, *, root: Path = ROOT) -> tuple[Path, ...]:
    """Write module, pages and test; return what was written.

    Raises:
        ValueError: `name` is no name of a module, `title` holds no Chinese words.
        FileExistsError: a kind of that name is there.
    """
    if re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) is None:
        raise ValueError(f"{name!r} is no name of a kind: write it as open_day")
    if re.search("[一-龥]{2}", title) is None:
        raise ValueError(
            f"{title!r} holds no Chinese words: give what its pages bear in their titles, such as 开放日公告"
        )
    module, folder = root / "src" / "zhiyue" / "kinds" / f"{name}.py", root / "tests" / "kinds" / name
    if module.exists() or folder.exists():
        raise FileExistsError(f"there is a kind {name}; change {module} and {folder} by hand")
    words = {"name": name, "constant": name.upper(), "title": title, "english": name.replace("_", " ").capitalize()}
    files = {module: MODULE, folder / f"test_{name}.py": TEST, **{folder / page: text for page, text in PAGES.items()}}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words), encoding="utf-8")
    return tuple(files)


def main() -> int:
    """Write the files and say what to do with them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="name of the kind, such as open_day")
    parser.add_argument("title", help="what its pages bear in their titles, such as 开放日公告")
    options = parser.parse_args()
    try:
        written = write_kind(options.name, options.title)
    except (ValueError, FileExistsError) as error:
        print(f"new-kind: {error}", file=sys.stderr)
        return 2
    print(*(path.relative_to(ROOT) for path in written), sep="\n")
    print(
        "\nNow put pages of your own in the place of these, run  make test ARGS=tests/kinds  until the gold is drafted,"
    )
    print("correct and sign it, and go on with docs/how-to/add-a-kind.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
