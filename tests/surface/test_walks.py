"""How often a file is handed on: from a table of incidents to a finding, from an article to a row of the ledger."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import GeneratorType

import pytest

import geleit
from geleit.cli import main
from geleit.io.incidents.open_table import Table
from geleit.model.article import Article
from geleit.model.incident import Incidents
from tests.surface.process import ROOT
from tests.surface.process import geleit as run
from tests.surface.test_incidents_cli import table

pytestmark = pytest.mark.slow

SOURCE = Path(geleit.__file__).parent
PAGE = ROOT / "docs" / "project" / "walks.md"
FIRST, LAST = "The office said: “200 people have left by the bridge.”", "It added: “The North Road is open again.”"
ARTICLE = f"{FIRST}\n\n{'It rained all day. ' * 40}\n\n{LAST}\n"


def is_the_file(value, path):
    """Whether a value is the file, or what was read from it, whole."""
    match value:
        case Path():
            return value.name == path.name
        case Incidents() | Table() | Article():
            return True
        case str() | bytes():
            text = value if isinstance(value, str) else value.decode("utf-8", "replace")
            return FIRST in text and LAST in text
        case GeneratorType():
            return Path(value.gi_code.co_filename).is_relative_to(SOURCE / "io")
        case [Mapping() as row]:
            return "wording" in row
        case _:
            return is_the_file(getattr(value, "article", None), path) if hasattr(value, "article") else False


@contextmanager
def handed_on(path, steps: Iterable[str] = ()):
    """Collects the calls from one module to another that pass a file on, each pair of functions once.

    Values of the model are the file itself. Steps are folders that count as one, whatever happens inside.
    """
    found: list[str] = []

    def place(code):
        name = Path(code.co_filename).relative_to(SOURCE).as_posix()
        return next((step for step in steps if name.startswith(step)), name)

    def note(frame, event, _):
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(str(SOURCE)) or code.co_name.startswith(("_", "<")):
            return
        caller = frame.f_back
        while caller and not caller.f_code.co_filename.startswith(str(SOURCE)):
            caller = caller.f_back
        if caller is None or place(code) == place(caller.f_code) or place(code).startswith("model/"):
            return
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        if any(is_the_file(frame.f_locals[name], path) for name in names if name != "self"):
            call = f"{place(caller.f_code)} -> {place(code)}: {code.co_qualname}"
            if call not in found:
                found.append(call)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)


def command(monkeypatch, *arguments, typed=""):
    monkeypatch.setattr(sys, "argv", ["geleit", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def told(heading):
    """The handovers that the page on walks lists."""
    after = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1]
    return re.search(r"```text\n(.*?)\n```", after, re.DOTALL)[1].splitlines()


def test_from_a_table_of_incidents_to_a_finding(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "incidents.csv", [3, 4, 2] * 20 + [3] + [1] * 14 + [2] * 20)
    parties = ("--party", "Northern Command", "--party", "Sampleton Council")
    with handed_on(tmp_path / "incidents.csv") as found:
        ends = command(monkeypatch, "truce", "incidents.csv", "--from", "2024-05-01", "--to", "2024-05-14", *parties)
    assert ends == 1
    assert found == ["cli/exit_codes.py -> cli/incidents.py: truce", *told("From a table of incidents to a finding")]
    assert len(found) <= 1 + 25  # nine ask whose word it is, which rows name whom, what silence is worth, what is usual


def test_from_an_article_to_a_row_of_the_ledger(case, monkeypatch):
    monkeypatch.chdir(case.parent)
    (case.parent / "news.txt").write_text(ARTICLE, encoding="utf-8")
    said = ("--outlet", "Radio Sampleton", "--date", "2024-05-01")
    assert run("source", "add", "news.txt", "--case", "mycase", *said, cwd=case.parent).returncode == 0
    with handed_on(case.parent / "news.txt", ["reading/"]) as found:
        ends = command(monkeypatch, "read", "news.txt", "--case", "mycase", "--review", typed="a\nq\n")
    assert ends == 0
    assert "people have left by the bridge" in (case / "statements.csv").read_text(encoding="utf-8")
    to_the_ledger = found[: 1 + next(i for i, call in enumerate(found) if call.endswith(": append_statements"))]
    assert to_the_ledger == ["cli/exit_codes.py -> cli/read.py: read", *told("From an article to a row of the ledger")]
    assert len(to_the_ledger) <= 1 + 10
