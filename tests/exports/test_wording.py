import inspect
import re
from typing import get_args

import pytest

from tests.exports.reading import wording
from zhiyue.checks import FINDING_CODES
from zhiyue.errors import ConfigurationError
from zhiyue.exports.wording import TERMS, Term, Wording, standard_wording
from zhiyue.kinds import fact_types, kinds
from zhiyue.model import Finding, Origin, Part, RedactionKind, Relation, Status, Verdict
from zhiyue.record import RANK_REASONS, Agreement, Choice, LinkHow, Rank
from zhiyue.records import match
from zhiyue.records.roles import INSTRUMENT_ROLES, ORGANISATION_ROLES
from zhiyue.repair.engine import FINISH, FIXERS

# Every reason that the source of the comparison gives as it stands; those made of a field's name have a { in them.
REASONS = [code for code in re.findall(r'Reason\("(\w+)"', inspect.getsource(match)) if "{" not in code]


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("verdict", get_args(Verdict)),
        ("status", get_args(Status)),
        ("part", get_args(Part)),
        ("origin", get_args(Origin)),
        ("redaction", get_args(RedactionKind)),
        ("relation", [relation for relation in get_args(Relation) if relation != "="]),
        ("rank", get_args(Rank)),
        ("rank_reason", RANK_REASONS),
        ("choice", get_args(Choice)),
        ("agreement", get_args(Agreement)),
        ("link", get_args(LinkHow)),
        ("includes_lead", ["yes", "no", "unclear"]),
        ("stage", {facts.identity.stage for facts in fact_types().values() if facts.identity}),
        ("stage", {*ORGANISATION_ROLES.values(), *INSTRUMENT_ROLES.values()}),
        ("match", REASONS),
        ("repair", [fixer.name for fixer in (*FIXERS, *FINISH)]),
    ],
)
def test_every_code_has_its_words(group, codes):
    assert [code for code in codes if f"{group}.{code}" not in TERMS] == []


def test_verdicts_have_one_sign_each():
    signs = [Wording().term("verdict", verdict).sign for verdict in get_args(Verdict)]
    assert signs == ["✓", "≠", "?", "–"]


def test_an_unknown_code_is_shown_as_it_is():
    assert Wording().term("repair", "mojibake.latin_1") == Term("mojibake.latin 1", "mojibake.latin 1")


def test_fields_take_their_labels_from_the_fact_type():
    assert wording().field("award", "project_number") == Term("项目编号", "project number")
    assert wording().field("award", "new_field") == Term("new field", "new field")
    assert wording().field("new_kind", "new_field") == Term("new field", "new field")
    assert wording().fact("award") == Term("中标结果", "award")
    assert wording().kind("award") == Term("中标公告", "award notice")


def test_reworded_changes_one_term_and_no_other():
    ours = wording().reworded({"verdict.doubtful": Term("待人工确认", "needs a person", "?")})
    assert ours.term("verdict", "doubtful").zh == "待人工确认"
    assert {code for code in TERMS if ours.terms[code] != TERMS[code]} == {"verdict.doubtful"}


def test_rewording_an_unknown_term_is_refused():
    with pytest.raises(ConfigurationError, match=r"no such term: verdict\.perhaps"):
        wording().reworded({"verdict.perhaps": Term("也许", "perhaps")})


def test_standard_wording_knows_every_kind():
    ours = standard_wording()
    assert dict(ours.facts) == dict(fact_types())
    assert list(ours.kinds) == list(kinds())


def test_rules_are_those_of_the_findings_with_an_english_twin():
    terms = {code: TERMS[f"rule.{code}"] for code in FINDING_CODES}
    assert {code: term.zh for code, term in terms.items()} == FINDING_CODES
    assert wording().rule(Finding("new.code", "doubtful", "有疑", "某规则")) == Term("某规则", "某规则")
