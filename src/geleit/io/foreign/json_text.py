"""JSON, within bounds: bytes, memory, nesting, and no name twice in one object where that matters."""

from __future__ import annotations

import json
import sys
from typing import Any

from geleit.errors import InputError
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import MB, Kind
from geleit.io.foreign.sizes import expect_bytes
from geleit.io.foreign.utf8 import decoded

MOST_MEMORY = 800 * MB
"""Bytes that what a document holds may take, however small it is."""

TIMES = 16
"""To how many times its size a document may come in memory, above that, unless its kind says."""

_TAKES = {"{": 190, "[": 80, ",": 45, '"': 45}
"""Bytes that an object, a list, a further value and half a text take at most in CPython, by the mark that tells it."""


def read_json(
    label: str, data: bytes | str, kind: Kind, error: type[InputError] = InputError, *, once: bool = False
) -> Any:
    """What a JSON document holds.

    Parameters
    ----------
    label
        The file as messages name it.
    data
        The document; bytes are UTF-8.
    once
        Whether a name that stands twice in one object is refused.

    Raises
    ------
    InputError
        If it is no JSON, or beyond the bounds.
    """
    expect_bytes(label, len(data), kind, error)
    text = data if isinstance(data, str) else decoded(label, data, error)
    needed = sys.getsizeof(text) + sum(text.count(mark) * size for mark, size in _TAKES.items())
    most = max(MOST_MEMORY, (kind.memory or TIMES) * len(data))
    if needed > most:
        problem = f"what it holds may come to {needed // MB:,} MB in memory, and at most {most // MB:,} MB are taken"
        raise error(label, problem, "take a smaller part of it")

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise error(label, f"{_twice(pairs)!r:.80} stands twice in one object", "keep one of them")
        return found

    with guarded(label, kind, error):
        try:
            return json.loads(text, object_pairs_hook=unique if once else None)
        except json.JSONDecodeError as fault:
            place = f"line {fault.lineno}, column {fault.colno}"
            raise error(label, f"not JSON: {fault.msg} in {place}", kind.remedy) from None
        except ValueError:
            raise error(label, "not JSON that can be read: a number is too long", kind.remedy) from None


def begins_with_object(text: str) -> bool:
    """Whether a text begins with a whole JSON value."""
    try:
        json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True


def _twice(pairs: list[tuple[str, object]]) -> str:
    seen: set[str] = set()
    return next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
