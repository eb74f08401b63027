"""The right pane: what was read from the page and what became of its claims, each row linked to its sentence.

Comes in: a masked reading. Goes out: HTML, and on the way every place is entered in `Places`: this pane is drawn
first, so that the text knows what rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from zhiyue.exports.elements import Child, Html, both, join, say, tag
from zhiyue.exports.values import fact_fields, is_figure, shown, value_text, verdict_counts
from zhiyue.exports.viewer._places import Places
from zhiyue.exports.wording import Wording
from zhiyue.model import Evidence, Fact, Field, Finding, Mark, Notice, PageResult, Rights

_PROPERTIES = (
    "title", "published", "modified", "publisher", "source", "first_source", "author", "editor", "views", "keywords",
)  # fmt: skip
_RIGHTS = ("holder", "own_works", "attribution", "reprints", "claims_within", "claims_from")


def facts_pane(result: PageResult, places: Places, wording: Wording, *, page: int) -> Html:
    """Return facts, verdicts, properties, rights and repairs of one page as HTML."""
    return _FactsPane(result, places, wording, page).html()


def tally(result: PageResult, wording: Wording) -> Html:
    """The verdicts of a page, counted: sign, word, number."""
    return join(
        tag("span", tag("b", term.sign, aria_hidden="true"), both_plain(term.zh, term.en), f" {count}", class_=f"v {v}")
        for v, count in verdict_counts(result.findings).items()
        for term in (wording.term("verdict", v),)
    )


def both_plain(zh: str, en: str) -> Html:
    """A word in both languages, after a sign."""
    return join(" ", say(zh, en))


class _FactsPane:
    def __init__(self, result: PageResult, places: Places, wording: Wording, page: int) -> None:
        self._result = result
        self._places = places
        self._wording = wording
        self._page = page

    def html(self) -> Html:
        result = self._result
        notices = [self._notice(notice) for notice in result.notices]
        loose = [finding for finding in result.findings if finding.notice is None]
        if loose:
            notices.append(self._section("checks", say("全页核对", "Claims of the page"), map(self._finding, loose)))
        properties = tag("dl", self._properties())
        rights = [self._rights(result.page.rights)] if result.page.rights is not None else []
        return join(
            notices,
            self._section("facts", say("页面信息", "About the page"), properties),
            rights,
            self._repairs(),
            self._marks(),
            self._technical(),
        )

    def _section(self, class_: str, heading: Html, *inner: Child, id_: str | None = None) -> Html:
        return tag("section", tag("h2", heading), *inner, class_=class_, id=id_)

    # ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _notice(self, notice: Notice) -> Html:
        facts = [fact for fact in self._result.facts if fact.notice == notice.id]
        findings = [finding for finding in self._result.findings if finding.notice == notice.id]
        head = tag(
            "h2",
            tag("span", both(self._wording.kind(notice.kind)), class_="kind"),
            tag("span", both(self._wording.term("origin", notice.origin)), class_="origin"),
            self._sure(notice),
        )
        title = self._notice_title(notice)
        drawn = [self._fact(fact) for fact in facts]
        nothing = say("没有读出可核对的事实。", "No facts were read here.")
        return tag(
            "section",
            tag("header", head, title),
            tag("div", map(self._finding, findings), class_="verdicts") if findings else None,
            drawn or tag("p", nothing, class_="empty"),
            class_="notice" if findings else "notice no-checks",
        )

    def _sure(self, notice: Notice) -> Html | None:
        # News is the kind of whatever no signal speaks for: a figure there would say nothing.
        if not notice.signals:
            return None
        return tag(
            "span", f"{notice.confidence:.0%}", class_="sure", title=f"归类的把握，依据 {'、'.join(notice.signals)}"
        )

    def _notice_title(self, notice: Notice) -> Html | None:
        title = notice.title
        if title is None or not title.evidence:
            return None
        row, keys = self._places.row(title.evidence)
        link = tag("a", shown(title, wording=self._wording), class_="val", href=f"#p{keys[0]}")
        return tag("p", link, class_="row name", id=row, data_p=" ".join(keys), tabindex="-1")

    def _fact(self, fact: Fact) -> Html:
        rows: list[Html] = []
        for name, fields in groupby(fact_fields(fact, self._wording.facts), key=lambda item: item[0]):
            label = both(self._wording.field(fact.kind, name))
            for number, (_, field) in enumerate(fields):
                rows.append(self._row(label if number == 0 else None, field))
        return tag("section", tag("h3", both(self._wording.fact(fact.kind))), tag("dl", rows), class_="fact facts")

    # ── one field ────────────────────────────────────────────────────────────────────────────────────────────────

    def _row(self, label: Html | None, field: Field, *, words: Html | None = None) -> Html:
        """One line: label, value, status, evidence. Rows that go on with the label above carry none."""
        row, keys = self._places.row(field.evidence)
        value = words if words is not None else self._value(field)
        link = f"#p{keys[0]}" if keys else None
        value = tag("a" if keys else "span", value, class_="val", href=link)
        notes = (self._status(field), self._further(field), self._wordings(field), self._context(field))
        return tag(
            "div",
            tag("dt", label),
            tag("dd", value, *notes),
            class_="row" if label is not None else "row more",
            id=row,
            data_p=" ".join(keys) or None,
            tabindex="-1",
        )

    def _value(self, field: Field) -> Html:
        if field.value is None:
            return tag("em", both(self._wording.term("status", field.status)), class_="absent")
        words = shown(field, wording=self._wording)
        if is_figure(field) or field.type in ("date", "month", "year", "moment", "period"):
            return tag("span", words, class_="figure")
        return join(words)

    def _status(self, field: Field) -> Html | None:
        if field.value is None or field.status == "stated":
            return None
        return tag("span", both(self._wording.term("status", field.status)), class_="status")

    def _further(self, field: Field) -> Html | None:
        """Number the places where several say the same."""
        keys = dict.fromkeys(self._places.key(item) for item in field.evidence)
        if len(keys) < 2:
            return None
        links = (tag("a", str(number), href=f"#p{key}", data_p=key) for number, key in enumerate(keys, start=1))
        return tag("span", say(f"{len(keys)} 处", f"{len(keys)} places"), " ", links, class_="places")

    def _wordings(self, field: Field) -> Html | None:
        """Quote the page where it words the value otherwise, or where its places differ."""
        value = "" if field.value is None else value_text(field.value)
        quotes = dict.fromkeys(item.exact.strip() for item in field.evidence)
        if len(quotes) == 1:
            # 21 from 21个单位 needs no quotation; 2024 from 今年 does.
            quotes = {quote: None for quote in quotes if value.replace(" ", "") not in quote.replace(" ", "")}
        shown_quotes = [quote for quote in quotes if len(quote) <= 40]
        if not shown_quotes:
            return None
        return tag("small", "".join(f"“{quote}”" for quote in shown_quotes), class_="quote")

    def _context(self, field: Field) -> Html | None:
        if not field.context:
            return None
        parts = (
            tag(
                "a",
                both(self._wording.term("context", name)),
                f" “{item.exact.strip()}”",
                href=f"#p{self._places.key(item)}",
                data_p=self._places.key(item),
            )
            for name, item in field.context.items()
        )
        return tag("small", parts, class_="context")

    # ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _finding(self, finding: Finding) -> Html:
        row, keys = self._places.row(finding.evidence)
        term = self._wording.term("verdict", finding.verdict)
        rule = tag("small", both(self._wording.rule(finding)), class_="rule", title=finding.code)
        sign = tag("b", tag("i", term.sign, aria_hidden="true"), " ", both(term), class_="sign")
        links = self._evidence_links(finding.evidence)
        inner = tag("a", sign, href=f"#p{keys[0]}", class_="val") if keys else sign
        internal = tag("span", "内", class_="internal", title="仅编辑可见") if finding.audience == "internal" else None
        return tag(
            "div",
            tag("p", inner, internal, rule, class_="head"),
            tag("p", finding.arithmetic, class_="sum") if finding.arithmetic else None,
            tag("p", finding.message, " ", links, class_="why"),
            class_=f"row finding {finding.verdict}",
            id=row,
            data_p=" ".join(keys) or None,
            tabindex="-1",
        )

    def _evidence_links(self, evidence: Sequence[Evidence]) -> Html | None:
        keys = dict.fromkeys(self._places.key(item) for item in evidence)
        if len(keys) < 2:
            return None
        links = (tag("a", str(number), href=f"#p{key}", data_p=key) for number, key in enumerate(keys, start=1))
        return tag("span", say(f"{len(keys)} 处", f"{len(keys)} places"), " ", links, class_="places")

    # ── the page itself ──────────────────────────────────────────────────────────────────────────────────────────

    def _properties(self) -> Iterator[Html]:
        for name in _PROPERTIES:
            found: Field | tuple[Field, ...] | None = getattr(self._result.page, name)
            fields = found if isinstance(found, tuple) else (found,) if found is not None else ()
            for number, field in enumerate(fields):
                label = both(self._wording.term("page", name))
                yield self._row(label if number == 0 else None, field)
        for number, item in enumerate(self._result.page.attachments):
            yield self._row(both(self._wording.term("page", "attachments")) if number == 0 else None, item.name)

    def _rights(self, rights: Rights) -> Html:
        rows = []
        for name in _RIGHTS:
            field: Field | None = getattr(rights, name)
            if field is None:
                continue
            words = both(self._wording.term("policy", field.canonical)) if field.canonical is not None else None
            rows.append(self._row(both(self._wording.term("rights", name)), field, words=words))
        return self._section("facts", say("版权与转载", "Rights and reprints"), tag("dl", rows))

    def _repairs(self) -> Html:
        result = self._result
        heading = say("修复记录", "Repairs")
        if not result.repairs:
            return self._section(
                "checks", heading, tag("p", say("原文完好，未作改动。", "Nothing needed repair."), class_="empty")
            )
        rows = (
            tag(
                "tr", tag("td", both(self._wording.term("repair", step.step))), tag("td", str(step.count), class_="num")
            )
            for step in result.repairs
        )
        head = tag("tr", tag("th", say("步骤", "step")), tag("th", say("处数", "places"), class_="num"))
        return self._section("checks", heading, tag("table", tag("thead", head), tag("tbody", rows), class_="plain"))

    def _marks(self) -> Html | None:
        marks = self._result.marks
        if not marks:
            return None
        explained = say(
            "〓 是中文排印里缺字的记号：此处原文已损坏，无法确定原来是什么字，也不作猜测。",
            "〓 is the Chinese printers' sign for a missing character: the text is damaged here beyond certainty.",
        )
        rows = map(self._mark, marks)
        return self._section(
            "checks",
            say(f"未能确定 {len(marks)} 处", f"{len(marks)} uncertain"),
            tag("p", explained, class_="note"),
            rows,
        )

    def _mark(self, mark: Mark) -> Html:
        text = self._result.page.text
        before = text[max(0, mark.start - 8) : mark.start].replace("\n", " ")
        after = text[mark.end : mark.end + 8].replace("\n", " ")
        guesses = "、".join(f"{item.text}（{item.confidence:.0%}）" for item in mark.candidates)
        return tag(
            "p",
            tag(
                "span",
                f"…{before}",
                tag("mark", text[mark.start : mark.end], class_="mark"),
                f"{after}… ",
                class_="around",
            ),
            both(self._wording.term("mark", mark.code)),
            (say("；可能是：", "; perhaps "), guesses) if guesses else None,
            class_="guess",
        )

    def _technical(self) -> Html:
        result = self._result
        encoding = result.encoding
        declared = f"（页面自称 {encoding.declared}）" if encoding.declared else ""
        rows = (
            ("文件", "file", result.path or result.url or "标准输入"),
            ("编码", "encoding", f"{encoding.label} {encoding.confidence:.0%}{declared}"),
            ("指纹", "digest", result.digest),
            ("版本", "version", f"zhiyue {result.version}"),
        )
        listed = (tag("div", tag("dt", say(zh, en)), tag("dd", value), class_="plain-row") for zh, en, value in rows)
        save = tag(
            "button",
            say("下载本页数据 JSON", "Download as JSON"),
            type="button",
            class_="save",
            data_page=str(self._page),
        )
        return self._section("facts technical", say("这份记录", "This reading"), tag("dl", listed), save)
