"""Writes the reference pages that the code knows best: commands, kinds, findings, modules.

Comes in: what is importable as `zhiyue`. Goes out: Markdown under ``docs/reference/``, written before every build and
never by hand (git ignores it). Exists so that a command, a field or a finding cannot be there and undocumented.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import click

import zhiyue
from zhiyue.kinds import kinds
from zhiyue.kinds._kind import Kind
from zhiyue.model import FactType, Finding

GENERATED = "generated"
NOTE = "% Written by docs/_ext/generated_reference.py from the code. Change the code, not this page.\n\n"


def setup(app: Any) -> Mapping[str, bool]:
    """Write the pages once the configuration is read, before Sphinx looks for files."""
    app.connect("config-inited", lambda app, _config: write_pages(Path(app.srcdir) / "reference" / GENERATED))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_pages(folder: Path) -> None:
    """Write every generated page into `folder`; pages of things that are gone are removed."""
    pages = generated_pages()
    for stale in set(folder.rglob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        page = folder / name
        page.parent.mkdir(parents=True, exist_ok=True)
        # An unchanged page keeps its time, so that Sphinx need not read it again.
        if not page.exists() or page.read_text(encoding="utf-8") != NOTE + text:
            page.write_text(NOTE + text, encoding="utf-8")


def generated_pages() -> dict[str, str]:
    """Every generated page: path below ``reference/generated`` → Markdown."""
    pages = {"kinds.md": kinds_page(), "findings.md": findings_page()}
    if find_spec("zhiyue.cli") is not None:
        pages["commands.md"] = commands_page()
    return pages | dict(api_pages())


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command of ``zhiyue`` itself, by its full name, outermost first."""
    yield from _walk("zhiyue", import_module("zhiyue.cli").main)


def _walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from _walk(f"{name} {child}", command.commands[child])


def commands_page() -> str:
    """Usage, help and options of every command, as click prints them."""
    parts = ["# Commands\n\nThe same text as `zhiyue --help` and `zhiyue COMMAND --help` print.\n"]
    for name, command in commands():
        context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
        parts.append(f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


# ── kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def kinds_page() -> str:
    """Every kind: what it is, what speaks for it, its facts and their fields."""
    found = kinds()
    parts = [
        "# Kinds and their facts\n\nIn the order in which equal scores are decided. The types: {doc}`../reading`.\n"
    ]
    if found:
        rows = [
            (f"`{kind.name}`", kind.label_zh, kind.label_en, _names(fact.name for fact in kind.facts))
            for kind in found.values()
        ]
        parts.append(_table(("kind", "中文", "English", "facts"), rows))
    parts += [_kind_section(kind) for kind in found.values()]
    return "\n".join(parts)


def _kind_section(kind: Kind) -> str:
    story = inspect.getdoc(import_module(f"zhiyue.kinds.{kind.name}")) or ""
    embeds = "may stand inside a page of another kind" if kind.embeds else "stands only on a page of its own"
    cues = [(cue.place, f"{cue.weight:+g}", "、".join(cue.words)) for cue in kind.cues]
    return "\n".join(
        (
            f"## `{kind.name}` {kind.label_zh}\n",
            f"{story}\n",
            f"Precedence {kind.precedence}; {embeds}.\n",
            *(_fact_section(fact) for fact in kind.facts),
            f"### Cues of `{kind.name}`\n" if cues else "",
            _table(("where", "weight", "words"), cues) if cues else "",
        )
    )


def _fact_section(fact: FactType) -> str:
    rows = [
        (
            f"`{prop.name}`",
            prop.label_zh,
            prop.label_en,
            f"`{prop.type}`" + (" (several)" if prop.many else ""),
            prop.unit or "",
        )
        for prop in fact.props
    ]
    return "\n".join(
        (
            f"### Fact `{fact.name}` {fact.label_zh}\n",
            f"{fact.label_en}. Terms: {fact.standard}. Named by: {_names(fact.key)}.\n",
            _table(("field", "中文", "English", "type", "unit"), rows),
        )
    )


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One code of a finding: where it is made, the rule it names, and what that function's docstring says."""

    code: str
    module: str
    function: str
    rule: str
    says: str


def finding_codes() -> tuple[FindingCode, ...]:
    """Every code that the source gives to a `Finding`, sorted. Read from the source, so that none is forgotten."""
    found = {item.code: item for module in modules() for item in _codes_in(module)}
    return tuple(found[code] for code in sorted(found))


def _codes_in(module: ModuleType) -> Iterator[FindingCode]:
    tree = ast.parse(inspect.getsource(module))
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and node.value is not None
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        says = (ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ")
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Finding":
                code, rule = (_argument(call, name, named) for name in ("code", "rule"))
                if code:
                    yield FindingCode(code, module.__name__, function.name, rule, says)


def _argument(call: ast.Call, name: str, named: Mapping[str, ast.expr]) -> str:
    """The text of one argument of `Finding(...)`; empty where it is computed."""
    place = [field.name for field in fields(Finding)].index(name)
    by_name = next((word.value for word in call.keywords if word.arg == name), None)
    given = call.args[place] if place < len(call.args) else by_name
    if isinstance(given, ast.Name):
        given = named.get(given.id)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""


def findings_page() -> str:
    """Every finding code, where it is made and what is recomputed."""
    intro = (
        "# Findings\n\nWhat Zhiyue recomputed or found doubtful. The four verdicts: `confirmed` 已核, `contradicted` "
        "不一致, `doubtful` 待核实, `not_checkable` 无法核对. Each finding names its rule and prints its arithmetic.\n"
    )
    rows = [(f"`{item.code}`", item.rule, item.says, f"`{item.module}`") for item in finding_codes()]
    return f"{intro}\n{_table(('code', 'rule', 'what is looked at', 'made in'), rows)}"


# ── modules ──────────────────────────────────────────────────────────────────────────────────────────────────────


def modules() -> tuple[ModuleType, ...]:
    """Every module of the library, private ones included, sorted by name."""
    names = [module.name for module in pkgutil.walk_packages(zhiyue.__path__, "zhiyue.")]
    return tuple(import_module(name) for name in sorted(("zhiyue", *names)))


def api_pages() -> Iterator[tuple[str, str]]:
    """One page a public module, drawn by autodoc."""
    for module in modules():
        name = module.__name__
        if any(part.startswith("_") for part in name.split(".")):
            continue
        directive = f"```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n```\n"
        yield f"api/{name}.md", f"# `{name}`\n\n{directive}"


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
