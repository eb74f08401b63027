"""Texts for the property tests: simplified Chinese that GBK holds, and anything at all."""

from hypothesis import strategies as st

from zhiyue.reference.channel import load_channel

CHANNEL = load_channel()
_LEVEL_ONE = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]
# Characters that stand for themselves: 著 has two origins (script.py has the rule), 硷 and 碱 become one.
SIMPLIFIED = sorted(
    char for char in _LEVEL_ONE if CHANNEL.simplified.get(ord(char), char) == char and char not in "着著硷吒咤"
)
OFTEN_ANNOTATED = sorted(CHANNEL.simplified[ord(char)] for char in CHANNEL.observed)
SIGNS = list("，。；：！“”《》（）—…0123456789abcxyzABCXYZ .,;:!/<>%-\n")

# Words enough for the gate: a page is judged as a whole.
CARRIER = "发现经济问题，国家质量标准，数据统计与发展规划，产业调整和创新。\n"

characters = st.one_of(st.sampled_from(SIMPLIFIED), st.sampled_from(OFTEN_ANNOTATED), st.sampled_from(SIGNS))
simplified = st.lists(characters, max_size=80).map("".join)
pages = simplified.map(lambda text: CARRIER + text)

FRAGMENTS = [
    "(fā)",
    "?fù)",
    "發(fā)",
    "現(xiàn)",
    "購?fù)",
    "(guó)",
    "?",
    "€(gè)",
    "l(fā)",
    "\ue000",
    "〓",
    "?！",
    "??；",
    "著",
    "  ",
    "\n",
]
noise = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(FRAGMENTS), characters), max_size=40).map("".join)
