"""A plan by district is withheld where people would have to wait under way for hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import shapely

import geleit
from geleit.errors import InputError
from geleit.evacuation.answer import evacuate
from geleit.model.corridor import Closure
from geleit.model.window import Window
from geleit.report.text.timetable import departure_lines
from tests.drawn import draw
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case


def two_gates_in_a_row(opens: datetime):
    """A street in two pieces of 557 m: the first is shut from 01:00 on, the second until it opens."""
    street = draw([(0, 0), (0.005, 0), (0.01, 0)], [(0, 1, ()), (1, 2, ())])
    end = at(12)
    first = Closure("first", "First", shapely.Point(0.0025, 0), (Window(at(10, 1), end),), certain=True, source="s1")
    second = Closure("second", "Second", shapely.Point(0.0075, 0), (Window(at(10), opens),), certain=True, source="s1")
    return line_case(network=street, closures=(first, second))


def test_who_must_wait_for_hours_between_two_closures_is_not_sent_out():
    # from home to the middle takes 1,114 s: nobody is there after 01:00, and the second piece opens at 06:00
    answer = evacuate(two_gates_in_a_row(at(10, 6)), at(10, 10), by_district=True)
    assert answer.at_least == 800
    assert timedelta(seconds=answer.under_way.wait_s) >= timedelta(hours=4, minutes=58)
    assert "people would wait under way for" in answer.withheld
    assert answer.withheld.endswith("h on average (at most 3 h)")
    lines = " ".join(" ".join(departure_lines(answer)).split())
    assert lines == f"the plan by district is withheld: {answer.withheld}"


def test_the_table_is_not_written_then(tmp_path):
    made = two_gates_in_a_row(at(10, 6))
    answer = geleit.evacuate(made, at(10, 10), departures=True)
    with pytest.raises(InputError, match="its departures are withheld: people would wait"):
        geleit.write_departures(tmp_path / "out", made, answer)
    assert not (tmp_path / "out" / "departures.csv").exists()


def test_who_waits_less_is_told_and_how_long():
    answer = evacuate(two_gates_in_a_row(at(10, 2)), at(10, 6), by_district=True)
    assert answer.withheld == ""
    # nobody is in the middle after 01:00 and 20 s, nobody goes on before 02:00
    assert answer.under_way.wait_s >= 3500
    assert replace(answer.under_way, wait_s=0, longest_wait_s=25 * 3600).too_long == (
        "somebody would wait under way for 25 h (at most 24 h)"
    )
    assert any("wait" in line for line in departure_lines(answer))
