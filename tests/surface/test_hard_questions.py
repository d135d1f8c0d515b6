"""Questions with strange answers, asked as a user asks them: nobody to move, no way, no rate, an end by hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread

import pytest

from tests.surface.process import HEEDING, geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

YEARS = "2031-01-01T00:00/2031-01-02T00:00"


def asked(folder, **village):
    write_village(folder / "village", **village)
    done = geleit("evacuate", "village", "--json", cwd=folder)
    assert done.stderr == ""
    for name in ("certificate.json", "plan.json"):
        assert geleit("certify", f"out/{name}", "--case", "village", cwd=folder).returncode == 0
    return done.returncode, json.loads(done.stdout)


def numbers(answer):
    return tuple(answer[key] for key in ("at_most", "at_least", "could_not_leave", "unreached"))


def test_one_street_and_one_exit(tmp_path):
    code, answer = asked(tmp_path)
    assert (code, numbers(answer)) == (0, (100, 100, 0, 0))


@pytest.mark.parametrize("exit_", [(1, 0, "always"), (1, 100, YEARS)], ids=["nobody an hour", "open a year later"])
def test_an_exit_that_lets_nobody_out(tmp_path, exit_):
    code, answer = asked(tmp_path, exits=(exit_,))
    assert (code, numbers(answer)) == (1, (0, 0, 100, 100))
    assert answer["clearance"]["not_before_beyond"]
    assert answer["clearance"]["by"] is None


def test_people_apart_from_the_exit_are_counted_and_shown(tmp_path):
    code, answer = asked(tmp_path, people=((0, 50), (10, 100)), streets=((0, 1), (10, 11)))
    assert (code, numbers(answer)) == (0, (150, 50, 0, 100))
    done = geleit("evacuate", "village", cwd=tmp_path)
    said = " ".join(done.stdout.split())
    assert "without any way up to 100 people stand where no mapped street leads to an exit with a place" in said


def test_a_thousand_million_people(tmp_path):
    code, answer = asked(tmp_path, people=((0, 999_999_999),), exits=((1, 10**9, "always"),))
    # a street of 4.5 m x 1 person/m/s, from when the first is there after 111 m
    assert code == 1
    assert answer["people"]["high"] == 999_999_999
    assert answer["at_least"] <= answer["at_most"] <= 388_800
    assert answer["at_least"] + answer["could_not_leave"] <= 999_999_999


@pytest.mark.parametrize(
    ("village", "message"),
    [
        ({"people": ((0, 0),)}, "village/people.csv: expected at least one person, found 0 in all rows"),
        (
            {"people": ((0, 10**12),)},
            "village: people[p0]: people: expected whole numbers from 0 to 1,073,741,823, found 1e+12, 1e+12, 1e+12",
        ),
        (
            {"exits": ((1, 10**18, "always"),)},
            "village/exits.csv: row 2, column rate_likely: expected a number up to 1e+12, found '1000000000000000000'",
        ),
    ],
    ids=["nobody inside", "more people than there are", "a rate beyond any"],
)
def test_what_cannot_be_asked(tmp_path, village, message):
    write_village(tmp_path / "village", **village)
    done = geleit("evacuate", "village", "--json", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"geleit: {message}\n")
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_named_before_the_work(tmp_path):
    write_village(tmp_path / "village")
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    for command in ("evacuate", "report"):
        done = geleit(command, "village", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "geleit: out: cannot be written: File exists (choose another folder)\n"


def write_crowded(folder):
    """An invented city where streets hold people back, so that there is always a better plan to look for."""
    made = geleit("new", "drill", "--drill", "--corners", "4000", "--people", "400000", cwd=folder)
    assert made.returncode == 0
    path = folder / "drill" / "exits.geojson"
    exits = json.loads(path.read_text(encoding="utf-8"))
    for feature in exits["features"]:
        feature["properties"] |= {f"rate_{end}": 100_000 for end in ("low", "likely", "high")} | {"windows": "always"}
    path.write_text(json.dumps(exits), encoding="utf-8")


STANDING = """
import os, sys
word, say, go_on = sys.argv.pop(1), int(sys.argv.pop(1)), int(sys.argv.pop(1))
def heed(frame, *_):
    if frame.f_code.co_name == "begin" and frame.f_locals.get("name", "").startswith(word):
        sys.settrace(None)
        os.write(say, b"here")
        os.read(go_on, 1)
sys.settrace(heed)
"""
"""Stand still where a step of the progress begins with a word, until told to go on."""


def interrupted_at(word, folder):
    """Ctrl-C where a step begins with a word, on a terminal, so that progress is shown."""
    leader, follower = os.openpty()
    said, say = os.pipe()
    hold, go_on = os.pipe()
    command = [sys.executable, "-c", STANDING + HEEDING, word, str(say), str(hold), "evacuate", "drill", "--json"]
    hard = ["--deadline", "2030-05-01T03:00", "--gap", "0", "--budget", "600min"]
    running = subprocess.Popen(
        [*command, *hard], cwd=folder, stdout=subprocess.PIPE, stderr=follower, text=True, pass_fds=(say, hold)
    )
    for mine in (follower, say, hold):
        os.close(mine)
    shown = Thread(target=drained, args=(leader,))
    shown.start()
    assert os.read(said, 4) == b"here"
    running.send_signal(signal.SIGINT)
    os.close(go_on)
    out, _ = running.communicate()
    shown.join()
    os.close(said)
    return running.returncode, out


def drained(terminal):
    """Read what is shown, so that there is room for more."""
    with suppress(OSError):  # the other end is closed
        while os.read(terminal, 4096):
            pass
    os.close(terminal)


@pytest.mark.parametrize("word", ["proving the upper bound", "planning: "])
def test_ctrl_c_leaves_the_best_answer_so_far(tmp_path, word):
    write_crowded(tmp_path)
    code, out = interrupted_at(word, tmp_path)
    assert code in (0, 1)
    answer = json.loads(out)
    assert answer["stopped"]
    assert answer["at_least"] <= answer["at_most"]
    for name in ("certificate.json", "plan.json"):
        assert (
            geleit(
                "certify", f"out/{name}", "--case", "drill", "--deadline", "2030-05-01T03:00", cwd=tmp_path
            ).returncode
            == 0
        )


def test_ctrl_c_before_there_is_an_answer(tmp_path):
    write_crowded(tmp_path)
    code, out = interrupted_at("reading", tmp_path)
    assert (code, out) == (130, "")
    assert not (tmp_path / "out").exists()
