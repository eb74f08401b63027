"""Search on the sample month stays at or above its floors, and the floors can break."""

import tomllib

from evals import searching

from zhiyue_site.archive.search import index_pending


def test_judged_queries_reach_their_floors(db) -> None:
    paths = searching.load_month()
    index_pending()
    asked = tomllib.loads(searching.QUERIES.read_text(encoding="utf-8"))

    score = searching.judge(searching.finder(paths), asked["query"])

    assert searching.below_floors(score, asked["floors"]) == [], "\n".join(score.misses)


def test_judged_queries_name_pages_that_are_there() -> None:
    asked = tomllib.loads(searching.QUERIES.read_text(encoding="utf-8"))["query"]
    named = {page for query in asked for key in ("all", "first", "never") for page in query.get(key, ())}

    assert [page for page in sorted(named) if not (searching.MONTH / page).is_file()] == []


def test_floors_break_where_a_page_is_not_found() -> None:
    asked = [{"ask": "质量月", "all": ["a", "b"], "never": ["c"]}, {"ask": "質量月", "same_as": "质量月"}]
    found = {"质量月": ["a", "c"], "質量月": ["a"]}

    score = searching.judge(found.__getitem__, asked)

    assert score.figures() == {"recall": 50, "never": 0, "same": 0}
    assert searching.below_floors(score, {"recall": 100, "first_ten": 10}) == [
        "recall: 50 %, floor 100 %",
        "first_ten: None %, floor 10 %",
    ]
