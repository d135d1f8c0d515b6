"""Values of tags, whatever their case, and each of a list."""

from __future__ import annotations

from collections.abc import Mapping

_NO = frozenset({"no", "false", "0"})
_YES = frozenset({"yes", "true", "1"})


def values_of(tags: Mapping[str, str], key: str) -> frozenset[str]:
    """All values of a tag, in small letters."""
    parts = (part.strip() for part in tags.get(key, "").lower().split(";"))
    return frozenset(part for part in parts if part)


def says(tags: Mapping[str, str], key: str, value: str) -> bool:
    """Whether a value is among those of a tag."""
    return value in values_of(tags, key)


def affirms(tags: Mapping[str, str], key: str) -> bool:
    """Whether a tag says yes."""
    return not _YES.isdisjoint(values_of(tags, key))


def denies(tags: Mapping[str, str], key: str) -> bool:
    """Whether a tag says no."""
    return not _NO.isdisjoint(values_of(tags, key))
