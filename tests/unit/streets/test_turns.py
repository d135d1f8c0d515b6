"""Turn restrictions: from tags to turns between pieces, and what becomes of them where these are cut or merged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from geleit.model.network import Turns
from geleit.streets.build import build_network
from geleit.streets.clip import clip
from geleit.streets.cut import cut_at
from geleit.streets.locate import snap_many
from geleit.streets.rules import classify
from geleit.streets.turns import Rule, Sign, rules_of
from tests.drawn import draw
from tests.unit.streets.test_build import ways_of

CROSS = {1: (-0.001, 0), 2: (0.001, 0), 3: (0, 0.001), 4: (0, -0.001), 5: (0, 0), 6: (0.0005, 0)}
"""West, east, north and south of a crossing, number 5; 6 lies on the way to the east."""
CAR = {"highway": "residential"}


def no(**more):
    return Rule(**{"only": False, "back": False, "cars": True, "trucks": True, **more})


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"restriction": "no_left_turn"}, (no(),)),
        ({"restriction": "only_straight_on"}, (no(only=True),)),
        ({"restriction": "no_u_turn"}, (no(back=True),)),
        ({"restriction": "no_left_turn;no_u_turn"}, (no(), no(back=True))),
        ({"restriction:hgv": "no_right_turn"}, (no(cars=False),)),
        ({"restriction:motorcar": "no_entry"}, (no(trucks=False),)),
        ({"restriction:bus": "no_exit"}, (no(trucks=False),)),
        ({"type": "restriction:hgv", "restriction": "no_left_turn"}, (no(cars=False),)),
        ({"restriction": "no_left_turn", "except": "hgv"}, (no(trucks=False),)),
        ({"restriction": "no_left_turn", "except": "psv; motorcar"}, (no(cars=False),)),
        ({"restriction": "no_left_turn", "except": "psv"}, (no(),)),  # cars are not free
        ({"restriction": "no_left_turn", "except": "bicycle;"}, (no(),)),
        ({"restriction": "no_left_turn", "except": "motor_vehicle"}, None),
        ({"restriction:hgv": "no_left_turn", "except": "hgv"}, None),
        ({"restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)"}, (no(),)),
        ({"restriction:hgv:conditional": "only_left_turn @ (22:00-06:00)"}, (no(only=True, cars=False),)),
        ({"restriction": "no_left_turn", "restriction:hgv": "no_u_turn"}, (no(), no(back=True, cars=False))),
        ({"restriction": "give_way"}, ()),
        ({"restriction:bicycle": "no_left_turn"}, None),
        ({"type": "restriction:bicycle", "restriction": "no_left_turn"}, None),
        ({"type": "multipolygon", "restriction": "no_left_turn"}, None),
    ],
)
def test_what_tags_forbid(tags, expected):
    assert rules_of({"type": "restriction", **tags}) == expected


def built(*lines, signs, tags=None):
    ways = ways_of(*lines, street=list(range(len(lines))), at=CROSS)
    ways = replace(ways, streets=tuple(classify(t) for t in tags or [CAR] * len(lines)), signs=tuple(signs))
    return build_network(ways, attribution="", origin="", where="drawn")


def told(network, turns=None):
    """Each turn as the side it comes from and the side it goes to, and whom it binds."""
    sides = {(round(x * 1000), round(y * 1000)): side for (x, y), side in zip(CROSS.values(), "WENS-e", strict=True)}
    found = set()
    turns = network.turns if turns is None else turns
    for (before, corner, after), cars, trucks in zip(turns.turn.tolist(), turns.cars, turns.trucks, strict=True):
        ends = []
        for piece in (before, after):
            assert corner in (network.tail[piece], network.head[piece])
            far = int(network.tail[piece] + network.head[piece]) - corner
            ends.append(sides[round(float(network.lon[far]) * 1000), round(float(network.lat[far]) * 1000)])
        found.add(("".join(ends), "c" * bool(cars) + "t" * bool(trucks)))
    return found


STREETS = ([1, 5], [5, 6, 2], [3, 5], [5, 4])


@pytest.mark.parametrize(
    ("before", "after", "rule", "expected"),
    [
        ([1], [3], no(), {("WN", "ct")}),
        ([6], [4], no(cars=False), {("ES", "t")}),
        ([1], [6], no(only=True), {("WN", "ct"), ("WS", "ct"), ("WW", "ct")}),
        ([4], [4], no(back=True), {("SS", "ct")}),
        ([4], [4], no(), set()),  # on the way it came by, which it is not about
        ([1, 3], [6], no(), {("WE", "ct"), ("NE", "ct")}),  # no_entry: from several
        ([1], [2], no(), set()),  # not next to the corner
    ],
)
def test_from_points_to_pieces(before, after, rule, expected):
    network = built(*STREETS, signs=[Sign((rule,), 5, tuple(before), tuple(after))])
    assert told(network) == expected
    assert (network.report.turns, network.report.turns_not_read) == ((1, 0) if expected else (0, 1))
    assert len(network.generous.turns) == 0
    assert network.generous is network.generous


def test_whoever_may_only_go_where_no_vehicle_goes_goes_nowhere():
    tags = [CAR, CAR, {"highway": "residential", "access": "private"}, CAR]
    network = built(*STREETS, signs=[Sign((no(only=True),), 5, (1,), (3,))], tags=tags)
    assert told(network) == {("WE", "ct"), ("WS", "ct"), ("WW", "ct")}


def test_a_corner_where_too_many_streets_meet_has_no_signs():
    """Streets from the middle to points on a circle; 30 are read, and 31 are not."""
    for count, banned in ((30, 29), (31, 0)):
        at = {n: (0.001 * np.cos(n), 0.001 * np.sin(n)) for n in range(10, 10 + count)}
        ways = ways_of(*([5, n] for n in at), at={**at, 5: (0, 0)})
        network = build_network(
            replace(ways, signs=[Sign((no(only=True),), 5, (10,), (11,))]), attribution="", origin="", where="drawn"
        )
        assert (len(network.turns), network.report.turns) == (banned, bool(banned))


def test_signs_add_up_and_what_is_not_understood_is_counted():
    left, right = Sign((no(cars=False),), 5, (1,), (3,)), Sign((no(trucks=False),), 5, (1,), (3,))
    network = built(*STREETS, signs=[left, right, Sign((no(),)), Sign((), 5, (1,), (3,))])
    assert told(network) == {("WN", "ct")}
    assert (network.report.turns, network.report.turns_not_read) == (2, 2)


def test_a_way_that_goes_on_through_the_corner():
    """A way that is not cut at the sign: nobody knows from which side, so that the plan turns from neither."""
    network = built([1, 5, 6, 2], [3, 5], [5, 4], signs=[Sign((no(),), 5, (1, 6), (3,))])
    assert told(network) == {("WN", "ct"), ("EN", "ct")}
    network = built([1, 5, 6, 2], [3, 5], [5, 4], signs=[Sign((no(back=True),), 5, (1, 6), (1, 6))])
    assert told(network) == {("WW", "ct"), ("EE", "ct")}


def test_only_vehicles_are_bound_so_that_paths_have_no_turns():
    tags = [CAR, CAR, {"highway": "steps"}, CAR]
    network = built(*STREETS, signs=[Sign((no(only=True),), 5, (1,), (6,))], tags=tags)
    assert told(network) == {("WS", "ct"), ("WW", "ct")}


@pytest.mark.parametrize("again", [[5, 2], [2, 5]])
def test_a_street_drawn_twice_is_one(again):
    """The sign names one of the drawings, and leaves open what goes by the other."""
    for named in (6, 2):
        network = built(*STREETS, again, signs=[Sign((no(only=True),), 5, (1,), (named,))])
        assert network.report.twice == 1
        assert told(network) == {("WN", "ct"), ("WS", "ct"), ("WW", "ct")}


def crossing(*turns):
    """A crossing of four streets of 111 m, drawn to the middle but the last: west, east, north, south."""
    network = draw([CROSS[n] for n in (1, 2, 3, 4, 5)], [(0, 4, ()), (1, 4, ()), (2, 4, ()), (4, 3, ())])
    turn = np.array([(before, 4, after) for before, after in turns], np.int32)
    return replace(network, turns=Turns(turn, np.arange(len(turn)) % 2 == 0, np.ones(len(turn), bool)))


def test_where_a_street_is_cut_the_part_at_the_corner_takes_over():
    network = crossing((0, 3), (3, 2), (3, 3))
    cut = cut_at(network, [snap_many(network, np.array([-0.0005, 0, 0]), np.array([0, -0.0003, -0.0006]))])
    assert cut.piece.tolist() == [0, 0, 1, 2, 3, 3, 3]
    assert cut.network.turns.turn.tolist() == [[1, 4, 4], [4, 4, 3], [4, 4, 4]]
    assert cut.network.turns.cars.tolist() == [True, False, True]


def test_what_is_left_out_takes_its_turns_along():
    network = crossing((0, 3), (3, 2), (3, 3))
    kept = clip(network, box(-0.0001, -0.002, 0.0001, -0.0005), 0)
    assert kept.edges == 1
    assert told(kept) == {("SS", "ct")}
    assert told(clip(network, box(-0.001, -0.001, 0, 0), 1e3)) == {("WS", "ct"), ("SN", "t"), ("SS", "ct")}
