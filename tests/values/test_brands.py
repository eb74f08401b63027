import pytest

from zhiyue.model import Named
from zhiyue.values import find_brands


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("品牌：岛津 型号", Named("岛津", "shimadzu", "JP")),
        ("安捷伦科技（中国）", Named("安捷伦科技", "agilent", "US")),
        ("德国蔡司显微镜", Named("德国蔡司", "zeiss", "DE")),
        ("品牌：PE", Named("PE", "perkinelmer", "US")),
        ("百特激光粒度仪", Named("百特", "bettersize", "CN")),
        ("理学牌", Named("理学", "rigaku", "JP")),
    ],
)
def test_brand_with_its_home(text, value):
    (found,) = find_brands(text)
    assert found.value == value


@pytest.mark.parametrize("text", ["理学院", "默克尔访华", "PE管", "新产业发展", "OPEN", "热电厂", "科仪馆"])
def test_what_is_no_brand(text):
    assert list(find_brands(text)) == []
