"""The page on the case folder says what the reader does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geleit.io.case.casefile import check_case
from geleit.io.case.layouts import LAYOUTS
from geleit.io.case.settings import TABLES, UNITS
from geleit.io.case.template import write_template

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "case.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", PAGE, re.DOTALL | re.MULTILINE))
EXAMPLE = re.compile(r"```(toml|csv|json)\n(.*?)```", re.DOTALL)


def test_every_table_has_its_section():
    assert list(SECTIONS) == list(LAYOUTS)
    assert set(TABLES) == set(LAYOUTS)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "area"])
def test_every_column_is_described_and_the_required_ones_are_bold(name):
    first_cells = re.findall(r"^\| (.*?) \|", SECTIONS[name], re.MULTILINE)
    described = [cell for row in first_cells for cell in re.findall(r"(?:\*\*)?`\w+`(?:\*\*)?", row)]
    layout = LAYOUTS[name]
    assert sorted(cell.strip("*`") for cell in described) == sorted(layout.columns)
    assert sorted(cell.strip("*`") for cell in described if cell.startswith("**")) == sorted(layout.required)


def test_the_assumptions_and_their_units_are_described():
    for name, unit in UNITS.items():
        assert f"| `{name}` | `{unit}` |" in PAGE


def test_the_examples_together_are_a_case(tmp_path):
    write_template(tmp_path / "made")
    town = tmp_path / "town"
    town.mkdir()
    (tmp_path / "made" / "streets.geojson").rename(town / "streets.geojson")
    (settings,) = (text for kind, text in EXAMPLE.findall(PAGE) if kind == "toml")
    (town / "case.toml").write_text(settings, encoding="utf-8")
    for name, section in SECTIONS.items():
        ((kind, text),) = EXAMPLE.findall(section)
        (town / f"{name}.{'csv' if kind == 'csv' else 'geojson'}").write_text(text, encoding="utf-8")
    assert check_case(town) == []
