"""A user's script against the built wheel: a strict type checker passes it, finds its slips, and it runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import numpy as np
import pytest

from tests.surface.process import ROOT

pytestmark = pytest.mark.slow

SCRIPT = '''\
"""What somebody writes who has installed Geleit."""

import sys
from datetime import datetime
from pathlib import Path

import geleit
from geleit import Answer, Case, Findings, InputError


def people_left_behind(case: Case, deadline: datetime | str) -> int:
    answer: Answer = geleit.evacuate(case, deadline, gap=0.01)
    return answer.could_not_leave


def adverse(findings: Findings) -> list[str]:
    return [f"{finding.code} {finding.subject}" for finding in findings if finding.adverse]


def main(folder: Path) -> None:
    case = geleit.read_case(geleit.new_case(folder / "mycase", example=True))
    answer = geleit.evacuate(case, progress=lambda step, of: None)
    check = geleit.certify(answer.certificate, case)
    assert check.holds, check.problems
    low: float = case.people.low
    findings = geleit.assess(case, answer)
    page: Path = geleit.write_report(folder / "out", case, findings, [answer])
    closed, = geleit.what_if(case, answer, "close:north-gate")
    assert closed.at_most <= answer.at_most
    for use in answer.exits:
        print(use.name, use.people_out)
    print(page.name, low, people_left_behind(case, "2024-05-02T00:00") >= 0, len(adverse(findings)) > 0)
    try:
        geleit.assess(case, part="aid")
    except InputError as problem:
        print(problem.where, problem.remedy)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
'''

SLIPS = """\
import geleit
case = geleit.read_case("aleppo-2016")
geleit.evacuate("aleppo-2016")
geleit.assess(case, part="nonsense")
geleit.evacute(case)
geleit.evacuate(case).at_mots
x: str = geleit.evacuate(case).at_most
geleit.write_report("out", case, 5, [])
from geleit.model.public import InternalCase, PublicCase
from geleit.report.json.linked_data import claims_jsonld
claims_jsonld(InternalCase(case))
PublicCase(facilities=case.facilities)
"""
FOUND = {
    3: "arg-type",
    4: "arg-type",
    5: "attr-defined",
    6: "attr-defined",
    7: "assignment",
    8: "arg-type",
    11: "arg-type",
    12: "call-arg",
}


@pytest.fixture(scope="module")
def environment(unpacked_wheel, tmp_path_factory):
    """An environment with the wheel, and what it depends on."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder / "venv", with_pip=False)
    [packages] = (folder / "venv").rglob("site-packages")
    for entry in unpacked_wheel.iterdir():
        (packages / entry.name).symlink_to(entry)
    (packages / "dependencies.pth").write_text(f"{Path(np.__file__).parents[1]}\n")
    (folder / "script.py").write_text(SCRIPT)
    (folder / "slips.py").write_text(SLIPS)
    return folder


def test_the_wheel_says_that_it_is_typed(unpacked_wheel):
    assert (unpacked_wheel / "geleit" / "py.typed").is_file()


def test_a_strict_type_checker_passes_a_script_and_finds_every_slip_in_another(environment):
    python = next((environment / "venv").rglob("python"))
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", "cache"]
    done = subprocess.run(
        [*command, "script.py", "slips.py"], cwd=environment, capture_output=True, text=True,
        env={**os.environ, "MYPYPATH": ""},
    )  # fmt: skip
    assert done.stderr == ""
    errors = re.findall(r"^(\w+\.py):(\d+): error: .*\[([a-z-]+)\]$", done.stdout, re.M)
    assert errors == [("slips.py", str(line), kind) for line, kind in FOUND.items()], done.stdout
    assert done.stdout.splitlines()[-1].startswith(f"Found {len(FOUND)} errors in 1 file (checked 2 source files)")


def test_the_script_runs(environment, tmp_path):
    python = next((environment / "venv").rglob("python"))
    done = subprocess.run(
        [python, "-W", "error", environment / "script.py", tmp_path], cwd=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("report.html ")
    where = [python, "-c", "import geleit; print(geleit.__file__)"]
    found = subprocess.run(where, cwd=environment, capture_output=True, text=True, check=True).stdout
    assert not Path(found).resolve().is_relative_to(ROOT)
