"""Folding: what readers take as the same becomes the same, and no character moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue_site.archive.search.fold import fold


@given(st.text())
def test_fold_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("離子色譜儀採購", "离子色谱仪采购"),
        ("質量監督檢驗檢疫總局", "质量监督检验检疫总局"),
        ("最後一臺顯微鏡", "最后一台显微镜"),
        ("裡裏外外", "里里外外"),
        ("鍾爲餘著", "钟为余着"),
        ("ＧＢ／Ｔ　１９００１", "gb/t 19001"),
        ("ICP-MS", "icp-ms"),
        ("Ⅱ", "ⅱ"),
    ],
)
def test_fold_joins_spellings(printed: str, typed: str) -> None:
    assert fold(printed) == fold(typed)
