"""All that is in a value of the model, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from geleit.model.network import Network


def all_in(value: object) -> Iterator[object]:
    """A value and all that is in it: rows, ranges, windows, times; not the streets, and not within columns."""
    level: list[Any] = [value]
    while level:
        yield from level
        kinds: Iterable[Any] = map(type, level)
        level = [
            part
            for whole, kind in zip(level, kinds, strict=True)
            if (opened := _opener(kind))
            for part in opened(whole)
        ]


def told_in(value: object, names: frozenset[str]) -> Iterator[object]:
    """What fields of these names hold in a value and all that is in it, as far as :func:`all_in` goes."""

    @cache
    def told(kind: Any) -> tuple[str, ...]:
        return tuple(name for name in _fields_of(kind) if name in names)

    for part in all_in(value):
        kind: Any = type(part)
        for name in told(kind):
            yield getattr(part, name)


@cache
def _opener(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """What takes a value of this kind apart, or ``None`` where nothing is in it."""
    if issubclass(kind, tuple):
        return iter
    if issubclass(kind, Mapping):
        return lambda value: value.values()
    names = _fields_of(kind) if kind is not Network else ()
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names) if names else None


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """Names of the fields of a kind of value."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
