"""What holds for every kind on any text: no failure, evidence that quotes, values that can be made again, an end."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.excerpts import assert_facts_hold, excerpt_of, excerpts_in

from zhiyue.kinds import kinds, recognise

LOOSE = (
    "第45个 第二十一届 首届 第六批 2022年 2022 9月1日下午 9月10日至12日 2025年9月10日-12日 1978年 今年 每年9月 为期 一个月 始于 自 以来 起 主题为 以 为主题 "
    "活动主题 ： : 、 ， 。 ； ; “ ” 《 》 （ ） ( ) 暨 与 同期举行 在京举行 在 北京 江州 举办 启动 启动仪式 开幕 等 21个部门 会同 联合 由 主办单位 主办 市场监管总局 教育部 "
    "省教育厅 公司 围绕 六个方面 四大行动 一是 二是 一、 二、 活动重点 （一） （二） 1. 2. ① 全国 世界 “质量月” 质量月 “安全生产月” 世界计量日 展览会 博览会 论坛 年会 中国国际 仪器 "
    "中国国际展览中心 (BCEIA 2025) （英文简称JSIE） 展会地点： 展会时间： 推荐性国家标准 行业标准 计划 下达 立项 共计 128项 制定 71项 外文版 GB/T 90101—2012 "
    "《质量强国建设纲要》 指导意见》 “十三五” “十四五” 规划纲要 国市监质发〔2022〕76号 通知 方案 ... …… 来源： 相关阅读 作者： "
    "中标 江东大学 江东启明仪器有限公司 离心机 壹套 20万元 **.**万元 95(%) | 三、 受 委托 1台 预算3... 包1 2025年5月14日9时 进口 国产 合计 分别为 381.1万元 663.78... 36.47% 离子色谱仪 6月 2025年 21项 …"
)
WORDS = [*LOOSE.split(" "), " ", "\u3000", "\n", "\n\n", "字"]
CUES = [word for kind in kinds().values() for cue in kind.cues for word in cue.words]
texts = st.one_of(
    st.lists(st.sampled_from([*WORDS, *CUES]), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30).map("".join),
)


@pytest.mark.parametrize("name", sorted(kinds()))
@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_any_text_is_read_without_failure(name, text):
    kind = kinds()[name]
    first, _, rest = text.partition("\n")
    by_hand = excerpt_of(*rest.splitlines(), title=first, published="2025-08-01 09:00:00")
    for excerpt in (*excerpts_in(text), by_hand):
        recognise(excerpt)
        facts = tuple(kind.extract(excerpt))
        for fact in facts:
            assert_facts_hold(excerpt, fact)
        list(kind.check(excerpt, facts))


UNITS = (
    "今年是第45个“质量月”，主题为“推动质量变革”，由省教育厅、省公安厅等21个部门联合开展",
    "围绕六个方面开展活动：A、B、C",
    "第五届中国国际仪器展览会（ABCD 2025）将于2025年9月10日至12日在北京举办",
    "下达2025年第六批推荐性国家标准计划共计128项GB/T 90101—2012",
    "《关于开展质量提升行动的指导意见》“十三五”“十四五”规划纲要",
    "以", "“", "（一）", "一、", "、", "和", "第", "a", "年", "市",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: re.sub(r"\W", "_", unit)[:12])
def test_every_kind_comes_to_the_end_of_repetition(unit):
    """A run of one phrase without any border is the worst that a page can bring; how fast is for `make bench`."""
    excerpt = excerpt_of("字" + unit * (16_000 // len(unit)), published="2025-08-01 09:00:00")
    assert recognise(excerpt).kind.name in kinds()
    for kind in kinds().values():
        for fact in kind.extract(excerpt):
            assert_facts_hold(excerpt, fact)
