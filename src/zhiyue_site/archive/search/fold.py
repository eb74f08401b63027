"""One spelling for what readers take as the same: traditional and simplified, full and half width, capitals and small.

Comes in: any text. Goes out: a text of the same length, character for character, so that a place found in the one is
the place in the other. Both what is indexed and what is asked for pass through here; nothing folded is ever shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from zhiyue.reference.channel import load_channel

# Traditional and variant characters, each with its simplified twin, that the damage channel never writes and its table
# therefore lacks (裡, 後, 爲): the first of two is folded to the second. Folding compares and never shows, so that it
# may join what a converter must keep apart (后 and 後).
_TWINS = (
    "弔吊氾泛兇凶汙污汎泛佔占佈布併并並并卹恤彿佛於于昇升係系繫系侷局剋克姦奸屍尸後后枴拐洩泄牴抵盃杯倖幸祕秘託托迴回陞升隻只飢饥"
    "鬥斗乾干幹干榦干唸念崑昆崙仑彫雕捲卷掛挂採采捨舍桿杆淒凄淨净絃弦紮扎脣唇脩修釦扣鹵卤傢家傑杰勛勋喫吃湧涌痠酸睏困菸烟菴庵註注"
    "証证週周閒闲雲云傭佣剷铲塚冢彙汇慄栗綑捆聖圣裡里裏里裊袅誇夸遊游鉋刨僕仆僱雇夥伙彆别摺折槓杠箇个綵彩蓆席蒐搜製制誌志貍狸輓挽"
    "閤合颱台檯台嘩哗徵征慼戚慾欲撲扑樑梁歎叹穀谷範范緻致蔔卜蝨虱衝冲複复醃腌颳刮髮发儘尽噹当曆历樸朴澱淀禦御築筑錶表霑沾餚肴鬨哄"
    "嚐尝嶽岳濛蒙濕湿燬毁牆墙盪荡縴纤薑姜谿溪醣糖醜丑鍊炼闆板餵喂嚮向櫃柜燻熏璿璇癒愈罈坛蹟迹鎚锤鞦秋颺扬鬆松鼕冬嚥咽癡痴矇蒙穫获"
    "簾帘簽签願愿鬍胡麴曲孃娘瀰弥糰团譟噪鹹咸麵面齣出擺摆闢辟囉啰鑑鉴鑒鉴髒脏鬚须囌苏巖岩曬晒纔才黴霉鑪炉韆千讚赞豔艳鬱郁籲吁"
    "爲为羣群説说録录産产衆众鍾钟锺钟餘余馀余諮咨谘咨瀋沈渖沈麽么麼么鉅巨钜巨逕径迳径峯峰啓启敎教戶户絕绝緖绪靑青淸清溫温眞真硏研"
    "査查鈎钩脫脱稅税銳锐閱阅卽即旣既槪概鄕乡郞郎囯国囬回靣面昰是粧妆厰厂呌叫"
)


def fold(text: str) -> str:
    """Return `text` in the spelling that is compared.

    >>> fold("離子色譜儀（ＩＣ）") == fold("离子色谱仪(ic)")
    True
    >>> len(fold("㎎／L 臺灣Ⅱ")) == len("㎎／L 臺灣Ⅱ")
    True
    """
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    """Code point → folded character, where the two differ. Whatever would grow or shrink stays as it is."""
    twins = {
        **{chr(code): simple for code, simple in load_channel().simplified.items()},
        **dict(zip(_TWINS[::2], _TWINS[1::2], strict=True)),
    }
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0x80, 0xD800), *range(0xE000, 0x10000)):
        char = chr(code)
        folded = _alone(unicodedata.normalize("NFKC", char), char)
        folded = twins.get(folded, folded)
        folded = twins.get(folded, folded)  # 餘 is 馀 to the one table and 馀 is 余 to the other
        folded = _alone(folded.lower(), folded)
        if folded != char:
            table[code] = folded
    return table


def _alone(made: str, char: str) -> str:
    return made if len(made) == 1 else char
