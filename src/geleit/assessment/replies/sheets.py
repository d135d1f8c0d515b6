"""What each claimant is asked to reply to, gathered from a case and its findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import numpy as np

from geleit.assessment.ceasefire.checks import inside
from geleit.assessment.ceasefire.monitors import spelt
from geleit.assessment.claims.voices import original_of
from geleit.assessment.impartiality import belligerents, party_named
from geleit.assessment.replies.claimants import speaks
from geleit.model.aid import AidFinding
from geleit.model.arrays import Flags
from geleit.model.case import Case
from geleit.model.finding import OPERATION, Finding, StatementFinding
from geleit.model.incident import Incidents
from geleit.model.reply import Attributed, Claimant, ReplySheet, Said
from geleit.model.statement import Statement
from geleit.model.voices import plain

FEWEST_LETTERS_OF_A_NAME = 4
"""A shorter name is not looked for in what others say: it may be a word."""
OF_ALL_WHO_FIGHT = "CORRIDOR-AGREED"
"""The check that rests on whether each belligerent party agreed, whoever announced."""
OF_ALL_WHO_ARE_BOUND = frozenset({"CORRIDOR-FIRE", "CEASEFIRE-OBSERVED"})
"""Checks that rest on what those did who announced, or agreed."""


def reply_sheets(case: Case, claimants: Iterable[Claimant], findings: Sequence[Finding]) -> tuple[ReplySheet, ...]:
    """A sheet for each of some claimants of a case, empty ones too.

    Parameters
    ----------
    case
        As much of it as a claimant may be shown.
    findings
        What that comes to itself.
    """
    tests: dict[str, list[StatementFinding]] = {}
    for finding in findings:
        if isinstance(finding, StatementFinding):
            tests.setdefault(finding.statement, []).append(finding)
    checks = [finding for finding in findings if not isinstance(finding, StatementFinding)]
    return tuple(_sheet(case, claimant, tests, checks) for claimant in claimants)


def _sheet(
    case: Case, claimant: Claimant, tests: Mapping[str, Sequence[StatementFinding]], checks: Sequence[Finding]
) -> ReplySheet:
    def said(statements: Iterable[Statement]) -> tuple[Said, ...]:
        return tuple(Said(s, tuple(tests.get(s.id, ()))) for s in sorted(statements, key=_when))

    return ReplySheet(
        claimant=claimant,
        own=said(s for s in case.statements if speaks(case, claimant, s)),
        of_others=said(_of_others(case, claimant)),
        attributed=tuple(_attributed(case, claimant)),
        conduct=tuple(_conduct(case, claimant, checks)),
    )


def _when(statement: Statement) -> tuple[bool, float]:
    return statement.at is None, statement.at.timestamp() if statement.at else 0.0


def _of_others(case: Case, claimant: Claimant) -> Iterator[Statement]:
    """Statements of others that name a claimant, or deny something of what it announced."""
    announced = {one.id for one in case.announced if claimant.party in one.announced_by}
    announced |= {gate.id for gate in case.exits if gate.corridor in announced}
    for statement in case.statements:
        if speaks(case, claimant, statement) or speaks(case, claimant, original_of(case, statement)):
            continue
        if _names(claimant, statement) or (statement.denies and not announced.isdisjoint(statement.subjects)):
            yield statement


def _names(claimant: Claimant, statement: Statement) -> bool:
    """Whether the words of a statement name a claimant."""
    said = f"{statement.text} {statement.wording.text if statement.wording else ''}"
    plainly = f" {plain(said)} "
    names = (name for name in claimant.called if len(name) >= FEWEST_LETTERS_OF_A_NAME)
    return claimant.short in re.findall(r"\w+", said) or any(f" {name} " in plainly for name in names)


def _attributed(case: Case, claimant: Claimant) -> Iterator[Attributed]:
    """Incidents of a case that name a party, by who reports them; of its imports those in its area and period."""
    names = spelt(case, [claimant.party] if claimant.party else [])
    if not names:
        return
    everything = Incidents.joined([Incidents.of(case.incidents), *(_of_case(case, some) for _, some in case.reported)])
    for monitor, reports in everything.by_claimant().items():
        here = everything.at(reports)
        acts, faces = here.side_a.matches(names), here.side_b.matches(names)
        theirs = here.at(acts | faces)
        if len(theirs):
            kinds = Counter[str]()
            for kind, events in zip((theirs.kind[i] for i in range(len(theirs))), theirs.events.tolist(), strict=True):
                kinds[kind] += events
            yield Attributed(
                monitor=monitor,
                acted=int(here.events[acts].sum()),
                faced=int(here.events[faces & ~acts].sum()),
                first=_day(case, int(theirs.start.min())),
                last=_day(case, int(theirs.start.max())),
                kinds=tuple(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))),
                sources=tuple(dict.fromkeys(theirs.source[i] for i in range(len(theirs)))),
            )


def _of_case(case: Case, incidents: Incidents) -> Incidents:
    """Those that may lie in the area and the period of a case."""
    since, until = (at.timestamp() for at in (case.period.start, case.period.end))
    near, vague = inside(case.area, incidents)
    then: Flags = (incidents.end >= since) & (incidents.start < until)
    return incidents.at(np.asarray((near | vague) & then))


def _day(case: Case, second: int) -> date:
    return datetime.fromtimestamp(second, UTC).astimezone(case.zone).date()


def _conduct(case: Case, claimant: Claimant, checks: Sequence[Finding]) -> Iterator[Finding]:
    """Findings that rest on what a party announced, agreed to or brought, each once and in their order."""
    party = claimant.party
    if not party:
        return
    everything = case.announced
    announced = {one.id for one in everything if party in one.announced_by}
    bound = announced | {one.id for one in everything if party in one.agreed_by}
    of_its_own = {finding.code for finding in checks if finding.subject in announced}
    fights = party in belligerents(case)
    brought = {
        name for load in case.deliveries if party_named(case, load.by) == party for name in (load.id, load.shipment)
    }
    for finding in checks:
        if isinstance(finding, AidFinding):
            if finding.item in brought:
                yield finding
        elif (
            finding.subject in announced
            or (finding.subject in bound and finding.code in OF_ALL_WHO_ARE_BOUND)
            or (finding.subject != OPERATION and fights and finding.code == OF_ALL_WHO_FIGHT)
            or (finding.subject == OPERATION and announced and finding.code not in of_its_own)
        ):
            yield finding
