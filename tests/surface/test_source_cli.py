"""``geleit source`` as a user meets it: one message for each mistake, and what was written on the last line."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from hashlib import sha256

import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

SAID = ("--outlet", "Radio Sampleton", "--date", "2024-05-01")


def ok(done, code=0):
    assert (done.returncode, done.stderr) == (code, ""), done.stderr
    return done.stdout


@pytest.fixture
def captured(case):
    """The template with one capture."""
    (case.parent / "page.html").write_text("Two corridors from Monday on.", encoding="utf-8")
    ok(geleit("source", "add", "page.html", "--case", "mycase", *SAID, cwd=case.parent))
    return case


def original(case):
    return next((case / "captured" / "objects").glob("*/*"))


def test_from_a_capture_to_a_colleague(captured):
    home, digest = captured.parent, original(captured).name
    listed = json.loads(ok(geleit("source", "list", "mycase", "--json", cwd=home)))["captures"]
    assert [(entry["id"], entry["sha256"]) for entry in listed] == [("radio-sampleton-2024-05-01", digest)]
    assert digest[:12] in ok(geleit("source", "list", "mycase", cwd=home))
    text = ok(geleit("source", "verify", "mycase", cwd=home)).splitlines()
    assert text[0] == "  1 line, 1 original, 29 bytes"
    assert text[-1] == "mycase: nothing was altered of originals, log, sources and ledger"
    assert ok(geleit("source", "keygen", "keys/mine", cwd=home)).splitlines()[-1] == (
        "wrote keys/mine (keep it secret) and keys/mine.pub"
    )
    done = ok(geleit("source", "export", "mycase", "--out", "bag", "--sign", "keys/mine", cwd=home))
    assert done.splitlines()[-1] == "wrote bag: it holds originals as they are, so mind to whom it goes"
    ok(geleit("new", "away", "--example", cwd=home))
    done = geleit("source", "import", "bag", "--case", "away", "--signed-by", "keys/mine.pub", "--json", cwd=home)
    found = json.loads(ok(done))
    assert (found["added"], found["here_before"], found["signer_expected"]) == (1, 0, True)
    again = ok(geleit("source", "import", "bag", "--case", "away", cwd=home)).splitlines()
    assert "which nobody compared with a known key" in again[0]
    assert again[-1] == "away: nothing was added"
    done = ok(geleit("source", "copy", digest[:8].upper(), "--case", "away", "--out", "copy.html", cwd=home))
    assert done == f"wrote copy.html, a copy of {digest}\n"
    assert (home / "copy.html").read_text(encoding="utf-8") == "Two corridors from Monday on."
    ok(geleit("source", "verify", "away", cwd=home))
    assert ok(geleit("check", "away", cwd=home)).endswith("away is a valid case\n")


def test_a_bag_holds_what_is_sensitive_only_if_asked(captured):
    home, table = captured.parent, captured / "statements.csv"

    def exported(name, *options):
        done = ok(geleit("source", "export", "mycase", "--out", name, *options, cwd=home))
        return done, (home / name / "data" / "case" / "statements.csv").read_bytes()

    assert exported("open")[1] == table.read_bytes()
    first = ok(geleit("ledger", "add", "mycase", "--speaker", "Layla Haddadin", "--text", "We left at night",
                      "--source", "radio-sampleton-2024-05-01", "--id", "layla", "--sensitive", cwd=home))  # fmt: skip
    assert "layla" in first
    ok(geleit("ledger", "correct", "mycase", "layla", "--text", "We left at dawn", "--not-sensitive", cwd=home))
    entries = json.loads(ok(geleit("ledger", "list", "mycase", "--with-sensitive", "--json", cwd=home)))["entries"]
    said, held = exported("bag")
    assert "  Internal. Not for publication. Left out: statements (2).\n" in said
    assert not [word for word in (b"Layla", b"layla", b"We left") if word in held]
    assert b"Geleit-Left-Out: statements (2)" in b" ".join((home / "bag" / "bag-info.txt").read_bytes().split(b"\n "))
    rows = list(csv.DictReader(line for line in held.decode().splitlines() if not line.startswith("#")))
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries][:-2]
    told = json.loads(ok(geleit("source", "export", "mycase", "--out", "again", "--json", cwd=home)))
    assert (told["publication"], told["left_out"]) == ("internal, not for publication", {"statements": 2})
    said, held = exported("whole", "--with-sensitive")
    assert "Left out" not in said
    assert held == table.read_bytes()
    ok(geleit("new", "away", "--example", cwd=home))
    assert "1 capture added" in ok(geleit("source", "import", "bag", "--case", "away", cwd=home))


def test_the_current_folder_is_the_case_where_it_is_one(captured):
    (captured / "other.html").write_text("x")
    done = json.loads(ok(geleit("source", "add", "other.html", *SAID, "--json", cwd=captured)))
    assert (done["number"], done["id"], done["table"]) == (2, "radio-sampleton-2024-05-01-2", "sources.csv")
    assert done["written"] == f"captured/objects/{done['sha256'][:2]}/{done['sha256']}"
    done = geleit("source", "add", "page.html", *SAID, cwd=captured.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "geleit: --case: missing, and the current folder has no case.toml (name a case folder)\n"


def test_an_alteration_is_told_and_ends_with_1(captured):
    home, path = captured.parent, original(captured)
    path.chmod(0o644)
    path.write_text("Two corridors from Sunday on.", encoding="utf-8")
    digest = sha256(path.read_bytes()).hexdigest()
    where = f"mycase/captured/objects/{path.name[:2]}/{path.name}"
    done = geleit("source", "verify", "mycase", cwd=home)
    assert (done.returncode, done.stderr) == (1, f"geleit: {where}: altered: its SHA-256 is {digest}\n")
    assert done.stdout.splitlines()[-1] == "mycase: 1 ALTERATION"
    done = geleit("source", "verify", "mycase", "--json", cwd=home)
    found = json.loads(ok(done, 1))
    assert (found["holds"], found["problems"]) == (False, [f"{where}: altered: its SHA-256 is {digest}"])
    done = geleit("source", "export", "mycase", "--out", "bag", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the store was altered; no bag was made" in done.stderr
    assert not (home / "bag").exists()


def test_the_hash_of_the_last_line_kept_elsewhere(captured):
    home = captured.parent
    kept = json.loads(ok(geleit("source", "verify", "mycase", "--json", cwd=home)))["last_line"]
    ok(geleit("source", "verify", "mycase", "--expect", kept.upper(), cwd=home))
    done = geleit("source", "verify", "mycase", "--expect", "ab" * 32, cwd=home)
    assert done.returncode == 1
    assert f"ends with {kept}, and no line of it is the expected {'ab' * 32}" in done.stderr
    done = geleit("source", "verify", "mycase", "--expect", "abc", cwd=home)
    assert (done.returncode, done.stderr) == (
        2, "geleit: --expect: expected 64 hexadecimal digits (geleit source verify prints them)\n",
    )  # fmt: skip


def test_a_row_that_cannot_be_added_is_printed(captured):
    (captured / "sources.csv").write_text("id,title\nleaflet,Leaflet\nradio-0501,News\nsurvey,Survey\n")
    (captured.parent / "b.html").write_text("b")
    out = ok(geleit("source", "add", "b.html", "--case", "mycase", *SAID, "--title", 'A, "b"', cwd=captured.parent))
    assert "    id,title,publisher,published,url,sha256\n" in out
    digest = sha256(b"b").hexdigest()
    assert f'    radio-sampleton-2024-05-01-2,"A, ""b""",Radio Sampleton,2024-05-01,,{digest}\n' in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "nowhere", "--case", "mycase", *SAID), "nowhere: no such file"),
        (("add", "mycase", "--case", "mycase", *SAID), "mycase: expected a file, found a folder or something else"),
        (("add", "empty", "--case", "mycase", *SAID), "empty: the file is empty (capture it again)"),
        (("add", "page.html", "--case", "nowhere", *SAID), "nowhere: there is no such folder"),
        (("add", "page.html", "--case", "mycase", "--outlet", "R", "--date", "2024-13-01"), "--date: no such day"),
        (("add", "page.html", "--case", "mycase", *SAID, "--id", "a;b"), "--id: expected an id without ';'"),
        (("verify", "plain"), "plain: no case.toml in it"),
        (("verify", "fresh"), "fresh: no sources were captured here"),
        (("list", "fresh"), "fresh: no sources were captured here"),
        (("copy", "abc", "--case", "mycase", "--out", "x"), "SHA: expected at least 8 digits"),
        (("copy", "0" * 64, "--case", "mycase", "--out", "x"), "SHA: expected at least 8 digits"),
        (("keygen", "mycase/key"), "mycase/key: keys never lie in a case"),
        (("export", "mycase", "--out", "bag", "--sign", "page.html"), "page.html: no private Ed25519 key"),
        (("export", "mycase", "--out", "mycase/bag"), "mycase/bag: a bag does not lie in the case"),
        (("export", "mycase", "--out", "plain/file/bag"), "plain/file/bag: cannot be written: "),
        (("import", "plain", "--case", "mycase"), "plain: not a bag: no bagit.txt in it"),
        (("import", "plain", "--case", "mycase", "--signed-by", "nowhere"), "nowhere: no such file"),
    ],
)
def test_one_message_for_each_mistake(captured, arguments, says):
    home = captured.parent
    (home / "empty").touch()
    (home / "plain").mkdir()
    (home / "plain" / "file").touch()
    shutil.copytree(captured, home / "fresh", ignore=shutil.ignore_patterns("captured"))
    before = sorted(home.rglob("*"))
    done = geleit("source", *arguments, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"geleit: {says}")
    assert done.stderr.count("\n") == 1
    assert sorted(home.rglob("*")) == before


def test_a_bag_that_does_not_hold_imports_nothing(captured):
    home = captured.parent
    ok(geleit("source", "export", "mycase", "--out", "bag", cwd=home))
    ok(geleit("new", "away", "--example", cwd=home))
    (home / "bag" / "data" / "extra.txt").write_text("x")
    done = geleit("source", "import", "bag", "--case", "away", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "geleit: bag/data/extra.txt: not in the bag's manifests (take it out, or ask for the bag again)\n"
    )
    assert not (home / "away" / "captured").exists()


@pytest.mark.parametrize("name", ["page 😀.html", "‮fdp.exe", "two\nlines.txt", "-x.html"])
def test_odd_names_on_the_way_in_and_out(case, name):
    (case.parent / name).write_text("x")
    done = geleit("source", "add", "--case", "mycase", *SAID, "--", name, cwd=case.parent)
    assert "‮" not in ok(done)
    ok(geleit("source", "verify", "mycase", cwd=case.parent))
    shown = ok(geleit("source", "list", "mycase", cwd=case.parent))
    assert "‮" not in shown
    assert shown.count("\n") == 3
    found = json.loads(ok(geleit("source", "list", "mycase", "--json", cwd=case.parent)))
    assert found["captures"][0]["file"] == name
    ok(geleit("source", "export", "mycase", "--out", "bag", cwd=case.parent))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything is writable to this user")
def test_a_case_on_a_medium_that_nobody_can_write_to(captured):
    for path in (captured, captured / "captured", captured / "captured" / ".lock"):
        path.chmod(0o555)
    try:
        ok(geleit("source", "verify", "mycase", cwd=captured.parent))
        done = geleit("source", "add", "page.html", "--case", "mycase", *SAID, cwd=captured.parent)
        assert (done.returncode, done.stdout) == (2, "")
        assert "cannot be written" in done.stderr
    finally:
        for path in (captured, captured / "captured"):
            path.chmod(0o755)


@pytest.mark.parametrize("package", ["filelock", "bagit", "cryptography"])
def test_a_package_that_is_not_installed_is_named_by_its_extra(captured, package):
    home = captured.parent
    (home / "without").mkdir()
    (home / "without" / f"{package}.py").write_text("raise ImportError")
    command = {
        "filelock": ("add", "page.html", "--case", "mycase", *SAID),
        "bagit": ("export", "mycase", "--out", "bag"),
        "cryptography": ("keygen", "key"),
    }[package]
    path = os.pathsep.join([str(home / "without"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = geleit("source", *command, cwd=home, env={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(r"needs packages that are not installed: pip install .*\[evidence\]'.*\n\Z", done.stderr)
