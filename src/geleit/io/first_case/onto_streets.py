"""People of a first case against its streets: outlines without a street, and people far from any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from geleit.io.first_case.people import Home
from geleit.model.network import Network
from geleit.streets.locate import halved, snap_many
from geleit.streets.settle import FAR_M

_LEAST_M = 0.01
"""Metres of street inside an outline over which people can be spread."""


def onto_streets(network: Network, homes: Sequence[Home]) -> tuple[tuple[Home, ...], tuple[str, ...]]:
    """The people with outlines that no street crosses put at a point inside, and what is odd, in sentences.

    Cells of a grid are often such outlines: people beside a street, whom a case puts onto the nearest one.
    """
    settled = [
        home if home.where.geom_type == "Point" or _crossed(network, home) else _at_point(home) for home in homes
    ]
    moved = [after.id for before, after in zip(homes, settled, strict=True) if after is not before]
    points = [home for home in settled if home.where.geom_type == "Point"]
    at = shapely.get_coordinates([home.where for home in points])
    far = np.flatnonzero(snap_many(network, at[:, 0], at[:, 1]).distance_m > FAR_M).tolist()
    notes = []
    if moved:
        notes.append(
            f"outlines that no street crosses, with their people at a point inside: {len(moved):,}, such as {moved[0]}"
        )
    if far:
        people = sum(points[index].likely for index in far)
        told = f"{len(far):,}, such as {points[far[0]].id}, with {people:,} people in all"
        notes.append(
            f"rows farther than {FAR_M:,.0f} m from any street: {told}; give an area, or streets that reach them"
        )
    return tuple(settled), tuple(notes)


def _crossed(network: Network, home: Home) -> bool:
    halves = halved(network)
    flat = halves.plane.flatten(home.where)
    lines = halves.lines[halves.tree.query(flat, predicate="intersects")]
    return bool(len(lines)) and float(shapely.length(shapely.intersection(lines, flat)).sum()) > _LEAST_M


def _at_point(home: Home) -> Home:
    return replace(home, where=home.where.representative_point())
