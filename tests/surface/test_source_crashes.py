"""Captured sources survive what befalls a laptop: killed processes, and several people at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.deep import deep
from tests.surface.process import crashing, geleit
from tests.unit.io.evidence.captures import objects, put

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills processes")]


@pytest.fixture
def case(case_in_memory):
    return case_in_memory


def leftovers(case):
    return list((case / "captured" / "incoming").iterdir())


def test_killed_a_hundred_times_nothing_is_lost(case):
    found = crashing("again-and-again", "captures", case, 100, 900, 20240501)
    assert found["wrong"] == []
    assert found["killed"] == 100
    assert found["kept"] >= found["told"] > 50
    done = put(case, "the last one", name="last.html")
    assert leftovers(case) == []
    assert done.entry.number == len(objects(case)) == found["kept"] + 1


@pytest.mark.parametrize("every", [10, *deep(1)])
def test_killed_after_each_change_and_before_every_tenth_step(case, every):
    found = crashing("each-change", "captures", case, every)
    assert found["wrong"] == []
    assert found["told"] == 2  # of those that came through
    assert found["change"] > 10
    assert found["step"] > 200
    assert found["kept"] > 1  # some were killed after the moment a capture counts from
    put(case, "the last one", name="last.html")
    assert leftovers(case) == []


def test_killed_in_the_middle_of_a_write(case):
    found = crashing("in-a-write", "captures", case, 100, 20240501)
    assert found["wrong"] == []
    assert found["killed"] > 40
    assert len(list((case / "captured").glob("torn-line-*.txt"))) > 5  # of the log too
    put(case, "the last one", name="last.html")
    assert leftovers(case) == []


def test_who_waits_for_one_that_is_killed_goes_on(case):
    found = crashing("another-waits", "captures", case)
    assert found["wrong"] == []
    assert found["rounds"] > 20
    assert found["kept"] >= found["told"]


def test_eight_at_once_lose_nothing(case):
    command = [sys.executable, "-c", "from geleit.cli import main; main()", "source", "add"]
    running = []
    for number in range(8):
        file = case.parent / f"page-{number}.html"
        file.write_text("the same for all" if number % 4 == 0 else f"page {number}")
        options = ["--case", str(case), "--outlet", f"Radio {number % 2}", "--date", "2024-05-01"]
        running.append(
            subprocess.Popen([*command, file, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
    for process in running:
        out, err = process.communicate()
        assert (process.returncode, err) == (0, ""), out
    found = json.loads(geleit("source", "verify", case, "--json", cwd=case.parent).stdout)
    assert (found["holds"], found["lines"], found["originals"]) == (True, 8, 7)
    [note] = found["notes"]
    assert note.startswith("the ledger is not chained yet: ")
    rows = (case / "sources.csv").read_text(encoding="utf-8").splitlines()[-7:]
    assert len({row.split(",")[0] for row in rows}) == 7
    assert all(row.startswith("radio-") for row in rows)
    assert geleit("check", case, cwd=case.parent).returncode == 0
