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
from zhiyue.record import AGREEMENTS, CHOICES, RANK_REASONS, RANKS, RecordFinding


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
    "text.garbled": "a text reads in one encoding",
    "text.masked": "a page shows words and figures as they were published",
    "text.figures_deleted": "figures stand where the words want them",
    "text.reworded": "the words are those of the original",
    "text.annotated": "annotations go only where they are proven to be damage",
    "share.of_parts": "share = part ÷ sum of the parts",
    "share.sum": "sum of the shares = 100 %",
    "sum.of_parts": "total = sum of the parts",
    "ordinal.year": "number = year − first year + 1",
    "ordinal.series": "number fits first year and interval of the series",
    "count.listed": "number stated = number listed",
    "title.summary": "amount in the title = amount in the summary",
    "project_number.year": "year in the project number = year of publication",
    "amount.order": "award ≤ ceiling ≤ budget",
    "amount.ratio": "award between 5 % and 100 % of the budget",
    "amount.capitals": "amount in capitals = amount in digits",
    "line.product": "quantity × unit price = line total",
    "lines.sum": "sum of the lines = award",
    "date.within": "days of activities lie in the time given for them",
    "figure.twice": "a figure given twice is the same",
    "rate.of_count": "rate = part ÷ whole, by count",
    "date.order": "days in the order in which things happen",
    "record.sources": "all sources say the same of one thing",
    "edition.theme": "theme = theme in the reference list of editions",
    "edition.co_organisers": "number of co-organisers = number in the reference list of editions",
    "series.claim": "what is said of all themes holds for each year's theme",
    "story.figures": "copies of one story print the same figures",
}

_RANKS_IN_ENGLISH = {
    "official_notice": "a document of the authority on a site of its own",
    "official_relay": "passed on by a government site, or credited to an authority",
    "press": "news media",
    "trade": "trade media, information platform",
    "unknown": "a site that could not be judged",
    "answer_site": "questions and answers, encyclopaedia, document share",
}
_RANK_REASONS_IN_ENGLISH = {
    "configured": "set by this installation",
    "own_document": "a notice, announcement or plan on a site of the authority",
    "official_site": "another text on a government site",
    "official_source": "credited to an authority",
    "press_name": "the site's name is a newspaper's, a broadcaster's, an agency's",
    "trade_name": "the site's name is of trade media or an information platform",
    "answer_name": "address or name of a site of answers, articles, shared documents, a forum",
    "question_title": "the title is a question, and the site's name does not tell",
    "unknown": "neither name nor address tells",
}
_CHOICES_IN_ENGLISH = {
    "editor": "an editor's correction beats every page",
    "only": "one source only",
    "agreed": "all sources agree",
    "correction": "a correction beats the original",
    "rank": "the better source wins: notice, relay, press, trade, answers",
    "stated": "a stated value beats a cut, masked or derived one",
    "sources": "the value of more independent sources wins",
    "digits": "the value with more digits beats its rounding or cut",
    "first": "all else equal, the earliest published",
    "union": "the lists of all sources together",
    "longest": "the full list beats the cut one",
    "counted": "counted over the pages",
    "none": "no page gives one for the whole",
}
_AGREEMENTS_IN_ENGLISH = {
    "single": "one source",
    "agreed": "agreed",
    "compatible": "compatible: rounded, cut, or a part of the list",
    "variant": "beside it values of parts: lots, places, units",
    "disputed": "sources differ",
    "absent": "no source states it",
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
    "repair.markup.eaten_tag": Term("补回标记的尖括号", "the opening sign of a tag put back"),
    "repair.undecodable": Term("读不出的字节记作缺字", "undecodable bytes marked as missing"),
    "mark.undecodable": Term("字节不属于任何字", "bytes of no character"),
    "mark.unexplained_annotation": Term("拼音所注的字不能确定", "the annotated character is not certain"),
    "mark.lost_trail": Term("半个字节已丢失", "half a character is lost"),
    "mark.lost_lead": Term("前半个字节已丢失", "the first half of a character is lost"),
    "mark.lost_byte": Term("字节已丢失", "a byte is lost"),
    "mark.doubtful_run": Term("这一段可能读错", "this run may be read wrongly"),
    "mark.doubtful_question_mark": Term("问号处或有缺字", "a character may be lost at the question mark"),
    "mark.stripped_characters": Term("此处缺去一字以上", "more than one character is lost here"),
    "mark.lost_character": Term("一字已丢失", "a character is lost"),
    "mark.masked_figures": Term("原页遮蔽的数字", "figures that the page hides"),
    "mark.masked_words": Term("原页遮蔽的文字", "words that the page hides"),
    "mark.deleted_figures": Term("此处数字被删", "figures were deleted here"),
    "mark.lost_text": Term("文字全成问号", "text that became question marks"),
    "mark.reworded": Term("用词疑被替换", "the word may have been replaced"),
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
    # Records: who says it, why this value is shown, how the sources stand to each other.
    **{f"rank.{code}": Term(words, _RANKS_IN_ENGLISH[code]) for code, words in RANKS.items()},
    **{f"rank_reason.{code}": Term(words, _RANK_REASONS_IN_ENGLISH[code]) for code, words in RANK_REASONS.items()},
    **{f"choice.{code}": Term(words, _CHOICES_IN_ENGLISH[code]) for code, words in CHOICES.items()},
    **{f"agreement.{code}": Term(words, _AGREEMENTS_IN_ENGLISH[code]) for code, words in AGREEMENTS.items()},
    "includes_lead.yes": Term("含", "yes"),
    "includes_lead.no": Term("不含", "no"),
    "includes_lead.unclear": Term("不明", "unclear"),
    # Points of a time line.
    "stage.intent": Term("采购意向", "intent"),
    "stage.survey": Term("需求调查", "survey"),
    "stage.single_source": Term("单一来源公示", "single source"),
    "stage.import_approval": Term("进口产品论证", "approval of imports"),
    "stage.tender": Term("招标", "tender"),
    "stage.correction": Term("更正", "correction"),
    "stage.candidates": Term("候选人公示", "candidates"),
    "stage.contract": Term("合同", "contract"),
    "stage.termination": Term("终止", "termination"),
    "stage.acceptance": Term("验收", "acceptance"),
    "stage.deadline": Term("投标截止", "deadline for bids"),
    "stage.award": Term("中标", "award"),
    "stage.announced": Term("发布", "announced"),
    "stage.plan": Term("活动计划", "plan of activities"),
    "stage.summary": Term("总结", "summary"),
    "stage.mentioned": Term("提及", "mentioned"),
    "stage.launch": Term("启动", "launch"),
    "stage.held": Term("举办", "held"),
    "stage.planned": Term("下达计划", "planned"),
    "stage.published": Term("刊载", "published"),
    "stage.as_buyer": Term("采购", "as buyer"),
    "stage.as_agency": Term("代理", "as agency"),
    "stage.as_winner": Term("中标", "as supplier"),
    "stage.as_co_organiser": Term("联合开展", "as co-organiser"),
    "stage.as_organiser": Term("主办", "as organiser"),
    "stage.as_issuer": Term("下达", "as issuer"),
    "stage.as_wanted": Term("招标", "in a tender"),
    "stage.as_awarded": Term("中标", "in an award"),
    "stage.as_reported": Term("市场月报", "in a market report"),
    # Why two pages are one thing, or not.
    "link.judged": Term("人工判定", "a person judged"),
    "link.certain": Term("标识相同", "one key"),
    "link.likely": Term("相似", "alike"),
    "match.judged": Term("人工判定", "a person judged"),
    "match.same_key": Term("标识相同", "one key"),
    "match.same_number": Term("项目编号相同", "one project number"),
    "match.other_number": Term("项目编号不同", "different project numbers"),
    "match.same_project": Term("项目名称相同", "one project name"),
    "match.similar_project": Term("项目名称相近", "similar project names"),
    "match.same_buyer": Term("采购人相同", "one buyer"),
    "match.similar_buyer": Term("采购人相近", "similar buyers"),
    "match.other_buyer": Term("采购人不同", "different buyers"),
    "match.same_budget": Term("预算相同", "one budget"),
    "match.near_budget": Term("预算相容", "budgets that fit"),
    "match.other_budget": Term("预算不同", "different budgets"),
    "match.same_amount": Term("成交金额相同", "one amount"),
    "match.near_amount": Term("成交金额相容", "amounts that fit"),
    "match.other_amount": Term("成交金额不同", "different amounts"),
    "match.same_items": Term("标的相同", "the same items"),
    "match.other_items": Term("标的不同", "different items"),
    "match.same_agency": Term("代理机构相同", "one agency"),
    "match.near_in_time": Term("发布时间相近", "published near each other"),
    "match.far_in_time": Term("发布时间相距远", "published far apart"),
    "match.same_series": Term("系列相同", "one series"),
    "match.same_year": Term("年份相同", "one year"),
    "match.other_year": Term("年份不同", "different years"),
    "match.same_theme": Term("主题相同", "one theme"),
    "match.similar_theme": Term("主题相近", "similar themes"),
    "match.same_batch": Term("批次相同", "one batch"),
    "match.other_batch": Term("批次不同", "different batches"),
    "match.same_count": Term("项目数相同", "one number of projects"),
    "match.other_count": Term("项目数不同", "different numbers of projects"),
    "match.same_dates": Term("会期相同", "the same days"),
    "match.other_dates": Term("会期不同", "different days"),
    "match.same_city": Term("城市相同", "one city"),
    "match.similar_city": Term("城市相近", "similar cities"),
    "match.same_core": Term("名称主干相同", "one name but for its legal form"),
    "match.same_name": Term("名称相同", "one name"),
    "match.same_part": Term("在同一事项中角色相同", "the same part in one thing"),
    "match.same_text": Term("正文相同", "one text"),
    "match.same_headline": Term("标题相同", "one headline"),
    "match.other_headline": Term("标题不同", "different headlines"),
    "match.other_figures": Term("标题中的数字不同", "different figures in the headlines"),
    "match.names_its_source": Term("注明转自对方", "one names the other as its source"),
    "match.other_subject": Term("所述事项不同", "they tell of different things"),
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

    def rule(self, finding: Finding | RecordFinding) -> Term:
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
