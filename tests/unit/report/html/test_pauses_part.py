"""Pauses as monitors show them, on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from geleit.assessment.ceasefire.checks import judge
from geleit.model.incident import Words
from geleit.report.html.incident_charts import areas_svg, maps_svg, multiples_svg, series_svg
from geleit.report.html.pauses_part import render_pauses
from geleit.report.text.plain import render_findings_only
from tests.unit.assessment.ceasefire.test_monitor import AFTER, BEFORE, ZONE, days_of, fortnight, joined
from tests.unit.report.town import HOSTILE

WINDOWS = fortnight().windows


def finding(text="Aleppo"):
    incidents = joined(BEFORE, days_of([1] * 14), AFTER)
    named = Words.of(f"{text} {i % 3}" for i in range(len(incidents)))
    texts = np.array([text] * len(incidents), dtype=object)
    told = replace(
        incidents,
        area=named,
        text=texts,
        kind=Words(named.codes, tuple(f"shelling {name}" if text == HOSTILE else "shelling" for name in named.names)),
        source=named,
        side_a=named,
    )
    return judge(told, fortnight(bound=("B", *named.names)), "may", text)


def test_nothing_that_a_file_says_becomes_part_of_the_page():
    found = finding(HOSTILE)
    page = render_pauses([found], {"may": HOSTILE}, {"may": WINDOWS}, ZONE)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" in page  # as text


def test_the_page_holds_charts_maps_choices_and_violations():
    page = render_pauses([finding()], {"may": "May truce"}, {"may": WINDOWS}, ZONE)
    assert page.count('<svg class="days"') == 3
    assert "not kept" in page
    assert "as chosen" in page
    assert "14 incidents in the pause" in page
    assert page.count("2016-02-27") >= 1


def test_every_drawing_is_well_formed_and_described():
    found = finding("A & B <C>")
    series = found.series
    drawings = (
        series_svg(series, WINDOWS, ZONE, "a"),
        areas_svg(series, WINDOWS, ZONE, "b"),
        maps_svg(found.spots, "c"),
        multiples_svg([("One & two", "note", series.first, series.incidents, frozenset())], "d"),
    )
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        assert root.get("role") == "img"
        assert any(child.tag == "title" and child.text for child in root)
    bars = re.findall(r'<rect class="bar"', drawings[0])
    days = sum(1 for n in (*series.incidents, *series.deaths) if n)
    assert len(bars) == days
    assert maps_svg((), "e") == ""


def test_a_pause_is_shaded_once_for_as_long_as_it_lasts():
    drawing = series_svg(finding().series, WINDOWS, ZONE, "a")
    widths = [float(w) for w in re.findall(r'<rect class="pause"[^>]*width="([\d.]+)"', drawing)]
    step = (760 - 56 - 16) / len(finding().series.incidents)
    assert len(widths) == 2
    assert all(abs(width - 14 * step) < 0.1 for width in widths)


def test_text_names_the_monitor_and_what_changes_the_answer():
    text = render_findings_only({"may": "May truce"}, [finding()])
    assert text.startswith("May truce\n  - CEASEFIRE-OBSERVED NOT MET: By Aleppo: not kept")
    assert "14 in 14 days against 112 in 28 days, ratio 0.25" in text
