"""Writes the reference pages that the code knows best: commands, kinds, findings, faults of documents, modules.

Comes in: what is importable as `zhiyue`. Goes out: Markdown under ``docs/reference/``, written before every build and
never by hand (git ignores it). Exists so that a command, a field or a finding cannot be there and undocumented.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click

import zhiyue
from zhiyue.checks import FINDING_CODES
from zhiyue.cli import main
from zhiyue.exports.gongwen.lint import RULES
from zhiyue.kinds import kinds
from zhiyue.kinds._kind import Kind
from zhiyue.model import FactType

GENERATED = "generated"
NOTE = "% Written by docs/_ext/generated_reference.py from the code. Change the code, not this page.\n\n"


def setup(app: Any) -> Mapping[str, bool]:
    """Write the pages once the configuration is read, before Sphinx looks for files."""
    app.connect("config-inited", lambda app, _config: write_pages(Path(app.srcdir) / "reference" / GENERATED))
    app.connect("autodoc-process-docstring", _part_code_from_letters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _part_code_from_letters(*event: Any) -> None:
    """Let docstrings write `Redaction`s: reStructuredText wants a border between the code and the letter."""
    lines = event[-1]
    lines[:] = [re.sub(r"(`[^`\s]+`)(?=\w)", r"\1\\ ", line) for line in lines]


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
    pages = {
        "commands.md": commands_page(),
        "kinds.md": kinds_page(),
        "findings.md": findings_page(),
        "document_faults.md": faults_page(),
    }
    return pages | dict(api_pages())


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def commands() -> Iterator[click.Context]:
    """Every command, the library's and the site's, outermost first, as a context that knows its name and its parents."""
    yield from _walk(main, None, "zhiyue")


def _walk(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    context = click.Context(command, parent=parent, info_name=name, terminal_width=100, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for child_name in sorted(command.list_commands(context)):
            child = command.get_command(context, child_name)
            if child is not None:
                yield from _walk(child, context, child_name)


def commands_page() -> str:
    """Usage, help and options of every command, as click prints them."""
    intro = "# Commands\n\nThe same text as `zhiyue --help` and `zhiyue COMMAND --help` print.\n"
    sections = (f"## `{item.command_path}`\n\n```text\n{item.get_help()}\n```\n" for item in commands())
    return "\n".join((intro, *sections))


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
    # `::` is how a docstring announces a literal block; in Markdown the indent alone does.
    story = re.sub(r"::$", ":", inspect.getdoc(import_module(f"zhiyue.kinds.{kind.name}")) or "", flags=re.MULTILINE)
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


def findings_page() -> str:
    """Every finding code of the catalogue: its rule, and the functions that make it."""
    intro = (
        "# Findings\n\nWhat Zhiyue recomputed or found doubtful. The four verdicts: `confirmed` 已核, `contradicted` "
        "不一致, `doubtful` 待核实, `not_checkable` 无法核对. Each finding names its rule and prints its arithmetic.\n"
    )
    functions = list(_functions())
    rows = [(f"`{code}`", rule, *_makers(code, functions)) for code, rule in FINDING_CODES.items()]
    return f"{intro}\n{_table(('code', 'rule', 'what is looked at', 'made in'), rows)}"


def codes_in_source() -> set[str]:
    """Codes that the source hands to `Finding` as they are."""
    calls = (node for _, function in _functions() for node in ast.walk(function) if isinstance(node, ast.Call))
    found = (
        call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Finding" and call.args
    )
    return {code.value for code in found if isinstance(code, ast.Constant) and isinstance(code.value, str)}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.FunctionDef):
                yield module.__name__, node


def _makers(code: str, functions: Iterable[tuple[str, ast.FunctionDef]]) -> tuple[str, str]:
    makers = [
        (module, function)
        for module, function in functions
        if any(isinstance(node, ast.Constant) and node.value == code for node in ast.walk(function))
    ]
    summaries = [(ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ") for _, function in makers]
    return " ".join(filter(None, summaries)), _names(dict.fromkeys(module for module, _ in makers))


# ── faults of documents ──────────────────────────────────────────────────────────────────────────────────────────


def faults_page() -> str:
    """Every rule of the lint of official documents, in both languages."""
    intro = "# Faults of official documents\n\nWhat `zhiyue lint-document` finds. `--leave CODE` leaves one out.\n"
    rows = [(f"`{code}`", chinese, english) for code, (chinese, english) in RULES.items()]
    return f"{intro}\n{_table(('code', '中文', 'English'), rows)}"


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
        # A name has its entry where it is made. `zhiyue` shows once more what is public; other packages do not repeat.
        scope = "no-index" if name == "zhiyue" else "ignore-module-all"
        directive = f"```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n   :{scope}:\n```\n"
        yield f"api/{name}.md", f"# `{name}`\n\n{directive}"


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
