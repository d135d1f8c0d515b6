"""What the name of a side of an incident tells: victims, nobody, or somebody who may be another by name."""

from __future__ import annotations

import re

VICTIMS = ("civilians", "civilian", "unarmed civilians", "protesters")
"""Sides that are no party, in small letters."""
_NOBODY = re.compile(
    r"(?:unidentified|unknown|unnamed|unspecified|unclear|not known|not said|no information|n/?a\b|[?-]+$)"
)
_ADDED = re.compile(r"\s*\([^()]*\)")


def bare(name: str) -> str:
    """A name in small letters, without what stands in brackets, such as a country or years."""
    return " ".join(_ADDED.sub("", name.casefold()).split())


def is_victims(name: str) -> bool:
    """Whether a side is no party, whatever country stands with it in brackets."""
    return bare(name) in VICTIMS


def is_unidentified(name: str) -> bool:
    """Whether a name says that nobody is named."""
    return bool(_NOBODY.match(name.casefold().strip()))


def may_be_of(name: str, other: str) -> bool:
    """Whether one of two names begins with the other, brackets aside: a branch of it perhaps, or what it is of."""
    one, two = bare(name), bare(other)
    return bool(one and two) and (one == two or one.startswith(f"{two} ") or two.startswith(f"{one} "))
