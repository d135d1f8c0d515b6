"""What is in the wheel works without the repository: the page on findings, and the report that rests on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from geleit.report.explanations import check_codes

pytestmark = pytest.mark.slow


@pytest.fixture
def installed(unpacked_wheel, tmp_path):
    """The command line of the wheel, run in an empty folder."""

    def run(*arguments):
        code = (
            "import geleit, sys\n"
            f"assert geleit.__file__.startswith({str(unpacked_wheel)!r}), geleit.__file__\n"
            "from geleit.cli import main\n"
            "main()"
        )
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(unpacked_wheel)},
        )

    return run


def test_every_code_is_explained_offline(installed):
    listed = installed("explain")
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == check_codes()
    one = installed("explain", "corridor-agreed")
    assert one.stdout.startswith("CORRIDOR-AGREED: agreement of all parties\n\nAsked of corridors, pauses")


def test_an_unknown_code_is_named(installed):
    done = installed("explain", "CORRIDOR-AGRED")
    assert done.returncode == 2
    assert "did you mean 'CORRIDOR-AGREED'?" in done.stderr


def test_each_code_in_a_report_leads_to_what_its_check_asks(installed, tmp_path):
    assert installed("new", "town", "--example").returncode == 0
    done = installed("report", "town", "--out", "out")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'<a class="code" href="#asked\.([A-Z-]+)">', page))
    assert {"CORRIDOR-AGREED", "CEASEFIRE-OBSERVED", "AID-NEED", "CLAIM-LEFT"} <= shown
    assert shown == set(re.findall(r'<details class="asked" id="asked\.([A-Z-]+)">', page))
    assert not re.findall(r'<span class="code">[A-Z]+-[A-Z-]+</span></span>', page)
