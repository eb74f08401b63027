"""The line as a whole: what one room finds, the next can rely on."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhiyue
from zhiyue import RawPage, UnreadableInput, damage_text, process

PAGE = """首页 > 新闻 > 正文
2023年全国“质量月”在江州启动
2023-09-01 15:20:00 来源：某某质量网 作者：杨 点击量：620
2023年9月1日上午，2023年全国“质量月”活动启动仪式在江州举行。今年是第46个全国“质量月”，活动始于1978年。
相关阅读
·预算405.18万元 某县人民医院采购一批仪器设备
某县人民医院就“能力提升项目”发布招标公告，预算405.1万元。
2023-08-30 10:00:00
联系人：张晓明 电话：13800001234
"""


def test_process_finds_the_same_in_a_damaged_page():
    """Where the channel is deterministic, damage takes nothing away but the offsets of the original."""
    clean, damaged = process(RawPage(PAGE.encode())), process(RawPage(damage_text(PAGE).encode()))
    assert damaged.page.text == clean.page.text == PAGE
    assert damaged.page.original == damage_text(PAGE)
    assert clean.page.original is None
    assert [n.kind for n in damaged.notices] == [n.kind for n in clean.notices]
    values = [{name: [f.value for f in fact.all(name)] for name in fact.fields} for fact in clean.facts]
    assert values == [{name: [f.value for f in fact.all(name)] for name in fact.fields} for fact in damaged.facts]
    assert len(values) >= 2


def test_process_numbers_related_entries_as_their_notices():
    result = process(RawPage(PAGE.encode()))
    assert [entry.notice for entry in result.page.related] == [1]
    assert [(n.id, n.origin, n.kind) for n in result.notices] == [(0, "main", "news"), (1, "related", "tender")]


def test_process_gives_facts_ids_of_content_alone():
    first, second = process(RawPage(PAGE.encode())), process(RawPage(PAGE.encode(), path="elsewhere.txt"))
    assert [fact.id for fact in first.facts] == [fact.id for fact in second.facts]
    assert len({fact.id for fact in first.facts}) == len(first.facts)


def test_process_places_redactions_in_both_texts():
    result = process(RawPage(damage_text(PAGE).encode()))
    text, original = result.page.text, result.page.original
    assert [text[r.start : r.end] for r in result.redactions] == ["张晓明", "13800001234"]
    assert original[result.redactions[1].original.start : result.redactions[1].original.end] == "13800001234"
    shown = json.dumps(zhiyue.to_json(zhiyue.mask(result)), ensure_ascii=False)
    assert "13800001234" not in shown
    assert "张晓明" not in shown


def test_process_tells_where_text_and_original_differ():
    result = process(RawPage(damage_text(PAGE).encode()))
    page = result.page
    outside, position, shift = [], 0, 0
    for run in page.repaired:
        outside.append((page.text[position : run.start], page.original[position + shift : run.original.start]))
        position, shift = run.end, run.original.end - run.end
    outside.append((page.text[position:], page.original[position + shift :]))
    assert all(len(now) == len(came) for now, came in outside)
    assert len(page.repaired) > 20


def test_read_reads_a_file(tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    assert zhiyue.read(file).digest == RawPage(PAGE.encode()).digest


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_process_reads_any_text_or_says_why_not(text):
    try:
        result = process(RawPage(text.encode("utf-8", "ignore")))
    except UnreadableInput:
        # Blank text and control characters are no page: that is an answer.
        assert not text.strip() or any(character < " " for character in text)
    else:
        assert zhiyue.from_json(json.loads(json.dumps(zhiyue.to_json(result)))) == result


@pytest.mark.parametrize("count", [1, 3])
def test_process_reads_pages_glued_together(count):
    result = process(RawPage((PAGE * count).encode()))
    for fact in result.facts:
        for name in fact.fields:
            for field in fact.all(name):
                for evidence in field.evidence:
                    assert result.page.text[evidence.start : evidence.end] == evidence.exact
