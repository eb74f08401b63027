import pytest

from zhiyue.model import Named
from zhiyue.values import find_places, parse, province_of, region_of_buyer


@pytest.mark.parametrize(
    ("text", "exact", "name", "id"),
    [
        ("在京启动", "在京", "北京", "110000"),
        ("于北京召开", "北京", "北京", "110000"),
        ("北京市", "北京市", "北京", "110000"),
        ("陕西省商洛市柞水县", "陕西省商洛市柞水县", "柞水县", "611026"),
        ("柞水县人民医院", "柞水县", "柞水县", "611026"),
        ("北京顺义", "北京顺义", "顺义区", "110113"),
        ("杭州医学院", "杭州", "杭州", "330100"),
        ("内蒙古自治区", "内蒙古自治区", "内蒙古", "150000"),
        ("南京市鼓楼区", "南京市鼓楼区", "鼓楼区", "320106"),
        ("鼓楼区", "鼓楼区", "鼓楼区", None),
        ("吉林", "吉林", "吉林", "220000"),
        ("恩施土家族苗族自治州", "恩施土家族苗族自治州", "恩施", "422800"),
    ],
)
def test_place_under_its_common_name(text, exact, name, id):
    (found,) = find_places(text)
    assert (found.span.of(text), found.value) == (exact, Named(name, id))


@pytest.mark.parametrize("text", ["中山大学", "孙中山", "大理石", "德州仪器", "其中卫生", "朝阳产业", "顺义"])
def test_what_is_no_place(text):
    assert list(find_places(text)) == []


@pytest.mark.parametrize(
    ("buyer", "province"),
    [
        ("浙江省人民医院毕节医院", "520000"),
        ("广东省人民医院赣州医院", "360000"),
        ("遵义医科大学第五附属（珠海）医院", "440000"),
        ("北京科技大学天津学院", "120000"),
        ("杭州医学院", "330000"),
    ],
)
def test_the_last_place_in_a_buyers_name_decides(buyer, province):
    assert province_of(region_of_buyer(buyer).id) == province


@pytest.mark.parametrize("buyer", ["复旦大学附属中山医院", "暨南大学附属第一医院", "某单位", "通州区人民医院"])
def test_a_buyer_without_a_telling_place_has_no_region(buyer):
    assert region_of_buyer(buyer) is None


def test_unknown_words_are_a_place_without_id():
    assert parse("place", "某地") == Named("某地")
