"""TOML, within bounds: the standard library's reader takes time and memory with the square of how deep a name is."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from geleit.errors import InputError
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import Kind
from geleit.io.foreign.sizes import expect_bytes

_TEXTS = re.compile(
    r"""
    ["]{3} (?: \\. | [^\\] )*? ["]{3,5} | [']{3} .*? [']{3,5}
    | ["](?!["]{2}) (?: \\. | [^"\\\n] )* ["] | ['](?![']{2}) [^'\n]* [']
    | [#][^\n]*
    | ["'].*
    """,
    re.DOTALL | re.VERBOSE,
)
"""Texts and comments, in which a dot separates nothing; a text that is not closed goes on to the end."""

_NAME_PARTS = r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){%d}"
"""A name of more than so many parts, found in time linear in the length of the text."""


def read_toml(label: str, text: str, kind: Kind, error: type[InputError] = InputError) -> dict[str, Any]:
    """What a TOML document holds.

    Raises
    ------
    InputError
        If it is no TOML, or beyond the bounds.
    """
    expect_bytes(label, len(text), kind, error)
    bare = _TEXTS.sub(lambda found: "" if found[0].startswith("#") else "_", text)
    if deep := re.search(_NAME_PARTS % kind.depth, bare):
        problem = f"{''.join(deep[0].split()):.20}... is a name of more than {kind.depth} parts"
        raise error(label, problem, kind.remedy)
    with guarded(label, kind, error):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            raise error(label, f"not TOML: {fault}") from None
        except ValueError:
            raise error(label, "not TOML that can be read: a number is too long", kind.remedy) from None
