"""A figure or a name has one home: no two modules give a constant of the same name the same value."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geleit

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
