"""The sites of the sample month: who shows the pages, and on which terms they may be reprinted.

Comes in: nothing. Goes out: `RIGHTS`, the rights notice that a site prints under its articles. All are invented.
"""

from __future__ import annotations

from collections.abc import Mapping

RIGHTS: Mapping[str, str] = {
    # Reprint only with a licence, and then with the credit line; reprints keep their first source.
    "yiyan": """版权与免责声明
凡本网注明“来源：仪研在线”的所有作品，版权均属于仪研在线所有，未经本网授权不得转载、摘编或以其他方式使用。已获授权的，应在授权范围内使用，并注明“来源：仪研在线”。违者本网将追究其法律责任。
本网转载并注明其他来源的作品，目的在于传递更多信息，不代表本网赞同其观点。其他媒体转载时，必须保留本网注明的作品第一来源，并自负版权等法律责任。
如涉及作品内容、版权等问题，请在作品发表之日起一周内与本网联系，否则视为放弃相关权利。""",
    # Free with the source.
    "keyi": """版权声明
转载请注明出处：科仪资讯。本站部分内容来自网络，如有疑问请于发布后30日内与我们联系。
关于我们 | 广告服务 | 联系我们""",
    # No reprint at all.
    "zlzk": """《质量周刊》版权所有，谢绝转载。
主管：江东省期刊中心　国内统一刊号：CN 00-0048""",
}
