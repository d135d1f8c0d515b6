"""What each row of a case became on the streets, and what of it looks like a slip."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""

PARALLEL_M = 20.0
"""How far from a closed street another one may run beside it to be told, in metres."""

FAR_EXIT_M = 50.0
"""An exit farther than this from any street is told, in metres."""

FEW_AN_HOUR = 5.0
"""A gate that fewer people an hour can pass is asked about: it may be a lost thousand, or a share."""


MOST_TO_100_M = 1_000.0
"""People to 100 m of street, beyond which a figure is asked about. The densest quarters known have some 130,000 to the
km² and 20 km of street in it, 650 people to 100 m; more is a figure of another unit, or streets are missing."""


def street_text(name: str, kind: str) -> str:
    """A street as a reader may find it on a map, by its name and class."""
    plain = kind.replace("_", " ")
    return f"{name} ({plain})" if name else f"a street without a name ({plain})"


@dataclass(frozen=True)
class Doubt:
    """What is allowed but looks like a slip.

    Parameters
    ----------
    code
        What kind of slip, one word for machines.
    about
        The row, such as ``exits[north]``; a file, or a table.
    text
        What is odd, and what to do if it is no slip of the case but of the file.
    """

    code: str
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.about}: {self.text}"


@dataclass(frozen=True)
class ExitOnStreet:
    """An exit with a place, and the street that it was put on.

    Parameters
    ----------
    id, name, mode
        As the case has them.
    recorded, on
        Where the case says that it is, and the place on the street.
    piece
        The street piece.
    street, kind
        Name (may be empty) and class of the street.
    metres
        From the one place to the other.
    position_error
        By how much the recorded place may be off, in metres.
    nearest_m, nearest_kind
        The nearest street of any kind, where another one was chosen as fitting the mode; else the same.
    fits
        Whether the street lets pass whom the exit lets pass.
    main
        Whether it is in the main part of the streets.
    """

    id: str
    name: str
    mode: str
    recorded: Position
    on: Position
    piece: int
    street: str
    kind: str
    metres: float
    position_error: float
    nearest_m: float
    nearest_kind: str
    fits: bool
    main: bool


@dataclass(frozen=True, eq=False)
class PeopleOnStreets:
    """A row of people, and how far it was moved.

    Parameters
    ----------
    id, name
        As the case has them.
    low, likely, high
        How many people.
    shape
        ``point``, ``polygon`` or ``raster``.
    where
        Its point or outline; the box of a raster.
    on
        For a point the place on the street that it was put on; else ``None``.
    mean_m, most_m
        How far its people were moved: on average, and at most.
    apart, stranded
        Of them, at most: on streets apart from the main part, and where no street leads to an exit with a place.
    """

    id: str
    name: str
    low: int
    likely: int
    high: int
    shape: str
    where: BaseGeometry
    on: Position | None
    mean_m: float
    most_m: float
    apart: int
    stranded: int


@dataclass(frozen=True)
class MovedCell:
    """A cell of a raster without a street, whose people were put on the nearest one."""

    centre: Position
    on: Position
    people: float
    metres: float


@dataclass(frozen=True)
class Beside:
    """A street piece that stays open within :data:`PARALLEL_M` of a closed one that it runs beside.

    Parameters
    ----------
    piece, closed
        The piece that stays open, and the closed one.
    street, kind, bridge
        Of the open one.
    metres
        From the one to the other.
    """

    piece: int
    closed: int
    street: str
    kind: str
    bridge: bool
    metres: float


@dataclass(frozen=True, eq=False)
class ClosedStreets:
    """A closure, and the street pieces that it shuts.

    Parameters
    ----------
    id, name, certain
        As the case has them.
    pieces
        The street pieces.
    streets
        Their names, each once; the class where one has no name.
    metres
        Their length together.
    beside
        What stays open beside them.
    """

    id: str
    name: str
    certain: bool
    pieces: tuple[int, ...]
    streets: tuple[str, ...]
    metres: float
    beside: tuple[Beside, ...]


@dataclass(frozen=True, eq=False)
class StreetPart:
    """Streets that hang together on foot, apart from all others.

    Parameters
    ----------
    pieces
        The street pieces.
    km
        Their length.
    people
        Who stands there, at most.
    main
        Whether it is the largest part.
    exits
        Exits with a place that are on it.
    """

    pieces: tuple[int, ...]
    km: float
    people: int
    main: bool
    exits: int


@dataclass(frozen=True)
class NearMiss:
    """An end of a street, and how far the nearest street is that it does not meet, in metres."""

    at: Position
    metres: float
    street: str


@dataclass(frozen=True)
class Stranded:
    """People at a corner apart from the main part of the streets, or without a way to an exit.

    Parameters
    ----------
    at
        The corner.
    people
        How many, at most.
    place
        Id of the row that most of them are of.
    to_exit
        Whether some street leads on to an exit with a place.
    """

    at: Position
    people: int
    place: str
    to_exit: bool


@dataclass(frozen=True, eq=False)
class Became:
    """What each row of a case became on its streets."""

    exits: tuple[ExitOnStreet, ...]
    people: tuple[PeopleOnStreets, ...]
    cells: tuple[MovedCell, ...]
    closures: tuple[ClosedStreets, ...]
    parts: tuple[StreetPart, ...]
    near_misses: tuple[NearMiss, ...]
    stranded: tuple[Stranded, ...]
