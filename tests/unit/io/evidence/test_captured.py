"""Captured sources: kept as they are, chained, found out when altered, and given a row in the case's table."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from geleit.errors import InputError
from geleit.io.case.casefile import check_case as faults_of
from geleit.io.case.record import id_for
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.log import read_log
from geleit.io.evidence.log_line import FIRST, read_line, shown
from geleit.io.evidence.objects import working_copy
from geleit.io.evidence.store import load, store_of
from geleit.io.evidence.verify import check_case
from tests.rows import counted
from tests.unit.io.evidence.captures import ABOUT, filled, lines, objects, put, snapshot, today, write_case

HEADER = "id,title,publisher,published,url,sha256,note"


@pytest.fixture
def case(tmp_path):
    return filled(tmp_path / "town")


def problems(case):
    return list(check_case(case).problems)


def test_the_bytes_are_kept_as_they_are(tmp_path):
    case = write_case(tmp_path / "town")
    content = bytes(range(256)) * 10_000
    done = put(case, content, name="film.mp4")
    digest = sha256(content).hexdigest()
    path = case / "captured" / "objects" / digest[:2] / digest
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    entry = done.entry
    assert (entry.sha256, entry.size, entry.file, entry.media_type) == (digest, 2_560_000, "film.mp4", "video/mp4")
    assert (entry.id, entry.captured_by, entry.previous) == ("radio-sampleton-2024-05-01", "unnamed", FIRST)
    assert entry.captured_at.endswith("Z")
    assert list((case / "captured" / "incoming").iterdir()) == []


def test_each_line_names_the_hash_of_the_one_before(case):
    first, second, third = lines(case)
    for before, after in ((first, second), (second, third)):
        assert json.loads(after)["previous"] == sha256(before).hexdigest()
    assert load(store_of(case)).head == sha256(third).hexdigest()
    assert problems(case) == []


def test_the_same_bytes_again_are_a_line_and_no_object(case):
    done = put(case, "one")
    assert (done.again, done.table, done.in_table) == (True, None, True)
    assert (len(lines(case)), len(objects(case))) == (4, 3)
    assert done.entry.id == load(store_of(case)).entries[0].id
    assert put(case, "one", replace(ABOUT, outlet="Town Post")).entry.id == "town-post-2024-05-01"


def test_every_capture_has_a_row_and_the_case_still_reads(case):
    rows = (case / "sources.csv").read_text(encoding="utf-8").splitlines()[-3:]
    assert [row.split(",")[0] for row in rows] == [f"radio-sampleton-2024-05-01{x}" for x in ("", "-2", "-3")]
    assert faults_of(case) == []


TABLES = {
    "semicolons, own columns, CRLF, BOM":
        b"\xef\xbb\xbf# us\r\nid;_own;title;publisher;published;url;sha256\r\na;1;A;;;;\r\n",
    "no line end at the end": f"{HEADER}\na,A,,,,,".encode(),
    "a comment at the end": f"{HEADER}\na,A,,,,,\n\n# more to come\n".encode(),
    "another order, lines in cells": b'sha256,url,note,published,publisher,title,id\n,,"a\nb ""c""",,,"A, B",a\n',
}  # fmt: skip


@pytest.mark.parametrize("kind", TABLES)
def test_the_table_keeps_every_byte_it_had(tmp_path, kind):
    case = write_case(tmp_path / "town")
    for other in ("exits.csv", "statements.csv", "parties.csv"):
        assert (case / other).is_file()
    before = TABLES[kind]
    (case / "sources.csv").write_bytes(before)
    done = put(case, "x", replace(ABOUT, outlet='Post; "Town", Ltd', title="=1, 2; 3"))
    after = (case / "sources.csv").read_bytes()
    assert done.table == case / "sources.csv"
    assert after.startswith(before)
    added = after[len(before) :].decode()
    assert done.entry.sha256 in added
    assert ("\r\n" in added) == (b"\r\n" in before)
    assert problems(case) == []
    assert put(case, "x", replace(ABOUT, outlet='Post; "Town", Ltd')).table is None


@pytest.mark.parametrize("table", [None, "id,title\na,A\n", "{}"], ids=["none", "too few columns", "geojson"])
def test_a_table_that_cannot_take_the_row_is_left_alone(tmp_path, table):
    case = write_case(tmp_path / "town")
    (case / "sources.csv").unlink()
    if table == "{}":
        (case / "sources.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    elif table:
        (case / "sources.csv").write_text(table)
    before = {path.name for path in case.iterdir()}
    done = put(case, "x")
    assert (done.table, done.in_table) == (None, False)
    assert {path.name for path in case.iterdir()} - before == {"captured"}
    (problem,) = problems(case)
    assert re.fullmatch(
        r"town/sources\.(csv|geojson): no row has the id 'radio-\S+', which line 1 of the log .* has", problem
    )


def test_a_row_with_the_id_but_no_hash_is_left_to_its_owner(tmp_path):
    case = write_case(tmp_path / "town")
    before = (case / "sources.csv").read_bytes()
    done = put(case, "x", replace(ABOUT, id="leaflet"))
    assert (done.table, done.in_table, (case / "sources.csv").read_bytes()) == (None, False, before)


def test_a_broken_table_stops_the_capture_before_anything_is_kept(tmp_path):
    case = write_case(tmp_path / "town")
    (case / "sources.csv").write_text('id,title\na,"open\n')
    with pytest.raises(InputError, match=r"town/sources\.csv: row 2: not a row of CSV"):
        put(case, "x")
    assert (lines(case) if store_of(case).log.exists() else [], objects(case)) == ([], [])


def test_hashes_in_the_table_are_compared_with_the_store(case):
    path = case / "sources.csv"
    first = load(store_of(case)).entries[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(first.sha256, first.sha256.upper()), encoding="utf-8")
    assert problems(case) == []
    path.write_text(text.replace(first.sha256, "ab" * 32), encoding="utf-8")
    says = f"town/sources.csv: row 5, column sha256: it is of no original captured under that id, '{first.id}'"
    assert problems(case) == [counted(path, says)]
    path.write_text(text + f"other,Other,,,,{'ab' * 32},\n", encoding="utf-8")
    report = check_case(case)
    says = "town/sources.csv: row 8: the original of 'other' was not captured here"
    assert (report.problems, report.notes) == ((), (counted(path, says),))


def alter_object(case):
    path = objects(case)[0]
    path.chmod(0o644)
    path.write_bytes(b"x" * path.stat().st_size)
    return f"{path}: altered: its SHA-256 is"


def lengthen_object(case):
    path = objects(case)[0]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"!")
    return f"{path}: altered: "


def remove_object(case):
    path = objects(case)[0]
    path.unlink()
    return f"{path}: missing"


def link_object(case):
    path = objects(case)[0]
    path.rename(case / "elsewhere")
    path.symlink_to(case / "elsewhere")
    return f"{path}: missing, or something else than a file"


def slip_object_in(case):
    path = case / "captured" / "objects" / "ab" / ("ab" * 32)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    return f"{path}: not in the log"


def remove_line(case):
    first, _, third = lines(case)
    store_of(case).log.write_bytes(first + third)
    return "line 2: does not follow the line before it"


def remove_last_line(case):
    store_of(case).log.write_bytes(b"".join(lines(case)[:2]))
    return ": not in the log"


def swap_lines(case):
    first, second, third = lines(case)
    store_of(case).log.write_bytes(second + first + third)
    return "line 1: does not follow the line before it"


def edit_line(case):
    first, second, third = lines(case)
    store_of(case).log.write_bytes(first + second.replace(b"Radio", b"Rodeo") + third)
    return "line 2: changed after it was written"


def edit_and_seal_line(case):
    first, second, third = lines(case)
    forged = replace(read_line(second), outlet="Rodeo").line
    store_of(case).log.write_bytes(first + forged + third)
    return "line 3: does not follow the line before it"


def remove_log(case):
    store_of(case).log.unlink()
    return "log.jsonl: missing"


@pytest.mark.parametrize(
    "alter",
    [alter_object, lengthen_object, remove_object, link_object, slip_object_in, remove_line, remove_last_line,
     swap_lines, edit_line, edit_and_seal_line, remove_log],
)  # fmt: skip
def test_each_alteration_is_named(case, alter):
    says = alter(case)
    assert any(says in problem for problem in problems(case)), problems(case)


@pytest.mark.parametrize("alter", [remove_line, swap_lines, edit_line, edit_and_seal_line])
def test_nothing_is_added_to_an_altered_log(case, alter):
    alter(case)
    before = snapshot(case)
    with pytest.raises(InputError, match=r"log\.jsonl: altered, line \d: .*; nothing was added"):
        put(case, "four")
    assert snapshot(case) == before


def test_bytes_whose_original_was_altered_are_not_taken_for_kept(case):
    alter_object(case)
    for content in ("one", "two", "three"):
        if sha256(content.encode()).hexdigest() == objects(case)[0].name:
            with pytest.raises(InputError, match="the original in the store was altered"):
                put(case, content)


def test_a_forged_whole_chain_is_found_by_a_hash_kept_elsewhere(case):
    kept = load(store_of(case)).head
    head, forged = FIRST, b""
    for entry in load(store_of(case)).entries:
        line = replace(entry, captured_by="Rodeo", previous=head).line
        head, forged = sha256(line).hexdigest(), forged + line
    store_of(case).log.write_bytes(forged)
    assert problems(case) == []
    (problem,) = check_case(case, kept).problems
    assert problem.endswith(f"ends with {head}, and no line of it is the expected {kept}")


def test_a_log_that_grew_still_has_the_expected_line(case):
    kept = load(store_of(case)).head
    assert check_case(case, kept).notes == ()
    put(case, "four")
    report = check_case(case, kept)
    assert report.problems == ()
    assert report.notes == (f"{store_of(case).log}: it has grown since the expected line, which is line 3",)


def test_half_a_last_line_is_moved_aside_by_the_next_capture(case):
    whole = store_of(case).log.read_bytes()
    half = lines(case)[2][:200]
    store_of(case).log.write_bytes(whole + half)
    report = check_case(case)
    assert report.problems == ()
    assert "the last line is not whole" in report.notes[0]
    done = put(case, "four")
    assert "the log ended in half a line" in done.repaired[0]
    (aside,) = (case / "captured").glob("torn-*")
    assert aside.read_bytes() == half
    assert store_of(case).log.read_bytes() == whole + done.entry.line
    assert check_case(case).notes == (f"{aside}: half a line moved aside",)


def test_a_last_line_that_lacks_its_end_is_kept(case):
    whole = store_of(case).log.read_bytes()
    store_of(case).log.write_bytes(whole[:-1])
    assert problems(case) == []
    done = put(case, "four")
    assert done.repaired == ("line 3 of the log lacked its end, which was added",)
    assert store_of(case).log.read_bytes() == whole + done.entry.line
    store_of(case).log.write_bytes(whole[:-1] + b" ")
    assert any("line 3: changed after it was written" in problem for problem in problems(case))


def test_what_an_addition_that_was_cut_off_left_is_finished_or_taken_back(case):
    store, path = store_of(case), objects(case)[0]
    path.rename(store.incoming / path.name)
    (store.incoming / ".x.part").write_bytes(b"half a fi")
    (store.incoming / ("ab" * 32)).write_bytes(b"whole, and never in the log")
    report = check_case(case)
    assert (report.problems, report.notes) == ((), (f"{store.incoming / path.name}: not yet in its place",))
    put(case, "four")
    assert list(store.incoming.iterdir()) == []
    assert path in objects(case)
    assert (problems(case), len(objects(case))) == ([], 4)


NAMES = ["😀 ‮gpj.exe", "line\nbreak.html", "tab\t.txt", "كلام.pdf", "-rf", " . ", "a;b,c\"d'.csv", "x" * 255]


@pytest.mark.parametrize("name", NAMES)
def test_odd_file_names_are_recorded_and_change_nothing_else(tmp_path, name):
    case = write_case(tmp_path / "town")
    done = put(case, "x", name=name)
    assert done.entry.file == name
    assert done.table == case / "sources.csv"
    assert (problems(case), faults_of(case), len(lines(case))) == ([], [], 1)
    assert shown(done.entry.title) == done.entry.title


def test_a_file_name_that_is_no_utf_8(tmp_path):
    case = write_case(tmp_path / "town")
    file = os.fsencode(tmp_path) + b"/caf\xe9.html"
    try:
        with open(file, "wb") as handle:  # noqa: PTH123 - a name of bytes
            handle.write(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert capture(case, Path(os.fsdecode(file)), ABOUT).entry.file == r"caf\xe9.html"
    assert problems(case) == []


@pytest.mark.parametrize(
    ("about", "says"),
    [
        (About("", "2024-05-01"), "--outlet: expected who published it"),
        (About("R\n", "2024-05-01", title="a\nb"), "--title: expected one line"),
        (About("R" * 1001, "2024-05-01"), "--outlet: expected at most 1000 characters"),
        (About("R", "yesterday"), "--date: expected a day such as 2016-08-11, found 'yesterday'"),
        (About("R", "1216-07-28"), "--date: expected a year from 1900 to 2199, found '1216-07-28'"),
        (About("R", f"{today() + timedelta(days=30)}"), "is still to come"),
        (About("R", "2024-05-01", id="a;b"), "--id: expected an id without ';'"),
        (About("R", "2024-05-01", id="#a"), "--id: expected an id without ';'"),
        (About("R", "2024-05-01", url="http://x\x1b[31m"), "--url: expected one line"),
    ],
)
def test_what_cannot_be_said_of_a_file(tmp_path, about, says):
    case = write_case(tmp_path / "town")
    with pytest.raises(InputError) as caught:
        put(case, "x", about)
    assert says in str(caught.value)
    assert not (case / "captured").exists()


def test_files_that_cannot_be_captured(tmp_path):
    case = write_case(tmp_path / "town")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for name, says in {
        "nowhere": "no such file",
        "circle": "no such file",
        "folder": "expected a file, found a folder",
        "pipe": "expected a file, found a folder or something else",
        "empty": "the file is empty",
    }.items():
        with pytest.raises(InputError, match=says):
            capture(case, tmp_path / name, ABOUT)
    assert not (case / "captured").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is readable to this user")
def test_a_file_that_cannot_be_read(tmp_path):
    case = write_case(tmp_path / "town")
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        capture(case, tmp_path / "secret", ABOUT)
    assert objects(case) == []


def test_a_working_copy_may_be_changed_and_the_original_is_not(case, tmp_path):
    path = objects(case)[0]
    working_copy(path, path.name, tmp_path / "copy")
    before = path.read_bytes()
    (tmp_path / "copy").write_bytes(b"changed")
    assert path.read_bytes() == before
    with pytest.raises(InputError, match="there is something here already"):
        working_copy(path, path.name, tmp_path / "copy")
    alter_object(case)
    with pytest.raises(InputError, match="the original in the store was altered"):
        working_copy(path, path.name, tmp_path / "another")
    with pytest.raises(InputError, match="cannot be written"):
        working_copy(path, path.name, tmp_path / "no" / "folder")
    assert not (tmp_path / "another").exists()
    assert not list(tmp_path.glob(".*"))


def test_ids_are_made_of_outlet_and_day():
    assert id_for("Radio  Sampleton!", "2024-05-01", set(), "source") == "radio-sampleton-2024-05-01"
    assert id_for("Radio", "2024-05-01", {"radio-2024-05-01"}, "source") == "radio-2024-05-01-2"
    assert id_for("***", "2024-05-01", set(), "source") == "source-2024-05-01"
    assert len(id_for("x" * 500, "2024-05-01", set(), "source")) <= 100


def lie(line, **changed):
    """A line with other values, sealed as if they were true."""
    return replace(read_line(line), **changed).line


@pytest.mark.parametrize(
    "line",
    [b"\n", b"{}\n", b"[" * 100_000 + b"\n", b"\xff\n", b'{"format": 2}\n', b"x" * 200_000 + b"\n",
     b'{"format": 1' + b"1" * 5000 + b"}\n"],
)  # fmt: skip
def test_lines_that_are_none(line):
    with pytest.raises(ValueError, match="not a line of a log"):
        read_line(line)
    assert read_log(line).problems


@pytest.mark.parametrize(
    "changed",
    [{"sha256": "../../etc/passwd"}, {"via": "ab"}, {"via": "ab" * 32}, {"size": -1}, {"number": 0}, {"event": "x"},
     {"number": True}, {"size": 1.0},
     {"title": "a\nb"}, {"outlet": "\x1b[31m"}, {"file": "\ud800"}, {"url": "x" * 1001}],
)  # fmt: skip
def test_sealed_lines_that_lie_are_refused(case, changed):
    with pytest.raises(ValueError, match=r"in it|its number|wrong kind"):
        read_line(lie(lines(case)[0], **changed))
