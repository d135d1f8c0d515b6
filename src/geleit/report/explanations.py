"""What each check asks and when it gives which verdict: the page on findings, which is in the package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

GENERAL = "How a verdict comes about"
"""Heading of what holds for every check."""
HEADING = re.compile(r"^#+ (.+)\n", re.MULTILINE)
CODE = re.compile(r"[A-Z]+(?:-[A-Z]+)+")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@cache
def sections() -> dict[str, str]:
    """Markdown under each heading, in the order of the page."""
    page = (files("geleit.messages") / "english" / "findings.md").read_text(encoding="utf-8")
    parts = HEADING.split(page)[1:]
    return {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}


def check_codes() -> list[str]:
    """Codes of the checks that are explained, in the order of the page."""
    return [heading for heading in sections() if CODE.fullmatch(heading)]


def explanation_text(code: str) -> str:
    """What a check asks, for a terminal: without the addresses of links."""
    return LINK.sub(r"\1", sections()[code])
