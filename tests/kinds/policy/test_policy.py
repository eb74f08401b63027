"""A rule, from whom, and from when it holds."""

import pytest
from tests.excerpts import excerpt_of, facts_of, notice_of, score_of, value, words

LINES = (
    "江市监计〔2024〕12号",
    "现印发给你们，请认真贯彻执行。",
    "本办法自2024年5月1日起施行。",
    "江东省市场监督管理局",
    "2024年3月18日",
)


def test_number_issuer_and_days() -> None:
    (fact,) = facts_of("policy", excerpt_of(*LINES, title="关于印发《江东省计量管理办法》的通知"))
    assert words(fact, "title") == ["江东省计量管理办法"]
    assert words(fact, "document_number") == ["江市监计〔2024〕12号"]
    assert words(fact, "issuer") == ["江东省市场监督管理局"]
    assert (value(fact, "issued"), value(fact, "effective")) == ("2024-03-18", "2024-05-01")


@pytest.mark.parametrize(
    "title", ["《江东省计量管理办法》解读", "我局召开计量管理办法座谈会", "关于开展质量月活动的通知"]
)
def test_what_is_said_about_a_rule_is_news(title: str) -> None:
    assert score_of("policy", notice_of(title, body="现印发给你们，自2024年5月1日起施行。")) < 0.5
