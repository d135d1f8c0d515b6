"""``geleit ledger`` as a user meets it: one message for each mistake, and what was written on the last line."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import stat
from pathlib import Path

import pytest
import typer.main

import geleit as geleit_package
from geleit.cli.commands import app
from geleit.io.case.bundled import data_folder
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.ledger.entries import read_ledger
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

SAID = ("--speaker", "SOHR", "--text", "About 12 left", "--source", "radio-0501")


def ok(done):
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_from_an_entry_to_a_colleague(case):
    home = case.parent
    done = ok(geleit("ledger", "add", "mycase", *SAID, "--at", "2024-05-01T12:00", "--asserts", "people-left",
                     "--about", "north-road", "--quantity", "10..14", "--unit", "people", "--wording", "etwa 12 😀",
                     "--by", "desk", cwd=home))  # fmt: skip
    assert done == "wrote mycase/statements.csv: sohr-2024-05-01\n"
    done = ok(geleit("ledger", "correct", "mycase", "count-2", "--quantity", "190", "--sensitive", "--id", "count-3",
                     "--text", "190", cwd=home))  # fmt: skip
    assert done == "wrote mycase/statements.csv: count-3\n"
    done = ok(geleit("ledger", "correct", "mycase", "count-1", "--id", "count-4", cwd=home))
    assert done.splitlines()[0] == "  look again  count-1 was corrected before, by count-2"
    hidden = ok(geleit("ledger", "list", "mycase", cwd=home))
    assert "count-3" not in hidden
    assert "Internal. Not for publication. Left out: statements (1)." in hidden.splitlines()
    lines = ok(geleit("ledger", "list", "mycase", "--with-sensitive", cwd=home)).splitlines()
    assert "people-left, north-road, said on 2024-05-01: CLAIMANTS DISAGREE" in lines
    assert "    CORRECTED by count-3" in lines
    assert lines[-1] == "mycase: 7 entries, 2 of them corrected by another"
    found = json.loads(ok(geleit("ledger", "list", "mycase", "--with-sensitive", "--json", cwd=home)))
    entries = {entry["id"]: entry for entry in found["entries"]}
    assert entries["sohr-2024-05-01"]["quantity"] == {"low": 10, "likely": 12, "high": 14, "unit": "people"}
    assert entries["sohr-2024-05-01"]["entered_by"] == "desk"
    assert entries["sohr-2024-05-01"]["entered_at"]
    assert entries["count-2"]["corrected_by"] == ["count-3"]
    assert found["groups"] == [
        {"ids": ["sohr-2024-05-01", "count-1", "count-4", "count-2", "count-3"], "disagree": True}
    ]
    told = ok(geleit("ledger", "export", "mycase", "--out", "some.csv", cwd=home)).splitlines()
    assert told == [
        "  6 entries of 7",
        "  1 entry left out: sensitive, or pointing to such a one (--with-sensitive writes them)",
        "  look again  it is not for publication (--public writes what is)",
        "wrote some.csv",
    ]
    assert (home / "some.csv").read_text(encoding="utf-8").startswith("# internal, not for publication\nid,")
    told = ok(geleit("ledger", "export", "mycase", "--with-sensitive", "--out", "all.csv", cwd=home)).splitlines()
    assert told == [
        "  7 entries of 7",
        "  look again  it is not for publication (--public writes what is)",
        "wrote all.csv",
    ]
    ok(geleit("new", "away", "--example", cwd=home))
    done = ok(geleit("ledger", "import", "all.csv", "--case", "away", cwd=home)).splitlines()
    assert done[-2:] == ["  3 entries added, 4 here before", "wrote away/statements.csv"]
    assert read_ledger(home / "away").statements == read_ledger(case).statements
    assert ok(geleit("ledger", "import", "../all.csv", cwd=home / "away")).endswith(".: nothing was added\n")
    assert ok(geleit("check", "away", cwd=home)).endswith("away is a valid case\n")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_private_ledger_stays_private(case):
    path = case / "statements.csv"
    for mode in (0o600, 0o640):
        path.chmod(mode)
        ok(geleit("ledger", "add", "mycase", *SAID, cwd=case.parent))
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_what_is_for_others_leaves_out_what_is_sensitive(case):
    home = case.parent
    ok(geleit("ledger", "add", "mycase", *SAID, "--sensitive", "--wording", "About 12", "--id", "secret", cwd=home))
    ok(geleit("ledger", "add", "mycase", *SAID, "--wording", "About 12", "--id", "open", "--by", "desk", cwd=home))
    for form, entries in (("claim", 5), ("annotation", 1), ("csv", 5)):
        told = ok(geleit("ledger", "export", "mycase", "--out", form, "--as", form, "--public", cwd=home))
        assert told.splitlines()[0].startswith(f"  {entries} ")
        text = (home / form).read_text(encoding="utf-8")
        assert "About 12" in text
        assert "secret" not in text
        assert "desk" not in text
    assert len(json.loads((home / "claim").read_text(encoding="utf-8"))["@graph"]) == 5
    assert json.loads((home / "annotation").read_text(encoding="utf-8"))["total"] == 1


def test_a_table_leaves_out_what_points_to_a_sensitive_entry_and_goes_back_where_it_came_from(case):
    """An open correction of one would count as a statement of its own elsewhere; here it would be another entry."""
    home = case.parent
    figure = ("--at", "2024-05-01", "--asserts", "people-left", "--quantity", "12", "--unit", "people")
    ok(geleit("ledger", "add", "mycase", *SAID, *figure, "--id", "secret", "--sensitive", cwd=home))
    ok(geleit("ledger", "correct", "mycase", "secret", "--id", "open", "--not-sensitive", "--quantity", "14", cwd=home))
    ok(geleit("ledger", "correct", "mycase", "open", "--id", "again", "--quantity", "15", cwd=home))
    ok(geleit("ledger", "add", "mycase", *SAID, *figure, "--id", "part", "--part-of", "secret", cwd=home))
    ok(geleit("ledger", "add", "mycase", *SAID, *figure, "--id", "apart", cwd=home))
    told = ok(geleit("ledger", "export", "mycase", "--out", "some.csv", cwd=home)).splitlines()
    assert told[:2] == [
        "  5 entries of 9",
        "  4 entries left out: sensitive, or pointing to such a one (--with-sensitive writes them)",
    ]
    assert "secret" not in (home / "some.csv").read_text(encoding="utf-8")
    before = read_ledger(case).statements
    assert "  0 entries added, 5 here before" in ok(
        geleit("ledger", "import", "some.csv", "--case", "mycase", cwd=home)
    )
    ok(geleit("new", "away", "--example", cwd=home))
    assert "  1 entry added, 4 here before" in ok(geleit("ledger", "import", "some.csv", "--case", "away", cwd=home))
    ok(geleit("ledger", "export", "mycase", "--with-sensitive", "--out", "all.csv", cwd=home))
    assert "  4 entries added, 5 here" in ok(geleit("ledger", "import", "all.csv", "--case", "away", cwd=home))
    assert {*read_ledger(home / "away").statements} == {*before}


@pytest.mark.parametrize("named", [False, True])
def test_a_ledger_kept_as_geojson_is_made_a_table_as_the_message_says(case, named):
    """Its commands are done to the letter, and nothing is lost."""
    home = case.parent
    ok(geleit("ledger", "add", "mycase", *SAID, "--id", "secret", "--sensitive", cwd=home))
    before, old = read_ledger(case).statements, case / ("said.geojson" if named else "statements.geojson")
    rows = [{c: cell for c, cell in row.values.items() if cell} for row in read_ledger(case).rows]
    features = [{"type": "Feature", "properties": row, "geometry": None} for row in rows]
    old.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    (case / "statements.csv").unlink()
    settings = (case / "case.toml").read_text(encoding="utf-8")
    if named:
        assert "[files]" in settings.splitlines()[-2:]
        (case / "case.toml").write_text(f'{settings}statements = "said.geojson"\n', encoding="utf-8")
    assert read_ledger(case).statements == before
    refused = geleit("ledger", "add", "mycase", *SAID, "--id", "new", cwd=home)
    assert refused.returncode == 2
    said = re.search(r"\(write it as one, (geleit .*), then move (\S+) away(.*)\)\n$", refused.stderr)
    assert said.group(2) == old.name
    assert said.group(3) == (", and name statements.csv in case.toml" if named else "")
    ok(geleit(*shlex.split(said.group(1))[1:], cwd=home))
    old.rename(home / old.name)
    if named:
        (case / "case.toml").write_text(f'{settings}statements = "statements.csv"\n', encoding="utf-8")
    ok(geleit("ledger", "add", "mycase", *SAID, "--id", "new", cwd=home))
    after = read_ledger(case).statements
    assert after[:-1] == before
    assert after[-1].id == "new"


@pytest.mark.parametrize("form", ["claim", "annotation", "claimreview"])
def test_no_sensitive_entry_is_in_a_form_for_others_also_if_asked(case, form):
    done = geleit("ledger", "export", "mycase", "--as", form, "--with-sensitive", "--out", "said", cwd=case.parent)
    says = f"geleit: --with-sensitive: --as {form} is public, and no sensitive statement leaves the room"
    assert (done.returncode, done.stderr) == (2, f"{says} (leave it out, or take --as csv)\n")
    with pytest.raises(geleit_package.InputError, match=f"^sensitive: the form {form} is public.*take the form csv"):
        geleit_package.export_statements(case.parent / "said", case, form, sensitive=True)
    assert not (case.parent / "said").exists()


def test_a_bundled_ledger_is_shown(case):
    done = ok(geleit("ledger", "list", "aleppo-2016", cwd=case.parent)).splitlines()
    assert done[-1].startswith("aleppo-2016: ")


def test_what_a_terminal_should_not_see_is_not_shown(case):
    ok(geleit("ledger", "add", "mycase", *SAID[:2], "--text", "one\ntwo\u202ethree", *SAID[4:], cwd=case.parent))
    assert "    one two three [radio-0501]" in ok(geleit("ledger", "list", "mycase", cwd=case.parent)).splitlines()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "mycase", "--text", "t", "--source", "survey"), "the new entry: speaker: missing"),
        (("add", "mycase", *SAID, "--id", "count-1"), "'count-1' is the id of mycase/statements.csv: row "),
        (("add", "mycase", *SAID[:4], "--source", "radio"), "no source has the id 'radio'"),
        (("add", "mycase", *SAID, "--quantity", "many", "--unit", "people"), "quantity_likely: expected a number"),
        (("add", "mycase", *SAID, "--quantity", "1..2..3..4"), "--quantity: expected a figure such as 12"),
        (("add", "mycase", *SAID, "--quantity", "14..10", "--unit", "people"), "expected low <= likely <= high"),
        (("add", "mycase", *SAID, "--days", "a..b"), "--days: expected a number"),
        (("add", "aleppo-2016", *SAID), "aleppo-2016: there is no such folder"),
        (("add", "speaker hall", *SAID), "geleit: speaker hall: there is no such folder"),
        (("correct", "mycase", "count-9", "--text", "t"), "no entry has the id 'count-9' (did you mean 'count-2'?)"),
        (("correct", "mycase", "count-1", "--text", ""), "the new entry: text: missing"),
        (("export", "mycase", "--out", "mycase/statements.csv"), "mycase/statements.csv: there is a file already"),
        (("import", "nothing.csv", "--case", "mycase"), "nothing.csv: no such file"),
        (
            ("import", "circle.csv", "--case", "mycase"),
            "circle.csv: row 2, column corrects: it leads back to 'a' itself",
        ),
        (("import", "circle.csv"), "--case: missing"),
        (("list", "nowhere"), "nowhere: no such case folder"),
    ],
)
def test_a_mistake_is_one_message_and_nothing_is_written(case, arguments, says):
    rows = "id,speaker,text,source,corrects\na,R,t,survey,b\nb,R,t,survey,a\n"
    (case.parent / "circle.csv").write_text(rows, encoding="utf-8")
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    done = geleit("ledger", *arguments, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.startswith("geleit: ")
    assert done.stderr.count("\n") == 1
    after = {path: path.read_bytes() for path in case.rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert after == before


def test_without_a_package_for_locks_nothing_is_added(case):
    home = case.parent
    (home / "without").mkdir()
    (home / "without" / "filelock.py").write_text("raise ImportError")
    path = os.pathsep.join([str(home / "without"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = geleit("ledger", "add", "mycase", *SAID, cwd=home, env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, "")
    says = r"adding to the ledger needs packages that are not installed: pip install .*\[evidence\]'.*\n\Z"
    assert re.search(says, done.stderr)
    assert geleit("ledger", "list", "mycase", cwd=home, env={"PYTHONPATH": path}).returncode == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is writable to this user")
def test_a_read_only_case_is_named(case):
    case.chmod(0o555)
    try:
        done = geleit("ledger", "add", "mycase", *SAID, cwd=case.parent)
        assert (done.returncode, done.stdout) == (2, "")
        assert "mycase: cannot be written: Permission denied (keep the case where you can write)" in done.stderr
    finally:
        case.chmod(0o755)


def test_a_ledger_without_loss_from_one_bundled_case_to_a_copy(case):
    home = case.parent
    ok(geleit("ledger", "export", "aleppo-2016", "--out", "said.csv", cwd=home))
    copy = shutil.copytree(data_folder() / "aleppo-2016", home / "copy")
    before = read_ledger(copy).statements
    (copy / "statements.csv").unlink()
    ok(geleit("ledger", "import", "said.csv", "--case", "copy", cwd=home))
    assert read_ledger(copy).statements == before


def test_only_what_a_test_decided_becomes_a_review(case):
    home = case.parent
    ok(geleit("ledger", "add", "mycase", *SAID, "--id", "hidden", "--at", "2024-05-01T12:00", "--asserts",
              "people-left", "--about", "north-road", "--quantity", "900000", "--unit", "people", "--sensitive",
              "--by", "Desk 7", cwd=home))  # fmt: skip
    ok(geleit("ledger", "correct", "mycase", "enough", "--full-rations", "--words-checked", "--by", "Desk 7", "--id",
              "full", cwd=home))  # fmt: skip
    done = geleit("ledger", "export", "mycase", "--as", "claimreview", "--out", "r.json", cwd=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "wrote r.json"
    text = (home / "r.json").read_text(encoding="utf-8")
    rated = {one["itemReviewed"]["identifier"]: one["reviewRating"] for one in json.loads(text)}
    assert rated["full"]["ratingValue"] == 0
    assert rated["full"]["alternateName"] == "Refuted by what is known"
    assert rated["full"]["ratingExplanation"].startswith("the load is too small. Depends on weight of the load: ")
    assert all(one["@type"] == "ClaimReview" for one in json.loads(text))
    judged = geleit("assess", "mycase", "claims", "--out", "proofs", "--json", cwd=home)
    open_ends = {f["subject"] for f in json.loads(judged.stdout)["findings"] if f["verdict"] == "undetermined"}
    assert open_ends.isdisjoint(rated)
    assert "hidden" not in text
    assert "900,000" not in text
    assert "Desk 7" not in text
    again = geleit("ledger", "export", "mycase", "--as", "claimreview", "--out", "r.json", cwd=home)
    assert again.returncode == 2
    assert "there is a file already" in again.stderr


def test_no_review_where_nothing_was_decided(case):
    ledger = case / "statements.csv"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if line.startswith(("#", "id,", "count-2"))).replace(
        ",count-1,yes,radio", ",,yes,radio"), encoding="utf-8")  # fmt: skip
    done = geleit("ledger", "export", "mycase", "--as", "claimreview", "--out", "r.json", cwd=case.parent)
    assert done.returncode == 2
    assert "no entry that may become public came to a verdict" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (case.parent / "r.json").exists()


def options(command):
    """Options of a command, by the names of what they fill, with their help."""
    return {
        one.name: (one.opts, one.secondary_opts, one.help) for one in command.params if one.param_type_name == "option"
    }


def test_both_commands_that_enter_take_the_same_and_each_option_stands_once():
    ledger = typer.main.get_command(app).commands["ledger"]
    add, correct = (options(ledger.commands[name]) for name in ("add", "correct"))
    assert add == correct
    assert list(add) == [column.name for column in STATEMENTS.columns if column.options]
    assert len(add) == 36
    assert add["quantity_unit"][0] == ["--unit"]
    assert add["or_more"][:2] == (["--or-more"], ["--no-more"])
    assert all(words.endswith(".") for *_, words in add.values())
    folder = Path(geleit_package.__file__).parent
    text = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    for name in ("--or-more", "--denies", "--in-part", "--not-sensitive", "--unit"):
        assert text.count(f'{name}"') + text.count(f'"{name}/') == 1, name


@pytest.mark.parametrize("option", ["--speaker", "--asserts", "--part-of", "--wording", "--entered-by", "--corrects"])
def test_the_options_are_those_of_before(option):
    """Also those that there have never been: what reading an article or a correction fills is not typed."""
    ledger = typer.main.get_command(app).commands["ledger"]
    known = {one for opts, others, _ in options(ledger.commands["add"]).values() for one in (*opts, *others)}
    assert (option in known) is (option not in ("--entered-by", "--corrects"))


FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "'=1", "= not equal")


def test_no_text_of_the_ledger_is_a_formula_in_a_spreadsheet(case):
    """Not in the table, not in an export; and each text is read as it was typed."""
    home, words = case.parent, ("--source", "radio-0501")
    for number, text in enumerate(FORMULAS):
        ok(geleit("ledger", "add", "mycase", "--speaker", text, "--role", text, "--text", text, "--outlet", text,
                  "--id", f"f{number}", *words, cwd=home))  # fmt: skip
    ok(geleit("ledger", "export", "mycase", "--as", "csv", "--out", "all.csv", cwd=home))
    for file in (case / "statements.csv", home / "all.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [row for row in csv.reader(opened) if row and not row[0].startswith("#")]
        cells = [cell for row in rows for cell in row]
        assert sum(cell.lstrip("'") == FORMULAS[0] for cell in cells) == 4
        assert not [cell for cell in cells if re.match(r"[=+@-]", cell) and not re.fullmatch(r"-?[\d.]+", cell)]
    entries = json.loads(ok(geleit("ledger", "list", "mycase", "--json", cwd=home)))["entries"]
    told = {row["id"]: {row[key] for key in ("speaker", "role", "text", "outlet")} for row in entries}
    assert [told[f"f{number}"] for number in range(len(FORMULAS))] == [{text} for text in FORMULAS]
    assert ok(geleit("ledger", "import", "all.csv", "--case", "mycase", cwd=home)).endswith("nothing was added\n")
