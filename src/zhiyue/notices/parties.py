"""Who takes part in a purchase: buyer, agency, winner.

Comes in: an excerpt and its form. Goes out: fields of type ``organisation``. Labels and sections speak first (采购人：…,
2.采购代理机构信息 / 名称：…), then sentences (乙受甲委托, 丙以…中标), then the title. A sentence about a purchase puts names and verbs
side by side without a border (某某大学采购某某实验室设备): here the verbs are borders as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zhiyue.model import Field, Named
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once, quoted
from zhiyue.notices.labels import Form, Labelled, is_nothing
from zhiyue.spans import Span
from zhiyue.values import Found, find_organisations, parse
from zhiyue.values.found import absent

# 采购 borders a name, but not in 采购中心, 招标有限公司, 政府采购办公室
_VERB = re.compile(
    r"(?:采购|购置|购买|订购|求购|拟购|引进|添置)(?!中心|办|站|代理|有限|咨询|管理|招标|服务中心|交易|与招)"
    r"|(?:招标|中标|成交|中选)(?!有限|代理|投标|咨询|采购|集团|中心|公司|股份|办|局)"
    r"|斩获|拿下|签下|签约|喜获|摘得|夺得|确定|推荐|选定|关于|大单|预算|项目(?!管理|咨询|建设|投资)|[！!：:丨|｜]"
)
_MASK = re.compile(r"[*＊]{2,}|[（(]略[）)]|开通会员|点击查看|登录|可解锁|#{2,}|[×xX]{3,}|某{2,}")
# ******大学荧光定量PCR仪采购项目成交公告
_MASKED_NAME = re.compile(r"[^，。！\s]{0,6}[*＊#]{2,}[一-龥]{0,10}(?:大学|学院|医院|中心|局|所|院|站|校|公司|集团)")
_SHORTEST, _LONGEST = 3, 50
# (以713.2万元)中标 | 成功拿下 | 最终由…中标 ; 中标公告, 中标金额 are no verbs
_WINS = re.compile(
    r"(?:成功|最终|顺利|独家|联合体|最终成功|凭借[^，。；\n]{0,20}|，|\s){0,3}(?:以[^。；，\n]{0,40}?(?:元|价|报价|优势)[^。；，\n]{0,8})?(?:成功|顺利)?"
    r"(?:中标|成交|中选|摘得|拿下|斩获|夺得|赢得|胜出|喜获|签下)(?!公告|公示|结果|候选|通知|信息|价|金|总|人|供应|单位|日|率|量|项目共)"
)
# 确定某某公司为中选人 | 由某某公司中标 is the verb as well
_NAMED_WINNER = re.compile(
    r"(?:被?(?:确定|评|推荐)?)为(?:本|该|此)?(?:项目|次采购|包|标段)?的?(?:中标|成交|中选|入选|入围)(?:人|供应商|单位|方|商|机构|企业)(?!候选)"
)
_BRANCH = re.compile(
    r"附属|第[一二三四五六七八九十]|分校|分院|分公司|医院|大学|学院|公司|(?:（|\().{1,8}(?:院区|校区|分公司)"
)


def find_parties(text: str, within: Span) -> Iterator[Found]:
    """Yield the organisations in a range, in order, each ending before the verb that follows it."""
    start = within.start
    for verb in _VERB.finditer(text, within.start, within.end):
        if verb.start() - start >= _SHORTEST:
            yield from _between_verbs(text, Span(start, verb.start()))
        start = verb.end()
    if within.end - start >= _SHORTEST:
        yield from _between_verbs(text, Span(start, within.end))


# 松山湖材料实验室 | 之江实验室: a laboratory that is an institution of its own, where a name may begin
_LABORATORY = re.compile(
    r"(?:^|(?<=[，,。；;：:！!？?】》\s]))(?P<stem>[一-龥]{2,4}?)"
    r"(?:材料|能源|网络安全|数学|深空探测|海洋|创新|先进制造|智能)?实验室(?!认可|建设|管理|改造|家具|设备|仪器|安全|工艺)"
)
# 生物安全实验室, 该校实验室: a room, not an institution
_A_ROOM = re.compile(
    r"生物|化学|物理|理化|检[测验]|分析|安全|标准|公共|开放|移动|智慧|教学|科研|洁净|动物|临床|环境|食品|校准|计量|专业"
    r"|虚拟|仿真|中心|重点|联合|[本该各新某这那一两三]|级|建设|国家|大型|学校|医院|全国|高校|实验"
)


def _between_verbs(text: str, within: Span) -> Iterator[Found]:
    found = list(find_organisations(text, within))
    for match in _LABORATORY.finditer(within.of(text)):
        span = Span(within.start + match.start(), within.start + match.end())
        is_new = all(other.span.end <= span.start or span.end <= other.span.start for other in found)
        if is_new and not _A_ROOM.search(match["stem"]):
            found.append(Found("organisation", span, parse("organisation", span.of(text))))
    yield from sorted(found, key=lambda item: item.span.start)


def read_buyer(excerpt: Excerpt, form: Form) -> Field | None:
    """Return who buys: as labelled, as commissioning an agency, or as the title names it."""
    labelled = _labelled(excerpt, form, "buyer")
    if labelled is not None:
        return labelled
    commissioned = next(
        (buyer for zone in excerpt.zones for buyer, _ in _commissions(excerpt.text, zone) if buyer), None
    )
    buying = (found for zone in excerpt.prose for found in _buying(excerpt.text, zone))
    masked = masked_name(excerpt.text, excerpt.title)
    found = commissioned or (None if masked else _titled_buyer(excerpt)) or next(buying, None) or _signing(excerpt)
    if found is None:
        return absent("organisation", "masked") if masked is not None else None
    return _evident(excerpt, _in_full(excerpt, found))


def _in_full(excerpt: Excerpt, short: Found) -> Found:
    """The full name in the text of a buyer that the title shortens: 某省特检院, 某省特种设备检验研究院."""
    name = short.span.of(excerpt.text)
    if not excerpt.in_title(short.span):
        return short
    told = [found for zone in excerpt.prose for found in find_parties(excerpt.text, zone)]
    full = {found.span.of(excerpt.text): found for found in told if _shortens(name, found.span.of(excerpt.text))}
    return next(iter(full.values())) if len(full) == 1 else short


def _shortens(short: str, full: str) -> bool:
    if len(full) <= len(short) or full[:2] != short[:2] or full[-1] != short[-1]:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short) and not (_BRANCH.search(full[2:-2]) and not _BRANCH.search(short))


def party_at(excerpt: Excerpt, starts: Iterable[int]) -> Field | None:
    """Return the organisation that begins at one of these places: the buyer's name opens the project's."""
    for start in starts:
        found = next(find_parties(excerpt.text, Span(start, min(len(excerpt.text), start + 60))), None)
        if found is not None and found.span.start == start:
            return _evident(excerpt, found)
    return None


def read_agency(excerpt: Excerpt, form: Form) -> Field | None:
    """Return who runs the procedure for the buyer."""
    labelled = _labelled(excerpt, form, "agency")
    if labelled is not None:
        return labelled
    found = next((agency for zone in excerpt.zones for _, agency in _commissions(excerpt.text, zone) if agency), None)
    if found is not None:
        return _evident(excerpt, found)
    touching = (_AGENCY.finditer(excerpt.text, zone.start, zone.end) for zone in excerpt.prose)
    return party_at(excerpt, (match.end() for matches in touching for match in matches))


# ，代理机构某某咨询有限公司，
_AGENCY = re.compile(r"(?<=[，,；;])(?:采购|招标)?代理机构(?=[一-龥])")


def read_winners(excerpt: Excerpt, form: Form) -> tuple[Field, ...]:
    """Return who won, each supplier once; a masked name is a masked field, and no winner at all is none."""
    text = excerpt.text
    founds: list[Found] = []
    for item in winner_labels(text, form):
        if is_masked_name(item.value.of(text)):
            return (absent("organisation", "masked"),)
        founds.extend(named_in(text, item.value))
    if not founds:
        founds = [found for zone in excerpt.zones for found in _winning(text, zone)]
    return evident_each(excerpt, founds)


def evident_each(excerpt: Excerpt, founds: Iterable[Found]) -> tuple[Field, ...]:
    """Make a field of each name, once, with every place that prints it."""
    return tuple(_evident(excerpt, found) for found in each_once(excerpt.text, founds))


def winner_labels(text: str, form: Form) -> Iterator[Labelled]:
    """Yield what stands behind the labels of winners; 名称 and 供应商 are such in the section of the result alone."""
    runners_up = {item.row for item in form.of("rank") if item.row is not None and _SECOND.match(item.value.of(text))}
    for item in form.of("winner", "name"):
        if item.row is not None and item.row in runners_up:
            continue
        is_sure = item.role == "winner" and item.label.of(text) != "供应商"
        if is_sure or item.section == "result":
            yield item


# 排名 2 | 第二名 | 第三中标候选人
_SECOND = re.compile(r"\s*第?\s*(?:[2-9]|[二三四五六七八九])(?![0-9])")


def is_masked_name(words: str) -> bool:
    """Whether a site hides the name that stands there."""
    return _MASK.search(words) is not None


def masked_name(text: str, span: Span) -> Span | None:
    """Return the half hidden name with which a range begins: ``******大学离心机采购项目``."""
    match = _MASKED_NAME.match(text, span.start, span.end)
    return Span(*match.span()) if match is not None else None


# A（联合体牵头人）、B（成员） | A（主）| 牵头人：A
_LEADS = re.compile(r"[（(](?:联合体)?(?:牵头人|牵头方|牵头单位|牵头|主体|主办方|主|主办人)[）)]")
_LED_BY = re.compile(r"(?:联合体)?牵头(?:人|方|单位)?\s?[：:为]\s?$")


def read_lead(excerpt: Excerpt, winners: Iterable[Field]) -> Field | None:
    """Return which of the winners leads a joint bid (联合体牵头人); None where no joint bid won or none is said to lead."""
    text = excerpt.text
    for winner in winners:
        for place in winner.evidence:
            before = text[max(0, place.start - 12) : place.start]
            if _LEADS.match(text, place.end) or _LED_BY.search(before):
                return winner
    return None


# ── labels ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _labelled(excerpt: Excerpt, form: Form, role: str) -> Field | None:
    masked = False
    for item in form.labelled:
        if item.role != role and not (item.role == "name" and item.section == role):
            continue
        if is_masked_name(item.value.of(excerpt.text)):
            masked = True
            continue
        found = next(iter(named_in(excerpt.text, item.value, is_spoken=item.is_spoken)), None)
        if found is not None:
            return _evident(excerpt, found)
    return absent("organisation", "masked") if masked else None


def named_in(text: str, value: Span, *, is_spoken: bool = False) -> Sequence[Found]:
    """Return the organisations of a value; where none ends in a known suffix, the whole value is the name."""
    if is_nothing(value.of(text)):
        return ()
    found = list(find_organisations(text, value))
    if found and found[0].span.start - value.start <= 4:
        return found
    end = next((value.start + match.start() for match in re.finditer(r"[，,；;（(\s]", value.of(text))), value.end)
    words = text[value.start : end]
    if is_spoken or not 2 <= len(words) <= _LONGEST or not re.match(r"[一-龥A-Za-z]", words):
        return ()
    return [Found("organisation", Span(value.start, end), parse("organisation", words))]


def _evident(excerpt: Excerpt, found: Found) -> Field:
    """A field with every place of the name, except where a longer name begins with it (某大学|附属医院)."""
    field = quoted(excerpt, found)
    own = [
        place
        for place in field.evidence
        if place.start == found.span.start or not _BRANCH.match(excerpt.text, place.end)
    ]
    spans = [Found(found.type, Span(place.start, place.end), found.value, canonical=found.canonical) for place in own]
    return excerpt.field_of(*spans)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────

# 乙受甲委托 | 甲委托乙
_COMMISSION = re.compile(r"受(?P<buyer>[^，。；：\n]{3,60}?)的?委托|委托(?![代单方人书])")


def _commissions(text: str, zone: Span) -> Iterator[tuple[Found | None, Found | None]]:
    """Pairs of buyer and agency."""
    if _COMMISSION.search(text, zone.start, zone.end) is None:
        return
    parties = list(find_parties(text, zone))
    for match in _COMMISSION.finditer(text, zone.start, zone.end):
        before = next((p for p in reversed(parties) if p.span.end <= match.start()), None)
        if match["buyer"] is not None:
            inside = Span(*match.span("buyer"))
            buyer = next((p for p in parties if inside.holds(p.span)), None) or _whole(text, inside)
            is_near = before is not None and len(text[before.span.end : match.start()].strip("，, ")) <= 2
            # 受甲委托，乙对…: the agency may stand behind as well
            behind = next((p for p in parties if 0 <= p.span.start - match.end() <= 2), None)
            yield buyer, before if is_near else behind
        else:
            after = next((p for p in parties if p.span.start >= match.end()), None)
            is_next = after is not None and after.span.start - match.end() <= 2
            is_near = before is not None and match.start() - before.span.end <= 6
            yield before if is_near else None, after if is_next else None


def _whole(text: str, span: Span) -> Found | None:
    words = span.of(text)
    if not _MASK.search(words) and not re.search(r"[我本贵某]|方$", words):
        return Found("organisation", span, parse("organisation", words))
    return None


# 江东大学因教学科研需要，拟购置… | 某医院近日采购…
_BUYS = re.compile(
    r"(?:因[^。；\n]{1,14}(?:需要|需求)[,，]?)?(?:近日|日前|现|拟|计划|将|需|决定|启动){0,3}(?:对外|公开)?(?:采购|购置|招标采购|订购)(?!项目|中心|代理|人|网|结果|公告|文件)"
)


def _buying(text: str, zone: Span) -> Iterator[Found]:
    if _BUYS.search(text, zone.start, zone.end) is None:
        return
    for party in find_parties(text, zone):
        # 向某公司采购 buys from it
        is_seller = text[max(zone.start, party.span.start - 1) : party.span.start] in ("向", "从")
        if not is_seller and _BUYS.match(text, party.span.end, zone.end) is not None:
            yield party


def _winning(text: str, zone: Span) -> Iterator[Found]:
    for party in find_parties(text, zone):
        if any(said.match(text, party.span.end, zone.end) for said in (_WINS, _NAMED_WINNER)):
            yield party


_LAST_LINES = 4
_SIGNED_ON = re.compile(r"\s*(?:日期[：:]\s*)?(?:20[0-9]{2}|二[〇○零])[^，。；]{4,14}日?\s*$")
_NO_BUYER = re.compile(r"招标|代理|咨询|项目管理|交易中心|采购中心|新闻|资讯|网$")


def _signing(excerpt: Excerpt) -> Found | None:
    """Who signs a notice: a name alone in its line, the last or above the day, and no agency's."""
    tail = excerpt.body[-_LAST_LINES:]
    for name, day in zip(tail, (*tail[1:], None), strict=False):
        words = name.of(excerpt.text).strip()
        found = next(find_organisations(excerpt.text, name), None)
        is_alone = found is not None and found.span.of(excerpt.text) == words and not _NO_BUYER.search(words)
        if is_alone and (day is None or _SIGNED_ON.fullmatch(day.of(excerpt.text))):
            return found
    return None


def _titled_buyer(excerpt: Excerpt) -> Found | None:
    """The first organisation of the title that does not win in it."""
    for found in find_parties(excerpt.text, excerpt.title):
        wins = _WINS.match(excerpt.text, found.span.end, excerpt.title.end) is not None
        if not wins and isinstance(found.value, Named):
            return found
    return None
