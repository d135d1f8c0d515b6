"""The templates of pages, each made ready once for a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geleit.report.numbers import upright

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = ("aid", "check", "claims", "exit_value", "patterns", "pause", "record", "reply", "report")
"""Names of all of them."""


@cache
def template(name: str) -> Template:
    """A template, in which every text is escaped that is not marked as our own."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=upright
    )
    page = files("geleit.report") / "html" / "templates" / f"{name}.html.j2"
    return environment.from_string(page.read_text(encoding="utf-8"))


def beside(name: str) -> str:
    """What stands beside the templates and goes into pages as it is: a style sheet or a script, by its file name."""
    return (files("geleit.report") / "html" / "templates" / name).read_text(encoding="utf-8")
