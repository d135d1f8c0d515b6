"""The tables of a case folder as plain rows, read with the standard library alone; times are seconds from the start."""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

Intervals = list[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """A row of a table: texts as they stand there, and the geometry in degrees where there is one."""

    said: dict[str, str]
    where: BaseGeometry | None

    def text(self, column: str, default: str = "") -> str:
        return self.said.get(column, "") or default

    def range(self, name: str, otherwise: float = 0.0) -> tuple[float, float]:
        """The low and the high figure."""
        likely = self.said.get(f"{name}_likely") or str(otherwise)
        return tuple(float(self.said.get(f"{name}_{end}") or likely) for end in ("low", "high"))


@dataclass(frozen=True)
class Case:
    """A case folder as it was read; ``horizon`` and ``end`` are the deadline and the end of the period, in seconds."""

    horizon: int
    end: int
    assumed: dict[str, tuple[float, float]]
    streets: list[tuple[list[tuple[float, float]], dict[str, str]]]
    tables: dict[str, list[Row]]
    start: datetime

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def second(self, text: str) -> int:
        """The second of a time."""
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.start.tzinfo)
        return int((moment.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds())

    def windows(self, text: str) -> Intervals:
        """Windows of a field, cut to the period and joined."""
        return joined([pair for part in text.split(";") for pair in self._window(part.strip())], self.end)

    def _window(self, text: str) -> Intervals:
        if text == "never" or not text:
            return []
        if text == "always":
            return [(0, self.end)]
        if not text.startswith("daily "):
            begin, end = text.split("/")
            return [(self.second(begin), self.second(end))]
        _, hours, *days = text.split(" ")
        first, last = days[0].split("..") if days else ("", "")
        day = datetime.fromisoformat(first).date() if first else self.start.date() - timedelta(1)
        until = datetime.fromisoformat(last).date() if last else self.start.date() + timedelta(self.end // 86400 + 2)
        found = []
        while day <= until:
            begin, end = (self.second(f"{day}T{hour}") for hour in hours.split("-"))
            found.append((begin, end))
            day += timedelta(1)
        return found


def joined(intervals: Intervals, end: int) -> Intervals:
    """Intervals in order, cut to the time from 0 to ``end``, none touching another."""
    found: Intervals = []
    for a, b in sorted((max(a, 0), min(b, end)) for a, b in intervals):
        if a >= b:
            continue
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], b))
        else:
            found.append((a, b))
    return found


def without(intervals: Intervals, taken: Intervals, end: int) -> Intervals:
    """What is left of some intervals."""
    edges = [0, *(t for pair in joined(taken, end) for t in pair), end]
    free = list(zip(edges[::2], edges[1::2], strict=True))
    return common(intervals, free)


def common(one: Intervals, other: Intervals) -> Intervals:
    """What two lists of intervals share."""
    return sorted((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d))


def read(folder: Path) -> Case:
    """A case folder."""
    about = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    zone = ZoneInfo(about["time_zone"])

    def moment(value: Any) -> datetime:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return found if found.tzinfo else found.replace(tzinfo=zone)

    start, end, deadline = (moment(x) for x in (about["period"]["start"], about["period"]["end"], about["deadline"]))
    assumed = {
        name: (float(a.get("low", a["likely"])), float(a.get("high", a["likely"])))
        for name, a in about["assumptions"].items()
    }
    streets = json.loads((folder / about["files"]["streets"]).read_text("utf-8"))["features"]
    lines = [
        ([tuple(at[:2]) for at in feature["geometry"]["coordinates"]], _texts(feature["properties"]))
        for feature in streets
    ]
    tables = {
        name: _table(folder, name)
        for name in ("people", "exits", "rates", "joint_limits", "closures", "groups", "buses")
    }
    return Case(
        int((deadline - start).total_seconds()), int((end - start).total_seconds()), assumed, lines, tables, start
    )


def _texts(properties: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in properties.items() if value is not None}


def _table(folder: Path, name: str) -> list[Row]:
    if (folder / f"{name}.geojson").exists():
        features = json.loads((folder / f"{name}.geojson").read_text("utf-8"))["features"]
        return [Row(_texts(f["properties"]), shape(f["geometry"]) if f["geometry"] else None) for f in features]
    if not (folder / f"{name}.csv").exists():
        return []
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        lon, lat = row.pop("lon", ""), row.pop("lat", "")
        found.append(Row(dict(row), Point(float(lon), float(lat)) if lon else None))
    return found


def told(folder: Path) -> str:
    """All files of a folder as text, for the message of a test that fails."""
    parts = (f"--- {file.name}\n{file.read_text('utf-8').strip()}" for file in sorted(folder.iterdir()))
    return "\n".join(parts)
