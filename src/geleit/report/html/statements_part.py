"""The part of a page on what was said: claimants side by side, by what they assert, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from geleit.messages import say
from geleit.model.case import Case
from geleit.model.finding import StatementFinding
from geleit.model.public import View
from geleit.model.statement import Statement
from geleit.model.statement_kind import ASSERTIONS, KINDS
from geleit.report.html.checks_part import code_link
from geleit.report.html.counts_chart import counts_svg
from geleit.report.html.template import template
from geleit.report.text.tested import tested_of
from geleit.report.text.verdict import count_each, names, verdict_word

MARKS = {"supported": "✓", "refuted": "✕", "impossible": "⊘", "inconsistent": "≠", "undetermined": "?"}
SIDES = ("for", "against", "context")


def render_statements(view: View, findings: Sequence[StatementFinding], titles: Mapping[str, str]) -> str:
    """HTML of the statements of a case: those that were tested by what they assert and about, then the others.

    Parameters
    ----------
    titles
        Titles of sources, by id.
    """
    from markupsafe import Markup

    case = view.case
    by_statement: dict[str, list[StatementFinding]] = {}
    for finding in findings:
        by_statement.setdefault(finding.statement, []).append(finding)
    tested = [statement for statement in case.statements if statement.id in by_statement]
    counted = [(c.speaker, _of(c), f.count) for c in tested for f in by_statement[c.id] if f.count is not None]
    # Markup only around a drawing of our own, in which every text is escaped
    return template("claims").render(
        groups=_groups(case, tested),
        untested=[statement for statement in case.statements if statement.id not in by_statement],
        tested=by_statement,
        code=code_link,
        chart=Markup(counts_svg(counted)) if counted else "",  # noqa: S704
        corrected={statement.corrects: statement for statement in case.statements if statement.corrects},
        said={statement.id: statement for statement in case.statements},
        titles=titles,
        marks=MARKS,
        worded=verdict_word,
        counts=lambda rows: _counts(f for statement in rows for f in by_statement[statement.id]),
        sides=lambda f: [e for side in SIDES for e in f.evidence if e.says == side],
        who=_who,
        told=tested_of,
    )


def _groups(case: Case, tested: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Headings with their statements, the oldest first; what is about the same stands together."""
    named = names(case) | {gate.id: gate.name for gate in case.exits if gate.name}
    named |= {load.id: load.item or load.id for load in case.deliveries}

    def about(statement: Statement) -> tuple[int, str]:
        kind = ASSERTIONS.index(statement.asserts) if statement.asserts else len(KINDS)
        return kind, statement.about

    def said(statement: Statement) -> tuple[Any, ...]:
        return *about(statement), statement.at is None, statement.at and statement.at.timestamp()

    found = []
    for (kind, subject), rows in groupby(sorted(tested, key=said), about):
        heading = str(KINDS[kind].heading if kind < len(KINDS) else say("statements.others"))
        found.append((f"{heading}: {named.get(subject, subject)}" if subject else heading, list(rows)))
    return found


def _counts(findings: Iterable[StatementFinding]) -> str:
    found = list(findings)
    return str(count_each(found, [verdict for verdict in MARKS if verdict in {f.verdict for f in found}]))


def _who(statement: Statement) -> str:
    return f"{statement.speaker}, {statement.at.day} {statement.at:%b %Y}" if statement.at else statement.speaker


def _of(statement: Statement) -> str:
    """When it was said, and who is counted."""
    when = f"{statement.at.day} {statement.at:%b %Y}" if statement.at else ""
    return ", ".join(filter(None, (when, statement.whom, "arrived" if statement.stage == "arrived" else "")))
