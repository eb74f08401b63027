"""The name and the numbers of a purchase: as labelled, as a sentence says it, as the title does.

Comes in: an excerpt, its form, its buyer. Goes out: fields. A project's name is given without the buyer's name before it
and without the words of the notice behind it, unless a label prints it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.model import Field
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once, quoted
from zhiyue.notices.labels import Form, Labelled, Role, is_nothing
from zhiyue.notices.parties import find_parties, masked_name
from zhiyue.spans import Span
from zhiyue.values import Found, find_project_numbers
from zhiyue.values.found import absent

_PLAIN = r"[^，。；：:、！\s（()）“”]"
_NOTE = r"[（(](?!(?:项目|招标|采购)?编号)[^（()）\n]{1,60}[）)]"
# The note stands between two runs that hold no bracket, so that there is one way to match and time stays linear.
_NAME = rf"(?P<name>{_PLAIN}{{2,60}}?(?:{_NOTE}{_PLAIN}{{0,30}}?)?(?:采购项目|项目|采购|工程)(?:{_NOTE})?)"
_DONE = r"(?:现|已|正在|将)?(?:以|采用|进行|组织|实施|开展|公开招标)|(?:日前|近日|现|已)?(?:发布|公布)|公开|国内|国际|招标|竞争性|询价|比选|遴选|磋商|谈判|评审|采购(?:货物|服务)"
_SPOKEN = (
    # 就某某项目进行公开招标 | 组织某某项目比选
    re.compile(rf"(?:就|对|关于|为|组织|开展)其?{_NAME}的?(?={_DONE}|，)"),
    # 某某项目（项目编号：…） | 某某项目的潜在投标人 | 某某项目评审结束
    re.compile(
        rf"{_NAME}(?=[，（( ]?(?:项目|招标|采购)编号|[（(]编号[:：]|(?:招标项目)?的潜在|评审|已经?|开标|(?:中标|成交)?结果|(?:中标|成交|中选)(?:供应商|人|单位)|中标公告|{_DONE})"
    ),
    # 以3000万元中标某某项目
    re.compile(rf"(?:中标|拿下|斩获|摘得|夺得)(?:了)?{_NAME}"),
    # 就某某仪（项目编号：…）进行
    re.compile(rf"(?:就|对|关于)(?P<name>{_PLAIN}{{4,60}})(?=[（(](?:项目|招标|采购)编号)"),
)

# 关于 | 【…】 | 壹套: what stands before a project's name in a title or sentence
_LINK = re.compile(
    r"(?:\s|关于|近日|日前|，|【[^】\n]{1,20}】|\[[^\]\n]{1,20}\]|[0-9壹一]{1,3}[套台]|受|对|就|的|为|其|[“”])+"
)
# 我单位于2025年9月1日组织了 | 江东大学委托组织的 | 现决定取消: what a sentence says of a project before it names it
_LEAD = re.compile(
    r"(?:\s|[^，。]{0,40}?委托(?:[^，。]{2,30}?(?:公司|中心))?(?:组织|实施|代理|采购)的|[我本该](?:单位|院|校|所|中心|公司|局|站|馆|部门|委)"
    r"|于?20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:[上下]午)?(?=就|对|关于|组织|开展|发布|进行|举行|公告|公布)"
    r"|现(?=就|对|将|决定|取消|终止|中止|暂停)|将(?=就|对)|经研究|(?:研究)?决定|(?:取消|终止|中止|暂停|撤销)(?!后)|邀请(?:参加)?|关于|就|对(?!流|撞|照|比|置|射|中|接|刀|苯)"
    r"|(?:组织|开展|进行|实施|发布|举行|公布)(?:实施|开展)?[了的]|发布(?!会|平台|系统|厅)|申请(?:采购|购置)(?=进口))+"
)
# What a title says behind it: 公开招标公告 | 国际招标中标结果公示（二次）
_TAIL = re.compile(
    r"(?:公开|邀请|国际|国内|院内|网上|在线|竞争性|中标|成交|中选|入围|结果|采购|招标|磋商|谈判|询价|比选|遴选|竞价|单一来源|资格预审|预公告|合同|(?:采购)?前?(?:市场)?调研|征求意见|(?:专家|参数)?论证|(?:拟|申请)?(?:采购)?进口产品|履约|验收|报告|更正|变更|终止|废标|流标|失败|澄清|答疑|补遗|延期|拟?采用(?=单一来源)|预(?=中标|成交)|候选人?|评标|评审|公布|揭晓|出炉|发布|"
    r"公告|公示|通知书?|邀请函?|邀请书|信息|投标(?=的?函)|函|的|（[^（）\n]{0,30}）|\([^()\n]{0,30}\)|\s|[-—_])+$"
)
_LIKE_A_PROJECT = re.compile(r"(?:项目|采购|工程|购置|服务|建设)(?:[（(][^（）()]{1,20}[）)])?$")
_OF_A_NOTICE = re.compile(r"公告|公示|通知|邀请|结果|函$")
_NO_NAME = re.compile(
    r"[！!？?]|[0-9]万元?|大单|^(?:公开|国际|招标|采购|中标){1,3}(?:项目|工程)$|进行(?:公开|国际|院内|竞争性)?(?:招标|采购|询价|比选|磋商|谈判)|^(?:本|该|此|上述|以下|多个|一个|[一二三四五六七八九十0-9]{1,3}个)|[，。]"
)
_JOINED = re.compile(
    r"采购(?=公告|公示|合同|政府采购|评审|评标|候选|拟|预中标|更正|变更|澄清|延期|终止|废标|流标|验收|履约|单一来源|进口|招标|询价|竞争|中标|成交|结果|投标的?函|$)"
)

_MASK = re.compile(r"[*＊×]{2,}")
_CODE = re.compile(r"[0-9A-Za-z一-龥\[【〔（(][0-9A-Za-z一-龥\-_/.\[\]()（）【】〔〕#]{3,60}")


def read_project(excerpt: Excerpt, form: Form, buyer: Field | None) -> Field | None:
    """Return the purchase's name; absent where neither label nor sentence nor title gives one."""
    found = _labelled(excerpt, form) or _spoken(excerpt, buyer) or _titled(excerpt, buyer)
    return quoted(excerpt, found) if found is not None else None


def read_numbers(excerpt: Excerpt, form: Form) -> tuple[Field, ...]:
    """Return the purchase's numbers, several where the notice lists several; one masked field where they are hidden."""
    text = excerpt.text
    labelled = [item for item in form.of("project_number") if not is_nothing(item.value.of(text))]
    founds = [found for item in labelled for found in _numbers_of(text, item)]
    if not founds and any(_MASK.search(item.value.of(text)) for item in labelled):
        return (absent("code", "masked"),)
    if not founds:
        others = [item.value for item in form.of("contract_number")]
        anywhere = (found for zone in excerpt.zones for found in find_project_numbers(text, zone))
        founds = [_balanced(found, text) for found in anywhere if not any(o.holds(found.span) for o in others)][:1]
    return tuple(quoted(excerpt, found) for found in each_once(text, founds))


def spoken_names(excerpt: Excerpt) -> Iterator[Span]:
    """Yield the projects that sentences name, with what stands before them (the buyer, as a rule)."""
    for zone in excerpt.prose:
        for pattern in _SPOKEN:
            match = pattern.search(excerpt.text, zone.start, zone.end)
            if match is not None:
                link = _LINK.match(excerpt.text, *match.span("name"))
                yield Span(link.end() if link is not None else match.start("name"), match.end("name"))


def read_code(excerpt: Excerpt, form: Form, role: Role) -> Field | None:
    """Return the number behind a label of `role` that is no project number (合同编号), masked where it is hidden."""
    text = excerpt.text
    for item in form.of(role):
        if _MASK.search(item.value.of(text)):
            return absent("code", "masked")
        code = _CODE.match(text, item.value.start, item.value.end)
        if code is not None and re.search("[0-9]", code.group()):
            return quoted(excerpt, _balanced(Found("code", Span(*code.span()), code.group()), text))
    return None


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _labelled(excerpt: Excerpt, form: Form) -> Found | None:
    text = excerpt.text
    for item in form.of("project"):
        span = _up_to_comma(text, item.value)
        words = span.of(text)
        if len(words) >= 3 and not is_nothing(words) and not (item.is_spoken and "项目" not in words):
            return Found("name", span, words)
    return None


def _spoken(excerpt: Excerpt, buyer: Field | None) -> Found | None:
    for raw in spoken_names(excerpt):
        span = _without_buyer(excerpt.text, raw, buyer)
        words = span.of(excerpt.text)
        if len(words) >= 4 and not _NO_NAME.search(words):
            return Found("name", span, words)
    return None


def _titled(excerpt: Excerpt, buyer: Field | None) -> Found | None:
    text, title = excerpt.text, excerpt.title
    tail = _TAIL.search(text, title.start, title.end)
    raw = Span(title.start, tail.start() if tail is not None else title.end)
    # 中标结果：某某仪: the kind of notice may stand in front
    front = re.match(r"[一-龥]{2,8}[：:｜|丨]\s?", raw.of(text))
    span = _without_buyer(text, Span(raw.start + front.end(), raw.end) if front is not None else raw, buyer)
    # 某某采购 + 公告: there 采购 closes the name
    joined = _JOINED.match(text, span.end, title.end)
    span = Span(span.start, joined.end()) if joined is not None else span
    words = span.of(text)
    said = title.of(text)[: len(front.group()) if front else 0] + (tail.group() if tail else "")
    is_named = _OF_A_NOTICE.search(said) is not None or _LIKE_A_PROJECT.search(words) is not None
    is_party = buyer is not None and words == buyer.exact
    if not 3 <= len(words) <= 80 or not is_named or is_party or _NO_NAME.search(words):
        return None
    return Found("name", span, words)


def _without_buyer(text: str, span: Span, buyer: Field | None) -> Span:
    """Cut off the buyer's name and what a sentence says before a project's name."""
    start = _behind_link(text, span.start, span.end)
    hidden = masked_name(text, Span(start, span.end))
    if hidden is not None:
        return Span(_behind_link(text, hidden.end, span.end), span.end)
    start = _behind_party(text, Span(start, span.end), buyer)
    start = _behind_lead(text, start, span.end)
    return Span(_behind_party(text, Span(start, span.end), buyer), span.end)


def _behind_party(text: str, span: Span, buyer: Field | None) -> int:
    """Where a name goes on behind the buyer, or behind another organisation that opens it."""
    start = span.start
    if buyer is not None and buyer.exact and text.startswith(buyer.exact, start):
        party = Span(start, start + len(buyer.exact))
    else:
        party = next((p.span for p in find_parties(text, span) if p.span.start == start), Span(start, start))
    return _behind_link(text, party.end if party.end < span.end else start, span.end)


def _behind_lead(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return _behind_link(text, lead.end() if lead is not None else start, end)


def _behind_link(text: str, start: int, end: int) -> int:
    link = _LINK.match(text, start, end)
    return link.end() if link is not None else start


def _up_to_comma(text: str, value: Span) -> Span:
    """A name up to the first comma outside brackets."""
    depth = 0
    for at in range(value.start, value.end):
        depth += (text[at] in "（(《“") - (text[at] in "）)》”")
        if depth <= 0 and text[at] in "，,":
            return Span(value.start, at)
    return value


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers_of(text: str, item: Labelled) -> list[Found]:
    """The numbers behind a label; the label is read too, for it says that what follows is a number."""
    if _MASK.search(item.value.of(text)):
        return []
    found = list(find_project_numbers(text, Span(item.label.start, item.value.end)))
    behind = [_balanced(number, text) for number in found if item.value.holds(number.span)]
    code = _CODE.match(text, item.value.start, item.value.end)
    if behind or code is None or not re.search("[0-9]", code.group()):
        return behind
    # DL2024-ZC-0219 looks like a standard of the power trade: here the label decides.
    return [_balanced(Found("code", Span(*code.span()), code.group()), text)]


def _balanced(number: Found, text: str) -> Found:
    """A number up to the first bracket that closes and was never opened: （项目编号：0711-24OTL0583）."""
    depth = 0
    for at in range(number.span.start, number.span.end):
        depth += (text[at] in "([（【〔") - (text[at] in ")]）】〕")
        if depth < 0 and at > number.span.start:
            return Found("code", Span(number.span.start, at), text[number.span.start : at])
    return number
