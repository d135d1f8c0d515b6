from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from geleit.report.html.curve_chart import curve_svg
from tests.unit.report.town import START, answer, town

SVG = "{http://www.w3.org/2000/svg}"


def drawn(case, reply, key="curve"):
    text = curve_svg(case, reply, key)
    return ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def line(svg, name):
    [found] = [e for e in svg.iter(f"{SVG}polyline") if e.get("class") == name]
    return [tuple(map(float, p.split(","))) for p in found.get("points").split()]


def test_the_lines_stand_in_the_order_of_the_numbers():
    svg = drawn(town(), answer())
    most, likely, least = (line(svg, name) for name in ("most", "likely", "least"))
    for (x, high), (x2, middle), (x3, low) in zip(most, likely, least, strict=True):
        assert x == x2 == x3
        assert high <= middle <= low  # downwards on the screen
    assert most[-1][1] < likely[-1][1] < least[-1][1]


def test_it_is_told_in_words_too():
    svg = drawn(town(), answer())
    assert svg.get("role") == "img"
    ids = {e.get("id"): e.text for e in svg if e.get("id")}
    title, description = (ids[name] for name in svg.get("aria-labelledby").split())
    assert title
    assert "900" in description
    assert "300" in description


@pytest.mark.parametrize("figures", [(0, 0, 0), (1, 1, 1), (900, 899, 898), (1500, 0, 0)])
def test_labels_at_the_ends_do_not_meet_and_stay_above_the_axis(figures):
    most, likely, least = figures
    reply = answer(at_most=most, at_least=least)
    reply = replace(reply, likely=replace(reply.likely, ladder=replace(reply.likely.ladder, streets=likely)))
    svg = drawn(town(), reply)
    names = [
        float(e.get("y"))
        for e in svg.iter(f"{SVG}text")
        if "end" in e.get("class").split() and "figure" not in e.get("class")
    ]
    floor = max(float(e.get("y1")) for e in svg.iter(f"{SVG}line") if e.get("class") == "grid")
    assert len(names) == 4
    assert all(b - a >= 28 for a, b in pairwise(names))
    assert all(y + 14 <= floor for y in names)


@pytest.mark.parametrize("length", [timedelta(hours=2), timedelta(hours=30), timedelta(days=20), timedelta(days=400)])
def test_there_are_a_few_marks_on_the_time_axis_whatever_its_length(length):
    svg = drawn(town(), answer(deadline=START + length))
    marks = [e for e in svg.iter(f"{SVG}text") if e.get("class") == "tick" and e.get("text-anchor") == "middle"]
    assert 2 <= len(marks) <= 10


def test_two_curves_on_a_page_share_no_id():
    ids = [e.get("id") for key in ("a", "b") for e in drawn(town(), answer(), key).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_hours_are_drawn_once_where_gates_are_open_together():
    svg = drawn(town(), answer())
    boxes = {
        kind: [e for e in svg.iter(f"{SVG}rect") if e.get("class") == kind]
        for kind in ("open longest", "open shortest")
    }
    [longest], [shortest] = boxes.values()
    assert float(longest.get("x")) < float(shortest.get("x"))
    # 10 h and 3 h of 48 h on a plot 560 wide, each end rounded to a tenth
    assert float(longest.get("width")) == pytest.approx(560 * 10 / 48, abs=0.1)
    assert float(shortest.get("width")) == pytest.approx(560 * 3 / 48, abs=0.1)
