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
    assert done.ran == len(re.findall(r"^(?:geleit|rm|ls) ", PAGE, re.MULTILINE))
    assert done.compared > 20
    assert (desk / "out" / "report.html").stat().st_size > 20_000
