"""What a row's text may deny, where few rows decide."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from geleit.model.denied_rows import DENIED, few_denied, is_denied, without_text
from geleit.model.incident import Incident, Incidents

START, END = datetime(2024, 5, 2, 11, tzinfo=UTC), datetime(2024, 5, 2, 12, tzinfo=UTC)
DENY = [
    "It turned out later that there was no shelling",
    "No shelling was reported by either side",
    "The army did not shell the town",
    "Report of shelling withdrawn",
    "Shelling, later found to be a false report",
    "Rumour of shelling",
    "Shelling of an empty field during an exercise",
    "Shells fell on 1 April",
    "Shells fell on 2024-04-01",
    "Der Beschuss war eine Falschmeldung",
    DENIED,
]
TELL = ["", "Shelling of the market, nobody was hurt", "Shells fell on 2 May", "Shells fell on 2024-05-02", "3 killed"]


@pytest.mark.parametrize(("text", "denies"), [*((t, True) for t in DENY), *((t, False) for t in TELL)])
def test_a_text_denies_what_its_row_says(text, denies):
    assert is_denied("shelling", text, START, END) is denies


def rows(*texts: str) -> Incidents:
    return Incidents.of(
        [
            Incident(str(n), START, END, 0.0, 0.0, 0.0, "shelling", "A", None, "W", "", text)
            for n, text in enumerate(texts)
        ]
    )


def test_texts_are_read_only_where_few_rows_decide():
    zone = ZoneInfo("UTC")
    for number in range(1, 5):
        told = rows(*["Rumour of shelling"] * number)
        found = few_denied(told, np.ones(number, dtype=bool), zone)
        assert found.tolist() == [number < 3] * number
        assert not few_denied(told, np.zeros(number, dtype=bool), zone).any()


@pytest.mark.parametrize("text", [*DENY, *TELL])
def test_what_a_text_denies_stays_open_where_it_is_left_out(text):
    told = rows(text)
    [shown] = without_text(told).tolist()
    assert shown in ("", DENIED)
    assert is_denied("shelling", shown, START, END) is is_denied("shelling", text, START, END)
    assert without_text(rows()).tolist() == []
