"""The last lock: no text of what leaves holds a name that must stay, whatever the column it was written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any, TypeVar

import numpy as np

from geleit.messages.message import Message
from geleit.model.aid import Delivery, Item, Need, Portion
from geleit.model.network import Network
from geleit.model.units import KNOWN
from geleit.model.within import told_in
from geleit.publication.names import Names

T = TypeVar("T")
KEPT = frozenset({"asserts", "stage", "mode", "users", "basis", "form", "means", "says", "check", "goods", "need"})
"""Fields that hold one of some words, or the id of goods; none of them tells a name."""
KEPT_IN: dict[type, frozenset[str]] = {
    Item: KEPT | {"id", "meets"},
    Need: KEPT | {"id", "adds_to", "pace"},
    Portion: KEPT | {"item"},
    Delivery: KEPT | {"to"},
}
"""Likewise of the standards, which are known by their ids, and of deliveries, which went inside or elsewhere."""
_ALONE = frozenset({"note", "unit"})
"""Fields whose texts are treated otherwise."""
BARE = frozenset({type(None), bool, int, float, date, datetime})
"""Kinds of values that hold no text; most of a case is of them."""


def redacted(value: T, names: Names) -> T:
    """The same value with every text that tells a hidden name replaced, equal texts by equal words, and no notes."""
    numbers = count(1)

    @cache
    def text(found: str) -> str:
        return f"left out {next(numbers)}" if names.tell(found) else found

    changed: T = _changed(value, text)
    return changed


def without_notes(value: T) -> T:
    """The same value with no notes anywhere in it."""
    changed: T = _changed(value, str)
    return changed


def sources_named(value: object) -> Iterator[str]:
    """The ids of sources that a value names anywhere."""
    return (source for source in told_in(value, frozenset({"source"})) if isinstance(source, str))


def _changed(value: Any, text: Callable[[str], str]) -> Any:
    if type(value) in BARE:
        return value
    match value:
        case str():
            found = text(value)
            return value if found == value else found  # the same text may have come first as another object
        case tuple():
            parts = [_changed(part, text) for part in value]
            same = all(a is b for a, b in zip(parts, value, strict=True))
            return value if same else tuple(parts)
        case Message():
            return replace(value, values=tuple((name, _changed(part, text)) for name, part in value.values))
        case Network():
            return value if text(value.origin) is value.origin else replace(value, origin=text(value.origin))
        case _ if is_dataclass(value) and not isinstance(value, type):
            new = {}
            for name in _open_fields_of(type(value)):
                part = getattr(value, name)
                kind = type(part)
                if kind in BARE or (kind is str and name not in _ALONE and text(part) == part):
                    continue
                known = name == "unit" and str(part).casefold() in KNOWN  # others are free text: *people, says Layla*
                changed = "" if name == "note" else part if known else _changed(part, text)
                if changed is not part:
                    new[name] = changed
            return replace(value, **new) if new else value
        case Mapping():
            return {key: _changed(part, text) for key, part in value.items()}
        case np.ndarray() if value.dtype == object:
            return np.array([text(part) if isinstance(part, str) else part for part in value], dtype=object)
        case _:
            return value


@cache
def _open_fields_of(kind: type) -> tuple[str, ...]:
    """Fields whose texts anybody can have written."""
    kept = KEPT_IN.get(kind, KEPT)
    return tuple(field.name for field in fields(kind) if field.init and field.name not in kept)
