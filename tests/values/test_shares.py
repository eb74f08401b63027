import pytest

from zhiyue.model import Share
from zhiyue.values import find_shares, parse


@pytest.mark.parametrize(
    ("text", "exact", "percent", "relation"),
    [
        ("占比36.47%，", "36.47%", "36.47", "="),
        ("占比36.47％", "36.47％", "36.47", "="),
        ("环比下降16.67%", "下降16.67%", "-16.67", "="),
        ("占四成", "四成", "40", "="),
        ("占三成五", "三成五", "35", "="),
        ("百分之三十六点五", "百分之三十六点五", "36.5", "="),
        ("超过40%", "超过40%", "40", ">"),
        ("3%以上", "3%以上", "3", "≥"),
    ],
)
def test_share(text, exact, percent, relation):
    (found,) = find_shares(text)
    assert (found.span.of(text), found.value, found.relation) == (exact, Share(percent), relation)


@pytest.mark.parametrize("text", ["贴息2.5个百分点", "完成交货", "十成交"])
def test_what_is_no_share(text):
    assert list(find_shares(text)) == []


def test_parsing_no_share_raises():
    with pytest.raises(ValueError, match="no percentage"):
        parse("share", "36.47")
