"""The verdict in two sentences, and what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.finding import Finding


def verdict(findings: Sequence[Finding], answers: Sequence[Answer], local: Callable[[datetime], str]) -> list[str]:
    """Two sentences: one on the first answer, one on the findings about the operation.

    Parameters
    ----------
    local
        Writes a moment in local time.
    """
    sentences = [_on_time(answers[0], local)] if answers else []
    whole = [f for f in findings if f.subject == "operation"]
    if whole:
        sentences.append(_on_conditions(whole))
    return sentences


def unknowns(case: Case, findings: Sequence[Finding]) -> list[str]:
    """What is not known, a line each."""
    lines = [f"{e.name}: announced or reported without a place." for e in case.exits if not e.placed]
    lines += [
        f"{e.name}: the position may be {e.position_error:,.0f} m off."
        for e in case.exits
        if e.placed and e.position_error >= 100
    ]
    titles = names(case)
    lines += [f"{titles.get(f.subject, f.subject)}, {f.code}: {f.summary}" for f in findings if f.verdict == "unknown"]
    return lines


def names(case: Case) -> dict[str, str]:
    """Names of what findings are about, by id."""
    titles = {"operation": "The operation as a whole"}
    titles |= {c.id: c.name for c in case.corridors}
    titles |= {p.id: p.name or p.id for p in case.pauses}
    return titles


def _on_time(answer: Answer, local: Callable[[datetime], str]) -> str:
    by = local(answer.deadline)
    fewest, most = f"{answer.people.low:,.0f}", f"{answer.people.high:,.0f}"
    if answer.could_not_leave:
        return (
            f"At least {answer.could_not_leave:,} of the at least {fewest} people inside could not have left by {by}, "
            f"whatever they did: even with the most generous figures no more than {answer.at_most:,} could be out."
        )
    if answer.clearance.by is not None:
        return f"All of up to {most} people could be out by {by}: a plan with the most cautious figures shows it."
    need = ""
    if answer.required_rate is not None:
        need = (
            f", and to let even {fewest} out, every exit would have had to pass {answer.required_rate:,} people "
            "an hour whenever it may have been open"
        )
    return (
        f"Whether people could have left by {by} is not decided by what is known: at most {answer.at_most:,} of up to "
        f"{most} with the most generous figures, at least {answer.at_least:,} with the most cautious{need}."
    )


def _on_conditions(whole: Sequence[Finding]) -> str:
    count = {v: sum(f.verdict == v for f in whole) for v in ("met", "not met", "unknown")}
    failed = [f.code.partition("-")[2].lower().replace("-", " ") for f in whole if f.verdict == "not met"]
    text = (
        f"Of {len(whole)} conditions of a corridor that could be relied on, {count['met']} "
        f"{'is' if count['met'] == 1 else 'are'} met, {count['not met']} not met and {count['unknown']} unknown"
    )
    return f"{text}; not met: {', '.join(failed)}." if failed else f"{text}."
