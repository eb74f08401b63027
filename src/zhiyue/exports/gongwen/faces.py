"""The faces of the official form, and what stands in for those that a machine lacks.

Comes in: nothing, or the names of installed faces. Goes out: names to write into the file. The wanted name is written
and the word processor substitutes, because the reader's machine usually has it; where a PDF is made here, `installed`
and `missing` say what will really be used. No face is shipped: those of the form need a licence.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

FALLBACKS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "方正小标宋简体": (
        "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC",
    ),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "STKaiti", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "华文黑体", "STHeiti", "Heiti SC", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "华文宋体", "STSong", "Noto Serif CJK SC"),
    "Times New Roman": ("Liberation Serif", "Nimbus Roman", "Tinos", "Noto Serif CJK SC"),
})  # fmt: skip
"""Each face of the form, and in which order others stand in for it."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Which face each part is set in."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    second: str = "楷体_GB2312"
    first: str = "黑体"
    number: str = "宋体"
    latin: str = "Times New Roman"

    def names(self) -> tuple[str, ...]:
        """Every face in use, in the order of this class."""
        return (self.title, self.body, self.second, self.first, self.number, self.latin)


WANTED = Faces()
"""The faces of the form."""


def available(installed: Collection[str]) -> Faces:
    """The faces to draw with on a machine that has `installed`: the wanted one, else the first that stands in for it."""
    return Faces(*(_first_of(name, installed) for name in WANTED.names()))


def missing(installed: Collection[str]) -> Mapping[str, str]:
    """Faces of the form that `installed` lacks → what is used instead (empty: nothing fits, the system chooses)."""
    return {
        name: stand_in if stand_in != name else ""
        for name, stand_in in zip(WANTED.names(), available(installed).names(), strict=True)
        if name not in installed
    }


def installed() -> frozenset[str]:
    """Names of the faces of this system, as fontconfig knows them; none where it has no fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    done = subprocess.run([program, "--format", "%{family}\n"], capture_output=True, check=True)  # noqa: S603 - found on the path, no shell
    lines = done.stdout.decode("utf-8").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(",") if name.strip())


def _first_of(name: str, installed: Collection[str]) -> str:
    return next((face for face in (name, *FALLBACKS[name]) if face in installed), name)
