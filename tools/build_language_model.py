r"""Write ``src/zhiyue/repair/language.xz``: Chinese words with their frequencies, for places where bytes are lost.

Comes in: jieba's ``dict.txt`` (MIT) and jionlp's ``word_distribution.zip`` (Apache-2.0), both as their packages ship
them, and the trade's words below, which neither holds. Goes out: xz-compressed text, one line a level:
``<level>\\t<word> <word> …`` where a word of level n has the probability ``2 ** (-n / 4)``.

    pip download --no-deps jieba jionlp
    python tools/build_language_model.py jieba-*/jieba/dict.txt jionlp-*.whl
"""

from __future__ import annotations

import io
import json
import lzma
import math
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "zhiyue" / "repair" / "language.xz"
WORDS = 120_000
LONGEST = 5

_HAN = re.compile("[一-鿿]+")
_SIGNS = "，。、；：！？“”‘’《》（）…—·【】％～"

# Frequency of running text; the sources above have none of these as words.
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
TRADE_SHARE = 2e-5


def read_jieba(path: Path) -> Counter[str]:
    """Word → count."""
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return Counter({row[0]: int(row[1]) for row in rows if is_word(row[0])})


def read_jionlp(path: Path) -> Counter[str]:
    """Word → count, from the distribution inside the wheel."""
    with zipfile.ZipFile(path) as wheel:
        inner = io.BytesIO(wheel.read("jionlp/dictionary/word_distribution.zip"))
    with zipfile.ZipFile(inner) as archive:
        text = archive.read("word_distribution.json").decode("utf-8")
    rows = (json.loads(line) for line in text.split("\n") if line)
    return Counter({word: count for word, count in rows if is_word(word)})


def is_word(word: str) -> bool:
    """Chinese characters or one sign of Chinese punctuation, not longer than the model looks."""
    return word in _SIGNS or (len(word) <= LONGEST and _HAN.fullmatch(word) is not None)


def mix(jieba: Counter[str], jionlp: Counter[str]) -> dict[str, float]:
    """Mix the two: the larger and newer counts decide, the dictionary adds words that they lack."""
    old, new = sum(jieba.values()), sum(jionlp.values())
    shares = {word: 0.25 * jieba[word] / old + 0.75 * jionlp[word] / new for word in jieba.keys() | jionlp.keys()}
    for word in TRADE:
        shares[word] = max(shares.get(word, 0.0), TRADE_SHARE)
    return shares


def main() -> None:
    """Write the model."""
    shares = mix(read_jieba(Path(sys.argv[1])), read_jionlp(Path(sys.argv[2])))
    singles = {word for word in shares if len(word) == 1}
    words = sorted(shares, key=lambda word: (-shares[word], word))
    kept = [word for number, word in enumerate(words) if number < WORDS or word in singles]
    levels: dict[int, list[str]] = {}
    for word in kept:
        levels.setdefault(min(120, round(-4 * math.log2(shares[word]))), []).append(word)
    text = "\n".join(f"{level}\t{' '.join(sorted(levels[level]))}" for level in sorted(levels))
    TARGET.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(kept)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
