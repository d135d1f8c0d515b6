"""Faults and turns of maps, from the file to the answer: towns so small that the right figures are known."""

from __future__ import annotations

import pytest

import geleit

M = 1 / 111_320
"""About a metre at the equator, in degrees."""

STREET = {"highway": "residential"}


def osm(nodes, ways, held=None):
    """OpenStreetMap XML of points in metres, of ways with their tags, and of what stands on points."""
    lines = ['<?xml version="1.0"?><osm version="0.6">']
    for number, (east, north) in nodes.items():
        tags = "".join(f'<tag k="{k}" v="{v}"/>' for k, v in (held or {}).get(number, {}).items())
        lines.append(f'<node id="{number}" version="1" lon="{east * M:.7f}" lat="{north * M:.7f}">{tags}</node>')
    for number, (refs, tags) in enumerate(ways, 1):
        inside = "".join(f'<nd ref="{r}"/>' for r in refs) + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
        lines.append(f'<way id="{number}" version="1">{inside}</way>')
    return "\n".join([*lines, "</osm>"])


def town(folder, text, *, people, to, count=100, by="06:30", tables=None):
    """A case from 06:00 to 12:00 with people at one place in metres and an exit at another, both on the ground."""
    folder.mkdir()
    (folder / "streets.osm").write_text(text)
    (folder / "case.toml").write_text(f"""format = 1
time_zone = "UTC"
period = {{ start = 2030-01-01T06:00:00, end = 2030-01-01T12:00:00 }}
deadline = "2030-01-01T{by}"
[assumptions]
walking_speed = {{ likely = 1.0, unit = "m/s" }}
street_flow = {{ likely = 1.0, unit = "persons/m/s" }}
usable_width = {{ likely = 1.0, unit = "share" }}
[files]
streets = "streets.osm"
""")
    place, gate = (f"{east * M:.7f},{north * M:.7f}" for east, north in (people, to))
    (folder / "people.csv").write_text(f"id,lon,lat,people_likely\np,{place},{count}\n")
    (folder / "exits.csv").write_text(f"id,name,lon,lat,rate_likely,windows,mode\ne,e,{gate},1000000,always,foot\n")
    for name, rows in (tables or {}).items():
        (folder / f"{name}.csv").write_text(rows)
    return folder


def at_most(folder):
    answer = geleit.evacuate(geleit.read_case(folder))
    return answer.at_most, answer.at_least


LINE = {1: (0, 0), 2: (500, 0), 3: (900, 0), 4: (1400, 0)}


def test_over_a_ferry_people_may_have_left_though_no_plan_takes_it(tmp_path):
    ways = [([1, 2], STREET), ([2, 3], {"route": "ferry"}), ([3, 4], STREET)]
    assert at_most(town(tmp_path / "a", osm(LINE, ways), people=(0, 0), to=(1400, 0))) == (100, 0)


def test_what_is_proposed_is_no_way(tmp_path):
    ways = [([1, 2], STREET), ([2, 3], {"highway": "proposed"}), ([3, 4], STREET)]
    apart = {1: (-600, 0), 2: (400, 0), 3: (1000, 0), 4: (1400, 0)}  # farther than where parts may be joined
    assert at_most(town(tmp_path / "a", osm(apart, ways), people=(0, 0), to=(1400, 0))) == (0, 0)


def test_across_a_square_people_may_be_out_before_they_can_have_walked_round_it(tmp_path):
    nodes = {1: (0, 0), 2: (600, 0), 3: (600, 600), 4: (0, 600), 5: (-100, 0), 6: (700, 600)}
    ways = [([1, 2, 3, 4, 1], {"highway": "pedestrian", "area": "yes"}), ([5, 1], STREET), ([3, 6], STREET)]
    text = osm(nodes, ways)
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(600, 600), by="06:15")) == (100, 0)  # 849 s
    assert at_most(town(tmp_path / "b", text, people=(0, 0), to=(600, 600), by="06:13")) == (0, 0)  # a hundredth less
    assert at_most(town(tmp_path / "c", text, people=(0, 0), to=(600, 600), by="06:25")) == (100, 100)  # 1,200 s


@pytest.mark.parametrize(
    ("tags", "most", "least"),
    [
        ({"highway": "primary", "lanes": "6;8"}, 32, 25),
        ({"highway": "primary", "lanes:forward": "3", "lanes:backward": "5"}, 32, 32),
        ({"highway": "Primary"}, 18, 18),
        ({"highway": "Main road"}, 18, 2),
        ({"highway": "path", "width": "3;4"}, 4, 3),
        ({"highway": "path", "width": "half"}, 2, 0.5),
        ({"highway": "path", "width": "0"}, 2, 0.5),
        ({"highway": "path", "width": ".5"}, 0.5, 0.5),
        ({"highway": "primary", "lanes": "many"}, 18, 7.5),
        ({"highway": "residential", "sidewalk": "separate"}, 9, 7),
        ({"highway": "residential", "sidewalk:left": "no", "sidewalk": "both"}, 9, 8),
        ({"highway": "residential", "oneway": "yes;no"}, 9, 9),
    ],
)
def test_the_bound_takes_the_widest_that_a_street_may_be_and_the_plan_the_narrowest(tmp_path, tags, most, least):
    """People enter a street 1,000 m long for 1,000 s, as many metres wide as given."""
    text = osm({1: (0, 0), 2: (1000, 0)}, [([1, 2], tags)])
    count = 40_000
    found = at_most(town(tmp_path / "a", text, people=(0, 0), to=(1000, 0), count=count, by="06:33:20"))
    assert found == (pytest.approx(most * 1000, rel=0.005), pytest.approx(least * 1000, rel=0.01))


@pytest.mark.parametrize("again", [[1, 2], [2, 1], [1, 3, 2]])
def test_a_path_drawn_twice_carries_no_more(tmp_path, again):
    path = {"highway": "path", "width": "2"}
    text = osm({1: (0, 0), 2: (1000, 0), 3: (400, 0)}, [([1, 2], path), (again, path)])
    most, least = at_most(town(tmp_path / "a", text, people=(0, 0), to=(1000, 0), count=9000, by="06:33:20"))
    assert least <= most <= 2010


PIECES = {1: (0, 0), 2: (1000, 0), 3: (2000, 0), 4: (1000, 300), 5: (1000, 1), 6: (500, 1), 7: (2200, 1)}
PATH = {"highway": "path", "width": "2"}


@pytest.mark.parametrize(
    "ways",
    [
        [[1, 3], [1, 2], [2, 3], [2, 4]],  # drawn whole, and in pieces
        [[3, 1], [1, 2], [2, 3], [2, 4]],
        [[1, 2, 3], [1, 5, 3], [2, 4]],  # drawn beside
        [[1, 3], [1, 6, 3]],
    ],
)
@pytest.mark.parametrize("start", [0, 300])
def test_a_path_drawn_again_in_other_pieces_carries_no_more(tmp_path, ways, start):
    """People enter a path that is 2,000 m long for 2,000 s less the time they walk on it."""
    text = osm(PIECES, [(refs, PATH) for refs in ways])
    once = osm(PIECES, [([1, 2, 3], PATH)])
    case = {"people": (start, 0), "to": (2000, 0), "count": 9000, "by": "07:06:40"}
    most, least = at_most(town(tmp_path / "a", text, **case))
    _, alone = at_most(town(tmp_path / "b", once, **case))
    assert 0.99 * alone <= least <= 1.01 * alone
    assert least <= most


def test_a_carriageway_8_m_from_another_carries_as_much_again(tmp_path):
    two = {1: (0, 0), 2: (50, 4), 3: (1950, 4), 4: (2000, 0), 5: (50, -4), 6: (1950, -4)}
    case = {"people": (0, 0), "to": (2000, 0), "count": 90_000, "by": "07:06:40"}
    road = {"highway": "primary", "lanes": "2", "oneway": "yes"}
    most, least = at_most(town(tmp_path / "a", osm(two, [([1, 2, 3, 4], road), ([4, 6, 5, 1], road)]), **case))
    _, alone = at_most(town(tmp_path / "b", osm(two, [([1, 2, 3, 4], road)]), **case))
    assert 1.98 * alone <= least <= most


@pytest.mark.parametrize(
    "tags",
    [
        {"man_made": "pier"}, {"disused:highway": "primary"}, {"abandoned:highway": "track"},
        {"construction:highway": "primary"}, {"highway": "construction"}, {"highway": "Road under construction"},
        {"was:highway": "primary"}, {"highway:disused": "primary"}, {"route": "Ferry"}, {"route": "ferry;bicycle"},
        {"man_made": "Pier"}, {"railway": "platform"}, {"public_transport": "platform"},
    ],
)  # fmt: skip
def test_what_may_be_passable_lets_people_leave_in_a_bound_alone(tmp_path, tags):
    apart = {1: (-600, 0), 2: (400, 0), 3: (1000, 0), 4: (1400, 0)}
    text = osm(apart, [([1, 2], STREET), ([2, 3], tags), ([3, 4], STREET)])
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(1400, 0))) == (100, 0)


@pytest.mark.parametrize("tags", [{"demolished:highway": "primary"}, {"razed:highway": "primary"}, {"railway": "rail"}])
def test_what_is_gone_is_no_way(tmp_path, tags):
    apart = {1: (-600, 0), 2: (400, 0), 3: (1000, 0), 4: (1400, 0)}
    text = osm(apart, [([1, 2], STREET), ([2, 3], tags), ([3, 4], STREET)])
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(1400, 0))) == (0, 0)


@pytest.mark.parametrize(("refs", "most"), [([2, 9, 3], 100), ([2, 9], 0), ([9, 3], 0)])
def test_over_a_point_that_a_clipped_file_lacks_people_may_have_gone_straight_on(tmp_path, refs, most):
    apart = {1: (-600, 0), 2: (400, 0), 3: (1000, 0), 4: (1400, 0)}
    text = osm(apart, [([1, 2], STREET), (refs, STREET), ([3, 4], STREET)])
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(1400, 0))) == (most, 0)


SIDE = {1: (-600, 0), 2: (400, 0), 3: (900, 0), 4: (1400, 0), 11: (400, 100), 12: (900, 100)}


@pytest.mark.parametrize("tags", [{"place": "Square"}, {"amenity": "marketplace"}, {"amenity": "parking;fuel"}])
@pytest.mark.parametrize("refs", [[2, 11, 12, 3], [11, 12, 3, 2], [2, 11, 12, 3, 2]])
def test_over_a_square_people_may_have_left_whether_its_outline_is_closed_or_not(tmp_path, tags, refs):
    text = osm(SIDE, [([1, 2], STREET), (refs, tags), ([3, 4], STREET)])
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(1400, 0), by="06:24")) == (100, 0)  # 1,440 s


@pytest.mark.parametrize("members", [(2, 9), (9, 2)])
def test_over_a_square_of_which_the_file_lacks_a_part_people_may_have_left(tmp_path, members):
    text = osm(SIDE, [([1, 2], STREET), ([2, 11, 12, 3], {}), ([3, 4], STREET)])
    parts = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in members)
    tags = '<tag k="type" v="multipolygon"/><tag k="highway" v="pedestrian"/>'
    text = text.replace("</osm>", f'<relation id="1" version="1">{parts}{tags}</relation></osm>')
    assert at_most(town(tmp_path / "a", text, people=(0, 0), to=(1400, 0), by="06:24")) == (100, 0)


def test_pavements_drawn_on_their_own_count_once(tmp_path):
    """People enter 2,000 m of a carriageway, 7 m, and of two pavements of 2 m each, for 2,000 s."""
    nodes = {1: (0, 0), 2: (2000, 0), 3: (0, 6), 4: (2000, 6), 5: (0, -6), 6: (2000, -6)}
    pavement = {"highway": "footway", "footway": "sidewalk", "width": "2"}
    ways = [([1, 3, 4, 2], pavement), ([1, 5, 6, 2], pavement)]
    case = {"people": (0, 0), "to": (2000, 0), "count": 90_000, "by": "07:06:40"}
    street = {"highway": "residential", "sidewalk": "separate"}
    _, least = at_most(town(tmp_path / "a", osm(nodes, [([1, 2], street), *ways]), **case))
    assert 0.98 * 11 * 2000 <= least <= 11 * 2000


DETOUR = {1: (0, 0), 2: (500, 0), 3: (1000, 0), 4: (1500, 0), 5: (2000, 0), 6: (500, 3000), 7: (1500, 3000)}
TRUCKS = {
    "depots": "id,lon,lat,tonnes_likely\ns,0,0,40\n",
    "trucks": "id,depot,number_likely,payload_likely,weight,speed_likely,loading_likely,unloading_likely\n"
    "t,s,2,10,20,30,20,30\n",
}


@pytest.mark.parametrize(
    ("tags", "held", "minutes"),
    [
        ({}, {}, 4),
        ({}, {"barrier": "block"}, 16),
        ({}, {"barrier": "gate"}, 4),
        ({}, {"barrier": "gate", "hgv": "no"}, 16),
        ({"bridge": "yes", "maxweight": "3.5"}, {}, 16),
        ({"bridge": "yes", "maxweight": "30"}, {}, 4),
        ({"hgv": "no"}, {}, 16),
        ({"maxheight": "2.5"}, {}, 16),
        ({"oneway": "-1"}, {}, 16),
        ({"oneway": "yes;no"}, {}, 16),
        ({"bridge": "yes", "maxweight": "low"}, {}, 16),
        ({"maxwidth": "narrow"}, {}, 16),
        ({"oneway:motor_vehicle": "-1"}, {}, 16),
        ({"oneway": "-1", "oneway:hgv": "no"}, {}, 4),
        ({"access": "private"}, {}, 16),
        ({"access": "private", "hgv": "delivery"}, {}, 4),
    ],
)
def test_trucks_take_the_way_round_what_is_not_for_them(tmp_path, tags, held, minutes):
    """The straight way is 2 km, the way round 8 km, at 30 km/h; loading takes 20 minutes, which end at 06:00."""
    pytest.importorskip("pyvrp", reason="the extra convoy is not installed")
    ways = [([1, 2], STREET), ([2, 3, 4], STREET | tags), ([4, 5], STREET), ([2, 6, 7, 4], STREET)]
    folder = town(
        tmp_path / "a",
        osm(DETOUR, ways, {3: held}),
        people=(2000, 0),
        to=(2000, 0),
        count=2000,
        by="11:00",
        tables=TRUCKS,
    )
    plan = geleit.plan_convoys(geleit.read_case(folder), days=3, iterations=20)
    first = min(stop.arrive for trip in plan.trips for stop in trip.stops)
    assert (first - min(trip.depart for trip in plan.trips)).total_seconds() == pytest.approx(minutes * 60, abs=5)
    assert plan.at_most >= plan.kg > 0
