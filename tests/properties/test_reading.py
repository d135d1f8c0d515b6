"""Any text can be read: places are exact, readings repeat, and a paragraph before a text only shifts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.reading import read_statements

PIECES = [
    "Er sagte, das Tor sei zu. ",
    "„Ja“",
    "“",
    "„",
    "»",
    "«",
    '"',
    "'",
    ", sagte ",
    "Oberst Anders",
    ". ",
    ": ",
    "; ",
    " – ",
    "\r\n",
    "\n\n",
    "laut ",
    "nach Angaben ",
    "der Armee",
    "zufolge ",
    "bis zu 300.000 Menschen ",
    "am Montag ",
    "um 10 Uhr ",
    "in Aleppo ",
    "habe ",
    "dass ",
    "😀",
    "́",
    "\u202eאבג\u202c",
    "ß",
    "İ",
    "The army said ",
    "that ",
    "according to ",
    '"Go!" ',
    "he told Reuters ",
    "soll ",
    "worden sein. ",
    "und fügte hinzu, ",
    "(",
    ")",
    "5",
    "1.000.",
    "\x00",
    "Das teilte X mit. ",
    "Dies ",
    "so ",
    "wie ",
    "heißt es",
    "ein Ultimatum ",
    "stellte ",
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
LANGUAGES = st.sampled_from(["de", "en"])  # told: of few words nobody can say
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2060, 1, 1)))


def marked(reading):
    """All that has a place in the text."""
    for proposal in reading.proposals:
        yield proposal
        yield from (*proposal.quantities, *proposal.times, *proposal.places)
        if proposal.speaker.text:
            yield proposal.speaker
    for sentence in reading.author:
        yield sentence
        yield from sentence.quantities


@given(TEXTS, DAYS, LANGUAGES)
def test_places_are_exact_and_in_order(text, published, language):
    reading = read_statements(text, published, language)
    for part in marked(reading):
        assert part.text
        assert text[part.start : part.end] == part.text
    starts = [proposal.start for proposal in reading.proposals]
    assert starts == sorted(starts)
    for proposal in reading.proposals:
        assert 0 <= proposal.confidence <= 1
        for time in proposal.times:
            assert (time.earliest is None) == (time.latest is None)
            assert time.earliest is None or time.earliest < time.latest
        for figure in proposal.quantities:
            assert figure.low is None or figure.high is None or figure.low <= figure.high


@given(TEXTS, DAYS, LANGUAGES)
def test_the_same_text_gives_the_same_reading(text, published, language):
    assert read_statements(text, published, language) == read_statements(text, published, language)


@given(TEXTS, st.sampled_from(["Es schneite.\n", "Äö \U0001f600 x.\n\n"]))
def test_a_paragraph_before_shifts_all_places(text, prefix):
    def placed(reading, shift):
        return [
            (p.start - shift, p.end - shift, replace(p.speaker, start=0, end=0), p.rule, p.topics, p.outlet)
            for p in reading.proposals
        ]

    assert placed(read_statements(prefix + text, language="de"), len(prefix)) == placed(
        read_statements(text, language="de"), 0
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "sagte, ",
        '„“"»«',
        '"a" ',
        "„a“, ",
        ", ",
        "nach Angaben von ",
        "und sagte und ",
        "den Angaben zufolge ",
        "bis zu 3 und ",
        "1.000.",
        "(",
        "a",
        "Haus ",
        "stellte ein ",
        "according to the ",
        "the said that he said, ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit):
    """Sixteen times the text takes about sixteen times the work; it would take 256 times if that grew with the square.

    Work is time on the processor, whatever else runs beside; what disturbs it only adds, so the least of each counts.
    """

    def work(size):
        text = unit * (size // len(unit))
        began = process_time()
        for language in ("de", "en"):
            read_statements(text, language=language)
        return process_time() - began

    work(1000)
    short, long = [], []
    for _ in range(5):
        short.append(work(25_000))
        long.append(work(400_000))
        if min(long) <= 64 * min(short):
            return
    raise AssertionError(f"{min(long):.3f} s against {min(short):.3f} s")
