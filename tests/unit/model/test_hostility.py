"""Which kinds decide, and what ends that there certainly was no fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geleit.model.amount import Range
from geleit.model.hostility import MAYBE_PEACEFUL, act, act_told, acts, kinds_without_text, listed, tells_of_force
from geleit.model.incident import Incident, Incidents

ROW = Incident("a", datetime(2024, 5, 5, tzinfo=UTC), datetime(2024, 5, 6, tzinfo=UTC), None, None, 0.0, "arrest", "n",
               None, "Mill Watch", "note")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Shelling/artillery/missile attack", "hostile"),
        ("one-sided violence", "hostile"),
        ("Air-strike", "hostile"),
        (" sniper  fire ", "hostile"),
        ("Beschuss", "hostile"),
        ("Riots", "doubtful"),
        ("Arrests", "peaceful"),
        ("Other", "unsaid"),
        ("", "unsaid"),
        ("shelling heard far off", "unsaid"),
        ("mortar drill", "unsaid"),
        ("bombing film shown", "unsaid"),
        ("arrest and shots", "doubtful"),
        ("keine Gefechte", "doubtful"),
    ],
)
def test_only_a_kind_of_the_list_decides_told_as_a_whole(kind, told):
    assert act(kind) == told


@pytest.mark.parametrize(
    ("kind", "killed", "text", "told"),
    [
        ("Arrests", 0, "Three men were held at the mill.", "peaceful"),
        ("Arrests", None, "", "peaceful"),
        ("Arrests", 1, "", "unsaid"),
        ("Protest with intervention", 2, "", "unsaid"),
        ("looting", 3, "", "unsaid"),
        ("Agreement", 0, "A ceasefire for the harvest; Council forces agreed.", "peaceful"),
        ("Agreement", None, "Two were shot when it was signed.", "doubtful"),
        ("peaceful protest", 0, "Солдаты открыли огонь.", "doubtful"),
        ("arrest", None, "أطلق الجنود النار", "doubtful"),
        ("arrest", None, "Die Wache schoss in die Menge.", "doubtful"),
        ("shelling", 0, "Nobody was hurt.", "hostile"),
    ],
)
def test_deaths_and_words_of_force_end_that_there_certainly_was_none(kind, killed, text, told):
    assert act_told(kind, killed, text) == told
    deaths = None if killed is None else Range(0, 0, killed, "people")
    rows = Incidents.of([replace(ROW, kind=kind, deaths=deaths, text=text), replace(ROW, kind="shelling")])
    assert acts(rows, told).tolist() == [True, told == "hostile"]


def test_a_kind_whose_text_is_left_out_tells_of_the_same_act():
    rows = Incidents.of([replace(ROW, text="Shots were fired."), replace(ROW, text="By the mill."), ROW])
    shown = kinds_without_text(rows)
    assert [shown[i] for i in range(3)] == [MAYBE_PEACEFUL, "arrest", "arrest"]
    assert act(MAYBE_PEACEFUL) == "doubtful"


def test_there_is_no_force_in_the_word_for_its_end():
    assert not tells_of_force("Cease-fire at the ford; a hunger strike ended.")
    assert tells_of_force("The ceasefire was broken by gunfire.")


def test_the_list_stands_in_the_docs():
    text = (Path(__file__).parents[3] / "docs/formats/incidents.md").read_text(encoding="utf-8")
    kinds = text.split("<!-- kinds -->")[1].split("<!-- end of kinds -->")[0]
    told = [kind.strip("` \n") for line in kinds.splitlines() if line.startswith("|") for kind in line.split("`")[1::2]]
    assert len(told) > 100
    assert all(map(listed, told))


@pytest.mark.parametrize("kind", ["Remote explosive/landmine/IED", "landmine", "mine explosion", "IED", "explosion"])
def test_what_goes_off_long_after_it_was_laid_is_no_act_of_that_day(kind):
    assert act(kind) == "unsaid"
    assert act_told(kind, 3.0, "A farmer was killed by a mine laid years ago.") == "unsaid"
