"""The view of a case that is written, and what it comes to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from geleit.model.plan import DEFAULT_EFFORT, Effort
from geleit.progress import Steps, no_steps
from geleit.workflow.all_findings import assess
from geleit.workflow.questions import evacuate

if TYPE_CHECKING:
    from geleit.model.answer import Proved, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.finding import Finding, Findings
    from geleit.model.part import Part
    from geleit.model.pause_finding import PauseFinding
    from geleit.model.public import InternalCase, InternalLedger, PublicCase, View
    from geleit.model.statement import Source, Statement
    from geleit.model.whatif import ProvedVariation

SomeFinding = TypeVar("SomeFinding", bound="Finding")
SomePause = TypeVar("SomePause", bound="PauseFinding")
_WITH_NAMES = frozenset({"ceasefire.names-left", "ceasefire.strangers-named", "ceasefire.row-text"})
"""Codes of evidence that names sides of incidents of whom a case says nothing, or holds their text."""


def view_of(case: Case, *, public: bool, sensitive: bool = False, facilities: bool = True) -> View:
    """What of a case is written: as much as may leave, or as much as those in the room asked for.

    Parameters
    ----------
    public
        Whether it is to leave the room.
    sensitive, facilities
        Of those in the room: whether sensitive statements are in it, and facilities.

    Raises
    ------
    InputError
        If all of the case lies ahead, so that nothing of it may leave.
    """
    return public_of(case) if public else internal_of(case, sensitive=sensitive, facilities=facilities)


def internal_of(case: Case, *, sensitive: bool = False, facilities: bool = True) -> InternalCase:
    """What of a case those in the room see; see :func:`geleit.publication.internal_case`."""
    from geleit.publication import internal_case

    return internal_case(case, sensitive=sensitive, facilities=facilities)


def public_of(case: Case, now: datetime | None = None) -> PublicCase:
    """The part of a case that may leave the room at a moment, by default the present.

    Raises
    ------
    InputError
        If all of the case lies ahead, so that nothing of it may leave.
    """
    from geleit.publication import public_case

    return public_case(case, now)


def ledger_of(
    name: str, statements: Sequence[Statement], sources: Sequence[Source], *, sensitive: bool
) -> InternalLedger:
    """What of the ledger of a case those in the room see; see :func:`geleit.publication.internal_ledger`."""
    from geleit.publication import internal_ledger

    return internal_ledger(name, statements, sources, sensitive=sensitive)


def answer_view(
    view: View,
    deadline: datetime | None = None,
    progress: Steps = no_steps,
    effort: Effort = DEFAULT_EFFORT,
    *,
    by_district: bool = False,
    equal_shares: bool = False,
    stopped: Event | None = None,
) -> Proved:
    """Who can be out by the deadline: both numbers for those in the room, the bound alone for the public."""
    from geleit.model.public import PublicCase

    if not isinstance(view, PublicCase):
        return evacuate(
            view.case,
            deadline,
            progress,
            effort,
            by_district=by_district,
            equal_shares=equal_shares,
            stopped=stopped,
        )
    return answer_public(view, deadline, progress, stopped)


def answer_public(
    public: PublicCase, deadline: datetime | None = None, progress: Steps = no_steps, stopped: Event | None = None
) -> PublicAnswer:
    """The bound alone; see :func:`geleit.evacuation.public_answer.answer_in_public`."""
    from geleit.evacuation.public_answer import STEPS, answer_in_public
    from geleit.record.limits import daily_limits
    from geleit.workflow.record import place_in_record

    limits = daily_limits(place_in_record(public.case, deadline))
    return answer_in_public(public, deadline, lambda step: progress(step, STEPS), stopped, limits)


def assess_view(view: View, part: Part | None, answer: Proved | None, progress: Steps = no_steps) -> Findings:
    """The findings of one part of the checks, or of all, that a view comes to itself; see :func:`assess`."""
    from geleit.model.finding import Findings
    from geleit.model.public import PublicCase
    from geleit.model.stamp import PUBLIC

    found = assess(view.case, part, answer, progress)
    if not isinstance(view, PublicCase):
        return found
    return Findings(replace(f, publication=PUBLIC) for f in findings_told(view, found))


def findings_told(view: View, found: Iterable[SomeFinding]) -> Iterator[SomeFinding]:
    """Findings as a view tells them: in public without rows of monitors, maps, and names that it does not know."""
    from geleit.model.pause_finding import PauseFinding
    from geleit.model.public import PublicCase
    from geleit.publication.incident_rows import in_counts, monitors_in

    if not isinstance(view, PublicCase):
        yield from found
        return
    monitors = monitors_in(view.case)
    for finding in (in_counts(one, monitors.__contains__) for one in found):
        yield _without_places_and_names(finding) if isinstance(finding, PauseFinding) else finding


def _without_places_and_names(finding: SomePause) -> SomePause:
    """A finding without its maps, and without names of whom the case says nothing: some may be those of persons."""
    evidence = tuple(row for row in finding.evidence if row.message.code not in _WITH_NAMES)
    return replace(finding, spots=(), other_names=(), evidence=evidence)


def vary_view(view: View, answer: Proved, changed: Mapping[str, Case]) -> tuple[ProvedVariation, ...]:
    """The numbers of each of the changed cases; for the public what is proved alone.

    Parameters
    ----------
    answer
        To the view itself.
    """
    from geleit.evacuation import whatif
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.public import PublicCase

    if isinstance(view, PublicCase) and isinstance(answer, PublicAnswer):
        return whatif.vary_in_public(view, answer, changed)
    view.expect([answer])
    assert isinstance(answer, Answer)  # noqa: S101 - the only other kind
    return whatif.vary(view.case, answer, changed)
