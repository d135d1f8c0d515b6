"""Maps of a convoy plan on its streets: the districts, and the way of each round with the names of its streets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from geleit.model.case import Case
from geleit.model.convoy import ConvoyPlan, Trip
from geleit.model.population import Cells, Somewhere
from geleit.report.html.drawing import WIDTH
from geleit.report.html.map_data import TIERS, Frame

ROUTE_WIDTH = 640
"""Of the map of one round, in pixels."""
FLATTEST, TALLEST = 0.45, 0.8
"""Height of a map as a share of its width."""
ROOM = 0.06
"""Room around what is shown, as a share of its extent."""
SMALLEST_M = 400.0
"""No map shows less than so many metres across."""
MOST_NAMES = 25
"""Names of streets on the map of all districts."""
LETTER = 0.58
"""Width of a letter as a share of its height, about."""


class ConvoyMap:
    """The streets that trucks may use around a plan, drawn once, and maps that look at parts of them."""

    def __init__(self, case: Case, plan: ConvoyPlan) -> None:
        self.case, self.plan, self.network = case, plan, plan.network
        self.frame = Frame(self.network.lon, self.network.lat)
        self.middles = _middles(case)
        self.corners = self.frame.units(self.network.lon, self.network.lat)
        self.shape = self.frame.units(self.network.shape_lon, self.network.shape_lat)
        tiers = np.array([TIERS.get(kind.removesuffix("_link"), 3) for kind in self.network.kinds])
        self.tier = tiers[self.network.kind]
        self.marks = [
            *(("depot", d.name or d.id, self.frame.point(d.lon, d.lat)) for d in case.fleet.depots),
            *(("gate", g.name or g.id, self.frame.point(g.lon, g.lat)) for g in case.fleet.gates),
        ]

    def streets(self) -> str:
        """All streets that any of the maps shows, to stand once on a page, before the maps."""
        shown = [self.frame.point(*at) for at in self.middles.values()] + [at for _, _, at in self.marks]
        shown += self.corners[[corner for trip in self.plan.trips for corner in trip.corners]].tolist()
        left, top, width, height = self._looking_at(shown, WIDTH)
        x, y = self.corners.T
        inside = (x >= left - width) & (x <= left + 2 * width) & (y >= top - height) & (y <= top + 2 * height)
        network = self.network
        seen = (network.drive > 0) & (inside[network.tail] | inside[network.head])
        paths = (
            f'<path class="road{of}" d="{self._lines(np.flatnonzero(seen & (self.tier == of)))}"/>'
            for of in (3, 2, 1, 0)
        )
        drawn = "".join(paths)
        return f'<svg class="streets" width="0" height="0" aria-hidden="true"><g id="streets">{drawn}</g></svg>'

    def districts(self) -> str:
        """The districts by the share of their need that they get, depots and gates."""
        spots = [(s, self.frame.point(*self.middles[s.id])) for s in self.plan.supplies if s.id in self.middles]
        box = self._looking_at([at for _, at in spots] + [at for _, _, at in self.marks], WIDTH)
        unit = box[2] / WIDTH
        parts = [
            f'<svg class="route" viewBox="{_box(box)}" role="img" aria-labelledby="convoy-t">',
            '<title id="convoy-t">Districts by the share of their need that they get, depots and gates</title>',
            _ground(box),
        ]
        for supply, (x, y) in spots:
            share = min(1.0, supply.kg / supply.need.likely) if supply.need.likely else 0.0
            said = f"<title>{escape(supply.name)}: {100 * share:.0f} %</title>"
            at = f'cx="{x}" cy="{y}" r="{7 * unit:.0f}"'
            parts.append(f'<circle class="spot" style="fill-opacity:{share:.2f}" {at}>{said}</circle>')
        parts += self._marks(unit)
        names = [(name, at) for _, name, at in self.marks]
        names += [(s.name, at) for s, at in sorted(spots, key=lambda spot: -spot[0].need.likely)]
        names += self._larger_streets(box)
        return "\n".join([*parts, *_names(names, unit, box), "</svg>"])

    def round(self, trip: Trip) -> str:
        """The way of one round, with its stops numbered."""
        stops = [
            (n, self.frame.point(*self.middles[stop.district]))
            for n, stop in enumerate(trip.stops, 1)
            if stop.district in self.middles
        ]
        way = self.corners[list(trip.corners)].tolist()
        box = self._looking_at([*way, *(at for _, at in stops)], ROUTE_WIDTH)
        unit = box[2] / ROUTE_WIDTH
        parts = [
            f'<svg class="route" viewBox="{_box(box)}" width="{ROUTE_WIDTH}" role="img">',
            f"<title>The way of {escape(trip.truck)}</title>",
            _ground(box),
            f'<path class="way" d="{self._lines(np.unique(trip.pieces))}"/>',
            *self._marks(unit),
        ]
        for n, (x, y) in stops:
            parts.append(f'<circle class="stop" cx="{x}" cy="{y}" r="{9 * unit:.0f}"/>')
            parts.append(
                f'<text x="{x}" y="{y + 4 * unit:.0f}" font-size="{11 * unit:.0f}" text-anchor="middle">{n}</text>'
            )
        named = [(name, at) for _, name, at in self.marks] + self._streets_named(trip.pieces)
        return "".join([*parts, *_names(named, unit, box), "</svg>"])

    def _larger_streets(self, box: tuple[int, int, int, int]) -> list[tuple[str, list[int]]]:
        """Names of the largest streets of a part of the map, the longest first of those of one size."""
        network, (x, y), (left, top, width, height) = self.network, self.corners.T, box
        inside = (x >= left) & (x <= left + width) & (y >= top) & (y <= top + height)
        seen = (network.drive > 0) & (network.name >= 0) & inside[network.tail] & inside[network.head]
        found: list[tuple[str, list[int]]] = []
        for tier in sorted(set(self.tier[seen].tolist())):
            known = {name for name, _ in found}
            named = self._streets_named(np.flatnonzero(seen & (self.tier == tier)).tolist())
            found += [(name, at) for name, at in named if name not in known]
        return found[:MOST_NAMES]

    def _streets_named(self, pieces: Sequence[int]) -> list[tuple[str, list[int]]]:
        """Names of streets on a way, each once, in the middle of its longest piece; the longest street first."""
        network = self.network
        metres: dict[str, float] = {}
        longest: dict[str, int] = {}
        for piece in pieces:
            if (at := int(network.name[piece])) < 0:
                continue
            name = network.names[at]
            metres[name] = metres.get(name, 0.0) + float(network.length[piece])
            if name not in longest or network.length[piece] > network.length[longest[name]]:
                longest[name] = piece
        order = sorted(metres, key=lambda name: -metres[name])
        return [(name, self._middle_of(longest[name])) for name in order]

    def _middle_of(self, piece: int) -> list[int]:
        line = self.network.line(piece)
        (ax, ay), (bx, by) = line[(len(line) - 1) // 2], line[len(line) // 2]
        return self.frame.point((ax + bx) / 2, (ay + by) / 2)

    def _looking_at(self, points: Sequence[Sequence[int]], pixels: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a part of the map that holds some points, with room around them."""
        at = np.array(points, dtype=np.int64).reshape(-1, 2) if len(points) else self.corners
        least = int(np.ceil(SMALLEST_M / self.frame.metres_per_unit))
        (west, north), (east, south) = at.min(axis=0).tolist(), at.max(axis=0).tolist()
        width, height = max(east - west, least), max(south - north, least * FLATTEST)
        width = max(width, height / TALLEST) * (1 + 2 * ROOM) + 60 * least / pixels
        height = max(height * (1 + 2 * ROOM), width * FLATTEST)
        return round((west + east - width) / 2), round((north + south - height) / 2), round(width), round(height)

    def _lines(self, pieces: NDArray[np.integer]) -> str:
        """Street pieces as a path in units."""
        network, corners, shape = self.network, self.corners, self.shape
        parts = []
        for piece in pieces.tolist():
            inner = shape[network.shape_start[piece] : network.shape_start[piece + 1]].tolist()
            line = [corners[network.tail[piece]].tolist(), *inner, corners[network.head[piece]].tolist()]
            parts.append("M" + "L".join(f"{x} {y}" for x, y in line))
        return "".join(parts)

    def _marks(self, unit: float) -> Iterable[str]:
        for kind, _, (x, y) in self.marks:
            if kind == "depot":
                side = round(12 * unit)
                yield f'<rect class="gate" x="{x - side // 2}" y="{y - side // 2}" width="{side}" height="{side}"/>'
            else:
                a, b = round(8 * unit), round(6 * unit)
                yield f'<path class="gate" d="M{x} {y - a}L{x + a} {y + b}L{x - a} {y + b}Z"/>'


def _middles(case: Case) -> dict[str, tuple[float, float]]:
    """A position in each district that is drawn."""
    found = {}
    for place in case.places:
        if not isinstance(place.where, Cells | Somewhere):
            at = place.where.representative_point()
            found[place.id] = (float(at.x), float(at.y))
    return found


def _box(box: tuple[int, int, int, int]) -> str:
    return " ".join(map(str, box))


def _ground(box: tuple[int, int, int, int]) -> str:
    left, top, width, height = box
    return f'<rect class="ground" x="{left}" y="{top}" width="{width}" height="{height}"/><use href="#streets"/>'


def _names(names: Sequence[tuple[str, Sequence[int]]], unit: float, box: tuple[int, int, int, int]) -> list[str]:
    """Names beside their positions, the first of those that would lie over each other."""
    size, taken, parts = 12 * unit, list[tuple[float, float, float, float]](), list[str]()
    left, top, width, height = box
    for name, (x, y) in names:
        wide = LETTER * size * len(name)
        for anchor, from_x in (("start", x + size), ("end", x - size - wide)):
            mine = (from_x, y - 0.7 * size, from_x + wide, y + 0.7 * size)
            fits = left <= mine[0] and mine[2] <= left + width and top <= mine[1] and mine[3] <= top + height
            if fits and not any(a < mine[2] and mine[0] < c and b < mine[3] and mine[1] < d for a, b, c, d in taken):
                taken.append(mine)
                at = x + size if anchor == "start" else x - size
                parts.append(
                    f'<text class="name" x="{at:.0f}" y="{y + size / 3:.0f}" font-size="{size:.0f}" '
                    f'text-anchor="{anchor}">{escape(name)}</text>'
                )
                break
    return parts
