"""What columns of Overture Maps say, as OpenStreetMap would tag it: they nest what holds for parts of a street."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def name_of(value: Any) -> str:
    """The primary name."""
    return str(value.get("primary") or "") if isinstance(value, Mapping) else ""


def one_way_of(value: Any) -> str:
    """One-way by access that is denied to all who go one way, wherever along the street that is."""
    denied = {
        str(when.get("heading"))
        for rule in _parts(value)
        if rule.get("access_type") == "denied"
        and isinstance(when := rule.get("when"), Mapping)
        and not any(when.get(other) for other in ("mode", "during", "using", "recognized", "vehicle"))
    }
    return {frozenset({"backward"}): "yes", frozenset({"forward"}): "-1"}.get(frozenset(denied - {"None"}), "")


def bridge_of(value: Any) -> str:
    """Whether a part of it is a bridge."""
    return "yes" if any("is_bridge" in (part.get("values") or ()) for part in _parts(value)) else ""


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (part for part in (value if isinstance(value, list) else ()) if isinstance(part, Mapping))
