"""What is bought: the names of goods in running text, in lists and in headlines.

Comes in: ranges of a page's text. Goes out: `Found` of type ``instrument`` with the name as printed, modifiers and all
(全自动顶空进样器, not 进样器), and the code list's name as canonical form where the list knows a part of it. Words for goods in
general (仪器设备, 医疗设备) name a purpose and no item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from zhiyue.model import Field, Named
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once, merge, quoted
from zhiyue.notices.labels import Form, Labelled, is_nothing
from zhiyue.notices.lots import Lot
from zhiyue.notices.parties import find_parties
from zhiyue.spans import Span
from zhiyue.values import Found, find_instruments, find_quantities, parse

Trust = Literal["text", "verb", "list"]
"""How far the surroundings say that a name is of goods: any text, behind a verb of purchase, in a list of goods."""

_NUMERAL = "[0-9０-９一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]"
_MEASURE = r"(?:台/套|台（套）|台\(套\)|台|套|个|批次?|组|件|项|条|辆|架|部|支|只)"
# What stands between names: signs, counts, dates, and words that no name of goods holds
_BORDER = re.compile(
    r"[\s，。；：;:、！!？?（）()【】\[\]《》“”\"'丨|｜…,+＋•·]+"
    r"|(?<![A-Za-z0-9])/|/(?![A-Za-z0-9])"
    rf"|{_NUMERAL}{{1,6}}(?:[.．][0-9]{{1,2}})?\s?{_MEASURE}(?![一-龥]?坐标)|{_NUMERAL}{{1,4}}(?:年|月|日)(?:份|度)?|第?[一二三四1-4]季度|[上下]半年|若干"
    r"|采购|购置|购买|订购|求购|添置|引进|招标|中标|成交|项目|工程|市场|数据|盘点|公告|公示|通知|委托|包括|包含|用于|进行|关于|计划|本次|主要|其中|分别|完成|签订|斩获|"
    r"拿下|获得|更新|升级|改造|以及|预算|金额|数量|品牌|型号|以下|上述|所需|需求|同类|各类|相关|名称|内容|范围|技术参数|详见|"
    r"拟|受|为|的|是|了|由|据|将|等(?!离子|温|位|效|静压|电|吸|倾)|共(?!聚焦|振|轭|混|沉|焦|价|挤)|对(?!流|撞|照|比|置|射|中|接|刀)|就(?!地)|和(?!频|平)|与|及|在(?!线|位)|以"
)
# 仪 but not 仪器, 计 of an instrument but not 设计: what ends a name in any text
_SURE_HEAD = re.compile(
    r"仪(?!器|表|式|电)|显微镜|电镜|内窥镜|(?:光度|酸度|流量|温度|湿度|[粘黏]度|密度|压力|硬度|厚度|浊度|照度|声级|功率|电位|量热|旋光|折光|"
    r"糖度|熔点|离子|水分|粒子|电导率?|液位|加速度|pH)计|离心机|质谱(?:系统)?|色谱(?:系统)?|培养箱|试验箱|天平|工作站|测序仪|探针|生物安全柜"
)
# Behind 采购 these end a name of goods too, though 机构 and 主机 stand in any text
_LIKELY_HEAD = re.compile(
    r"(?:仪|镜|计|机|器|系统|装置|柜|箱|炉|泵|台|床|车|平台|站|釜|罐|槽|灯|屏|钳|管|柱|阀|秤|谱|流水线|CT|DR|MRI|PCR)$"
)
# What stands before a name and does not belong to it: 全国气相色谱仪 | 一批…
_LEADING = re.compile(
    r"(?:全国|国内|我国|[我本该](?:单位|院|校|所|中心|公司|局|站|馆)|该|本|各|新|共|购|全省|全市|国产|进口|第?[0-9]{1,2}[包.．])+"
)
_GENERIC = re.compile(
    r"(?:一批|相关|各类|各种|多种|部分|其他|其它|上述|大型|小型|精密|高端|先进|贵重|关键|配套|专用|通用|科研|教学|科学|实验|实验室|检验|检测|监测|化验|分析|医疗|医用|医学|诊断|诊疗|临床|"
    r"计量|质检|食品|药品|环境|环保|水质|空气|土壤|应急|安全|工艺|生产|办公|信息化|进口|国产|基础|平台|中心|能力|建设|提升|及|与|、|等)*"
    r"(?:仪器|设备|仪器设备|设备仪器|[质色光]谱(?:仪器|设备|仪器设备)|器材|设施|器械|系统|平台|仪器仪表|分析仪|检测仪|仪|机|色谱|质谱|货物|产品|物资|材料|一批|耗材|试剂)?(?:一批)?"
)
_LONGEST = 40


def find_goods(text: str, within: Span, *, trust: Trust = "text") -> Iterator[Found]:
    """Yield the goods named in a range, in order. `trust` says how far the range itself speaks of goods."""
    for piece in _pieces(text, within):
        span = _name_in(text, piece, trust)
        if span is not None and not is_generic(span.of(text)):
            yield _goods(text, span)


def is_generic(words: str) -> bool:
    """Whether words speak of goods in general and name none.

    >>> is_generic("一批仪器设备"), is_generic("离子色谱仪")
    (True, False)
    """
    return _GENERIC.fullmatch(words) is not None


def goods_at(text: str, span: Span) -> Found | None:
    """Read a range that holds one name and nothing else, as a table cell does; None where it names no goods."""
    start, end = span.start, span.end
    while start < end and text[start] in " \u3000\t":
        start += 1
    while end > start and text[end - 1] in " \u3000\t；;，,。":
        end -= 1
    if (tail := _ENDS_IN_QUANTITY.search(text, start, end)) is not None:
        end = tail.start()
    if (model := _MODEL_BEHIND.search(text, start, end)) is not None:
        end = model.start()
    words = text[start:end]
    if (
        not 2 <= len(words) <= _LONGEST
        or "*" in words
        or is_generic(words)
        or not re.search(r"[一-龥A-Za-z]{2}", words)
    ):
        return None
    return _goods(text, Span(start, end))


def _goods(text: str, span: Span) -> Found:
    listed = list(find_instruments(text, span))
    canonical = listed[-1].canonical if listed else None
    return Found("instrument", span, parse("instrument", span.of(text)), canonical=canonical)


def _pieces(text: str, within: Span) -> Iterator[Span]:
    """The stretches between borders; an organisation's name is a border too (江州材料实验室|透射电子显微镜)."""
    start = within.start
    parties = [found.span for found in find_parties(text, within)]
    borders = [*parties, *(Span(*match.span()) for match in _BORDER.finditer(text, within.start, within.end))]
    for border in sorted(borders):
        if border.start > start:
            yield Span(start, border.start)
        start = max(start, border.end)
    if start < within.end:
        yield Span(start, within.end)


def _name_in(text: str, piece: Span, trust: Trust) -> Span | None:
    leading = _LEADING.match(text, piece.start, piece.end)
    start = leading.end() if leading is not None else piece.start
    tail = re.search(r"(?:公开|国际|院内|一批|货物)+$", text[start : piece.end])
    whole = Span(start, start + tail.start() if tail else piece.end)
    if trust == "list" or (trust == "verb" and _LIKELY_HEAD.search(whole.of(text))):
        end = whole.end
    else:
        heads = [match.end() for match in _SURE_HEAD.finditer(text, whole.start, whole.end)]
        heads.extend(found.span.end for found in find_instruments(text, whole))
        end = max(heads, default=start)
    has_words = re.search(r"[一-龥]{2}|[A-Z]{2}", text[start:end])
    return Span(start, end) if has_words and 2 <= end - start <= _LONGEST else None


# ── the goods of a notice ────────────────────────────────────────────────────────────────────────────────────────

_NO_GOODS = "投标|项目|公告|公示|结果|计划|意向|中心|人|单位|需求|预算|方|合同|文件|信息|活动|货物|代理|数据|主力|金额|的|法|程序|政策|数量|网|内容|清单|编号|办|管理|机构|品牌|市场|部门|包|工作|服务|限价|最多|量"
# …采购透射电子显微镜、分析型超速离心机等设备
_BOUGHT = re.compile(
    rf"(?:采购|购置|购买|订购|求购|拟购(?!置|买)|添置|引进)(?:了|以下)?(?!{_NO_GOODS})(?P<goods>[^，。；：:！!？?\n（(]{{2,80}})"
)
_NOTICE_TAIL = re.compile(r"(?:公开|国际|邀请)?(?:招标|采购|竞争性磋商|竞争性谈判|询价)?(?:项目|公告|公示|大单)*$")
# …1套，用于食品中农药残留的确证检测
_SERVES = re.compile(r"用于(?P<purpose>[^，。；;\n.…]{2,40})")
_CLAUSE = re.compile(r"[^，,；;。\n]+")
_ENDS_IN_QUANTITY = re.compile(rf"{_NUMERAL}\s?[（(]?{_MEASURE}[）)]?\s*$")
# 核磁共振波谱仪|，中科江州 AS400， : brand and model behind a name
_MODEL_BEHIND = re.compile(
    r"(?<=[一-龥）)])(?:[，,]\s*|\s+)(?:[一-龥]{2,8}\s*)?(?:[A-Z][a-z]+\s+)?[A-Z][A-Za-z]{0,12}[ \-]?[0-9][A-Za-z0-9+\-/]*[，,；;\s]*$"
)
# 自动血液微生物培养系统; 全自动蛋白分析仪 in one cell
_PART = re.compile(r"[^;；、\n]+")


def read_items(excerpt: Excerpt, form: Form, lots: Sequence[Lot], project: Field | None) -> tuple[Found, ...]:
    """Return the goods of a purchase: from its item list, else lots, scope, sentences, project name, title."""
    text = excerpt.text
    sources = (
        (found for item in _item_cells(form) for part in _PART.finditer(text, item.value.start, item.value.end)
         if (found := goods_at(text, Span(*part.span()))) is not None),
        (found for lot in lots for found in _of_lot(text, lot)),
        (found for item in form.of("scope") for found in _of_scope(text, item.value)),
        _listed(excerpt),
        _said(excerpt),
        find_goods(text, project.span, trust="verb") if project is not None and project.span is not None else (),
        find_goods(text, excerpt.title, trust="text"),
    )  # fmt: skip
    for source in sources:
        if items := each_once(text, source):
            return items
    return ()


def item_fields(excerpt: Excerpt, items: Sequence[Found]) -> tuple[Field, ...]:
    """Make a field of each item, with every place that prints its name."""
    return tuple(quoted(excerpt, item) for item in items)


def read_quantity(excerpt: Excerpt, form: Form, items: Sequence[Found]) -> Field | None:
    """Return the quantity of a purchase of one item; absent where several items have their own."""
    if len(items) > 1:
        return None
    text = excerpt.text
    labelled = [next(find_quantities(text, item.value, label=True), None) for item in form.of("quantity")]
    mentions = [found for found in labelled if found is not None and found.value is not None]
    if not mentions:
        mentions = [found for item in items for field in (quoted(excerpt, item),) for found in _beside(text, field)]
    values = {found.value for found in mentions}
    return merge(excerpt, mentions) if len(values) == 1 else None


def read_purpose(excerpt: Excerpt, form: Form) -> Field | None:
    """Return what it is bought for: as labelled (用途：…), as the headline says, or behind 用于.

    A headline that names items (采购冷冻电镜等设备) says what is bought and not what for; one that speaks of goods in general
    (采购生物安全实验室工艺设备, 采购一批仪器设备) is all that is known of the purpose.
    """
    for item in form.of("purpose"):
        if not item.is_spoken and not is_nothing(item.value.of(excerpt.text)):
            return excerpt.text_field(item.value, type="name")
    headline = _headline(excerpt)
    if headline is not None and not list(find_goods(excerpt.text, headline, trust="verb")):
        return quoted(excerpt, Found("name", headline, headline.of(excerpt.text)))
    served = (_SERVES.search(excerpt.text, zone.start, zone.end) for zone in excerpt.prose)
    match = next((match for match in served if match is not None), None)
    return excerpt.text_field(Span(*match.span("purpose")), type="name") if match is not None else None


def _headline(excerpt: Excerpt) -> Span | None:
    """What the title says is bought, without the words of the notice behind it."""
    match = _BOUGHT.search(excerpt.text, excerpt.title.start, excerpt.title.end)
    if match is None:
        return None
    words = _NOTICE_TAIL.sub("", match["goods"].split()[0])
    start = match.start("goods")
    if words.startswith("一批") and not is_generic(words):
        words, start = words[2:], start + 2
    return Span(start, start + len(words)) if len(words) >= 2 else None


def _item_cells(form: Form) -> Iterator[Labelled]:
    named = [item for item in form.labelled if _is_item(item)]
    # 标项名称 beside 数量 names the goods of a lot.
    counted = {item.row for item in form.of("quantity") if item.row is not None}
    yield from named or (item for item in form.of("project") if item.row in counted)


def _is_item(item: Labelled) -> bool:
    """标的名称：…, 名称：… among the items, or a column 采购标的."""
    return (
        item.role == "item"
        or (item.role, item.section) == ("name", "items")
        or (item.role == "scope" and item.row is not None)
    )


def _of_lot(text: str, lot: Lot) -> Iterator[Found]:
    clause = _CLAUSE.search(text, lot.content.start, lot.content.end)
    if clause is not None and "：" not in clause.group():
        yield from find_goods(text, Span(*clause.span()), trust="verb")


def _of_scope(text: str, value: Span) -> Iterator[Found]:
    """A scope begins with its goods; later clauses (用于…, 国产、进口不限) are read as any text unless they count."""
    if is_nothing(value.of(text)):
        return
    for place, clause in enumerate(_CLAUSE.finditer(text, value.start, value.end)):
        is_list = place == 0 or _ENDS_IN_QUANTITY.search(clause.group()) is not None
        yield from find_goods(text, Span(*clause.span()), trust="verb" if is_list else "text")


# 1. 土壤养分速测仪 3台
_LISTED = re.compile(
    r"(?:^|(?<=\n))[ \t\u3000\xa0]*[（(]?[0-9]{1,2}[)）、.．][ \t]*(?P<goods>[^\n，。；：（(]{2,40}?)(?:[（(][^（()）\n]{1,20}[)）])?[ \t]*[0-9]{1,4}[ \t]?[台套件只支把]"
    r"[；;。]?[ \t]*(?=\n|$)"
)


def _listed(excerpt: Excerpt) -> Iterator[Found]:
    """A numbered list whose lines name goods and end in their quantity."""
    text = excerpt.text
    if not excerpt.prose:
        return
    start, end = min(zone.start for zone in excerpt.prose), max(zone.end for zone in excerpt.prose)
    lines = list(_LISTED.finditer(text, start, end))
    if len(lines) > 1:
        for line in lines:
            if (found := goods_at(text, Span(*line.span("goods")))) is not None:
                yield found


def _said(excerpt: Excerpt) -> Iterator[Found]:
    """What sentences say is bought; a headline that shortens the same goods (冷冻电镜) names nothing new."""
    known: set[str | None] = set()
    for zone in excerpt.zones:
        in_title = zone == excerpt.title
        for found in _bought(excerpt.text, zone):
            kind = found.value.id if isinstance(found.value, Named) else None
            if not (in_title and kind is not None and kind in known):
                yield found
            known.add(kind)


def _bought(text: str, zone: Span) -> Iterator[Found]:
    for match in _BOUGHT.finditer(text, zone.start, zone.end):
        yield from find_goods(text, Span(*match.span("goods")), trust="verb")


def _beside(text: str, field: Field) -> Iterator[Found]:
    """透射电子显微镜壹套, 壹套透射电子显微镜: a quantity that touches the name."""
    for place in field.evidence:
        for found in find_quantities(text, Span(max(0, place.start - 8), min(len(text), place.end + 8))):
            if found.span.start in (place.end, place.end + 1) or found.span.end in (place.start, place.start - 1):
                yield found
