"""Other names: instruments by abbreviation, makers in both scripts, organisations as people shorten them."""

import pytest

from zhiyue.reference import instruments
from zhiyue_site.archive.search.synonyms import (
    instruments_named,
    other_names,
    short_names,
    split_at_instruments,
    with_wider_kinds,
)


@pytest.mark.parametrize("words", ["ICP-MS", "icpms", "ICP MS", "电感耦合等离子体质谱仪", "電感耦合等離子體質譜儀"])
def test_instruments_named_in_any_way(words: str) -> None:
    assert instruments_named(words) == ("icp-ms",)


def test_instruments_named_by_each_of_its_names() -> None:
    assert [kind.id for kind in instruments() for name in kind.names if kind.id not in instruments_named(name)] == []


def test_wider_kinds_leave_out_the_roots() -> None:
    roots = {kind.id for kind in instruments() if not kind.parent}

    assert with_wider_kinds(kind.id for kind in instruments()) & roots == set()


def test_other_names_of_makers_and_bodies() -> None:
    assert "Agilent" in other_names("安捷伦")
    assert "国家市场监督管理总局" in other_names("市场监管总局")
    assert other_names("质量月") == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("江东医科大学", ("江东医大",)),
        ("云溪县人民医院", ("云溪县医院",)),
        ("望州市市场监督管理局", ("望州市市场监管局", "望州市市监局")),
        ("江东仪器有限公司", ()),
    ],
)
def test_short_names(name: str, short: tuple[str, ...]) -> None:
    assert short_names(name) == short


def test_split_leaves_words_without_instruments_whole() -> None:
    assert split_at_instruments("江东省质量月活动") == ("江东省质量月活动",)
