"""The verdict in two sentences, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from geleit.messages import Amount, Message, say
from geleit.messages.formats import NAMED
from geleit.model.aid import AidFinding
from geleit.model.answer import Answer, Proved
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Pause
from geleit.model.finding import OPERATION, Finding, StatementFinding
from geleit.model.statement import Statement


def verdict(findings: Sequence[Finding], answers: Sequence[Proved], zone: ZoneInfo) -> list[Message]:
    """A sentence each on the first answer, on the findings about the operation, and on statements that cannot be true.

    Parameters
    ----------
    zone
        In which times are written.
    """
    sentences = [_on_time(answers[0], answers[0].deadline.astimezone(zone))] if answers else []
    whole = [f for f in findings if f.subject == OPERATION]
    if whole:
        sentences.append(_on_conditions(whole))
    return sentences


def cannot_be_true(case: Case, findings: Sequence[Finding]) -> Message | None:
    """Which statements are proved impossible, or are figures that cannot all be right, by name; ``None`` of none."""
    titles = names(case)
    found = [f for f in findings if isinstance(f, StatementFinding) and f.verdict in ("impossible", "inconsistent")]
    named = tuple(dict.fromkeys(title_of(f, titles) for f in found))
    return say("verdict.cannot-be-true", statements=named) if named else None


def unknowns(case: Case, findings: Sequence[Finding]) -> list[Message]:
    """What is not known, a line each: exits without a sure place, then every check that came to nothing."""
    lines = [say("verdict.no-place", exit=e.name) for e in case.exits if not e.placed]
    lines += [
        say("verdict.position", exit=e.name, metres=e.position_error)
        for e in case.exits
        if e.placed and e.position_error >= 100
    ]
    titles = names(case)
    open_checks: dict[str, list[str]] = {}
    for f in findings:
        if f.verdict == "unknown":
            open_checks.setdefault(f.code, []).append(title_of(f, titles))
    lines += [
        say("verdict.check-unknown", check=check_name(code), about=tuple(about)) for code, about in open_checks.items()
    ]
    return lines


def names(case: Case) -> dict[str, str]:
    """Names of what findings are about, by id."""
    titles = {OPERATION: str(say("verdict.operation"))}
    titles |= {c.id: c.name for c in case.corridors}
    titles |= {p.id: p.name or p.id for p in case.pauses}
    titles |= {_statement(statement.id): title_of_claim(statement) for statement in case.statements}
    return titles


def headings(case: Case) -> dict[str, str]:
    """Names of what findings are about, by id, with how many exits and windows it has where it has several."""
    several = {c.id: _several(*extent_of(case, c)) for c in case.announced}
    return {
        id_: str(say("verdict.heading", name=name, several=several[id_])) if several.get(id_) else name
        for id_, name in names(case).items()
    }


def extent_of(case: Case, announced: Corridor | Pause) -> tuple[int, int]:
    """How many exits a corridor has, none for a pause, and in how many windows it is open or holds, by any account."""
    if isinstance(announced, Pause):
        return 0, len(announced.windows)
    exits = [gate for gate in case.exits if gate.corridor == announced.id]
    return len(exits), len({window for gate in exits for window in gate.windows})


def _several(exits: int, windows: int) -> tuple[Message, ...]:
    found = say("verdict.exits", exits=exits), say("verdict.windows", windows=windows)
    return tuple(part for part, number in zip(found, (exits, windows), strict=True) if number > 1)


def by_subject(findings: Iterable[Finding], titles: Mapping[str, str]) -> list[tuple[str, list[Finding]]]:
    """Findings under the title of what they are about, each once, in the order in which it first comes up."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        of_statement = isinstance(finding, StatementFinding)
        about = finding.statement if isinstance(finding, StatementFinding) else finding.subject
        key = title_of(finding, titles) if isinstance(finding, AidFinding) else about
        found.setdefault((str(of_statement), key), []).append(finding)
    return [(title_of(rows[0], titles), rows) for rows in found.values()]


def title_of_claim(statement: Statement) -> str:
    """Who said what when, on one line."""
    speaker, words = statement.speaker, statement.words
    if statement.at is None:
        return str(say("verdict.said", speaker=speaker, words=words))
    return str(say("verdict.said-on", speaker=speaker, day=statement.at.date(), words=words))


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


def check_name(code: str) -> Message:
    """What a check is about, in a few words."""
    return say("verdict.check", check=code.partition("-")[2] or code)


def verdict_word(verdict: str) -> Message:
    """A verdict as a reader sees it."""
    return say("verdict.word", verdict=verdict)


def count_each(findings: Sequence[Finding], *kinds: Iterable[str]) -> Message:
    """How many findings have which of these verdicts, by kinds of verdicts."""
    counts = (
        tuple(say("verdict.count", count=sum(f.verdict == v for f in findings), verdict=v) for v in kind)
        for kind in kinds
    )
    return say("verdict.count-kinds", kinds=tuple(say("verdict.count-each", counts=each) for each in counts))


def counted(findings: Iterable[Finding]) -> Message:
    """How many checks came to what."""
    verdicts = [f.verdict for f in findings]
    met, not_met, unknown = (verdicts.count(v) or say("verdict.none") for v in ("met", "not met", "unknown"))
    return say("verdict.counts", met=met, not_met=not_met, unknown=unknown)


def _on_time(answer: Proved, by: datetime) -> Message:
    inside = Amount(answer.people.low, answer.people.high)
    most = answer.against_the_map.at_most
    if answer.could_not_leave:
        return say("verdict.could-not-leave", most=most, inside=inside, by=by, stuck=answer.could_not_leave)
    if answer.clearance.by is not None and answer.clearance.by <= answer.deadline:
        return say("verdict.all-out", inside=inside, by=by)
    if not isinstance(answer, Answer):
        return say("verdict.undecided-publicly", inside=inside, by=by, most=most)
    likely = answer.likely_plan.people_out
    least, out_of = answer.at_least, answer.likely.people
    return say("verdict.undecided", inside=inside, by=by, least=least, most=most, likely=likely, out_of=out_of)


def _on_conditions(whole: Sequence[Finding]) -> Message:
    failed = [check_name(f.code) for f in whole if f.verdict == "not met"]
    named, more = tuple(failed[:NAMED]), len(failed) - NAMED
    some = say("verdict.failed", failed=named) if failed else None
    not_met = say("verdict.many-failed", failed=named, more=more) if more > 0 else some
    return say("verdict.conditions", conditions=len(whole), counts=counted(whole), failed=not_met)
