"""A folder of outputs: what was written together is known together, and nothing of an earlier run stays beside it."""

from __future__ import annotations

import dataclasses
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import geleit as library
from tests.surface.process import geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

SOURCES = "id,title,publisher\ns,A page,A publisher\n"
CLAIMS = "id,speaker,text,asserts,about,at,quantity_likely,quantity_unit,since,until,by,whom,words_checked,source\n"
TOO_MANY = (
    'c{0},a speaker,"{1},000,000 left",people-left,operation,2030-01-02,{1}000000,people,2030-01-01,2030-01-02T00:00,'
    "foot,civilians,yes,s\n"
)


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """A case of 100 people with three statements that are proved impossible."""
    folder = write_village(tmp_path_factory.mktemp("outputs") / "village")
    (folder / "sources.csv").write_text(SOURCES)
    (folder / "statements.csv").write_text(CLAIMS + "".join(TOO_MANY.format(n, n) for n in (1, 2, 3)))
    return folder


@pytest.fixture(scope="module")
def reported(village, tmp_path_factory):
    """A folder with its report; for each test a copy."""
    folder = tmp_path_factory.mktemp("reported")
    done = geleit("report", village, "--out", "out", cwd=folder)
    return done, folder / "out"


@pytest.fixture
def out(reported, tmp_path):
    """That copy."""
    return Path(shutil.copytree(reported[1], tmp_path / "out"))


def edited(village, tmp_path, **files):
    """A copy of the case with other files."""
    copy = tmp_path / village.name
    copy.mkdir()
    for path in village.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    for name, text in files.items():
        (copy / f"{name}.csv").write_text(text)
    return copy


def there(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def certified(folder, *options, cwd):
    done = geleit("certify", folder, *options, "--json", cwd=cwd)
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["holds"] else 1)
    problems = {row["file"]: row["problems"] for row in found["files"] if row["problems"]}
    return found["problems"], problems, {row["file"] for row in found["files"]}


@pytest.mark.usefixtures("out")
def test_a_report_and_its_proofs_are_one_set(village, reported, tmp_path):
    done = reported[0]
    assert "re-check with: geleit certify out" in done.stdout
    written = [
        "certificate.json", "claims/c1.json", "claims/c2.json", "claims/c3.json", "likely-plan.json", "plan.json",
        "negotiate.html", "record.html", "report.html",
    ]  # fmt: skip
    assert there(tmp_path / "out") == sorted([*written, "manifest.json"])
    assert certified("out", "--case", village, cwd=tmp_path) == ([], {}, set(written))
    text = geleit("certify", "out", cwd=tmp_path).stdout
    assert "report.html: the 6 seals on it are those of the proofs beside it" in text
    assert text.splitlines()[-1] == "out holds (9 files, village)"
    page = (tmp_path / "out" / "report.html").read_text()
    shown = dict(re.findall(r'data-proof="(.*?)" data-seal="(.*?)"', page))
    proofs = {
        name: json.loads((tmp_path / "out" / name).read_text())["seal"] for name in written if name.endswith(".json")
    }
    assert shown == proofs


def test_the_manifest_has_the_hashes_that_any_tool_computes(village, out):
    (run,) = json.loads((out / "manifest.json").read_text())["runs"]
    sums = "".join(f"{sha256}  {name}\n" for name, sha256 in run["files"].items())
    sums += "".join(f"{sha256}  {village.parent / name}\n" for name, sha256 in run["made_from"].items())
    assert set(run["made_from"]) == {f"village/{path.name}" for path in village.iterdir()}
    subprocess.run(["sha256sum", "--check", "--strict"], input=sums, text=True, check=True, cwd=out)


def test_proofs_of_an_earlier_run_do_not_stay(village, out, tmp_path):
    changed = edited(village, tmp_path, statements=CLAIMS + TOO_MANY.format(4, 4))
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert [name for name in there(out) if "claims" in name] == ["claims/c4.json"]
    assert certified("out", cwd=tmp_path)[:2] == ([], {})
    (changed / "statements.csv").unlink()
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert there(out) == [
        "certificate.json",
        "likely-plan.json",
        "manifest.json",
        "negotiate.html",
        "plan.json",
        "record.html",
        "report.html",
    ]


def test_proofs_of_another_command_do_not_stay_beside_a_report(village, tmp_path):
    geleit("assess", village, "claims", "--out", "out", cwd=tmp_path)
    assert there(tmp_path / "out") == ["claims/c1.json", "claims/c2.json", "claims/c3.json", "manifest.json"]
    changed = edited(village, tmp_path, statements=CLAIMS + TOO_MANY.format(2, 2))
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert [name for name in there(tmp_path / "out") if "claims" in name] == ["claims/c2.json"]
    assert certified("out", "--case", changed, cwd=tmp_path)[:2] == ([], {})


def test_what_somebody_changed_is_left_and_told(village, out, tmp_path):
    mine = out / "claims" / "c2.json"
    mine.write_text("my notes")
    (out / "notes.txt").write_text("mine too")
    changed = edited(village, tmp_path, statements=CLAIMS + TOO_MANY.format(4, 4))
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert mine.read_text() == "my notes"
    assert {"claims/c2.json", "notes.txt"} < set(there(out))
    problems = certified("out", cwd=tmp_path)[1]
    assert problems == {"claims/c2.json": ["no run wrote it here, as far as the manifest tells"]}


@pytest.mark.parametrize("name", ["report.html", "certificate.json", "plan.json", "claims/c1.json"])
def test_a_changed_or_missing_file_is_found(out, tmp_path, name):
    path = out / name
    path.write_bytes(path.read_bytes().replace(b"100", b"101", 1))
    assert set(certified("out", cwd=tmp_path)[1]) == {"report.html", name}  # the page shows the seal of another
    path.unlink()
    problems = certified("out", cwd=tmp_path)[1]
    assert problems.pop(name) == ["it is gone"]
    assert set(problems) <= {"report.html"}  # which shows its seal


def test_a_page_with_the_seal_of_another_proof_is_found_whatever_the_manifest_says(village, out, tmp_path):
    """Somebody put a proof of an earlier day in its place, and made the hashes fit."""
    fewer = edited(village, tmp_path, people="id,lon,lat,people_likely\np0,0,0,90\n")
    geleit("evacuate", fewer, "--out", "other", cwd=tmp_path)
    other = tmp_path / "other"
    (out / "certificate.json").write_bytes((other / "certificate.json").read_bytes())
    assert certified("out", cwd=tmp_path)[1].keys() == {"certificate.json", "report.html"}
    mine, theirs = (json.loads((folder / "manifest.json").read_text()) for folder in (out, other))
    mine["runs"][0]["files"]["certificate.json"] = theirs["runs"][0]["files"]["certificate.json"]
    (out / "manifest.json").write_text(json.dumps(mine))
    problems = certified("out", cwd=tmp_path)[1]
    assert problems == {"report.html": ["it shows the seal of another certificate.json than the one beside it"]}


def test_a_case_that_has_changed_since_is_found(village, tmp_path):
    changed = edited(village, tmp_path)
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert certified("out", "--case", changed, cwd=tmp_path)[:2] == ([], {})
    (changed / "sources.csv").write_text(SOURCES.replace("A page", "Another"))
    (changed / "statements.csv").write_text(CLAIMS + TOO_MANY.format(1, 1))
    lines = certified("out", "--case", changed, cwd=tmp_path)[0]
    told = " is not as it was when report read it"
    assert lines == [f"village/{name}{told}" for name in ("sources.csv", "statements.csv")]


@pytest.mark.usefixtures("out")
def test_another_command_in_the_same_folder_makes_an_older_page_known_as_stale(village, tmp_path):
    geleit("evacuate", village, "--out", "out", cwd=tmp_path)
    assert certified("out", cwd=tmp_path)[:2] == ([], {})  # the same question has the same proof
    geleit("evacuate", village, "--deadline", "2030-01-01T12:00", "--out", "out", cwd=tmp_path)
    problems = certified("out", cwd=tmp_path)[1]
    assert set(problems) == {"certificate.json", "likely-plan.json", "plan.json", "report.html"}
    assert problems["certificate.json"] == ["it is not as report wrote it: changed, or written anew without the rest"]
    geleit("report", village, "--out", "out", cwd=tmp_path)
    assert certified("out", cwd=tmp_path)[:2] == ([], {})


def test_every_command_that_writes_ties_what_it_wrote(village, tmp_path):
    geleit("evacuate", village, "--departures", "--exit-value", "50", "--out", "out", cwd=tmp_path)
    geleit("compare", village, "--out", "out", cwd=tmp_path)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    runs = {run["run"]: set(run["files"]) for run in manifest["runs"]}
    assert runs["compare"] == {"compare.html"}
    besides = {"departures.csv", "exit-value.html", "exit-value.geojson"}
    assert runs["evacuate"] == {"certificate.json", "likely-plan.json", "plan.json", *besides}
    assert {"manifest.json", *runs["compare"], *runs["evacuate"]} == set(there(tmp_path / "out"))
    geleit("evacuate", village, "--out", "out", cwd=tmp_path)
    assert not besides & set(there(tmp_path / "out"))
    assert certified("out", cwd=tmp_path)[:2] == ([], {})


def test_the_library_ties_them_too(village, tmp_path):
    case = library.read_case(village)
    answer = library.evacuate(case, departures=True)
    library.write_report(tmp_path / "out", case, library.assess(case, answer), [answer])
    library.write_departures(tmp_path / "out", case, answer)
    library.write_exit_values(tmp_path / "out", case, answer, 50)
    assert certified("out", "--case", village, cwd=tmp_path)[:2] == ([], {})


def test_a_public_set_names_no_file_of_the_case(village, tmp_path):
    past = edited(village, tmp_path)
    for path in past.iterdir():
        path.write_text(path.read_text().replace("2030-", "2020-"))
    done = geleit("report", past, "--public", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["publication"] == "public"
    assert [run["made_from"] for run in manifest["runs"]] == [{}]
    assert certified("out", "--case", past, cwd=tmp_path)[:2] == ([], {})
    done = geleit("report", past, "--out", "out", cwd=tmp_path)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["publication"] != "public"
    assert geleit("report", past, "--public", "--out", "out", cwd=tmp_path).returncode == 2


def test_a_run_that_was_broken_off_is_known_and_swept_by_the_next(village, out, tmp_path):
    (out / "report.html").unlink()
    (out / "report.html").mkdir()  # where nothing can be written: as if the disk were full at the end
    changed = edited(village, tmp_path, statements=CLAIMS + TOO_MANY.format(5, 5))
    assert geleit("report", changed, "--out", "out", cwd=tmp_path).returncode == 2  # told before the work
    (out / "report.html").rmdir()
    broken = """
import sys
from geleit.report.html import report_page
from geleit.cli import main
def full(*_, **__): raise OSError(28, "No space left on device")
report_page.write_report = full
sys.argv = ["geleit", "report", sys.argv[1], "--out", "out"]
main()"""
    command = [sys.executable, "-c", broken, str(changed)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0
    lines, problems, _ = certified("out", cwd=tmp_path)
    assert lines == ["report was broken off: run it again"]
    assert "report.html" in problems
    assert "claims/c5.json" in there(out)
    geleit("report", village, "--out", "out", cwd=tmp_path)
    assert "claims/c5.json" not in there(out)
    assert certified("out", cwd=tmp_path)[:2] == ([], {})


def test_two_who_write_into_one_folder_wait_for_each_other(village, tmp_path):
    (tmp_path / "out").mkdir()
    lock = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    code = "from geleit.cli import main; main()"
    command = [sys.executable, "-c", code, "evacuate", str(village), "--out", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        time.sleep(0.2)
        assert waiting.poll() is None
        assert there(tmp_path / "out") == []
        os.close(lock)
        waiting.communicate()
        assert waiting.returncode == 0
    assert certified("out", cwd=tmp_path)[:2] == ([], {})


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"name": "my app", "icons": []}',
        '{"format": "geleit-manifest/2", "runs": []}',
        '{"format": "geleit-manifest/1", "runs": [{}]}',
        '{"format": "geleit-manifest/1", "runs": {"files": 1}}',
        "not JSON",
    ],
)
def test_a_file_of_somebody_else_is_not_overwritten(village, tmp_path, text):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").write_text(text)
    for command in (["report", village], ["certify", "out"], ["evacuate", village], ["compare", village]):
        done = geleit(*command, *([] if command[0] == "certify" else ["--out", "out"]), cwd=tmp_path)
        assert done.returncode == 2
        assert "out/manifest.json" in done.stderr
    assert there(tmp_path / "out") == ["manifest.json"]
    assert (tmp_path / "out" / "manifest.json").read_text() == text


@pytest.mark.parametrize("name", ["../notes.txt", "/etc/hostname", "notes.txt", "claims/../../notes.txt", "claims/x"])
def test_a_manifest_made_to_do_harm_removes_nothing(village, tmp_path, name):
    geleit("evacuate", village, "--out", "out", cwd=tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    path = tmp_path / "out" / "manifest.json"
    document = json.loads(path.read_text())
    document["runs"][0]["files"][name] = ""
    path.write_text(json.dumps(document))
    assert geleit("evacuate", village, "--out", "out", cwd=tmp_path).returncode == 2
    assert geleit("certify", "out", cwd=tmp_path).returncode == 2
    assert (tmp_path / "notes.txt").read_text() == (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_a_link_in_a_folder_is_not_followed(village, out, tmp_path):
    mine = tmp_path / "mine"
    (out / "claims").rename(mine)
    (out / "claims").symlink_to(mine)
    assert certified("out", cwd=tmp_path)[1]["claims/c1.json"] == ["it is a link to somewhere else"]
    changed = edited(village, tmp_path, statements="")
    (changed / "statements.csv").unlink()
    geleit("report", changed, "--out", "out", cwd=tmp_path)
    assert there(mine) == ["c1.json", "c2.json", "c3.json"]


def test_a_folder_without_a_manifest_is_no_set(tmp_path):
    (tmp_path / "out").mkdir()
    done = geleit("certify", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "no manifest.json" in done.stderr
    assert geleit("certify", "out", "--claim", "x", "--case", "aleppo-2016", cwd=tmp_path).returncode == 2


def test_a_folder_is_not_that_of_another_case(village, out, tmp_path):
    other = edited(village, tmp_path)
    settings = (other / "case.toml").read_text()
    (other / "case.toml").write_text(f'name = "hamlet"\n{settings}')
    lines = certified("out", "--case", other, cwd=tmp_path)[0]
    assert lines == ["report is about village, not about hamlet"]
    geleit("compare", village, "--out", "pages", cwd=tmp_path)
    assert certified("pages", "--case", village, cwd=tmp_path)[:2] == ([], {})
    assert certified("pages", "--case", other, cwd=tmp_path)[0] == ["compare is about village, not about hamlet"]
    assert out.is_dir()


def test_pages_that_do_not_say_what_they_were_made_of_prove_nothing_about_a_case(village, tmp_path):
    past = edited(village, tmp_path)
    for path in past.iterdir():
        path.write_text(path.read_text().replace("2030-", "2020-"))
    geleit("compare", past, "--public", "--out", "out", cwd=tmp_path)
    assert certified("out", cwd=tmp_path)[:2] == ([], {})
    told = "compare does not say from which files of village it was made, and no proof can tell"
    assert certified("out", "--case", past, cwd=tmp_path)[0] == [told]
    case = library.read_case(past)
    copy = dataclasses.replace(case, title="Another")
    library.write_report(tmp_path / "copied", copy, library.assess(copy, part="claims"), [])
    assert certified("copied", cwd=tmp_path)[:2] == ([], {})


def test_two_cases_of_one_name_are_told_apart(village, tmp_path):
    other = edited(village, tmp_path, sources=SOURCES.replace("A page", "Another"))
    geleit("compare", village, other, "--out", "out", cwd=tmp_path)
    for case in (village, other):
        assert certified("out", "--case", case, cwd=tmp_path)[:2] == ([], {})
    (other / "sources.csv").write_text(SOURCES)
    (other / "statements.csv").unlink()
    assert certified("out", "--case", other, cwd=tmp_path)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_is_not_waited_for(village, out, tmp_path):
    (out / "report.html").unlink()
    (out / "plan.json").unlink()
    for name in ("report.html", "plan.json"):
        os.mkfifo(out / name)
        assert certified("out", cwd=tmp_path)[1][name] == ["it is no file"]
    copy = edited(village, tmp_path)
    os.mkfifo(copy / "risks.csv")
    done = geleit("check", copy, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("risks.csv")) == (2, 1)
    done = geleit("certify", "/dev/zero", cwd=tmp_path)
    assert (done.returncode, "expected a file, found something else" in done.stderr) == (2, True)


def test_a_page_that_is_no_text_is_looked_at(out, tmp_path):
    manifest = json.loads((out / "manifest.json").read_text())
    for content in (b"", b"\xff\xfe\x00"):
        (out / "report.html").write_bytes(content)
        manifest["runs"][0]["files"]["report.html"] = hashlib.sha256(content).hexdigest()
        (out / "manifest.json").write_text(json.dumps(manifest))
        assert certified("out", cwd=tmp_path)[1] == {}


def test_who_checks_waits_for_who_writes(out, tmp_path):
    lock = os.open(out, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    command = [sys.executable, "-c", "from geleit.cli import main; main()", "certify", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.5)
        os.close(lock)
        waiting.communicate()
        assert waiting.returncode == 0


def test_a_page_that_shows_a_seal_again_and_again_takes_no_longer(out, tmp_path):
    page = out / "report.html"
    shown = re.search(r'data-proof="plan.json" data-seal="[0-9a-f]{64}"', page.read_text())[0]
    page.write_text(page.read_text() + f"<i {shown}></i>" * 50_000)
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["runs"][0]["files"]["report.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert certified("out", cwd=tmp_path)[1] == {}
    with page.open("ab") as file:
        file.truncate(2**30 + 1)
    done = geleit("certify", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "out/report.html: larger than 1,073 MB" in done.stderr
