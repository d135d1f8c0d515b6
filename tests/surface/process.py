"""The command line, and whoever is killed while adding to a case, as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.surface.forking import fixed, forks

ROOT = Path(__file__).parents[2]
HEEDING = "from signal import *; signal(SIGINT, default_int_handler); from geleit.cli import main; main()"
"""The command line, which heeds Ctrl-C even if the tests themselves were started so that they do not."""


def geleit(*arguments, cwd, env=None, into=None, signals=(), typed=""):
    """Run a command in a process of its own, to its end: a fork, or a fresh one where that would make a difference.

    ``into``, ``signals`` and ``typed`` are for a fork; see there.
    """
    environment, words = {**os.environ, **(env or {})}, list(map(str, arguments))
    if fixed(environment) == forks().environment:
        done = forks().run(words, cwd, environment, into=into, signals=signals, typed=typed)
    else:
        done = fresh(*words, cwd=cwd, env=env)
    assert "Traceback" not in done.stderr
    return done


def confined(*arguments, cwd, memory=1_000_000_000):
    """Run a command that has so many bytes of memory beyond what is loaded; the result says how long it computed."""
    done = forks().run(list(map(str, arguments)), cwd, dict(os.environ), memory=memory)
    assert "Traceback" not in done.stderr
    return done


def fresh(*arguments, cwd, env=None):
    """Run a command in a process that starts from nothing, as a user's does."""
    command = [sys.executable, "-c", "from geleit.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **(env or {})})


def crashing(*arguments):
    """What ``tests.surface.crashing`` found; see there."""
    command = [sys.executable, "-m", "tests.surface.crashing", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
