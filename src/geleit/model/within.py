"""All that is in a value of the model, however deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from geleit.model.network import Network


def all_in(value: object) -> Iterator[object]:
    """A value and all that is in it: rows, ranges, windows, times; not the streets, and not within columns."""
    waiting: list[Any] = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, Mapping):
            waiting.extend(part.values())
        else:
            kind: Any = type(part)
            waiting.extend(getattr(part, name) for name in _fields_of(kind))


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) and kind is not Network else ()
