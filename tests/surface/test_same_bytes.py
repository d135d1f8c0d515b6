"""The same input gives the same bytes, whatever the seed of hashes, the time zone and the language of the computer."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, closing

import pytest

from tests.surface.forking import Forks

pytestmark = pytest.mark.slow

HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
SEEN = "\n".join(["start,kind,claimant", *(f"2024-04-{day:02},shelling,Town Watch" for day in range(1, 29))])

COMMANDS = [
    (
        "evacuate",
        "mycase",
        "--json",
        "--no-timings",
        "--departures",
        "--what-if",
        "rate:north-gate=x2",
        "--budget",
        "60min",
    ),
    ("evacuate", "mycase", "--json", "--no-timings", "--public", "--out", "public", "--budget", "60min"),
    ("report", "mycase", "--format", "json", "--no-timings"),
    ("report", "mycase"),
    ("assess", "mycase", "claims", "--json"),
    ("compare", "mycase", "gaza-2023", "--json"),
    ("reply", "mycase", "--json", "--by", "2199-06-01"),
    ("convoy", "mycase", "--json", "--iterations", "20"),
    ("truce", "seen.csv", "--from", "2024-04-20", "--to", "2024-04-25", "--snapshot", "2024-06-01", "--json"),
    ("ledger", "list", "mycase", "--json"),
    ("explain", "--json"),
]


@pytest.fixture(scope="module")
def places():
    """Servers of commands that were started with each environment, and so have its seed and its language."""
    with ExitStack() as stack:
        found = {}
        for name, place in (("here", HERE), ("elsewhere", ELSEWHERE)):
            environment = {**os.environ, **place}
            found[name] = stack.enter_context(closing(Forks(environment))), environment
        yield found


def printed_and_written(words, folder, template, forks, environment):
    """What a command prints, and what it writes, by the name of the file."""
    shutil.copytree(template, folder / "mycase")
    (folder / "seen.csv").write_text(SEEN, encoding="utf-8")
    done = forks.run(list(words), folder, environment)
    assert (done.returncode in (0, 1), done.stderr) == (True, "")
    files = {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return done.stdout, files


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_same_bytes_here_and_elsewhere(words, places, template, tmp_path):
    found = []
    for name, (forks, environment) in places.items():
        folder = tmp_path / name
        folder.mkdir()
        found.append(printed_and_written(words, folder, template, forks, environment))
    assert found[0] == found[1]
