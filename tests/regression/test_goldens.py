"""What Geleit says of each bundled case, whole: a change of any figure, verdict or sentence shows in a diff.

``python tests/regression/test_goldens.py`` writes them anew, to be looked at line by line before they are committed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tests.surface.process import geleit

from geleit.io.case.bundled import list_bundled

FOLDER = Path(__file__).with_name("goldens")
TIMES = "seconds"
"""Of the answer: how long it took."""


def said_of(case: str) -> dict[str, object]:
    done = geleit("report", case, "--format", "json", "--budget", "10min", cwd=FOLDER)  # however slow the machine is
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    del said["answer"][TIMES]
    return said


@pytest.mark.slow
@pytest.mark.parametrize("case", list_bundled())
def test_it_says_what_it_said(case):
    assert said_of(case) == json.loads((FOLDER / f"{case}.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for name in sys.argv[1:] or list_bundled():
        text = json.dumps(said_of(name), ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
