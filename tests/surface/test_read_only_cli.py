"""Geleit where nothing can be written but what is asked for: installed read-only, for a user without a home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

import pytest

from tests.surface.process import ROOT, geleit
from tests.surface.village import write_village

COMMAND = "import sys, geleit; assert geleit.__file__.startswith(sys.argv.pop(1)); from geleit.cli import main; main()"
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
READING = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
"""For packages installed where only root may look: to read everything, and to write no more than anybody."""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="folders are protected otherwise here")]


def without_rights(cwd, environment):
    """What makes a command that of somebody who cannot write everywhere, unless we are that already."""
    if os.geteuid() != 0:
        return []
    probe = [sys.executable, "-c", "import numba, scipy, ortools, typer"]
    for drop in (NOBODY, [*NOBODY, *READING]):
        if (
            shutil.which("setpriv")
            and not subprocess.run([*drop, *probe], cwd=cwd, env=environment, capture_output=True).returncode
        ):
            return drop
    pytest.skip("root cannot become somebody here who can read what is installed and write nothing")


@pytest.fixture
def place():
    """A folder that others can enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="geleit-read-only-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def run(place):
    """The command line of a copy that its user cannot write, run in a folder that he can."""
    site = place / "site"
    shutil.copytree(ROOT / "src", site, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("work", "temporary"):
        (place / name).mkdir()
        (place / name).chmod(0o1777)
    folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    passed = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    environment = {**passed, "PYTHONPATH": str(site), "HOME": "/nowhere", "TMPDIR": str(place / "temporary")}
    drop = without_rights(place, environment)

    def geleit(*arguments):
        command = [*drop, sys.executable, "-c", COMMAND, str(site), *arguments]
        done = subprocess.run(command, cwd=place / "work", env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    yield geleit
    for folder in folders:
        folder.chmod(0o755)


def test_the_answers_are_those_of_everybody_else(run, place):
    expected = {}
    for people in (50, 5_000):
        village = str(write_village(place / f"village-{people}", people=((0, people),)))
        done = geleit("evacuate", village, cwd=place)
        assert done.returncode == (people > 2_400)
        expected[village] = (done.returncode, done.stdout, done.stderr)
        assert run("evacuate", village) == expected[village]
    kept = sorted((place / "temporary").rglob("*.kernel"))
    modules = {
        "between_layers",
        "departures",
        "fold",
        "homes_left",
        "late_departures",
        "queues",
        "replay",
        "served_first",
    }
    assert {file.name.split(".")[0] for file in kept} <= modules
    assert {"between_layers", "departures", "fold", "replay"} <= {file.name.split(".")[0] for file in kept}
    assert not list((place / "site").rglob("*.kernel"))

    alone = ("between_layers", "fold", "replay")  # compiled quickly; all kernels are read in one way
    files = [file for file in kept if file.name.split(".")[0] in alone]
    damaged = dict(zip(files, cycle((b"", b"nonsense", b"\0" * 100)), strict=False))
    assert len(damaged) >= 3
    for file, content in damaged.items():
        file.write_bytes(content)
    assert run("evacuate", village) == expected[village]
    assert {file: file.with_suffix(".damaged").read_bytes() for file in damaged} == damaged
    assert all(file.read_bytes() not in damaged.values() for file in damaged)
