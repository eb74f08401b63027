"""What a mailed sheet does to its reader, and what the reader makes of it."""

import datetime as dt

import openpyxl
import pytest
from tests.sheets.books import Book, said, saved, values, xlsx

from zhiyue.codec import sheet_from_json, sheet_to_json
from zhiyue.model import Period
from zhiyue.sheets import differences, read_sheet

SEPTEMBER = Period("2026-09-01", "2026-09-30")
HEAD = ["序号", "单位", "活动名称", "活动时间", "活动地点", "参加人数（人）"]


def read(rows, *, merges=(), mapping=None, days=SEPTEMBER):
    return read_sheet("计划.xlsx", xlsx(Book("x", rows, merges)), year=2026, days=days, mapping=mapping)


def read_words(text: str):
    return read_sheet("粘贴.txt", text.encode(), year=2026, days=SEPTEMBER)


def rows_of(reading):
    return [values(draft) for draft in reading.drafts]


# ── tables on a sheet ──


def test_two_tables_with_a_blank_row_between():
    reading = read(
        [
            ["一、主办活动"],
            ["序号", "活动名称", "活动时间"],
            [1, "讲堂", "9.5"],
            [2, "比武", "9.6"],
            [],
            ["二、联办活动"],
            ["序号", "活动名称", "活动地点", "联系人"],
            [1, "开放日", "计量院", "何其"],
        ]
    )

    assert [(table.title, table.drafts) for table in reading.tables] == [("一、主办活动", 2), ("二、联办活动", 1)]
    assert [draft.name for draft in reading.drafts] == ["讲堂", "比武", "开放日"]
    assert reading.drafts[2].cells["contact"].is_contact


def test_drop_down_lists_at_the_far_right_are_no_data():
    rows = [[*HEAD, None, None, "类型"], [1, "甲厂", "讲堂", "9.5", "礼堂", 20, None, None, "讲座"]]
    rows += [[None] * 8 + [word] for word in ("参观", "竞赛", "服务")]
    reading = read(rows)

    assert len(reading.drafts) == 1
    assert [problem.code for problem in reading.problems] == ["sheet.parked"]


def test_header_printed_again_on_each_page_is_no_row():
    reading = read([HEAD, [1, "甲厂", "讲堂", "9.5", "礼堂", 20], HEAD, [2, "乙厂", "比武", "9.6", "车间", 30]])
    assert [draft.name for draft in reading.drafts] == ["讲堂", "比武"]


def test_row_that_counts_columns_is_no_row():
    reading = read([HEAD, ["甲", "乙", 1, 2, 3, 4], [1, "甲厂", "讲堂", "9.5", "礼堂", 20]])
    assert [draft.name for draft in reading.drafts] == ["讲堂"]


def test_numbered_rows_that_nobody_filled_in_are_no_rows():
    reading = read([HEAD, [1, "甲厂", "讲堂", "9.5", "礼堂", 20], [2, None, None, None, None, 0], [3]])
    assert [draft.place.row for draft in reading.drafts] == [2]


def test_section_lines_become_the_category():
    reading = read(
        [
            HEAD,
            ["一、宣传类"],
            [1, "甲厂", "讲堂", "9.5", "礼堂", 20],
            ["二、竞赛类"],
            [2, "乙厂", "比武", "9.6", "车间", 30],
        ],
        merges=("A2:F2", "A4:F4"),
    )
    assert [said(draft.cells["category"]) for draft in reading.drafts] == ["一、宣传类", "二、竞赛类"]
    assert reading.drafts[0].cells["category"].status == "derived"


def test_several_sheets_are_read_and_hidden_ones_told():
    workbook = openpyxl.Workbook()
    for title, state in (("东河", "visible"), ("南山", "visible"), ("字典", "hidden")):
        sheet = workbook.create_sheet(title)
        sheet.append(HEAD)
        sheet.append([1, title, f"{title}讲堂", "9.5", "礼堂", 20])
        sheet.sheet_state = state
    reading = read_sheet("多表.xlsx", saved(workbook), year=2026)

    assert [str(draft.place) for draft in reading.drafts] == ["东河!2", "南山!2"]
    assert [(problem.code, problem.place.sheet) for problem in reading.problems] == [("sheet.hidden", "字典")]


def test_headings_nobody_listed_are_guessed_and_said_so():
    reading = read([["啥活动", "啥日子呀", "哪儿"], ["讲堂", "9月5日", "礼堂"], ["比武", "9月6日", "车间"]])

    assert reading.drafts[0].cells["date"].value == "2026-09-05"
    assert reading.drafts[0].cells["date"].confidence < 0.7
    assert {"table.header", "column.doubtful"} <= {problem.code for problem in reading.problems}
    assert values(reading.drafts[1])["哪儿"] == "车间"


@pytest.mark.parametrize(
    "head", [["填报单位", "甲厂", "联系人", "何其"], ["填报单位", "甲厂", "填报日期", "2026.8.30"]]
)
def test_labels_of_the_sheet_in_cells_of_their_own(head):
    reading = read(
        [["质量月活动计划表"], head, ["活动名称", "时间", "地点", "参加人数/人"], ["讲堂", "9.5", "礼堂", 20]]
    )

    assert rows_of(reading) == [{"name": "讲堂", "date": "2026-09-05", "place": "礼堂", "participants": "20人"}]
    assert reading.context["unit"].value == "甲厂"
    assert len(reading.context) == 2
    assert reading.tables[0].title == "质量月活动计划表"


def test_group_headings_without_merges():
    reading = read(
        [
            ["单位", "场次", "排查隐患（处）", None, None],
            [None, None, "合计", "已整改", "整改率（%）"],
            ["甲厂", 3, 10, 9, 90],
        ]
    )
    assert rows_of(reading) == [
        {"unit": "甲厂", "sessions": "3场次", "hazards": "10处", "hazards_fixed": "9处", "hazards_rate": "90%"}
    ]


# ── totals ──


def test_totals_count_nothing_and_are_checked():
    reading = read(
        [
            ["单位", "场次", "参与人次"],
            ["总合计", 9, 700],
            ["甲厂", 3, 300],
            ["乙厂", 4, 200],
            ["小计", 7, 500],
            ["丙厂", 2, 150],
            ["丁厂", 1, 50],
            ["小计", 3, 200],
        ]
    )

    assert [said(draft.cells["unit"]) for draft in reading.drafts] == ["甲厂", "乙厂", "丙厂", "丁厂"]
    wrong = [finding for finding in reading.findings if finding.verdict == "contradicted"]
    assert [finding.arithmetic for finding in wrong] == ["3 + 4 + 2 + 1 = 10"]
    assert "Sheet1!B2" in wrong[0].message
    assert len(reading.findings) == 6


def test_sums_of_hedged_numbers_are_only_doubtful():
    reading = read([["单位", "参与人次"], ["甲厂", "300余"], ["乙厂", 200], ["合计", 520]])
    assert [finding.verdict for finding in reading.findings] == ["doubtful"]


def test_number_in_a_merged_cell_counts_once():
    reading = read(
        [["单位", "活动名称", "参与人次"], ["甲厂", "讲堂", 300], [None, "比武", None], ["合计", None, 300]],
        merges=("A2:A3", "C2:C3"),
    )
    first, second = reading.drafts
    assert (said(second.cells["unit"]), second.cells["unit"].status) == ("甲厂", "derived")
    assert (said(first.cells["attendances"]), second.cells["attendances"].status) == ("300人次", "absent")


# ── cells ──


@pytest.mark.parametrize(
    ("typed", "number_format", "value", "sure"),
    [
        (9.5, "General", "2026-09-05", True),
        ("9.5", "General", "2026-09-05", True),
        (9.1, "0.00", "2026-09-10", True),
        (9.1, "General", "2026-09-01", False),
        (46270, "General", "2026-09-05", True),
        (dt.date(2026, 9, 5), "yyyy-mm-dd", "2026-09-05", True),
        (dt.datetime(2026, 9, 5, 14, 30), "m月d日 h:mm", "2026-09-05", True),  # noqa: DTZ001 - workbooks know no zones
    ],
)
def test_days_as_workbooks_keep_them(typed, number_format, value, sure):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(HEAD)
    sheet.append([1, "甲厂", "讲堂", typed, "礼堂", 20])
    sheet["D2"].number_format = number_format
    cell = read_sheet("x.xlsx", saved(workbook), year=2026).drafts[0].cells["date"]

    assert cell.value == value
    assert (cell.confidence >= 0.8) is sure
    assert [problem.code for problem in cell.problems] == ([] if sure else ["date.doubtful"])
    assert all("Sheet!D2" in str(problem.place) for problem in cell.problems)


@pytest.mark.parametrize(
    ("words", "value", "part", "clock"),
    [
        ("6-12月", "2026-06/2026-12", None, None),
        ("9月5日-8日", "2026-09-05/2026-09-08", None, None),
        ("9.28-10.3", "2026-09-28/2026-10-03", None, None),
        ("5月21日前", "≤2026-05-21", None, None),
        ("9月19日（上午）", "2026-09-19", "am", None),
        ("9月6日下午3:00-5:00", "2026-09-06", "pm", ("15:00", "17:00")),
        ("9月中旬", "2026-09-11/2026-09-20", None, None),
        ("全月", "2026-09-01/2026-09-30", None, None),
        ("2月2日（正月初六）下午14:30", "2026-02-02", "pm", ("14:30", "14:30")),
        ("2026年9月20日 - 9月30日", "2026-09-20/2026-09-30", None, None),
        ("12月28日—1月5日", "2026-12-28/2027-01-05", None, None),
        ("９．５", "2026-09-05", None, None),
        ("9月5、6日", "2026-09-05/2026-09-06", None, None),
        ("九月五日", "2026-09-05", None, None),
    ],
)
def test_days_in_words(words, value, part, clock):
    cell = read([HEAD, [1, "甲厂", "讲堂", words, "礼堂", 20]]).drafts[0].cells["date"]

    assert (said(cell), cell.part) == (value, part)
    assert ((cell.clock.start, cell.clock.end) if cell.clock else None) == clock


def test_half_of_the_day_in_a_column_of_its_own():
    reading = read(
        [
            ["活动名称", "日期", "具体时间", "备注"],
            ["讲堂", "9月5日", "下午", None],
            ["比武", "9.6", "14:00-16:00", "上午"],
        ]
    )
    first, second = (draft.cells["date"] for draft in reading.drafts)
    assert (first.part, first.clock) == ("pm", None)
    assert second.clock == Period("14:00", "16:00")


def test_days_of_two_columns():
    (draft,) = read(
        [["活动名称", "时间", None], [None, "开始", "结束"], ["讲堂", "9.5", "9.8"]], merges=("B1:C1", "A1:A2")
    ).drafts
    assert draft.days == Period("2026-09-05", "2026-09-08")


@pytest.mark.parametrize("words", ["9.31", "尽快", "第三方"])
def test_what_is_no_day_is_told_with_sheet_row_and_column(words):
    reading = read([HEAD, [1, "甲厂", "讲堂", words, "礼堂", 20], [2, "乙厂", "比武", "9月6日", "车间", 30]])
    cell = reading.drafts[0].cells["date"]

    assert (cell.value, cell.status, cell.printed) == (None, "unreadable", words)
    (problem,) = [problem for problem in reading.all_problems if problem.code == "cell.unreadable"]
    assert (str(problem.place), problem.heading) == ("Sheet1!D2", "活动时间")
    assert words in problem.zh


@pytest.mark.parametrize(
    ("words", "value", "status"),
    [
        ("约300人次", "≈300人次", "stated"),
        ("1200余份", "≥1200份", "stated"),
        ("近百人", "≈100人", "stated"),
        ("2.5万余人次", "≥25000人次", "stated"),
        ("1,234", "1234人", "stated"),
        ("三十", "30人", "stated"),
        ("100人以上", "≥100人", "stated"),
        ("50-60", "≥50人", "stated"),
        ("无", "0人", "nil"),
        ("零", "0人", "nil"),
        ("0", "0人", "stated"),
        ("—", "", "absent"),
        ("/", "", "absent"),
        ("若干", "", "unreadable"),
        ("#REF!", "", "unreadable"),
    ],
)
def test_counts(words, value, status):
    cell = (
        read([HEAD, [1, "甲厂", "讲堂", "9.5", "礼堂", words], [2, "乙厂", "比武", "9.6", "厂", 5]])
        .drafts[0]
        .cells["participants"]
    )
    assert (said(cell), cell.status) == (value, status)


def test_formula_without_a_result_is_told():
    reading = read([HEAD, [1, "甲厂", "讲堂", "9.5", "礼堂", "=2*10"]])
    (problem,) = reading.all_problems
    assert (problem.code, str(problem.place)) == ("cell.formula", "Sheet1!F2")


@pytest.mark.parametrize("words", ["本月无活动", "本单位暂无相关活动"])
def test_nil_return_is_an_answer(words):
    reading = read([["质量月活动统计表"], HEAD, [words]])
    assert (reading.is_nil, reading.drafts) == (True, ())


def test_contact_data_is_marked():
    reading = read(
        [["活动名称", "活动时间", "联系人", "联系电话", "责任人"], ["讲堂", "9.5", "何其", "0577-5550123", "周末"]]
    )
    marked = {name for name, cell in reading.drafts[0].cells.items() if cell.is_contact}
    assert marked == {"contact", "phone", "owner"}


def test_person_and_number_in_one_cell():
    reading = read(
        [["活动名称", "活动时间", "联系人及电话"], ["讲堂", "9.5", "何其 0577-5550123"], ["比武", "9.6", "周末"]]
    )
    first, second = (draft.cells for draft in reading.drafts)
    assert (first["contact"].value, first["phone"].value) == ("何其", "0577-5550123")
    assert first["phone"].is_contact
    assert (second["contact"].value, "phone" in second) == ("周末", False)


def test_unit_that_only_the_title_names():
    rows = [["清河阀门有限公司2026年“质量月”活动计划表"], ["活动名称", "活动时间"], ["讲堂", "9.5"]]
    unit = read(rows).context["unit"]
    assert (unit.value, unit.status) == ("清河阀门有限公司", "derived")
    named = read([rows[0], ["填报单位：清河阀门公司质量部", None], *rows[1:]]).context["unit"]
    assert (named.value, named.status) == ("清河阀门公司质量部", "stated")
    assert "unit" not in read([["2026年“质量月”活动计划表"], *rows[1:]]).context


def test_same_row_twice_is_told():
    reading = read([HEAD, *[[at, "甲厂", "讲堂", "9.5", "礼堂", 20] for at in (1, 2)]])
    assert len({draft.key for draft in reading.drafts}) == 2
    assert [problem.code for problem in reading.drafts[1].problems] == ["row.twice"]


# ── mapping, keys, differences ──


def test_remembered_mapping_wins():
    rows = [["项目负责部门", "活动名称", "碰头日"], ["质量科", "讲堂", "9.5"]]
    remembered = {**read(rows).mapping, "碰头日": "date", "项目负责部门": "-"}
    reading = read(rows, mapping=remembered)

    assert reading.drafts[0].cells["date"].value == "2026-09-05"
    assert {column.heading: (column.field, column.confidence) for column in reading.tables[0].columns} == {
        "项目负责部门": ("", 1.0),
        "活动名称": ("name", 1.0),
        "碰头日": ("date", 1.0),
    }


def test_sheet_mailed_again_updates():
    old = read(
        [
            HEAD,
            [1, "甲厂", "讲堂", "9.5", "礼堂", 20],
            [2, "甲厂", "比武", "9.6", "车间", 30],
            [3, "甲厂", "参观", "9.7", "院内", 9],
        ]
    )
    new = read(
        [
            HEAD,
            [1, "甲厂", "开放日", "9.4", "院内", 40],
            [2, "甲厂", "讲 堂", "9月5日", "礼堂", 25],
            [3, "甲厂", "比武", "9.8", "车间", 30],
        ]
    )
    found = differences(old.drafts, new.drafts)

    assert [(item.change, item.name) for item in found] == [
        ("added", "开放日"),
        ("changed", "讲 堂"),
        ("changed", "比武"),
        ("gone", "参观"),
    ]
    assert found[1].changed["participants"] == ("20", "25")
    assert found[2].changed == {"date": ("9.6", "9.8")}
    assert found[1].key == found[1].before
    assert [item.change for item in differences(new.drafts, new.drafts)] == ["same"] * 3


def test_json_both_ways():
    reading = read(
        [["填报单位：甲厂"], HEAD, [1, "同上", "讲堂", "9.1", "礼堂", "约20"], ["合计", None, None, None, None, 20]]
    )
    assert sheet_from_json(sheet_to_json(reading)) == reading


# ── text ──


def test_rows_copied_out_of_excel():
    reading = read_words('序号\t活动名称\t活动时间\t备注\n1\t讲堂\t9.5\t"第一行\n第二行"\n2\t比武\t9.6\t\n')
    assert rows_of(reading) == [
        {"sequence": "1", "name": "讲堂", "date": "2026-09-05", "remarks": "第一行\n第二行"},
        {"sequence": "2", "name": "比武", "date": "2026-09-06"},
    ]


def test_table_drawn_with_box_characters():
    reading = read_words(
        "抽查情况表\n"
        "┌────┬──────┬──────┐\n"
        "│地区│抽查企│不合格│\n"
        "│    │业数  │企业数│\n"
        "│    │（家）│（家）│\n"
        "├────┼──────┼──────┤\n"
        "│东河│  21  │  2   │\n"
        "├────┼──────┼──────┤\n"
        "│南山│  9   │  0   │\n"
        "└────┴──────┴──────┘\n"
    )
    assert rows_of(reading) == [
        {"region": "东河", "抽查企业数（家）": "21家", "不合格企业数（家）": "2家"},
        {"region": "南山", "抽查企业数（家）": "9家", "不合格企业数（家）": "0家"},
    ]
    assert reading.tables[0].title == "抽查情况表"


def test_columns_of_blanks():
    reading = read_words(
        "序号  活动名称      时间       地点        备注\n"
        "1     质量讲堂      9月5日     一楼会议室  线上同步\n"
        "2     实验室开放日  9月12日    计量院\n"
    )
    assert rows_of(reading) == [
        {"sequence": "1", "name": "质量讲堂", "date": "2026-09-05", "place": "一楼会议室", "remarks": "线上同步"},
        {"sequence": "2", "name": "实验室开放日", "date": "2026-09-12", "place": "计量院"},
    ]


def test_cell_that_is_missing_in_columns_of_blanks():
    reading = read_words(
        "活动名称      时间       地点        备注\n"
        "质量讲堂      9月5日     一楼会议室  线上同步\n"
        "实验室开放日             计量院      \n"
    )
    assert values(reading.drafts[1]) == {"name": "实验室开放日", "place": "计量院"}


def test_labels_with_colons_are_a_form_each():
    block = "活动名称：{0}\n活动时间：9月5日\n活动地点：礼堂\n参加人数：约60人\n"
    reading = read_words(block.format("讲堂") + "\n" + block.format("比武"))

    assert [draft.name for draft in reading.drafts] == ["讲堂", "比武"]
    assert values(reading.drafts[1])["participants"] == "≈60人"


def test_plan_in_sentences():
    reading = read_words(
        "清河市2026年“质量月”活动方案\n一、活动主题\n人人重质量。\n二、活动安排\n"
        "1.标签课进校园。9月5日上午，在实验小学开展，讲解玩具标签，预计60人参加。\n"
        "2.计量专家巡诊。9月16日-17日，由市计量院承办，\n为小微企业查计量器具。\n"
        "3.开放日。时间另行通知。\n"
        "三、有关要求\n请于9月30日前报送总结。\n"
    )

    assert rows_of(reading)[0] == {
        "name": "标签课进校园",
        "date": "2026-09-05",
        "place": "实验小学",
        "participants": "60人",
        "content": "9月5日上午，在实验小学开展，讲解玩具标签，预计60人参加。",
    }
    assert [draft.name for draft in reading.drafts] == ["标签课进校园", "计量专家巡诊", "开放日"]
    assert reading.drafts[2].days is None
    assert (reading.drafts[0].cells["date"].part, reading.drafts[1].cells["undertaker"].value) == ("am", "市计量院")
    assert reading.drafts[1].cells["date"].value == Period("2026-09-16", "2026-09-17")
    assert (reading.tables[0].shape, reading.tables[0].title) == ("prose", "清河市2026年“质量月”活动方案")
    assert [problem.code for problem in reading.problems] == ["table.prose"]


def test_markdown_and_commas():
    for text in ("| 活动名称 | 时间 |\n|---|---|\n| 讲堂 | 9.5 |\n", "活动名称,时间\n讲堂,9.5\n"):
        assert rows_of(read_words(text)) == [{"name": "讲堂", "date": "2026-09-05"}]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("参 加 人 数", "participants"),
        ("参加人数/人", "participants"),
        ("（预计）参加人数（人）", "participants"),
        ("质量月活动名称", "name"),
        ("负责科室", "responsible_unit"),
        ("参会领导", "leader"),
        ("整改期限", "date"),
        ("所需经费（元）", "budget"),
        ("县（区）", "region"),
        ("抽查企业数（家）", ""),
        ("不合格企业数（家）", ""),
        ("出动执法人员（人次）", ""),
        ("罚没金额（万元）", ""),
        ("公开依据", ""),
    ],
)
def test_headings(heading, field):
    (table,) = read([["活动内容", heading, "备注"], ["讲堂", 1.5, "甲"], ["比武", 2.5, "乙"]]).tables
    assert table.columns[1].field == field
