"""Who of each bundled case is asked for a reply, and to how much: the table and the example of docs/cases/replies.md.

``python tests/regression/test_replies.py`` writes both anew, to be looked at line by line before they are committed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest
from tests.surface.process import ROOT, geleit

from geleit.io.case.bundled import list_bundled

PAGE = ROOT / "docs" / "cases" / "replies.md"
EXAMPLE = ("aleppo-2016", "red-crescent", "2026-01-31")
"""Case, claimant, and day by which it is asked."""


def rows_of(case: str, folder: Path) -> list[str]:
    """The lines of the table about a case."""
    done = geleit("reply", case, "--json", "--out", folder / case, cwd=folder)
    assert done.returncode == 0, done.stderr
    rows = []
    for sheet in json.loads(done.stdout)["sheets"]:
        tests = [test for item in sheet["sections"][-1]["items"] for test in item["tests"]]
        numbers = (
            len(sheet["statements"]),
            sum(test["verdict"] != "undetermined" for test in tests),
            len(sheet["of_others"]),
            sum(row["verdict"] == "not met" for row in sheet["conduct"]),
            sum(one["acted"] + one["faced"] for one in sheet["attributed"]),
        )
        rows.append(f"| [{case}]({case}.md) | {sheet['claimant']} | {' | '.join(map(str, numbers))} |")
    return rows


def example(folder: Path) -> str:
    """The text of one sheet."""
    case, claimant, by = EXAMPLE
    done = geleit("reply", case, "--to", claimant, "--by", by, "--out", folder / "example", cwd=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "example" / f"reply-{claimant}.txt").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("case", list_bundled())
def test_the_table_has_everyone_who_is_asked(case, tmp_path):
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(f"| [{case}]")] == rows_of(case, tmp_path)


@pytest.mark.slow
def test_the_example_is_what_the_command_writes(tmp_path):
    assert f"```text\n{example(tmp_path)}```\n" in PAGE.read_text(encoding="utf-8")


def _write(folder: Path) -> None:
    before, _, _ = PAGE.read_text(encoding="utf-8").partition("|---|---|---|---|---|---|---|\n")
    _, _, after = PAGE.read_text(encoding="utf-8").partition("\n## An example\n")
    told, _, _ = after.partition("```text\n")
    rows = [row for case in list_bundled() for row in rows_of(case, folder)]
    table = "|---|---|---|---|---|---|---|\n" + "".join(f"{row}\n" for row in rows)
    PAGE.write_text(f"{before}{table}\n## An example\n{told}```text\n{example(folder)}```\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(_write(Path(tempfile.mkdtemp())))
