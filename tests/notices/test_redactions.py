"""Persons beside their role words and their numbers are found; public figures, authors, numbers of things are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.notices.redactions import find_redactions


def found(text):
    return [(text[r.start : r.end], r.kind) for r in find_redactions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系人：张晓明，电话：010-62345678转802", [("张晓明", "person"), ("010-62345678转802", "phone")]),
        ("项目联系人：李女士 联系电话：13800001234", [("李女士", "person"), ("13800001234", "phone")]),
        (
            "评审专家名单：赵甲、钱乙（采购人代表）、欧阳丙丁",
            [("赵甲", "person"), ("钱乙", "person"), ("欧阳丙丁", "person")],
        ),
        ("联 系 人: 王老师", [("王老师", "person")]),
        ("经办人：陈 明 邮箱 a.b@example.cn", [("陈 明", "person"), ("a.b@example.cn", "email")]),
        ("开户账号：6222 0000 1111 2222 333", [("6222 0000 1111 2222 333", "bank_account")]),
        ("身份证号 11010119900307001X。", [("11010119900307001X", "id_number")]),
        ("传真：0571-87654321", [("0571-87654321", "phone")]),
        ("电话：87654321", [("87654321", "phone")]),
        ("电话：0999-5554401（鲁工）", [("0999-5554401", "phone"), ("鲁工", "person")]),
        ("咨询 王老师：13800001234", [("王老师", "person"), ("13800001234", "phone")]),
        (
            "五、评审专家（单一来源采购人员）名单\n康平、祁月华、邵立\n六、其他",
            [("康平", "person"), ("祁月华", "person"), ("邵立", "person")],
        ),
        ("联系人：何文。请与何文联系。", [("何文", "person"), ("何文", "person")]),
    ],
)
def test_find_redactions_of_persons_and_numbers(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "项目编号：0811-254DSITC1745，数量：1套",
        "招标编号：0701-264106070107",
        "采购编号 0571-87654321",
        "拨打12315投诉，热线400-820-0000",
        "来源：某某网 作者：杨 点击量：4620",
        "以某同志为核心的领导，主任委员张某在会上讲话",
        "统一社会信用代码：91110000600037341L",
        "联系人：详见公告正文",
        "采购中心 0571-1234",
        "金额 13800001234.56 元",
        "2022年09月06日 11:25:12",
    ],
)
def test_find_redactions_leaves_alone(text):
    assert found(text) == []


@given(st.text(alphabet=st.sampled_from("联系人：张三李四、，（）0123456789-@a.转 \n"), max_size=120))
def test_find_redactions_are_sorted_ranges(text):
    redactions = find_redactions(text)
    assert all(0 <= r.start < r.end <= len(text) for r in redactions)
    assert list(redactions) == sorted(redactions, key=lambda r: r.start)
