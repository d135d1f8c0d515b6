"""The pages on how to extend Geleit: each is followed in a copy of the sources, and what it adds works there."""

from __future__ import annotations

import shutil

import pytest

from tests.surface.followed import follow
from tests.surface.process import ROOT

pytestmark = pytest.mark.slow

NO_EXAMPLE = {"index", "install", "questions", "read-only", "reply"}
PAGES = sorted(path for path in (ROOT / "docs" / "howto").glob("*.md") if path.stem not in NO_EXAMPLE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_page_adds_works(page, tmp_path):
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "src", desk / "src")  # with what was compiled: what does not fit a source is compiled anew
    done = follow(page.read_text(encoding="utf-8"), desk, desk / "src")
    assert done.changed
    assert done.ran
    assert done.compared
