"""All that is in a value of the model, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from geleit.model.network import Network

T = TypeVar("T")


def those_in(value: object, sort: type[T]) -> Iterator[T]:
    """Whatever is of one sort in a value: rows, ranges, windows, times; not the streets, and not within columns."""
    for level in _levels_of(value):
        kinds = {kind for kind in set(map(type, level)) if issubclass(kind, sort)}
        yield from (part for part in level if kinds and type(part) in kinds)


def told_in(value: object, names: frozenset[str]) -> Iterator[object]:
    """What fields of these names hold in a value and all that is in it, as far as :func:`those_in` goes."""
    for level in _levels_of(value):
        told = {kind: found for kind in set(map(type, level)) if (found := _fields_of(kind, names))}
        yield from (getattr(part, name) for part in level if told and type(part) in told for name in told[type(part)])


def _levels_of(value: object) -> Iterator[list[Any]]:
    """A value, all that is right in it, all that is right in that, and so on; most is in kinds that hold nothing."""
    level: list[Any] = [value]
    while level:
        yield level
        openers = {kind: opener for kind in set(map(type, level)) if (opener := _opener(kind))}
        level = [part for whole in level if type(whole) in openers for part in openers[type(whole)](whole)]


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
def _fields_of(kind: Any, among: frozenset[str] | None = None) -> tuple[str, ...]:
    """Names of the fields of a kind of value, or of those among some names."""
    names = (field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return tuple(name for name in names if among is None or name in among)
