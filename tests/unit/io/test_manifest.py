"""A folder of outputs after a run that was stopped anywhere: what is there is whole, and known for what it is."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from itertools import count
from pathlib import Path

import pytest

from geleit.errors import InputError
from geleit.files import hash_of, write_atomically
from geleit.io.manifest import MANIFEST, expect_own_manifest, planned, read_manifest, written_together
from geleit.model.stamp import INTERNAL, PUBLIC

FIRST = ["report.html", "certificate.json", "claims/a.json", "claims/b.json"]
SECOND = ["report.html", "certificate.json", "claims/b.json", "claims/c.json"]
LONG = 100_000


def write(folder, names, text, command="report"):
    with written_together(folder, planned(command, "town", INTERNAL, names)):
        for name in names:
            write_atomically(folder / name, text * LONG)


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def in_a_process(job):
    """Its exit code."""
    child = os.fork()
    if not child:
        try:
            job()
            os._exit(0)
        except InputError:
            os._exit(2)
        finally:
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stopped_before(step, job):
    """Do a job and end like one that is killed before it does so much to files; whether it came that far."""

    def counted():
        steps = count(1)

        def hook(event, _):
            if event.startswith(("open", "os.")) and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        job()

    return in_a_process(counted) == -signal.SIGKILL


def expect_known(folder):
    """Every file is whole; where no run is said to be broken off, all is there as it was written."""
    for name in files(folder):
        text = (folder / name).read_text()
        assert name == MANIFEST or name.endswith(".part") or text in ("1" * LONG, "2" * LONG)
    runs = read_manifest(folder)
    if all(run.finished for run in runs):
        for run in runs:
            assert {name: hash_of(folder / name) for name in run.files} == run.files


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills processes")
def test_killed_before_each_step_a_run_is_known_and_swept(tmp_path):
    steps, unfinished = 0, 0
    for step in count(1):
        folder = tmp_path / str(step)
        write(folder, FIRST, "1")
        if not stopped_before(step, lambda folder=folder: write(folder, SECOND, "2")):
            break
        steps += 1
        expect_known(folder)
        runs = read_manifest(folder)
        assert sum(run.finished for run in runs) == 1
        unfinished += len(runs) > 1
        write(folder, SECOND, "2")
        assert files(folder) == sorted([*SECOND, MANIFEST])  # neither what the first left nor what the killed one did
        expect_known(folder)
    assert unfinished > 20
    assert steps > unfinished


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits a process")
@pytest.mark.parametrize("room", [0, 100, LONG - 1])
def test_where_the_disk_is_full_the_run_is_refused_and_known(tmp_path, room):
    write(tmp_path, FIRST, "1")
    before = {name: (tmp_path / name).read_bytes() for name in FIRST}

    def without_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        write(tmp_path, SECOND, "2")

    assert in_a_process(without_room) == 2
    assert files(tmp_path) == sorted([*FIRST, MANIFEST])
    assert {name: (tmp_path / name).read_bytes() for name in FIRST} == before
    write(tmp_path, SECOND, "2")
    assert files(tmp_path) == sorted([*SECOND, MANIFEST])


def test_runs_of_several_commands_stand_beside_each_other(tmp_path):
    write(tmp_path, ["certificate.json", "plan.json", "departures.csv"], "1", "evacuate")
    write(tmp_path, ["compare.html"], "1", "compare")
    assert [run.command for run in read_manifest(tmp_path)] == ["evacuate", "compare"]
    write(tmp_path, ["report.html", "certificate.json"], "2")
    assert "plan.json" not in files(tmp_path)  # no proof of another run stays beside a report
    assert "departures.csv" in files(tmp_path)
    write(tmp_path, ["certificate.json"], "3", "evacuate")
    assert files(tmp_path) == ["certificate.json", "compare.html", "manifest.json", "report.html"]


def test_a_run_that_writes_nothing_takes_away_what_the_last_one_left(tmp_path):
    write(tmp_path / "new", [], "1", "assess")
    assert not (tmp_path / "new").exists()
    write(tmp_path, ["claims/a.json"], "1", "assess")
    write(tmp_path, [], "1", "assess")
    assert files(tmp_path) == ["manifest.json"]
    assert read_manifest(tmp_path) == ()


def test_a_manifest_is_public_if_all_runs_are(tmp_path):
    for command, publication, whole in (("compare", PUBLIC, PUBLIC), ("report", INTERNAL, INTERNAL)):
        name = f"{command}.html"
        with written_together(tmp_path, planned(command, "town", publication, [name])):
            write_atomically(tmp_path / name, "text")
        assert json.loads((tmp_path / MANIFEST).read_text())["publication"] == whole


def test_only_outputs_can_be_planned():
    for name in ("notes.txt", "../report.html", "/report.html", "claims/../x.json", "claims/.hidden.json", "claims/"):
        with pytest.raises(ValueError, match="no output is called"):
            planned("report", "town", INTERNAL, [name])


def test_a_file_that_somebody_removes_meanwhile_is_said(tmp_path):
    def removed():
        with written_together(tmp_path, planned("report", "town", INTERNAL, ["report.html"])):
            write_atomically(tmp_path / "report.html", "text")
            (tmp_path / "report.html").unlink()

    with pytest.raises(InputError, match=r"report\.html: gone since it was written"):
        removed()
    assert not read_manifest(tmp_path)[0].finished


def test_the_place_of_the_manifest_may_be_taken(tmp_path):
    Path(tmp_path / MANIFEST).mkdir()
    with pytest.raises(InputError, match="cannot be written: it is a folder"):
        expect_own_manifest(tmp_path)


def test_a_file_that_somebody_changed_outlives_a_run_that_was_broken_off(tmp_path):
    table = ["certificate.json", "departures.csv"]
    write(tmp_path, table, "1", "evacuate")
    (tmp_path / "departures.csv").write_text("my own")

    def killed():
        with written_together(tmp_path, planned("evacuate", "town", INTERNAL, table)):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    write(tmp_path, ["certificate.json"], "2", "evacuate")
    assert (tmp_path / "departures.csv").read_text() == "my own"


def test_what_is_not_public_may_come_while_somebody_works(tmp_path):
    page = f'<p data-publication="{INTERNAL}">'
    with written_together(tmp_path, planned("convoy", "town", INTERNAL, ["convoy.html"])):
        write_atomically(tmp_path / "convoy.html", page)
    with pytest.raises(InputError, match="is not for publication"):
        write_public(tmp_path)
    assert files(tmp_path) == ["convoy.html", "manifest.json"]


def write_public(folder):
    with written_together(folder, planned("report", "town", PUBLIC, ["report.html"])):
        write_atomically(folder / "report.html", "text")


def test_a_manifest_that_lists_nothing_is_none(tmp_path):
    run = {"run": "report", "about": "x", "publication": PUBLIC, "files": {}, "made_from": {}, "statements": {}}
    (tmp_path / MANIFEST).write_text(json.dumps({"format": "geleit-manifest/1", "runs": [run]}))
    with pytest.raises(InputError, match="damaged"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run.update(made_from=[[None, "x"]]),
        lambda run: run.update(statements={"certificate.json": 5}),
        lambda run: run.update(about="town)\nall holds ("),
        lambda run: run.update(files={"report.html": "5"}),
        lambda run: run.update(publication=None),
    ],
)
def test_a_manifest_with_other_values_is_damaged(tmp_path, change):
    write(tmp_path, ["report.html"], "1")
    document = json.loads((tmp_path / MANIFEST).read_text())
    change(document["runs"][0])
    (tmp_path / MANIFEST).write_text(json.dumps(document))
    with pytest.raises(InputError, match="damaged"):
        read_manifest(tmp_path)


def test_a_command_stands_in_a_manifest_once_and_once_broken_off(tmp_path):
    write(tmp_path, ["report.html"], "1")
    document = json.loads((tmp_path / MANIFEST).read_text())
    for times in (2, 3):
        document["runs"] = document["runs"][:1] * times
        (tmp_path / MANIFEST).write_text(json.dumps(document))
        if times == 2:
            assert len(read_manifest(tmp_path)) == 2
        else:
            with pytest.raises(InputError, match="damaged"):
                read_manifest(tmp_path)


def test_however_often_a_run_is_broken_off_the_folder_stays_of_use(tmp_path):
    def killed(names):
        with written_together(tmp_path, planned("report", "town", INTERNAL, names)):
            raise KeyboardInterrupt

    write(tmp_path, FIRST, "1")
    for names in (["report.html", "plan.json"], ["report.html", "claims/c.json"], SECOND):
        with pytest.raises(KeyboardInterrupt):
            killed(names)
        assert [run.finished for run in read_manifest(tmp_path)] == [True, False]
    assert read_manifest(tmp_path)[1].files.keys() == {"plan.json", *SECOND}
    write(tmp_path, SECOND, "2")
    assert [run.finished for run in read_manifest(tmp_path)] == [True]
    assert files(tmp_path) == sorted([*SECOND, MANIFEST])


def test_many_cases_may_be_told_of(tmp_path):
    about = ", ".join(f"town-{number:090}" for number in range(20))
    with written_together(tmp_path, planned("compare", about, INTERNAL, ["compare.html"])):
        write_atomically(tmp_path / "compare.html", "text")
    assert read_manifest(tmp_path)[0].about == about
