"""The ledger as text and as JSON: who said what, those who speak of the same next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from geleit.model.amount import Range
from geleit.model.public import LedgerView
from geleit.model.statement import Statement
from geleit.report.numbers import figures
from geleit.report.stamps import stamp_json, stamp_text

_MOST_SHOWN = 300  # characters of a text; the whole of it is in the JSON


def groups_of(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Statements in groups that speak of the same, each group and the groups by the time they were said.

    The same is: what is asserted, about what, of whom and of how far they came, and of which time; where no time is
    said, the day on which the statement was made. A statement that asserts nothing stands alone.
    """
    groups: dict[object, list[Statement]] = {}
    for statement in sorted(statements, key=_when):
        groups.setdefault(_matter(statement), []).append(statement)
    return tuple(map(tuple, groups.values()))


def disagree(group: Sequence[Statement], corrected: Iterable[str]) -> bool:
    """Whether two claimants stand by figures of a group that exclude each other."""
    gone = set(corrected)
    told = [(c.speaker, c.quantity) for c in group if c.id not in gone and c.quantity]
    return any(
        one != other and mine.unit == theirs.unit and mine.high < theirs.low
        for one, mine in told
        for other, theirs in told
    )


def corrections_of(statements: Iterable[Statement]) -> dict[str, list[str]]:
    """Ids of the statements that take the place of another, by the id of that other."""
    found: dict[str, list[str]] = {}
    for statement in statements:
        if statement.corrects:
            found.setdefault(statement.corrects, []).append(statement.id)
    return found


def ledger_json(view: LedgerView) -> dict[str, Any]:
    """The ledger as a JSON object."""
    statements, corrected = view.statements, corrections_of(view.statements)
    return {
        **stamp_json(view),
        "case": view.name,
        "entries": [{**_entry(statement), "corrected_by": corrected.get(statement.id, [])} for statement in statements],
        "groups": [
            {"ids": [statement.id for statement in group], "disagree": disagree(group, corrected)}
            for group in groups_of(statements)
            if len(group) > 1
        ],
    }


def ledger_lines(view: LedgerView) -> list[str]:
    """The ledger as lines of text, a group after the other; texts in them are as they were entered, breaks and all."""
    corrected = corrections_of(view.statements)
    lines = [line for group in groups_of(view.statements) for line in _group_lines(group, corrected)]
    return [*lines, stamp_text(view)]


def _when(statement: Statement) -> tuple[bool, float]:
    return statement.at is None, statement.at.timestamp() if statement.at else 0.0


def _matter(statement: Statement) -> object:
    if not statement.asserts:
        return statement.id
    said = None if statement.at is None or statement.since or statement.until else statement.at.date()
    return (
        statement.asserts,
        statement.about,
        statement.whom.casefold(),
        statement.stage,
        statement.since,
        statement.until,
        said,
    )


def _entry(statement: Statement) -> dict[str, Any]:
    return {field.name: _value(getattr(statement, field.name)) for field in fields(statement)}


def _value(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case Range():
            return {"low": value.low, "likely": value.likely, "high": value.high, "unit": value.unit}
        case None | str() | bool():
            return value
        case _:
            return asdict(value)  # type: ignore[call-overload]


def _group_lines(group: Sequence[Statement], corrected: dict[str, list[str]]) -> Iterator[str]:
    first = group[0]
    if first.asserts:
        said = [first.asserts, first.about, first.whom, _span(first)]
        apart = ": CLAIMANTS DISAGREE" if disagree(group, corrected) else ""
        yield f"{', '.join(filter(None, said))}{apart}"
    else:
        yield "nothing that can be checked"
    for statement in group:
        yield from _entry_lines(statement, corrected.get(statement.id, []))


def _entry_lines(statement: Statement, corrected_by: list[str]) -> Iterator[str]:
    when = statement.at.isoformat(" ", "minutes") if statement.at else "time unknown"
    who = f"{statement.speaker} ({statement.role})" if statement.role else statement.speaker
    figure = (
        f": {figures(statement.quantity.low, statement.quantity.high)} {statement.quantity.unit}"
        if statement.quantity
        else ""
    )
    yield f"  {statement.id}  {when}  {who}{figure}{'  SENSITIVE' if statement.sensitive else ''}"
    text = statement.text if len(statement.text) <= _MOST_SHOWN else f"{statement.text[:_MOST_SHOWN]}..."
    yield f"    {text} [{', '.join(filter(None, (statement.outlet, statement.source)))}]"
    if statement.corrects:
        yield f"    corrects {statement.corrects}"
    if corrected_by:
        yield f"    CORRECTED by {', '.join(corrected_by)}"


def _span(statement: Statement) -> str:
    ends = [
        f"{word} {moment.isoformat(' ', 'minutes')}"
        for word, moment in (("from", statement.since), ("until", statement.until))
        if moment
    ]
    return " ".join(ends) or (f"said on {statement.at.date()}" if statement.at else "")
