"""Where each of the 34 provincial units stands in the grid of tiles.

Comes in: a row of a table. Goes out: its tile. The grid keeps neighbours near each other and nothing more: it is no
map, has no borders and no coast. Names and codes are those of ``reference/divisions.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhiyue.report import Language, Row


@dataclass(frozen=True, slots=True)
class Tile:
    """One provincial unit: its code, its short names, its place in the grid (from the top left)."""

    code: str
    short: str
    english: str
    column: int
    line: int

    def name(self, language: Language) -> str:
        """The short name in one of the two languages."""
        return self.short if language == "zh" else self.english


_GRID = """
    .       .       .       .       .       .       .       .       .       黑龙江
    .       .       .       .       .       .       .       .       吉林    .
    新疆    .       .       .       内蒙古  .       北京    .       辽宁    .
    .       .       甘肃    宁夏    陕西    山西    河北    天津    .       .
    .       青海    .       .       .       河南    山东    .       .       .
    西藏    .       四川    重庆    湖北    安徽    江苏    上海    .       .
    .       .       .       贵州    湖南    江西    浙江    .       .       .
    .       .       云南    广西    广东    福建    .       台湾    .       .
    .       .       .       海南    澳门    香港    .       .       .       .
"""
_UNITS = """
    110000 北京 Beijing      120000 天津 Tianjin     130000 河北 Hebei       140000 山西 Shanxi
    150000 内蒙古 Nei~Mongol 210000 辽宁 Liaoning    220000 吉林 Jilin       230000 黑龙江 Heilongj.
    310000 上海 Shanghai     320000 江苏 Jiangsu     330000 浙江 Zhejiang    340000 安徽 Anhui
    350000 福建 Fujian       360000 江西 Jiangxi     370000 山东 Shandong    410000 河南 Henan
    420000 湖北 Hubei        430000 湖南 Hunan       440000 广东 Guangdong   450000 广西 Guangxi
    460000 海南 Hainan       500000 重庆 Chongqing   510000 四川 Sichuan     520000 贵州 Guizhou
    530000 云南 Yunnan       540000 西藏 Xizang      610000 陕西 Shaanxi     620000 甘肃 Gansu
    630000 青海 Qinghai      640000 宁夏 Ningxia     650000 新疆 Xinjiang    710000 台湾 Taiwan
    810000 香港 Hong~Kong    820000 澳门 Macao
"""


def _tiles() -> tuple[Tile, ...]:
    words = _UNITS.split()
    units = {short: (code, english.replace("~", " ")) for code, short, english in zip(*[iter(words)] * 3, strict=True)}
    return tuple(
        Tile(units[short][0], short, units[short][1], column, line)
        for line, names in enumerate(_GRID.strip().splitlines())
        for column, short in enumerate(names.split())
        if short != "."
    )


TILES = _tiles()
"""All 34, in reading order of the grid."""


def tile_of(row: Row) -> Tile | None:
    """The tile of a row: by a six-digit code in the row's id, else by its name; None for what is no provincial unit.

    >>> tile_of(Row("region.440000", "广东省", ())).short
    '广东'
    """
    for part in reversed(row.id.split(".")):
        if part in _by_code():
            return _by_code()[part]
    return next((tile for tile in TILES if row.label.startswith(tile.short)), None)


@cache
def _by_code() -> dict[str, Tile]:
    return {tile.code: tile for tile in TILES}
