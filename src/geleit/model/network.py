"""The street network: plain arrays, one entry a street piece between two corners."""

from __future__ import annotations

from dataclasses import dataclass, field

from geleit.model.arrays import Bytes, Flags, Floats, Shorts


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
        Node references whose position the file does not hold; the way is split there.
    components
        Connected parts of the walking network.
    largest_share
        Share of the walking length in the largest part, 0 to 1.
    walk_km, drive_km
        Length usable on foot, and by vehicle, in kilometres; each street once.
    not_lines
        Rows of a file of lines that hold no line, and were left out.
    """

    ways: int
    kept: int
    missing_nodes: int
    components: int
    largest_share: float
    walk_km: float
    drive_km: float
    not_lines: int = 0


@dataclass(frozen=True, eq=False)
class Network:
    """Streets as a graph: ``n`` corners and ``m`` street pieces, each stored once.

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
        Credit to print wherever the network is shown.
    origin
        File name and SHA-256 of what was imported, for the record.
    report
        What the import met.
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
