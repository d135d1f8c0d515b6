"""``geleit compare`` on the command line, and what ``geleit report`` says of statements."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from tests.surface.process import geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

CORRIDOR = "id,name,announced_by,announced_at,users\nroad,Road,gov,2030-01-01T00:30,civilians\n"
PARTIES = "id,name,belligerent\ngov,Government,yes\nreb,Rebels,yes\n"
SAID = (
    "id,speaker,party,text,topic,asserts,about,quantity_likely,quantity_unit,since,until,by,whom,words_checked,"
    "sensitive,source\n"
)
SCOPE = "2030-01-01,2030-01-02T00:00,foot,everyone,yes"


@pytest.fixture
def village(tmp_path):
    """A hundred people, one gate for ten an hour from 1:00 to 3:00."""
    folder = write_village(tmp_path / "village", exits=((1, 10, "2030-01-01T01:00/2030-01-01T03:00"),))
    text = (folder / "exits.csv").read_text().splitlines()
    (folder / "exits.csv").write_text(f"{text[0]},corridor\n{text[1]},road\n")
    (folder / "corridors.csv").write_text(CORRIDOR)
    (folder / "parties.csv").write_text(PARTIES)
    (folder / "sources.csv").write_text("id,title,publisher\npress,Report,Gazette\n")
    rows = [
        f'many,Minister,gov,"4,321 people left",departures,people-left,road,4321,people,{SCOPE},,press',
        f"few,Red Cross,,Five left,departures,people-left,road,5,people,{SCOPE},,press",
        f"secret,Informant,,Seven left,departures,people-left,road,7,people,{SCOPE},yes,press",
        "then,Radio,,The village fell,aftermath,,,,,,,,,,,press",
    ]
    (folder / "statements.csv").write_text(SAID + "\n".join(rows) + "\n")
    return folder


def test_cases_without_monitors_are_compared(village):
    other = shutil.copytree(village, village.parent / "other")
    (other / "statements.csv").unlink()
    done = geleit("compare", "village", "other", "--out", "cmp", "--json", cwd=village.parent)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    first, second = found["cases"]
    [announced] = first["announcements"]
    assert announced["notice"] == {"low": 0.5, "high": 0.5}
    assert announced["a_day"] == announced["a_week"] == announced["total"] == {"low": 2, "high": 2}
    assert (announced["agreed"], announced["more_than_one_side"]) == ("unknown", "unknown")  # nobody tells
    assert first["could"] == {"low": 0.2, "high": 0.2}  # twenty pass, by plan and by proof
    assert [(told["claimant"], told["share"]["low"]) for told in first["left"]] == [
        ("Government", 43.21),
        ("Red Cross", 0.05),
    ]
    assert [told["text"] for told in first["followed"]] == ["The village fell"]
    assert (first["features"]["TOO-SHORT"], first["features"]["MOST-STAYED"]) == ("yes", "some")
    assert (second["left"], second["followed"], second["features"]["MOST-STAYED"]) == ([], [], "unknown")
    assert found["pauses"] == []
    page = (village.parent / found["page"]).read_text(encoding="utf-8")
    assert "Features in common" in page
    assert "Pauses as monitors show them" not in page
    assert "Informant" not in page


def test_the_terminal_shows_features_in_common(village):
    shutil.copytree(village, village.parent / "again")
    done = geleit("compare", "village", "again", cwd=village.parent)
    assert done.returncode == 0
    assert "less than 72 h of notice" in done.stdout
    assert "yes: village, again" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_report_says_what_was_said_and_keeps_the_proof_beside_it(village):
    done = geleit("report", "village", "--out", "out", cwd=village.parent)
    assert done.returncode == 0, done.stderr
    assert "claims/many.json" in done.stdout
    page = (village.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert "⊘ impossible" in page
    assert "at most 20 can have passed" in page
    assert "Informant" not in page
    assert "Seven left" not in page
    assert geleit("certify", "out/claims/many.json", cwd=village.parent).returncode == 0
    text = geleit("report", "village", "--format", "md", cwd=village.parent).stdout
    assert "**CLAIM-LEFT**, **impossible**" in text
    assert "Informant" not in text


def test_a_case_that_cannot_be_read_is_named(village):
    done = geleit("compare", "village", "nowhere", cwd=village.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere" in done.stderr


def test_hostile_names_stay_text(village):
    hostile = "<script>alert(1)</script>"
    with (village / "statements.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["x", hostile, "", hostile, "aftermath", *[""] * 10, "press"])
    (village / "corridors.csv").write_text(CORRIDOR.replace("Road", hostile))
    assert geleit("compare", "village", "--out", "cmp", cwd=village.parent).returncode == 0
    page = (village.parent / "cmp" / "compare.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_case_is_not_compared_with_itself(village):
    done = geleit("compare", "village", "village", cwd=village.parent)
    assert done.returncode == 2
    assert "named more than once" in done.stderr
