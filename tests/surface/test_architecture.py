"""The contracts of ARCHITECTURE.md, the public names, and what the docs promise."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

import geleit
from geleit.cli.main import app

ROOT = Path(__file__).parents[2]


def test_imports_point_one_way():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_public_names_are_pinned():
    assert geleit.__all__ == [
        "CaseError",
        "CertificateError",
        "Check",
        "GeleitError",
        "InputError",
        "MissingExtraError",
        "StreetsError",
        "assess",
        "certify",
        "evacuate",
        "read_case",
        "write_report",
    ]
    assert all(getattr(geleit, name).__doc__ for name in geleit.__all__)


def commands():
    top = typer.main.get_command(app)
    for name, command in top.commands.items():
        if hasattr(command, "commands"):
            yield from ((f"{name} {sub}", c) for sub, c in command.commands.items())
        else:
            yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_has_help_and_stands_in_the_readme(name, command):
    assert command.help
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"geleit {name}" in readme
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name} has no help"


def test_options_in_the_readme_exist():
    known = {option for _, command in commands() for p in command.params for option in p.opts} | {"--help", "--version"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = {option for line in readme.splitlines() if "geleit" in line for option in re.findall(r" (--[a-z-]+)", line)}
    assert used <= known | {"--out"}


def test_start_has_exactly_two_shell_blocks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme.split("\n## Start\n")[1].split("\n## ")[0]
    assert start.count("```sh\n") == 2
    assert start.count("```") == 4
