"""Pavements: on which sides of a street people can count on walking beside the carriageway."""

from __future__ import annotations

from collections.abc import Mapping

from geleit.streets.tag_values import values_of

KEYS = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
"""Tags that tell of pavements."""

_NOT_OF_THE_STREET = frozenset({"separate", "no", "none"})
"""Values of what is drawn on its own, or is not there."""

_SIDES = ("left", "right")


def share_beside(tags: Mapping[str, str]) -> float:
    """Of what usually lies beside a carriageway, the share that belongs to the street for sure: 0, 1/2 or 1."""
    return sum(_is_there(tags, side) for side in _SIDES) / len(_SIDES)


def _is_there(tags: Mapping[str, str], side: str) -> bool:
    told = values_of(tags, "sidewalk")
    if told and told <= set(_SIDES) and side not in told:
        return False
    return all(_NOT_OF_THE_STREET.isdisjoint(values_of(tags, key)) for key in (*KEYS[:2], f"sidewalk:{side}"))
