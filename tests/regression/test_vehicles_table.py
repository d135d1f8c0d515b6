"""The table of which rung decides by what is told of vehicles, against what Geleit says of each case.

``python scripts/write_vehicles.py`` writes it anew.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tests.deep import deep

from geleit.io.case.bundled import list_bundled

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("write_vehicles", ROOT / "scripts" / "write_vehicles.py")
write_vehicles = importlib.util.module_from_spec(spec)
spec.loader.exec_module(write_vehicles)
QUICK = ("grozny-1999", "mariupol-2022")
LINES = write_vehicles.PAGE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", [*QUICK, *deep(*(name for name in list_bundled() if name not in QUICK))])
def test_the_table_is_what_geleit_says(name: str):
    assert [line for line in LINES if line.startswith(f"| {name} |")] == list(write_vehicles.rows_of(name))


def test_the_table_is_of_all_bundled_cases():
    assert len([line for line in LINES if line.startswith("| ")]) == 3 * len(list_bundled()) + 1
