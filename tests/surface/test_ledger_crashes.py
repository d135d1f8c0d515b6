"""The ledger survives killed processes, and several people who add at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from geleit import verify_sources
from geleit.io.ledger.entries import LOCK, append_statements, read_ledger
from tests.deep import deep
from tests.surface.process import ROOT, crashing, geleit

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills processes")]


@pytest.fixture
def case(case_in_memory):
    return case_in_memory


def hidden(case):
    return [path.name for path in case.iterdir() if path.name.startswith(".") and path.name != LOCK]


def altered(case):
    """What is otherwise than in the log, but for entries that are there and were cut off before their line in it."""
    return [one for one in verify_sources(case).problems if "by an addition that was cut off" not in one]


def test_killed_a_hundred_times_no_entry_is_lost_or_halved(case):
    found = crashing("again-and-again", "statements", case, 100, 2_000, 20240501)
    assert found["wrong"] == []
    assert found["killed"] == 100
    assert found["kept"] >= found["told"] + 4 > 54
    append_statements(case, [{"speaker": "Radio", "text": "the last one", "source": "survey"}])
    assert hidden(case) == []  # what the killed ones left behind is cleared away
    assert geleit("check", case, cwd=case.parent).returncode == 0
    assert altered(case) == []


@pytest.mark.parametrize("every", [10, *deep(1)])
@pytest.mark.parametrize("start", ["there", "missing"])
def test_killed_after_each_change_and_before_every_tenth_step(case, start, every):
    if start == "missing":
        (case / "statements.csv").unlink()
        append_statements(case, [{"id": name, "speaker": "R", "text": "t", "source": "survey"} for name in
                                 ("count-1", "count-2", "enough", "ultimatum")])  # fmt: skip
    found = crashing("each-change", "statements", case, every)
    assert found["wrong"] == []
    assert found["told"] == 2  # of those that came through
    assert found["change"] > 10
    assert found["step"] > 200
    assert found["kept"] > 5  # some were killed after the moment an entry counts from
    assert altered(case) == []


def test_killed_in_the_middle_of_a_write(case):
    found = crashing("in-a-write", "statements", case, 100, 20240501)
    assert found["wrong"] == []
    assert found["killed"] > 40
    assert found["told"] + 4 <= found["kept"]  # some were killed when the entry was there, and its line in the log not
    assert altered(case) == []
    append_statements(case, [{"speaker": "Radio", "text": "the last one", "source": "survey"}])
    assert hidden(case) == []


def test_who_waits_for_one_that_is_killed_goes_on(case):
    found = crashing("another-waits", "statements", case)
    assert found["wrong"] == []
    assert found["rounds"] > 20
    assert found["kept"] >= found["told"] + 4


def test_two_who_add_fifty_each_at_once_lose_nothing(case):
    command = [sys.executable, "-m", "tests.surface.crashing"]
    running = [subprocess.Popen([*command, name, "statements", str(case), "50"], cwd=ROOT, stdout=subprocess.PIPE)
               for name in ("one", "two")]  # fmt: skip
    assert [process.wait() for process in running] == [0, 0]
    for process in running:
        process.stdout.close()
    expected = {f"{name}-{number}" for name in ("one", "two") for number in range(50)}
    assert verify_sources(case).problems == ()
    ids = [statement.id for statement in read_ledger(case).statements]
    assert len(ids) == 104
    assert set(ids[4:]) == expected


def test_four_commands_at_once_lose_nothing_and_share_no_id(case):
    command = [sys.executable, "-c", "from geleit.cli import main; main()", "ledger", "add", "mycase"]
    options = ["--speaker", "Radio", "--source", "survey", "--at", "2024-05-01", "--text"]
    running = [subprocess.Popen([*command, *options, f"text {n}"], cwd=case.parent, stdout=subprocess.DEVNULL)
               for n in range(4)]  # fmt: skip
    assert [process.wait() for process in running] == [0] * 4
    added = read_ledger(case).statements[4:]
    assert {statement.text for statement in added} == {f"text {n}" for n in range(4)}
    assert {statement.id for statement in added} == {f"radio-2024-05-01{end}" for end in ("", "-2", "-3", "-4")}
