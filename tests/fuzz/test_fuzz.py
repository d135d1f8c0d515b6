"""A short round of the fuzzer, always the same; and that it sees what it is to see."""

from __future__ import annotations

import json
import mmap
import os
import re
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from geleit.errors import GeleitError, InputError
from tests.fuzz import judge
from tests.fuzz.judge import Room, kept_quiet, made, room_for
from tests.fuzz.kinds import KINDS, Kind, shares
from tests.fuzz.mutations import of_text
from tests.fuzz.seeds import CORPUS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux what a run took")

ROOT = Path(__file__).parents[2]
FOUND = CORPUS / "found"
RUNS = 200


def run(room, where, data):
    with kept_quiet() as outputs:
        return room.run(where, data, outputs)


@pytest.mark.parametrize("name", KINDS)
def test_whole_files_are_read(name):
    with room_for(name) as room:
        there = [seed for seed in KINDS[name].seeds.items() if room.holds(*seed)]  # the same room, whichever it is
        for where, data in [*there[:1], *(seed for seed in KINDS[name].seeds.items() if seed not in there)]:
            result = run(room, where, data)
            assert (result.fault, result.said) == ("", ""), where


@pytest.mark.parametrize("name", KINDS)
def test_broken_files_are_read_or_refused(name):
    with room_for(name) as room:
        for number in range(shares(RUNS, list(KINDS))[name]):
            where, data = made(name, 0, number)
            result = run(room, where, data)
            assert result.fault == "", f"{name} --seed 0 {number}: {where}"


def fails(_room, _path):
    raise ValueError("some library's")


def warns(_room, path):
    warnings.warn(f"{path} is odd", RuntimeWarning, stacklevel=1)
    return ()


def prints(_room, _path):
    print("something")  # noqa: T201
    return ()


def prints_below_python(_room, _path):
    os.write(2, b"something")
    return ()


def names_no_file(_room, _path):
    raise InputError("somewhere", "wrong")


def goes_on_and_on(_room, path):
    return [GeleitError(f"{path.name * 500}: wrong")]  # an InputError shortens what it says


def leaves_half(room, _path):
    (room / f".x.{judge.UNFINISHED}").write_text("half")
    return ()


def writes_and_fails(room, path):
    (room / "answer").write_text("none")
    raise InputError(path.name, "wrong")


def replaces_and_fails(room, path):
    next((room / "broken").iterdir()).write_text("else")
    raise InputError(path.name, "wrong")


def takes_long(_room, _path):
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
    return ()


def takes_memory(_room, _path):
    with mmap.mmap(-1, 150_000_000) as much:  # not from what the allocator may have kept
        much.write(b"x" * 1_000_000 * 150)
    return ()


def empty(folder):
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("read", "says"),
    [
        (fails, r"ValueError: some library's in test_fuzz\.py, line "),
        (warns, "warned: RuntimeWarning: "),
        (prints, "printed: something"),
        (prints_below_python, "printed: something"),
        (names_no_file, "the message does not name the file: somewhere: wrong"),
        (goes_on_and_on, "a message of "),
        (leaves_half, "left behind: .x..part"),
        (writes_and_fails, "changed although it failed: answer"),
        (replaces_and_fails, "changed although it failed: broken/"),
        (takes_long, r"took \d+\.\d s$"),
        (takes_memory, r"took [\d,]{11} bytes$"),
    ],
)
def test_a_run_sees_what_must_not_happen(tmp_path, read, says):
    # Only the run that is to be too long has little time: what a run takes depends on the machine.
    seconds = 0.2 if read is takes_long else 120.0
    room = Room(Kind({"a.txt": b"a"}, of_text, read), tmp_path, seconds, memory=50_000_000)
    assert re.match(says, run(room, "a.txt", b"a").fault)
    calm = Room(
        Kind({"a.txt": b"a"}, of_text, lambda _room, _path: ()),
        empty(tmp_path / "calm"),
        seconds=120.0,
        memory=50_000_000,
    )
    assert run(calm, "a.txt", b"a").fault == ""


def test_a_room_is_as_before_after_each_run(tmp_path):
    def writes(room, _path):
        (room / "more" / "within").mkdir(parents=True)
        (room / "more" / "within" / "answer").write_text("42")
        (room / "broken" / "exits.csv").unlink()
        return ()

    room = Room(Kind({"a.txt": b"a"}, of_text, writes), tmp_path)
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    assert run(room, "a.txt", b"a").fault == ""
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_the_same_run_breaks_a_file_in_the_same_way():
    for name in KINDS:
        assert made(name, 3, 14) == made(name, 3, 14)
        assert len({made(name, 3, number) for number in range(20)}) > 10


CRASHING = """
import os, sys
from tests.fuzz.__main__ import main
from tests.fuzz.kinds import KINDS, Kind
from tests.fuzz.mutations import of_text

def read(room, path):
    if len(path.read_bytes()) % 7 == 3:
        os.kill(os.getpid(), 9)
    return ()

KINDS["crashing"] = Kind({"a.txt": b"some words of a text"}, of_text, read)
sys.argv = ["fuzz", "--kind", "crashing", "--jobs", "2", "--out", sys.argv[1], "--runs", sys.argv[2]]
sys.exit(main())
"""


@pytest.mark.slow
def test_a_process_that_falls_over_is_a_fault_and_the_runs_go_on(tmp_path):
    def fuzz(runs):
        done = subprocess.run(
            [sys.executable, "-c", CRASHING, str(tmp_path), str(runs)], cwd=ROOT, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (1, "")
        told = [json.loads(line) for line in (tmp_path / "faults.jsonl").read_text().splitlines()]
        for line in told:
            assert line["fault"] == "the process ended, with -9"
            data = (tmp_path / "faults" / line["file"]).read_bytes()
            assert len(data) % 7 == 3
        return json.loads((tmp_path / "done-1.json").read_text())["crashing"], len(told)

    tally, faults = fuzz(30)
    assert (tally["runs"], tally["faults"]) == (30, faults)
    more, all_faults = fuzz(60)  # goes on where it was
    assert (more["runs"], more["faults"]) == (60, all_faults)
    assert 0 < faults < all_faults < 60


@pytest.mark.parametrize(
    "path",
    sorted(path for path in FOUND.rglob("*") if path.is_file()),
    ids=lambda path: path.relative_to(FOUND).parts[1],
)
def test_what_was_found_stays_mended(path):
    """Each lies in folders named by its kind, by what was wrong, and by where it goes."""
    name, _, *where = path.relative_to(FOUND).parts
    with room_for(name) as room:
        assert run(room, "/".join(where), path.read_bytes()).fault == ""
