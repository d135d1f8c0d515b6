"""What a view comes to itself, in the place of findings to the whole case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geleit.model.finding import Finding
from geleit.workflow.all_findings import assess
from geleit.workflow.views import assess_view

if TYPE_CHECKING:
    from geleit.messages.message import Value
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.public import InternalCase, PublicCase, View

TIME = "CORRIDOR-TIME"
"""The check whose findings rest on an answer, and in the room on nothing that a view leaves out."""


def findings_in_room(view: InternalCase, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], int]:
    """The findings of a view in the room, and how many that were given do not hold in it.

    Findings on time are those that were given: only whoever gives them knows the answer they rest on. One does not hold
    if the view comes to none, or to another verdict or evidence, which then stands in its place.
    """
    kept = {i: finding for i, finding in enumerate(findings) if finding.code == TIME}
    shown = {**kept, **dict(_in_place_of(view, view.case, {i: f for i, f in enumerate(findings) if i not in kept}))}
    holding = sum(i in shown and _told(shown[i]) == _told(finding) for i, finding in enumerate(findings))
    return _in_order(shown), len(findings) - holding


def findings_in_public(
    view: PublicCase, case: Case, findings: Sequence[Finding], answers: Sequence[tuple[Answer, PublicAnswer]]
) -> tuple[tuple[Finding, ...], int]:
    """The public findings in the place of those that were given, and how many there are none for.

    They follow from what is public alone, whatever verdict was given.

    Parameters
    ----------
    case
        The whole case.
    answers
        Those to the whole case, each with the public one of its deadline. A finding on time that rests on another has
        no public one.
    """
    on_time = {i: finding for i, finding in enumerate(findings) if finding.code == TIME}
    others = {i: finding for i, finding in enumerate(findings) if i not in on_time}
    shown = dict(_in_place_of(view, case, others))
    for answer, public in (*answers, (None, None)) if on_time else ():
        rests = [(f.subject, _told(f)) for f in assess(case, "corridor", answer) if f.code == TIME]
        own = {f.subject: f for f in assess_view(view, "corridor", public) if f.code == TIME}
        for i, finding in on_time.items():
            if (finding.subject, _told(finding)) in rests and finding.subject in own:
                shown.setdefault(i, own[finding.subject])
    return _in_order(shown), len(findings) - len(shown)


def _in_place_of(view: View, case: Case, findings: dict[int, Finding]) -> Iterator[tuple[int, Finding]]:
    """What the view comes to itself, of the same check, subject and claimant, by the number of each that was given."""
    from geleit.assessment import part_of

    own: dict[tuple[str, str], list[Finding]] = {}
    parts = dict.fromkeys(part_of(finding.code) for finding in findings.values())
    for part in (part for part in parts if part is not None):
        for finding in assess_view(view, part, None):
            own.setdefault((finding.code, finding.subject), []).append(finding)
    given: dict[tuple[str, str], dict[int, Finding]] = {}
    for i, finding in findings.items():
        given.setdefault((finding.code, finding.subject), {})[i] = finding
    names = frozenset(_names(case))
    for key, several in given.items():
        yield from _paired(several, own.get(key, []), names)


def _paired(given: dict[int, Finding], own: Sequence[Finding], names: frozenset[str]) -> Iterator[tuple[int, Finding]]:
    """Findings by the same claimant; of claimants whom the view calls otherwise, all of them or none.

    Parameters
    ----------
    names
        Of the claimants in the case whose findings were given.
    """
    by = {_claimant(finding): finding for finding in own}
    named = {i: by[_claimant(finding)] for i, finding in given.items() if _claimant(finding) in by}
    unnamed = [i for i in given if i not in named]
    others = [finding for finding in own if (name := _claimant(finding)) is not None and name not in names]
    yield from named.items()
    if len(unnamed) == len(others):
        yield from zip(unnamed, others, strict=True)


def _names(case: Case) -> Iterator[str]:
    """Who reports incidents or what lies in store."""
    yield from (incident.claimant for incident in case.incidents)
    yield from (stock.claimant for stock in case.stocks)
    yield from (name for _, incidents in case.reported for name in incidents.claimant.names)


def _claimant(finding: Finding) -> Value:
    """Whose reports it is about, where there is a finding for each who reports."""
    return dict(finding.message.values).get("claimant")


def _told(finding: Finding) -> tuple[object, ...]:
    """What it tells a reader."""
    return finding.verdict, finding.message, finding.evidence


def _in_order(shown: dict[int, Finding]) -> tuple[Finding, ...]:
    """In the order in which they were given, each once."""
    return tuple({id(shown[i]): shown[i] for i in sorted(shown)}.values())
