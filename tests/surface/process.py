"""The command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys


def geleit(*arguments, cwd, env=None):
    command = [sys.executable, "-c", "from geleit.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **(env or {})})
    assert "Traceback" not in done.stderr
    return done
