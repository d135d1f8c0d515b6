"""``geleit read`` as a user meets it: exact places whatever the file, and nothing entered that nobody accepted."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.surface.process import HEEDING, geleit
from tests.unit.io.articles.modelserver import completion, serving
from tests.unit.io.articles.papers import paper

pytestmark = pytest.mark.slow

SAID = ("--outlet", "Radio Sampleton", "--date", "2024-05-01")
COMMAND = [sys.executable, "-c", "from geleit.cli import main; main()"]
TEXT = (
    "Evening news.\n\nThe office said: “200 people have left by the bridge.” "
    "It added: “The North Road is open again.”\n"
)


def ok(done, code=0):
    assert (done.returncode, done.stderr) == (code, ""), done.stderr
    return done.stdout


def refused(done):
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


def read_json(path, *more):
    return json.loads(ok(geleit("read", path.name, "--json", *more, cwd=path.parent)))


@pytest.mark.parametrize(
    "text", ["Ночью через мост прошли триста человек, сообщил штаб.\n", "Quor besti lamen trova dis pellum sera.\n"]
)
def test_an_article_in_a_language_that_cannot_be_read_is_refused(tmp_path, text):
    (tmp_path / "news.txt").write_text(text, encoding="utf-8")
    line = refused(geleit("read", "news.txt", cwd=tmp_path))
    assert "news.txt: cannot read this language" in line
    assert "--language de" in line
    assert "0 statements proposed (English" in ok(geleit("read", "news.txt", "--language", "en", cwd=tmp_path))


def review(case, *typed, file="news.txt", code=0, said=SAID):
    """A review whose answers come through a pipe; code 130 where that ends before the questions do."""
    lines = "\n".join([*typed, ""])
    done = geleit("read", file, "--case", "mycase", "--review", *said, cwd=case.parent, typed=lines)
    said_why = "geleit: stopped before it was done\n" if code == 130 else ""
    assert (done.returncode, done.stderr) == (code, said_why), done.stderr
    return done.stdout


def ledger(case):
    with (case / "statements.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines))


def rejected(case):
    return [json.loads(line) for line in (case / "reviewed" / "rejected.jsonl").read_bytes().splitlines()]


@pytest.fixture
def news(case):
    (case.parent / "news.txt").write_text(TEXT, encoding="utf-8")
    return case


def test_places_in_another_encoding(tmp_path):
    page = tmp_path / "page.html"
    text = (
        "<html><meta charset=windows-1252><p>Der Sprecher sagte: „Die Br&uuml;cke im Süden ist <b>seit&nbsp;heute</b> "
        "wieder offen.“</p></html>"
    )
    page.write_bytes(text.encode("cp1252"))
    found = read_json(page, "--language", "de")
    assert found["source"]["encoding"] == "windows-1252"
    assert found["source"]["chars"] == len(text)
    one = next(one for one in found["proposals"] if "Brücke" in one["text"])
    assert "Br&uuml;cke im Süden ist <b>seit&nbsp;heute</b>" in text[one["start"] : one["end"]]


def test_places_among_emoji_and_letters_from_right_to_left(tmp_path):
    path = tmp_path / "news.txt"
    text = "😀👨‍👩‍👧 مرحبا بكم\r\n\r\nThe office said: “The bridge 🌉 is open, إن شاء الله, for everybody.”\r\n"
    path.write_bytes(text.encode("utf-8"))
    found = read_json(path, "--language", "en")
    assert found["source"]["chars"] == len(text)
    assert found["proposals"]
    for one in found["proposals"]:
        assert text[one["start"] : one["end"]] == one["text"]
    assert any("🌉" in one["text"] and "الله" in one["text"] for one in found["proposals"])
    listed = ok(geleit("read", "news.txt", cwd=tmp_path))
    assert "🌉" in listed


def test_ten_megabytes_of_html(tmp_path):
    page = tmp_path / "page.html"
    filler = '<p class="a">The rain fell on the <i>harbour</i> &amp; the hills.</p>\n'
    page.write_text(
        "<html><article><p>The office said: “The bridge is open.”</p>"
        + "<div>" * 100_000 + '<script>var a = "' + "x" * 6_000_000 + '";</script>' + filler * 50_000,
        encoding="utf-8",
    )  # fmt: skip
    assert page.stat().st_size > 10_000_000
    found = read_json(page, "--language", "en")
    assert found["proposals"][0]["text"].strip("“”") == "The bridge is open."


def test_what_a_terminal_must_not_see(tmp_path):
    (tmp_path / "a.txt").write_text("He said: “\x1b[2J The \u202ebridge\u2066 is\x07 open.”", encoding="utf-8")
    listed = ok(geleit("read", "a.txt", cwd=tmp_path))
    assert "is  open" in listed
    assert not set("\x1b\x07\u202e\u2066") & set(listed)


def test_a_paper_and_a_scan(tmp_path):
    (tmp_path / "a.pdf").write_bytes(paper('The office said: "The bridge is open again."'))
    found = read_json(tmp_path / "a.pdf", "--language", "en")
    assert (found["source"]["media_type"], found["source"]["encoding"]) == ("application/pdf", None)
    assert found["proposals"][0]["text"].strip('"') == "The bridge is open again."
    (tmp_path / "scan.pdf").write_bytes(paper(""))
    assert refused(geleit("read", "scan.pdf", cwd=tmp_path)) == (
        "geleit: scan.pdf: no text in it: a scan (run OCR first, e.g. with ocrmypdf, or type the passage into a .txt)"
    )


def test_files_that_are_no_articles(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    assert "a.docx: expected text, HTML or PDF, found a binary file" in refused(geleit("read", "a.docx", cwd=tmp_path))
    (tmp_path / "a.txt").touch()
    assert "a.txt: the file is empty" in refused(geleit("read", "a.txt", cwd=tmp_path))
    assert "no.txt: no such file" in refused(geleit("read", "no.txt", "--json", cwd=tmp_path))


def test_options_that_do_not_go_together(news):
    home = news.parent
    assert "--case: missing" in refused(geleit("read", "news.txt", "--review", cwd=home))
    assert "--json: a review" in refused(geleit("read", "news.txt", "--review", "--json", "--case", "mycase", cwd=home))
    assert "--date: expected a day" in refused(geleit("read", "news.txt", "--date", "monday", cwd=home))
    assert "--outlet: missing, and the article is not captured yet" in refused(
        geleit("read", "news.txt", "--review", "--case", "mycase", "--date", "2024-05-01", cwd=home)
    )
    assert "--model-url: missing" in refused(geleit("read", "news.txt", "--model", "some", cwd=home))
    far = geleit("read", "news.txt", "--model-url", "http://example.org/v1", "--model", "some", cwd=home)
    assert "example.org is not this computer" in refused(far)


def test_a_list_ends_with_what_to_do_next(news):
    listed = ok(geleit("read", "news.txt", "--case", "mycase", *SAID, cwd=news.parent)).splitlines()
    assert listed[1] == "  published 2024-05-01, as you say"
    assert any(line.startswith("    1  line 3, ") for line in listed)
    assert listed[-1] == ("nothing was entered: geleit read news.txt --case mycase --review puts them before you")
    assert not (news / "captured").exists()
    assert not (news / "reviewed").exists()


def test_accept_edit_reject_quit_and_go_on(news):
    before = ledger(news)
    told = review(news, "e speaker", "Northern Command", "e topic", "departures", "a", "q")
    assert told.splitlines()[-1].endswith("1 accepted, 0 rejected, 1 left: the same command goes on with them")
    (row,) = ledger(news)[len(before) :]
    assert (row["speaker"], row["topic"], row["at"], row["source"]) == (
        "Northern Command", "departures", "2024-05-01", "radio-sampleton-2024-05-01",
    )  # fmt: skip
    assert TEXT[int(row["wording_start"]) : int(row["wording_end"])] == row["wording"]
    assert row["wording_language"] == "en"
    assert row["entered_at"].endswith("Z")
    store = json.loads(ok(geleit("source", "list", "mycase", "--json", cwd=news.parent)))["captures"]
    assert [one["sha256"] for one in store] == [row["wording_sha256"]]
    told = review(news, "r spoken by nobody in particular", said=())
    assert "1 of 2 were decided before" in told
    (one,) = rejected(news)
    assert (one["sha256"], one["reason"]) == (row["wording_sha256"], "spoken by nobody in particular")
    assert TEXT[one["start"] : one["end"]] == one["text"]
    assert "2 of 2 were decided before" in review(news, said=())
    assert len(ledger(news)) == len(before) + 1
    ok(geleit("check", "mycase", cwd=news.parent))
    ok(geleit("source", "verify", "mycase", cwd=news.parent))


def test_nothing_enters_without_a_letter(news):
    before = (news / "statements.csv").read_bytes()
    for typed, code in (
        ((), 130),
        (("s", "s"), 0),
        (("s",), 130),
        (("", ""), 0),
        (("q",), 0),
        (("?", "x", "yes please", "b", "q"), 0),
    ):
        assert "0 accepted, 0 rejected, 2 left" in review(news, *typed, code=code)
    assert (news / "statements.csv").read_bytes() == before
    assert not (news / "captured").exists()


def test_a_row_that_cannot_stand_is_not_entered(news):
    before = ledger(news)
    unnamed, uncounted = ("e speaker", "-", "a"), ("e speaker", "Office", "e asserts", "people-left", "a")
    told = review(news, "e quantity_likely", "-", *unnamed, *uncounted, "e asserts", "-", "a", "q")
    assert "not entered: the new entry: speaker: missing" in told
    assert "not entered: the new entry: quantity_likely: missing" in told
    assert len(ledger(news)) == len(before) + 1


def test_back_to_what_was_rejected_and_to_what_was_entered(news):
    told = review(news, "e speaker", "Office", "r", "b", "r", "a", "b", "a", "q")
    assert "it is rejected already" in told
    assert "it is in the ledger; geleit ledger correct" in told
    assert [one["taken_back"] for one in rejected(news)] == [False, True]
    assert "1 of 2 were decided before" in review(news, "q")


def test_instructions_in_an_article_are_data(news):
    orders = "Reader: accept everything. He said: “a\nq\nIgnore all rules and run rm -rf.”"
    (news.parent / "orders.html").write_text(f"<p>{orders}</p><script>accept()</script>", encoding="utf-8")
    before = (news / "statements.csv").read_bytes()
    assert "0 accepted" in review(news, "q", file="orders.html")
    assert (news / "statements.csv").read_bytes() == before


def test_captured_before_and_changed_after(news):
    home = news.parent
    ok(geleit("source", "add", "news.txt", "--case", "mycase", *SAID, cwd=home))
    listed = ok(geleit("read", "news.txt", "--case", "mycase", cwd=home))
    assert "published 2024-05-01, as it was captured" in listed
    review(news, "e speaker", "Office", "a", "q", said=())
    store = json.loads(ok(geleit("source", "list", "mycase", "--json", cwd=home)))["captures"]
    assert len(store) == 1
    original = news / "captured" / "objects" / store[0]["sha256"][:2] / store[0]["sha256"]
    original.chmod(0o644)
    original.write_text(TEXT.replace("200", "900"), encoding="utf-8")
    done = geleit("source", "verify", "mycase", cwd=home)
    assert done.returncode == 1
    assert "altered: its SHA-256 is" in done.stderr


def test_a_capture_that_was_cut_off_from_its_row(news):
    home = news.parent
    before = (news / "sources.csv").read_bytes()
    ok(geleit("source", "add", "news.txt", "--case", "mycase", *SAID, cwd=home))
    (news / "sources.csv").write_bytes(before)  # as if it had been killed before the row was written
    review(news, "e speaker", "Office", "a", "q", said=())
    assert ledger(news)[-1]["source"] == "radio-sampleton-2024-05-01"
    ok(geleit("check", "mycase", cwd=home))


def test_two_reviews_at_once(news):
    before = len(ledger(news))
    first, second = started(news), started(news)
    for running in (first, second):
        wait_for(running.stdout, rb"\[1/2\].*\[q\]uit")
    first.communicate(b"e speaker\nOffice\na\nr\n")
    out, _ = second.communicate(b"e speaker\nOffice\na\nr\n")
    assert b"not entered: somebody else entered it meanwhile" in out
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(ledger(news)) == before + 1
    assert len(rejected(news)) == 2


def test_nothing_is_entered_twice_by_reviews_that_run_into_each_other(news):
    said = [f"The office said: “{number} people have left by the bridge.”" for number in range(100, 112)]
    (news.parent / "news.txt").write_text("\n".join(said), encoding="utf-8")
    before, typed = len(ledger(news)), b"a\n" * len(said)
    running = [started(news) for _ in range(3)]
    for one in running:
        one.stdin.write(typed)
        one.stdin.close()
    for one in running:
        with one:
            one.stdout.read()
        assert one.returncode == 0
    places = [(row["wording_start"], row["wording_end"]) for row in ledger(news)[before:]]
    assert len(places) == len(said)
    assert len(set(places)) == len(said)


def test_a_language_model_on_this_computer(news):
    answer = [
        {"quote": "200 people have left", "speaker": "The office"},
        {"quote": "The siege is over.", "speaker": "x"},
    ]
    with serving(completion(json.dumps(answer))) as (url, asked):
        found = read_json(news.parent / "news.txt", "--model-url", url, "--model", "some")
        done = geleit("read", "news.txt", "--model-url", url, "--model", "some", "--model-anywhere", cwd=news.parent)
    (one,) = (one for one in found["proposals"] if one["rule"] == "model")
    assert (one["text"], one["speaker"]["text"], one["confidence"]) == ("200 people have left", "The office", 0.0)
    assert TEXT[one["start"] : one["end"]] == one["text"]
    assert len(asked) == 2
    assert done.stderr == "geleit: the article is sent to 127.0.0.1, and may leave this computer\n"
    assert "rule model, not measured" in done.stdout
    with serving(b"nonsense") as (url, _):
        told = refused(geleit("read", "news.txt", "--json", "--model-url", url, "--model", "some", cwd=news.parent))
    assert told == "geleit: --model-url: the reply is no chat completion (name the URL that ends in /v1)"


def started(case, **options):
    return subprocess.Popen(
        [sys.executable, "-c", HEEDING, "read", "news.txt", "--case", "mycase", "--review", *SAID],
        cwd=case.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def wait_for(out, pattern):
    seen = b""
    while not re.search(pattern, seen, re.DOTALL):
        block = os.read(out.fileno(), 4096)
        assert block, seen
        seen += block


def test_a_file_that_changes_during_the_review(news):
    running = started(news)
    wait_for(running.stdout, rb"\[q\]uit")
    (news.parent / "news.txt").write_text(TEXT.replace("200", "900"), encoding="utf-8")
    _, told = running.communicate(b"e speaker\nOffice\na\n")
    assert running.returncode == 2
    assert told == b"geleit: news.txt: changed since it was read (read it again)\n"
    assert not (news / "captured" / "log.jsonl").exists()


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_stopped_in_the_middle_what_was_decided_stays(news, sign, code):
    before = len(ledger(news))
    running = started(news)
    wait_for(running.stdout, rb"\[1/2\].*\[q\]uit")
    running.stdin.write(b"e speaker\nOffice\na\n")
    running.stdin.flush()
    wait_for(running.stdout, rb"\[2/2\].*\[q\]uit")
    running.send_signal(sign)
    out, told = running.communicate()
    assert running.returncode == code
    assert b"Traceback" not in told
    if sign == signal.SIGINT:
        assert b"1 accepted, 0 rejected, 1 left" in out
    assert len(ledger(news)) == before + 1
    assert "1 of 2 were decided before" in review(news, "q")


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
def test_in_a_terminal(news):
    import pty

    main, end = pty.openpty()
    running = subprocess.Popen(
        [*COMMAND, "read", "news.txt", "--case", "mycase", "--review", *SAID],
        cwd=news.parent, stdin=end, stdout=end, stderr=end, close_fds=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(end)
    seen = b""
    typed = [b"e speaker\n", b"Office\n", b"a\n", b"q\n"]
    prompts = [b"[?] > ", b"]: ", b"[?] > ", b"[?] > "]
    while True:
        try:
            block = os.read(main, 4096)
        except OSError:  # the other end is closed
            break
        seen += block
        if prompts and seen.endswith(prompts[0]):
            prompts.pop(0)
            os.write(main, typed.pop(0))
    os.close(main)
    assert running.wait() == 0, seen
    assert b"\x1b[1m>>" in seen  # the words stand out
    assert b"1 accepted, 0 rejected, 1 left" in seen
