"""The rule that turns a street's tags into who can use it, how wide it is and how fast vehicles go.

Each street is judged twice. What a plan may count on keeps to the tags and takes the lowest figure; what a bound has to
allow for takes the highest, and also counts what may be passable: ferries, building sites, classes nobody knows.
People can walk on every street that is there. ``foot=no``, ``access=private`` and the ban on walking along motorways
are law, not walls, and people who flee walk on them; an upper bound that left them out would not be one. Vehicles keep
to the tags, because convoys ask for permission. docs/formats/streets.md has the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from geleit.streets import access
from geleit.streets.access import AGAINST as AGAINST
from geleit.streets.access import ALONG as ALONG
from geleit.streets.access import BOTH_WAYS as BOTH_WAYS
from geleit.streets.access import CARS, TRUCKS
from geleit.streets.measures import lanes_of, metres_of, tonnes_of

LANE_M = 3.5
"""Width of a lane in metres."""

WIDEST_M = 100.0
"""A wider street is taken for a slip of the pen: it has the width of its class in a plan, this one in a bound."""

NARROWEST_M = 0.5
"""A narrower street is taken to be this wide, in metres: one person can pass."""

FASTEST_KMH = 150
WALKING_PACE_KMH = 7

FERRY_TIMES = 20.0
"""In a bound a ferry counts so many times shorter than it is: it may go that much faster than people walk."""

FERRY_WALK = 1.5
"""And those on a ferry are taken to walk no slower than this, in m/s, so that it makes 30 m/s at least."""


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

    @property
    def width(self) -> float:
        """Usual width in metres."""
        return LANE_M * self.lanes + self.beside


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

WIDEST = max(CLASSES.values(), key=lambda usual: usual.width)
"""The class that a street of no known class may be of."""

FERRY, SQUARE, CHORD = "ferry", "square", "over_square"
"""Kinds of what only a bound counts: ways over water, around squares, and straight over them."""

PERHAPS = frozenset({"abandoned", "construction", "destroyed", "disused"})
"""Values of ``highway`` for what may be passable though no plan counts on it."""

_NOT_THERE = {"demolished", "dismantled", "no", "planned", "proposed", "razed", "removed"}
_NOT_NOW = (PERHAPS | _NOT_THERE) - {"no"}
"""Words in the name of a class that nobody knows by which no plan counts on the street."""

LIFECYCLE = tuple(f"{state}:highway" for state in sorted(PERHAPS))
"""Tags of what was a street, or becomes one, and is told apart from streets by its key."""

_SITES = {"rest_area", "services"}
_THINGS = {"bus_stop", "give_way", "stop", "street_lamp", "traffic_signals"}
ABSENT = frozenset(_NOT_THERE | _SITES | _THINGS)
"""Values of ``highway`` that stand for no street: not there (yet, or any more), a site, or a thing beside a street."""

_UNCLASSED = frozenset({"road", "other"})
"""Classes of streets that may be of any."""

_HEIGHTS = re.compile(r"-?\d{1,3}(?:\.\d+)?(?:;-?\d{1,3}(?:\.\d+)?)*")
_MAXSPEED = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?")


@dataclass(frozen=True)
class Street:
    """A street as the network keeps it.

    Parameters
    ----------
    kind
        Its class, one of :data:`CLASSES`, or :data:`FERRY`, :data:`SQUARE` or :data:`CHORD`.
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
    walk_most, drive_most, width_most, lanes_most
        The same as a bound has to allow for.
    truck
        Trucks, as ``drive``.
    tonnes
        The heaviest truck that may pass, in t; 0 where nothing limits it.
    times
        How many times shorter than it is drawn it counts in a bound.
    unknown
        What of its tags nobody knows, such as ``highway=Main road``; else empty.
    level
        What tells it from streets above and below it; the network does not keep it.
    """

    kind: str
    walk: bool
    drive: int
    width: float
    speed: int
    lanes: int
    bridge: bool
    walk_most: bool
    drive_most: int
    width_most: float
    lanes_most: int
    truck: int
    tonnes: float = 0.0
    times: float = 1.0
    unknown: str = ""
    level: str = ""


_IN_A_BOUND = Street(
    kind="other", walk=False, drive=0, width=NARROWEST_M, speed=0, lanes=0, bridge=False,
    walk_most=True, drive_most=0, width_most=NARROWEST_M, lanes_most=0, truck=0,
)  # fmt: skip
"""What people may walk on though no plan counts on it."""


def classify(tags: Mapping[str, str]) -> Street | None:
    """What a street's tags say, or ``None`` when they describe no street that is there.

    Of several classes, as ``primary;steps``, a plan takes what all of them allow, and a bound what any does.

    Parameters
    ----------
    tags
        OpenStreetMap keys and values.
    """
    named = [part.strip() for part in tags.get("highway", "").split(";") if part.strip()]
    if not named and tags.get("route", "").lower() == "ferry":
        return _ferry(tags)
    found = [street for name in named if (street := _classify(name, tags)) is not None]
    if not found:
        found = [in_a_bound_alone(street) for street in _was_or_becomes(tags)]
    if not found and tags.get("man_made", "").lower() == "pier" and not named:
        return _pier(tags)
    street = found[0] if found else None
    for other in found[1:]:
        street = _either(street, other) if street else other
    return street


def _was_or_becomes(tags: Mapping[str, str]) -> list[Street]:
    """Streets of the classes that the tags in :data:`LIFECYCLE` give."""
    named = [tags[key] for key in LIFECYCLE if tags.get(key)]
    return [street for name in named if (street := _classify("other" if name == "yes" else name, tags)) is not None]


def _classify(said: str, tags: Mapping[str, str]) -> Street | None:
    name = class_named(said)
    if name in ABSENT:
        return None
    if name not in CLASSES and FERRY in name.split("_"):
        return _ferry(tags)
    perhaps = name in PERHAPS
    if perhaps:
        name = class_named(tags.get(name) or tags.get(f"{name}:highway") or "") or "other"
    kind = name if name in CLASSES else "other"
    usual, anything = CLASSES[kind], kind in _UNCLASSED
    drive, truck = (access.ways(kind, usual.speed > 0, tags, which) for which in (CARS, TRUCKS))
    low, high = lanes_of(tags)
    unknown = f"highway={said}" if kind == "other" and name != "other" and not perhaps else ""
    if kind == "road":
        unknown = "highway=road"
    if not unknown and access.unknown_direction(tags):
        unknown = f"oneway={tags['oneway']}"
    street = Street(
        kind=kind,
        walk=True,
        drive=drive,
        width=_width(usual, low, tags),
        speed=_speed(usual, tags) if drive or truck else 0,
        lanes=low,
        bridge=tags.get("bridge", "no").lower() not in ("no", "false", "0", ""),
        walk_most=True,
        drive_most=access.united(drive, truck, _heeding_nothing(kind, tags)),
        width_most=_widest(WIDEST if anything else usual, high, tags),
        lanes_most=high,
        truck=truck,
        tonnes=tonnes_of(tags),
        unknown=unknown,
        level=_level(tags),
    )
    not_now = kind == "other" and not _NOT_NOW.isdisjoint(name.split("_"))
    return in_a_bound_alone(street) if perhaps or not_now else street


def in_a_bound_alone(street: Street) -> Street:
    """The same street, on which no plan counts."""
    return replace(street, walk=False, drive=0, speed=0, truck=0)


def _level(tags: Mapping[str, str]) -> str:
    """What of the tags tells a street from others above and below it."""
    told = [(key, tags.get(key, "").strip()) for key in ("layer", "level")]
    heights = [f"{key}={said}" for key, said in told if _HEIGHTS.fullmatch(said) and float(said.split(";")[0])]
    tunnel = tags.get("tunnel", "").strip().lower() not in ("", "no", "false", "0")
    return " ".join([*heights, *(["tunnel"] if tunnel else [])])


def _heeding_nothing(kind: str, tags: Mapping[str, str]) -> int:
    """Which ways a vehicle can go that heeds no sign but one-way."""
    drivable = kind in _UNCLASSED or CLASSES[kind].speed > 0 or kind in access.DRIVABLE_BY_TAG
    return access.direction(kind, tags, CARS) if drivable and not access.impassable(tags) else 0


def class_named(said: str) -> str:
    """A class as OpenStreetMap spells it, whatever the case, marks between words, and *road* or *street* behind it."""
    name = "_".join(re.findall(r"[^\W_]+", said.lower()))
    if name in CLASSES or name in ABSENT or name in PERHAPS:
        return name
    shorter = re.sub(r"_(?:road|street|highway)$", "", name)
    return shorter if shorter in CLASSES else name


def square(across: float) -> Street:
    """What people walk on around and over a square, in a bound alone.

    Parameters
    ----------
    across
        Metres from one end of it to the other: no line over it is longer.
    """
    return replace(_IN_A_BOUND, kind=SQUARE, width_most=max(across, NARROWEST_M))


def _ferry(tags: Mapping[str, str]) -> Street:
    """A ferry, in a bound alone: nobody knows when it sails."""
    drive = 0 if access.barred(tags) else BOTH_WAYS
    return replace(_IN_A_BOUND, kind=FERRY, drive_most=drive, width_most=WIDEST.width, times=FERRY_TIMES)


def _pier(tags: Mapping[str, str]) -> Street:
    """A pier that is drawn as a line, in a bound alone: as wide as it may be."""
    drive = 0 if access.impassable(tags) else BOTH_WAYS
    return replace(_IN_A_BOUND, kind=SQUARE, drive_most=drive, width_most=_widest(WIDEST, 0, tags))


def _either(one: Street, other: Street) -> Street:
    drive, truck = access.shared(one.drive, other.drive), access.shared(one.truck, other.truck)
    return replace(
        one,
        walk=one.walk and other.walk,
        drive=drive,
        width=min(one.width, other.width),
        speed=min(one.speed, other.speed) if drive or truck else 0,
        walk_most=one.walk_most or other.walk_most,
        drive_most=access.united(one.drive_most, other.drive_most),
        width_most=max(one.width_most, other.width_most),
        truck=truck,
        unknown=one.unknown or other.unknown,
    )


def past(street: Street, tags: Mapping[str, str]) -> Street | None:
    """The few steps of a street past a barrier that stands on it; ``None`` where it stops nobody.

    People pass every barrier, and a bound takes each to be open to vehicles.

    Parameters
    ----------
    tags
        Of the barrier's node.
    """
    if not tags.get("barrier"):
        return None
    drive, truck = (
        way if access.opens(tags, which) else 0 for way, which in ((street.drive, CARS), (street.truck, TRUCKS))
    )
    limits = [limit for limit in (street.tonnes, tonnes_of(tags)) if limit]
    steps = replace(
        street,
        drive=drive,
        truck=truck,
        speed=street.speed if drive or truck else 0,
        tonnes=min(limits, default=0.0),
        bridge=False,
        unknown="",
    )
    return None if (drive, truck, steps.tonnes) == (street.drive, street.truck, street.tonnes) else steps


def _width(usual: StreetClass, lanes: int, tags: Mapping[str, str]) -> float:
    """The narrowest carriageway tagged, or the usual one, with what lies beside it; of a path what is tagged alone."""
    carriageway, _ = metres_of(tags.get("width", ""))
    return _with_beside(carriageway if carriageway <= WIDEST_M else 0.0, usual, lanes)


def _widest(usual: StreetClass, lanes: int, tags: Mapping[str, str]) -> float:
    """The same with the widest carriageway tagged."""
    _, carriageway = metres_of(tags.get("width", ""))
    return _with_beside(min(carriageway, WIDEST_M), usual, lanes)


def _with_beside(carriageway: float, usual: StreetClass, lanes: int) -> float:
    if carriageway > 0:
        return max(carriageway + (usual.beside if usual.lanes else 0.0), NARROWEST_M)
    return LANE_M * (lanes or usual.lanes) + usual.beside


def _speed(usual: StreetClass, tags: Mapping[str, str]) -> int:
    said = tags.get("maxspeed", "").strip()
    found = _MAXSPEED.fullmatch(said)
    speed = float(found[1]) * (1.609344 if found[2] == "mph" else 1.0) if found else 0.0
    if said == "walk":
        speed = WALKING_PACE_KMH
    return min(math.floor(speed), FASTEST_KMH) if speed >= 1 else usual.speed or CLASSES["service"].speed
