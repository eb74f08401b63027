import pytest

from zhiyue.values import facets_of, find_instruments


@pytest.mark.parametrize(
    ("text", "exact", "id"),
    [
        ("6月离子色谱仪中标盘点", "离子色谱仪", "ic"),
        ("采购透射电子显微镜", "透射电子显微镜", "tem"),
        ("分析型超速离心机", "分析型超速离心机", "ultracentrifuge"),
        ("超高效半制备二维液相色谱仪", "超高效半制备二维液相色谱仪", "lc"),
        ("二维液相色谱仪", "二维液相色谱仪", "2d-lc"),
        ("核磁共振成像系统1套", "核磁共振成像系统", "mri"),
        ("300兆超导核磁共谱仪", "超导核磁", "nmr"),
        ("低场核磁分析仪", "低场核磁分析仪", "lf-nmr"),
        ("X射线光电子能谱仪", "X射线光电子能谱仪", "xps"),
        ("γ能谱仪", "γ能谱仪", "radiation"),
        ("配置能谱仪", "能谱仪", "eds"),
        ("ICP-MS一台", "ICP-MS", "icp-ms"),
        ("SEM一台", "SEM", "sem"),
        ("气质联用仪", "气质联用仪", "gc-ms"),
        ("全自动固相萃取仪", "全自动固相萃取仪", "spe"),
    ],
)
def test_instrument_links_to_the_list(text, exact, id):
    (found,) = find_instruments(text)
    assert (found.span.of(text), found.value.name, found.value.id) == (exact, exact, id)


@pytest.mark.parametrize(
    "text",
    [
        "浙ICP备12345678号",
        "64排CT球管",
        "IC卡",
        "SEM推广",
        "MS Office软件",
        "空气质量",
        "时尚气质",
        "紫外线",
        "ABC-SEM123",
        "大气相当",
    ],
)
def test_what_is_no_instrument(text):
    assert list(find_instruments(text)) == []


def test_facets_are_kept_all():
    assert [facet.id for facet in facets_of("超高效半制备二维液相色谱仪")] == ["uhplc", "prep-lc", "2d-lc"]


def test_facets_of_unknown_words_are_none():
    assert facets_of("量子罗盘") == ()


def test_canonical_name_is_the_lists_own():
    (found,) = find_instruments("采购透射电镜一台")
    assert (found.value.name, found.canonical) == ("透射电镜", "透射电子显微镜")
