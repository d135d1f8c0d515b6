"""What Geleit does with a broken file, of each kind: it is read as a user would have it read, and used a little."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import geleit
from geleit.errors import IncompleteError
from geleit.io.articles.language_model import ask, endpoint
from geleit.io.articles.reviewed import Rejection, reject, rejected_spans
from geleit.io.case.template import write_example
from geleit.io.evidence.signature import private_key, public_key
from geleit.io.incidents.saved import kept
from geleit.io.ledger.entries import read_ledger
from geleit.io.streets.network_file import load_network
from tests.fuzz.seeds import CORPUS, MADE

CASE = "broken"
"""The name of the case in a room."""

SPOKEN = (CORPUS / "text" / "article.txt").read_text(encoding="utf-8")
A_HASH = "a" * 64

Problems = Iterable[geleit.GeleitError]


def case_checked(room: Path, _: Path) -> Problems:
    """Check a case."""
    return geleit.check_case(room / CASE).problems


def case_read(room: Path, _: Path) -> Problems:
    """Read a case."""
    geleit.read_case(room / CASE)
    return ()


def incidents_kept(room: Path, _: Path) -> Problems:
    """Read the incidents that a case keeps."""
    for origin, incidents in kept(room / CASE):
        assert {type(value) for value in origin.__dict__.values()} == {str, int}
        assert len(incidents) >= 0
        assert incidents.by_claimant() is not None
    return ()


def case_assessed(room: Path, _: Path) -> Problems:
    """Read a case and assess it."""
    findings = geleit.assess(geleit.read_case(room / CASE))
    assert all(str(finding.summary) for finding in findings)
    return ()


def streets_imported(room: Path, path: Path) -> Problems:
    """Import streets; what is written opens."""
    done = geleit.import_streets(path, room / CASE, accept=True)
    assert load_network(done.written).edges == done.network.edges
    return ()


def first_case_of_people(room: Path, path: Path) -> Problems:
    """Make a first case of a table of people, and whole outlines."""
    return _first_case(room, people=path, area=CORPUS / "text" / "outlines.geojson")


def first_case_of_outlines(room: Path, path: Path) -> Problems:
    """Make a first case of outlines, as the area, joined to a whole table, and as people themselves."""
    _first_case(room, people=path)
    return _first_case(room, people=CORPUS / "text" / "cod.csv", area=path)


def _first_case(room: Path, **files: Path) -> Problems:
    """Nothing remains of a case that cannot be made, and one that is made lacks only what nobody said."""
    made = room / "made"
    shutil.rmtree(made, ignore_errors=True)
    try:
        geleit.new_case(made, **files)
    except geleit.GeleitError:
        assert not made.exists()
        raise
    problems = geleit.check_case(made).problems
    assert all(isinstance(problem, IncompleteError) for problem in problems), problems
    return ()


def incidents_imported(room: Path, path: Path) -> Problems:
    """Import incidents; what is written opens."""
    done = geleit.import_incidents(path, room / CASE)
    [(origin, incidents)] = kept(room / CASE)
    assert (origin, len(incidents)) == (done.origin, done.origin.kept)
    return ()


def pause_judged(_: Path, path: Path) -> Problems:
    """Judge a pause by incidents."""
    geleit.judge_pause(path, "2024-05-03", "2024-05-04")
    return ()


def article_read(_: Path, path: Path) -> Problems:
    """Read an article, and draft entries of what it says."""
    from geleit.io.articles.drafts import draft

    found = geleit.read_article(path)
    ids = {name: {"x"} for name in ("corridors", "pauses", "deliveries", "exits", "facilities", "parties")}
    for proposal in found.reading.proposals:
        start, end = found.article.span(proposal.start, proposal.end)
        assert 0 <= start <= end <= len(found.article.text)
        assert draft(proposal, found.article, "2024-05-03", ids).row
    return ()


def sources_checked(room: Path, _: Path) -> Problems:
    """Verify what was captured, and capture more."""
    case = room / CASE
    try:
        for problem in geleit.verify_sources(case).problems:
            assert problem.isprintable()
        geleit.list_sources(case)
    finally:
        more = geleit.keep_source(room / "more.txt", case, "The Paper", "2024-05-03", by="office")
    assert geleit.list_sources(case)[-1] == more.entry
    return ()


def rejections_read(room: Path, _: Path) -> Problems:
    """Read which proposals were refused, and refuse one more."""
    rejected_spans(room / CASE, A_HASH)
    reject(room / CASE, Rejection(A_HASH, 7, 9, "é", "said", "", "office", "2024-05-03T10:00:00Z"))
    assert (7, 9) in rejected_spans(room / CASE, A_HASH)
    return ()


def certified(_: Path, path: Path) -> Problems:
    """Check a certificate or plan."""
    check = geleit.certify(path)
    assert check.holds == (not check.problems)
    return ()


def keys_read(_: Path, path: Path) -> Problems:
    """Read a key."""
    (private_key if path.name == "key" else public_key)(path)
    return ()


def bag_imported(room: Path, _: Path) -> Problems:
    """Import a bag; what is taken holds."""
    geleit.import_sources(room / "bag", room / CASE)
    assert not geleit.verify_sources(room / CASE).problems
    return ()


def bag_known(room: Path, _: Path) -> Problems:
    """Import a bag that has to be signed with a known key."""
    geleit.import_sources(room / "bag", room / CASE, signed_by=MADE / "key.pub")
    return ()


def entries_imported(room: Path, path: Path) -> Problems:
    """Import entries into the ledger; it still reads, with them in it."""
    added = geleit.import_statements(path, room / CASE)
    there = {statement.id for statement in read_ledger(room / CASE).statements}
    assert {statement.id for statement in added} <= there
    return ()


def entry_added(room: Path, path: Path) -> Problems:
    """Add an entry of which each cell is a line of a file."""
    lines = path.read_text("utf-8", "surrogateescape").split("\n")
    speaker, text, source, at, topic, quantity, unit, note = (lines + [""] * 8)[:8]
    said = {"at": at, "topic": topic, "quantity": quantity, "quantity_unit": unit, "note": note}
    added = geleit.add_statement(room / CASE, speaker, text, source, **{k: v for k, v in said.items() if v})
    assert added.id in {statement.id for statement in read_ledger(room / CASE).statements}
    return ()


def model_asked(_: Path, path: Path) -> Problems:
    """Ask a language model that answers with the file."""
    server = _answering()
    server.reply = path.read_bytes()
    for proposal in ask(endpoint(f"http://127.0.0.1:{server.port}/v1", "a model", anywhere=False), SPOKEN):
        assert SPOKEN[proposal.start : proposal.end] == proposal.text
    return ()


class _Server(threading.Thread):
    """A server on this computer that gives one reply to whatever it is asked."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.reply = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.start()

    def run(self) -> None:
        while True:
            link, _ = self._socket.accept()
            with link, suppress(OSError):
                link.settimeout(5)
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += link.recv(1 << 16)
                head, _, body = asked.partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                while len(body) < length:
                    body += link.recv(1 << 16)
                link.sendall(self.reply)


@cache
def _answering() -> _Server:
    return _Server()


def new_case(room: Path) -> Path:
    """A case from the template, with streets that open at once."""
    case = room / CASE
    write_example(case)
    settings = case / "case.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"streets.geojson"', '"streets.npz"'), "utf-8")
    (case / "streets.npz").write_bytes(_template_streets())
    (case / "streets.geojson").unlink()
    return case


@cache
def _template_streets() -> bytes:
    import tempfile

    from geleit.io.case.bundled import TEMPLATE, data_folder
    from geleit.io.streets.network_file import read_streets, save_network

    with tempfile.TemporaryDirectory() as folder:
        save_network(read_streets(data_folder() / TEMPLATE / "streets.geojson"), Path(folder) / "streets.npz")
        return (Path(folder) / "streets.npz").read_bytes()
