"""The page on the case folder says what the reader does."""

from __future__ import annotations

import re
from pathlib import Path

from geleit.io.case.casefile import check_case
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.template import write_example

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "case.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", PAGE, re.DOTALL | re.MULTILINE))
EXAMPLE = re.compile(r"```(toml|csv|json)\n(.*?)```", re.DOTALL)


def test_every_table_has_its_section_with_what_is_declared_in_it():
    assert list(SECTIONS) == list(TABLES)
    for name, section in SECTIONS.items():
        assert section.startswith(f"\n<!-- table {name} -->\n")
        assert section.count("<!-- ") == 2


def test_the_examples_together_are_a_case(tmp_path):
    write_example(tmp_path / "made")
    town = tmp_path / "town"
    town.mkdir()
    (tmp_path / "made" / "streets.geojson").rename(town / "streets.geojson")
    (settings,) = (text for kind, text in EXAMPLE.findall(PAGE) if kind == "toml")
    (town / "case.toml").write_text(settings, encoding="utf-8")
    for name, section in SECTIONS.items():
        ((kind, text),) = EXAMPLE.findall(section)
        (town / f"{name}.{'csv' if kind == 'csv' else 'geojson'}").write_text(text, encoding="utf-8")
    assert check_case(town) == []
