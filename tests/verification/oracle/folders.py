"""Random case folders as somebody would have them, and the few lines that small ones are made of."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LON, LAT = 20.0, 47.0
START = "2024-05-01T08:00"
_EAST, _NORTH = 76_056.00, 111_170.84  # metres a degree there


def degrees(x: float, y: float) -> tuple[float, float]:
    """A position so many metres east and north of the origin."""
    return round(LON + x / _EAST, 7), round(LAT + y / _NORTH, 7)


def clock(seconds: int) -> str:
    """A time so many seconds after the start."""
    return f"2024-05-01T{8 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@dataclass
class Folder:
    """A case folder to be: lines, rows by table, and areas of tables in GeoJSON; positions in metres."""

    horizon: int
    step: int
    end: int = 0
    assumed: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    lines: list[tuple[list[tuple[float, float]], dict[str, Any]]] = field(default_factory=list)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)

    def row(self, table: str, at: Any = None, **said: Any) -> None:
        """Add a row at a position, at a list of them for a line, or at a list of them within a list for a polygon."""
        self.tables.setdefault(table, []).append({"at": at, **said})

    def write(self, folder: Path, name: str = "town") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        units = {"walking_speed": "m/s", "street_flow": "persons/m/s", "usable_width": "share"}
        text = [
            "format = 1", f'name = "{name}"', 'time_zone = "UTC"',
            f"period = {{ start = {START}:00, end = {clock(self.end or self.horizon)} }}",
            f"deadline = {clock(self.horizon)}",
        ]  # fmt: skip
        for assumption, (low, likely, high) in self.assumed.items():
            text += [f"[assumptions.{assumption}]", f"low = {low}", f"likely = {likely}", f"high = {high}"]
            text += [f'unit = "{units[assumption]}"']
        text += ["[files]", 'streets = "streets.geojson"']
        (folder / "case.toml").write_text("\n".join(text) + "\n", "utf-8")
        lines = [(("LineString", [degrees(*at) for at in points]), tags) for points, tags in self.lines]
        (folder / "streets.geojson").write_text(_geojson(lines), "utf-8")
        for table, rows in self.tables.items():
            drawn = [_drawn(row["at"]) for row in rows]
            said = [{k: v for k, v in row.items() if k != "at"} for row in rows]
            if any(shape and shape[0] != "Point" for shape in drawn):
                (folder / f"{table}.geojson").write_text(_geojson(list(zip(drawn, said, strict=True))), "utf-8")
                continue
            for shape, columns in zip(drawn, said, strict=True):
                if shape:
                    columns["lon"], columns["lat"] = shape[1]
            (folder / f"{table}.csv").write_text(_csv(said), "utf-8")
        return folder


def _drawn(at: Any) -> tuple[str, Any] | None:
    if at is None:
        return None
    if not isinstance(at, list):
        return "Point", degrees(*at)
    if isinstance(at[0], list):
        ring = [degrees(*corner) for corner in at[0]]
        return "Polygon", [[*ring, ring[0]]]
    return "LineString", [degrees(*point) for point in at]


def _geojson(rows: list[tuple[Any, dict[str, Any]]]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": said,
            "geometry": {"type": shape[0], "coordinates": shape[1]} if shape else None,
        }
        for shape, said in rows
    ]
    lines = ",\n".join(json.dumps(feature) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _csv(rows: list[dict[str, Any]]) -> str:
    file = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


BIT = 1.00002
"""Small lengths are a bit longer than whole slots of walking, whatever a ten-millionth of a degree does to them."""

PATH = {"highway": "path", "width": "0.5", "oneway": "no"}
"""In a small town it carries 0.5 m x 0.1 persons/m/s = 180 people an hour."""


def paths(*lines: list[float], minutes: int = 120, tags: dict[str, Any] = PATH) -> Folder:
    """A small town of straight streets, each given by metres from the origin eastward; people walk 1 m/s."""
    assumed = {"walking_speed": (1.0,) * 3, "street_flow": (0.1,) * 3, "usable_width": (1.0,) * 3}
    made = Folder(minutes * 60, step=10, assumed=assumed)
    made.lines += [([(BIT * x, 0.0) for x in points], dict(tags)) for points in lines]
    return made


def people_at(made: Folder, x: float, count: int, **said: Any) -> None:
    """People so many metres eastward."""
    made.row("people", (BIT * x, 0.0), id=f"p{x}", people_likely=count, **said)


def exit_at(made: Folder, x: float, rate: int = 100_000, name: str = "x", **said: Any) -> None:
    """An exit so many metres eastward, always open by default."""
    made.row("exits", (BIT * x, 0.0), id=name, name=name, rate_likely=rate, **{"windows": "always", **said})


def random_folder(seed: int) -> Folder:
    """A random small town with a random announcement."""
    return _Town(seed).folder


def with_joint_limits(drawn: Folder, seed: int) -> Folder:
    """The town with joint limits of its exits, tight more often than not."""
    dice = random.Random(seed)
    exits = [row["id"] for row in drawn.tables["exits"]]
    for row in drawn.tables["exits"]:
        row["corridor"] = "way"  # so that one without a place is an announced one
    drawn.row(
        "sources", id="paper", title="A paper", publisher="P", published="2024-01-01", url="https://example.org/a"
    )
    drawn.row("parties", id="party", name="A party", belligerent="yes")
    drawn.row("corridors", id="way", name="A way", announced_by="party", source="paper")
    dice.shuffle(exits)
    for number in range(0, len(exits) - 1, 3):
        members = exits[number : number + dice.choice([2, 3])]
        likely = dice.choice([40, 150, 600, 2500])
        drawn.row(
            "joint_limits", id=f"j{number}", exits="; ".join(members), rate_likely=likely,
            rate_low=round(likely * dice.uniform(0.4, 1)), rate_high=round(likely * dice.uniform(1, 2)),
        )  # fmt: skip
    return drawn


class _Town:
    def __init__(self, seed: int) -> None:
        self.dice = dice = random.Random(seed)
        step = dice.choice([10, 20])
        slots = dice.choice([60, 72, 90]) * (2 if step == 10 else 1)
        self.step, self.horizon = step, step * slots
        self.folder = Folder(self.horizon, step)
        if dice.random() < 0.4:
            self.folder.end = self.horizon + 600
        narrow = dice.choice([0.02, 0.06, 0.2])
        self.folder.assumed = {
            "walking_speed": (round(dice.uniform(0.6, 1.0), 2), 1.1, round(dice.uniform(1.2, 1.6), 2)),
            "street_flow": (round(dice.uniform(0.4, 0.9), 2), 1.0, round(dice.uniform(1.0, 1.5), 2)),
            "usable_width": (round(narrow, 3), round(narrow * 1.5, 3), round(narrow * dice.choice([1.5, 3]), 3)),
        }
        self.pieces: list[list[tuple[float, float]]] = []
        self.vehicles = dice.random() < 0.4
        self._streets()
        self._people()
        self._exits()
        self._closures()
        self._travel()

    def maybe(self, share: float) -> bool:
        return self.dice.random() < share

    def fact(self, name: str) -> None:
        self.folder.facts.add(name)

    def _streets(self) -> None:
        dice = self.dice
        columns, rows = dice.choice([(2, 2), (3, 2), (4, 2), (3, 3), (4, 3), (5, 1)])
        space = dice.uniform(80, 220)
        at = {
            (i, j): (i * space + dice.uniform(-0.2, 0.2) * space, j * space + dice.uniform(-0.2, 0.2) * space)
            for i in range(columns)
            for j in range(rows)
        }
        links = [(k, o) for k in at for o in ((k[0] + 1, k[1]), (k[0], k[1] + 1)) if o in at]
        dice.shuffle(links)
        joined = {k: k for k in at}

        def root(k: tuple[int, int]) -> tuple[int, int]:
            while joined[k] != k:
                k = joined[k]
            return k

        kept = []
        for u, v in links:
            apart = root(u) != root(v)
            if apart or self.maybe(0.4):
                joined[root(u)] = root(v)
                kept.append((u, v))
        while kept:
            u, v = kept.pop()
            points = [at[u], at[v]]
            further = [link for link in kept if link[0] == v]
            if self.maybe(0.3) and further:  # one way past a crossing
                kept.remove(further[0])
                points.append(at[further[0][1]])
            drawn = [points[0]]
            for a, b in itertools.pairwise(points):
                piece = [a]
                if self.maybe(0.3):
                    bend = dice.uniform(-15, 15)
                    piece.append(((a[0] + b[0]) / 2 + bend, (a[1] + b[1]) / 2 + bend))
                piece.append(b)
                self.pieces.append(piece)
                drawn += piece[1:]
            self.folder.lines.append((drawn, self._tags()))

    def _tags(self) -> dict[str, Any]:
        dice = self.dice
        tags: dict[str, Any] = {
            "highway": dice.choice(["path", "path", "footway", "residential", "service", "tertiary"])
        }
        if self.vehicles and self.maybe(0.6):
            tags["highway"] = dice.choice(["residential", "tertiary", "primary"])
        if tags["highway"] in ("path", "footway") and self.maybe(0.6):
            tags["width"] = dice.choice(["0.5", "1", "1.5", "3"])
        elif self.maybe(0.3):
            tags["lanes"] = dice.choice([1, 2, 3]) if tags["highway"] not in ("path", "footway") else None
        tags["oneway"] = "no"
        if tags["highway"] in ("residential", "tertiary", "primary", "service") and self.maybe(0.3):
            tags["oneway"] = dice.choice(["yes", "-1"])
            self.fact("one-way")
        return {name: value for name, value in tags.items() if value is not None}

    # ---------------------------------------------------------------------------------------------------- positions

    def along(self, piece: list[tuple[float, float]], share: float, off: float = 0.0) -> tuple[float, float]:
        """A position beside a street piece."""
        parts = list(itertools.pairwise(piece))
        spans = [math.dist(a, b) for a, b in parts]
        left, part = share * sum(spans), 0
        while left > spans[part] and part < len(parts) - 1:
            left, part = left - spans[part], part + 1
        (a, b), span = parts[part], spans[part]
        dx, dy = (b[0] - a[0]) / span, (b[1] - a[1]) / span
        return a[0] + dx * left - dy * off, a[1] + dy * left + dx * off

    def middle(self, piece: list[tuple[float, float]] | None = None) -> tuple[float, float]:
        found = self.dice.choice(self.pieces) if piece is None else piece
        return self.along(found, self.dice.uniform(0.12, 0.88), self.dice.choice([0.0, 0.0, self.dice.uniform(-8, 8)]))

    def window(self, least: int = 1) -> tuple[int, int]:
        slots = self.horizon // self.step
        a = self.dice.randint(0, slots - least)
        return a * self.step, self.dice.randint(a + least, slots) * self.step

    # -------------------------------------------------------------------------------------------------------- tables

    def _people(self) -> None:
        dice, scale = self.dice, self.dice.choice([60, 300, 1500])
        at_corners = self.maybe(0.25)
        for i in range(dice.randint(1, 4)):
            kind = "corner" if at_corners else dice.choice(["middle", "middle", "corner", "area"])
            likely = dice.randint(scale // 4, scale)
            said: dict[str, Any] = {
                "id": f"p{i}",
                "people_low": round(likely * dice.uniform(0.5, 1)),
                "people_likely": likely,
                "people_high": round(likely * dice.uniform(1, 1.4)),
            }
            if self.maybe(0.25):
                said["ready_from"] = clock(dice.randint(0, self.horizon // self.step // 4) * self.step)
                self.fact("ready")
                if self.maybe(0.7):
                    begin = int(said["ready_from"][11:13]) * 3600 + int(said["ready_from"][14:16]) * 60 - 8 * 3600
                    said["ready_by"] = clock(begin + 60 + dice.randint(0, 10) * 60)
            if kind == "area":
                x, y = self.middle()
                w, h = dice.uniform(20, 160), dice.uniform(20, 160)
                at: Any = [[(x - w, y - h), (x + w, y - h * 0.9), (x + w * 0.9, y + h), (x - w, y + h)]]
                self.fact("people in an area")
            elif kind == "middle":
                at = self.middle()
                self.fact("people mid-street")
            else:
                at = dice.choice(dice.choice(self.pieces)[:: 10**6])
            self.folder.row("people", at, **said)

    def _exits(self) -> None:
        dice = self.dice
        kind = dice.choice(["corner", "middle", "middle", "two on a street", "corner and middle"])
        street = dice.choice(self.pieces)
        if kind == "two on a street":
            places: list[Any] = [
                self.along(street, dice.uniform(0.1, 0.45)),
                self.along(street, dice.uniform(0.55, 0.9)),
            ]
        elif kind == "corner and middle":
            places = [street[0], self.along(street, dice.uniform(0.1, 0.6))]
        else:
            places = [street[0] if kind == "corner" else self.middle(street)]
            if self.maybe(0.4):
                places.append(self.middle())
        self.fact(kind)
        unsure = self.maybe(0.3)
        if self.maybe(0.2):
            places.append(None)
            self.fact("unplaced exit")
        for i, at in enumerate(places):
            likely = dice.choice([120, 400, 1200, 4000])
            said: dict[str, Any] = {
                "id": f"x{i}", "name": f"Exit {i}", "position_error": 0, "rate_likely": likely,
                "rate_low": round(likely * dice.uniform(0.4, 1)), "rate_high": round(likely * dice.uniform(1, 2)),
                "windows": "always", "windows_cautious": "", "mode": "foot",
                "users": dice.choice(["civilians"] * 5 + ["all", "fighters"]),
            }  # fmt: skip
            if at is not None and unsure and self.maybe(0.6):
                said["position_error"] = dice.choice([5, 40, 120])
                self.fact("position error")
            if self.maybe(0.5):
                a, b = self.window(10)
                said["windows"] = f"{clock(a)}/{clock(b)}"
                self.fact("window")
                if self.maybe(0.5):
                    half = (a + b) // 2 // self.step * self.step
                    said["windows_cautious"] = f"{clock(half)}/{clock(b)}" if half < b else ""
                    self.fact("uncertain window")
            elif self.maybe(0.2):
                said["windows"] = "daily 08:00-08:12; daily 08:20-09:00"
            if self.vehicles and self.maybe(0.5):
                said["mode"] = dice.choice(["any", "vehicle"])
                self.fact("exit for vehicles")
            self.folder.row("exits", at, **said)
            if self.maybe(0.3):
                a, b = self.window()
                rate = dice.choice([60, 600, 2400])
                windows = f"{clock(a)}/{clock(b)}"
                self.folder.row(
                    "rates", exit=f"x{i}", windows=windows, rate_low=rate // 2, rate_likely=rate, rate_high=rate * 2
                )
                self.fact("rates by the hour")

    def _closures(self) -> None:
        dice = self.dice
        for i in range(dice.choice([0, 1, 1, 2, 3])):
            certain = dice.choice(["yes", "no"])
            windows = "always"
            if self.maybe(0.6):
                a, b = self.window()
                windows = f"{clock(a)}/{clock(b)}"
            piece = dice.choice(self.pieces)
            kind = dice.choice(["point", "line", "area"])
            at: Any = self.along(piece, dice.uniform(0.2, 0.8), dice.uniform(-5, 5))
            if kind == "line":
                at = [self.along(piece, 0.2, 2.0), self.along(piece, 0.8, 2.0)]
            elif kind == "area":
                x, y = at
                at = [[(x - 9, y - 9), (x + 9, y - 9), (x + 9, y + 9), (x - 9, y + 9)]]
            self.fact(f"{'certain' if certain == 'yes' else 'uncertain'} closure by {kind}")
            self.fact("closed for good" if windows == "always" else "closed for a time")
            self.folder.row("closures", at, id=f"c{i}", windows=windows, certain=certain)

    def _travel(self) -> None:
        dice = self.dice
        if self.maybe(0.3):
            share = round(dice.uniform(0.1, 0.4), 2)
            self.folder.row(
                "groups", id="slow", mode="foot", share_low=round(share / 2, 3), share_likely=share, share_high=share,
                speed_low=0.4, speed_likely=0.5, speed_high=0.9,
            )  # fmt: skip
            self.fact("slow walkers")
        if self.vehicles and any(tags["highway"] not in ("path", "footway") for _, tags in self.folder.lines):
            if self.maybe(0.6):
                share = round(dice.uniform(0.05, 0.4), 2)
                self.folder.row(
                    "groups", id="cars", mode="car", speed_low=3, speed_likely=5, speed_high=8,
                    share_low=round(share / 2, 3), share_likely=share, share_high=share,
                    lane_flow_likely=dice.choice([100, 600]),
                )  # fmt: skip
                self.fact("cars")
            to = [row for row in self.folder.tables["exits"] if row["at"] is not None]
            if self.maybe(0.5):
                gate = dice.choice(to)
                gate["mode"] = dice.choice(["any", "vehicle"])
                at = dice.choice([self.middle(), dice.choice(self.pieces)[0]])
                buses = dice.choice([1, 2, 4])
                self.folder.row(
                    "buses", at, id="line", exit=gate["id"], buses_low=buses, buses_likely=buses, buses_high=buses,
                    seats=dice.choice([20, 50]), speed_low=2.5, speed_likely=4, speed_high=8,
                    turnaround_likely=dice.choice([1, 3, 6]), windows="",
                )  # fmt: skip
                self.fact("buses")
