"""Cheats at the record of a case: every cell, line and object of a small one is edited, and each edit is found."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from dataclasses import fields, replace

import pytest

import geleit
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.log_line import Entry, read_line
from geleit.io.evidence.store import load, store_of
from geleit.io.ledger.entries import append_statements, read_ledger
from tests.surface.process import geleit as run

PAGE = (
    "<html><head><title>News</title></head><body><p>The mayor said: &bdquo;Two corri&shy;dors\n are open&ldquo;, on "
    "Wednesday.</p><p>He named no hour.</p></body></html>"
)
WORDS = '"Two corridors are open"'
START = PAGE.index("&bdquo;")
END = PAGE.index("&ldquo;") + len("&ldquo;")
ABOUT = About("Radio Sampleton", "2024-05-01", "Evening news", "https://example.org/1", "Desk", "news")


def unchained(folder):
    """A case with a captured page, and two entries put in by hand, one of them with the words of the page."""
    geleit.new_case(folder, example=True)
    (folder.parent / "page.html").write_text(PAGE, encoding="utf-8")
    digest = capture(folder, folder.parent / "page.html", ABOUT).entry.sha256
    rows = [
        {"id": "mayor", "speaker": "Mayor of Sampleton", "role": "Mayor", "party": "north", "at": "2024-05-01T20:00",
         "text": "Two corridors are open", "topic": "corridor", "about": "north-road", "asserts": "corridor-open",
         "since": "2024-05-01T08:00", "until": "2024-05-01T20:00", "outlet": "Radio Sampleton", "form": "direct",
         "wording": WORDS, "wording_start": str(START), "wording_end": str(END), "wording_before": "The mayor said:",
         "wording_after": ", on Wednesday", "wording_sha256": digest, "wording_language": "en", "entered_by": "Desk",
         "source": "news", "note": "heard twice"},
        {"id": "count-3", "speaker": "Radio Sampleton", "text": "12 left", "quantity_likely": "12",
         "quantity_unit": "people", "asserts": "people-left", "about": "north-road", "source": "survey"},
    ]  # fmt: skip
    return folder, rows


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder, rows = unchained(tmp_path_factory.mktemp("record") / "town")
    append_statements(folder, rows)
    assert geleit.verify_sources(folder).problems == ()
    assert geleit.verify_sources(folder).compared == 1
    return folder


@pytest.fixture
def case(made, tmp_path):
    return shutil.copytree(made, tmp_path / "town")


def table(path):
    """The lines of comment above a table, and its rows."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    above = [line for line in lines if line.startswith("#")]
    return above, list(csv.reader(io.StringIO("".join(lines[len(above) :]))))


def write(path, above, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text("".join(above) + out.getvalue(), encoding="utf-8")


def found(case, expected=""):
    return list(geleit.verify_sources(case, expected).problems)


def otherwise(cell):
    """What somebody might make of a cell."""
    if not cell:
        return ["x"]
    letters = f"2{cell[1:]}" if cell[0].isdigit() else cell.swapcase()
    return sorted({"", "21" if cell.isdigit() else f"{cell}x", letters} - {cell})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["statements", "sources"])
def test_every_cell_is_found_by_row_and_column(case, name):
    path = case / f"{name}.csv"
    above, rows = table(path)
    header, before = rows[0], path.read_text(encoding="utf-8")
    tried = 0
    for at, row in enumerate(rows[1:], 1):
        for column, cell in enumerate(row):
            for other in otherwise(cell):
                edited = [list(one) for one in rows]
                edited[at][column] = other
                write(path, above, edited)
                problems = found(case)
                where = f"town/{name}.csv: row {len(above) + at + 1}"
                if header[column] == "id":
                    missing = f"{where}, column id: missing"
                    both = {f"{where}: {other!r} is not in the chain", f"town/{name}.csv: no row has the id {cell!r}"}
                    named = {start for start in both for one in problems if one.startswith(start)}
                    assert any(one.startswith(missing) for one in problems) if not other else named == both, problems
                else:
                    says = f"{where}, column {header[column]}: "
                    assert any(one.startswith(says) for one in problems), (says, cell, other, problems)
                tried += 1
    path.write_text(before, encoding="utf-8")
    assert found(case) == []
    assert tried > 60


def test_hashes_in_capitals_and_own_columns_are_of_no_consequence(case):
    path = case / "sources.csv"
    digest = load(store_of(case)).captures[0].sha256
    path.write_text(path.read_text(encoding="utf-8").replace(digest, digest.upper()), encoding="utf-8")
    path = case / "statements.csv"
    above, rows = table(path)
    likely = rows[0].index("quantity_likely")
    assert rows[-1][likely] == "12"
    rows[-1][likely] = "12.0"
    write(
        path,
        ["# seen by the desk\n", *above],
        [[*row, mark] for row, mark in zip(rows, ["_seen", *"abcdefgh"], strict=False)],
    )
    assert found(case) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["statements", "sources"])
def test_rows_dropped_put_in_and_moved_are_found(case, name):
    path = case / f"{name}.csv"
    above, (header, *rows) = table(path)
    for at, row in enumerate(rows):
        write(path, above, [header, *rows[:at], *rows[at + 1 :]])
        assert any(repr(row[0]) in problem for problem in found(case)), row
        for place in range(len(rows)):
            if place != at:
                moved = [one for one in rows if one is not row]
                moved.insert(place, row)
                write(path, above, [header, *moved])
                assert any("stood behind it in the chain" in problem for problem in found(case)), (row, place)
    new = ["slipped-in", *rows[0][1:]]
    for place in range(len(rows) + 1):
        write(path, above, [header, *rows[:place], new, *rows[place:]])
        where = f"town/{name}.csv: row {len(above) + place + 2}: 'slipped-in' is not in the chain"
        assert any(problem.startswith(where) for problem in found(case)), found(case)


LIES = {"number": 9, "event": "bag", "size": 1, "published": "2024-05-02"}


@pytest.mark.slow
def test_every_field_of_every_line_of_the_log_is_found(case):
    path, head = store_of(case).log, load(store_of(case)).head
    lines = path.read_bytes().splitlines(keepends=True)
    assert [read_line(line).event for line in lines] == ["capture", "accept", "ledger"]
    for at, line in enumerate(lines):
        entry = read_line(line)
        for field in fields(Entry):
            old = getattr(entry, field.name)
            new = LIES.get(
                field.name, "ab" * 32 if field.name in ("sha256", "previous", "via", "via_line") else "other"
            )
            if old == new:
                continue
            document = json.loads(line)
            document[field.name] = new
            unsealed = json.dumps(document).encode() + b"\n"
            sealed = replace(entry, **{field.name: new}).line
            for forged in (unsealed, sealed):
                path.write_bytes(b"".join([*lines[:at], forged, *lines[at + 1 :]]))
                last = at == len(lines) - 1 and forged is sealed
                assert found(case, head if last else ""), (at, field.name, forged is sealed)
    first, second, third = lines
    for forged in ([first, third], [second, third], [first, third, second], [first, second, second, third], [third],
                   [first, second], [first], []):  # fmt: skip
        path.write_bytes(b"".join(forged))
        assert found(case), len(forged)


@pytest.mark.slow
def test_every_object_is_found_when_it_is_changed_gone_or_too_much(case):
    store = store_of(case)
    objects = sorted(path for path in store.objects.rglob("*") if path.is_file())
    assert len(objects) == 3
    for path in objects:
        data = path.read_bytes()
        path.chmod(0o644)
        for at in range(0, len(data), max(1, len(data) // 20)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert any(f"{path}: altered" in problem for problem in found(case)), at
        path.unlink()
        assert any(f"{path}: missing" in problem for problem in found(case))
        path.write_bytes(data)
    (objects[0].parent / ("cd" * 32)).write_bytes(b"x")
    assert any("not in the log" in problem for problem in found(case))


def test_who_rebuilds_the_whole_chain_is_found_only_by_a_head_kept_elsewhere(made, tmp_path):
    """What the chain does not prove: whoever holds the folder can make it anew."""
    kept = geleit.verify_sources(made).log.head
    forged, rows = unchained(tmp_path / "town")
    append_statements(forged, [rows[0], {**rows[1], "quantity_likely": "21"}])
    assert found(forged) == []
    [problem] = found(forged, kept)
    assert problem.endswith(f"and no line of it is the expected {kept}")


def test_an_edit_that_was_accepted_stays_in_the_history(case):
    path = case / "statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12 left", "21 left"), encoding="utf-8")
    head = geleit.verify_sources(case).log.head
    with pytest.raises(geleit.InputError, match="because: missing, and 1 edit by hand was found"):
        geleit.accept_edits(case)
    [edit] = geleit.accept_edits(case, "the figure was mistyped", by="Desk 2").edits
    assert "column text: '21 left', and '12 left' in line 3 of the log" in edit
    done = geleit.verify_sources(case, head)
    assert done.problems == ()
    told = " ".join(done.notes)
    assert "Desk 2 took the tables as they stood: the figure was mistyped" in told
    assert "statements[count-3].text: '21 left', and '12 left' in line 3 of the log" in told
    assert "it has grown since the expected line, which is line 3" in told
    with pytest.raises(geleit.InputError, match="nothing was edited by hand"):
        geleit.accept_edits(case, "again")


def test_no_reason_makes_up_for_a_hash_that_was_never_captured(case):
    path = case / "sources.csv"
    digest = load(store_of(case)).captures[0].sha256
    for other, says in (("", "column sha256: empty, and '"), ("ab" * 32, "of no original captured under that id")):
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace(digest, other), encoding="utf-8")
        [remaining] = geleit.accept_edits(case, "tidied").remaining
        assert says in remaining
        assert remaining in found(case)
        path.write_text(before, encoding="utf-8")
        geleit.accept_edits(case, "put back")


WITHOUT_A_CHAIN = [
    ("sources", "publisher", "Radio Rodeo", "column publisher: 'Radio Rodeo', and 'Radio Sampleton' in line 1"),
    ("sources", "published", "2024-05-02", "column published: '2024-05-02', and '2024-05-01' in line 1"),
    ("sources", "url", "https://example.org/2", "column url: 'https://example.org/2', and 'https://example.org/1' in"),
    ("sources", "sha256", "", "column sha256: empty, and '"),
    ("sources", "sha256", "ab" * 32, "column sha256: it is of no original captured under that id, 'news'"),
    ("sources", "id", "news-2", "no row has the id 'news', which line 1 of the log"),
    ("statements", "wording", '"Three corridors are open"', "column wording: '\"Three corridors are open\"' is not in"),
    ("statements", "wording_start", str(START + 1), f"column wording_start: {START + 1} to {END}, and the"),
    ("statements", "wording_end", str(END + 1), f"column wording_end: {START} to {END + 1}, and the"),
    ("statements", "wording_before", "The priest said:", "column wording_before: 'The priest said:' does not stand"),
    ("statements", "wording_after", ", on Monday", "column wording_after: ', on Monday' does not stand after"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "column", "text", "says"), WITHOUT_A_CHAIN)
def test_what_the_originals_alone_give_away(tmp_path, name, column, text, says):
    """Before the ledger is chained, edits are found as far as captures and originals go."""
    case, rows = unchained(tmp_path / "town")
    path = case / "statements.csv"
    above, old = table(path)
    columns = [*dict.fromkeys([*old[0], *rows[0]])]
    cells = [[*row, *[""] * (len(columns) - len(row))] for row in old[1:]]
    write(path, above, [columns, *cells, *[[row.get(column, "") for column in columns] for row in rows]])
    assert found(case) == []
    assert len(read_ledger(case).statements) == 6
    assert any("the ledger is not chained yet" in note for note in geleit.verify_sources(case).notes)
    path = case / f"{name}.csv"
    above, rows = table(path)
    row = next(row for row in rows if row[0] in ("mayor", "news"))
    row[rows[0].index(column)] = text
    write(path, above, rows)
    assert any(says in problem for problem in found(case)), found(case)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (
            "12 in all and seven more",
            "'...the pause, 12 in all and seven more', and '...the pause, 12 in all' in line 4",
        ),
        ("21 in all", "'...t day of the pause, 21 in all', and '...t day of the pause, 12 in all' in line 4"),
    ],
)
def test_an_edit_far_back_in_a_long_text_is_shown(case, now, says):
    long = "people who left by the road to the north on the first day of the pause, " * 3
    geleit.correct_statement(case, "count-3", text=f"{long}12 in all")
    path = case / "statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12 in all", now), encoding="utf-8")
    [problem] = found(case)
    assert f"column text: {says} of the log" in problem


def test_an_emptied_hash_of_a_wording_falls_back_to_the_source(case):
    path = case / "statements.csv"
    text = path.read_text(encoding="utf-8")
    digest = load(store_of(case)).captures[0].sha256
    path.write_text(
        text.replace(digest, "").replace('Two corridors are open""', 'No corridors are open""'), encoding="utf-8"
    )
    told = found(case)
    assert any("column wording_sha256: empty, and" in problem for problem in told)
    assert any("column wording: '\"No corridors are open\"' is not in the original" in problem for problem in told), (
        told
    )


def test_the_words_may_be_quoted_with_other_marks_and_with_words_left_out(case):
    geleit.correct_statement(case, "mayor", wording="Two [...] open“, on Wednesday. He named")
    assert found(case) == []
    geleit.correct_statement(case, "mayor", wording="open [...] Two corridors")
    [problem] = found(case)
    assert "'open [...] Two corridors' is not in the original" in problem


@pytest.mark.slow
def test_the_command_line_names_what_was_altered(case):
    home = case.parent
    head = json.loads(run("source", "verify", "town", "--json", cwd=home).stdout)["last_line"]
    path = case / "statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("12 left", "21 left"), encoding="utf-8")
    done = run("source", "verify", "town", cwd=home)
    assert done.returncode == 1
    assert re.fullmatch(
        r"geleit: town/statements\.csv: row \d+, column text: '21 left', and '12 left' in line 3 of the log \(.*\)\n",
        done.stderr,
    )
    told = run("check", "town", cwd=home)
    assert told.returncode == 0
    assert re.search(r"look again  town/statements\.csv: row \d+, column text: '21 left'", told.stdout)
    done = run("source", "export", "town", "--out", "bag", cwd=home)
    assert (done.returncode, (home / "bag").exists()) == (2, False)
    assert "edited by hand, and nobody has said why" in done.stderr
    done = run("ledger", "accept", "town", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "geleit: --because: missing, and 1 edit by hand was found, the first: town/statements"
    )
    done = run("ledger", "accept", "town", "--because", "mistyped", "--by", "Desk", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("source", "verify", "town", "--expect", head, cwd=home).returncode == 0
    assert "altered" not in run("check", "town", "--json", cwd=home).stdout
    assert run("source", "export", "town", "--out", "bag", cwd=home).returncode == 0
    assert len([one for one in (home / "bag/data/captured/objects").rglob("*") if one.is_file()]) == 1
    geleit.new_case(home / "away", example=True)
    done = run("source", "import", "bag", "--case", "away", cwd=home)
    assert "1 capture added, 0 here before" in done.stdout
    assert run("source", "export", "town", "--out", "whole", "--with-sensitive", cwd=home).returncode == 0
    assert len([one for one in (home / "whole/data/captured/objects").rglob("*") if one.is_file()]) == 4
    assert "nothing was added" in run("source", "import", "whole", "--case", "away", cwd=home).stdout


@pytest.mark.parametrize("line", [2, 3])
def test_lost_rows_are_not_taken_for_an_empty_ledger(case, line):
    entry = load(store_of(case)).entries[line - 1]
    store_of(case).place(entry.sha256).unlink()
    told = found(case)
    assert any(f"the rows of its lines {line} are lost or altered" in problem for problem in told)
    assert not any("is not in the chain" in problem for problem in told)
