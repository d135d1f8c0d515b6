"""Several cases side by side, as a page, a chart and text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from geleit.assessment.compare.patterns import pattern_of
from geleit.model.aid import Span
from geleit.model.pattern import Aftermath, Departures, Monitored
from geleit.report.html.announcement_charts import panels_svg
from geleit.report.html.comparison_part import (
    DOTS,
    FEATURES,
    features,
    hours,
    render_patterns,
    render_patterns_text,
    seen,
    share,
    shared,
)
from tests.unit.assessment.drawn_case import answer, at, case
from tests.unit.report.html.test_report_page import Page
from tests.unit.report.town import HOSTILE, room

ROOM = room()


def pattern(**changes):
    return replace(pattern_of(case(), answer(could_not_leave=100)), **changes)


def told(text):
    return pattern(
        case=text, title=text, place=text,
        announcements=tuple(
            replace(a, names=(text,), announced_by=(text,), agreed_by=(text,)) for a in pattern().announcements
        ),
        left=(Departures(text, Span(10, None), Span(0.01, None)),),
        monitored=(Monitored(text, 1, 2, 3, at(9)),),
        followed=(Aftermath(text, at(9), text, text),),
    )  # fmt: skip


def test_every_feature_has_words_and_stands_once_for_each_case():
    rows = features([pattern(), pattern()])
    assert [code for code, _ in rows] == list(FEATURES)
    assert all(len(row) == 2 for _, row in rows)


def test_hostile_text_stays_text():
    plain, hostile = Page(render_patterns([told("Mill Lane")])), Page(render_patterns([told(HOSTILE)]))
    assert hostile.tags == plain.tags
    assert " ".join(HOSTILE.split()) in hostile.text


def test_marks_have_words_beside_them():
    page = Page(render_patterns([pattern()]))
    labels = [value for tag, name, value in page.attributes if (tag, name) == ("span", "aria-label")]
    assert len(labels) == len(FEATURES)
    assert set(labels) <= set(DOTS)


def test_what_is_not_known_says_so():
    bare = pattern_of(case(corridors=(), pauses=(), exits=()), None)
    text = Page(render_patterns([bare])).text
    assert "nothing announced is in the case" in text
    assert text.count("unknown") >= 5
    assert "said to have left  unknown" in render_patterns_text([ROOM], [bare])


def test_the_terminal_has_lines_that_fit_and_nothing_that_steers_it():
    text = render_patterns_text([ROOM], [told("\x1b[2J" + "long " * 40)])
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["yes", "some", "no"], "2 of 3"),
        (["yes", "unknown"], "1 of 1, 1 unknown"),
        (["unknown", "unknown"], "unknown of all"),
    ],
)
def test_in_how_many_cases_a_feature_is_there(row, words):
    assert shared(row) == words


def test_figures_are_written_as_ranges():
    assert (hours(Span(0, 33)), hours(Span(2.5, 2.5)), hours(None)) == ("0 to 33 h", "2.5 h", "unknown")
    assert (share(Span(0.00033, 0.5)), share(Span(0, 0)), share(Span(1, 1))) == ("0.033 to 50 %", "0 %", "100 %")
    assert (share(Span(0.2, None)), share(Span(0, None)), share(None)) == ("20 % or more", "unknown", "unknown")
    assert seen(Monitored("M", 1, 2, None, at(9))) == "1 in the announced time, 2 more perhaps"
    assert seen(Monitored("M", 1, 2, 3, at(9))).endswith(", 3 after it until 2016-05-09")


def test_bars_stand_on_the_scales_of_their_panels():
    drawn = pattern(could=Span(0.25, 0.75), could_likely=0.5, left=(Departures("A", Span(1, 9), Span(0.0001, 0.01)),))
    svg = panels_svg([drawn])
    bars = [
        tuple(map(float, b))
        for b in re.findall(r'<rect class="told(?: party)?" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    ]
    ticks = {text: float(x) for x, text in re.findall(r'<text class="tick" x="([\d.]+)" [^>]*>([\d.]+)</text>', svg)}
    (could, could_wide), (left, left_wide) = bars[-2:]
    half = ticks["50"] - could
    assert could_wide == pytest.approx(2 * half, abs=0.2)
    [likely] = re.findall(r'<line class="likely" x1="([\d.]+)"', svg)
    assert float(likely) == pytest.approx(ticks["50"], abs=0.1)
    assert left == pytest.approx(ticks["0.01"], abs=0.1)
    assert left + left_wide == pytest.approx(ticks["1"], abs=0.2)


def test_what_goes_beyond_a_scale_is_marked():
    assert "›" in panels_svg([pattern(left=(Departures("A", Span(1, 9), Span(0.5, 1.65)),))])
    assert "›" not in panels_svg([pattern(left=())])


def test_who_counted_those_who_left_is_a_party_or_not_in_words_and_marks():
    left = tuple(Departures(name, Span(1, 9), Span(0.01, 0.09), name) for name in ("yes", "no", "unknown"))
    text, svg = Page(render_patterns([pattern(left=left)])).text, panels_svg([pattern(left=left)])
    assert all(
        f"%, {words}" in text.replace("\N{NO-BREAK SPACE}", " ") for words in ("yes (party)", "unknown (party or")
    )
    assert svg.count('class="told party"') == 2
