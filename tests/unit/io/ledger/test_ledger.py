"""The ledger: entries are added, never rewritten; what cannot be read again is never written."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from geleit.errors import InputError
from geleit.io.case.casefile import read_case
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.ledger.entries import add_entries, append_statements, correction, new_entry, read_ledger
from geleit.io.ledger.exchange import as_csv, import_entries
from geleit.model.public import InternalLedger
from tests.rows import counted

ENTRY = {"id": "new", "speaker": "Radio Sampleton", "text": "Nobody left", "source": "radio-0501"}


def refused(folder, *rows):
    """The message, after making sure that nothing was written."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}
    with pytest.raises(InputError) as problem:
        append_statements(folder, rows)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"} == before
    return str(problem.value)


def test_the_ledger_alone_is_read_as_the_case_reads_it(folder):
    case, ledger = read_case(folder), read_ledger(folder)
    assert ledger.statements == case.statements
    assert ledger.sources == case.sources


def test_an_entry_is_put_behind_what_was_there(folder):
    before = (folder / "statements.csv").read_bytes()
    assert append_statements(folder, [ENTRY]) == folder / "statements.csv"
    assert (folder / "statements.csv").read_bytes() == before + (
        b"new,Radio Sampleton,,,,Nobody left,,,,,,,,,,,,,,,radio-0501,\n"
    )
    assert read_case(folder).statements[-1].text == "Nobody left"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("tail", ["", "\r\n", "\r\n\r\n# the end\r\n", "\r\n# the end"])
def test_semicolons_marks_comments_and_own_columns_stay(folder, mark, tail):
    before = f'{mark}# mine\r\nid;_seen;speaker;text;source\r\na; yes ;R;"x;\r\n#y";survey{tail}'.encode()
    (folder / "statements.csv").write_bytes(before)
    append_statements(folder, [ENTRY])
    gap = b"" if before.endswith(b"\n") else b"\r\n"
    after = before + gap + b"new;;Radio Sampleton;Nobody left;radio-0501\r\n"
    assert (folder / "statements.csv").read_bytes() == after
    assert [statement.id for statement in read_ledger(folder).statements] == ["a", "new"]


def test_a_column_is_added_only_when_it_is_needed_and_every_cell_stays(folder):
    (folder / "statements.csv").write_bytes(
        b'\xef\xbb\xbf# mine\r\nid,text,source,speaker,_own\r\n\r\na, b ,survey,R,1\r\n#c,d\r\n"e","f\ng",survey,R,\r\n'
    )
    append_statements(folder, [{**ENTRY, "whom": "", "topic": "aid"}])
    assert (folder / "statements.csv").read_bytes() == (
        b"\xef\xbb\xbf# mine\r\nid,text,source,speaker,_own,topic\r\n\r\na, b ,survey,R,1,\r\n#c,d\r\n"
        b'e,"f\ng",survey,R,,\r\nnew,Nobody left,radio-0501,Radio Sampleton,,aid\r\n'
    )


def test_empty_cells_beyond_the_header_do_not_shift_a_new_column(folder):
    (folder / "statements.csv").write_text("id,text,source,speaker,,\na,b,survey,R,,\n", encoding="utf-8")
    append_statements(folder, [{**ENTRY, "topic": "aid"}])
    assert [statement.topic for statement in read_ledger(folder).statements] == ["", "aid"]


def test_a_missing_ledger_is_made(folder):
    (folder / "statements.csv").unlink()
    append_statements(folder, [{**ENTRY, "at": "2024-05-01"}])
    assert (folder / "statements.csv").read_text(encoding="utf-8").splitlines()[0] == "id,speaker,text,source,at"
    assert [statement.id for statement in read_case(folder).statements] == ["new"]


def test_a_ledger_with_another_name_is_found(folder, edit):
    (folder / "statements.csv").rename(folder / "said.csv")
    edit("case.toml", "[files]\n", '[files]\nstatements = "said.csv"\n')
    assert append_statements(folder, [ENTRY]).name == "said.csv"
    assert not (folder / "statements.csv").exists()


def test_an_id_is_made_of_speaker_and_day(folder):
    row = {key: value for key, value in ENTRY.items() if key != "id"}
    append_statements(folder, [{**row, "at": "2024-05-01T10:00"}, {**row, "at": "2024-05-01"}, row])
    append_statements(folder, [{**row, "speaker": "???"}, {**row, "speaker": "ﬃ" * 100, "at": "2024-05-01"}])
    *ids, longest = [statement.id for statement in read_ledger(folder).statements[4:]]
    assert ids == ["radio-sampleton-2024-05-01", "radio-sampleton-2024-05-01-2", "radio-sampleton", "entry"]
    assert longest == "ffi" * 26 + "ff-2024-05-01"


def test_entries_of_one_call_may_point_to_each_other(folder):
    append_statements(folder, [{**ENTRY, "corrects": "later"}, {**ENTRY, "id": "later"}])
    assert [statement.corrects for statement in read_ledger(folder).statements[-2:]] == ["later", ""]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "count-1"}, "the new entry: id: 'count-1' is the id of town/statements.csv: row 2"),
        ({"source": "radio"}, "the new entry: source: no source has the id 'radio' (did you mean 'radio-0501'?)"),
        ({"source": ""}, "the new entry: source: missing"),
        ({"speaker": " "}, "the new entry: speaker: missing"),
        ({"party": "west"}, "the new entry: party: no party has the id 'west'"),
        ({"about": "moon"}, "the new entry: about: no corridor or pause or delivery or exit or facility"),
        ({"corrects": "nobody"}, "the new entry: corrects: no statement has the id 'nobody'"),
        ({"corrects": "new"}, "the new entry: corrects: it leads back to 'new' itself"),
        ({"part_of": "count-1"}, "the new entry: quantity_likely: 'new' has no quantity"),
        ({"at": "soon"}, "the new entry: at: expected a time such as"),
        ({"at": "so;on", "id": ""}, "the new entry: at: expected a time such as"),
        ({"asserts": "people-left"}, "the new entry: quantity_likely: missing"),
        ({"text": "a\x1b[0m"}, "the new entry: text: it holds a control character"),
        ({"colour": "red"}, "unknown column 'colour'"),
        ({"id": "#new"}, "'#new' would not be read again as it is"),
        ({"id": "a;b"}, "the new entry: id: expected an id without ';'"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(folder, changes, says):
    assert counted(folder / "statements.csv", says) in refused(folder, {**ENTRY, **changes})


def test_all_or_nothing(folder):
    assert "the new entry: rows[1]: source: no source" in refused(folder, ENTRY, {**ENTRY, "id": "b", "source": "x"})
    assert "rows[1]: id: 'new' is the id of rows[0] too" in refused(folder, ENTRY, ENTRY)
    circle = {**ENTRY, "corrects": "b"}, {**ENTRY, "id": "b", "corrects": "new"}
    assert "rows[0]: corrects: it leads back to 'new' itself" in refused(folder, *circle)
    lacking = refused(folder, {**ENTRY, "source": "y"}, {**ENTRY, "id": "b", "source": "x"})
    assert "the case has no sources with the ids 'x', 'y' (add them to the table sources first)" in lacking


def test_a_ledger_that_is_wrong_already_is_left_alone(folder, edit):
    edit("statements.csv", "enough,Sampleton Red Crescent", "enough,")
    says = counted(folder / "statements.csv", "town/statements.csv: row 4, column speaker: missing")
    assert says in refused(folder, ENTRY)


def test_a_ledger_in_geojson_takes_no_entries(folder):
    (folder / "statements.csv").unlink()
    (folder / "statements.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert "statements.geojson: entries can only be added to a CSV file" in refused(folder, ENTRY)


def test_a_folder_without_a_case_is_named(tmp_path):
    with pytest.raises(InputError, match=r"case\.toml: no such file"):
        append_statements(tmp_path / "nowhere", [ENTRY])
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is writable to this user")
def test_a_folder_that_cannot_be_written_is_named(folder):
    folder.chmod(0o555)
    try:
        with pytest.raises(InputError, match="cannot be written: Permission denied"):
            append_statements(folder, [ENTRY])
    finally:
        folder.chmod(0o755)


def test_a_full_disk_leaves_the_ledger_as_it_was(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    before = (folder / "statements.csv").read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"No space left on device \(free some room\)"):
        append_statements(folder, [ENTRY])
    assert (folder / "statements.csv").read_bytes() == before
    assert not list(folder.glob("*.part")) + list(folder.glob(".*.part"))


def test_a_correction_takes_over_what_is_not_said_anew(folder):
    ledger = read_ledger(folder)
    row = correction(ledger, "count-2", {"quantity_likely": "190", "topic": ""})
    done = add_entries(folder, [new_entry(row)])
    old, new = ledger.statements[1], done.statements[0]
    assert (new.corrects, new.topic, new.quantity.likely) == ("count-2", "", 190)
    assert (new.speaker, new.party, new.about, new.at, new.text) == (
        old.speaker,
        old.party,
        old.about,
        old.at,
        old.text,
    )
    assert read_ledger(folder).statements[:4] == ledger.statements


def test_a_correction_from_another_source_does_not_take_over_where_the_words_stood(folder):
    append_statements(folder, [{**ENTRY, "wording": "nobody", "wording_start": "3", "wording_end": "9",
                                "entered_by": "desk"}])  # fmt: skip
    ledger = read_ledger(folder)
    assert correction(ledger, "new", {"note": "x"})["wording_end"] == "9"
    for said in ({"source": "survey"}, {"wording": "no one"}):
        assert not {"wording_start", "wording_end", "entered_by"} & correction(ledger, "new", said).keys()
    with pytest.raises(InputError, match=r"town/statements.csv: no entry has the id 'nwe' \(did you mean 'new'\?\)"):
        correction(ledger, "nwe", {})


def kept(statements):
    return InternalLedger("town", statements, ())


def test_import_passes_over_what_is_known_and_refuses_what_differs(folder, tmp_path):
    file = tmp_path / "said.csv"
    statements = read_ledger(folder).statements
    file.write_text(
        as_csv("said.csv", kept(statements)) + "new,R,a text,survey" + "," * (len(STATEMENTS.names) - 4) + "\n",
        encoding="utf-8",
    )
    done = import_entries(folder, file)
    assert ([statement.id for statement in done.statements], done.known) == (["new"], 4)
    before = (folder / "statements.csv").read_bytes()
    assert import_entries(folder, file).statements == ()
    assert (folder / "statements.csv").read_bytes() == before
    file.write_text(file.read_text(encoding="utf-8").replace("a text", "b text"), encoding="utf-8")
    with pytest.raises(InputError) as problem:
        import_entries(folder, file)
    there = counted(folder / "statements.csv", "town/statements.csv: row 6, with another text")
    assert str(problem.value).startswith(f"{tmp_path.name}/said.csv: row 7, column id: 'new' is the id of {there}")
    assert (folder / "statements.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a,R,t,survey,soon", "said.csv: row 3, column at: expected a time"),
        ("a,R,t,nowhere,", "said.csv: row 3, column source: no source has the id 'nowhere'"),
        ("a,R,t,survey", "said.csv: row 3: expected 5 cells, found 4"),
        ('a,R,"t,survey,', "said.csv: row 3: not a row of CSV"),
        ("a,R,t,survey,\nfirst,R,t,survey,", "said.csv: row 4, column id: 'first' is the id of row 2 too"),
    ],
)
def test_a_bad_row_of_an_import_is_named_by_file_row_and_field(folder, tmp_path, row, says):
    (tmp_path / "said.csv").write_text(f"id,speaker,text,source,at\nfirst,R,t,survey,\n{row}\n", encoding="utf-8")
    before = (folder / "statements.csv").read_bytes()
    with pytest.raises(InputError) as problem:
        import_entries(folder, tmp_path / "said.csv")
    assert says in str(problem.value)
    assert (folder / "statements.csv").read_bytes() == before


def test_an_import_without_its_sources_names_them_all(folder, tmp_path):
    (tmp_path / "said.csv").write_text("id,speaker,text,source\na,R,t,one\nb,R,t,two\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 2, column source: the case has no sources with the ids 'one', 'two'"):
        import_entries(folder, tmp_path / "said.csv")


def test_a_file_that_is_not_there_is_named(folder, tmp_path):
    with pytest.raises(InputError, match=r"nothing\.csv: no such file"):
        import_entries(folder, tmp_path / "nothing.csv")


def test_an_id_that_would_be_a_comment_is_not_exported(folder):
    statements = (replace(read_ledger(folder).statements[0], id="#1"),)
    with pytest.raises(InputError, match=r"said\.csv: '#1' would not be read again as it is"):
        as_csv("said.csv", kept(statements))
    assert as_csv("said.csv", kept(())).count("\n") == 2


def test_a_correction_has_to_be_checked_anew(folder):
    """Whoever checked the old words did not see the new ones."""
    former = next(s for s in read_ledger(folder).statements if s.id == "count-2")
    assert former.words_checked
    row = correction(read_ledger(folder), "count-2", {"text": "170 people have used the North Road"})
    assert "words_checked" not in row
    assert correction(read_ledger(folder), "count-2", {"words_checked": "yes"})["words_checked"] == "yes"
