"""Whatever writes something takes a view, so that with ``--public`` it is given nothing else, and says what it is."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
import typer

import geleit
import geleit.report
from geleit.cli.commands import app
from geleit.model.public import InternalCase, LedgerView, PublicCase, View
from geleit.model.stamp import FileView
from tests.secret_town import write_secret_town
from tests.surface.process import ROOT
from tests.surface.process import geleit as command

pytestmark = pytest.mark.slow

GROUPS = ("import", "ledger", "source")
VIEWS = {str(x) for x in ("View", "PublicCase", "InternalCase", "FileView", "LedgerView", "Sequence[View]")}
WRITERS = ("write_", "render_")
OF_A_WHOLE = ("_json", "_jsonld", "_csv", "_text", "reviews", "ledger_lines", "atlas")
ELSEWHERE = (
    "geleit.io.proofs.write_proofs",
    "geleit.io.proofs.write_certificates",
    "geleit.io.ledger.exchange.as_csv",
    "geleit.workflow.case_report.write_report",
    "geleit.workflow.questions.write_exit_values",
    "geleit.workflow.questions.write_departures",
)
"""Writers that are not in the folder of reports."""
PARTS = {
    "explanation_text", "isolated_text",  # of a check, of anybody
    "clearance_text", "binding_text", "group_text", "left_out_text", "stamp_text", "stamp_json",  # words of a line
    "stranded_text", "without_way_text", "equal_shares_text", "under_way_text", "waits_text", "gates_text",  # likewise
    "exit_text", "people_text", "closed_text",  # likewise, of a check
    "balance_text", "reason_text", "balance_json",  # counts of the rows of an imported table
    "render_aid", "render_checks", "render_pauses", "render_patterns", "render_findings_only",  # parts of a page
    "precedents_text", "precedents_json", "announcements_text", "announcements_json", "base_rates_text",
    "base_rates_json", "reach_text", "needed_text", "counted_text", "reached_text", "rate_text", "left_text",
    "party_text", "enemy_text", "counter_text", "gone_text", "placed_text", "uncounted_text", "_span_text",
    "teller_text", "tellers_text", "held_text", "_need_text",
    "deciding_json", "vehicles_json",  # of an answer, beside a writer that takes the view
    "in_record_json", "_rate_json", "_summary_json",  # of the record, which is open to all
    "what_text", "limit_text", "gain_text", "now_text", "render_concessions", "decides_json",  # of a sheet
    "reading_json", "render_reading",  # of an article, before anything is in a case
}  # fmt: skip
"""Functions that are parts of a writer that takes a view, or write nothing of a case."""


def writers():
    for found in pkgutil.walk_packages(geleit.report.__path__, "geleit.report."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            writes = name not in PARTS and (name.startswith(WRITERS) or name.endswith(OF_A_WHOLE))
            if writes and function.__module__ == found.name:
                yield f"{found.name}.{name}", function
    for place in ELSEWHERE:
        module, _, name = place.rpartition(".")
        yield place, getattr(importlib.import_module(module), name)


def test_every_writer_takes_a_view():
    found = dict(writers())
    assert len(found) > 25
    without = {
        name for name, function in found.items()
        if not VIEWS & {str(p.annotation) for p in inspect.signature(function).parameters.values()}
    }  # fmt: skip
    assert without == set()


def test_what_a_writer_of_the_public_may_be_given():
    assert View == PublicCase | InternalCase
    assert PublicCase in LedgerView.__args__
    assert not issubclass(InternalCase, PublicCase)
    assert FileView


COMMANDS = {
    "report": ("report", "town"),
    "report json": ("report", "town", "--format", "json"),
    "report md": ("report", "town", "--format", "md"),
    "report text": ("report", "town", "--format", "text"),
    "evacuate": ("evacuate", "town", "--exit-value", "500", "--budget", "0.2s"),
    "assess": ("assess", "town", "claims"),
    "assess md": ("assess", "town", "corridor", "--format", "md"),
    "convoy": ("convoy", "town", "--iterations", "2", "--out", "out"),
    "compare": ("compare", "town"),
    "reply": ("reply", "town"),
    "ledger": ("ledger", "list", "town"),
    "export": ("ledger", "export", "town", "--out", "out/ledger.csv"),
    "truce": ("truce", "town/incidents.csv", "--from", "2024-05-02", "--to", "2024-05-06", "--out", "out"),
}
"""Every command that writes something of a case or of incidents."""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    home = tmp_path_factory.mktemp("views")
    write_secret_town(home / "town", 1, 1, corners=500)  # what is said of an output is the same in a larger one
    return home


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("public", [False, True])
def test_every_output_says_whether_it_may_leave(town, name, public, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    done = command(*COMMANDS[name], *(("--public",) if public else ()), cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    texts = {"printed": done.stdout}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for where, text in texts.items():
        assert ("not for publication" in text.casefold()) != public, where
        assert "public" in text.casefold(), where
        if public and (where == "printed" or where.endswith((".html", ".geojson"))):
            assert re.search(r"Left out: \w|\"left_out\": \{\s*\"", text), where
    if name == "report json":
        said = json.loads(done.stdout)
        assert said["publication"] == ("public" if public else "internal, not for publication")
        assert said["left_out"]["facilities"] == 3


@pytest.mark.parametrize("command_line", [
    ("evacuate", "town", "--exit-value", "500"), ("assess", "town", "claims"), ("compare", "town"), ("reply", "town"),
    ("truce", "town/incidents.csv", "--from", "2024-05-02", "--to", "2024-05-06"),
], ids=lambda words: words[0])  # fmt: skip
def test_a_public_object_tells_no_place_on_this_computer(town, command_line, tmp_path):
    out = tmp_path / "home-of-somebody"
    done = command(*command_line, "--json", "--public", "--out", out, cwd=town)
    said = json.loads(done.stdout)
    assert list(said)[:2] == ["publication", "left_out"]
    assert str(tmp_path.parent) not in done.stdout
    assert out.name not in done.stdout
    assert all((out / name).is_file() for name in paths_in(said))


def paths_in(value):
    """Whatever is told of files that were written."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [inner] if key in ("certificate", "exit_value", "page") and inner else paths_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from paths_in(inner)


def test_of_several_cases_all_is_told_that_is_left_out(town, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    counts = Counter()
    for case in (geleit.read_case("gaza-2023"), geleit.read_case(town / "town")):
        counts.update({row.kind: row.count for row in geleit.public_case(case).left_out})
    assert counts["facilities"] == 3
    for order in (("gaza-2023", "town"), ("town", "gaza-2023")):
        done = command("compare", *order, "--public", "--json", "--out", "out", cwd=tmp_path)
        assert json.loads(done.stdout)["left_out"] == counts
        page = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
        assert all(f"{kind} ({count:,})" in page for kind, count in counts.items())


STAMPED = {
    "evacuate": ("evacuate", "town", "--budget", "0.2s", "--json"),
    "assess": ("assess", "town", "corridor", "--json"),
    "truce": (*COMMANDS["truce"][:-2], "--json"),
    "convoy": (*COMMANDS["convoy"], "--json"),
    "compare": ("compare", "town", "--json"),
    "report": COMMANDS["report json"],
    "reply": ("reply", "town", "--json"),
    "ledger list": ("ledger", "list", "town", "--json"),
}
"""Every command whose object says whether it may leave."""


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("name", STAMPED)
def test_an_object_begins_with_whether_it_may_leave(town, name, public, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    done = command(*STAMPED[name], *(("--public",) if public else ()), cwd=tmp_path)
    assert list(json.loads(done.stdout))[:2] == ["publication", "left_out"], done.stderr


LOADS = "start=day,stage=status,item=what,amount=tonnes,amount_unit:=t,claimant=who"
OPEN = ("precedents", "announcements")
"""Commands whose object is of the record, which is open to all."""
OF_NO_VIEW = {
    "source add": ("page.txt", "--outlet", "Radio", "--date", "2024-05-02", "--case", "kept"),
    "check": ("kept",),
    "source list": ("kept",),
    "source verify": ("kept",),
    "ledger accept": ("kept",),
    "source export": ("kept", "--out", "bag"),
    "source import": ("bag", "--case", "kept"),
    "negotiate": ("kept", "--budget", "0.1s"),
    "read": ("page.txt",),
    "certify": ("out/certificate.json",),
    "import incidents": ("town/incidents.csv", "--case", "kept"),
    "import deliveries": ("loads.csv", "--case", "kept", "--map", LOADS, "--snapshot", "2024-06-01"),
    "import people": ("camps.csv", "--case", "bare", "--map", "lon=lon,lat=lat,people=people,name=name"),
    "baserate": ("corridors.csv",),
}
"""Every other command with an object, in an order in which they can be run."""


def test_an_object_that_is_of_no_view_says_that_it_does_not_leave(town, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    (tmp_path / "page.txt").write_text("The minister said that 300 people had left the town.", encoding="utf-8")
    (tmp_path / "loads.csv").write_text("day,what,tonnes,status,who\n2024-05-01,wheat flour,3,unloaded,WFP\n")
    (tmp_path / "camps.csv").write_text("name,lon,lat,people\nSchool,-29.9985,45.002,100\n")
    (tmp_path / "corridors.csv").write_text("corridor,place,announced_by,outcome\nc1,Town,army,kept\n")
    for name in ("kept", "bare"):
        assert command("new", name, "--example", cwd=tmp_path).returncode == 0
    (tmp_path / "bare" / "people.geojson").unlink()
    assert command("evacuate", "town", "--budget", "0.1s", cwd=tmp_path).returncode == 0
    for name, line in OF_NO_VIEW.items():
        done = command(*name.split(), *line, "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        first = list(json.loads(done.stdout).items())[:2]
        assert first == [("publication", "internal, not for publication"), ("left_out", {})]
    for name in ("source list", "read"):
        assert "  Internal. Not for publication.\n" in command(*name.split(), *OF_NO_VIEW[name], cwd=tmp_path).stdout


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_to_all_says_so_unless_it_is_of_a_case(name, tmp_path):
    for line, said in (((), "public"), (("--for", "aleppo-2016"), "internal, not for publication")):
        found = json.loads(command(name, *line, "--json", cwd=tmp_path).stdout)
        assert list(found.items())[:2] == [("publication", said), ("left_out", {})]


def test_every_object_but_that_of_explain_is_looked_at():
    page = (ROOT / "docs" / "formats" / "json.md").read_text(encoding="utf-8")
    assert "Every object but those of `geleit explain` begins with `publication`" in page
    commands = typer.main.get_command(app).commands
    each = {**commands, **{f"{name} {sub}": c for name in GROUPS for sub, c in commands[name].commands.items()}}
    have = {name for name, c in each.items() if any(p.name == "as_json" for p in c.params)}
    assert have == {*STAMPED, *OF_NO_VIEW, *OPEN, "explain"} - {"report"}


def test_every_command_that_writes_of_a_case_has_public():
    commands = typer.main.get_command(app).commands
    groups = {**commands, **{f"ledger {name}": c for name, c in commands["ledger"].commands.items()}}
    have = {name for name, c in groups.items() if any("--public" in p.opts for p in c.params)}
    assert have == {
        "demo",
        "assess",
        "report",
        "evacuate",
        "convoy",
        "compare",
        "reply",
        "truce",
        "ledger list",
        "ledger export",
    }


@pytest.mark.parametrize("option", [("--departures",), ("--exposure",), ("--find-rate",), ("--find-exits", "800")])
def test_what_rests_on_a_plan_is_not_public(town, option):
    done = command("evacuate", "town", "--public", *option, cwd=town)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{option[0]}: it rests on a plan" in done.stderr


def test_no_public_file_is_written_beside_what_must_stay(town, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    assert command("report", "town", "--out", "out", cwd=tmp_path).returncode == 0
    done = command("report", "town", "--public", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "is not for publication, and stands where public files are to be written" in done.stderr


def test_a_sum_is_never_reviewed(town, tmp_path):
    inside = geleit.assess(geleit.read_case(town / "town"), part="claims", sensitive=True)
    assert "sum" in {finding.subject for finding in inside if finding.code == "CLAIM-SUM"}
    done = command("ledger", "export", town / "town", "--as", "claimreview", "--out", "reviews.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    reviews = json.loads((tmp_path / "reviews.json").read_text(encoding="utf-8"))
    assert len(reviews) == 1  # of c8, which is decided
    assert "300 people left by all roads" not in json.dumps(reviews)


def test_a_deadline_that_lies_ahead_is_refused(tmp_path):
    assert command("new", "drill", "--drill", "--corners", "500", cwd=tmp_path).returncode == 0
    text = (tmp_path / "drill" / "case.toml").read_text(encoding="utf-8")
    ahead = text.replace("2030", str(datetime.now(UTC).year + 2))
    begun = text.replace("2030-05-01", "2020-05-01").replace("2030-05-04T00:00:00 }", "2023-05-01T00:00:00 }")
    begun = begun.replace("deadline = 2030-05-04", "deadline = 2023-04-30")
    (tmp_path / "drill" / "case.toml").write_text(begun, encoding="utf-8")
    done = command("evacuate", "drill", "--public", "--deadline", "2020-05-02T00:00", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    (tmp_path / "drill" / "case.toml").write_text(ahead, encoding="utf-8")
    done = command("evacuate", "drill", "--public", cwd=tmp_path)
    assert done.returncode == 2
    assert "nothing that lies ahead may leave" in done.stderr


def test_nothing_sensitive_leaves_by_the_public_and_none_by_the_room_unless_asked(town, tmp_path):
    (tmp_path / "town").symlink_to(town / "town")
    shown = command("ledger", "list", "town", cwd=tmp_path).stdout
    asked = command("ledger", "list", "town", "--with-sensitive", cwd=tmp_path).stdout
    assert "SENSITIVE" not in shown
    assert asked.count("SENSITIVE") == 3
    both = command("ledger", "list", "town", "--with-sensitive", "--public", cwd=tmp_path)
    assert both.returncode == 2
    assert "no sensitive statement leaves the room" in both.stderr
