"""Whatever a user can meet is documented: commands, options, kinds, fields, findings, shapes; every example runs."""

import doctest
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import zhiyue
from zhiyue import model, record
from zhiyue.checks import FINDING_CODES
from zhiyue.kinds import fact_types, kinds

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

import generated_reference as reference  # noqa: E402 - it stands beside the pages that it writes

READING = (DOCS / "reference" / "reading.md").read_text(encoding="utf-8")
SHAPES = (
    model.PageResult, model.Encoding, model.Step, model.Mark, model.Candidate, model.Page, model.Block, model.Table,
    model.Related, model.Attachment, model.Rights, model.Notice, model.Fact, model.Field, model.Evidence, model.Finding,
    model.Redaction, model.Money, model.Share, model.Period, model.Count, model.Quantity, model.Ordinal, model.Named,
)  # fmt: skip
RECORD = (DOCS / "reference" / "record.md").read_text(encoding="utf-8")
RECORD_SHAPES = (
    record.Record, record.RecordField, record.Voice, record.Saying, record.Source, record.Event, record.RecordFinding,
    record.Link, record.Reason, record.Member, record.Key, record.Judgement, record.Correction, record.Match,
)  # fmt: skip
RECORD_CODES = (
    record.RecordType, record.Rank, record.Strength, record.JudgementVerdict, record.LinkHow, record.Choice,
    record.Agreement,
)  # fmt: skip
CODES = (
    model.Status, model.Relation, model.Part, model.Verdict, model.Audience, model.Origin, model.RedactionKind,
    model.ValueType, model.BlockType,
)  # fmt: skip


def words(text: str) -> set[str]:
    """What a page sets as code: `name` and "name"."""
    return set(re.findall(r"`([^`\s]+)`", text)) | set(re.findall(r'"(\w+)"', text))


def pages(*names: str) -> Iterator[Path]:
    for name in names:
        yield from sorted(DOCS.glob(name))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_reading_page_names_every_property(shape: type) -> None:
    assert {field.name for field in fields(shape)} - words(READING) == set()


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: "-".join(get_args(codes)[:2]))
def test_reading_page_names_every_code(codes: object) -> None:
    assert set(get_args(codes)) - words(READING) == set()


@pytest.mark.parametrize("shape", RECORD_SHAPES, ids=lambda shape: shape.__name__)
def test_record_page_names_every_property(shape: type) -> None:
    assert {field.name for field in fields(shape)} - words(RECORD) == set()


@pytest.mark.parametrize("codes", RECORD_CODES, ids=lambda codes: "-".join(get_args(codes)[:2]))
def test_record_page_names_every_code(codes: object) -> None:
    assert set(get_args(codes)) - words(RECORD) == set()


def test_kinds_page_names_every_kind_fact_and_field() -> None:
    page = words(reference.kinds_page())

    expected = set(kinds()) | set(fact_types())
    expected |= {prop.name for fact in fact_types().values() for prop in fact.props}
    assert expected - page == set()


@pytest.mark.parametrize("fact", fact_types().values(), ids=lambda fact: fact.name)
def test_fact_has_labels_in_both_languages(fact: model.FactType) -> None:
    labels = [(fact.label_zh, fact.label_en), *((prop.label_zh, prop.label_en) for prop in fact.props)]

    assert [label for label in labels if not all(label)] == []
    assert [name for name in fact.key if name not in {prop.name for prop in fact.props}] == []


def test_commands_page_shows_every_command_with_help() -> None:
    page = reference.commands_page()

    # Click's sign for a paragraph that is not to be wrapped; a raw docstring prints it instead.
    assert r"\b" not in page
    for context in reference.commands():
        assert f"## `{context.command_path}`" in page
        assert context.command.help, f"{context.command_path} has no help text"
        options = [param for param in context.command.params if param.param_type_name == "option"]
        assert [option.name for option in options if not getattr(option, "help", None)] == []
        assert [option.name for option in options if option.opts[0] not in page] == []


@pytest.fixture(scope="module")
def findings_page() -> str:
    return reference.findings_page()


@pytest.mark.parametrize("code", FINDING_CODES)
def test_finding_code_is_made_and_explained(findings_page: str, code: str) -> None:
    row = next(line for line in findings_page.splitlines() if line.startswith(f"| `{code}` |"))
    _, rule, _, made_in = (cell.strip() for cell in row.strip("|").split("|"))

    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", code)
    assert rule
    assert made_in, f"no function makes {code}"


def test_finding_codes_in_source_stand_in_the_catalogue() -> None:
    assert reference.codes_in_source() - FINDING_CODES.keys() == set()


CHECKS = (DOCS / "reference" / "checks.md").read_text(encoding="utf-8")
ABOUT_TEXTS_AND_RECORDS = ("encoding.", "text.", "record.", "edition.", "series.", "story.")


@pytest.mark.parametrize("code", [code for code in FINDING_CODES if not code.startswith(ABOUT_TEXTS_AND_RECORDS)])
def test_checks_page_shows_every_rule_over_figures_at_work(code: str) -> None:
    assert f"`{code}`" in CHECKS
    assert f'verdicts("{code}"' in CHECKS


def test_examples_of_the_checks_page_run() -> None:
    examples = "\n".join(re.findall(r"```\{doctest\}\n(.*?)```", CHECKS, re.DOTALL))
    case = doctest.DocTestParser().get_doctest(examples, {}, "checks.md", None, 0)

    results = doctest.DocTestRunner().run(case)

    assert (results.failed, results.attempted > 30) == (0, True)


@pytest.mark.parametrize("sample", sorted((ROOT / "samples" / "pages").iterdir()), ids=lambda sample: sample.name)
def test_reading_uses_documented_names(sample: Path) -> None:
    reading = zhiyue.read(sample)

    undocumented = {finding.code for finding in reading.findings} - FINDING_CODES.keys()
    undocumented |= {notice.kind for notice in reading.notices} - kinds().keys()
    for fact in reading.facts:
        known = {prop.name for prop in fact_types()[fact.kind].props}
        undocumented |= {f"{fact.kind}.{name}" for name in fact.fields.keys() - known}
    assert undocumented == set()


@pytest.mark.parametrize("module", reference.modules(), ids=lambda module: module.__name__)
def test_examples_in_docstrings_run(module: ModuleType) -> None:
    assert module.__doc__, f"{module.__name__} has no docstring"

    failed, _ = doctest.testmod(module)

    assert failed == 0


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_names_both_commands_and_existing_rooms(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert "make demo" in text
    assert "make check" in text
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [target for target in linked if not (ROOT / target).exists()] == []


def test_every_dependency_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = project[project.index("dependencies = [") : project.index("[project.scripts]")]
    names = set(re.findall(r'"([a-z0-9-]+)(?:[><=][^"]*)?"', listed))

    assert names - words((DOCS / "explanation" / "dependencies.md").read_text(encoding="utf-8")) == set()


def test_decisions_are_short_and_numbered_without_gaps() -> None:
    decisions = list(pages("adr/0*.md"))

    assert [int(page.name[:4]) for page in decisions] == list(range(1, len(decisions) + 1))
    # A printed page holds about 60 lines.
    assert [page.name for page in decisions if len(page.read_text(encoding="utf-8").splitlines()) > 60] == []
    headings = ["## Context", "## Choice", "## Cost", "## When to reopen"]
    for page in decisions:
        assert [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("## ")] == headings
