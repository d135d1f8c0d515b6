"""Every sentence stands in the catalogue, and the catalogue holds nothing else."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from geleit.assessment import CHECKS
from geleit.messages import FORMATS, Plural
from geleit.messages.english import CATALOGUE, SUBJECTS
from geleit.messages.language import NUMBER
from geleit.model.aid import Stage
from geleit.model.amount import Basis, Scenario
from geleit.model.answer import Ladder
from geleit.model.finding import StatementVerdict, Verdict
from geleit.model.statement import Means

SRC = Path(__file__).parents[2] / "src" / "geleit"
PARSED = {path.relative_to(SRC).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py")}
CATALOGUED = "messages/english/"
VERDICTS = {*get_args(Verdict), *get_args(StatementVerdict)}
WORDED = {code for kind in (Basis, Scenario, Stage, Means) for code in get_args(kind)}
WORDED |= {field.name for field in dataclasses.fields(Ladder)} | {"protein", "fat"}
WORDED |= {verdict.replace(" ", "-") for verdict in VERDICTS}
"""Codes of values that a field writes as words."""


def said() -> Iterator[tuple[str, ast.Call]]:
    """Every call of ``say``, with where it stands."""
    for name, tree in PARSED.items():
        if not name.startswith("messages/") and not _imports_say(tree):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and "say" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                yield f"{name}:{node.lineno}", node


def _imports_say(tree: ast.AST) -> bool:
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in froms if (node.module or "").startswith("geleit.messages")]
    return any(alias.name == "say" for node in ours for alias in node.names)


def code_of(call: ast.Call) -> str | None:
    return next((a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)), None)


def forms(entry) -> list[str]:
    return [entry.one, entry.other] if isinstance(entry, Plural) else [entry]


def fields(text: str) -> list[tuple[str, str]]:
    return [(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None]


def names_in(entry) -> set[str]:
    by = {entry.by} if isinstance(entry, Plural) else set()
    return by | {name for form in forms(entry) for name, _ in fields(form)}


def test_what_is_said_is_in_the_catalogue_with_just_the_values_that_fill_it():
    faults = []
    for where, call in said():
        code = code_of(call)
        given = {keyword.arg for keyword in call.keywords}
        if code is None or None in given:
            if not where.startswith("messages/"):
                faults.append(f"{where}: the code and the names of values must be written out")
        elif code not in CATALOGUE:
            faults.append(f"{where}: the catalogue has no {code}")
        elif given != names_in(CATALOGUE[code]):
            faults.append(f"{where}: {code} has {sorted(names_in(CATALOGUE[code]))}, given are {sorted(given)}")
    assert not faults, "\n".join(faults)


def test_every_entry_is_used():
    used = {code_of(call) for _, call in said()}
    own = {
        node.value
        for name, tree in PARSED.items()
        if name.startswith("messages/") and not name.startswith(CATALOGUED)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    lists = {f"list.{name}{last}" for name in own for last in ("", "-last")}
    words = {f"word.{code}" for code in WORDED}
    assert words <= set(CATALOGUE)
    checks = {f"check.{check.code.partition('-')[2]}" for check in CHECKS}
    assert checks <= set(CATALOGUE)
    assert not set(CATALOGUE) - used - own - lists - words - checks


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry_can_be_filled_and_translated(code):
    entry = CATALOGUE[code]
    for form in forms(entry):
        assert form.strip()
        for name, spec in fields(form):
            assert name.isidentifier()  # plain names, so that a translation cannot reach into a value
            assert spec in FORMATS or NUMBER.fullmatch(spec)
    if isinstance(entry, Plural):
        one, other = ({name for name, _ in fields(form)} for form in forms(entry))
        assert one <= other


def test_codes_name_their_subject_and_stand_once():
    assert sum(map(len, SUBJECTS)) == len(CATALOGUE)
    modules = {name.removeprefix(CATALOGUED).removesuffix(".py") for name in PARSED if name.startswith(CATALOGUED)}
    for code in CATALOGUE:
        assert re.fullmatch(r"words|[a-z]+\.[A-Za-z_-]+", code)
        assert code.partition(".")[0] in modules | {"word", "check", "format", "list"}


def sentences(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts that may reach a reader: f-strings with words of their own, and literals with a space between words.

    Not those that say what the code does or what went wrong (docstrings, ``raise`` and what it names), nor constants:
    names of units, where a criterion comes from, notes on figures.
    """
    raised = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }
    return _sentences(tree, raised)


def _sentences(tree: ast.AST, raised: set[str]) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        assigned = {target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)}
        if isinstance(node, ast.Raise) or assigned & raised or _is_docstring(node) or _is_constant(node):
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if re.search(r"[^\W\d_]", " ".join(parts)):
                yield node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.search(r"\w\W* \W*\w", node.value) and node.value not in VERDICTS:
                yield node
        else:
            yield from _sentences(node, raised)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_constant(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    named = all(isinstance(target, ast.Name) and target.id.isupper() for target in targets)
    return isinstance(node, ast.Assign | ast.AnnAssign) and named


def own_words(tree: ast.AST) -> Iterator[ast.AST]:
    """Literals and constants given out as somebody's words, or as values of a message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "words"):
            given = [*node.args[node.func.id == "say" :], *(keyword.value for keyword in node.keywords)]
            for value in given:
                text = isinstance(value, ast.JoinedStr) or (
                    isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value
                )
                constant = isinstance(value, ast.Name) and value.id.isupper()
                if text or (constant and isinstance(_constants(tree).get(value.id), str)):
                    yield value


def _constants(tree: ast.AST) -> dict[str, object]:
    return {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


ASSESSMENT = [name for name in PARSED if name.startswith("assessment/")]


@pytest.mark.parametrize("name", ASSESSMENT)
def test_no_sentence_is_made_outside_of_the_catalogue(name):
    found = [*sentences(PARSED[name]), *own_words(PARSED[name])]
    assert not [f"line {node.lineno}: {ast.unparse(node)}" for node in found]


def test_the_rule_finds_sentences():
    module = ast.parse(
        '"""A module."""\n'
        'SOURCE = "a rule of law"\n'
        "def judge(n):\n"
        '    """What it came to."""\n'
        "    if n < 0:\n"
        '        raise InputError("n", f"expected 0 or more, found {n}")\n'
        '    text = f"{n:,} left"\n'
        '    verdict = "not met" if n else "met"\n'
        '    return Finding("CORRIDOR-TIME", verdict, words("nobody"), say("a.b", left=f"{n}", source=SOURCE))\n'
    )
    assert [ast.unparse(node) for node in sentences(module)] == ["f'{n:,} left'"]
    assert [ast.unparse(node) for node in own_words(module)] == ["'nobody'", "f'{n}'", "SOURCE"]
