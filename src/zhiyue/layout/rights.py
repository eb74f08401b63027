"""The rights notice under an article, as a policy that a machine can follow.

Comes in: the lines of the rights section. Goes out: `Rights`: whose works, on which terms they may be reprinted, what
must be kept on reprints, and how long one may object. Each clause opens to its words; its meaning is a code in
`canonical`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhiyue.layout.lines import Line
from zhiyue.model import Field, Repaired, Rights
from zhiyue.spans import Span
from zhiyue.values import find_durations
from zhiyue.values.found import field_of, text_field

# …的所有作品,均为浙江某某网络有限公司-某某网合法拥有版权或有权使用的作品 | 版权均属于某某网所有 | 版权归某某网所有
_HOLDER = re.compile(
    r"(?:均为|版权(?:均|全|皆)?(?:归|属)[属于]*|(?:著作权|权利)归属?于?)(?P<holder>[^，,。；;、]{2,60}?)"
    r"(?:合法拥有|拥有版权|独家|版权所有|所有|享有|原创|及其|(?=[，,。；;]))"
)

# 未经本网授权不得转载、摘编或利用其他方式使用上述作品 | 未经许可,任何媒体不得转载
_LICENCE = re.compile(
    r"未经(?:[^，,。；;]{0,16}?)(?:授权|许可|允许|同意|协议)[^。；;]{0,24}?(?:不得|禁止|严禁|请勿)[^，,。；;]{2,40}"
)

# 谢绝转载 | 严禁任何形式的转载
_FORBIDDEN = re.compile(r"(?:谢绝|严禁|禁止)[^，,。；;]{0,12}转载")

# 转载请注明出处：某某网 | 并注明“来源:化工仪器网” | 须保留来源
_ATTRIBUTION = re.compile(
    r"(?:注明|标明|写明)(?:出处|来源)?\s*[:：]?\s*[“\"「『]\s*(?P<quoted>[^”\"」』]{2,40})\s*[”\"」』]"
    r"|(?:注明|标明|写明|保留)(?:文章|稿件|作品)?(?:的)?(?:来源|出处)(?:\s*[为是:：]\s*(?P<plain>[^\s，,。；;（(]{2,20}))?"
)

# 必须保留本网注明的作品第一来源 | 须保留“稿件来源”
_FIRST_SOURCE = re.compile(
    r"(?:必须|须|应当|应|请)?(?:保留|注明)[^，,。；;]{0,14}?(?:第一来源|原始来源|首发来源|原文来源|稿件来源)[^，,。；;]{0,4}"
)

# 在作品发表之日起一周内 | 于文章刊登后30日内 | 请在两周内与本网联系
_CLAIMS = re.compile(
    r"(?P<since>[^，,。；;\s在于自请]{2,12}(?:之日起|之日|起|后))?(?P<within>[^，,。；;\s在于自请]{1,8}?(?:之内|以内|内))"
    r"(?=[^。；;]{0,16}(?:联系|联络|告知|通知|提出|函告|来函|来电))"
)


def read_rights(repaired: Repaired, lines: Sequence[Line]) -> Rights | None:
    """Read the rights section; absent where the page has none."""
    if not lines:
        return None
    whole = Span(lines[0].span.start, lines[-1].span.end)
    licence = _clause(repaired, whole, _LICENCE, "licence_required")
    forbidden = _clause(repaired, whole, _FORBIDDEN, "forbidden")
    attribution, names_source = _attribution(repaired, whole)
    own_works = licence or forbidden
    if own_works is None and names_source is not None:
        own_works = text_field(repaired, names_source, canonical="attribution_required")
    within, since = _claims(repaired, whole)
    return Rights(
        start=whole.start,
        end=whole.end,
        holder=_holder(repaired, whole),
        own_works=own_works,
        attribution=attribution,
        reprints=_clause(repaired, whole, _FIRST_SOURCE, "first_source_required"),
        claims_within=within,
        claims_from=since,
    )


def _clause(repaired: Repaired, whole: Span, pattern: re.Pattern[str], meaning: str) -> Field | None:
    match = pattern.search(repaired.text, whole.start, whole.end)
    return text_field(repaired, Span(*match.span()), canonical=meaning) if match else None


def _holder(repaired: Repaired, whole: Span) -> Field | None:
    match = _HOLDER.search(repaired.text, whole.start, whole.end)
    return text_field(repaired, Span(*match.span("holder")), type="name") if match else None


def _attribution(repaired: Repaired, whole: Span) -> tuple[Field | None, Span | None]:
    """The wording to print, and the clause that asks for it (凡本网注明“…” only says which works are meant)."""
    quoted: list[Span] = []
    asked: Span | None = None
    for match in _ATTRIBUTION.finditer(repaired.text, whole.start, whole.end):
        group = "quoted" if match["quoted"] else "plain"
        demands = not re.match(r"[^。；;]{0,2}凡", repaired.text[max(whole.start, match.start() - 4) : match.start()])
        if match[group]:
            quoted.append(Span(*match.span(group)))
        if demands and asked is None:
            asked = Span(*match.span())
            if match[group]:
                # The clause that asks comes before the one that merely defines.
                quoted.insert(0, quoted.pop())
    if not quoted:
        return None, asked
    same = [span for span in quoted if span.of(repaired.text) == quoted[0].of(repaired.text)]
    return text_field(repaired, *same), asked


def _claims(repaired: Repaired, whole: Span) -> tuple[Field | None, Field | None]:
    for match in _CLAIMS.finditer(repaired.text, whole.start, whole.end):
        within = next(iter(find_durations(repaired.text, Span(*match.span("within")))), None)
        if within is not None:
            if match["since"] is None:
                return field_of(repaired, within), None
            start, end = match.span("since")
            words = match["since"].removesuffix("起").removesuffix("后")
            return field_of(repaired, within), text_field(
                repaired, Span(start, end - (len(match["since"]) - len(words)))
            )
    return None, None
