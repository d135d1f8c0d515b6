"""The gate: what of a case may leave, and what its type refuses to hold."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
import shapely

from geleit.errors import InputError
from geleit.messages.message import words
from geleit.model.aid import Delivery, Stock
from geleit.model.amount import Range
from geleit.model.convoy import Depot, Fleet, Gate, TruckType
from geleit.model.corridor import Closure, Party, Pause, RateChange
from geleit.model.finding import Evidence, Observation
from geleit.model.incident import Facility, Incident, Incidents, Monitoring
from geleit.model.population import Place
from geleit.model.public import INSIDE, OUTSIDE, ConvoyGate, PublicCase
from geleit.model.risk import Risk
from geleit.model.statement import Source, Statement
from geleit.model.travel import BusLine
from geleit.model.window import Window
from geleit.publication import internal_case, public_case
from tests.drawn import draw
from tests.unit.report.town import START, ZONE, answer, hours, town

LATER = datetime(2016, 6, 1, 15, 30, tzinfo=ZONE)
AHEAD = Window(LATER, LATER + timedelta(hours=1))


def people(low, likely, high):
    return Range(low, likely, high, "people", note="counted at the gate of the Rose")


def said(name, speaker, text="So it is.", **more):
    fields_ = {"role": "", "party": "", "at": START, "topic": "", "about": "", "quantity": None, "source": "s1"}
    return Statement(id=name, speaker=speaker, text=text, **{**fields_, **more})


def incident(start, end):
    return Incident("i1", start, end, 0.004, 0.004, 30, "shelling", "gov", None, "Radio", "s1", "at the Rose")


def told(now=LATER, **changes):
    return public_case(town(**changes), now)


def test_the_type_has_no_place_for_what_must_stay():
    names = {field.name for field in fields(PublicCase)}
    assert not names & {"facilities", "places", "risks", "buses", "fleet", "depots", "people"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"statements": (said("a", "A", sensitive=True),)}, "no sensitive statement"),
        ({"statements": (said("a", "A", entered_by="desk"),)}, "not who entered one"),
        ({"statements": (said("a", "A", note="behind the mill"),)}, "no notes"),
        ({"exits": (replace(town().exits[0], note="behind the mill"),)}, "no notes"),
        ({"pauses": (replace(town().pauses[0], windows=(AHEAD,)),)}, "lies ahead"),
        ({"deliveries": (Delivery("d", START, START, "arrived", "flour", None, "school", "", "", "s1"),)}, "where a"),
        ({"assumptions": {"walking_speed": Range(1, 1, 1, "m/s", note="says the Rose")}}, "no notes"),
        (
            {"exits": (replace(town().exits[2], changes=(RateChange((hours(2, 8, 18),), people(1, 1, 1)),)),)},
            "no notes",
        ),
        ({"exits": (replace(town().exits[2], windows_cautious=(AHEAD,)),)}, "lies ahead"),
        ({"exits": (replace(town().exits[2], changes=(RateChange((AHEAD,), Range(1, 1, 1, "")),)),)}, "lies ahead"),
        ({"corridors": (replace(town().corridors[0], announced_at=AHEAD.end),)}, "lies ahead"),
        ({"statements": (said("a", "A", since=AHEAD.start),)}, "lies ahead"),
        ({"stocks": (Stock("s", "water", Range(1, 1, 1, "l"), AHEAD.start, ""),)}, "lies ahead"),
        ({"monitoring": (Monitoring("Radio", (AHEAD,), Range(1, 1, 1, "share")),)}, "lies ahead"),
        ({"reported": ((START.date(), Incidents.of((incident(START, AHEAD.end),))),)}, "lies ahead"),
        ({"period": Window(START, AHEAD.end)}, "lies ahead"),
        ({"deadline": AHEAD.end}, "lies ahead"),
        ({"statements": (said("a", "A", about="night"),)}, "does not hold"),
        ({"observations": (Observation("night", "INFORMED", Evidence("for", words("So."), "Ann")),)}, "does not hold"),
        ({"exits": (replace(town().exits[2], corridor="night"),), "statements": ()}, "does not hold"),
    ],
)
def test_a_public_case_cannot_hold_what_must_stay(change, says):
    with pytest.raises(ValueError, match=says):
        replace(told(), **change)


def test_a_public_case_cannot_hold_a_route_of_which_nobody_knows_that_it_is_over():
    midnight = datetime(2016, 5, 11, tzinfo=ZONE)
    found = told(midnight)
    assert found.period.end == found.until == midnight
    never = replace(found.exits[0], windows=(), windows_cautious=())
    for change in (
        {"exits": (never, *found.exits[1:])},
        {"pauses": (replace(found.pauses[0], windows=()),)},
        {"gates": (ConvoyGate("g", (), None),)},
        {"corridors": (replace(found.corridors[0], id="bare"),), "exits": (), "statements": ()},
    ):
        with pytest.raises(ValueError, match="without hours before its period is over"):
            replace(found, **change)
        assert replace(told(midnight + timedelta(days=1)), **change)


def test_an_answer_with_a_plan_is_not_public():
    with pytest.raises(TypeError, match="not public"):
        told().expect([answer()])


def test_sensitive_statements_and_those_about_facilities_stay_with_all_that_points_to_them():
    clinic = Facility("clinic", "Clinic of the Rose", "hospital", 0.005, 0.005)
    statements = (
        said("secret", "Nadia Haddad", sensitive=True), said("near", "Minister", role="Minister", about="clinic"),
        said("open", "Minister", role="Minister", corrects="secret", part_of="near", entered_by="desk 2"),
    )  # fmt: skip
    found = told(statements=statements, facilities=(clinic,))
    assert [(s.id, s.corrects, s.part_of, s.entered_by) for s in found.statements] == [("open", "", "", "")]
    left_out = {row.kind: row.count for row in found.left_out}
    assert (left_out["statements"], left_out["facilities"]) == (2, 1)
    assert "Rose" not in repr(found)
    assert "Haddad" not in repr(found)


def test_only_parties_publishers_and_those_with_an_office_are_named():
    parties = (Party("gov", "Government", belligerent=True, names=("Army of the Republic",)),)
    statements = (
        said("a", "Ann Miller", role="Minister of Roads"), said("b", "Bob Mason", party="gov"),
        said("c", "Cid Carter"), said("d", "Army of the Republic"), said("e", "Radio Town"), said("f", "Cid Carter"),
        said("g", "A doctor in the east"), said("h", "Dan Baker, Radio Town"),
    )  # fmt: skip
    sources = (Source("s1", "News", "Radio Town"),)
    found = told(statements=statements, sources=sources, parties=parties)
    speakers = [statement.speaker for statement in found.statements]
    assert speakers == [
        "Ann Miller", "Bob Mason", "person 1", "Army of the Republic", "Radio Town", "person 1", "person 2", "person 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Cid Carter told us",
        "old CARTER said so",
        "cid-carter's word",
        "behind the Mill of the Rose",
        "in School 3, by day",
    ],
)
def test_a_text_that_tells_a_hidden_name_stays(text):
    places = (Place("school-3", "School 3", people(10, 20, 30), shapely.Point(0.004, 0.004), ""),)
    clinic = Facility("clinic", "Mill of the Rose", "hospital", 0.005, 0.005)
    statements = (said("a", "Cid Carter"), said("b", "Ann", role="Minister", text=text))
    row = Observation("operation", "INFORMED", Evidence("for", words(text), "Ann"))
    found = told(statements=statements, places=places, facilities=(clinic,), observations=(row,), summary=text)
    assert [statement.speaker for statement in found.statements] == ["person 1"]
    assert found.observations == ()
    assert text not in repr(found)


def test_an_id_that_tells_a_name_is_replaced_wherever_it_stands():
    statements = (said("cid-carter-1", "Cid Carter", source="interview-carter"), said("b", "Ann", role="Minister",
                  part_of="cid-carter-1"))  # fmt: skip
    sources = (Source("interview-carter", "Cid Carter speaks", "Radio", url="https://radio.example/cid-carter"),)
    found = told(statements=statements, sources=(*sources, Source("s1", "News", "Radio")))
    first, second = found.statements
    assert second.part_of == first.id
    assert first.source in {source.id for source in found.sources}
    assert "arter" not in repr(found)


def test_a_short_or_common_id_hides_no_sentence():
    clinic = Facility("clinic", "clinic", "hospital", 0.005, 0.005)
    found = told(statements=(said("a", "Ann", role="Minister", text="No clinic is open."),), facilities=(clinic,))
    assert [statement.id for statement in found.statements] == ["a"]


def test_what_lies_ahead_stays_and_nothing_is_judged_by_half_of_it():
    now = datetime(2016, 5, 4, 9, tzinfo=ZONE)  # midnight is that of 4 May
    gate = town().exits[0]
    exits = (
        replace(gate, id="old", corridor="over", windows=(hours(2, 8, 18),), windows_cautious=()),
        replace(gate, id="now", corridor="runs", windows=(hours(2, 8, 18), hours(5, 8, 18)), windows_cautious=()),
        replace(gate, id="new", corridor="ahead", windows=(hours(5, 8, 18),), windows_cautious=()),
    )
    corridors = tuple(replace(town().corridors[0], id=name, name=f"Road {name}") for name in ("over", "runs", "ahead"))
    pauses = tuple(
        Pause(name, name, windows, "", ("gov",), START, (), "s1")
        for name, windows in (("past", (hours(3, 10, 13),)), ("half", (hours(3, 10, 13), hours(4, 10, 13))))
    )
    statements = (
        said("a", "M", role="Minister", about="over"), said("b", "M", role="Minister", about="ahead"),
        said("c", "M", role="Minister", until=datetime(2016, 5, 6, tzinfo=ZONE)),
        said("d", "M", role="Minister", text="Road ahead opens at ten."),
    )  # fmt: skip
    days = [datetime(2016, 5, day, tzinfo=ZONE) for day in (2, 6)]
    deliveries = tuple(
        Delivery(f"d{day.day}", day, day + timedelta(hours=2), "arrived", "flour", None, "", "", "", "s1")
        for day in days
    )
    found = told(now, exits=exits, corridors=corridors, pauses=pauses, statements=statements, deliveries=deliveries)
    assert [(x.id, x.corridor, len(x.windows)) for x in found.exits] == [("old", "over", 1), ("now", "", 1)]
    assert [corridor.id for corridor in found.corridors] == ["over"]
    assert [pause.id for pause in found.pauses] == ["past"]
    assert [statement.id for statement in found.statements] == ["a"]
    assert [delivery.id for delivery in found.deliveries] == ["d2"]
    assert found.period.end == found.until == datetime(2016, 5, 4, tzinfo=ZONE)
    assert found.deadline == town().deadline


def on_a_road(**changes):
    """A town with one more corridor, and where asked an exit of it and a word about it."""
    road = replace(town().corridors[0], id="night", name="Night Road", destination="Hill camp", **changes)
    return (*town().corridors, road)


@pytest.mark.parametrize("opens", [None, (), (hours(9, 8, 18),)])
def test_a_corridor_of_which_no_hours_are_told_is_not_over_before_the_case_is(opens):
    word = said("a", "M", role="Minister", about="night", text="Night Road leads to Hill camp")
    gate = replace(town().exits[0], id="stairs", name="Harbour stairs", corridor="night")
    exits = () if opens is None else (replace(gate, windows=opens, windows_cautious=()),)
    case = {"corridors": on_a_road(), "exits": (*town().exits, *exits), "statements": (word,)}
    while_it_runs = told(datetime(2016, 5, 4, 9, tzinfo=ZONE), **case)
    assert [corridor.id for corridor in while_it_runs.corridors] == ["north"]
    assert [x.id for x in while_it_runs.exits] == ["gate", "arms", "third"]
    assert while_it_runs.statements == ()
    assert not any(word in repr(while_it_runs) for word in ("Night", "Hill camp", "Harbour"))
    over = told(datetime(2016, 5, 12, 9, tzinfo=ZONE), **case)
    assert [corridor.id for corridor in over.corridors] == ["north", "night"]
    assert [x.id for x in over.exits] == ["gate", "arms", "third", *(x.id for x in exits)]
    assert [statement.id for statement in over.statements] == ["a"]


def test_what_is_announced_later_stays_with_its_exits_that_never_open():
    never = replace(town().exits[0], id="stairs", name="Harbour stairs", corridor="night", windows=(),
                    windows_cautious=())  # fmt: skip
    found = told(corridors=on_a_road(announced_at=LATER), exits=(*town().exits, never),
                 pauses=(replace(town().pauses[0], announced_at=LATER),))  # fmt: skip
    assert [corridor.id for corridor in found.corridors] == ["north"]
    assert found.pauses == ()
    assert not any(word in repr(found) for word in ("Night", "Harbour"))


def test_an_exit_that_was_open_stays_though_its_corridor_has_another_without_hours():
    gate = replace(town().exits[0], corridor="night")
    exits = (gate, replace(gate, id="stairs", windows=(), windows_cautious=()))
    found = told(datetime(2016, 5, 4, 9, tzinfo=ZONE), corridors=on_a_road(), exits=exits, statements=())
    assert [(x.id, x.corridor) for x in found.exits] == [("gate", "")]
    assert [corridor.id for corridor in found.corridors] == []


def test_a_pause_without_hours_is_not_over_before_the_case_is():
    pauses = (replace(town().pauses[0], windows=()),)
    assert told(datetime(2016, 5, 11, 9, tzinfo=ZONE), pauses=pauses).pauses == ()
    assert len(told(datetime(2016, 5, 12, 9, tzinfo=ZONE), pauses=pauses).pauses) == 1


def test_names_of_gates_and_closures_that_lie_ahead_are_in_no_text():
    gates = (Gate("g", "Old gate", 0.01, 0.01, (hours(2, 8, 18),)), Gate("n", "Mill gate", 0.01, 0.01,
             (hours(9, 8, 18),)), Gate("never", "Sea gate", 0.01, 0.01, ()))  # fmt: skip
    closures = tuple(
        Closure(name, name, shapely.Point(0.004, 0.004), (hours(day, 0, 24),), certain=True, source="s1")
        for name, day in (("Stone bridge", 1), ("Iron bridge", 9))
    )
    texts = ("Old gate was open", "By Mill gate", "At Sea gate", "Stone bridge was shut", "Iron bridge will be shut")
    statements = tuple(said(f"s{n}", "Ann", text, role="Minister") for n, text in enumerate(texts))
    found = told(datetime(2016, 5, 4, 9, tzinfo=ZONE), fleet=Fleet(gates=gates), closures=closures,
                 statements=statements)  # fmt: skip
    assert [statement.id for statement in found.statements] == ["s0", "s3"]
    assert [gate.id for gate in found.gates] == ["g"]
    left_out = {row.kind: row.count for row in found.left_out}
    assert left_out["routes, pauses and deliveries that lie ahead or are not over"] == 2


def test_whether_people_may_ride_is_told_of_the_whole_case():
    ahead = replace(town().exits[0], id="new", corridor="", windows=(hours(9, 8, 18),), windows_cautious=())
    exits = (town().exits[0], replace(ahead, mode="vehicle"))
    found = told(datetime(2016, 5, 4, 9, tzinfo=ZONE), exits=exits)
    assert [x.id for x in found.exits] == ["gate"]
    assert found.case.riding
    assert not told(datetime(2016, 5, 4, 9, tzinfo=ZONE), exits=(exits[0], ahead)).case.riding


def test_a_case_that_lies_ahead_as_a_whole_has_nothing_public():
    with pytest.raises(InputError, match="nothing that lies ahead may leave"):
        told(START + timedelta(hours=20))


def test_goods_went_inside_or_elsewhere_and_notes_and_places_of_depots_are_gone():
    def load(name, to):
        return Delivery(name, START, START, "arrived", "flour", None, to, "Cid Carter", "Cid Carter", "s1", note="Rose")

    depot = Depot("rose", "Store of the Rose", 0.004, 0.004, Range(1, 2, 3, "t"), note="Rose")
    one = Range(1, 1, 1, "")
    fleet = Fleet((depot,), (TruckType("t", "Truck", "rose", one, one, None, None, one, one, one, note="Rose"),),
                  (Gate("g", "Gate", 0.01, 0.01, (hours(2, 8, 18),), note="Rose"),))  # fmt: skip
    risk = Risk("r", "Rose", shapely.Point(0.004, 0.004), (hours(2, 8, 18),), one)
    bus = BusLine("b", "Rose", 0.004, 0.004, "gate", one, 50, Range(2, 4, 6, "m/s"), one, (hours(2, 8, 18),))
    found = told(
        deliveries=(load("a", "centre"), load("b", "Harbour"), load("c", "")), fleet=fleet, risks=(risk,), buses=(bus,)
    )
    assert [(d.to, d.by, d.claimant) for d in found.deliveries] == [(INSIDE, "person 1", "person 1"),
                                                                    (OUTSIDE, "person 1", "person 1"),
                                                                    ("", "person 1", "person 1")]  # fmt: skip
    assert "Rose" not in repr(replace(found, network=town().network))
    assert found.vehicles == (Range(2, 4, 6, "m/s"),)
    assert [(s.tonnes.high, t.depot == s.id) for s, t in zip(found.stores, found.trucks, strict=True)] == [(3, True)]
    assert found.case.fleet.depots == ()


@pytest.mark.parametrize("name", [INSIDE, OUTSIDE])
def test_goods_went_inside_or_elsewhere_whatever_facilities_are_called(name):
    load = Delivery("a", START, START, "arrived", "flour", None, "centre" if name == INSIDE else "Port", "", "", "s1")
    found = told(deliveries=(load,), facilities=(Facility("clinic", name.title(), "hospital", 0.005, 0.005),))
    assert [delivery.to for delivery in found.deliveries] == [name]


def test_incidents_are_over_when_the_day_is():
    midnight = datetime(2016, 5, 4, tzinfo=ZONE)
    row = incident(START, midnight + timedelta(days=4))
    found = told(midnight, incidents=(row,), reported=((START.date(), Incidents.of((row,))),))
    assert [row.end for row in found.incidents] == [midnight]
    assert found.reported[0][1].end.tolist() == [int(midnight.timestamp())]


def test_incidents_leave_without_their_text():
    row = incident(START, START)
    found = told(incidents=(row,), reported=((START.date(), Incidents.of((row,))),))
    assert found.incidents[0].text == ""
    assert list(found.reported[0][1].text) == [""]
    assert found.incidents[0].claimant == "person 1"


def big(side=12, step=0.01):
    """Streets about 1.1 km apart, over 12 x 12 km."""
    corners = [(x * step, y * step) for y in range(side) for x in range(side)]
    east = [(y * side + x, y * side + x + 1, ()) for y in range(side) for x in range(side - 1)]
    north = [(y * side + x, (y + 1) * side + x, ()) for y in range(side - 1) for x in range(side)]
    return draw(corners, [*east, *north])


@pytest.mark.parametrize(
    ("where", "cells"),
    [
        (shapely.Point(0.05, 0.05), False),
        (shapely.box(0.05, 0.05, 0.052, 0.052), False),
        (shapely.box(0.03, 0.03, 0.05, 0.05), False),
        (shapely.box(0.0, 0.0, 0.11, 0.11), True),
    ],
)
def test_people_are_told_by_cell_only_where_the_case_itself_is_coarse(where, cells):
    places = (Place("p", "Place", people(20_000, 30_000, 40_000), where, ""),)
    found = told(network=big(), area=None, exits=(), corridors=(), closures=(), places=places)
    assert bool(found.cells) == cells
    everyone = [found.elsewhere, *(row for _, row in found.cells)]
    assert [sum(getattr(row, end) for row in everyone) for end in ("low", "likely", "high")] == [20_000, 30_000, 40_000]


@pytest.mark.parametrize(("total", "told_cells"), [(900, 0), (16_500, None), (10**6, 16)])
def test_no_cell_with_few_people_is_told_nor_can_be_worked_out(total, told_cells):
    places = (Place("p", "Place", people(total, total, total), shapely.box(0, 0, 0.11, 0.11), ""),)
    found = told(network=big(), area=None, exits=(), corridors=(), closures=(), places=places)
    assert all(row.high >= 1000 for _, row in found.cells)
    if told_cells is not None:
        assert len(found.cells) == told_cells
    else:
        assert found.elsewhere.high >= 1000
        assert 16 - len(found.cells) >= 2


def test_moving_a_shelter_changes_nothing():
    def with_shelters(*at):
        rows = [Place("all", "", people(9e5, 9e5, 1e6), shapely.box(0, 0, 0.11, 0.11), "")]
        rows += [
            Place(f"s{n}", f"School {n}", people(300, 400, 500), shapely.Point(*xy), "") for n, xy in enumerate(at)
        ]
        return told(network=big(), area=None, exits=(), corridors=(), closures=(), places=tuple(rows))

    one, other = with_shelters((0.01, 0.01), (0.09, 0.03)), with_shelters((0.07, 0.1), (0.02, 0.05))
    assert (one.cells, one.elsewhere) == (other.cells, other.elsewhere)


def test_those_in_the_room_see_all_but_what_is_sensitive_unless_they_ask():
    case = town(statements=(said("a", "A", sensitive=True), said("b", "B", corrects="a", entered_by="desk")))
    view = internal_case(case)
    assert [(s.id, s.corrects, s.entered_by) for s in view.case.statements] == [("b", "", "desk")]
    assert internal_case(case, sensitive=True).case is case
    assert view.publication == "internal, not for publication"


def test_the_public_case_makes_a_case_of_itself_alone():
    found = told()
    made = found.case
    assert made is found.case
    assert (made.facilities, made.risks, made.buses) == ((), (), ())
    assert made.people.high == town().people.high
