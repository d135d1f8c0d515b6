"""The street network: plain arrays, one entry a street piece between two corners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Bytes, Flags, Floats, Shorts

MOST_PARTS, MOST_UNKNOWN = 10, 40
"""How many parts, and how many unknown words, an import report tells of."""


NO_CLASS = "no class"
"""What an import report calls the class of a street in a file without classes."""

_OF_A_PIECE = ("length", "width", "kind", "walk", "drive", "speed", "lanes", "bridge", "name")

_MOST_OF_LENGTH, _MOST_OF_WAYS, _MOST_NO_STREETS = 0.1, 0.5, 0.9
"""Shares above which an import asks whether that is meant."""

_FEWEST = 10
"""Fewer faults than this are told, and not asked about: a map may have no more than a few ways."""


@dataclass(frozen=True)
class ImportReport:
    """What the import met.

    Parameters
    ----------
    ways
        Ways (or lines) read that carry a street class.
    kept
        Of them, usable on foot or by vehicle.
    missing_nodes
        Node references whose position the file does not hold (the way is split there), and parts of outlines of squares
        that it does not hold.
    components
        Connected parts of the walking network.
    largest_share
        Share of the walking length in the largest part, 0 to 1.
    walk_km, drive_km
        Length usable on foot, and by vehicle, in kilometres; each street once.
    not_lines
        Rows of a file of lines that hold no line, and were left out.
    not_streets
        Lines that are no street, such as rivers and railways, and were left out.
    turns, turns_not_read
        Turn restrictions for vehicles that a plan heeds, and those that no turn of this network was found for.
    perhaps_km
        Length that only a bound counts, such as ferries and building sites, in kilometres.
    parts
        Kilometres on foot of the connected parts, the longest first, at most :data:`MOST_PARTS` of them.
    near_misses
        Ends of streets with another street nearby that they do not meet; ``None`` where nobody looked for faults of the
        map: ``ends``, ``twice``, ``over_another``, ``unknown`` and ``not_streets`` tell nothing then.
    ends
        Ends of streets that meet nothing.
    twice
        Streets drawn twice at the same place, and counted once.
    over_another
        Streets drawn over another one of which both count, by an import of before they were left out of plans.
    left_out
        Streets drawn over others, wholly or in part, that plans leave out: what they share counts once.
    unknown
        What no rule knows or can read, such as ``highway=Main road`` or ``width=half``, with the number of ways; at
        most :data:`MOST_UNKNOWN`.
    unknown_km
        Kilometres of no known class.
    without_classes
        All columns of a file of lines of which none tells the class of a street.
    """

    ways: int
    kept: int
    missing_nodes: int
    components: int
    largest_share: float
    walk_km: float
    drive_km: float
    not_lines: int = 0
    not_streets: int = 0
    turns: int = 0
    turns_not_read: int = 0
    perhaps_km: float = 0.0
    parts: tuple[float, ...] = ()
    near_misses: int | None = None
    ends: int = 0
    twice: int = 0
    over_another: int = 0
    left_out: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)
    unknown_km: float = 0.0
    without_classes: tuple[str, ...] = ()

    @property
    def grave(self) -> tuple[str, ...]:
        """What is so frequent that hardly anything can be said by these streets, in words; none if nothing is."""
        shares = [
            (1 - self.largest_share, _MOST_OF_LENGTH, "of the walking length lies apart from the largest part"),
            (self.unknown_km / (self.walk_km or 1), _MOST_OF_LENGTH, "of the walking length is of no known class"),
            (self.not_streets / (self.ways or 1), _MOST_NO_STREETS, "of the lines are no street"),
        ]
        counted = (
            (self.twice + self.over_another + self.left_out, "as many streets as ways are drawn twice"),
            (self.missing_nodes, "as many positions as ways are missing"),
            (self.near_misses or 0, "as many ends as ways nearly meet another street"),
        )
        shares += [(n / (self.ways or 1), _MOST_OF_WAYS, what) for n, what in counted if n >= _FEWEST]
        return tuple(f"{share:.0%} {what} (at most {most:.0%})" for share, most, what in shares if share > most)


@dataclass(frozen=True, eq=False)
class Most:
    """What a bound has to allow for, one entry a street piece: never less than what a plan may count on.

    Parameters
    ----------
    walk, drive, width, lanes
        As :class:`Network` has them.
    length
        As :class:`Network` has it, but never more than that: people may take a shorter way, or be quicker.
    """

    walk: Flags
    drive: Bytes
    width: Floats
    lanes: Bytes
    length: Floats


@dataclass(frozen=True, eq=False)
class ForTrucks:
    """What holds for trucks, one entry a street piece.

    Parameters
    ----------
    drive
        As :class:`Network` has it.
    tonnes
        The heaviest truck that may pass, in t; 0 where nothing limits it.
    """

    drive: Bytes
    tonnes: Floats


@dataclass(frozen=True, eq=False)
class Turns:
    """Turns that signs forbid to vehicles, one entry a turn: they bind plans, never a bound and never people on foot.

    Parameters
    ----------
    turn
        The piece before, the corner, and the piece after, shape ``(k, 3)``; both pieces end at the corner.
    cars, trucks
        Whom it binds, shape ``(k,)``; buses are bound wherever cars are, and cars wherever buses are.
    """

    turn: Shorts
    cars: Flags
    trucks: Flags

    def __len__(self) -> int:
        return len(self.turn)

    def moved(self, before: NDArray[np.integer[Any]], corner: NDArray[np.integer[Any]], after: Any) -> Turns:
        """The same turns with other numbers, shape ``(k,)`` each; those with one below 0 are left out."""
        turn = np.column_stack([before, corner, after]).astype(np.int32)
        kept = (turn >= 0).all(axis=1)
        return Turns(turn[kept], self.cars[kept], self.trucks[kept])


NO_TURNS = Turns(np.zeros((0, 3), np.int32), np.zeros(0, bool), np.zeros(0, bool))
"""No turn is forbidden."""


@dataclass(frozen=True, eq=False)
class Network:
    """Streets as a graph: ``n`` corners and ``m`` street pieces, each stored once.

    What stands here is what a plan may count on. A bound asks :attr:`generous`, and whoever drives trucks
    :attr:`trucks`, for the same pieces seen otherwise.

    Parameters
    ----------
    lon, lat
        Corner positions in degrees (WGS 84), shape ``(n,)``.
    tail, head
        Corner indices of each piece, shape ``(m,)``; ``tail`` to ``head`` is the drawing direction.
    length
        Length in metres along the street, shape ``(m,)``, positive.
    width
        Width usable by people in metres before any share is taken off, shape ``(m,)``, positive.
    kind
        Index into ``kinds``, shape ``(m,)``.
    walk
        Whether people may walk here (always both ways), shape ``(m,)``.
    drive
        Vehicles: 0 none, 1 both ways, 2 along the drawing direction only, 3 against it only; shape ``(m,)``.
    speed
        Vehicle speed in km/h, shape ``(m,)``; 0 where ``drive`` is 0.
    lanes
        Lanes in both directions together, 0 where unknown, shape ``(m,)``.
    bridge
        Whether the piece is a bridge, shape ``(m,)``.
    name
        Index into ``names``, -1 for none, shape ``(m,)``.
    kinds
        Street classes, OpenStreetMap's ``highway`` values.
    names
        Street names.
    shape_start, shape_lon, shape_lat
        Interior points of the drawing of piece ``i``: ``shape_lon[shape_start[i]:shape_start[i + 1]]``;
        ``shape_start`` has shape ``(m + 1,)``.
    attribution
        Credit to print wherever the network is shown; empty where its file gives none.
    origin
        File name and SHA-256 of what was imported, for the record.
    report
        What the import met.
    most
        What a bound has to allow for; ``None`` where that is the same.
    for_trucks
        What holds for trucks; ``None`` where that is the same as for cars.
    turns
        Turns that signs forbid.
    """

    lon: Floats
    lat: Floats
    tail: Shorts
    head: Shorts
    length: Floats
    width: Floats
    kind: Bytes
    walk: Flags
    drive: Bytes
    speed: Bytes
    lanes: Bytes
    bridge: Flags
    name: Shorts
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    shape_start: Shorts
    shape_lon: Floats
    shape_lat: Floats
    attribution: str
    origin: str
    report: ImportReport = field(repr=False)
    most: Most | None = field(default=None, repr=False)
    for_trucks: ForTrucks | None = field(default=None, repr=False)
    turns: Turns = field(default=NO_TURNS, repr=False)

    @cached_property
    def generous(self) -> Network:
        """The same pieces as a bound has to see them: where people and vehicles may pass, as wide as it may be."""
        seen = replace(self, turns=NO_TURNS) if len(self.turns) else self
        if (most := self.most) is None:
            return seen
        return replace(seen, **{column.name: getattr(most, column.name) for column in fields(most)}, most=None)

    @cached_property
    def quick(self) -> Flags:
        """Whether a bound counts each piece as shorter than it is, shape ``(m,)``."""
        return np.asarray(self.generous.length < self.length)

    @cached_property
    def trucks(self) -> Network:
        """The same pieces with the ways that trucks may go."""
        return self if self.for_trucks is None else replace(self, drive=self.for_trucks.drive)

    def of_kind(self, *kinds: str) -> Flags:
        """Whether each piece is of one of these classes, shape ``(m,)``."""
        return np.isin(self.kind, [self.kinds.index(kind) for kind in kinds if kind in self.kinds])

    def of_pieces(self, pieces: NDArray[np.intp]) -> dict[str, Any]:
        """What is known of some pieces as such, whatever corners they have and however they are drawn, by field."""
        found: dict[str, Any] = {name: getattr(self, name)[pieces] for name in _OF_A_PIECE}
        for name in ("most", "for_trucks"):
            if (seen := getattr(self, name)) is not None:
                found[name] = type(seen)(*(getattr(seen, column.name)[pieces] for column in fields(seen)))
        return found

    def seen_otherwise(self, most: Most, for_trucks: ForTrucks) -> Network:
        """The same network with what a bound and trucks see, as far as that is anything else."""
        wider = any((getattr(most, f.name) != getattr(self, f.name)).any() for f in fields(most))
        special = bool((for_trucks.drive != self.drive).any() or for_trucks.tonnes.any())
        return replace(self, most=most if wider else None, for_trucks=for_trucks if special else None)

    @property
    def credit(self) -> str:
        """What a map says of where its streets are from."""
        return self.attribution or "Source of the streets not stated"

    @property
    def nodes(self) -> int:
        """Number of corners."""
        return len(self.lon)

    @property
    def edges(self) -> int:
        """Number of street pieces."""
        return len(self.tail)

    def line(self, edge: int) -> tuple[tuple[float, float], ...]:
        """Longitude and latitude of the points of a street piece, from its tail to its head."""
        tail, head = int(self.tail[edge]), int(self.head[edge])
        within = slice(int(self.shape_start[edge]), int(self.shape_start[edge + 1]))
        lon = [self.lon[tail], *self.shape_lon[within], self.lon[head]]
        lat = [self.lat[tail], *self.shape_lat[within], self.lat[head]]
        return tuple(zip(map(float, lon), map(float, lat), strict=True))

    def label(self, edge: int) -> str:
        """A name for a reader: the street's name, or its class where it has none."""
        at = int(self.name[edge])
        kind = self.kinds[int(self.kind[edge])]
        text = self.names[at] if at >= 0 else f"unnamed {kind} street"
        return f"{text} (bridge)" if self.bridge[edge] else text
