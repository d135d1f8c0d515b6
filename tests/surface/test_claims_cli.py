"""``geleit assess CASE claims`` and the certificates it writes, through real processes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from geleit.io.case.template import write_example
from tests.surface.process import geleit

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case whose ultimatum nobody could meet."""
    folder = tmp_path_factory.mktemp("said")
    write_example(folder / "town")
    ledger = folder / "town" / "statements.csv"
    text = ledger.read_text(encoding="utf-8")
    assert text.count(",2024-05-03,everyone,") == 1
    ledger.write_text(text.replace(",2024-05-03,everyone,", ",2024-05-01T09:00,everyone,"), encoding="utf-8")
    return folder


def test_each_statement_with_its_verdict_and_the_proof(town):
    done = geleit("assess", "town", "claims", "--out", "proofs", "--json", cwd=town)
    assert done.returncode == 1
    found = json.loads(done.stdout)["findings"]
    assert {(f["claim"]["id"], f["verdict"]) for f in found} == {
        ("count-1", "undetermined"),  # corrected by the same voice, but of whom and since when is not said
        ("count-2", "undetermined"),
        ("enough", "undetermined"),  # full rations are not said
        ("ultimatum", "impossible"),
    }
    for f in found:
        assert set(f) >= {"claim", "verdict", "reason", "evidence", "certificate", "depends"}
    certificate = next(f["certificate"] for f in found if f["verdict"] == "impossible")
    assert certificate == str(Path("proofs/claims/ultimatum.json"))
    assert [f["certificate"] for f in found if f["verdict"] != "impossible"] == [None] * 3
    assert geleit("certify", certificate, cwd=town).returncode == 0
    about = geleit("certify", certificate, "--case", "town", "--claim", "ultimatum", cwd=town)
    assert about.returncode == 0
    assert "holds (town, from 2024-05-01T06:00:00+00:00 until 2024-05-01T09:00:00+00:00, 3 h, " in about.stdout
    assert "about the statement ultimatum: All people of the case can be out, at " in about.stdout
    other = geleit("certify", certificate, "--case", "town", "--claim", "count-2", cwd=town)
    assert other.returncode == 2
    assert "--claim: no certificate covers the statement 'count-2': Who is counted?" in other.stderr


def test_the_text_names_evidence_and_what_it_depends_on(town):
    done = geleit("assess", "town", "claims", "--out", "proofs", cwd=town)
    assert "x CLAIM-DEADLINE IMPOSSIBLE: At least" in done.stdout
    assert "tested: All people of the case can be out, at " in done.stdout
    assert "rated: Impossible under the assumptions of the case, by a proof" in done.stdout
    assert "asks: Are full rations meant? If it says so, give full_rations=yes." in done.stdout
    assert "depends on the rate of the exits" in done.stdout
    assert done.stdout.splitlines()[-3:] == [
        "0 supported, 0 refuted, 1 impossible, 0 inconsistent, 3 undetermined",
        "Internal. Not for publication.",
        f"wrote {Path('proofs/claims/ultimatum.json')}",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--claim", "ultimatum"), "--claim: it needs --case"),
        (("--case", "town", "--claim", "ultimatun"), "did you mean 'ultimatum'?"),
        (("--case", "town", "--claim", "enough"), "no proof can decide the statement 'enough'"),
    ],
)
def test_a_certificate_for_no_statement(town, arguments, message):
    geleit("assess", "town", "claims", "--out", "proofs", cwd=town)
    done = geleit("certify", "proofs/claims/ultimatum.json", *arguments, cwd=town)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_cannot_be_written_is_named_first(town):
    (town / "taken").write_text("", encoding="utf-8")
    done = geleit("assess", "town", "claims", "--out", "taken", cwd=town)
    assert done.returncode == 2
    assert "taken" in done.stderr


def test_what_must_not_become_public_is_proved_in_a_folder_of_its_own(town):
    shutil.copytree(town / "town", town / "secret")
    ledger = town / "secret" / "statements.csv"
    with ledger.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    with ledger.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0] | {"sensitive": ""}))
        table.writeheader()
        table.writerows(row | {"sensitive": "yes"} for row in rows)
    done = geleit("assess", "secret", "claims", "--out", "kept", cwd=town)
    assert done.returncode == 0
    assert "ultimatum" not in done.stdout.casefold()
    assert not list((town / "kept").rglob("*.json"))
    done = geleit("assess", "secret", "claims", "--with-sensitive", "--out", "kept", cwd=town)
    assert f"wrote {Path('kept/not-public/ultimatum.json')}" in done.stdout
    assert os.name != "posix" or stat.S_IMODE((town / "kept" / "not-public").stat().st_mode) == 0o700
    assert not (town / "kept" / "claims").exists()


def test_a_case_in_which_nothing_can_be_tested_says_so(town):
    shutil.copytree(town / "town", town / "silent")
    (town / "silent" / "statements.csv").unlink()
    done = geleit("assess", "silent", "claims", "--out", "proofs", cwd=town)
    assert (done.returncode, done.stdout.splitlines()[-1][:27]) == (0, "town: what is said in it (0")
