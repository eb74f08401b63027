"""The 34 units of the sample edition: who they are, under whom they hang, and how each of them mails its plan.

Comes in: nothing. Goes out: frozen rows. Province, cities and organisations are invented; they are those of the sample
month, whose notice of 21 August 2025 this edition takes over.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roster:
    """One unit: key, name, parents (the first is its counting home), level, layout of its plan, how many activities.

    `answers` tells what comes back in October: ``full``, ``nil`` (a nil return), ``late`` (nothing came).
    """

    key: str
    name: str
    parents: tuple[str, ...]
    level: str
    layout: str
    count: int
    answers: str

    @property
    def place(self) -> str:
        """Where its activities are: the place that an office of market supervision is named for, else the capital."""
        office = "市场监督管理局"
        return self.name.removesuffix(office) if self.name.endswith(office) and self.parents else "望州市"


def _unit(line: str) -> Roster:
    key, name, parents, level, layout, count, answers = line.split()
    return Roster(key, name, tuple(p for p in parents.split("+") if p != "-"), level, layout, int(count), answers)


UNITS = tuple(
    _unit(line)
    for line in """
jd 江东省市场监督管理局 - 省 classic 8 full
gxt 江东省工业和信息化厅 jd 省 two-heads 4 full
zjt 江东省住房和城乡建设厅 jd 省 two-sheets 4 full
jyt 江东省教育厅 jd 省 pasted 3 full
nyt 江东省农业农村厅 jd 省 old-classic 4 full
wjw 江东省卫生健康委员会 jd 省 word-forms 2 nil
gzw 江东省人民政府国有资产监督管理委员会 jd 省 page-table 3 full
wz 望州市市场监督管理局 jd 市 unit-column 9 full
cj 澄江市市场监督管理局 jd 市 classic 7 full
yd 云渡市市场监督管理局 jd 市 real-dates 6 full
dl 东岭市市场监督管理局 jd 市 word-table 6 full
xp 西屏市市场监督管理局 jd 市 old-duty 5 full
hy 海屿市市场监督管理局 jd 市 two-heads 6 full
lg 望州市临港区市场监督管理局 wz 县 day-merged 5 full
jb 望州市江北新城区市场监督管理局 wz 县 boxes 4 full
hb 望州市湖滨区市场监督管理局 wz 县 classic 5 full
yx 云溪县市场监督管理局 cj 县 real-dates 4 full
lt 柳塘县市场监督管理局 cj 县 page-list 3 late
bsh 白沙河市市场监督管理局 yd 县 old-classic 5 full
mx 云渡市梅溪区市场监督管理局 yd 县 unit-column 4 full
sl 松岭市市场监督管理局 dl 县 word-table 4 late
sy 沙原自治县市场监督管理局 xp 县 pasted 3 nil
gk 海屿市港口区市场监督管理局 hy 县 day-merged 4 full
zg 江东重工集团有限公司 gzw+wz 企业 two-heads 6 full
jg 江东建工集团有限公司 gzw+zjt 企业 classic 5 full
jgx 江东建工集团临港污水厂项目部 jg+lg 项目 unit-column 4 full
jm 澄江精密仪器有限公司 cj 企业 real-dates 3 full
dt 望州地铁集团有限公司 gzw+wz 企业 word-table 4 full
cy 东岭瓷业有限公司 dl 企业 old-duty 3 late
sp 云渡食品有限公司 yd 企业 boxes 3 full
jly 江东省计量科学研究院 jd 院所 two-sheets 5 full
bzy 江东省标准化研究院 jd 院所 classic 3 full
zx 江东省质量协会 jd 协会 real-dates 4 full
lg-dx 江东理工大学 jyt+wz 高校 word-forms 2 full
""".strip().splitlines()
)
BY_KEY = {unit.key: unit for unit in UNITS}
