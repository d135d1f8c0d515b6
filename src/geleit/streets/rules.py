"""The rule that turns a street's tags into who can use it, how wide it is and how fast vehicles go.

People can walk on every street that is there. ``foot=no``, ``access=private`` and the ban on walking along motorways
are law, not walls, and people who flee walk on them; an upper bound that left them out would not be one. Vehicles keep
to the tags, because convoys ask for permission. docs/formats/streets.md has the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

LANE_M = 3.5
"""Width of a lane in metres."""

WIDEST_M = 100.0
"""A wider street is taken for a slip of the pen and given the width of its class, in metres."""

NARROWEST_M = 0.5
"""A narrower street is taken to be this wide, in metres: one person can pass."""

MOST_LANES = 16
FASTEST_KMH = 150
WALKING_PACE_KMH = 7

BOTH_WAYS, ALONG, AGAINST = 1, 2, 3
"""Ways vehicles may go, as :class:`~geleit.model.network.Network` counts them; 0 is none."""


@dataclass(frozen=True)
class StreetClass:
    """What is taken for granted about a class of street.

    Parameters
    ----------
    lanes
        Usual lanes of the carriageway, both directions together; 0 for a path.
    beside
        Metres to walk on beside the carriageway, both sides together; the whole width of a path.
    speed
        Usual speed of vehicles in km/h; 0 where vehicles do not belong.
    """

    lanes: int
    beside: float
    speed: int


_LINK = StreetClass(lanes=2, beside=2.0, speed=40)
_PATH = StreetClass(lanes=0, beside=2.0, speed=0)

CLASSES: Mapping[str, StreetClass] = {
    "motorway": StreetClass(lanes=3, beside=3.0, speed=100),
    "motorway_link": StreetClass(lanes=2, beside=2.0, speed=50),
    "trunk": StreetClass(lanes=4, beside=3.0, speed=80),
    "trunk_link": _LINK,
    "primary": StreetClass(lanes=4, beside=4.0, speed=60),
    "primary_link": _LINK,
    "secondary": StreetClass(lanes=3, beside=4.0, speed=50),
    "secondary_link": _LINK,
    "tertiary": StreetClass(lanes=2, beside=4.0, speed=40),
    "tertiary_link": _LINK,
    "unclassified": StreetClass(lanes=2, beside=2.0, speed=40),
    "residential": StreetClass(lanes=2, beside=2.0, speed=30),
    "road": StreetClass(lanes=2, beside=2.0, speed=30),
    "living_street": StreetClass(lanes=2, beside=0.0, speed=10),
    "service": StreetClass(lanes=1, beside=1.0, speed=15),
    "track": StreetClass(lanes=0, beside=3.5, speed=0),
    "pedestrian": StreetClass(lanes=0, beside=8.0, speed=0),
    "footway": StreetClass(lanes=0, beside=2.5, speed=0),
    "cycleway": StreetClass(lanes=0, beside=2.5, speed=0),
    "platform": StreetClass(lanes=0, beside=3.0, speed=0),
    "bridleway": _PATH,
    "corridor": _PATH,
    "path": _PATH,
    "steps": _PATH,
    "other": _PATH,
}
"""Street classes by OpenStreetMap's ``highway`` value; any class that is not here counts as ``other``."""

_NOT_THERE = {"abandoned", "construction", "demolished", "destroyed", "dismantled", "disused", "no", "planned"}
_NOT_THERE |= {"proposed", "razed", "removed"}
_SITES = {"rest_area", "services"}
_THINGS = {"bus_stop", "give_way", "stop", "street_lamp", "traffic_signals"}
ABSENT = frozenset(_NOT_THERE | _SITES | _THINGS)
"""Values of ``highway`` that stand for no street: not there (yet, or any more), a site, or a thing beside a street."""

_REFUSED = frozenset({"no", "private", "agricultural", "forestry", "agricultural;forestry", "military"})
_VEHICLE_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")  # the first that is there decides
_DRIVABLE_BY_TAG = frozenset({"track", "pedestrian"})
_MAXSPEED = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?")
_WIDTH = re.compile(r"(\d{1,4}(?:[.,]\d+)?)\s*(m|ft|')?")
_METRES = {None: 1.0, "m": 1.0, "ft": 0.3048, "'": 0.3048}


@dataclass(frozen=True)
class Street:
    """A street as the network keeps it.

    Parameters
    ----------
    kind
        Its class, one of :data:`CLASSES`.
    walk
        Whether people can walk here.
    drive
        Vehicles: 0 none, 1 both ways, 2 along the drawing direction only, 3 against it only.
    width
        Width usable by people in metres.
    speed
        Vehicle speed in km/h; 0 where no vehicle may go.
    lanes
        Lanes in both directions together; 0 where unknown.
    bridge
        Whether it is a bridge.
    """

    kind: str
    walk: bool
    drive: int
    width: float
    speed: int
    lanes: int
    bridge: bool


def classify(tags: Mapping[str, str]) -> Street | None:
    """What a street's tags say, or ``None`` when they describe no street that is there.

    Parameters
    ----------
    tags
        OpenStreetMap keys and values.
    """
    said = tags.get("highway", "").strip()
    if not said or said in ABSENT:
        return None
    kind = said if said in CLASSES else "other"
    usual = CLASSES[kind]
    drive = _direction(kind, tags) if _drivable(kind, usual, tags) else 0
    lanes = _lanes(tags)
    return Street(
        kind=kind,
        walk=True,
        drive=drive,
        width=_width(usual, lanes, tags),
        speed=_speed(usual, tags) if drive else 0,
        lanes=lanes,
        bridge=tags.get("bridge", "no").lower() not in ("no", "false", "0", ""),
    )


def _drivable(kind: str, usual: StreetClass, tags: Mapping[str, str]) -> bool:
    if tags.get("impassable") == "yes" or tags.get("status") == "impassable":
        return False
    said = next((tags[key] for key in _VEHICLE_KEYS if tags.get(key)), "")
    if not usual.speed:  # a track or a precinct is open to vehicles only where a vehicle tag says so
        return kind in _DRIVABLE_BY_TAG and any(tags.get(key) in ("yes", "designated") for key in _VEHICLE_KEYS[:3])
    return said not in _REFUSED


def _direction(kind: str, tags: Mapping[str, str]) -> int:
    said = tags.get("oneway", "").lower()
    if said in ("yes", "true", "1"):
        return ALONG
    if said in ("-1", "reverse"):
        return AGAINST
    implied = kind == "motorway" or tags.get("junction") in ("roundabout", "circular")
    return ALONG if implied and not said else BOTH_WAYS


def _lanes(tags: Mapping[str, str]) -> int:
    said = tags.get("lanes", "").strip()
    try:
        lanes = float(said)
    except ValueError:
        return 0
    return int(lanes) if 1 <= lanes <= MOST_LANES else 0


def _width(usual: StreetClass, lanes: int, tags: Mapping[str, str]) -> float:
    """The tagged or usual carriageway with what lies beside it; the tagged width alone for a path."""
    found = _WIDTH.fullmatch(tags.get("width", "").strip())
    carriageway = float(found[1].replace(",", ".")) * _METRES[found[2]] if found else 0.0
    beside = usual.beside if usual.lanes else 0.0
    if 0 < carriageway <= WIDEST_M:
        return max(carriageway + beside, NARROWEST_M)
    return LANE_M * (lanes or usual.lanes) + usual.beside


def _speed(usual: StreetClass, tags: Mapping[str, str]) -> int:
    said = tags.get("maxspeed", "").strip()
    found = _MAXSPEED.fullmatch(said)
    speed = float(found[1]) * (1.609344 if found[2] == "mph" else 1.0) if found else 0.0
    if said == "walk":
        speed = WALKING_PACE_KMH
    return min(math.floor(speed), FASTEST_KMH) if speed >= 1 else usual.speed or CLASSES["service"].speed
