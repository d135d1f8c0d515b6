"""What holds for every test: how long anything takes is measured in benchmarks, not here."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.kernels import compiled_here

LONG = (
    "test_public_attack",
    "test_docs",
    "test_core_only",
    "test_map_faults",
    "test_foreign_files",
    "test_read_only_cli",
    "test_oracle",
    "test_ledger_crashes",
    "test_aleppo_answer",
    "test_howto",
    "test_views",
    "test_delivery",
    "test_goldens",
    "test_cli",
    "test_broken_cases",
    "test_library",
    "test_gaps_in_the_map",
    "test_hard_questions",
    "test_output_folder",
    "test_incidents",
    "test_read_cli",
    "test_same_bytes",
    "test_reading",
    "test_map_gaps",
    "test_likely_plans",
)
"""Files of tests that take long, the longest first."""

settings.register_profile("geleit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("geleit")


def pytest_addoption(parser):
    parser.addoption("--deep", action="store_true", help="run what is marked deep, too: more draws of the same kinds")


def pytest_sessionstart(session):
    """Compile the kernels once for a run, before there are workers."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        command = [sys.executable, "-m", "tests.kernels"]
        done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
        if done.returncode:
            pytest.exit(f"the kernels cannot be compiled: {done.stderr}", 1)


def pytest_collection_modifyitems(config, items):
    """Begin with the files that take longest, so that no worker is left with one when the others are done."""
    if not config.option.deep:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("deep")])
        items[:] = [item for item in items if not item.get_closest_marker("deep")]
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONG)))


def pytest_collection_finish():
    """Have the garbage collector leave alone what nine thousand tests are made of: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def kernels_stay_compiled():
    """No test compiles a kernel; each run of the tests has done so before the first of them."""
    yield
    assert compiled_here() == [], "compiled during the tests; have tests/kernels.py run them"
