"""Rows drafted from proposals: what a statement might assert, and its figures and times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest

from geleit.io.articles.drafts import draft, words
from geleit.io.articles.reviewed import Rejection, reject, rejected_spans
from geleit.model.alignment import Alignment
from geleit.model.article import Article
from geleit.model.proposal import Proposal, Quantity, Speaker, TimeMention

TEXT = "Before. The office said:\r\n200 people\tleft. After."
ARTICLE = Article("a.txt", "ab" * 32, "text/plain", "utf-8", TEXT, TEXT, Alignment.identity(len(TEXT)))
START, END = TEXT.index("The office"), TEXT.index(" After")
IDS = {"corridors": {"north", "south"}, "pauses": {"may"}, "deliveries": frozenset()}
SAID = Proposal(
    START, END, TEXT[START:END], Speaker("The\u00a0 office", "office", "government", "explicit"), "", "indirect",
    "indicative", "said", (), (), (), (), "some", 0.9,
)  # fmt: skip


def figure(low, high, unit="people"):
    return Quantity("so many", 0, 1, low, high, "", unit)


def time(earliest, latest):
    return TimeMention("then", 0, 1, earliest, latest, needs_anchor=earliest is None)


DAY = time(datetime(2024, 5, 3), datetime(2024, 5, 4))  # noqa: DTZ001
HOUR = time(datetime(2024, 5, 3, 18), datetime(2024, 5, 3, 18, 1))  # noqa: DTZ001


def drafted(*topics, quantities=(), times=()):
    return draft(replace(SAID, topics=topics, quantities=quantities, times=times), ARTICLE, "2024-05-01", IDS)


def test_words_and_their_place():
    row = drafted().row
    assert row["wording"] == row["text"] == "The office said: 200 people left."
    assert TEXT[int(row["wording_start"]) : int(row["wording_end"])] == TEXT[START:END]
    assert (row["wording_before"], row["wording_after"], row["wording_sha256"]) == ("Before.", "After.", "ab" * 32)
    assert (row["speaker"], row["role"], row["at"], row["form"]) == (
        "The\u00a0 office",
        "office",
        "2024-05-01",
        "indirect",
    )
    assert "asserts" not in row
    assert words("a\x00\x1b[2J\n b\ud800") == "a [2J b"


@pytest.mark.parametrize(
    ("topics", "quantities", "times", "asserts"),
    [
        (("departures",), (figure(200, 200),), (), "people-left"),
        (("departures",), (figure(20, 20, "trucks"),), (), ""),
        (("population",), (figure(None, 300),), (), "people-inside"),
        (("shelter",), (figure(30, 30, "places"),), (), "places-ready"),
        (("deadline",), (), (DAY,), "deadline"),
        (("deadline",), (), (time(None, None),), ""),
        (("pause",), (), (), "pause-kept"),
        (("attack",), (figure(3, 3),), (DAY,), ""),
        (("corridor", "departures"), (figure(200, 200),), (), "people-left"),
    ],
)
def test_what_it_asserts(topics, quantities, times, asserts):
    assert drafted(*topics, quantities=quantities, times=times).row.get("asserts", "") == asserts


@pytest.mark.parametrize(
    ("topic", "cue", "text", "asserts", "denies", "perhaps"),
    [
        ("pause", "bestritt", "dass die Pause halte", "pause-kept", "yes", ""),
        ("pause", "denied", "that the truce held", "pause-kept", "yes", ""),
        ("pause", "sagte", "die Pause reiche nicht aus", "", "", "pause-kept"),
        ("pause", "bestritt", "dass keine Pause herrsche", "", "", "pause-kept"),
        ("departures", "denied", "that 200 people left", "", "", "people-left"),
        ("departures", "said", "200 people didn’t leave", "", "", "people-left"),
        ("departures", "said", "200 people left", "people-left", "", ""),
    ],
)
def test_a_denial_never_becomes_what_it_denies(topic, cue, text, asserts, denies, perhaps):
    said = replace(SAID, topics=(topic,), quantities=(figure(200, 200),), cue=cue, text=text)
    made = draft(said, ARTICLE, "2024-05-01", IDS)
    assert (made.row.get("asserts", ""), made.row.get("denies", ""), made.might_assert) == (asserts, denies, perhaps)


def test_what_it_is_about_where_there_is_one_only():
    assert drafted("pause").row["about"] == "may"
    corridor = drafted("corridor")
    assert ("about" in corridor.row, "asserts" in corridor.row, corridor.might_assert) == (
        False,
        False,
        "corridor-open",
    )
    assert drafted("aid", quantities=(figure(900, 900),)).might_assert == "aid-for"


@pytest.mark.parametrize(
    ("quantity", "cells"),
    [
        (figure(200, 200), ("", "200", "")),
        (figure(None, 300_000), ("0", "300000", "300000")),
        (figure(200, None), ("", "200", "")),
        (figure(200, 301), ("200", "250", "301")),
        (figure(1.5, 2, "t"), ("1.5", "1.75", "2")),
        (figure(None, None), ("", "", "")),
        (figure(5, 5, ""), ("", "", "")),
    ],
)
def test_figures(quantity, cells):
    row = drafted(quantities=(quantity,)).row
    assert tuple(row.get(f"quantity_{end}", "") for end in ("low", "likely", "high")) == cells
    assert row.get("quantity_unit", "") == (quantity.unit if cells[1] else "")
    assert row.get("or_more", "") == ("yes" if quantity.low and quantity.high is None else "")


def test_the_figure_of_people_comes_first():
    assert drafted(quantities=(figure(12, 12, "trucks"), figure(200, 200))).row["quantity_likely"] == "200"


def test_times():
    assert (drafted(times=(DAY,)).row["since"], drafted(times=(DAY,)).row["until"]) == (
        "2024-05-03T00:00",
        "2024-05-04T00:00",
    )
    for given, until in ((DAY, "2024-05-04T00:00"), (HOUR, "2024-05-03T18:00")):
        row = drafted("deadline", times=(given,)).row
        assert (row.get("since"), row["until"]) == (None, until)


def rejection(start, *, taken_back=False):
    return Rejection("ab" * 32, start, start + 5, "words", "some", "", "", "2024-05-01T00:00:00Z", taken_back)


def test_rejections_outlive_a_line_that_was_cut_off(tmp_path):
    assert rejected_spans(tmp_path, "ab" * 32) == set()
    path = reject(tmp_path, rejection(1))
    reject(tmp_path, rejection(10))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    reject(tmp_path, rejection(20))
    path.write_bytes(path.read_bytes() + b'[1]\n"x"\n{"sha256": 5, "start": "a"}\n\xff\n' + b"[" * 9999 + b"\n")
    assert rejected_spans(tmp_path, "ab" * 32) == {(1, 6), (20, 25)}
    reject(tmp_path, rejection(20, taken_back=True))
    assert rejected_spans(tmp_path, "ab" * 32) == {(1, 6)}
    assert rejected_spans(tmp_path, sha256(b"other").hexdigest()) == set()


def test_a_rough_figure_is_offered_as_a_range_with_a_note():
    row = drafted("departures", quantities=(replace(figure(12.0, 12.0), modifier="about"),)).row
    assert (row["quantity_low"], row["quantity_likely"], row["quantity_high"]) == ("10", "12", "14")
    assert row["note"] == "The figure is rough: 10% either way is our reading."
    exact = drafted("departures", quantities=(figure(12.0, 12.0),)).row
    assert not {"quantity_low", "quantity_high", "note"} & set(exact)
