"""Convoys whose best plan can be worked out in the head, plans replayed, and bounds that no plan exceeds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyvrp", reason="the extra convoy is not installed")

from geleit.convoy.belonging import belongs
from geleit.convoy.bound import Reach, Terms, at_most
from geleit.convoy.entry import Ways
from geleit.convoy.plan import Choices, plan_convoys
from geleit.convoy.replay import problems_of
from geleit.convoy.routing import Effort
from geleit.convoy.windows import sessions_of
from geleit.io.case.casefile import read_case
from geleit.model.convoy import NotReached
from geleit.model.network import Turns
from geleit.model.population import Cells
from geleit.streets.pieces import only
from tests.surface.lane import lane, write_lane

QUICK = Effort(seconds=60, iterations=60)


def planned(case, **choices):
    return plan_convoys(case, Choices(**{"days": 1.0, "effort": QUICK, **choices}), lambda *_: False)


def test_one_truck_makes_two_rounds_and_no_third(tmp_path):
    """Inside 100 s + 30 min + 100 s, outside the same: the second round ends after 6,000 s, the third after 10,000."""
    plan = planned(lane(tmp_path / "lane"))
    assert (plan.kg, plan.at_most) == (20_000, pytest.approx(20_000))
    first, second = plan.trips
    assert first.enter.isoformat() == "2016-01-01T08:00:00+00:00"
    assert timedelta(seconds=3990) < second.enter - first.enter < timedelta(seconds=4030)
    assert first.leave - first.enter == first.stops[0].depart - first.stops[0].arrive + timedelta(seconds=202)
    assert plan.caps[0].kind == "trucks"


def test_a_window_too_short_for_a_full_load_brings_a_part(tmp_path):
    plan = planned(lane(tmp_path / "lane", window="08:00-08:20"))
    assert plan.kg == 5_544  # 998 s are left to unload
    assert plan.kg < plan.at_most < 5_560


def test_a_window_shorter_than_the_drive_says_so(tmp_path):
    plan = planned(lane(tmp_path / "lane", window="08:00-08:03"))
    assert plan.at_most == 0
    assert plan.supplies[0].reason == "the way there and back takes longer than the window is open"


def test_payloads_are_chosen_as_in_a_knapsack(tmp_path):
    """One round each: 10 t and 6 t for a need of 13.32 t."""
    plan = planned(
        lane(
            tmp_path / "lane",
            trucks=("1,10,,36,30,30", "1,6,,36,30,30"),
            window="08:00-09:00",
            districts=((9, 24_000),),
        )
    )
    assert plan.kg == 13_320
    assert plan.at_most == pytest.approx(13_320)
    assert plan.caps[0].kind == "need"


def test_the_gate_binds(tmp_path):
    """Two trucks an hour: at 08:00 and 08:30, each inside for 23 minutes; nobody at 09:00."""
    many = ("10,10,,36,30,20",)
    plan = planned(lane(tmp_path / "lane", trucks=many, window="08:00-08:58", rate="2", districts=((9, 400_000),)))
    assert plan.kg == 20_000
    assert plan.at_most == pytest.approx(20_000)
    assert sorted(trip.enter.strftime("%H:%M") for trip in plan.trips) == ["08:00", "08:30"]


def escorts_of(escorts, each):
    figures = {"escorts": escorts, "trucks_per_escort": each}
    return "".join(f'[assumptions.{name}]\nlikely = {n}\nunit = "trucks"\n' for name, n in figures.items())


def test_escorts_bind(tmp_path):
    """Two trucks at once for 33 of 36 minutes; in the three that are left nobody is there and back."""
    toml = escorts_of(1, 2)
    many = ("5,10,,36,30,30",)
    plan = planned(lane(tmp_path / "lane", trucks=many, window="08:00-08:36", districts=((9, 400_000),), toml=toml))
    assert plan.kg == 20_000
    assert plan.at_most == pytest.approx(20_000)
    assert len({trip.truck for trip in plan.trips}) == 2


def test_a_depot_gives_no_more_than_it_has(tmp_path):
    tables = {"depots.csv": "id,lon,lat,tonnes_likely\ndepot,-0.009,0,12\n"}
    plan = planned(lane(tmp_path / "lane", tables=tables))
    assert (plan.kg, plan.at_most, plan.caps[0].kind) == (12_000, pytest.approx(12_000), "depot")


def test_a_truck_heavier_than_the_bridge_names_it(tmp_path):
    tables = {"weight_limits.csv": "id,name,lon,lat,tonnes\nb,Old bridge,0.004,0,16\n"}
    plan = planned(lane(tmp_path / "lane", trucks=("1,10,20,36,30,30",), tables=tables))
    assert (plan.kg, plan.at_most) == (0, 0)
    assert (
        plan.supplies[0].reason
        == "no street leads there and back that trucks may use; t0 may not use Old bridge (16 t)"
    )
    light = planned(lane(tmp_path / "light", trucks=("1,10,15,36,30,30",), tables=tables))
    assert light.kg == 20_000


def test_a_closure_shuts_the_way(tmp_path):
    tables = {"closures.csv": "id,lon,lat,windows\nc,0.004,0,always\n"}
    case = lane(tmp_path / "lane", tables=tables)
    plan = planned(case)
    assert plan.kg == 0
    assert plan.at_most == pytest.approx(20_000)  # nobody is sure that it is shut


def test_without_gates_the_pauses_are_the_windows(tmp_path):
    """From depot to depot within two hours: 18 thousandths there and back, 200 s each, and half an hour to unload."""
    tables = {
        "pauses.csv": "id,windows,announced_by\np,2016-01-01T08:00/2016-01-01T10:00,a\n",
        "parties.csv": "id,name\na,A\n",
    }
    plan = planned(lane(tmp_path / "lane", gate=False, tables=tables))
    assert plan.sessions[0].hours == 2
    assert plan.kg == 20_000
    assert all(trip.depart >= plan.sessions[0].start and trip.arrive <= plan.sessions[0].end for trip in plan.trips)


def test_a_full_load_is_shared_between_districts(tmp_path):
    plan = planned(lane(tmp_path / "lane", window="08:00-09:00", districts=((5, 9_000), (9, 9_000))))
    assert plan.kg == 2 * 4_995
    assert [len(trip.stops) for trip in plan.trips] == [2]


def test_every_district_gets_its_share_first(tmp_path):
    """One round, too short for the far district and a whole load: without --even the near one may get everything."""
    far_and_near = ((2, 40_000), (9, 40_000))
    plan = planned(
        lane(tmp_path / "lane", trucks=("2,10,,36,30,30",), window="08:00-09:00", districts=far_and_near), even=True
    )
    assert [s.kg for s in plan.supplies] == [10_000, 10_000]


def replay(case, plan, trips):
    sessions = [s.window for s in sessions_of(case)]
    ways = Ways(case, sessions, 4.0)
    case, points = ways.case, ways.points
    names = (
        [f"depots[{n}]" for n in points.depots]
        + [f"gates[{n}]" for n in points.gates]
        + [f"people[{n}]" for n in points.districts]
    )
    barred = {(t.id, w): frozenset() for t in case.fleet.trucks for w in sessions}
    needs = {s.id: s.need.likely for s in plan.supplies}
    spots = {name: (int(at), float(s)) for name, at, s in zip(names, points.corner, points.inside, strict=True)}
    return problems_of(case, trips, needs, spots, barred, sessions)


def test_the_replay_finds_what_is_changed(tmp_path):
    case = lane(
        tmp_path / "lane",
        rate="2",
        window="08:00-10:00",
        trucks=("2,10,,36,30,30",),
        districts=((5, 18_000), (9, 18_000)),
    )
    plan = planned(case)
    assert replay(case, plan, plan.trips) == []
    trip, *rest = plan.trips
    stop, *stops = trip.stops
    later = timedelta(minutes=3)
    changed = {
        "carries": replace(trip, stops=(replace(stop, kg=11_000), *stops)),
        "without bringing": replace(trip, stops=()),
        "unloads": replace(trip, stops=(replace(stop, depart=stop.arrive), *stops)),
        "before it can be": replace(trip, stops=(replace(stop, arrive=trip.enter), *stops)),
        "when the gate is shut": replace(
            trip, leave=trip.leave + timedelta(hours=2), arrive=trip.arrive + timedelta(hours=2)
        ),
        "when no gate is open": replace(trip, enter=trip.enter - later),
        "where it has no street": replace(trip, corners=(trip.corners[0], max(trip.corners), *trip.corners[2:])),
        "does not end": replace(trip, corners=(*trip.corners, trip.corners[-2])),
    }
    for words, other in changed.items():
        assert any(words in problem for problem in replay(case, plan, (other, *rest))), words
    assert any("more than" in p and "needs" in p for p in replay(case, plan, (*plan.trips, *plan.trips)))
    twin = replace(trip, enter=trip.enter + later, truck="t0-2", depart=trip.depart + later)
    assert any("trucks an hour in" in p for p in replay(case, plan, (trip, twin)))
    again = replace(trip, depart=trip.arrive)
    assert any("before it is back and loaded" in p for p in replay(case, plan, (trip, again)))
    third = replace(trip, truck="t0-3")
    assert any(
        "there may be only 2" in p for p in replay(case, plan, (*plan.trips, third, replace(trip, truck="t0-4")))
    )


def signed(case, *turns):
    """The case with turns that are forbidden to trucks."""
    binds = np.ones(len(turns), bool)
    signs = Turns(np.array(turns, np.int32).reshape(-1, 3), binds, binds)
    return replace(case, network=replace(case.network, turns=signs))


def test_the_replay_refuses_a_turn_that_a_sign_forbids(tmp_path):
    """Depot, gate and two districts on one street: the way to the far district leads straight on at the near one."""
    case = lane(tmp_path / "lane", districts=((5, 1_000), (9, 18_000)))
    plan = planned(case)
    (trip,) = [t for t in plan.trips if [s.district for s in t.stops] == ["d1"]][:1]
    depot, gate, near, far = trip.corners[:4]
    assert trip.corners == (depot, gate, near, far, near, gate, depot)
    pieces = {
        frozenset(ends): i
        for i, ends in enumerate(zip(case.network.tail.tolist(), case.network.head.tolist(), strict=True))
    }
    outer, inner, last = (pieces[frozenset(ends)] for ends in ((depot, gate), (gate, near), (near, far)))
    assert replay(case, plan, (trip,)) == []
    for turn in ((inner, near, last), (last, near, inner)):
        (problem,) = replay(signed(case, turn), plan, (trip,))
        assert (
            problem == f"{trip.truck} makes a turn at corner {near}, towards {far if turn[0] == inner else gate}, "
            "that a sign forbids"
        )
    for turn in ((outer, gate, inner), (last, far, last), (inner, near, inner), (last, near, last)):
        assert replay(signed(case, turn), plan, (trip,)) == []  # it stops at gates and districts, and turns as it likes
    only_cars = signed(case, (inner, near, last))
    turns = replace(only_cars.network.turns, trucks=np.zeros(1, bool))
    assert replay(replace(only_cars, network=replace(only_cars.network, turns=turns)), plan, (trip,)) == []


def test_the_replay_takes_the_street_that_the_truck_takes(tmp_path):
    """A second street to the near district, longer by 1,000 m: whoever takes it needs 100 s more."""
    case = lane(tmp_path / "lane", districts=((5, 1_000), (9, 18_000)))
    plan = planned(case)
    (trip,) = [t for t in plan.trips if [s.district for s in t.stops] == ["d1"]][:1]
    network, inner = case.network, trip.pieces[1]
    two = only(network, np.array([*range(network.edges), inner]))
    two = replace(case, network=replace(two, length=two.length + 1_000.0 * (np.arange(two.edges) == network.edges)))
    assert replay(two, plan, (trip,)) == []
    around = replace(trip, pieces=(trip.pieces[0], network.edges, *trip.pieces[2:]))
    (problem,) = replay(two, plan, (around,))
    assert "before it can be: the way from gates[g] takes 200 s" in problem
    (problem,) = replay(case, plan, (around,))
    assert "where it has no street" in problem


def test_signs_bind_the_plan_and_not_the_bound(tmp_path):
    """Nobody may drive on past the near district, so that no way leads from the gate to the far one."""
    case = lane(tmp_path / "lane", districts=((5, 9_000), (9, 9_000)))
    free = planned(case)
    (far,) = np.flatnonzero(np.isclose(case.network.lon, 0.009))
    last = int(np.flatnonzero((case.network.tail == far) | (case.network.head == far))[0])
    near = int(case.network.tail[last] + case.network.head[last] - far)
    (inner,) = set(np.flatnonzero((case.network.tail == near) | (case.network.head == near)).tolist()) - {last}
    plan = planned(signed(case, (inner, near, last)))
    assert [s.kg for s in free.supplies] == [4_995, 4_995]
    assert [(s.kg, s.reason) for s in plan.supplies] == [
        (4_995, ""),
        (0, "no street leads there and back that trucks may use"),
    ]
    assert (plan.at_most, plan.caps) == (free.at_most, free.caps)


KINDS = st.tuples(st.integers(1, 3), st.integers(3, 12), st.integers(0, 40), st.integers(5, 40))
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 60))


@settings(max_examples=25, deadline=None)
@given(
    trucks=st.lists(KINDS, min_size=1, max_size=2),
    districts=st.lists(PLACES, min_size=1, max_size=3, unique_by=lambda d: d[0]),
    minutes=st.integers(5, 240),
    rate=st.sampled_from(["", "1", "4", "30"]),
    escorted=st.sampled_from([0, 0, 1, 2]),
    tonnes=st.sampled_from(["", "", "15"]),
    even=st.booleans(),
)
def test_no_plan_exceeds_the_bound(tmp_path_factory, trucks, districts, minutes, rate, escorted, tonnes, even):
    """The plan is replayed by rules of its own within ``plan_convoys``: one that cannot be driven would raise."""
    rows = tuple(f"{number},{payload},,36,{loading},{unloading}" for number, payload, loading, unloading in trucks)
    case = lane(
        tmp_path_factory.mktemp("any") / "lane", trucks=rows, window=f"08:00-{8 + minutes // 60:02}:{minutes % 60:02}",
        rate=rate, districts=tuple((at, 1000 * people) for at, people in districts),
        toml=escorts_of(escorted, 1) if escorted else "",
        tables={"depots.csv": f"id,lon,lat,tonnes_likely\ndepot,-0.009,0,{tonnes}\n"},
    )  # fmt: skip
    plan = planned(case, effort=Effort(60, 20), even=even)
    assert plan.kg <= plan.at_most * (1 + 1e-9)
    assert plan.at_most <= plan.need.likely * (1 + 1e-9)


def test_the_bound_of_a_textbook_case():
    """Two trucks of 10 t, inside 1 h and 2 h, outside 1 h, five hours: three rounds near (60 t) if all is near."""
    reach = Reach("t", "d", 2, 10_000.0, np.array([3600.0, 7200.0]), 0.0, 3600.0)
    terms = [Terms(5 * 3600.0, (reach,), None)]
    assert at_most(terms, np.array([1e9, 1e9]), {}, None)[0] == pytest.approx(60_000)
    assert at_most(terms, np.array([0.0, 1e9]), {}, None)[0] == pytest.approx(40_000)  # 2 + 1 + 2 h
    assert at_most(terms, np.array([1e9, 1e9]), {"d": 5_000.0}, None)[0] == pytest.approx(5_000)
    hourly = [Terms(5 * 3600.0, (reach,), (1 / 3600,))]
    assert at_most(hourly, np.array([1e9, 0.0]), {}, None)[0] == pytest.approx(50_000)  # at 0, 1, 2, 3 and 4 h


def drawn_lane(folder, streets, people, *, window="08:00-10:00", gate=(0, 0), depot=(-0.009, 0), **changes):
    """A case on streets of its own: classes or tags, and points in thousandths of a degree."""
    rows = [f"{id_},{x / 1000},{y / 1000},{n}" for id_, x, y, n in people]
    tables = {
        "people.csv": "\n".join(["id,lon,lat,people_likely", *rows]),
        "depots.csv": f"id,lon,lat\ndepot,{depot[0]},{depot[1]}\n",
        "gates.csv": f"id,lon,lat,windows\ng,{gate[0]},{gate[1]},daily {window} 2016-01-01..2016-01-01\n",
        **changes.pop("tables", {}),
    }  # fmt: skip
    write_lane(folder, tables=tables, **changes)
    lines = [
        {"type": "Feature", "properties": {"highway": "primary", **tags},
         "geometry": {"type": "LineString", "coordinates": [[x / 1000, y / 1000] for x, y in points]}}
        for tags, points in streets
    ]  # fmt: skip
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}))
    return read_case(folder)


STREET = [({}, ((-9, 0), (0, 0))), ({}, ((0, 0), (100, 0)))]
SECONDS = 11.132
"""For a thousandth of a degree of longitude at ten metres a second."""


@pytest.mark.parametrize("at", [20, 49, 51, 80])
def test_the_way_along_the_last_street_is_driven(tmp_path, at):
    """A street of 11 km with people on it, wherever the nearer of its corners is."""
    case = drawn_lane(tmp_path / "lane", STREET, [("d", at, 0, 1000)])
    plan = planned(case)
    (trip,) = plan.trips
    assert (trip.stops[0].arrive - trip.enter) / timedelta(seconds=1) == pytest.approx(at * SECONDS, abs=2)
    assert (trip.leave - trip.stops[0].depart) / timedelta(seconds=1) == pytest.approx(at * SECONDS, abs=2)
    assert plan.network.lon[trip.corners[2]] == pytest.approx(at / 1000, abs=1e-6)
    assert belongs(plan, case) == ()
    short = drawn_lane(tmp_path / "short", STREET, [("d", at, 0, 1000)], window="08:00-08:07")
    assert (planned(short).kg, planned(short).at_most) == (0, 0)
    longer = [STREET[0], ({}, ((0, 0), (101, 0)))]
    other = drawn_lane(tmp_path / "other", longer, [("d", at, 0, 1000)])
    assert belongs(plan, replace(other, name=plan.case)) == ("a way of it leads where the case has no street",)


def test_the_way_to_a_gate_and_a_depot_within_a_street_is_driven(tmp_path):
    plan = planned(drawn_lane(tmp_path / "lane", STREET, [("d", 100, 0, 1000)], gate=(0.051, 0), depot=(0.02, 0)))
    (trip,) = plan.trips
    parts = [(trip.depart, trip.enter, 31), (trip.enter, trip.stops[0].arrive, 49), (trip.leave, trip.arrive, 31)]
    for start, end, at in parts:
        assert (end - start) / timedelta(seconds=1) == pytest.approx(at * SECONDS, abs=2)


def test_a_one_way_street_is_left_at_its_end(tmp_path):
    """People in the first half of it: back the truck goes on to its end and around, 5.1 + 10 + 10 + 10 thousandths."""
    ring = [
        ({}, ((-9, 0), (0, 0))),
        ({"oneway": "yes"}, ((0, 0), (10, 0))),
        ({}, ((10, 0), (10, 10), (0, 10), (0, 0))),
    ]
    (trip,) = planned(drawn_lane(tmp_path / "lane", ring, [("d", 4.9, 0, 1000)])).trips
    assert (trip.stops[0].arrive - trip.enter) / timedelta(seconds=1) == pytest.approx(4.9 * SECONDS, abs=2)
    assert (trip.leave - trip.stops[0].depart) / timedelta(seconds=1) == pytest.approx(35.1 * SECONDS, rel=0.01)


def test_the_replay_refuses_a_gate_at_another_corner(tmp_path):
    case = drawn_lane(tmp_path / "lane", STREET, [("d", 100, 0, 1000)], gate=(0.051, 0))
    ways = Ways(case, [s.window for s in sessions_of(case)], 4.0)
    depot, gate, district = ways.points.corner.tolist()
    for corner, wrong in ((gate, []), (district, ["gates[g] is put 5449 m away, though a street leads 0 m from it"])):
        spots = {"depots[depot]": (depot, 0.0), "gates[g]": (corner, 0.0), "people[d]": (district, 0.0)}
        assert problems_of(ways.case, (), {"d": 555.0}, spots, {}, ()) == wrong


def with_people(case, where):
    """The case with a thousand people in one district."""
    (place,) = case.places
    return replace(case, places=(replace(place, where=where),))


def test_of_a_raster_only_the_cells_within_reach_get_goods(tmp_path):
    """Ten people beside the street, 990 in a cell from 1,659 m to 1,769 m off."""
    west, south = np.array([0.0495, 0.0495]), np.array([0.0, 0.015])
    cells = Cells(west, south, west + 0.001, south + 0.001, np.array([10.0, 990.0]))
    case = with_people(drawn_lane(tmp_path / "lane", STREET, [("d", 50, 0, 1000)]), cells)
    plan = planned(case)
    (supply,) = plan.supplies
    assert (plan.kg, supply.reason) == (5, "")
    assert supply.not_reached == NotReached(pytest.approx(990), 1000, 0, pytest.approx(16 * 110.574, abs=1), 200)
    far = planned(with_people(case, Cells(*(x[1:] for x in (west, south, west + 0.001, south + 0.001, cells.people)))))
    assert far.kg == 0
    assert far.supplies[0].reason.startswith("not reached: people live 1,659 m from where a truck can stop")


def test_whoever_drives_on_within_a_district_takes_longer(tmp_path):
    """1,000 m on along the street of 11 km at most, and back; for the others it is too far."""
    case = drawn_lane(tmp_path / "lane", STREET, [("d", 50, 0, 1000)])
    (direct,) = planned(case).trips
    near = planned(with_people(case, shapely.box(0.042, -0.001, 0.058, 0.001)))
    wide = planned(with_people(case, shapely.box(0.03, -0.001, 0.07, 0.001)))
    assert (near.kg, near.supplies[0].not_reached) == (555, None)
    assert wide.supplies[0].not_reached.people == pytest.approx(1000 * (1 - 2 * 1.19 / (40 * 0.11132)), abs=5)
    back = [trip.leave - trip.stops[0].depart for trip in (direct, *near.trips, *wide.trips)]
    assert [(b - back[0]) / timedelta(seconds=1) for b in back[1:]] == [pytest.approx(200, abs=2)] * 2


def test_the_replay_refuses_goods_for_people_out_of_reach(tmp_path):
    case = drawn_lane(tmp_path / "lane", STREET, [("d", 50, 0, 1000)])
    plan = planned(case)
    assert replay(case, plan, plan.trips) == []
    wide = with_people(case, shapely.box(0.04, 0.001, 0.06, 0.01))
    assert any("d gets 555 kg, more than the" in problem for problem in replay(wide, plan, plan.trips))
    far = with_people(case, shapely.Point(0.05, 0.002))
    assert replay(far, plan, plan.trips) == ["d gets goods 222 m from where a truck can stop"]
