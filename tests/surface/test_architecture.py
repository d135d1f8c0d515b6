"""The contracts of ARCHITECTURE.md, the public names, and the two blocks that set Geleit up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_public_names_are_pinned():
    assert geleit.__all__ == [
        "AidFinding",
        "Answer",
        "Captured",
        "Case",
        "CaseCheck",
        "CaseError",
        "Certificate",
        "CertificateError",
        "Check",
        "Comparison",
        "ConvoyPlan",
        "Enough",
        "EnoughExits",
        "EnoughPause",
        "Evidence",
        "ExposurePoint",
        "Finding",
        "Findings",
        "GeleitError",
        "ImportedIncidents",
        "ImportedStreets",
        "InputError",
        "MissingExtraError",
        "PauseFinding",
        "PauseJudgement",
        "Plan",
        "Proposal",
        "PublicAnswer",
        "PublicCase",
        "ReadArticle",
        "SourceCheck",
        "Statement",
        "StatementFinding",
        "StreetsError",
        "Variation",
        "add_statement",
        "assess",
        "certify",
        "check_case",
        "compare",
        "correct_statement",
        "evacuate",
        "evacuate_public",
        "export_statements",
        "find_exits",
        "find_pause",
        "find_rate",
        "import_incidents",
        "import_statements",
        "import_streets",
        "judge_pause",
        "keep_source",
        "new_case",
        "plan_convoys",
        "public_case",
        "read_article",
        "read_case",
        "trade_off",
        "verify_sources",
        "what_if",
        "write_comparison",
        "write_convoy",
        "write_departures",
        "write_exit_values",
        "write_pause",
        "write_report",
    ]
    assert all(getattr(geleit, name).__doc__ for name in geleit.__all__)


def test_start_has_exactly_two_shell_blocks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme.split("\n## Start\n")[1].split("\n## ")[0]
    assert start.count("```sh\n") == 2
    assert start.count("```") == 4
