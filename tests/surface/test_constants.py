"""A figure, a choice of words, a pattern or an option has one home."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import geleit
from geleit.model import figures

ROOT = Path(geleit.__file__).parent


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Names that a statement of a module gives a value, with what gives it."""
    match statement:
        case (
            ast.Assign(targets=[ast.Name(name)], value=value)
            | ast.AnnAssign(target=ast.Name(name), value=ast.expr() as value)
        ):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(names)], value=ast.Tuple(values)):
            yield from ((one.id, value) for one, value in zip(names, values, strict=True) if isinstance(one, ast.Name))


def constants() -> Iterator[tuple[str, str, str]]:
    """Every constant: its name, its value as Python writes it, and the module."""
    for file in sorted(ROOT.rglob("*.py")):
        for statement in ast.parse(file.read_text(encoding="utf-8")).body:
            for name, value in assigned(statement):
                if name.isupper() and len(name) > 1:  # one letter is a type variable
                    yield name.strip("_"), ast.unparse(value), str(file.relative_to(ROOT))


def test_no_constant_stands_in_two_modules():
    homes = defaultdict(list)
    for name, value, module in constants():
        homes[name, value].append(module)
    assert {key: modules for key, modules in homes.items() if len(modules) > 1} == {}
    assert len(homes) > 300


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(ROOT.rglob("*.py")):
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def defaults(tree: ast.Module) -> Iterator[str]:
    """Figures other than 0 and 1 that parameters and fields have by default: ``gap = 0.003``."""
    for node in ast.walk(tree):
        given: list[tuple[str, ast.expr | None]] = []
        if isinstance(node, ast.FunctionDef):
            plain = [*node.args.posonlyargs, *node.args.args]
            named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            last = plain[len(plain) - len(node.args.defaults) :]
            given = [(one.arg, value) for one, value in [*zip(last, node.args.defaults, strict=True), *named]]
        elif isinstance(node, ast.ClassDef):
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            given = [(ast.unparse(one.target), one.value) for one in fields]
        for name, value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, int | float) and value.value not in (0, 1):
                yield f"{name} = {value.value:g}"


def options(tree: ast.Module) -> Iterator[str]:
    """Options and arguments of commands, with what help says of them."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    yield from (text for text in map(ast.unparse, calls) if text.startswith(("typer.Option(", "typer.Argument(")))


def choices(tree: ast.Module) -> Iterator[str]:
    """Words of which a value is one."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name("Literal"), slice=ast.Tuple() as words):
                yield ast.unparse(words)


def patterns(tree: ast.Module) -> Iterator[str]:
    """Regular expressions longer than a class of letters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            text = getattr(node.args[0], "value", None)
            if isinstance(text, str) and len(text) > 10:
                yield text


@pytest.mark.parametrize(("found_in", "several"), [(defaults, 3), (options, 60), (choices, 20), (patterns, 60)])
def test_what_is_declared_is_declared_once(found_in, several):
    homes = defaultdict(list)
    for module, tree in modules():
        for one in found_in(tree):
            homes[one].append(module)
    twice = {one: places for one, places in homes.items() if len(places) > 1}
    if found_in is defaults:  # a figure of one module is its own affair
        twice = {one: places for one, places in twice.items() if len(set(places)) > 1}
    assert twice == {}
    assert len(homes) > several


@pytest.mark.parametrize("value", [figures.GAP, figures.MOST_DAYS])
def test_a_figure_is_written_where_it_has_its_home(value):
    written = [module for module, tree in modules() for node in ast.walk(tree) if getattr(node, "value", None) == value]
    assert written == ["model/figures.py"]
