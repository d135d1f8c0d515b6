"""A program that takes everything Geleit wrote of a case, and tries to find what it must not tell.

It knows what anybody does: the streets, the exits and the published list of incidents. From outputs it takes
positions, maps, tables, proofs, circles around incidents and differences between runs. Where they tell nothing it falls
back on the guess it would make without them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from geleit.model.network import Network
from geleit.model.proof import from_document

Position = tuple[float, float]
EAST, NORTH = 78_700.0, 111_130.0
"""Metres of a degree where the town lies, about."""
NEAR = 1_000.0
"""Metres around a place in which Geleit counts incidents."""
OUTLIER = 4.0
"""So many times what the streets let expect, and it is no accident."""
APART = 150.0


def metres(one: Position, other: Position) -> float:
    """Distance between two positions."""
    return float(np.hypot((one[0] - other[0]) * EAST, (one[1] - other[1]) * NORTH))


@dataclass(frozen=True)
class Guess:
    """What the adversary believes."""

    hospitals: tuple[Position, ...]
    shelters: tuple[Position, ...]


@dataclass(frozen=True)
class Adversary:
    """What anybody knows of a town."""

    network: Network
    incidents: Sequence[tuple[datetime, Position]]
    hospitals: int
    shelters: int

    def guess(self, outputs: Mapping[str, str]) -> Guess:
        """The best guess from outputs by name; without any, that of somebody who has none."""
        clinics, crowds = list(self._clinics(outputs)), list(self._crowds(outputs))
        return Guess(
            _first(self.hospitals, [*clinics, *self._blind(self.hospitals)]),
            _first(self.shelters, [*_by_weight(crowds), *self._blind(self.shelters)]),
        )

    def _blind(self, count: int) -> list[Position]:
        """The middle of the streets, and then wherever most corners are far from what was named before."""
        lon, lat = self.network.lon, self.network.lat
        found = [(float(np.median(lon)), float(np.median(lat)))]
        while len(found) < count:
            away = np.min([np.hypot((lon - x) * EAST, (lat - y) * NORTH) for x, y in found], axis=0)
            far = away >= np.quantile(away, 0.5)
            found.append((float(np.median(lon[far])), float(np.median(lat[far]))))
            if metres(found[-1], found[-2]) < APART:  # the middle of what is left is taken already
                found[-1] = (float(lon[np.argmax(away)]), float(lat[np.argmax(away)]))
        return found

    def _clinics(self, outputs: Mapping[str, str]) -> Iterator[Position]:
        """Positions that stand there, and middles of what the incidents told to be near a place have in common."""
        for text in outputs.values():
            yield from self._written(text, ("facilit", "hospital", "ward"))
        near: dict[str, set[Position]] = defaultdict(set)
        at = defaultdict(list)
        for start, position in self.incidents:
            at[start.isoformat(" ", "minutes")[:16]].append(position)
        for text in outputs.values():
            for subject, moment in _told_near(text):
                if len(at[moment]) == 1:
                    near[subject].update(at[moment])
        for some in near.values():
            if len(some) >= 5:
                yield self._in_all_circles(list(some))

    def _in_all_circles(self, around: Sequence[Position]) -> Position:
        lon = np.linspace(self.network.lon.min(), self.network.lon.max(), 250)
        lat = np.linspace(self.network.lat.min(), self.network.lat.max(), 250)
        x, y = np.meshgrid(lon, lat)
        inside = sum(np.hypot((x - a) * EAST, (y - b) * NORTH) <= NEAR for a, b in around)
        best = inside == np.max(inside)
        return float(x[best].mean()), float(y[best].mean())

    def _crowds(self, outputs: Mapping[str, str]) -> Iterator[tuple[float, Position]]:
        """Positions with how surprising it is that so many people are there."""
        for name, text in outputs.items():
            for position in self._written(text, ("school", "shelter")):
                yield 1e9, position
            if name.endswith(".csv") and "leave_from" in text:
                yield from self._departures(text)
            for document in _documents(text):
                yield from self._in_map(document)
            yield from self._in_proof(text)
        yield from self._between_runs(outputs)

    def _departures(self, text: str) -> Iterator[tuple[float, Position]]:
        """Places that are a single district: large ones are divided."""
        districts: dict[str, set[Position]] = defaultdict(set)
        for row in csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#")):
            districts[row["place"]].add((float(row["lon"]), float(row["lat"])))
        yield from ((1e4, at) for some in districts.values() if len(some) == 1 for at in some)

    def _in_map(self, document: object) -> Iterator[tuple[float, Position]]:
        """Squares of the map with more people than their streets let expect."""
        if not isinstance(document, dict) or "cells" not in document.get("people", {}):
            return
        side, cells = document["people"]["side"], document["people"]["cells"]
        east, north = document["degreesX"], document["degreesY"]
        middles = [(document["west"] + (x + side / 2) * east, document["north"] - (y + side / 2) * north, n)
                   for x, y, n in cells]  # fmt: skip
        half = side * document["metres"] / 2
        expected = [self._streets_around((x, y), half) for x, y, _ in middles]
        yield from _outliers([(x, y) for x, y, _ in middles], [n for *_, n in middles], expected)

    def _in_proof(self, text: str) -> Iterator[tuple[float, Position]]:
        """Groups of a certificate or plan with more people than the streets they start from let expect."""
        if not text.startswith('{"seal"'):
            return
        people, corners = from_document(json.loads(text), text.encode()).instance, self.network.nodes
        starts: dict[int, list[int]] = defaultdict(list)
        for group, node in zip(people.group, people.start, strict=True):
            if node < corners:
                starts[group].append(node)
        where, many, expected = [], [], []
        for group, nodes in starts.items():
            at = float(self.network.lon[nodes].mean()), float(self.network.lat[nodes].mean())
            spread = max(metres(at, (float(self.network.lon[n]), float(self.network.lat[n]))) for n in nodes)
            where.append(at)
            many.append(people.high[group])
            expected.append(self._streets_around(at, max(spread, 100.0)))
        yield from _outliers(where, many, expected)

    def _between_runs(self, outputs: Mapping[str, str]) -> Iterator[tuple[float, Position]]:
        """Where a new exit gets far more people out than elsewhere, there were people waiting for it."""
        gains: dict[str, list[tuple[Position, float]]] = defaultdict(list)
        for text in outputs.values():
            for document in _documents(text):
                for row in document.get("what_if", []) if isinstance(document, dict) else []:
                    found = re.fullmatch(r"open:(-?[\d.]+),(-?[\d.]+)=\d+", row["change"])
                    for number in ("at_least", "at_most") if found else ():
                        if row[number] is not None:
                            at = float(found[1]), float(found[2])
                            gains[f"{document['deadline']} {number}"].append((at, float(row[number])))
        for rows in gains.values():
            values = np.array([value for _, value in rows])
            surplus = values - np.median(values)
            usual = max(float(np.median(np.abs(surplus))), 1.0)
            yield from ((float(s) / usual, at) for (at, _), s in zip(rows, surplus, strict=True) if s > OUTLIER * usual)

    def _streets_around(self, at: Position, half: float) -> float:
        lon, lat = self.network.lon, self.network.lat
        inside = (np.abs(lon - at[0]) * EAST <= half) & (np.abs(lat - at[1]) * NORTH <= half)
        return float((inside[self.network.tail] * self.network.length).sum())

    def _written(self, text: str, words: Sequence[str]) -> Iterator[Position]:
        """Positions right behind a telling word."""
        west, east = float(self.network.lon.min()) - 0.01, float(self.network.lon.max()) + 0.01
        south, north = float(self.network.lat.min()) - 0.01, float(self.network.lat.max()) + 0.01
        pair = re.compile(r"(-?\d+\.\d{3,})[\s,\"':a-z]{1,20}(-?\d+\.\d{3,})")
        for found in pair.finditer(text):
            x, y = float(found[1]), float(found[2])
            before = text[max(0, found.start() - 40) : found.start()].casefold().rpartition("\n")[2]
            if any(word in before for word in words):
                for lon, lat in ((x, y), (y, x)):
                    if west <= lon <= east and south <= lat <= north:
                        yield lon, lat


def _outliers(
    where: Sequence[Position], people: Sequence[int], expected: Sequence[float]
) -> Iterator[tuple[float, Position]]:
    density = np.array(people) / np.maximum(expected, 50.0)
    usual = float(np.median(density)) if len(density) else 1.0
    for at, found in zip(where, density.tolist(), strict=True):
        if found > OUTLIER * max(usual, 1e-9):
            yield found / max(usual, 1e-9), at


def _told_near(text: str) -> Iterator[tuple[str, str]]:
    """Times of incidents that are told to be near something, with what it is."""
    for document in _documents(text):
        for finding in document.get("findings", []) if isinstance(document, dict) else []:
            if "NEAR" in finding["code"] or "INCIDENT" in finding["code"]:
                for row in finding["evidence"]:
                    found = re.match(r"(\d{4}-\d\d-\d\d \d\d:\d\d).*\bnear (\w+)", row["text"])
                    if found and ("hospital" in found[2] or "ward" in finding["subject"]):
                        yield finding["subject"], found[1]
    subject = ""
    for line in text.splitlines():
        if line and not line[0].isspace():
            subject = line
        if found := re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d)\S*: [^<]*\bnear hospital", line):
            yield subject, found[1]


def _documents(text: str) -> Iterator[object]:
    """JSON that stands in a text, alone or in a page."""
    for found in (text, *re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL)):
        if found.lstrip().startswith("{"):
            try:
                yield json.loads(found)
            except ValueError:
                continue


def _by_weight(weighted: Iterable[tuple[float, Position]]) -> list[Position]:
    return [at for _, at in sorted(weighted, key=lambda row: (-row[0], row[1]))]


def _first(count: int, positions: Iterable[Position]) -> tuple[Position, ...]:
    """The first of the positions that are not all but the same."""
    found: list[Position] = []
    for at in positions:
        if len(found) < count and all(metres(at, other) > APART for other in found):
            found.append(at)
    return tuple(found)
