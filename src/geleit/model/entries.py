"""Entries of a certificate or plan file: each is there, of its kind, and none is there that has no meaning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from unicodedata import category

from geleit.errors import CertificateError

LARGEST = 2**63
"""Whole numbers of a file are below this in absolute value."""
LONGEST_TEXT = 1000
"""Characters of a name."""


def one_line(value: str) -> str:
    """A text as witnesses hold it: on one line, without control characters or halves of characters, not endless."""
    if value.isprintable():  # most are, and holding no such character they need no second look
        return value[:LONGEST_TEXT]
    return "".join(" " if category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in value[:LONGEST_TEXT])


def field(part: Mapping[str, Any], name: str) -> Any:
    """What stands under a name.

    Raises
    ------
    CertificateError
        If nothing does; so of the others, if it is not what they read.
    """
    if name not in part:
        raise CertificateError(f"{name}: missing")
    return part[name]


def mapping(value: object, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    """An object with no other names than the known ones."""
    if not isinstance(value, dict):
        raise CertificateError(f"{where}: expected a JSON object")
    strange = sorted(set(value) - set(known))
    if strange:  # another reader might take it to mean something
        raise CertificateError(f"{where}: {strange[0]!r:.40} is no entry of this format")
    return value


def listed(value: object, where: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise CertificateError(f"{where}: expected a list")
    return value


def text(part: Mapping[str, Any], name: str) -> str:
    """A line of text, not empty."""
    value = field(part, name)
    if not isinstance(value, str) or not value or one_line(value) != value:
        raise CertificateError(f"{name}: expected a line of text, up to {LONGEST_TEXT:,} characters")
    return value


def time(part: Mapping[str, Any], name: str) -> str:
    """A time with its zone."""
    value = text(part, name)
    try:
        zoned = datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        raise CertificateError(f"{name}: expected a time with its zone such as 2016-07-28T00:00:00+03:00")
    return value


def number(value: object, where: str) -> int:
    """A whole number of up to 63 bits."""
    if type(value) is not int or not -LARGEST < value < LARGEST:
        raise CertificateError(f"{where}: expected a whole number of up to 63 bits, found {_shown(value)}")
    return value


def numbers(part: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """A list of such numbers."""
    values = listed(field(part, name), name)
    if not all(type(value) is int and -LARGEST < value < LARGEST for value in values):
        raise CertificateError(f"{name}: expected whole numbers of up to 63 bits throughout")
    return tuple(values)


def _shown(value: object) -> str:
    return "a larger one" if isinstance(value, int) and not isinstance(value, bool) else f"{value!r:.40}"
