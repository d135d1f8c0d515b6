from __future__ import annotations

import bz2
import gzip
import json

import pytest

from geleit.errors import StreetsError
from geleit.io.streets.network_file import read_streets
from geleit.io.streets.osm import read_osm

NODES = {1: (37.0, 36.0), 2: (37.001, 36.0), 3: (37.002, 36.0), 4: (37.001, 36.001)}
WAYS = [
    ([1, 2, 3], {"highway": "residential", "name": "Main"}),
    ([2, 4], {"highway": "steps"}),
    ([1, 4], {"waterway": "x"}),
]


def xml(nodes=NODES, ways=WAYS, ways_first=False):
    points = [f'<node id="{i}" version="1" lon="{lon}" lat="{lat}"/>' for i, (lon, lat) in nodes.items()]
    lines = []
    for number, (refs, tags) in enumerate(ways, 1):
        inside = "".join(f'<nd ref="{r}"/>' for r in refs) + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
        lines.append(f'<way id="{number}" version="1">{inside}</way>')
    body = "".join([*lines, *points] if ways_first else [*points, *lines])
    return f'<?xml version="1.0"?><osm version="0.6">{body}</osm>'.encode()


def overpass(nodes=NODES, ways=WAYS, **more):
    points = [{"type": "node", "id": i, "lon": lon, "lat": lat} for i, (lon, lat) in nodes.items()]
    lines = [{"type": "way", "id": n, "nodes": refs, "tags": tags} for n, (refs, tags) in enumerate(ways, 1)]
    return json.dumps({"version": 0.6, "elements": [*lines, *points, {"type": "relation", "id": 1}], **more}).encode()


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.osm", xml()),
        ("a.osm", xml(ways_first=True)),
        ("a.osm.gz", gzip.compress(xml())),
        ("a.osm.bz2", bz2.compress(xml())),
        ("a.json", overpass()),
    ],
)
def test_every_kind_of_file_gives_the_same_network(tmp_path, name, content):
    network = read_streets(write(tmp_path, name, content))
    assert (network.nodes, network.edges, network.names) == (4, 3, ("Main",))
    assert (network.report.ways, network.report.kept, network.report.components) == (2, 2, 1)
    assert sorted(network.lon.tolist()) == [37.0, 37.001, 37.001, 37.002]
    assert network.attribution == "© OpenStreetMap contributors, ODbL"
    assert network.origin.startswith(f"{name} sha256:")


@pytest.mark.parametrize(("name", "form"), [("a.osm", xml), ("a.json", overpass)])
def test_missing_nodes_are_counted_and_split_the_way(tmp_path, name, form):
    ways = [([1, 2, 9, 3, 4], {"highway": "path"}), ([9, 1], {"highway": "construction"})]
    network = read_osm(write(tmp_path, name, form(ways=ways)))
    assert (network.edges, network.report.ways, network.report.kept, network.report.missing_nodes) == (2, 2, 1, 2)


def test_overpass_geometry_on_the_way_is_enough(tmp_path):
    way = {"type": "way", "id": 1, "nodes": [1, 2, 3], "tags": {"highway": "path"}}
    way["geometry"] = [{"lon": 37.0, "lat": 36.0}, {"lon": 37.001, "lat": 36.0}, None]
    network = read_osm(write(tmp_path, "a.json", json.dumps({"elements": [way]}).encode()))
    assert (network.edges, network.report.missing_nodes) == (1, 1)


def test_progress_names_the_steps(tmp_path):
    steps = []
    read_osm(write(tmp_path, "a.osm", xml()), lambda step, done, total: steps.append((step, done, total)))
    assert [step for step, _, _ in steps] == ["reading positions", "cutting streets"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.osm.pbf", b"", "the file is empty"),
        ("a.osm.pbf", b"not a PBF at all, not even close to one", "damaged, or not an OpenStreetMap file"),
        ("a.osm.pbf", xml(), "damaged, or not an OpenStreetMap file"),
        ("a.osm", b"", "the file is empty"),
        ("a.osm", xml()[:-20], "damaged, or not an OpenStreetMap file"),
        ("a.osm", b"<gpx></gpx>", "damaged, or not an OpenStreetMap file"),
        ("a.osm.bz2", xml(), "damaged, or not an OpenStreetMap file"),
        ("a.osm", xml(ways=[]), "it holds no street"),
        ("a.osm", xml(nodes={}), "it holds no street"),
        ("a.osm", xml(nodes={1: (36.0, 137.0), 2: (36.001, 137.0), 3: (36.002, 137.0)}), "look swapped"),
        ("a.json", overpass(nodes={1: (36.0, 137.0), 2: (36.001, 137.0), 3: (36.002, 137.0)}), "look swapped"),
        ("a.json", b"{", "not JSON: Expecting property name"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "expected Overpass JSON"),
        ("a.json", b'{"elements": 3}', "expected Overpass JSON"),
        ("a.json", overpass(remark="runtime error: Query timed out"), "Overpass did not finish: runtime error"),
        ("a.json", b'{"elements": [3]}', r"elements\[0\]: not a node or way"),
        ("a.json", b'{"elements": [{"type": "node", "id": 1, "lon": NaN, "lat": 3}]}', "finite"),
        ("a.json", b'{"elements": [{"type": "node", "id": 1, "lon": 1e999, "lat": 3}]}', "finite"),
        ("a.json", b'{"elements": [{"type": "node", "id": 1, "lon": 1}]}', "'lat'"),
        ("a.json", b'{"elements": [{"type": "way", "tags": {"highway": "path"}}]}', "'nodes'"),
        (
            "a.json",
            b'{"elements": [{"type": "way", "tags": {"highway": "path"}, "nodes": [1e30, 2]}]}',
            r"elements\[0\]",
        ),
        ("a.json", b'{"elements": [{"type": "way", "tags": ["highway"], "nodes": [1, 2]}]}', r"elements\[0\]"),
    ],
)
def test_bad_files_are_one_clear_error(tmp_path, name, content, problem):
    path = write(tmp_path, name, content)
    with pytest.raises(StreetsError, match=problem) as fault:
        read_streets(path)
    assert str(fault.value).startswith(str(path))
    assert fault.value.remedy


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(StreetsError, match="no such file"):
        read_osm(tmp_path / "a.osm.pbf")
