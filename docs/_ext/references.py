"""Pages that are made from the code when the site is built: the commands and the public names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import typer.main
from pygments.lexers.special import TextLexer

import geleit
from geleit.cli.main import app as command_line

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
    """Text in which no character means anything to Markdown."""
    return re.sub(r"([\\`*_\[\]<>{}#|$])", r"\\\1", text)


def name_reference() -> str:
    """Every public name by what it is, as Markdown; what stands beneath each comes from its docstring."""
    kinds: dict[str, Callable[[Any], bool]] = {
        "Functions": inspect.isfunction,
        "Errors": lambda value: inspect.isclass(value) and issubclass(value, Exception),
        "Types": inspect.isclass,
    }
    left = {name: getattr(geleit, name) for name in geleit.__all__}
    found: dict[str, list[str]] = {}
    for heading, belongs in kinds.items():
        found[heading] = [name for name, value in left.items() if belongs(value)]
        left = {name: value for name, value in left.items() if name not in found[heading]}
    if left:
        raise LookupError(f"neither function, type nor error, so the reference does not show it: {', '.join(left)}")
    return "\n".join(_names(heading, found[heading]) for heading in ("Functions", "Types", "Errors") if found[heading])


def _names(heading: str, names: list[str]) -> str:
    directive = {"Functions": "autofunction", "Types": "autoclass", "Errors": "autoexception"}[heading]
    entries = [f".. {directive}:: geleit.{name}" + ("\n   :members:" if heading == "Types" else "") for name in names]
    body = "\n\n".join(entries)
    return f"## {heading}\n\n```{{eval-rst}}\n{body}\n```\n"


PAGES = {"reference/commands": command_reference, "reference/names": name_reference}
"""Pages that are completed, and with what."""


def complete(_: Sphinx, page: str, source: list[str]) -> None:
    """Add to a page what the code says."""
    if page in PAGES:
        source[0] += "\n" + PAGES[page]()


def setup(app: Sphinx) -> dict[str, object]:
    """Join the build."""
    app.connect("source-read", complete)
    app.add_lexer("csv", TextLexer)  # tables in the pages are shown as they are
    return {"parallel_read_safe": True, "parallel_write_safe": True}
