"""docs/method/negotiate.md tells of the bundled cases what Geleit tells now."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "write_concessions.py"))


def test_the_tables_of_what_to_ask_for_are_those_of_now():
    """Else run python scripts/write_concessions.py, and read what changed."""
    assert SCRIPT["page_with"](SCRIPT["answers"]()) == SCRIPT["PAGE"].read_text(encoding="utf-8")
