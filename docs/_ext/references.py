"""Pages that are made from the code when the site is built: the commands and the public names."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer.main
from pygments.lexers.special import TextLexer

import geleit
from geleit.cli.commands import app as command_line

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def command_reference() -> str:
    """Every command with its arguments and options, as Markdown, in the order of the help."""
    top = typer.main.get_command(command_line)
    parts = [f"## {heading}\n\n{''.join(_commands(top, names))}" for heading, names in top.in_sections()]
    return "\n".join([*parts, f"## How a command ends\n\n{_plain(top.epilog)}\n"])


def _commands(group: Any, names: list[str], before: str = "geleit") -> Iterator[str]:
    for name in names:
        command, whole = group.commands[name], f"{before} {name}"
        yield f"({whole.replace(' ', '-')})=\n### `{whole}`\n\n{_paragraphs(command.help)}\n\n"
        if hasattr(command, "commands"):
            yield from _commands(command, command.list_commands(None), whole)
        else:
            context = command.context_class(command, info_name=whole, terminal_width=100)
            yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n\n"
            yield from (_option(*parameter.get_help_record(context)) for parameter in command.params)


def _option(names: str, text: str) -> str:
    return f"`{names}`\n: {_plain(text)}\n\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(_plain(" ".join(paragraph.split())) for paragraph in text.split("\n\n"))


def _plain(text: str) -> str:
    """Text in which no character means anything to Markdown, with options as code."""
    escaped = re.sub(r"([\\`*_\[\]<>{}#|$])", r"\\\1", text)
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*)", r"`\1`", escaped)


def name_reference() -> str:
    """Every public name by what it is, as Markdown; what stands beneath each comes from its docstring."""
    public = [getattr(geleit, name) for name in geleit.__all__]
    functions = [value for value in public if inspect.isfunction(value)]
    errors = [value for value in public if inspect.isclass(value) and issubclass(value, Exception)]
    types = [value for value in public if inspect.isclass(value) and value not in errors]
    shown = [*functions, *errors, *types]
    if other := [name for name, value in zip(geleit.__all__, public, strict=True) if value not in shown]:
        raise LookupError(f"neither function, type nor error, so the reference does not show it: {', '.join(other)}")
    inside = _held_by(types)
    return "\n".join([
        _section("Functions", "autofunction", [f"geleit.{value.__name__}" for value in functions]),
        _section("Types", "autoclass", [f"geleit.{value.__name__}" for value in types]),
        _section("What these types hold", "autoclass", [f"{value.__module__}.{value.__name__}" for value in inside]),
        _section("Errors", "autoexception", [f"geleit.{value.__name__}" for value in errors]),
    ])  # fmt: skip


def _held_by(types: list[type]) -> list[type]:
    """Types of the model that the fields of these hold, and those that these hold in turn, by name."""
    seen, ahead = set(types), list(types)
    while ahead:
        hints = typing.get_type_hints(ahead.pop()).values()
        found = {value for hint in hints for value in _classes_in(hint) if value.__module__.startswith("geleit.")}
        ahead += found - seen
        seen |= found
    return sorted(seen - set(types), key=lambda value: value.__name__)


def _classes_in(hint: Any) -> Iterator[type]:
    if inspect.isclass(hint) and not typing.get_args(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from _classes_in(part)


def _section(heading: str, directive: str, names: list[str]) -> str:
    options = "\n   :members:" if directive == "autoclass" else ""
    body = "\n\n".join(f".. {directive}:: {name}{options}" for name in names)
    return f"## {heading}\n\n```{{eval-rst}}\n{body}\n```\n" if names else ""


PAGES = {"reference/commands": command_reference, "reference/names": name_reference}
"""Pages that are completed, and with what."""


def complete(_: Sphinx, page: str, source: list[str]) -> None:
    """Add to a page what the code says."""
    if page in PAGES:
        source[0] += "\n" + PAGES[page]()


def whole_sentence(*told: Any) -> None:
    """Put a property's sentence together again: napoleon takes what stands before a colon for its type."""
    _, what, _, _, _, lines = told
    of_type = next((number for number, line in enumerate(lines) if line.startswith(":type: ")), None)
    if what == "property" and of_type is not None:
        lines[0] = f"{lines[of_type].removeprefix(':type: ')}: {lines[0]}"
        del lines[of_type]


def without_fields(_: Sphinx, what: str, *__: Any) -> tuple[str, str] | None:
    """Name a type without its fields: a case has thirty, and they are described one by one."""
    return ("", "") if what == "class" else None


def setup(app: Sphinx) -> dict[str, object]:
    """Join the build."""
    app.connect("source-read", complete)
    app.connect("autodoc-process-signature", without_fields)
    app.connect("autodoc-process-docstring", whole_sentence, priority=600)  # after napoleon
    app.add_lexer("csv", TextLexer)  # tables in the pages are shown as they are
    return {"parallel_read_safe": True, "parallel_write_safe": True}
