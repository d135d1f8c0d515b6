"""The verdict in two sentences, and what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from geleit.model.aid import AidFinding
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.finding import Finding, StatementFinding
from geleit.model.statement import Statement
from geleit.report.numbers import between

NAMED = 4
"""Conditions that the verdict names; the rest it counts."""
CHECKS = {
    "AGREED": "agreement of all parties",
    "VOLUNTARY": "free choice",
    "TIME": "time enough",
    "NOTICE": "notice",
    "WARNING": "warning and protection",
    "VULNERABLE": "wounded, sick and aged",
    "DISPLACEMENT": "no ordered displacement",
    "DESTINATION": "places to go to",
    "RETURN": "staying and returning",
    "AID-IN": "aid coming in",
    "SCREENING": "safe screening",
    "INFORMED": "people informed",
    "MONITORED": "neutral monitoring",
    "ORDERS": "orders to commanders",
    "FIRE": "fire held",
    "OBSERVED": "the pause as monitors show it",
    "NEAR": "incidents nearby",
    "UNILATERAL": "more than one side's word",
    "NEED": "what people need, and what came",
    "CLOCK": "how long stocks last",
    "PROMISE": "loads as large as promised",
    "BALANCE": "food that people can live on",
    "LOSS": "loads that came whole",
    "AIRDROP": "drops in place of convoys",
    "PLACE": "a place for every exit",
    "LEFT": "how many have left",
    "DEADLINE": "whether people could leave in time",
    "OPEN": "whether it was open",
    "PAUSE": "whether the pause was kept",
    "INCIDENT": "whether nothing happened",
    "PLACES": "whether places were enough",
    "AID": "whether aid was enough",
    "INSIDE": "how many were inside",
    "SUM": "whether the figures add up",
}
"""What each check is about, in a few words."""


def verdict(findings: Sequence[Finding], answers: Sequence[Answer], local: Callable[[datetime], str]) -> list[str]:
    """Two sentences: one on the first answer, one on the findings about the operation.

    Parameters
    ----------
    local
        Writes a moment in local time.
    """
    sentences = [_on_time(answers[0], local(answers[0].deadline))] if answers else []
    whole = [f for f in findings if f.subject == "operation"]
    if whole:
        sentences.append(_on_conditions(whole))
    return sentences


def unknowns(case: Case, findings: Sequence[Finding]) -> list[str]:
    """What is not known, a line each: exits without a sure place, then every check that came to nothing."""
    lines = [f"{e.name}: announced or reported without a place." for e in case.exits if not e.placed]
    lines += [
        f"{e.name}: the position may be {e.position_error:,.0f} m off."
        for e in case.exits
        if e.placed and e.position_error >= 100
    ]
    titles = names(case)
    open_checks: dict[str, list[str]] = {}
    for f in findings:
        if f.verdict == "unknown":
            open_checks.setdefault(f.code, []).append(title_of(f, titles))
    lines += [f"{check_name(code).capitalize()}: {'; '.join(about)}." for code, about in open_checks.items()]
    return lines


def names(case: Case) -> dict[str, str]:
    """Names of what findings are about, by id."""
    titles = {"operation": "The operation as a whole"}
    titles |= {c.id: c.name for c in case.corridors}
    titles |= {p.id: p.name or p.id for p in case.pauses}
    titles |= {_statement(statement.id): title_of_claim(statement) for statement in case.statements}
    return titles


def title_of_claim(statement: Statement) -> str:
    """Who said what when, on one line."""
    when = f", {statement.at.date().isoformat()}" if statement.at else ""
    return f"{statement.speaker}{when}: {statement.words}"


def title_of(finding: Finding, titles: Mapping[str, str]) -> str:
    """What a finding is about, for a reader: needs and loads have names of their own."""
    if isinstance(finding, AidFinding):
        return str(finding.about)
    if isinstance(finding, StatementFinding):
        return titles.get(_statement(finding.statement), finding.statement)
    return titles.get(finding.subject, finding.subject)


def _statement(statement: str) -> str:
    """Key of a statement among the titles; a statement and a corridor may have one id."""
    return f"statement {statement}"


def check_name(code: str) -> str:
    """What a check is about, in a few words."""
    check = code.partition("-")[2] or code
    return CHECKS.get(check, check.lower().replace("-", " "))


def counted(findings: Iterable[Finding]) -> str:
    """How many checks came to what, in words."""
    verdicts = [f.verdict for f in findings]
    return ", ".join(f"{verdicts.count(v) or 'none'} {v}" for v in ("met", "not met", "unknown"))


def _on_time(answer: Answer, by: str) -> str:
    people = answer.people
    inside = between(people.low, people.high)
    if answer.could_not_leave:
        return (
            f"Even with the most generous figures no more than {answer.at_most:,} of the {inside} people inside could "
            f"be out by {by}, and at least {answer.could_not_leave:,} could not have left, whatever they did."
        )
    if answer.clearance.by is not None and answer.clearance.by <= answer.deadline:
        return (
            f"All of the {inside} people inside could be out by {by}: a plan with the most cautious figures shows it."
        )
    need = ""
    if answer.required_rate:
        need = (
            f"; for {people.low:,.0f} of them to be out, every gate would have had to pass at least "
            f"{answer.required_rate:,} people an hour, whenever it may have been open"
        )
    return (
        f"What is known does not decide how many of the {inside} people inside could be out by {by}: at least "
        f"{answer.at_least:,} with the most cautious figures, at most {answer.at_most:,} with the most generous{need}."
    )


def _on_conditions(whole: Sequence[Finding]) -> str:
    failed = [check_name(f.code) for f in whole if f.verdict == "not met"]
    text = f"Of {len(whole)} conditions for a corridor that people can rely on: {counted(whole)}"
    if not failed:
        return f"{text}."
    more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    return f"{text}; not met are {', '.join(failed[:NAMED])}{more}."
