"""News and everything that no other kind claims.

Chinese names of the page: 新闻, 资讯, 时事热点, 工作动态, 技术文章. What it reports (an award, a launch, an exhibition) is
embedded as facts of those kinds; its own facts are the policies it cites.

    《质量强国建设纲要》提出,到2035年质量强国建设基础更加牢固。

Terms: schema.org NewsArticle; the page's title, dates and names are the anatomy's business.
"""

from __future__ import annotations

from zhiyue.kinds._kind import Hits, Kind, Score, no_checks
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.excerpt import Excerpt


def recognise(_hits: Hits, _excerpt: Excerpt) -> Score:
    """Claim nothing: news is what the other kinds leave (`zhiyue.kinds.FALLBACK`)."""
    return Score(0.0)


KIND = Kind(
    name="news",
    label_zh="新闻",
    label_en="news",
    facts=(POLICY_CITATION,),
    cues=(),
    recognise=recognise,
    extract=find_citations,
    check=no_checks,
    precedence=100,
    embeds=False,
)
