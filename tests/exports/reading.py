"""A reading made by hand: an invented article with damage, two related items, findings of every verdict, redactions.

Written as pairs of words: what the page shows after repair, and how it came. Evidence is looked up by its words, so
that no offset stands here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from zhiyue.exports.wording import Term, Wording
from zhiyue.model import (
    Block,
    BlockType,
    Candidate,
    Count,
    Encoding,
    Evidence,
    Fact,
    FactType,
    Field,
    Finding,
    Mark,
    Money,
    Named,
    Notice,
    Ordinal,
    Page,
    PageResult,
    Prop,
    Quantity,
    Redaction,
    Related,
    Rights,
    Share,
    Status,
    Step,
    Table,
    Value,
    ValueType,
)
from zhiyue.spans import Edit, Span, SpanMap

Words = str | tuple[str, str]

SECRETS = ("林一舟", "0577-5550123")


def _edits(now: str, came: str, *, at: int) -> list[Edit]:
    """What a fixer would have edited: each annotated character, or the whole where bytes were shifted."""
    notes = list(re.finditer(r".\([^)]+\)", came))
    if len(now) == len(came):
        return []
    if len(now) != len(came) - sum(len(note[0]) - 1 for note in notes):
        return [Edit(at, at + len(came), now)]
    taken = 0
    edits = []
    for note in notes:
        edits.append(Edit(at + note.start(), at + note.end(), now[note.start() - taken]))
        taken += len(note[0]) - 1
    return edits


@dataclass
class Draft:
    """A text under construction: words are appended, with how they came where that differs."""

    text: str = ""
    original: str = ""
    edits: list[Edit] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, *words: Words) -> Span:
        start = len(self.text)
        for item in words:
            now, came = item if isinstance(item, tuple) else (item, item)
            self.edits += _edits(now, came, at=len(self.original))
            self.text += now
            self.original += came
        return Span(start, len(self.text))

    def block(self, type: BlockType, *words: Words) -> Span:
        span = self.add(*words)
        self.blocks.append(Block(type, span.start, span.end))
        self.add("\n")
        return span

    def find(self, words: str, *, after: str = "") -> Evidence:
        """The place of some words, the first behind `after`."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return self.at(Span(start, start + len(words)))

    def at(self, span: Span, *, status: Status = "stated", value: Value | None = None) -> Evidence:
        edits = tuple(self.edits)
        original = SpanMap(lambda: edits).original(span.start, span.end)
        return Evidence(span.of(self.text), span.start, span.end, original, status, value)

    def field(self, type: ValueType, value: Value | None, words: str, *more: str, after: str = "", **rest) -> Field:
        found = (self.find(words, after=after), *(self.find(item) for item in more))
        return Field(type, value, evidence=found, **rest)

    def name(self, words: str, *, after: str = "") -> Field:
        return self.field("text", words, words, after=after)


def prop(name: str, zh: str, en: str, type: ValueType, *, many: bool = False) -> Prop:
    return Prop(name, zh, en, type, many=many)


FACT_TYPES = MappingProxyType({
    "campaign_edition": FactType(
        "campaign_edition", "活动届次", "campaign edition", "-",
        (
            prop("series", "活动", "series", "text"), prop("year", "年份", "year", "year"),
            prop("number", "届次", "number", "ordinal"), prop("theme", "主题", "theme", "text"),
            prop("launch_date", "启动日期", "launched", "date"), prop("launch_place", "启动地点", "place", "place"),
            prop("organiser", "主办单位", "organiser", "organisation"),
            prop("co_organisers_count", "协办单位数", "co-organisers", "count"),
            prop("since", "始于", "since", "year"),
            prop("focus_areas", "重点工作", "focus areas", "area", many=True),
        ),
        ("series", "year"),
    ),
    "market_report": FactType(
        "market_report", "市场数据", "market figures", "-",
        (
            prop("instrument", "仪器", "instrument", "instrument"), prop("period", "统计期", "period", "month"),
            prop("foreign_amount", "进口金额", "foreign amount", "money"),
            prop("foreign_share", "进口占比", "foreign share", "share"),
            prop("domestic_amount", "国产金额", "domestic amount", "money"),
        ),
        ("instrument",),
    ),
    "award": FactType(
        "award", "中标结果", "award", "OCDS",
        (
            prop("project", "项目", "project", "text"), prop("buyer", "采购人", "buyer", "organisation"),
            prop("project_number", "项目编号", "project number", "code"), prop("quantity", "数量", "quantity", "quantity"),
            prop("amount", "中标金额", "amount", "money"), prop("supplier", "中标人", "supplier", "organisation"),
        ),
        ("project_number", "project"),
    ),
})  # fmt: skip


def write() -> tuple[Draft, Table, dict[str, Span]]:
    draft = Draft()
    spans: dict[str, Span] = {}
    draft.block("breadcrumb", ("首页", "首頁"), " > ", ("资讯", "資訊"), " > ", ("计量", "計(jì)量"))
    spans["title"] = draft.block(
        "title", "第十二届“", ("精益计量月", "精益計(jì)量月"), "”在清河市", ("启动", "啟動(dòng)")
    )
    draft.block(
        "dateline", "2024-09-03 16:20:05  ", ("来源：衡准仪器网", "來源：衡準(zhǔn)儀器網(wǎng)"),
        "  作者：小衡  ", ("阅读：1286", "閱讀：1286"),
    )  # fmt: skip
    spans["lede"] = draft.block(
        "lede", "9月3日下午，以“", ("计量提质 服务制造", "計(jì)量提質(zhì) 服務(wù)制造"), "”", ("为主题的", "為主題的"),
        "第十二届“", ("精益计量月", "精益計(jì)量月"), "”", ("活动", "活動(dòng)"), "在清河市", ("启动", "啟動(dòng)"), "。",
    )  # fmt: skip
    draft.block(
        "paragraph", ("活动", "活動(dòng)"), "由清河市", ("市场监督管理局", "市場(chǎng)監(jiān)督管理局"), "主", ("办，21个单位", "辦，21個(gè)單位"),
        ("协", "協(xié)"), "办。“", ("精益计量月", "精益計(jì)量月"), "”自2013年起每年9月", ("举", "舉"), "行，今年是第十二届。本届安排四", ("项", "項(xiàng)"),
        "重点：量值溯源、能力比", ("对", "對(duì)"), "、", ("〓备共享", "?銈涔蚕?"), "、人才培", ("训", "訓(xùn)"), "。",
    )  # fmt: skip
    draft.block("heading", ("计量标准逐年增加", "計(jì)量標(biāo)準(zhǔn)逐年增加"))
    draft.block(
        "paragraph", "截至8月底，全市建有社", ("会公用计量标准", "會(huì)公用計(jì)量標(biāo)準(zhǔn)"), "86", ("项", "項(xiàng)"), "，比上年增加9",
        ("项", "項(xiàng)"), "；上年", ("为", "為"), "75", ("项", "項(xiàng)"), "。其中：",
    )  # fmt: skip
    table = draft_table(draft)
    spans["contact"] = draft.block(
        "paragraph",
        ("活动联系人：", "活動(dòng)聯(lián)系人："),
        ("林一舟", "林一舟"),
        "，",
        ("电话", "電話"),
        "0577-5550123。",
    )
    draft.block("related", ("相关阅读", "相關(guān)閱讀"))
    spans["related"] = draft.block(
        "related", ("8月气相色谱仪采购：进口占36.38%", "8月氣相色譜儀採購(gòu)：進(jìn)口佔(zhàn)36.38%"), "\n",
        ("2024年8月，政府采购", "2024年8月，政府採購(gòu)"), ("气相色谱仪", "氣相色譜儀"), "中，", ("进口品牌", "進(jìn)口品牌"),
        "254.6万元，", ("国产", "國(guó)產(chǎn)"), "品牌445.3...\n2024-09-02",
    )  # fmt: skip
    draft.block(
        "related", ("清河市第二医院", "清河市第二醫(yī)院"), ("液相色谱仪采购项目", "液相色譜儀採購(gòu)項(xiàng)目"), "中标公告（312.68万元）\n",
        "项目编号：QH2024-117，", ("液相色谱仪", "液相色譜儀"), "1套，中标金额312.6万元，...\n2024-08-30",
    )  # fmt: skip
    draft.block(
        "rights", ("版权声明：", "版權(quán)聲明："), "凡注明“来源：衡准仪器网”的作品，", ("未经授权不得转载", "未經(jīng)授權(quán)不得轉(zhuǎn)載"),
        "；", ("转载其他媒体的稿件，须保留首发来源", "轉(zhuǎn)載其他媒體的稿件，須保留首發(fā)來源"), "。如有异议，请在作品发表之日起一周内与我们联系。",
    )  # fmt: skip
    draft.block("footer", "衡准仪器网 hengzhun.example.cn")
    return draft, table, spans


def draft_table(draft: Draft) -> Table:
    rows = (("区县", "长度", "热学", "合计"), ("临河区", "18", "21", "39"), ("云岭县", "27", "20", "47"))
    cells: list[tuple[Span, ...]] = []
    start = len(draft.text)
    for row in rows:
        spans = []
        for index, cell in enumerate(row):
            spans.append(draft.add((cell, "雲嶺縣") if cell == "云岭县" else cell))
            draft.add("\n" if index == len(row) - 1 else "\t")
        cells.append(tuple(spans))
    draft.blocks.append(Block("table", start, len(draft.text) - 1))
    return Table(start, len(draft.text) - 1, tuple(cells), header_rows=1)


def reading() -> PageResult:
    """The reading, unmasked, as the pipeline would hand it over."""
    draft, table, spans = write()
    mark = draft.find("〓")
    secrets = [draft.find(words) for words in SECRETS]
    page = Page(
        text=draft.text,
        original=draft.original,
        repaired=SpanMap(lambda: draft.edits).stretches(),
        title=draft.field("text", spans["title"].of(draft.text), spans["title"].of(draft.text)),
        published=draft.field("moment", "2024-09-03T16:20:05+08:00", "2024-09-03 16:20:05"),
        publisher=draft.name("衡准仪器网"),
        source=draft.name("衡准仪器网", after="来源："),
        author=(draft.name("小衡"),),
        views=draft.field("count", Count("1286"), "1286"),
        breadcrumb=tuple(draft.name(words) for words in ("首页", "资讯", "计量")),
        lede=draft.name(spans["lede"].of(draft.text)),
        body="\n".join(
            draft.text[block.start : block.end]
            for block in draft.blocks
            if block.type in ("lede", "paragraph", "heading", "table")
        ),
        blocks=tuple(draft.blocks),
        tables=(table,),
        related=related(draft),
        rights=rights(draft),
    )
    return PageResult(
        digest="sha256:3f1c9a0e5b7d2468ace013579bdf2468ace013579bdf2468ace013579bdf2468",
        path="2024/09/qinghe.txt",
        url="https://hengzhun.example.cn/news/20240903.html",
        version="0.1.0",
        encoding=Encoding("gb18030", 0.97, declared="gb2312"),
        page=page,
        repairs=(
            Step("channel.annotations", len(draft.edits) - 1, {"first": 120}),
            Step("channel.shifted_bytes", 1),
            Step("channel.script", 63),
        ),
        marks=(Mark(mark.start, mark.end, "lost_trail", (Candidate("设", 0.62), Candidate("装", 0.21))),),
        notices=notices(draft, spans),
        facts=facts(draft),
        findings=findings(draft),
        redactions=tuple(
            Redaction(item.start, item.end, kind, item.original)
            for item, kind in zip(secrets, ("person", "phone"), strict=True)
        ),
    )


def related(draft: Draft) -> tuple[Related, ...]:
    entries = []
    lines = [block for block in draft.blocks if block.type == "related"][1:]
    for notice, block in enumerate(lines, start=1):
        title, summary, time = draft.text[block.start : block.end].split("\n")
        end = block.start + len(title)
        entries.append(
            Related(
                block.start,
                block.end,
                title=Field("text", title, evidence=(draft.at(Span(block.start, end)),)),
                summary=Field("text", summary, evidence=(draft.at(Span(end + 1, end + 1 + len(summary))),)),
                published=Field("date", time, evidence=(draft.at(Span(block.end - len(time), block.end)),)),
                notice=notice,
            )
        )
    return tuple(entries)


def rights(draft: Draft) -> Rights:
    block = next(block for block in draft.blocks if block.type == "rights")
    return Rights(
        block.start,
        block.end,
        holder=draft.field("organisation", Named("衡准仪器网"), "衡准仪器网", after="凡注明"),
        own_works=draft.field("text", "未经授权不得转载", "未经授权不得转载", canonical="licence_required"),
        attribution=draft.name("来源：衡准仪器网", after="凡注明"),
        reprints=draft.field("text", "须保留首发来源", "须保留首发来源", canonical="first_source_required"),
        claims_within=draft.field("text", "一周内", "一周内"),
        claims_from=draft.field("text", "作品发表之日", "作品发表之日"),
    )


def notices(draft: Draft, spans: dict[str, Span]) -> tuple[Notice, ...]:
    first, second = related(draft)
    main = Field("text", spans["title"].of(draft.text), evidence=(draft.at(spans["title"]),))
    return (
        Notice(0, "main", 0, spans["contact"].end, main, "news", 0.81, ("title:启动", "prose:主题")),
        Notice(
            1, "related", first.start, first.end, first.title, "market_report", 0.92, ("title:采购", "prose:进口品牌")
        ),
        Notice(2, "related", second.start, second.end, second.title, "award", 0.98, ("title:中标公告",)),
    )


def facts(draft: Draft) -> tuple[Fact, ...]:
    year = draft.find("2024-09-03 16:20:05")
    edition = Fact("e1", 0, "campaign_edition", {
        "series": draft.name("精益计量月"),
        "year": draft.field("year", "2024", "今年", context={"year_from": year}),
        "number": draft.field("ordinal", Ordinal(12), "第十二届", "今年是第十二届"),
        "theme": draft.name("计量提质 服务制造"),
        "launch_date": draft.field("date", "2024-09-03", "9月3日下午", context={"year_from": year}, part="pm"),
        "launch_place": draft.field("place", Named("清河市", "320000"), "清河市", after="9月3日"),
        "organiser": draft.field("organisation", Named("清河市市场监督管理局"), "清河市市场监督管理局"),
        "co_organisers_count": draft.field("count", Count("21"), "21个单位"),
        "since": draft.field("year", "2013", "2013年"),
        "focus_areas": (
            *(draft.field("area", Named(words), words) for words in ("量值溯源", "能力比对")),
            draft.field("area", Named("〓备共享"), "〓备共享", status="unreadable"),
            draft.field("area", Named("人才培训"), "人才培训"),
        ),
    })  # fmt: skip
    unit = draft.find("万元", after="254.6")
    market = Fact("m1", 1, "market_report", {
        "instrument": draft.field("instrument", Named("气相色谱仪"), "气相色谱仪", "气相色谱仪中"),
        "period": draft.field("month", "2024-08", "2024年8月"),
        "foreign_amount": draft.field("money", Money("2546000.00", "CNY", "254.6", "万元"), "254.6万元"),
        "foreign_share": draft.field("share", Share("36.38"), "36.38%"),
        "domestic_amount": draft.field(
            "money", Money("4453000.00", "CNY", "445.3", "万元"), "445.3...", status="truncated", context={"unit_from": unit}
        ),
    })  # fmt: skip
    award = Fact("a1", 2, "award", {
        "project": draft.name("液相色谱仪采购项目"),
        "buyer": draft.field("organisation", Named("清河市第二医院"), "清河市第二医院"),
        "project_number": draft.field("code", "QH2024-117", "QH2024-117"),
        "quantity": draft.field("quantity", Quantity("1", "套"), "1套"),
        "amount": draft.field("money", Money("3126800.00", "CNY", "312.68", "万元"), "312.68万元", "312.6万元"),
        "supplier": Field("organisation", None, status="not_stated"),
    })  # fmt: skip
    return edition, market, award


def findings(draft: Draft) -> tuple[Finding, ...]:
    def of(*words: str) -> Sequence[Evidence]:
        return tuple(draft.find(item) for item in words)

    return (
        Finding(
            "ordinal.year", "confirmed", "按年份推算，2024年正是第12届。", "每年一届，自2013年起", "2024 − 2013 + 1 = 12 ✓ 第十二届", 0,
            of("第十二届", "2013年"),
        ),
        Finding("count.listed", "confirmed", "所说四项，列出四项。", "数目与所列相符", "4 = 4", 0, of("四项重点", "量值溯源")),
        Finding(
            "sum.change", "contradicted", "今年86项减去增加的9项应为77项，文中称上年75项。", "本期 − 增量 = 上期",
            "86 − 9 = 77 ≠ 75", 0, of("86项", "9项", "75项"),
        ),
        Finding(
            "ordinal.series", "not_checkable", "缺少这一系列历届的资料，无法核对届次。", "须有历届年份", None, 0, of("第十二届"),
        ),
        Finding(
            "unit.late", "doubtful", "联系人林一舟所在单位尚未上报。", "上报期限", None, 0, of("林一舟"), "internal",
        ),
        Finding(
            "share.of_parts", "confirmed", "占比由两个金额重算，相符。", "部分 ÷ 全体",
            "254.6 ÷ (254.6 + 445.3) = 36.377 % ✓ 36.38 %", 1, of("254.6万元", "445.3...", "36.38%"),
        ),
        Finding(
            "title.summary", "doubtful", "标题312.68万元，摘要312.6万元：疑似截断，而非四舍五入。", "标题与摘要一致",
            "312.68 ≠ 312.6", 2, of("312.68万元", "312.6万元"),
        ),
    )  # fmt: skip


def wording() -> Wording:
    """The words of the viewer with the labels of the kinds that this reading uses."""
    return Wording(
        facts=FACT_TYPES,
        kinds={
            "news": Term("新闻", "news"),
            "market_report": Term("市场报告", "market report"),
            "award": Term("中标公告", "award notice"),
        },
    )
