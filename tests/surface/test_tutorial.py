"""The tutorial: its commands, run in order in an empty folder, print what it says."""

from __future__ import annotations

import re

import pytest

from tests.surface.followed import follow
from tests.surface.process import ROOT

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_every_command_of_the_tutorial_prints_what_it_says(tmp_path):
    desk = tmp_path / "desk"
    desk.mkdir()
    done = follow(PAGE, desk)
    assert done.ran == len(re.findall(r"^(?:geleit|printf|ls) ", PAGE, re.MULTILINE))
    assert done.compared > 20
    assert (desk / "out" / "report.html").stat().st_size > 20_000


def test_a_first_answer_takes_four_commands_from_files_at_hand_and_ten_steps_by_hand():
    """Steps are the commands up to the first answer, and by hand the files of the case that are written."""
    at_hand, by_hand = PAGE.split("\n## 1. ")
    assert steps_to_an_answer(at_hand, written=False) == 4
    assert steps_to_an_answer(by_hand, written=True) == 10


def steps_to_an_answer(page, *, written):
    answer = page.index("\ngeleit evacuate ")
    commands = re.findall(r"^(?:geleit|printf) ", page[: answer + len("\ngeleit ")], re.MULTILINE)
    files = re.findall(r"[Ww]rite\s+`overbrook/[\w.]+`:", page[:answer])
    return len(commands) + len(files) * written
