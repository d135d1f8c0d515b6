"""The contracts of ARCHITECTURE.md, the public names, and the two blocks that set Geleit up."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import geleit

ROOT = Path(__file__).parents[2]


def test_imports_point_one_way():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_list_of_modules_is_that_on_disk():
    done = subprocess.run(
        [sys.executable, "scripts/list_modules.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_first_block_names_what_lies_in_the_package():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = {line.split()[0] for line in page.split("```")[1].splitlines() if line[:1].strip()}
    found = {path.stem for path in (ROOT / "src" / "geleit").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert told == found - {"__init__", "__main__", "__pycache__", "data", "py"}
    order = page.split("Imports go down only: ")[1].split(", where")[0]
    assert told == set(order.replace("|", " ").replace("`", " ").replace(">", " ").split())


@pytest.mark.parametrize(
    "script", sorted([*ROOT.glob("benchmarks/*.py"), *ROOT.glob("scripts/*.py")]), ids=lambda path: path.name
)
def test_whatever_is_run_by_hand_can_be_imported(script, monkeypatch):
    monkeypatch.syspath_prepend(str(script.parent))
    runpy.run_path(str(script), run_name="imported")


def test_public_names_are_pinned():
    assert geleit.__all__ == [
        "Accepted",
        "AidFinding",
        "AnnouncementsFound",
        "Answer",
        "ArgumentError",
        "Bag",
        "BaseRatesFound",
        "Captured",
        "Case",
        "CaseCheck",
        "CaseError",
        "Certificate",
        "CertificateError",
        "Check",
        "Comparison",
        "ConvoyBound",
        "ConvoyPlan",
        "Enough",
        "EnoughExits",
        "EnoughPause",
        "Entry",
        "Evidence",
        "ExposurePoint",
        "Finding",
        "Findings",
        "FolderCheck",
        "GeleitError",
        "ImportedIncidents",
        "ImportedStreets",
        "InputError",
        "MissingExtraError",
        "Negotiation",
        "PauseFinding",
        "PauseJudgement",
        "Plan",
        "PrecedentsFound",
        "Proposal",
        "PublicAnswer",
        "PublicCase",
        "ReadArticle",
        "Received",
        "Replies",
        "ReplySheet",
        "SourceCheck",
        "Statement",
        "StatementFinding",
        "StreetsError",
        "Variation",
        "accept_edits",
        "add_statement",
        "announcements",
        "assess",
        "base_rates",
        "bound_convoys",
        "certify",
        "certify_folder",
        "check_case",
        "compare",
        "copy_source",
        "correct_statement",
        "evacuate",
        "evacuate_public",
        "explain",
        "export_sources",
        "export_statements",
        "find_exits",
        "find_pause",
        "find_rate",
        "import_deliveries",
        "import_incidents",
        "import_people",
        "import_sources",
        "import_statements",
        "import_streets",
        "judge_pause",
        "keep_source",
        "list_sources",
        "make_keys",
        "negotiate",
        "new_case",
        "new_drill",
        "plan_convoys",
        "precedents",
        "prepare_replies",
        "public_case",
        "read_article",
        "read_case",
        "trade_off",
        "verify_sources",
        "what_if",
        "write_check",
        "write_comparison",
        "write_convoy",
        "write_departures",
        "write_exit_values",
        "write_negotiation",
        "write_pause",
        "write_replies",
        "write_report",
    ]
    assert all(getattr(geleit, name).__doc__ for name in geleit.__all__)


def test_start_has_exactly_two_shell_blocks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme.split("\n## Start\n")[1].split("\n## ")[0]
    assert start.count("```sh\n") == 2
    assert start.count("```") == 4
