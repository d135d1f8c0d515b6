"""Exit codes of every command when its output cannot be delivered, or when it is stopped: never those of an answer."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from signal import SIGINT, SIGTERM

import pytest
from typer.main import get_command

from geleit.cli.commands import app
from tests.surface.conftest import MEMORY
from tests.surface.process import geleit

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="descriptors, pipes and signals")]

OSM = """<osm version="0.6"><node id="1" lat="0" lon="0"/><node id="2" lat="0" lon="0.01"/>
<way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>"""
INCIDENTS = "\n".join(["start,kind,claimant", *(f"2024-04-{day:02},shelling,Town Watch" for day in range(1, 29))])
SAID = ("--speaker", "Office", "--text", "The road is open", "--source", "survey")

LOADS = "start=day,stage=status,item=what,amount=tonnes,amount_unit:=t,claimant=who"
COMMANDS = {
    "new": ("another",),
    "import osm": ("town.osm", "--case", "mycase"),
    "import lines": ("mycase/streets.geojson", "--case", "other"),
    "import incidents": ("incidents.csv", "--case", "mycase"),
    "import deliveries": ("loads.csv", "--case", "mycase", "--map", LOADS, "--snapshot", "2024-06-01"),
    "import people": ("camps.csv", "--case", "bare", "--map", "lon=lon,lat=lat,people=people,name=name"),
    "precedents": (),
    "announcements": (),
    "baserate": ("corridors.csv",),
    "reply": ("mycase",),
    "check": ("mycase",),
    "evacuate": ("mycase",),
    "negotiate": ("mycase",),
    "certify": ("done/certificate.json",),
    "assess": ("mycase", "claims"),
    "explain": (),
    "truce": ("incidents.csv", "--from", "2024-04-20", "--to", "2024-04-25"),
    "compare": ("mycase", "other"),
    "report": ("mycase",),
    "convoy": ("mycase", "--iterations", "5"),
    "source add": ("second.txt", "--case", "mycase", "--outlet", "Radio", "--date", "2024-05-01"),
    "source verify": ("mycase",),
    "source list": ("mycase",),
    "source copy": ("SHA", "--out", "copy.txt", "--case", "mycase"),
    "source keygen": ("key",),
    "source export": ("mycase", "--out", "bag"),
    "source import": ("done/bag", "--case", "other"),
    "read": ("news.txt", "--language", "en"),
    "ledger list": ("mycase",),
    "ledger add": ("mycase", *SAID),
    "ledger correct": ("mycase", "ultimatum", "--note", "Heard again"),
    "ledger accept": ("mycase", "--by", "Desk"),
    "ledger export": ("mycase", "--out", "ledger.csv"),
    "ledger import": ("done/ledger.csv", "--case", "other"),
}
"""Arguments with which each command does its work; ``demo`` is ``report`` of a larger case."""


def names(command, before=()):
    """All commands, as they are typed."""
    if not hasattr(command, "commands"):
        return [" ".join(before)]
    return [name for word, one in command.commands.items() for name in names(one, (*before, word))]


def test_every_command_is_tried():
    assert sorted([*COMMANDS, "demo"]) == sorted(names(get_command(app)))


@pytest.fixture(scope="module")
def home(template, tmp_path_factory):
    """What the commands need."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("mycase", "other", "bare"):
        shutil.copytree(template, folder / name)
    (folder / "bare" / "people.geojson").unlink()
    (folder / "loads.csv").write_text("day,what,tonnes,status,who\n2024-05-01,wheat flour,3,unloaded,WFP\n")
    (folder / "camps.csv").write_text("name,lon,lat,people\nSchool,-29.9985,45.002,100\n")
    (folder / "corridors.csv").write_text("corridor,place,announced_by,outcome\nc1,Town,army,kept\n")
    (folder / "town.osm").write_text(OSM, encoding="utf-8")
    (folder / "incidents.csv").write_text(INCIDENTS, encoding="utf-8")
    for name in ("news", "second"):
        (folder / f"{name}.txt").write_text(f"The {name} office said: “The road is open.”", encoding="utf-8")
    for words in (
        ("source", "add", "news.txt", "--case", "mycase", "--outlet", "Radio", "--date", "2024-05-01"),
        ("source", "export", "mycase", "--out", "done/bag"),
        ("ledger", "export", "mycase", "--out", "done/ledger.csv"),
        ("evacuate", "mycase", "--out", "done"),
    ):
        done = geleit(*words, cwd=folder)
        assert done.returncode in (0, 1), done.stderr
    return folder


@pytest.fixture
def place(home):
    """The same, in memory, for one test to change."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True) as folder:
        yield Path(shutil.copytree(home, Path(folder) / "home"))


def words_of(command, place):
    listed = (place / "mycase" / "captured" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    arguments = [json.loads(listed[0])["sha256"] if word == "SHA" else word for word in COMMANDS[command]]
    return [*command.split(), *arguments]


def steady(done):
    """What a command prints, but for the times and random numbers in it."""
    return re.sub(r"[0-9a-f]{8,}|[\d.,]+ (ms|s)\b|\d{4}-\d\d-\d\dT[\d:.]+Z", "~", done.stdout)


def again(place, home):
    """Have everything as it was before the command."""
    shutil.rmtree(place)
    shutil.copytree(home, place)


@pytest.fixture(scope="module")
def answers(home):
    """Exit code and output of each command where nothing is wrong."""
    found = {}
    for command in COMMANDS:
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            done = geleit(*words_of(command, home), cwd=Path(shutil.copytree(home, folder, dirs_exist_ok=True)))
            assert done.returncode in (0, 1), done.stderr
            assert done.stdout
            found[command] = done
    return found


def reader_gone():
    ours, theirs = os.pipe()
    os.close(ours)
    return theirs


@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_that_nobody_takes_is_none(command, home, place, answers):
    reader, gone = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        for into, code, says in (
            (gone, 141, ""),
            (full, 2, "geleit: what was found could not be printed: No space left on device\n"),
            (None, 2, "geleit: what was found could not be printed: Bad file descriptor\n"),
        ):
            done = geleit(*words_of(command, place), cwd=place, into={1: into})
            assert (done.returncode, done.stderr) == (code, answers[command].stderr + says)
            again(place, home)
    finally:
        os.close(gone)
        os.close(full)


@pytest.mark.parametrize("command", COMMANDS)
def test_messages_that_nobody_takes_change_nothing(command, place, answers):
    done = geleit(*words_of(command, place), cwd=place, into={2: None})
    assert (done.returncode, steady(done)) == (answers[command].returncode, steady(answers[command]))


def test_what_goes_wrong_keeps_its_exit_code_where_nobody_takes_messages(home):
    full = os.open("/dev/full", os.O_WRONLY)
    for into in (full, None):
        assert geleit("check", "nowhere", cwd=home, into={2: into}).returncode == 2
        assert geleit("check", cwd=home, into={2: into}).returncode == 2
    os.close(full)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_stopped_gives_no_answer(command, place):
    assert geleit(*words_of(command, place), cwd=place, signals=[SIGTERM]).returncode == -SIGTERM
    # the second ends the process as the system does it; shells say 130 for both
    assert geleit(*words_of(command, place), cwd=place, signals=[SIGINT, SIGINT]).returncode in (130, -SIGINT)


def test_one_interrupt_is_said(home):
    done = geleit("check", "mycase", cwd=home, signals=[SIGINT])
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "geleit: stopped before it was done\n")


@pytest.mark.parametrize("to", [">&-", ">/dev/full", "2>&-", "| true", ""])
def test_a_proof_that_holds_through_a_shell(to, home):
    program = f"{shlex.quote(sys.executable)} -m geleit certify done/certificate.json"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", f"{program} {to}"], cwd=home, capture_output=True, text=True)
    assert done.returncode == {">&-": 2, ">/dev/full": 2, "| true": 141}.get(to, 0)


def test_a_file_that_is_no_proof_is_said_on_standard_output(place):
    (place / "other.json").write_text('{"format": 1}', encoding="utf-8")
    done = geleit("certify", "other.json", cwd=place)
    assert (done.returncode, done.stdout) == (1, "other.json FAILS\n")
    assert done.stderr.startswith("geleit: other.json: format: ")


STEERING = "\x1b[2J\u202eevil\u2066\u200b"


def test_what_a_case_holds_cannot_steer_a_terminal(place):
    settings = place / "mycase" / "case.toml"
    text = settings.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title"))
    settings.write_text(text.replace(title, 'title = "\u202eevil\u2066\u200b نیم‌فاصله"'), encoding="utf-8")
    ours, theirs = os.openpty()
    done = geleit("check", "mycase", cwd=place, into={1: theirs})
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    printed = os.read(ours, 100_000).decode()
    os.close(ours)
    assert not set(STEERING) - set("[2Jevil") & set(printed)
    assert "\\u202eevil\\u2066\\u200b نیم‌فاصله" in printed  # a joiner that Persian needs stays


def test_what_a_file_is_called_cannot_steer_a_terminal(home):
    for words in (("check", STEERING), ("check", "mycase", STEERING), (STEERING,), ("check", f"--{STEERING}")):
        done = geleit(*words, cwd=home)
        assert done.returncode == 2
        assert not set("\x1b\u202e\u2066\u200b") & set(done.stderr)
        assert "\\u202eevil" in done.stderr
