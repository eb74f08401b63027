"""News: what no other kind claims, with the policies it cites."""

from tests.excerpts import excerpt_of

from zhiyue.kinds import recognise


def test_news_is_what_no_other_kind_claims():
    recognised = recognise(excerpt_of("新装配线投产。", title="某厂建成装配线"))
    assert (recognised.kind.name, dict(recognised.scores)) == ("news", {})


def test_news_embeds_what_it_reports():
    excerpt = excerpt_of("今年是第47个全国“质量月”。", title="质量漫谈")
    recognised = recognise(excerpt)
    assert recognised.kind.name == "news"
    assert [kind.name for kind in recognised.embedded] == ["campaign_notice"]


def test_news_brings_the_policies_it_cites():
    facts = recognise(excerpt_of("《质量强国建设纲要》提出目标。")).kind.extract(
        excerpt_of("《质量强国建设纲要》提出目标。")
    )
    assert [fact.one("title").value for fact in facts] == ["《质量强国建设纲要》"]
