import pytest

from tests.records.made import money
from zhiyue.model import Count, Named, Quantity, Share
from zhiyue.records.meaning import is_cut_of, is_short_for, meaning


@pytest.mark.parametrize(
    ("a", "b", "type"),
    [
        (money("4051800.00", "405.18"), money("4051800", "4,051,800.00", "元"), "money"),
        (Count("1,200"), Count("1200"), "count"),
        (Share("36.50"), Share("36.5"), "share"),
        (Named("科技部"), Named("中华人民共和国科学技术部"), "organisation"),
        (Named("市场监管总局", "samr"), Named("国家市场监督管理总局", "samr"), "organisation"),
        ("推动质量变革创新 促进质量强国建设", "推动质量变革创新、促进质量强国建设", "text"),
        ("0722－256211hj0317号", "0722-256211HJ0317", "code"),
    ],
)
def test_meaning_is_equal(a: object, b: object, type: str) -> None:
    assert meaning(a, type) == meaning(b, type)


@pytest.mark.parametrize(
    ("a", "b", "type"),
    [
        (money("4051800.00", "405.18"), money("40518.00", "4.0518"), "money"),
        (Quantity("2", "台"), Quantity("2", "套"), "quantity"),
        ("2025-09", "2025-09-10", "date"),
        (Named("第一人民医院"), Named("第二人民医院"), "organisation"),
    ],
)
def test_meaning_differs(a: object, b: object, type: str) -> None:
    assert meaning(a, type) != meaning(b, type)


@pytest.mark.parametrize(
    ("coarse", "fine", "options"),
    [
        (money("114100.00", "11.41"), money("114051.00", "114051", "元"), {}),
        (money("274000000.00", "2.74", "亿"), money("273600000.00", "27360"), {}),
        (money("6637800.00", "663.78"), money("6637812.00", "6637812", "元"), {"status": "truncated"}),
        (Count("300"), Count("312"), {"relation": "≥"}),
        (Count("300"), Count("304"), {"relation": "≈"}),
        (Share("36"), Share("36.47"), {}),
        ("2025-09", "2025-09-10", {}),
        ("2025-09-10", "2025-09-10T08:00+08:00", {}),
        ("2025-09-10T08:12+08:00", "2025-09-10T08:12:27+08:00", {}),
        ("离子色谱", "离子色谱仪采购项目", {"status": "truncated"}),
    ],
)
def test_coarse_value_may_be_the_fine_one(coarse: object, fine: object, options: dict[str, str]) -> None:
    assert is_short_for(coarse, fine, **options)


@pytest.mark.parametrize(
    ("coarse", "fine", "options"),
    [
        (money("4061000.00", "406.1"), money("4051800.00", "405.18"), {}),
        (money("4052000.00", "405.2"), money("4051800.00", "405.18"), {"status": "truncated"}),
        (money("4051800.00", "405.18"), money("4051800.00", "4051800", "元"), {}),
        (Count("300"), Count("312"), {}),
        (Count("300"), Count("412"), {"relation": "≥"}),
        (Count("21"), Count("20"), {}),
        ("2025-09", "2025-10-09", {}),
        ("离子色谱", "离子色谱仪采购项目", {}),
        (Count("3"), "3", {}),
    ],
)
def test_coarse_value_is_another(coarse: object, fine: object, options: dict[str, str]) -> None:
    assert not is_short_for(coarse, fine, **options)


def test_unreadable_figure_is_compared_by_its_first_digits() -> None:
    assert is_cut_of("预算2...", money("28042000.00", "2804.2"))
    assert not is_cut_of("预算3...", money("28042000.00", "2804.2"))
    assert not is_cut_of("预算...", money("28042000.00", "2804.2"))
