"""Whether an entry only passes on what somebody said is proposed when it is entered, and set by a person alone."""

from __future__ import annotations

import csv

import pytest

from tests.surface.process import geleit
from tests.surface.said_town import left, verdicts, write_town

pytestmark = pytest.mark.slow


@pytest.fixture
def town(tmp_path):
    return write_town(tmp_path / "town", [left("army", 410, "Northland Army", about="", at="2024-05-01T12:00")])


def entries(town):
    with (town / "statements.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row.get("repeats") or "" for row in csv.DictReader(file)}


def add(town, text, *more, speaker="Evening Post", figure="410"):
    words = ("--speaker", speaker, "--text", text, "--source", "s1", "--at", "2030-01-03", "--asserts", "people-left")
    given = (*words, "--quantity", figure, "--unit", "people", "--id", "new", *more)
    done = geleit("ledger", "add", "town", *given, cwd=town.parent)
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("410 left, State TV showed.", "its words name Northland Army, and that one said the same"),
        ("410 left, officials said.", "its words pass on what somebody said, and Northland Army said the same before"),
        ("410 left.", "Northland Army gave exactly that figure before"),
    ],
)
def test_an_entry_is_proposed_as_an_echo_and_a_person_says_so(town, text, because):
    command = "geleit ledger correct town new --repeats army"
    assert f"look again new may only pass on army: {because}; if so, then {command}" in add(town, text)
    assert entries(town) == {"army": "", "new": ""}
    assert geleit(*command.split()[1:], cwd=town.parent).returncode == 0
    [(repeated, of)] = [(name, of) for name, of in entries(town).items() if of]
    assert (repeated not in ("army", "new"), of) == (True, "army")
    found = verdicts(town)
    assert {f["verdict"] for f in found.values()} == {"undetermined"}
    assert found[repeated, "CLAIM-LEFT"]["reason"] == "it repeats another voice"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Another figure.", {"figure": "409"}),
        ("The army itself.", {"speaker": "State TV"}),
    ],
)
def test_nothing_is_proposed_for_another_figure_or_the_same_voice(town, text, more):
    assert "look again" not in add(town, text, **more)


def test_nothing_is_proposed_for_what_says_whom_it_repeats(town):
    assert "look again" not in add(town, "410 left, officials said.", "--repeats", "army")


def test_a_review_proposes_it_and_takes_it_from_whoever_accepts(town):
    text = "News.\n\nAccording to the Northland Army, 410 people have left by the bridge.\n"
    (town.parent / "news.txt").write_text(text, encoding="utf-8")
    said = ("--outlet", "Evening Post", "--date", "2024-05-02", "--language", "en")
    about = ("news.txt", "--case", "town", "--review", *said)
    answers = ["e speaker", "Evening Post", "p", "a", ""]
    done = geleit("read", *about, cwd=town.parent, typed="\n".join(answers))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "repeats          perhaps army, Northland Army gave exactly that figure before: p fills it in" in done.stdout
    assert sorted(entries(town).values()) == ["", "army"]


def test_a_review_sets_nothing_by_itself(town):
    (town.parent / "news.txt").write_text("News.\n\nThe office said: “410 people have left.”\n", encoding="utf-8")
    said = ("--outlet", "Evening Post", "--date", "2024-05-02", "--language", "en")
    done = geleit("read", "news.txt", "--case", "town", "--review", *said, cwd=town.parent, typed="a\n")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "perhaps army" in done.stdout
    assert set(entries(town).values()) == {""}
