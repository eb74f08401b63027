"""Whatever stands around a table, and however its columns lie, the same rows come out."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sheets.books import WRITERS, Book, said

from zhiyue.sheets import differences, read_sheet

NAMES = [
    "质量讲堂",
    "实验室开放日",
    "量具比武",
    "校准进小微",
    "知识竞赛",
    "承诺签名",
    "标签课",
    "隐患排查",
    "QC发布会",
    "街头咨询",
]
PLACES = ["礼堂", "一号车间", "中心广场", "计量院", "线上"]
UNITS = ["东河厂", "南山公司", "计量院", "第二中学"]
COLUMNS = {
    "name": (["活动名称", "活 动 名 称", "活动主题", "项目名称", "质量月活动名称"], st.sampled_from(NAMES)),
    "date": (["时间", "活动时间", "举办日期", "实施时间", "时 间"], st.integers(1, 30).map(lambda day: f"9月{day}日")),
    "place": (["地点", "活动地点", "举办地点", "场所"], st.sampled_from(PLACES)),
    "unit": (["单位", "单位名称", "单 位", "填报单位"], st.sampled_from(UNITS)),
    "participants": (["参加人数（人）", "人数", "参加人数", "参与人数(人)"], st.integers(1, 5000)),
    "leaflets": (["发放资料（份）", "发放宣传资料", "宣传资料（份）"], st.integers(0, 9000)),
    "remarks": (["备注", "备 注"], st.sampled_from(["线上同步", "请自带安全帽", "雨天顺延"])),
}
TITLES = st.lists(st.sampled_from(["附件1", "2026年“质量月”活动计划表", "（征求意见稿）"]), max_size=2, unique=True)
FOOTERS = st.sampled_from(["填表人：何其", "注：人数为预计数。", "审核人：周末", ""])


@st.composite
def tables(draw):
    fields = ["name", *draw(st.lists(st.sampled_from([f for f in COLUMNS if f != "name"]), min_size=2, unique=True))]
    fields = draw(st.permutations(fields))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=8, unique=True))
    rows = [{f: name if f == "name" else draw(COLUMNS[f][1]) for f in fields} for name in names]
    heads = {field: draw(st.sampled_from(COLUMNS[field][0])) for field in fields}
    return fields, heads, rows


@st.composite
def books(draw):
    fields, heads, rows = draw(tables())
    has_sequence, has_total = draw(st.booleans()), draw(st.sampled_from(["", "合计", "总 计"]))
    width = len(fields) + has_sequence
    lines = [[title] for title in draw(TITLES)]
    merges = [f"A{at}:{'ABCDEFGHIJ'[width - 1]}{at}" for at in range(1, len(lines) + 1) if draw(st.booleans())]
    if draw(st.booleans()):
        lines.append(["填报单位：清河市质量办"])
    lines.append([*(["序号"] if has_sequence else []), *(heads[field] for field in fields)])
    for at, row in enumerate(rows, start=1):
        lines.append([*([at] if has_sequence else []), *(row[field] for field in fields)])
        if draw(st.integers(0, 9)) == 0:
            lines.append([])
    # A total's label stands before its numbers; without a column for it there is no total row.
    if has_total and (has_sequence or fields[0] not in ("participants", "leaflets")):
        total = [sum(row[f] for row in rows) if f in ("participants", "leaflets") else None for f in fields]
        total = [*([None] if has_sequence else []), *total]
        lines.append([has_total, *total[1:]])
    if footer := draw(FOOTERS):
        lines.append([footer])
    return Book("x", lines, tuple(merges)), rows, fields


@settings(max_examples=150, deadline=None)
@given(books(), st.sampled_from(sorted(WRITERS)))
def test_same_rows_out(drawn, name):
    book, rows, fields = drawn
    reading = read_sheet(f"x.{name}", WRITERS[name](book), year=2026)

    assert [{field: expected(field, row[field]) for field in fields} for row in rows] == [
        {field: said(draft.cells[field]) if field in draft.cells else None for field in fields}
        for draft in reading.drafts
    ]
    assert {finding.verdict for finding in reading.findings} <= {"confirmed"}
    assert {item.change for item in differences(reading.drafts, reading.drafts)} == {"same"}


def expected(field, value):
    if field == "date":
        return f"2026-09-{int(value[2:-1]):02d}"
    return f"{value}{ {'participants': '人', 'leaflets': '份'}[field] }" if isinstance(value, int) else value


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_any_text_is_read_or_refused(rows):
    body = "\n".join("\t".join(row) for row in rows).encode("utf-8", "ignore")
    try:
        reading = read_sheet("x.txt", body, year=2026)
    except Exception as error:  # noqa: BLE001 - the point is which errors come
        assert type(error).__name__ in ("UnreadableInput", "UnsupportedFormat")  # noqa: PT017 - as above
    else:
        assert all(0 <= draft.confidence <= 1 for draft in reading.drafts)
