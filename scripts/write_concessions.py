"""Write the tables of docs/method/negotiate.md: what decides, and what each concession gains, of the bundled cases.

python scripts/write_concessions.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geleit
from geleit.evacuation.concessions import EFFORT
from geleit.io.case.bundled import list_bundled
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.report.text.decides import NAMES
from geleit.report.text.negotiate import what_text
from geleit.workflow import evacuate

PAGE = Path(__file__).resolve().parents[1] / "docs" / "method" / "negotiate.md"
BEGIN, END = "<!-- tables: scripts/write_concessions.py -->\n", "<!-- end of tables -->\n"


def page_with(found: list[tuple[Case, Answer]]) -> str:
    """The page with its tables as they are now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + "\n".join(lines(found)) + "\n\n" + END + after


def answers() -> list[tuple[Case, Answer]]:
    """The bundled cases with their answers, the same on any machine."""
    cases = map(geleit.read_case, list_bundled())
    return [(case, evacuate(case, effort=EFFORT)) for case in cases]


def lines(found: list[tuple[Case, Answer]]) -> Iterator[str]:
    """Both tables."""
    yield "### What decides"
    yield ""
    yield "| case | unknown | moves at most | moves likely plans |"
    yield "|---|---|---:|---:|"
    for case, answer in found:
        for one in answer.decides:
            yield f"| {case.name} | {NAMES[one.input]} | {one.at_most:,} | {one.likely:,} |"
    yield ""
    yield "### What to ask for"
    yield ""
    yield "| case | asked for | likely plan, more | cautious plan, more | proved limit rises | conceded elsewhere |"
    yield "|---|---|---:|---:|---:|---|"
    for case, answer in found:
        asked = geleit.negotiate(case, answer)
        for one in asked.concessions:
            shown = [
                "all already" if known >= everyone else f"{more:,}"
                for more, known, everyone in zip(one.gain, asked.before, asked.all_out, strict=True)
            ]
            rows = ", ".join(f"{row.row}{' (later)' if row.later else ''}" for row in one.precedents)
            cells = [case.name, str(what_text(one)), shown[1], shown[0], shown[2], rows or "no precedent on record"]
            yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page_with(answers()), encoding="utf-8")
