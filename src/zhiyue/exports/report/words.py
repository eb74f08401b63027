"""The words around a report's own: headings, marks, verdicts, in Chinese and English.

Comes in: a language and a key. Goes out: words. What the report itself says is in its language already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from zhiyue.model import Verdict
from zhiyue.report import Language

VERDICT_SIGNS: Mapping[Verdict, str] = MappingProxyType({
    "confirmed": "✓", "contradicted": "≠", "doubtful": "?", "not_checkable": "–",
})  # fmt: skip

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "lang": ("zh-Hans", "en"),
    "to": ("至", " to "),
    "version": ("第 {} 版", "version {}"),
    "partial": ("数据未满期", "partial period"),
    "internal": ("内部", "internal"),
    "made_from": ("规则版本 {rules} · 数据状态 {state}", "rules {rules} · state {state}"),
    "chart": ("图 {} ", "Figure {} "),
    "table": ("表 {} ", "Table {} "),
    "rules": ("统计口径", "What is counted, and how"),
    "checks": ("勾稽关系", "Cross-checks"),
    "amendments": ("与上一版的差别", "What changed since the last issue"),
    "grounds": ("每个数据的依据", "What each figure rests on"),
    "rests_on": ("依据 {} 条", "{} sources"),
    "more": ("另有 {} 条，见 JSON 或工作簿", "{} more, in the JSON and the workbook"),
    "missing": ("未载明", "not stated"),
    "notes": ("注释", "Notes"),
    "continued": ("（续）", " (continued)"),
    "picture": ("【图{}：{}】", "[Figure {}: {}]"),
    "copy": ("复制正文", "Copy the article"),
    "copied": ("已复制，可粘贴到公众号编辑器", "Copied: paste it into the editor"),
    "copied_plain": ("只复制了文字；请选中下框内容手工复制", "Only text was copied: select the block below and copy it"),
    "cells": ("数据", "Figures"),
    "report": ("报告", "Report"),
    "id": ("编号", "id"),
    "value": ("数值", "value"),
    "unit": ("单位", "unit"),
    "relation": ("关系", "relation"),
    "check": ("核对", "check"),
    "arithmetic": ("算式", "arithmetic"),
    "why": ("缺失原因", "why absent"),
    "before": ("原", "before"),
    "after": ("现", "after"),
    "ids": ("依据", "rests on"),
    "message": ("说明", "message"),
    "concerned": ("涉及数据", "figures concerned"),
    "code": ("代码", "code"),
    "text": ("内容", "text"),
    "period": ("统计期", "period"),
    "issuer": ("编制单位", "issuer"),
    "issued": ("编制日期", "issued"),
    "rules_version": ("规则版本", "rules"),
    "state": ("数据状态", "state"),
    "confirmed": ("已核", "confirmed"),
    "contradicted": ("不一致", "contradicted"),
    "doubtful": ("待核实", "doubtful"),
    "not_checkable": ("无法核对", "not checkable"),
})  # fmt: skip


def words_in(language: Language) -> Callable[[str], str]:
    """The catalogue of one language, as a function from key to words.

    >>> words_in("en")("doubtful")
    'doubtful'
    """
    place = 0 if language == "zh" else 1
    return lambda key: _WORDS[key][place]
