"""What was tested of a statement, told beside its verdict wherever that stands."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.model.finding import StatementFinding


def tested_of(finding: StatementFinding) -> Iterator[tuple[str, str]]:
    """What exactly was tested and how it was rated, each under its name."""
    if finding.tested:
        yield "tested", finding.tested
    yield "rated", finding.rating


def hangs_of(finding: StatementFinding) -> Iterator[tuple[str, str]]:
    """What the verdict depends on, and which questions would decide it, each under its name."""
    for hangs in finding.depends:
        yield f"depends on the {hangs.on}", hangs.text
    for question in finding.asks:
        yield "asks", str(question)
