"""Which ways vehicles may go by the tags of a street: whom it is open to, one-way, barriers, and room for a truck."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from geleit.streets.measures import NO_LIMIT, metres_of, unread_weights

BOTH_WAYS, ALONG, AGAINST = 1, 2, 3
"""Ways vehicles may go, as :class:`~geleit.model.network.Network` counts them; 0 is none."""

TRUCK_HEIGHT_M, TRUCK_WIDTH_M = 4.0, 2.55
"""Of any truck: it does not pass where ``maxheight`` or ``maxwidth`` are less, or nobody can read them."""


@dataclass(frozen=True)
class Vehicles:
    """Vehicles that a sign may name.

    Parameters
    ----------
    keys
        Tags that say whether they may pass, the most exact first: the first that is there decides.
    """

    keys: tuple[str, ...]

    @property
    def one_way(self) -> tuple[str, ...]:
        """Tags that say which way they may go, in the same order."""
        return (*(f"oneway:{key}" for key in self.keys[:-1]), "oneway")


CARS = Vehicles(("motorcar", "motor_vehicle", "vehicle", "access"))
TRUCKS = Vehicles(("hgv", "motor_vehicle", "vehicle", "access"))

DRIVABLE_BY_TAG = frozenset({"track", "pedestrian"})
"""Classes open to vehicles only where a tag of theirs says so; ``access=yes`` is said of people too."""

_REFUSED = frozenset({"no", "private", "agricultural", "forestry", "military", "emergency"})

_OPEN_BARRIERS = frozenset(
    {"arch", "border_control", "bump_gate", "cattle_grid", "entrance", "gate", "height_restrictor", "kerb", "lift_gate",
     "no", "sally_port", "sliding_gate", "swing_gate", "toll_booth"}
)  # fmt: skip
"""Barriers that vehicles pass unless they are tagged otherwise."""

_FORWARD = frozenset({"yes", "true", "1", "y", "forward", "ft"})
_BACKWARD = frozenset({"-1", "reverse", "backward", "tf"})
_EITHER = frozenset({"no", "false", "0", "b", "both", "reversible", "alternating"})
_NEITHER = frozenset({"n", "none", "closed"})


def ways(kind: str, drivable: bool, tags: Mapping[str, str], vehicles: Vehicles) -> int:
    """Which ways vehicles may go that keep to the tags.

    Parameters
    ----------
    kind, drivable
        The class, and whether vehicles usually belong there.
    """
    if impassable(tags) or (vehicles is TRUCKS and not fits_a_truck(tags)):
        return 0
    if not drivable:
        opened = any(tags.get(key) in ("yes", "designated") for key in vehicles.keys[:-1])
        return _sure_direction(kind, tags, vehicles) if kind in DRIVABLE_BY_TAG and opened else 0
    onward, back = (said(tags, vehicles, way) not in _REFUSED for way in (":forward", ":backward"))
    allowed = united(ALONG if onward else 0, AGAINST if back else 0)
    return shared(allowed, _sure_direction(kind, tags, vehicles))


def impassable(tags: Mapping[str, str]) -> bool:
    """Whether no vehicle can pass, whatever is allowed."""
    return tags.get("impassable") == "yes" or tags.get("status") == "impassable"


def barred(tags: Mapping[str, str]) -> bool:
    """Whether cars may not pass, by the tags for both ways."""
    return said(tags, CARS) in _REFUSED


def opens(tags: Mapping[str, str], vehicles: Vehicles) -> bool:
    """Whether vehicles pass a barrier with these tags."""
    if vehicles is TRUCKS and not fits_a_truck(tags):
        return False
    word = said(tags, vehicles)
    return word not in _REFUSED if word else tags["barrier"] in _OPEN_BARRIERS


def said(tags: Mapping[str, str], vehicles: Vehicles, way: str = "") -> str:
    """What the tags say of vehicles going one way; of a list what opens it, if anything."""
    for key in vehicles.keys:
        if word := tags.get(f"{key}{way}") or tags.get(key):
            values = [value.strip().lower() for value in word.split(";")]
            return next((value for value in values if value not in _REFUSED), values[0])
    return ""


def direction(kind: str, tags: Mapping[str, str], vehicles: Vehicles) -> int:
    """Which ways the tags for one-way leave; both where nobody knows what they say."""
    word = _word(tags.get(_one_way_key(tags, vehicles), ""))
    if word in _FORWARD:
        return ALONG
    if word in _BACKWARD:
        return AGAINST
    if word in _NEITHER:
        return 0
    implied = kind == "motorway" or tags.get("junction") in ("roundabout", "circular")
    return ALONG if implied and not word else BOTH_WAYS


def _sure_direction(kind: str, tags: Mapping[str, str], vehicles: Vehicles) -> int:
    """The same; none where nobody knows what they say."""
    return 0 if _unread(tags, _one_way_key(tags, vehicles)) else direction(kind, tags, vehicles)


def _one_way_key(tags: Mapping[str, str], vehicles: Vehicles) -> str:
    """The tag that tells which way vehicles may go, if any does."""
    return next((key for key in vehicles.one_way if tags.get(key)), "")


def unread_directions(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Tags for one-way of which nobody knows what they say."""
    keys = dict.fromkeys(_one_way_key(tags, vehicles) for vehicles in (CARS, TRUCKS))
    return tuple(key for key in keys if _unread(tags, key))


def _unread(tags: Mapping[str, str], key: str) -> bool:
    word = _word(tags.get(key, ""))
    return bool(word) and word not in _FORWARD | _BACKWARD | _EITHER | _NEITHER


def _word(text: str) -> str:
    return text.strip().lower().removesuffix(".0")


def united(*open_ways: int) -> int:
    """Ways of which any is open."""
    some = set(open_ways) - {0}
    if not some:
        return 0
    return some.pop() if len(some) == 1 else BOTH_WAYS


def shared(one: int, other: int) -> int:
    """The ways that two have in common."""
    if BOTH_WAYS in (one, other):
        return one if other == BOTH_WAYS else other
    return one if one == other else 0


def fits_a_truck(tags: Mapping[str, str]) -> bool:
    """Whether a truck is not too high and not too wide for sure, and it can be read how heavy it may be."""
    room = (("maxheight", TRUCK_HEIGHT_M), ("maxwidth", TRUCK_WIDTH_M))
    fits = all(metres_of(said)[0] >= needed for key, needed in room if (said := _limit(tags, key)))
    return fits and not unread_weights(tags)


def unread_limits(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Limits of height and width that nobody can read."""
    return tuple(
        key for key in ("maxheight", "maxwidth") if (said := _limit(tags, key)) and metres_of(said) == (0.0, math.inf)
    )


def _limit(tags: Mapping[str, str], key: str) -> str:
    said = tags.get(key, "").strip().lower()
    return "" if said in NO_LIMIT else said
