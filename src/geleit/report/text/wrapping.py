"""Lines of a text that fit a terminal."""

from __future__ import annotations

from textwrap import wrap

WIDTH = 100


def wrapped(text: str, first: str, then: str) -> list[str]:
    """Lines of a text that fit a terminal, behind one beginning and then another."""
    # what cannot be printed could steer the terminal
    shown = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
    return wrap(shown, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
