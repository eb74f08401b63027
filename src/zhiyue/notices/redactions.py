"""Persons and their numbers: ranges that no output shows.

Comes in: a repaired text, with the ranges of its bylines. Goes out: `Redaction`s. Persons are found by the role words
beside them (联系人：…), because those are the persons that a notice names for contact, not public figures in the
news, and not authors, whose name under their work is their right (decision record 0009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.model import Redaction, RedactionKind
from zhiyue.spans import Span

_ROLES = (
    "联系人(?:姓名)?|联络人|联系人员|经办人|经手人|填表人|填报人|制表人"
    "|采购人代表|采购代表|业主代表|评审专家(?:[（(][^）)\\n]{0,20}[）)])?(?:名单)?|评标委员会(?:成员)?(?:名单)?|评审(?:小组|委员会)?成员(?:名单)?"
    "|磋商小组(?:成员)?(?:名单)?|谈判小组(?:成员)?(?:名单)?|询价小组(?:成员)?(?:名单)?|项目负责人|授权代表|委托代理人|法定代表人|法人代表|投诉联系人|收件人"
)
# 项目联系人：张三、李四   联 系 人: 王老师   评审专家名单：赵甲 钱乙（采购人代表）
_PERSON_LABEL = re.compile(rf"(?:联\s*系\s*人(?:及(?:电话|联系方式))?|{_ROLES})[ \t]*(?:[:：]\s*|(?<=名单)\n\s*)")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕"
    "郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高"
    "夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全"
    "班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈"
    "燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相"
    "查后荆红游竺权逯盖益桓公付肖代覃闫岳涂邸苟兰仝楚鹿仉督佟"
)
# 张三 | 欧阳某某 | 李女士 | 王老师 | 赵工 | 陈 明
_PERSON = re.compile(
    rf"(?:(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|[{_SURNAMES}])"
    r"(?:先生|女士|小姐|老师|同志|主任|科长|处长|经理|院长|工程师|工(?![一-鿿])|[ \u3000]?[一-鿿某]{1,2}))"
)
_BETWEEN = re.compile(
    r"[ \t\u3000]*(?:[、,，;；/和及][ \t\u3000]*"
    r"|[（(][^）)\n]{0,12}[）)][ \t\u3000]*[、,，;；/]?[ \t\u3000]*|[ \t\u3000]+)"
)
_NAME_BEHIND = re.compile(rf"[ \t]*[（(][ \t]*(?P<name>{_PERSON.pattern})[ \t]*[)）]")
# Before a number only a form of address is sure to be a person's: 采购中心 0571-… is none.
_NAME_BEFORE = re.compile(
    rf"(?P<name>(?<![一-鿿])[{_SURNAMES}][一-鿿]{{0,2}}(?:先生|女士|小姐|老师|工))[ \t]*[:：]?[ \t]*$"
)
_NOT_A_NAME = re.compile(r"联系|电话|手机|地址|传真|邮|单位|部门|采购|项目|公司|详见|同上|以下|方式")

_MOBILE = r"(?<![\dA-Za-z.\-])(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?![\d.])"
_LANDLINE = (
    r"(?<![\dA-Za-z.\-])(?:\+?86[\s-]?)?[（(]?0\d{2,3}[)）]?\s?[-—－ ]?\s?[2-9]\d{6,7}"
    r"(?:\s?(?:转|[-—－/]|、)\s?\d{1,8})*(?![\dA-Za-z])"
)
_LABELLED_PHONE = r"(?<=[电话机真][:：])\s*[2-9]\d{6,7}(?:\s?(?:转|-)\s?\d{1,5})?(?![\dA-Za-z])"
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
_ID_NUMBER = r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
_BANK_ACCOUNT = r"(?<=[号户])\s*[:：]\s*(?P<account>\d(?:[ -]?\d){11,24})(?![\dA-Za-z])"
_OTHER_NUMBERS = (
    f"(?P<id_number>{_ID_NUMBER})|{_BANK_ACCOUNT}"
    f"|(?P<mobile>{_MOBILE})|(?P<landline>{_LANDLINE})|(?P<labelled>{_LABELLED_PHONE})"
)
# What any of these can begin with comes first: one look at most characters, not six.
_NUMBERS = re.compile(rf"(?=[0-9+（(:：\s])(?:{_OTHER_NUMBERS})")
_NUMBERS_AND_MAIL = re.compile(rf"(?=[0-9A-Za-z+（(:：\s])(?:(?P<email>{_EMAIL})|{_OTHER_NUMBERS})")
_KIND_OF: dict[str, RedactionKind] = {
    "email": "email", "id_number": "id_number", "account": "bank_account", "mobile": "phone", "landline": "phone",
    "labelled": "phone",
}  # fmt: skip

# 项目编号：0571-20251234 : a number behind such a label is no telephone.
_NUMBER_LABEL = re.compile(r"(?:编号|文号|标号|代码|号码为|证号|备案号|统一社会信用代码)\s*[:：]?\s*$")
# 账号 and 卡号 name bank accounts only; 项目编号, 文号, 证号 end in 号 too.
_ACCOUNT_LABEL = re.compile(r"(?:账号|帐号|账户|帐户|卡号|银行账号|开户账号)\s*$")


def find_redactions(text: str) -> tuple[Redaction, ...]:
    """Find persons with their role words, phones, mail addresses, id numbers and bank accounts. Linear."""
    numbers = list(_numbers(text))
    found = sorted([*_persons(text), *numbers, *_beside_phones(text, numbers)], key=lambda r: (r.start, -r.end))
    kept: list[Redaction] = []
    for redaction in found:
        if not kept or kept[-1].end <= redaction.start:
            kept.append(redaction)
    every = {text[r.start : r.end] for r in kept if r.kind == "person" and r.end - r.start >= 2}
    return tuple(sorted([*kept, *_again(text, every, kept)], key=lambda r: r.start))


def _persons(text: str) -> Iterator[Redaction]:
    for label in _PERSON_LABEL.finditer(text):
        position = label.end()
        while (name := _PERSON.match(text, position)) is not None and not _NOT_A_NAME.search(name[0]):
            yield Redaction(name.start(), name.end(), "person")
            between = _BETWEEN.match(text, name.end())
            if between is None:
                break
            position = between.end()


def _numbers(text: str) -> Iterator[Redaction]:
    for match in (_NUMBERS_AND_MAIL if "@" in text else _NUMBERS).finditer(text):
        group = match.lastgroup or ""
        span = Span(*match.span(group))
        before = text[max(0, match.start() - 12) : match.start()]
        if group == "account":
            if _ACCOUNT_LABEL.search(before):
                yield Redaction(span.start, span.end, "bank_account")
        elif _KIND_OF[group] != "phone" or _NUMBER_LABEL.search(before) is None:
            start = span.start + len(match[group]) - len(match[group].lstrip())
            yield Redaction(start, span.end, _KIND_OF[group])


def _beside_phones(text: str, numbers: Sequence[Redaction]) -> Iterator[Redaction]:
    """A person who stands at a telephone number without a role word: 0571-87654321（鲁工）, 王老师 13800001234."""
    for number in numbers:
        if number.kind != "phone":
            continue
        if (after := _NAME_BEHIND.match(text, number.end)) is not None:
            yield Redaction(*after.span("name"), "person")
        before = _NAME_BEFORE.search(text, max(0, number.start - 12), number.start)
        if before is not None and not _NOT_A_NAME.search(before["name"]):
            yield Redaction(*before.span("name"), "person")


def _again(text: str, names: set[str], kept: Sequence[Redaction]) -> Iterator[Redaction]:
    """A person whom the page names once with a role may stand in it again without one."""
    if not names:
        return
    covered = {r.start for r in kept}
    for match in re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text):
        if match.start() not in covered:
            yield Redaction(match.start(), match.end(), "person")
