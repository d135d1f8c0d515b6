from __future__ import annotations

import bz2
import gzip
import json

import numpy as np
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
    ways = [([1, 2, 9, 3, 4], {"highway": "path"}), ([9, 1], {"highway": "proposed"})]
    network = read_osm(write(tmp_path, name, form(ways=ways)))
    assert (network.edges, network.report.ways, network.report.kept, network.report.missing_nodes) == (3, 2, 1, 2)
    [straight] = np.flatnonzero(~network.walk)
    assert network.generous.walk[straight]
    assert network.length[straight] == pytest.approx(90.1, abs=0.1)
    assert (network.drive[straight], network.generous.width[straight], network.report.components) == (0, 2.0, 2)


def test_ways_that_have_a_missing_point_in_common_go_on_to_each_other(tmp_path):
    ways = [([1, 9, 3], {"highway": "residential"}), ([2, 4, 9], {"highway": "path"}), ([9, 8, 1], {"highway": "path"})]
    network = read_osm(write(tmp_path, "a.osm", xml(ways=ways)))
    assert network.report.missing_nodes == 4
    straight = np.flatnonzero(~network.walk)
    ends = {frozenset((network.lon[i], network.lat[i]) for i in (network.tail[e], network.head[e])) for e in straight}
    at = {n: (lon, lat) for n, (lon, lat) in NODES.items()}
    assert ends == {frozenset((at[a], at[b])) for a, b in ((1, 3), (1, 4), (3, 4))}
    assert network.generous.walk.all()


@pytest.mark.parametrize(
    ("refs", "metres"),
    [([8, 1, 9], []), ([1, 8, 9, 3], [180.3]), ([1, 8, 2, 9, 3], [90.1, 90.1]), ([1, 8, 1, 2], [])],
)
def test_a_way_goes_straight_on_over_points_that_are_not_there_and_nowhere_at_its_ends(tmp_path, refs, metres):
    ways = [(refs, {"highway": "residential"}), ([1, 4], {"highway": "path"})]
    network = read_osm(write(tmp_path, "a.osm", xml(ways=ways)))
    assert network.length[~network.walk].tolist() == [pytest.approx(m, abs=0.1) for m in metres]
    assert network.drive[~network.walk].tolist() == [0] * len(metres)
    assert network.generous.drive[~network.walk].tolist() == [1] * len(metres)


def as_josm(ways, nodes=NODES, **marks):
    """A file as JOSM keeps it: numbers below zero, and a mark on some objects."""
    points = [f'<node id="{-i}" visible="true" lon="{lon}" lat="{lat}"/>' for i, (lon, lat) in nodes.items()]
    lines = []
    for number, (refs, tags) in enumerate(ways, 1):
        inside = "".join(f'<nd ref="{-r}"/>' for r in refs) + "".join(
            f'<tag k="{k}" v="{v}"/>' for k, v in tags.items()
        )
        lines.append(f'<way id="{-number}" {marks.get(f"way{number}", "")} visible="true">{inside}</way>')
    return f"<?xml version='1.0'?><osm version='0.6' generator='JOSM'>{''.join([*points, *lines])}</osm>".encode()


def test_numbers_below_zero_are_numbers(tmp_path):
    network = read_osm(write(tmp_path, "a.osm", as_josm(WAYS)))
    assert (network.nodes, network.edges, network.names, network.report.missing_nodes) == (4, 3, ("Main",), 0)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_what_an_editor_marked_as_deleted_is_not_there(tmp_path, pack):
    name = {bytes: "a.osm", gzip.compress: "a.osm.gz", bz2.compress: "a.osm.bz2"}[pack]
    content = pack(as_josm(WAYS, way2="action='delete'"))
    assert read_osm(write(tmp_path, name, content)).kinds == ("residential",)


def history(*ways):
    points = [f'<node id="{i}" version="1" lon="{lon}" lat="{lat}"/>' for i, (lon, lat) in NODES.items()]
    return f'<osm version="0.6">{"".join([*points, *ways])}</osm>'.encode()


def version(number, which, refs=(), visible="true", **tags):
    inside = "".join(f'<nd ref="{r}"/>' for r in refs) + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
    return f'<way id="{number}" version="{which}" visible="{visible}" timestamp="2020-01-01T00:00:00Z">{inside}</way>'


def test_of_a_history_the_last_version_counts(tmp_path):
    ways = [
        version(1, 1, [1, 2], highway="path"),
        version(1, 3, [1, 2, 3], highway="primary"),
        version(1, 2, [1, 2], highway="steps"),
        version(2, 1, [2, 4], highway="footway"),
        version(2, 2, visible="false"),
        version(3, 1, [3, 4], highway="track"),
        version(3, 2, [3, 4], waterway="river"),
    ]
    network = read_osm(write(tmp_path, "a.osm", history(*ways)))
    assert (network.kinds, network.edges, network.report.ways) == (("primary",), 1, 1)


def test_a_node_is_where_its_last_version_has_it(tmp_path):
    moved = '<node id="3" version="2" lon="37.5" lat="36"/>'
    network = read_osm(write(tmp_path, "a.osm", history(moved, version(1, 1, [1, 3], highway="path"))))
    assert sorted(network.lon.tolist()) == [37.0, 37.5]


def test_a_way_that_stands_there_twice_counts_once(tmp_path):
    twice = version(1, 1, [1, 2], highway="path")
    network = read_osm(write(tmp_path, "a.osm", history(twice, twice)))
    assert (network.edges, network.report.ways, network.report.twice) == (1, 1, 1)


@pytest.mark.parametrize("name", ["a.osm", "a.osm.gz", "a.osc", "a.osc.gz"])
def test_changes_are_refused_whatever_the_name(tmp_path, name):
    content = b'<?xml version="1.0"?><osmChange version="0.6"><create></create></osmChange>'
    path = write(tmp_path, name, gzip.compress(content) if name.endswith("gz") else content)
    with pytest.raises(StreetsError, match="holds changes"):
        read_streets(path)


RING = {
    1: (37.0, 36.0),
    2: (37.001, 36.0),
    3: (37.001, 36.001),
    4: (37.0, 36.001),
    5: (36.999, 36.0),
    6: (37.002, 36.001),
}
APPROACHES = [([5, 1], {"highway": "residential"}), ([3, 6], {"highway": "residential"})]


def in_no_time(network):
    """Metres of what a bound sees walked in no time."""
    return sorted(round(m) for m in network.length[network.generous.length <= 0.001])


def crossed(network):
    """Metres of the straight lines over squares."""
    return sorted(round(m) for m in network.length[network.of_kind("over_square")])


@pytest.mark.parametrize(
    "tags", [{"highway": "pedestrian"}, {"highway": "pedestrian", "area": "yes"}, {"highway": "footway", "area": "yes"}]
)
@pytest.mark.parametrize("form", [xml, overpass])
def test_a_closed_pedestrian_way_is_crossed_in_a_bound(tmp_path, form, tags):
    ways = [*APPROACHES, ([1, 2, 3, 4, 1], tags)]
    network = read_osm(write(tmp_path, "a.osm" if form is xml else "a.json", form(RING, ways)))
    assert (crossed(network), in_no_time(network)) == ([143], [143, 201, 201])
    square = network.of_kind("over_square")
    assert not network.walk[square].any()
    assert network.generous.walk.all()
    assert network.generous.width[square].tolist() == [143.0]
    assert (network.report.ways, network.report.kept) == (3, 3)


@pytest.mark.parametrize(
    "tags",
    [{"place": "square"}, {"amenity": "parking"}, {"man_made": "pier"}, {"railway": "platform", "area": "yes"}],
)
def test_what_is_called_a_square_is_walked_around_and_across_in_a_bound_alone(tmp_path, tags):
    network = read_osm(write(tmp_path, "a.osm", xml(RING, [*APPROACHES, ([1, 2, 3, 4, 1], tags)])))
    assert (crossed(network), in_no_time(network)) == ([143], [143, 201, 201])
    assert sorted(round(m) for m in network.length[network.of_kind("square")]) == [201, 201]
    assert network.walk.sum() == 2
    assert (network.report.components, network.report.ways) == (2, 3 if "man_made" in tags else 2)


def with_relation(tags, ways=(3, 4), role="outer"):
    members = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref in ways)
    inside = members + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
    content = xml(RING, [*APPROACHES, ([1, 2, 3], {}), ([1, 4, 3], {})])
    return content.replace(b"</osm>", f'<relation id="9" version="1">{inside}</relation></osm>'.encode())


def test_a_square_of_several_ways_is_put_together(tmp_path):
    tags = {"type": "multipolygon", "highway": "pedestrian"}
    network = read_osm(write(tmp_path, "a.osm", with_relation(tags)))
    assert crossed(network) == [143]
    assert (network.report.components, network.report.ways, network.walk.sum()) == (1, 2, 4)


@pytest.mark.parametrize(
    ("tags", "role"),
    [
        ({"type": "multipolygon", "landuse": "grass"}, "outer"),
        ({"type": "route", "highway": "pedestrian"}, "outer"),
        ({"type": "multipolygon", "highway": "pedestrian"}, "inner"),
    ],
)
def test_other_relations_are_no_squares(tmp_path, tags, role):
    assert read_osm(write(tmp_path, "a.osm", with_relation(tags, role=role))).edges == 2


def test_a_large_closed_way_is_a_square_only_if_it_is_called_one(tmp_path):
    far = {n: (37 + (lon - 37) * 4, 36 + (lat - 36) * 4) for n, (lon, lat) in RING.items()}
    plain, called = (
        read_osm(
            write(tmp_path, "a.osm", xml(far, [*APPROACHES, ([1, 2, 3, 4, 1], {"highway": "pedestrian", **more})]))
        )
        for more in ({}, {"area": "yes"})
    )
    assert (crossed(plain), crossed(called)) == ([], [572])
    assert (in_no_time(plain), len(in_no_time(called))) == ([], 3)


def test_what_lies_on_a_square_is_reached_over_it_though_no_point_is_shared(tmp_path):
    inside = {7: (37.0002, 36.0002), 8: (37.0004, 36.0003), 9: (37.0006, 36.0009), 10: (37.0006, 36.002)}
    ways = [*APPROACHES, ([1, 2, 3, 4, 1], {"place": "square"}), ([7, 8], {"highway": "path"})]
    ways.append(([9, 10], {"highway": "service"}))  # ends on the square
    network = read_osm(write(tmp_path, "a.osm", xml(RING | inside, ways)))
    assert crossed(network) == [29, 114, 143]
    path, service = (network.of_kind(kind) for kind in ("path", "service"))
    seen = network.generous
    assert (seen.length[path].tolist(), seen.width[path].tolist()) == ([0.001], [143.0])
    assert (seen.length[service] == network.length[service]).all()
    assert (network.length[path] > 20).all()
    assert (network.width[path] < 5).all()


def test_a_ferry_leads_over_in_a_bound_alone(tmp_path):
    ways = [([1, 2], {"highway": "path"}), ([2, 3], {"route": "ferry", "name": "Ferry"}), ([3, 4], {"highway": "path"})]
    network = read_osm(write(tmp_path, "a.osm", xml(ways=ways)))
    assert (network.report.components, network.generous.walk.tolist()) == (2, [True] * 3)
    [ferry], [hurried] = network.length[~network.walk], network.generous.length[~network.walk]
    assert (ferry, hurried) == pytest.approx((90.16, 90.16 / 20), abs=0.05)
    assert (network.generous.length[network.walk] == network.length[network.walk]).all()
    assert network.report.perhaps_km == pytest.approx(ferry / 1000, abs=1e-6)


@pytest.mark.parametrize("name", ["a.osm", "a.json"])
@pytest.mark.parametrize(("tags", "ferries"), [({}, 2), ({"highway": "path"}, 1), ({"railway": "rail"}, 2)])
def test_the_ways_of_a_ferry_route_are_ferries_unless_they_are_streets(tmp_path, name, tags, ferries):
    ways = [([1, 2], {"highway": "path"}), ([2, 3], tags), ([3, 4], {})]
    route, road = ({"type": "route", "route": kind, "name": "Ferry"} for kind in ("ferry", "road"))
    if name == "a.osm":
        told = "".join(f'<tag k="{k}" v="{v}"/>' for k, v in route.items())
        members = '<member type="way" ref="2" role=""/><member type="way" ref="3" role=""/>'
        more = f'<relation id="7" version="1">{members}{told}</relation></osm>'
        content = xml(ways=ways).replace(b"</osm>", more.encode())
    else:
        members = [{"type": "way", "ref": ref, "role": ""} for ref in (2, 3)]
        document = json.loads(overpass(ways=ways))
        document["elements"].append({"type": "relation", "id": 7, "tags": route, "members": members})
        document["elements"].append({"type": "relation", "id": 8, "tags": road, "members": members})
        content = json.dumps(document).encode()
    network = read_osm(write(tmp_path, name, content))
    assert (int(network.of_kind("ferry").sum()), int(network.walk.sum())) == (ferries, 3 - ferries)
    assert network.generous.walk.all()


@pytest.mark.parametrize(
    ("again", "edges", "twice"),
    [
        ('visible="true"><nd ref="2"/><nd ref="4"/><tag k="highway" v="path"/>', 2, 1),
        ('visible="false"><nd ref="2"/>', 1, 0),
        ('><nd ref="2"/><nd ref="4"/><tag k="building" v="yes"/>', 1, 0),
        ('action="delete"><nd ref="2"/><nd ref="4"/><tag k="highway" v="path"/>', 1, 0),
    ],
)
def test_a_way_that_was_deleted_is_not_drawn_twice(tmp_path, again, edges, twice):
    content = xml(ways=[([1, 2, 3], {"highway": "path"}), ([2, 4], {"highway": "path"})])
    content = content.replace(b"</osm>", f'<way id="2" version="1" {again}</way></osm>'.encode())
    network = read_osm(write(tmp_path, "a.osm", content))
    assert (network.edges, network.report.twice) == (edges + (edges > 1), twice)


def test_a_pier_that_is_a_line_and_a_street_no_longer_in_use_count_in_a_bound_alone(tmp_path):
    ways = [([1, 2], {"highway": "path"}), ([2, 3], {"man_made": "pier"}), ([3, 4], {"disused:highway": "primary"})]
    network = read_osm(write(tmp_path, "a.osm", xml(ways=ways)))
    assert (network.walk.sum(), network.generous.walk.sum(), network.report.ways) == (1, 3, 3)


@pytest.mark.parametrize("form", [xml, overpass])
def test_vehicles_end_at_a_barrier_and_people_go_on(tmp_path, form):
    ways = [([1, 2, 3], {"highway": "residential", "oneway": "yes"})]
    content = form(ways=ways)
    if form is xml:
        content = content.replace(
            b'lon="37.001" lat="36.0"/>', b'lon="37.001" lat="36.0"><tag k="barrier" v="block"/></node>'
        )
    else:
        document = json.loads(content)
        next(e for e in document["elements"] if e.get("id") == 2 and e["type"] == "node")["tags"] = {"barrier": "block"}
        content = json.dumps(document).encode()
    network = read_osm(write(tmp_path, "a.osm" if form is xml else "a.json", content))
    assert (network.edges, network.report.ways, network.report.components) == (3, 1, 1)
    assert sorted(network.drive.tolist()) == [0, 2, 2]
    assert network.length[network.drive == 0].tolist() == [0.001]
    assert network.generous.drive.tolist() == [2, 2, 2]
    nodes = {int(n) for i in np.flatnonzero(network.drive) for n in (network.tail[i], network.head[i])}
    assert len(nodes) == 4  # the two halves do not meet but by the steps


def test_at_a_crossing_a_barrier_parts_every_street_for_vehicles_and_none_for_people(tmp_path):
    ways = [([1, 2, 3], {"highway": "residential"}), ([2, 4], {"highway": "service"}), ([4, 2], {"highway": "footway"})]
    content = xml(ways=ways).replace(
        b'lon="37.001" lat="36.0"/>', b'lon="37.001" lat="36.0"><tag k="barrier" v="bollard"/></node>'
    )
    network = read_osm(write(tmp_path, "a.osm", content))
    open_to_cars = np.flatnonzero(network.drive)
    ends = [int(n) for i in open_to_cars for n in (network.tail[i], network.head[i])]
    assert len(open_to_cars) == 3
    assert len(set(ends)) == 6
    assert network.report.components == 1


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


CROSS = {1: (37.0, 36.0), 2: (37.001, 36.0), 3: (37.002, 36.0), 4: (37.001, 36.001), 5: (37.001, 35.999)}
CROSSING = [([1, 2], {"highway": "primary"}), ([2, 3], {"highway": "primary"}), ([4, 2, 5], {"highway": "primary"})]
"""From the west to the middle, on to the east, and a street across."""
LEFT = [("way", 1, "from"), ("node", 2, "via"), ("way", 3, "to")]


def with_relations(*relations, deleted=""):
    """An XML file of the crossing; each relation has members, tags and perhaps a version."""
    lines = []
    for number, (members, tags, *version) in enumerate(relations, 1):
        inside = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
        inside += "".join(f'<tag k="{k}" v="{v}"/>' for k, v in {"type": "restriction", **tags}.items())
        which, visible = version or (1, "true")
        at = number if not version else 1
        lines.append(f'<relation id="{at}" version="{which}" visible="{visible}" {deleted}>{inside}</relation>')
    return xml(nodes=CROSS, ways=CROSSING).replace(b"</osm>", "".join([*lines, "</osm>"]).encode())


def over_overpass(*relations):
    elements = json.loads(overpass(nodes=CROSS, ways=CROSSING))["elements"][:-1]
    for number, (members, tags) in enumerate(relations, 1):
        rows = [{"type": kind, "ref": ref, "role": role} for kind, ref, role in members]
        elements.append({"type": "relation", "id": number, "members": rows, "tags": {"type": "restriction", **tags}})
    return json.dumps({"elements": elements}).encode()


def turns(network):
    """Each turn as thousandths of a degree of its two streets, east and north of the middle."""
    found = []
    for before, corner, after in network.turns.turn.tolist():
        ends = [int(network.tail[p] + network.head[p]) - corner for p in (before, after)]
        places = [(network.lon[end] - network.lon[corner], network.lat[end] - network.lat[corner]) for end in ends]
        found.append(tuple((round(float(x) * 1000), round(float(y) * 1000)) for x, y in places))
    return sorted(found)


WEST, EAST, NORTH, SOUTH = (-1, 0), (1, 0), (0, 1), (0, -1)


@pytest.mark.parametrize(("name", "form"), [("a.osm", with_relations), ("a.json", over_overpass)])
def test_turn_restrictions_are_read(tmp_path, name, form):
    south = [("way", 3, "from"), ("node", 5, "via"), ("way", 3, "to")]  # an end: back by the street it came by
    straight = [("way", 2, "to"), ("way", 1, "from"), ("node", 2, "via")]
    relations = [
        (straight, {"restriction": "only_straight_on", "except": "bus;motorcar"}),
        (south, {"restriction": "no_u_turn"}),
        ([("way", 2, "from"), ("node", 2, "via"), ("way", 1, "to")], {"restriction:bicycle": "no_straight_on"}),
    ]
    network = read_osm(write(tmp_path, name, form(*relations)))
    assert turns(network) == [(WEST, WEST), (WEST, SOUTH), (WEST, NORTH), (NORTH, NORTH)]
    assert network.turns.trucks.all()
    assert int(network.turns.cars.sum()) == 1
    assert (network.report.turns, network.report.turns_not_read) == (2, 0)


@pytest.mark.parametrize(
    "members",
    [
        [("way", 1, "from"), ("way", 3, "via"), ("way", 2, "to")],
        [("way", 1, "from"), ("way", 3, "via"), ("node", 2, "via"), ("way", 2, "to")],
        [("way", 1, "from"), ("node", 2, "via"), ("node", 5, "via"), ("way", 3, "to")],
        [("way", 1, "from"), ("way", 3, "to")],
        [("way", 1, "from"), ("node", 2, "via")],
        [("node", 2, "via"), ("way", 3, "to")],
        [("way", 1, "from"), ("node", 2, "via"), ("way", 9, "to")],  # beyond the edge of the extract
        [("way", 1, "from"), ("node", 4, "via"), ("way", 3, "to")],
        [("relation", 1, "from"), ("node", 2, "via"), ("way", 3, "to")],
        [],
    ],
)
@pytest.mark.parametrize(("name", "form"), [("a.osm", with_relations), ("a.json", over_overpass)])
def test_what_is_no_turn_at_a_corner_is_counted_as_not_read(tmp_path, name, form, members):
    network = read_osm(write(tmp_path, name, form((members, {"restriction": "no_left_turn"}))))
    assert (len(network.turns), network.report.turns, network.report.turns_not_read) == (0, 0, 1)


def test_of_a_restriction_the_last_version_counts(tmp_path):
    left, right = {"restriction": "no_left_turn"}, {"restriction:hgv": "no_straight_on"}
    straight = [("way", 1, "from"), ("node", 2, "via"), ("way", 2, "to")]
    network = read_osm(write(tmp_path, "a.osm", with_relations((straight, right, 2, "true"), (LEFT, left, 1, "true"))))
    assert turns(network) == [(WEST, EAST)]
    assert (network.turns.cars.tolist(), network.report.turns) == ([False], 1)
    gone = with_relations((LEFT, left, 1, "true"), ([], {}, 2, "false"))
    assert read_osm(write(tmp_path, "a.osm", gone)).report.turns == 0
    other = with_relations((LEFT, left, 1, "true"), (LEFT, {"type": "route"}, 2, "true"))
    assert read_osm(write(tmp_path, "a.osm", other)).report.turns == 0
    deleted = with_relations((LEFT, left), deleted="action='delete'")
    assert read_osm(write(tmp_path, "a.osm", deleted)).report.turns == 0


def test_a_barrier_in_a_street_leaves_the_sign_at_its_end_in_force(tmp_path):
    bollard = b'<node id="4" version="2" lon="37.001" lat="36.001"><tag k="barrier" v="bollard"/></node></osm>'
    content = with_relations((LEFT, {"restriction": "no_left_turn"})).replace(b"</osm>", bollard)
    assert turns(read_osm(write(tmp_path, "a.osm", content))) == [(WEST, SOUTH), (WEST, NORTH)]
