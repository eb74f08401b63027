"""The texts from which the language model of `zhiyue.repair` is counted: where they are and how to read them.

Comes in: a folder that holds each source as ``<owner>/<name>/`` (a checkout), and the files of jieba and jionlp.
Goes out: lines of Chinese. Licences, commits and dates are in ``src/zhiyue/reference/ORIGINS.md``; a source stands
there before it stands here. None is a text that the repair is measured on.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CODE = re.compile(r"```.*?```", re.DOTALL)
_TAG = re.compile(r"<[^>\n]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"[*_`#>|]+")
_ROLE = re.compile(r":[a-z:]+:`|[`*]|\\n|\\")
_TRANSLATION = re.compile(r'^msgstr ((?:".*"\n)+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its folder, how to read it, and how much a character of it counts.

    `weight` evens out what there is much of and little of.
    """

    folder: str
    read: Callable[[Path], Iterator[str]]
    weight: float


def _markdown(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".rst"):
            text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8", errors="ignore"))
            yield from _MARKUP.sub("", _LINK.sub(r"\1", _TAG.sub("", _CODE.sub("\n", text)))).splitlines()


def _catalogues(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.po")):
        for found in _TRANSLATION.finditer(path.read_text(encoding="utf-8")):
            yield _ROLE.sub("", "".join(row[1:-1] for row in found[1].splitlines()))


def _reports(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            yield from json.loads(row)["content"].splitlines()


def _sentences(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("tatoeba_cmn_sentences.tsv")):
        for row in path.read_text(encoding="utf-8").splitlines():
            yield row.split("\t")[2]


def _conversations(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.json")):
        for conversation in json.loads(path.read_text(encoding="utf-8")):
            yield from (turn["message"] for turn in conversation["messages"])


def _tasks(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.json.zip")):
        with zipfile.ZipFile(path) as archive:
            tasks = json.loads(archive.read(path.stem))
        for task in tasks.values():
            yield from (turn["content"] for turn in task["messages"])


def _consultations(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "data").glob("*.json")):
        turns = json.loads(path.read_text(encoding="utf-8"))
        # Shorter ones are posts of a forum as they stood there; these were written anew, by a machine.
        if len(turns) >= FEWEST_TURNS:
            yield from (turn["content"] for turn in turns)


def _reviews(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*_sample.csv")):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                yield from row["reviewbody"].splitlines()


FEWEST_TURNS = 5

SOURCES = (
    Source("LawRefBook/Laws", _markdown, 0.036),
    Source("aldohemsn/chinese-political-corpora", _reports, 0.24),
    Source("python/python-docs-zh-cn", _catalogues, 0.06),
    Source("Snailclimb/JavaGuide", _markdown, 0.06),
    Source("Anduin2017/HowToCook", _markdown, 0.12),
    Source("Roxaleen/hsk-annotated-corpus", _sentences, 0.36),
    Source("thu-coai/KdConv", _conversations, 0.12),
    Source("thu-coai/CrossWOZ", _tasks, 0.06),
    Source("qiuhuachuan/smile", _consultations, 0.03),
    Source("Meituan-Dianping/asap", _reviews, 1.5),
)

# What is frequent in running text and rare in these sources: signs in rows, ends of lines. In the same measure.
ROWS = {
    "！！": 720, "！！！": 360, "？？": 240, "。。": 36, "。。。": 36, "？！": 72, "！！¶": 240, "？？¶": 72,
    "。”": 200, "。”¶": 300, "！”¶": 60, "？”¶": 60, "）¶": 200,
}  # fmt: skip

# Frequency of running text; the lists of words have none of these as words.
TRADE = """
政府采购 采购人 采购项目 竞争性磋商 竞争性谈判 单一来源 公开招标 邀请招标 询价 招标公告 中标公告
成交公告 更正公告 终止公告 中标人 中标金额 成交金额 成交供应商 供应商 投标人 投标文件 招标文件
采购文件 代理机构 采购代理 招标代理 预算金额 最高限价 项目编号 项目名称 评审专家 磋商文件 质疑 废标
流标 采购意向 进口产品 联合体 合同包 开标时间 开标地点 公示期 标的 不合格 检测报告 监督抽查
分光光度计 色谱仪 质谱仪 离子色谱仪 液相色谱 气相色谱 电子显微镜 光谱仪 分析仪 检测仪 测量仪器
标准物质 国家标准 行业标准 团体标准 地方标准 计量 检定 校准 认证认可 检验检测 质量强国 质量月
质量提升 质量强省 质量强市 首席质量官 高质量发展 市场监管 市场监管局 市场监督管理局 缺陷产品 产品召回
消费者权益 质量基础设施 营商环境 专精特新 展览会 博览会 学术报告会 主办单位 承办单位 协办单位 参展商
展位 展馆 归口单位 起草单位 牛磺酸 专科 护理
""".split()


def read_jieba(path: Path) -> dict[str, int]:
    """Word → count, of jieba's ``dict.txt``."""
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows}


def read_jionlp(path: Path) -> dict[str, int]:
    """Word → count, from the distribution inside jionlp's wheel."""
    with zipfile.ZipFile(path) as wheel:
        inner = io.BytesIO(wheel.read("jionlp/dictionary/word_distribution.zip"))
    with zipfile.ZipFile(inner) as archive:
        text = archive.read("word_distribution.json").decode("utf-8")
    return dict(json.loads(line) for line in text.split("\n") if line)
