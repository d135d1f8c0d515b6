"""Changes of a case, what each concession lets out, and which unknown decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from geleit.evacuation.answer import evacuate
from geleit.evacuation.concessions import EFFORT, concessions
from geleit.evacuation.decides import decides
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.io.case.casefile import read_case
from geleit.io.case.drill import write_drill
from geleit.io.case.exit_changes import change_case
from geleit.io.record.tables import bundled_announcements, bundled_precedents
from geleit.model.amount import Range
from geleit.model.changes import a_day_more, an_hour_more, each_exit, for_vehicles
from geleit.model.travel import Vehicles
from geleit.model.window import Window
from geleit.record.conceded import CONCEDED, conceded
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case

HOUR = Window(at(10), at(10, 1))


@pytest.fixture(scope="module")
def drill(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill") / "drill"
    write_drill(folder, corners=400, people=30_000, seed=3)
    return read_case(folder)


def windows(case):
    return [(w.start.isoformat()[11:16], w.end.isoformat()[11:16]) for w in case.exits[0].windows]


def test_an_hour_more_is_added_to_the_last_hours_of_each_day():
    day = (Window(at(10, 8), at(10, 10)), Window(at(10, 12), at(10, 14)), Window(at(11, 9), at(11, 10)))
    made = each_exit(line_case(), lambda exit_: replace(exit_, windows=day, windows_cautious=day[:1]))
    longer = an_hour_more(made).exits[0]
    assert longer.windows_cautious == (Window(at(10, 8), at(10, 11)),)
    # the surest hours are always within the longest
    assert longer.windows == (
        Window(at(10, 8), at(10, 11)),
        Window(at(10, 12), at(10, 15)),
        Window(at(11, 9), at(11, 11)),
    )


def test_a_day_more_repeats_the_last_day_where_the_period_ends():
    made = line_case()
    within, later = a_day_more(made, made.period.end - timedelta(days=1))
    assert within is made
    assert later == made.period.end
    beyond, later = a_day_more(made, made.period.end)
    assert beyond.period.end == later == made.period.end + timedelta(days=1)
    for before, after in zip(made.exits, beyond.exits, strict=True):
        assert any(window.end > made.period.end for window in after.windows) == any(
            window.end > made.period.end - timedelta(days=1) for window in before.windows
        )


def test_a_gain_is_what_the_changed_case_lets_out(drill):
    deadline = drill.period.start + timedelta(hours=11)
    answer = evacuate(drill, deadline)
    found = {one.what: one for one in concessions(drill, answer).concessions}
    for what, changed in (
        ("screening", change_case(drill, "rate:all=x2")),
        ("hour", an_hour_more(drill)),
        ("vehicles", for_vehicles(drill)),
    ):
        whole = evacuate(changed, deadline)
        if what in found:
            assert found[what].out.at_most >= whole.against_the_map.at_most
            assert found[what].out.cautious <= whole.at_most
    for one in found.values():
        assert min(one.gain) >= 0
        assert one.out.cautious <= one.out.at_most


def test_a_longer_search_never_passes_for_a_gain(drill):
    answer = evacuate(drill, drill.period.start + timedelta(hours=11), effort=replace(EFFORT, work=1))
    found = concessions(drill, answer)
    idle = next(one for one in found.concessions if one.what == "vehicles")
    assert (idle.gain.cautious, idle.gain.likely) == (0, 0)  # nobody in the drill has a vehicle


def test_what_decides_holds_at_both_ends(drill):
    located, window = locate(drill), Window(drill.period.start, drill.period.start + timedelta(hours=11))
    generous, likely = (prove(question_of(located, window, end)) for end in ("generous", "likely"))
    moved = {one.input: one for one in decides(located, window, generous, likely, generous.at_most("streets"), Event())}
    slow = each_exit(drill, lambda x: replace(x, rate=replace(x.rate, likely=x.rate.low, high=x.rate.low)))
    known = prove(question_of(locate(slow), window, "generous")).at_most("streets")
    # soon found: the limit falls at least so far, and no farther than the best labels have it
    assert 0 <= moved["rate"].at_most <= generous.at_most("streets") - known
    assert moved["people"].at_most == generous.at_most("streets") - (
        int(generous.question.low.sum()) - generous.could_not_leave("streets")
    )
    assert list(moved) == sorted(moved, key=lambda name: -moved[name].people)
    ended = Event()
    ended.set()
    assert decides(located, window, generous, likely, generous.at_most("streets"), ended) == ()


def test_every_row_of_what_was_conceded_is_on_record_and_says_so():
    known = {row.id: row for row in (*bundled_precedents(), *bundled_announcements())}
    says = {
        "hour": ("lengthened",),
        "exit": ("second", "added", "more corridors"),
        "screening": ("faster",),
        "day": ("extended",),
        "vehicles": ("cars",),
    }
    for what, rows in CONCEDED.items():
        for id_, column in rows:
            text = getattr(known[id_], column)
            assert any(word in text for word in says[what]), text


def test_a_case_is_no_precedent_of_its_own_and_what_came_later_says_so():
    aleppo = read_case("aleppo-2016")
    rows = bundled_precedents(), bundled_announcements()
    assert next(row.row for row in conceded(aleppo, "exit", *rows)) == "grozny-1999-12-06"
    assert "aleppo-2016-07-28" not in {row.row for row in conceded(aleppo, "exit", *rows)}
    assert [(row.row, row.later) for row in conceded(aleppo, "vehicles", *rows)] == [
        ("mariupol-2022-03-05", True),
        ("sumy-2022-03-08", True),
    ]
    assert conceded(aleppo, "buses", *rows) == ()


def test_a_limit_by_what_vehicles_allow_is_the_limit_of_concessions_too():
    """In nine minutes nobody is out on foot; one seat in one vehicle saves so little that hardly anybody can be."""
    told = Vehicles(Range(1, 1, 1, ""), Range(1, 1, 1, ""), None, "none")
    made = line_case(told_vehicles=told)
    answer = evacuate(made, at(10, 0, 9))
    assert answer.vehicles.certificate is not None
    found = concessions(made, answer)
    assert found.before.at_most == answer.at_most < found.all_out.at_most
    by_what = {one.what: one for one in found.concessions}
    assert by_what["screening"].gain.at_most < found.all_out.at_most - answer.at_most
    assert all(moves.at_most <= answer.at_most for moves in answer.decides)
