"""The words that people read beside a page: verdicts, statuses, page properties, labels, in Chinese and English.

Comes in: codes of the contract (``confirmed``, ``not_stated``, ``first_source``) and the metadata of the kinds. Goes
out: a `Term` for each. Exists so that every table, viewer and export says the same thing with the same word, and so
that an organisation that must word a verdict otherwise changes one place: `Wording.reworded`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from zhiyue import kinds
from zhiyue.checks import FINDING_CODES
from zhiyue.errors import ConfigurationError
from zhiyue.model import FactType, Finding


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning: its word in Chinese and in English, and its sign where it has one."""

    zh: str
    en: str
    sign: str = ""

    def __str__(self) -> str:
        return f"{self.sign} {self.zh}" if self.sign else self.zh


_RULES_IN_ENGLISH = {
    "encoding.mixed": "a line is written in one encoding",
    "encoding.undecodable": "every byte belongs to a character",
    "text.control_characters": "the text of a page has no NUL",
    "text.unreadable": "more characters legible than lost",
    "share.of_parts": "share = part ÷ sum of the parts",
    "share.sum": "sum of the shares = 100 %",
    "sum.of_parts": "total = sum of the parts",
    "ordinal.year": "number = year − first year + 1",
    "ordinal.series": "number fits first year and interval of the series",
    "count.listed": "number stated = number listed",
    "title.summary": "amount in the title = amount in the summary",
    "project_number.year": "year in the project number = year of publication",
    "amount.order": "award ≤ ceiling ≤ budget",
    "rate.of_count": "rate = part ÷ whole, by count",
    "date.order": "days in the order in which things happen",
}

TERMS: Mapping[str, Term] = MappingProxyType({
    # Verdicts.
    "verdict.confirmed": Term("已核", "confirmed", "✓"),
    "verdict.contradicted": Term("不一致", "contradicted", "≠"),
    "verdict.doubtful": Term("待核实", "doubtful", "?"),
    "verdict.not_checkable": Term("无法核对", "not checkable", "–"),
    # The rules that findings name.
    **{f"rule.{code}": Term(rule, _RULES_IN_ENGLISH[code]) for code, rule in FINDING_CODES.items()},
    # Statuses of a field; what is plainly stated needs no word.
    "status.stated": Term("载明", "stated"),
    "status.truncated": Term("原文截断", "cut off in the source"),
    "status.masked": Term("已遮蔽", "masked"),
    "status.not_stated": Term("未载明", "not stated"),
    "status.not_applicable": Term("不适用", "not applicable"),
    "status.unreadable": Term("未能识读", "could not be read"),
    "status.derived": Term("推算得出", "derived"),
    # Relations: how the true figure stands to the printed one.
    "relation.≥": Term("不少于", "at least", "≥"),
    "relation.≤": Term("不超过", "at most", "≤"),
    "relation.>": Term("多于", "more than", ">"),
    "relation.<": Term("少于", "less than", "<"),
    "relation.≈": Term("约", "about", "≈"),
    # Parts of a day.
    "part.am": Term("上午", "morning"),
    "part.pm": Term("下午", "afternoon"),
    "part.evening": Term("晚上", "evening"),
    # What stands around a fact.
    "context.unit_from": Term("单位取自", "unit from"),
    "context.year_from": Term("年份取自", "year from"),
    "context.past_of": Term("不晚于，年份取自", "not after, year from"),
    "context.future_of": Term("不早于，年份取自", "not before, year from"),
    "context.month_from": Term("月份取自", "month from"),
    "context.zone": Term("所在段落", "zone"),
    "basis.unit_price": Term("单价", "unit price"),
    "basis.rate": Term("费率", "rate"),
    # Properties of a page.
    "page.title": Term("标题", "title"),
    "page.published": Term("发布时间", "published"),
    "page.modified": Term("修改时间", "modified"),
    "page.publisher": Term("发布网站", "publisher"),
    "page.source": Term("来源", "source"),
    "page.first_source": Term("首发来源", "first source"),
    "page.author": Term("作者", "author"),
    "page.editor": Term("编辑", "editor"),
    "page.views": Term("阅读", "views"),
    "page.keywords": Term("关键词", "keywords"),
    "page.attachments": Term("附件", "attachments"),
    # Where a notice stands on its page.
    "origin.main": Term("本文", "main article"),
    "origin.related": Term("相关阅读", "related reading"),
    "origin.embedded": Term("文中所载", "within the article"),
    "origin.list": Term("列表条目", "list entry"),
    # Roles of blocks.
    "block.breadcrumb": Term("当前位置", "breadcrumb"),
    "block.title": Term("标题", "title"),
    "block.dateline": Term("发布信息", "dateline"),
    "block.lede": Term("导语", "lede"),
    "block.keywords": Term("关键词", "keywords"),
    "block.related": Term("相关阅读", "related reading"),
    "block.rights": Term("版权声明", "rights notice"),
    "block.navigation": Term("导航", "navigation"),
    "block.footer": Term("页脚", "footer"),
    # What is covered.
    "redaction.person": Term("人名", "person's name"),
    "redaction.phone": Term("电话", "phone number"),
    "redaction.email": Term("邮箱", "email address"),
    "redaction.id_number": Term("证件号码", "identity number"),
    "redaction.bank_account": Term("银行账号", "bank account"),
    # What was repaired, and what could not be.
    "repair.mojibake.utf8_as_gbk": Term("UTF-8 误作 GBK，已还原", "UTF-8 that was read as GBK put right"),
    "repair.mojibake.gbk_as_latin1": Term("GBK 误作西文，已还原", "GBK that was read as Latin-1 put right"),
    "repair.markup.residue": Term("去除残留的标记", "remnants of markup removed"),
    "repair.spacing": Term("合并字间空格", "spaces between characters closed"),
    "repair.noise.annotations": Term("去除杂乱的注音", "noise annotations removed"),
    "repair.channel.annotations": Term("去除夹注的拼音", "pinyin annotations removed"),
    "repair.channel.shifted_bytes": Term("复原错位的字节", "shifted bytes put back"),
    "repair.channel.script": Term("繁体转回简体", "traditional characters turned back"),
    "repair.undecodable": Term("读不出的字节记作缺字", "undecodable bytes marked as missing"),
    "mark.undecodable": Term("字节不属于任何字", "bytes of no character"),
    "mark.unexplained_annotation": Term("拼音所注的字不能确定", "the annotated character is not certain"),
    "mark.lost_trail": Term("半个字节已丢失", "half a character is lost"),
    "mark.lost_lead": Term("前半个字节已丢失", "the first half of a character is lost"),
    "mark.lost_byte": Term("字节已丢失", "a byte is lost"),
    "mark.doubtful_run": Term("这一段可能读错", "this run may be read wrongly"),
    "mark.swallowed_sign": Term("符号已丢失", "a sign is lost"),
    # The rights notice as a policy.
    "rights.holder": Term("权利人", "rights holder"),
    "rights.own_works": Term("本网作品", "its own works"),
    "rights.attribution": Term("转载须注明", "credit line"),
    "rights.reprints": Term("转载稿件", "reprinted works"),
    "rights.claims_within": Term("权利主张期限", "claims within"),
    "rights.claims_from": Term("期限起算", "counted from"),
    "policy.licence_required": Term("未经授权不得转载", "no reprint without a licence"),
    "policy.attribution_required": Term("转载须注明来源", "reprint with credit"),
    "policy.forbidden": Term("禁止转载", "reprint forbidden"),
    "policy.free": Term("可自由转载", "free to reprint"),
    "policy.first_source_required": Term("须保留首发来源", "the first source must be kept"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The catalogue in use: terms by code, and the labels of kinds and their fields.

    `facts` and `kinds` come from the kinds themselves, so a new kind brings its own words.
    """

    terms: Mapping[str, Term] = field(default_factory=lambda: TERMS)
    facts: Mapping[str, FactType] = field(default_factory=dict)
    kinds: Mapping[str, Term] = field(default_factory=dict)

    def term(self, group: str, code: str) -> Term:
        """The term of a code; a code that nobody worded yet is shown as it is."""
        return self.terms.get(f"{group}.{code}") or _spelled(code)

    def rule(self, finding: Finding) -> Term:
        """The rule of a finding; one that nobody worded yet is shown as the finding prints it."""
        return self.terms.get(f"rule.{finding.code}") or Term(finding.rule, finding.rule)

    def kind(self, name: str) -> Term:
        """The label of a page kind."""
        return self.kinds.get(name) or _spelled(name)

    def fact(self, kind: str) -> Term:
        """The label of a kind of fact."""
        found = self.facts.get(kind)
        return Term(found.label_zh, found.label_en) if found else _spelled(kind)

    def field(self, kind: str, name: str) -> Term:
        """The label of one field of a fact."""
        found = self.facts.get(kind)
        prop = next((prop for prop in found.props if prop.name == name), None) if found else None
        return Term(prop.label_zh, prop.label_en) if prop else _spelled(name)

    def reworded(self, terms: Mapping[str, Term]) -> Wording:
        """The same catalogue with some terms worded otherwise.

        Raises:
            ConfigurationError: a code that the catalogue does not have.

        >>> ours = Wording().reworded({"verdict.doubtful": Term("待人工确认", "needs a person", "?")})
        >>> str(ours.term("verdict", "doubtful"))
        '? 待人工确认'
        """
        unknown = sorted(terms.keys() - self.terms.keys())
        if unknown:
            raise ConfigurationError(f"no such term: {', '.join(unknown)}. The codes stand in exports/wording.py")
        return replace(self, terms={**self.terms, **terms})


def standard_wording() -> Wording:
    """The catalogue as it comes, with the labels of every kind that is installed."""
    return Wording(
        facts=kinds.fact_types(),
        kinds={name: Term(kind.label_zh, kind.label_en) for name, kind in kinds.kinds().items()},
    )


def _spelled(code: str) -> Term:
    words = code.replace("_", " ")
    return Term(words, words)
