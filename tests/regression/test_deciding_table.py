"""The table of needed, documented and counted figures in the docs, against what the goldens say of each case.

``python tests/regression/test_deciding_table.py`` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from geleit.io.case.bundled import list_bundled
from geleit.io.case.casefile import read_case
from geleit.report.text.deciding import is_broken, on_record_and_counted
from geleit.workflow import place_in_record

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "method" / "deciding.md"
GOLDENS = Path(__file__).with_name("goldens")
HEAD = "|---|---|---|---|---|---|---|\n"


def row(name: str) -> str:
    said = json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))["answer"]
    record = place_in_record(read_case(name))
    first = next(one for one in said["needed"] if one["hours"] == "longest")
    known, counted = on_record_and_counted(record)
    telling = [
        one
        for one in said["conditional"]
        if (one["at_most"] < said["at_most"] or one["could_not_leave"] > said["could_not_leave"])
        and not is_broken(record, one["limit_per_day"])
    ]
    least = min(telling, key=lambda one: one["limit_per_day"], default=None)
    cells = [
        f"[{name}](../cases/{name}.md)",
        f"{-(-first['people'] // first['crossing_days']):,} ({first['crossing_days']})",
        f"{known} ({said['precedents']['events']})",
        counted,
        "none" if least is None else f"{least['limit_per_day']:,}",
        f"{(least or said)['at_most']:,}",
        f"{(least or said)['could_not_leave']:,}",
    ]
    return f"| {' | '.join(cells)} |\n"


def table() -> str:
    return "".join(map(row, list_bundled()))


def test_the_table_is_what_geleit_says():
    assert PAGE.read_text(encoding="utf-8").partition(HEAD)[2] == table()


def test_the_figures_of_the_first_case_worked_out_by_hand():
    """Aleppo: 200,000 over 4 x 7 + 4 x 5 crossing-days, at 2,400 a day each."""
    said = json.loads((GOLDENS / "aleppo-2016.json").read_text(encoding="utf-8"))["answer"]
    assert said["needed"][0]["per_crossing_day"] == 200_000 / 48
    siege = next(one for one in said["conditional"] if "out of a siege" in one["assumption"])
    assert siege["limit_per_day"] == 2_400
    assert siege["assumption"].endswith(
        "of 1 event: sarajevo-tunnel by its high end, who counted is not known, a queue stood there, doubtful"
    )
    assert siege["at_most"] == 48 * 2_400
    assert siege["could_not_leave"] == 200_000 - 48 * 2_400


if __name__ == "__main__":
    kept = PAGE.read_text(encoding="utf-8").partition(HEAD)
    PAGE.write_text("".join((*kept[:2], table())), encoding="utf-8")
