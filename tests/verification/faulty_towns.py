"""Random small towns as files of a user, and faults that a map of them may have.

A town is what is true; a fault gives the map that somebody drew of it, with the same people, exits and closures. Where
a fault is a way that the map lacks, the truth has that way as a street.
"""

from __future__ import annotations

import copy
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.verification.oracle.folders import Folder, clock, degrees

Point = tuple[float, float]
Line = tuple[list[Point], dict[str, Any]]

STEP = 2
"""Seconds of a slot of the oracle."""
GAP, END = 4.95, 29.9
"""How far a fault reaches, in metres: a little less than what is allowed for, as positions are kept to a centimetre."""


@dataclass
class Drawn:
    """A town and a map of it: the truth as it is drawn without faults, the lines of the map, and how it is written."""

    town: Folder
    lines: list[Line]
    fault: str = ""
    areas: list[Line] = field(default_factory=list)
    osm: bool = False
    number: Callable[[int], int] = lambda i: i + 1

    def write(self, folder: Path) -> Path:
        """The case with the map."""
        replace(self.town, lines=self.lines).write(folder)
        if self.osm or self.areas:
            (folder / "streets.geojson").unlink()
            (folder / "streets.osm").write_text(self._osm(), "utf-8")
            settings = folder / "case.toml"
            settings.write_text(settings.read_text("utf-8").replace("streets.geojson", "streets.osm"), "utf-8")
        return folder

    def _osm(self) -> str:
        rings = [([*ring, ring[0]], tags) for ring, tags in self.areas]
        drawn = [*self.lines, *((ring, {} if tags.get("type") else tags) for ring, tags in rings)]
        known: dict[Point, int] = {}
        for points, _ in drawn:
            for at in points:
                known.setdefault(degrees(*at), self.number(len(known)))
        text = ['<?xml version="1.0"?><osm version="0.6">']
        text += [f'<node id="{n}" version="1" lon="{lon:.7f}" lat="{lat:.7f}"/>' for (lon, lat), n in known.items()]
        for i, (points, tags) in enumerate(drawn):
            refs = "".join(f'<nd ref="{known[degrees(*at)]}"/>' for at in points)
            text.append(f'<way id="{self.number(i)}" version="1">{refs}{_told(tags)}</way>')
        for i, (_, tags) in enumerate(self.areas):
            if tags.get("type"):
                member = f'<member type="way" ref="{self.number(len(self.lines) + i)}" role="outer"/>'
                text.append(f'<relation id="{self.number(i)}" version="1">{member}{_told(tags)}</relation>')
        return "\n".join([*text, "</osm>"])


def _told(tags: dict[str, Any]) -> str:
    return "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())


# ---------------------------------------------------------------------------------------------------------------- lines


def length_of(points: list[Point]) -> float:
    return sum(itertools.starmap(math.dist, itertools.pairwise(points)))


def at_metres(points: list[Point], metres: float) -> Point:
    """The point so far along a line."""
    for a, b in itertools.pairwise(points):
        span = math.dist(a, b)
        if metres <= span:
            return _between(a, b, metres / span)
        metres -= span
    return points[-1]


def part_of(points: list[Point], begin: float, end: float) -> list[Point]:
    """The part of a line from so many metres on to so many."""
    inner, along = [], 0.0
    for a, b in itertools.pairwise(points):
        along += math.dist(a, b)
        if begin + 1e-6 < along < end - 1e-6:
            inner.append(b)
    return [at_metres(points, begin), *inner, at_metres(points, end)]


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def aside(points: list[Point], metres: float) -> list[Point]:
    """A line moved as a whole, across the way from its start to its end."""
    (ax, ay), (bx, by) = points[0], points[-1]
    span = math.dist(points[0], points[-1])
    return [(x - (by - ay) / span * metres, y + (bx - ax) / span * metres) for x, y in points]


def corners_of(lines: list[Line]) -> Counter[Point]:
    """How many lines have each of their points, ends twice."""
    return Counter(at for points, _ in lines for at in [*points, points[0], points[-1]])


def pieces_of(lines: list[Line]) -> Iterator[tuple[int, int, int]]:
    """All pieces between corners: line, first point, last point."""
    uses = corners_of(lines)
    for i, (points, _) in enumerate(lines):
        cut = [k for k, at in enumerate(points) if uses[at] > 1]
        for first, last in itertools.pairwise(cut):
            yield i, first, last


# ---------------------------------------------------------------------------------------------------------------- towns


@dataclass
class Town(Folder):
    """A town; ``exact`` where people are at corners and exits where they are said to be."""

    exact: bool = True

    @property
    def whole(self) -> bool:
        """Whether all streets hang together."""
        reached, left = set(self.lines[0][0]), [set(points) for points, _ in self.lines]
        while any(reached & points for points in left):
            reached.update(*(points for points in left if reached & points))
            left = [points for points in left if not reached & points]
        return not left


def town_for(seed: int, *, areas: bool) -> Town:
    """A random town."""
    return _Making(seed, areas=areas).folder


def dice_for(seed: int) -> random.Random:
    """What decides on a fault in it."""
    return random.Random(1000 * seed + 7)


class _Making:
    """A few blocks with bends, tracks, bridges, dead ends, and sometimes a part of its own."""

    def __init__(self, seed: int, *, areas: bool) -> None:
        self.dice = dice = random.Random(seed)
        self.horizon = STEP * dice.choice([90, 120, 180])
        self.folder = Town(self.horizon, STEP, end=self.horizon + 600, exact=not areas and dice.random() < 0.6)
        narrow = dice.choice([0.02, 0.06, 0.3])
        self.folder.assumed = {
            "walking_speed": (0.8, 1.1, 1.4),
            "street_flow": (0.8, 1.0, 1.3),
            "usable_width": (narrow, round(1.5 * narrow, 3), round(2 * narrow, 3)),
        }
        self._streets()
        self._people(areas)
        self._exits()
        self._closures()

    def _streets(self) -> None:
        dice = self.dice
        columns, rows = dice.choice([(3, 2), (3, 2), (3, 3), (4, 1)])
        space = dice.uniform(50, 130)
        at = {
            (i, j): (space * (i + dice.uniform(-0.15, 0.15)), space * (j + dice.uniform(-0.15, 0.15)))
            for i in range(columns)
            for j in range(rows)
        }
        across = dice.randrange(rows)  # one street runs through
        lines: list[list[Point]] = [[at[i, across] for i in range(columns)]]
        kept = {(0, across)}
        for i, j in at:
            for other in ((i + 1, j), (i, j + 1)):
                if other in at and not (j == across and other[1] == across):
                    first = (i, j) in kept or other in kept or dice.random() < 0.7
                    if first:
                        lines.append(self._bent(at[i, j], at[other]))
        inner = lines[0][1:-1]
        for end in {dice.choice(inner), *dice.sample(sorted(at.values()), dice.choice([0, 1, 2]))}:  # dead ends
            lines += [[end, (end[0] + dice.uniform(-8, 8), end[1] + (0.45 if end[1] > 0 else -0.45) * space)]]
        if dice.random() < 0.3:  # a part of its own
            x, y = -dice.uniform(60, 300), dice.uniform(0, 80)
            lines.append([(x, y), (x - 50, y + 10), (x - 60, y + 70)])
        self.folder.lines = [(line, self._tags()) for line in lines]
        self.folder.lines[0][1].pop("bridge", None)  # a bridge has no crossings but at its ends

    def _bent(self, a: Point, b: Point) -> list[Point]:
        if self.dice.random() < 0.5:
            return [a, b]
        (x, y), bend = _between(a, b, self.dice.uniform(0.3, 0.7)), math.dist(a, b) / 8
        return [a, (x + self.dice.uniform(-bend, bend), y + self.dice.uniform(-bend, bend)), b]

    def _tags(self) -> dict[str, Any]:
        dice = self.dice
        tags = {"highway": dice.choice(["path", "footway", "track", "service", "residential", "tertiary", "primary"])}
        if tags["highway"] in ("path", "footway", "track") and dice.random() < 0.5:
            tags["width"] = dice.choice(["0.5", "1", "3"])
        if dice.random() < 0.1:
            tags["bridge"] = "yes"
        return tags

    def corner(self) -> Point:
        line = self.dice.choice(self.folder.lines)[0]
        return self.dice.choice([line[0], line[-1]])

    def middle(self) -> Point:
        line = self.dice.choice(self.folder.lines)[0]
        return at_metres(line, self.dice.uniform(0.05, 0.95) * length_of(line))

    def _people(self, areas: bool) -> None:
        dice = self.dice
        for i in range(dice.randint(1, 4)):
            likely = dice.randint(20, 300)
            said = {"people_low": likely // 2, "people_likely": likely, "people_high": likely + dice.randint(0, 100)}
            where: Any = self.corner() if self.folder.exact else dice.choice([self.corner, self.middle])()
            if areas and dice.random() < 0.5:
                x, y = where
                where = [[(x - 40, y - 30), (x + 50, y - 30), (x + 50, y + 40), (x - 40, y + 40)]]
            self.folder.row("people", where, id=f"p{i}", **said)

    def _exits(self) -> None:
        dice = self.dice
        for i in range(dice.choice([1, 1, 2])):
            likely = dice.choice([600, 2000, 8000])
            windows = "always"
            if dice.random() < 0.3:
                a = STEP * dice.randint(0, self.horizon // STEP // 2)
                windows = f"{clock(a)}/{clock(self.horizon)}"
            where = dice.choice([self.corner, self.middle])()
            error = 0 if self.folder.exact else dice.choice([0, 0, 10, 40])
            self.folder.row(
                "exits", where, id=f"x{i}", name=f"Exit {i}", position_error=error,
                rate_low=likely // 2, rate_likely=likely, rate_high=2 * likely, windows=windows, mode="foot",
            )  # fmt: skip

    def _closures(self) -> None:
        dice = self.dice
        for i in range(dice.choice([0, 0, 1, 2])):
            windows = "always"
            if dice.random() < 0.6:
                a, b = sorted(dice.sample(range(self.horizon // STEP + 1), 2))
                windows = f"{clock(a * STEP)}/{clock(b * STEP)}"
            x, y = self.middle()
            box = [[(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)]]
            certain = dice.choice(["yes", "yes", "no"])
            self.folder.row("closures", dice.choice([(x, y), box]), id=f"c{i}", windows=windows, certain=certain)


# --------------------------------------------------------------------------------------------------------------- faults


def cut(town: Folder, dice: random.Random) -> Drawn:
    """A street is interrupted: anywhere, at a corner, at an exit, at a closure."""
    i, first, last = dice.choice(list(pieces_of(town.lines)))
    points, tags = town.lines[i]
    piece = points[first : last + 1]
    whole, gap = length_of(piece), dice.uniform(0.5, GAP)
    begin = dice.choice([0.02, whole - gap - 0.02, dice.uniform(0.02, whole - gap - 0.02)])
    near = [row["at"] for table in ("exits", "closures", "people") for row in town.tables.get(table, [])]
    spots = [at for at in near if isinstance(at, tuple)]
    if spots and dice.random() < 0.5:
        aim = dice.choice(spots)
        places = ((whole - gap) * k / 200 for k in range(1, 200))
        begin = min(places, key=lambda metres: math.dist(at_metres(piece, metres), aim))
    one, other = part_of(piece, 0, begin), part_of(piece, begin + gap, whole)
    new = [(points[:first] + one, tags), (other + points[last + 1 :], tags)]
    return Drawn(town, [*town.lines[:i], *new, *town.lines[i + 1 :]])


def _ending(town: Folder, dice: random.Random, end: Callable[[list[Point]], list[Point]]) -> Drawn:
    """One end of a street is drawn otherwise."""
    i = dice.randrange(len(town.lines))
    points, tags = town.lines[i]
    back = dice.random() < 0.5
    ahead = points[::-1] if back else points
    made = end(ahead)
    return Drawn(town, [*town.lines[:i], (made[::-1] if back else made, tags), *town.lines[i + 1 :]])


def short(town: Folder, dice: random.Random) -> Drawn:
    """A street ends short of where it ends."""
    uses = corners_of(town.lines)

    def end(points: list[Point]) -> list[Point]:
        last = max(k for k, at in enumerate(points[:-1]) if k == 0 or uses[at] > 1)
        piece = points[last:]
        whole = length_of(piece)
        return points[:last] + part_of(piece, 0, whole - min(dice.uniform(0.5, END), whole * 0.8))

    return _ending(town, dice, end)


def past(town: Folder, dice: random.Random) -> Drawn:
    """A street runs past the corner that it ends at, and has no point there."""

    def end(points: list[Point]) -> list[Point]:
        (ax, ay), (bx, by) = points[-2:]
        on = dice.uniform(0.5, END) / math.dist(points[-2], points[-1])
        return [*points[:-1], (bx + (bx - ax) * on, by + (by - ay) * on)]

    return _ending(town, dice, end)


def off(town: Folder, dice: random.Random) -> Drawn:
    """A street ends beside its corner, and leads there in truth."""
    i = dice.randrange(len(town.lines))
    points, tags = town.lines[i]
    turn, far = dice.uniform(0, 2 * math.pi), dice.uniform(0.5, GAP)
    there = points[-1][0] + far * math.cos(turn), points[-1][1] + far * math.sin(turn)
    true = replace(town, lines=[*town.lines[:i], ([*points[:-1], there, points[-1]], tags), *town.lines[i + 1 :]])
    return Drawn(true, [*town.lines[:i], ([*points[:-1], there], tags), *town.lines[i + 1 :]])


def torn(town: Folder, dice: random.Random) -> Drawn:
    """A corner is drawn as two: some streets end at the one, some at the other."""
    streets_at = Counter(at for points, _ in town.lines for at in points)
    corner = dice.choice([at for at, count in streets_at.items() if count > 1])
    turn, far = dice.uniform(0, 2 * math.pi), dice.uniform(0.5, GAP)
    other = corner[0] + far * math.cos(turn), corner[1] + far * math.sin(turn)
    there = [i for i, (points, _) in enumerate(town.lines) if corner in points]
    moved = set(dice.sample(there, dice.randint(1, len(there) - 1)))
    lines = [
        ([other if i in moved and at == corner else at for at in points], tags)
        for i, (points, tags) in enumerate(town.lines)
    ]
    return Drawn(replace(town, lines=[*lines, ([corner, other], {"highway": "primary"})]), lines)


SPELT = {
    "path": ["Path", "PATH", "track to the mill"],
    "footway": ["Footway", "FOOTWAY", "foot_way"],
    "track": ["Track", "TRACK", "agricultural"],
    "service": ["Service", "SERVICE", "Service road"],
    "residential": ["Residential", "RESIDENTIAL", "Residential street", "Wohnstrasse"],
    "tertiary": ["Tertiary", "TERTIARY", "Tertiary road"],
    "primary": ["Primary", "PRIMARY", "Primary road", "Main road"],
}


def respelt(town: Folder, dice: random.Random) -> Drawn:
    """Classes are spelt in another way, or are words that nobody knows."""
    return Drawn(
        town, [(points, tags | {"highway": dice.choice(SPELT[tags["highway"]])}) for points, tags in town.lines]
    )


def twice(town: Folder, dice: random.Random) -> Drawn:
    """A street is drawn twice."""
    i = dice.randrange(len(town.lines))
    points, tags = town.lines[i]
    a, b = points[:2]
    again = dice.choice([
        points, points[::-1], [a, _between(a, b, dice.uniform(0.1, 0.9)), *points[1:]],
        aside(points, dice.uniform(-0.5, 0.5)),
        [points[0], *aside(points, dice.uniform(-0.5, 0.5))[1:-1], points[-1]],
    ])  # fmt: skip
    lines = [*town.lines, (again, dict(tags))]
    dice.shuffle(lines)
    return Drawn(town, lines)


def no_corner(town: Folder, dice: random.Random) -> Drawn:
    """A street passes a corner without a point there."""
    uses = corners_of(town.lines)
    points, tags = town.lines[0]
    k = dice.choice([k for k in range(1, len(points) - 1) if uses[points[k]] > 1])
    around = [_between(points[k], at, 1 / math.dist(points[k], at)) for at in (points[k - 1], points[k + 1])]
    made = [*points[:k], *around, *points[k + 1 :]]
    return Drawn(town, [(made, tags), *town.lines[1:]])


def no_link(town: Folder, dice: random.Random) -> Drawn:
    """Two parts are joined by a street that the map lacks; it is as narrow as any."""
    start = min(at for points, _ in town.lines for at in (points[0], points[-1]))
    x = start[0] - dice.uniform(60, 300)
    far = [(x, start[1]), (x - dice.uniform(40, 120), start[1] + dice.uniform(-60, 60))]
    made = copy.deepcopy(town)
    lines = [*made.lines, (far, {"highway": "primary"})]
    made.lines = [*lines, ([start, far[0]], {"highway": "path", "width": "0.5"})]
    dice.choice(made.tables[dice.choice(["people", "exits"])])["at"] = dice.choice([far[-1], _between(*far, 0.4)])
    return Drawn(made, lines)


def drawn_otherwise(town: Folder, dice: random.Random) -> Drawn:
    """The same lines in another order and direction, cut in two at points of theirs, under other numbers."""
    lines = []
    for points, tags in town.lines:
        parts = [points]
        if dice.random() < 0.4:
            middle = dice.uniform(0.2, 0.8) * length_of(points)
            parts = [part_of(points, 0, middle), part_of(points, middle, length_of(points))]
        lines += [(part[::-1] if dice.random() < 0.5 else part, tags) for part in parts]
    dice.shuffle(lines)
    sign = dice.choice([1, -1])
    return Drawn(town, lines, osm=True, number=lambda i: sign * (7 * i + 3))


def square(town: Folder, dice: random.Random) -> Drawn:
    """What people walk across in truth is drawn as a square, with nothing on it; an exit or people are beyond it."""
    start = min(at for points, _ in town.lines for at in (points[0], points[-1]))
    side, turn = dice.uniform(20, 80), dice.uniform(-5, 5)
    ring = [start, (start[0] - side, start[1] + turn), (start[0] - side, start[1] + side), (start[0], start[1] + side)]
    ring[3] = start[0] - turn, start[1] + side
    inside = ring[0][0] - dice.uniform(0.3, 0.7) * side, ring[0][1] + dice.uniform(0.3, 0.7) * side
    touch = dice.choice([ring[2], _between(ring[1], ring[2], dice.uniform(0.1, 0.9)), inside])
    beyond = [touch, (ring[2][0] - dice.uniform(30, 80), ring[2][1] + dice.uniform(-20, 20))]
    made = copy.deepcopy(town)
    lines = [*made.lines, (beyond, {"highway": "tertiary"})]
    path = {"highway": "path", "width": "8"}
    around = [*ring[:2], touch, *ring[2:], ring[0]] if touch not in (ring[2], inside) else [*ring, ring[0]]
    made.lines = [*lines, (around, path), ([ring[0], touch], path)]
    dice.choice(made.tables[dice.choice(["people", "exits"])])["at"] = dice.choice(beyond)
    tags = dice.choice([
        {"highway": "pedestrian", "area": "yes"}, {"highway": "footway", "area": "yes"}, {"place": "square"},
        {"type": "multipolygon", "highway": "pedestrian"}, {"amenity": "parking"},
    ])  # fmt: skip
    return Drawn(made, lines, areas=[(ring, tags)])


def unclosed(town: Folder, dice: random.Random) -> Drawn:
    """A street leads back to where it begins, and is drawn open; people or an exit are near its end."""
    start = min(at for points, _ in town.lines for at in (points[0], points[-1]))
    side, turn = dice.uniform(40, 90), dice.uniform(-10, 10)
    around = [
        start,
        (start[0] - side, start[1] + turn),
        (start[0] - side, start[1] + side),
        (start[0] + turn, start[1] + side),
    ]
    tags = {"highway": dice.choice(["path", "service", "tertiary"])}
    made = copy.deepcopy(town)
    made.lines = [*made.lines, ([*around, start], tags)]
    whole = length_of([*around, start])
    end = whole - dice.uniform(0.5, END)
    dice.choice(made.tables[dice.choice(["people", "exits"])])["at"] = at_metres(
        [*around, start], dice.choice([end, end - 3])
    )
    drawn = part_of([*around, start], 0, end)
    if dice.random() < 0.5:  # as two streets
        drawn, more = drawn[:3], drawn[2:]
        return Drawn(made, [*town.lines, (drawn, tags), (more, tags)])
    return Drawn(made, [*town.lines, (drawn, tags)])


FAULTS = {
    fault.__name__: fault
    for fault in (cut, short, past, off, torn, respelt, twice, no_corner, no_link, drawn_otherwise, square, unclosed)
}
"""Each tells of a town, and of dice, what is true and what is drawn."""
