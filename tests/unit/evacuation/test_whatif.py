"""Exits changed, an exit added, and how much faster exits would have to be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geleit.errors import InputError
from geleit.evacuation.answer import evacuate
from geleit.evacuation.whatif import exit_value, vary
from geleit.io.case.casefile import read_case
from geleit.io.case.drill import write_drill
from geleit.io.case.exit_changes import change_case
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case
from tests.verification.cities import TO_THE_END

HOUR = Window(at(10), at(10, 1))


def variation(text, case=None):
    made = case or line_case()
    return vary(made, evacuate(made, HOUR.end), {text: change_case(made, text)})[0]


def test_changes_of_an_exit_by_hand():
    # 600 s on the way at best and 2,220 s at worst, as in test_evacuation
    exit_id = line_case().exits[0].id
    closed = variation(f"close:{exit_id}")
    assert (closed.at_most, closed.at_least, closed.could_not_leave) == (0, 0, 800)
    slow = variation("rate:all=360")
    assert (slow.at_most, slow.at_least, slow.could_not_leave) == (300, 138, 500)
    half = variation(f"rate:{exit_id}=x0.5")
    assert (half.at_most, half.at_least) == (600 * 3000 // 3600, 300 * 1380 // 3600)
    short = variation(f"hours:{exit_id}=2016-05-10T00:50/2016-05-10T01:00")
    assert (short.at_most, short.at_least) == (1200 * 600 // 3600, 600 * 600 // 3600)
    more = variation(f"close:{exit_id} + open:0.0,0.0=900")
    assert (more.at_most, more.at_least) == (900, 800)


def test_variations_are_the_answers_of_the_changed_case():
    made = line_case()
    for text in ("rate:all=x2", "open:0.005,0.0=100", "close:all"):
        other = change_case(made, text)
        answer = evacuate(other, effort=TO_THE_END)
        (found,) = vary(made, evacuate(made), {text: other}, TO_THE_END)
        assert found.at_least == answer.at_least
        assert (found.at_most, found.could_not_leave) == (answer.at_most, answer.could_not_leave)


@pytest.mark.parametrize("seed", range(4))
def test_less_is_never_more_and_more_is_never_less(seed, tmp_path):
    write_drill(tmp_path / "drill", corners=400, people=30_000, seed=seed)
    made = read_case(tmp_path / "drill")
    answer = evacuate(made, made.period.start + timedelta(hours=11))
    texts = ("close:gate-1", "rate:gate-2=x0.5", "rate:all=x2", "hours:all=always", "open:-29.99,45.0=500")
    closed, slower, *more = vary(made, answer, {text: change_case(made, text) for text in texts})
    for less in (closed, slower):
        assert less.at_most <= answer.at_most
        assert less.could_not_leave >= answer.could_not_leave
        assert less.at_least <= less.at_most
    for found in more:
        assert found.at_least >= answer.at_least
        assert found.at_most >= found.at_least


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shut:x", "expected close:ID, rate:ID=800"),
        ("close:nobody", "no exit has the id 'nobody'"),
        ("close:all=3", "expected nothing after the id"),
        ("rate:all=fast", "expected a number, found 'fast'"),
        ("rate:all=-3", "expected 0 to 1e\\+09"),
        ("rate:all=x", "expected a number, found ''"),
        ("hours:all", "expected windows such as"),
        ("hours:all=10-12", "expected"),
        ("open:37.1=800", "expected a longitude and a latitude"),
    ],
)
def test_a_change_that_means_nothing_is_refused(text, says):
    with pytest.raises(InputError, match=says):
        change_case(line_case(), text)


@pytest.mark.parametrize(("node", "lon"), [(0, 0.0), (1, 0.01)])
@pytest.mark.parametrize("rate", [60, 600])
def test_the_value_of_an_exit_is_never_less_than_what_it_adds(node, lon, rate):
    made = line_case()
    answer = evacuate(made, at(10, 0, 20))
    limit = exit_value(answer.certificate, rate)[node]
    there = evacuate(change_case(made, f"open:{lon},0.0={rate}"), at(10, 0, 20))
    assert there.at_most - answer.at_most <= limit
    assert limit <= rate * 1200 // 3600


def test_the_likely_figures_stand_beside_by_hand():
    # 1,110 m at 1 m/s, so that seats of 2,490 s remain; 900 people, 900 persons/h
    slow = variation("rate:all=360")
    assert (slow.likely_at_most, slow.likely_at_least) == (249, 249)
    half = variation("rate:all=x0.5")
    assert (half.likely_at_most, half.likely_at_least) == (450 * 2490 // 3600, 450 * 2490 // 3600)
    assert (variation("close:all").likely_at_most, variation("close:all").likely_at_least) == (0, 0)
    double = variation("rate:all=x2")
    assert (double.likely_at_most, double.likely_at_least) == (900, 900)


@pytest.mark.parametrize("seed", range(4))
def test_the_likely_plan_lies_below_its_bound_and_gains_from_more(seed, tmp_path):
    write_drill(tmp_path / "drill", corners=400, people=30_000, seed=seed)
    made = read_case(tmp_path / "drill")
    answer = evacuate(made, made.period.start + timedelta(hours=11))
    texts = ("close:gate-1", "rate:gate-2=x0.5", "rate:all=x2", "hours:all=always", "open:-29.99,45.0=500")
    found = vary(made, answer, {text: change_case(made, text) for text in texts})
    assert all(one.likely_at_least <= one.likely_at_most for one in found)
    assert all(more.likely_at_least >= answer.likely_plan.people_out for more in found[2:])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("rate:all=1.200", "'1.200' may mean 1,200 or 1.2: write 1200"),
        ("open:0.0,0.0=10.000", "'10.000' may mean 10,000 or 10: write 10000 or 10"),
        (
            "hours:all=2016-06-01T10:00/2016-06-01T13:00",
            "lies outside the period of the case, 2016-05-10T00:00 to 2016-05-12T00:00",
        ),
    ],
)
def test_a_change_that_can_be_read_twice_or_not_at_all_is_a_question(change, message):
    with pytest.raises(InputError) as caught:
        change_case(line_case(), change)
    assert message in str(caught.value)


def test_never_open_is_closed():
    exit_id = line_case().exits[0].id
    assert (
        change_case(line_case(), f"hours:{exit_id}=never").exits == change_case(line_case(), f"close:{exit_id}").exits
    )
