"""``--help``: commands in the order of work, one whole line each, and nothing heavy is loaded for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import typer.main

from geleit.cli.commands import app
from geleit.cli.sections import WORK
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

TOP = typer.main.get_command(app)
GROUPS = {"": TOP, **{name: command for name, command in TOP.commands.items() if hasattr(command, "commands")}}
HEAVY = {"numpy", "scipy", "numba", "ortools", "shapely", "pandas", "pyarrow"}


def listed(text):
    """Headings and what stands beneath them, as the help shows it: name and line of each command."""
    rows, heading = {}, None
    for line in text.splitlines():
        if found := re.fullmatch(r"([A-Z][a-z]+):", line):
            heading = found[1]
        elif heading and (found := re.fullmatch(r"  ([a-z]+) +(\S.*)", line)):
            rows.setdefault(heading, []).append((found[1], found[2]))
        elif line:
            heading = None
    return rows


def test_commands_stand_in_sections_in_the_order_of_work(tmp_path):
    found = listed(geleit("--help", cwd=tmp_path, env={"COLUMNS": "80"}).stdout)
    assert {heading: tuple(name for name, _ in rows) for heading, rows in found.items()} == WORK


def test_every_command_is_in_one_section():
    named = [name for names in WORK.values() for name in names]
    assert sorted(named) == sorted(name for name, command in TOP.commands.items() if not command.hidden)


@pytest.mark.parametrize("group", GROUPS)
def test_each_command_has_one_whole_line(group, tmp_path):
    text = geleit(*filter(None, [group]), "--help", cwd=tmp_path, env={"COLUMNS": "80"}).stdout
    lines = dict(row for rows in listed(text).values() for row in rows)
    shown = {name: command for name, command in GROUPS[group].commands.items() if not command.hidden}
    assert lines.keys() == shown.keys()
    for name, line in lines.items():
        assert line.endswith(".")
        assert "..." not in line
        first = shown[name].help.split("\n\n")[0]
        assert line == " ".join(first.split()), f"{name}: the first paragraph of its help is more than one short line"
    assert max(map(len, text.splitlines())) <= 80


def test_a_narrow_terminal_breaks_lines_and_cuts_nothing(tmp_path):
    text = geleit("--help", cwd=tmp_path, env={"COLUMNS": "50"}).stdout
    assert "Write the report: one HTML file that opens anywhere." in " ".join(text.split())


@pytest.mark.parametrize("group", GROUPS)
def test_help_loads_nothing_heavy(group):
    arguments = ["geleit", *filter(None, [group]), "--help"]
    code = (
        f"import sys; sys.argv={arguments}\n"
        "from geleit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print({HEAVY} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_explain_is_for_machines_too(tmp_path):
    names = json.loads(geleit("explain", "--json", cwd=tmp_path).stdout)
    assert names["AID-NEED"] == "what people need, and what came"
    one = json.loads(geleit("explain", "aid-need", "--json", cwd=tmp_path).stdout)
    assert one.keys() == {"code", "name", "text"}
    assert one["code"] == "AID-NEED"
    assert "did deliveries cover it" in one["text"]
