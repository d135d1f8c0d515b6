"""The ledger as text and as JSON: who said what, those who speak of the same next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from geleit.model.amount import Range, figures
from geleit.model.statement import Claim

_MOST_SHOWN = 300  # characters of a text; the whole of it is in the JSON


def groups_of(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Statements in groups that speak of the same, each group and the groups by the time they were said.

    The same is: what is asserted, about what, of whom and of how far they came, and of which time; where no time is
    said, the day on which the statement was made. A statement that asserts nothing stands alone.
    """
    groups: dict[object, list[Claim]] = {}
    for claim in sorted(claims, key=_when):
        groups.setdefault(_matter(claim), []).append(claim)
    return tuple(map(tuple, groups.values()))


def disagree(group: Sequence[Claim], corrected: Iterable[str]) -> bool:
    """Whether two claimants stand by figures of a group that exclude each other."""
    gone = set(corrected)
    told = [(c.speaker, c.quantity) for c in group if c.id not in gone and c.quantity]
    return any(
        one != other and mine.unit == theirs.unit and mine.high < theirs.low
        for one, mine in told
        for other, theirs in told
    )


def corrections_of(claims: Iterable[Claim]) -> dict[str, list[str]]:
    """Ids of the statements that take the place of another, by the id of that other."""
    found: dict[str, list[str]] = {}
    for claim in claims:
        if claim.corrects:
            found.setdefault(claim.corrects, []).append(claim.id)
    return found


def ledger_json(case: str, claims: Sequence[Claim]) -> dict[str, Any]:
    """The ledger as a JSON object.

    Parameters
    ----------
    case
        Name of the case.
    """
    corrected = corrections_of(claims)
    return {
        "case": case,
        "entries": [{**_entry(claim), "corrected_by": corrected.get(claim.id, [])} for claim in claims],
        "groups": [
            {"ids": [claim.id for claim in group], "disagree": disagree(group, corrected)}
            for group in groups_of(claims)
            if len(group) > 1
        ],
    }


def ledger_lines(claims: Sequence[Claim]) -> list[str]:
    """The ledger as lines of text, a group after the other; texts in them are as they were entered, breaks and all."""
    corrected = corrections_of(claims)
    return [line for group in groups_of(claims) for line in _group_lines(group, corrected)]


def _when(claim: Claim) -> tuple[bool, float]:
    return claim.at is None, claim.at.timestamp() if claim.at else 0.0


def _matter(claim: Claim) -> object:
    if not claim.asserts:
        return claim.id
    said = None if claim.at is None or claim.since or claim.until else claim.at.date()
    return claim.asserts, claim.about, claim.whom.casefold(), claim.stage, claim.since, claim.until, said


def _entry(claim: Claim) -> dict[str, Any]:
    return {field.name: _value(getattr(claim, field.name)) for field in fields(claim)}


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


def _group_lines(group: Sequence[Claim], corrected: dict[str, list[str]]) -> Iterator[str]:
    first = group[0]
    if first.asserts:
        said = [first.asserts, first.about, first.whom, _span(first)]
        apart = ": CLAIMANTS DISAGREE" if disagree(group, corrected) else ""
        yield f"{', '.join(filter(None, said))}{apart}"
    else:
        yield "nothing that can be checked"
    for claim in group:
        yield from _entry_lines(claim, corrected.get(claim.id, []))


def _entry_lines(claim: Claim, corrected_by: list[str]) -> Iterator[str]:
    when = claim.at.isoformat(" ", "minutes") if claim.at else "time unknown"
    who = f"{claim.speaker} ({claim.role})" if claim.role else claim.speaker
    figure = f": {figures(claim.quantity.low, claim.quantity.high)} {claim.quantity.unit}" if claim.quantity else ""
    yield f"  {claim.id}  {when}  {who}{figure}{'  SENSITIVE' if claim.sensitive else ''}"
    text = claim.text if len(claim.text) <= _MOST_SHOWN else f"{claim.text[:_MOST_SHOWN]}..."
    yield f"    {text} [{', '.join(filter(None, (claim.outlet, claim.source)))}]"
    if claim.corrects:
        yield f"    corrects {claim.corrects}"
    if corrected_by:
        yield f"    CORRECTED by {', '.join(corrected_by)}"


def _span(claim: Claim) -> str:
    ends = [
        f"{word} {moment.isoformat(' ', 'minutes')}"
        for word, moment in (("from", claim.since), ("until", claim.until))
        if moment
    ]
    return " ".join(ends) or (f"said on {claim.at.date()}" if claim.at else "")
