"""Pure arithmetic: parts against their total, days against the count over all days, arrived against departed.

It decides about sets of figures: that not all of them are right, and by how much. Which of them is wrong it cannot
tell, nor does it support any: who says a total says its parts too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from geleit.assessment.claims.figure_words import half_a_place
from geleit.assessment.claims.limiting_words import may_count_passages
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import (
    ReportedCount,
    figure_gaps_of,
    packed,
    parts_in,
    reported_in,
    reported_of,
    standing,
    whom_of,
)
from geleit.assessment.claims.statement_check import StatementCheck, StatementOutcome
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say, words
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import OPERATION, Evidence, StatementVerdict
from geleit.model.statement import PERSONS, Statement
from geleit.model.units import HOUSEHOLDS, PEOPLE, told_plainly, unit_named

SUM = StatementCheck("CLAIM-SUM", "parts add up to their total (docs/method/claims.md)")
"""Asked of every total, whatever its kind."""
_FAMILIES = "families"


def assess_sums(case: Case) -> Iterator[tuple[Statement, StatementOutcome]]:
    """What each total comes to that has parts: those named by ``part_of``, and days of different people."""
    counts, statements, parts = reported_in(case), standing(case), parts_in(case)
    by_id = {reported.statement.id: reported for reported in counts}
    for statement in statements:
        named = tuple(part for part in parts.get(statement.id, ()) if not _is_of_another_kind(part, statement))
        reported, days = by_id.get(statement.id), [by_id[c.id] for c in named if c.id in by_id]
        if named and reported and len(days) == len(named) and _are_days(reported, days):
            yield statement, _of_days(case, reported, sorted(days, key=lambda t: t.since))
        elif named and statement.quantity is not None:
            yield statement, _of_parts(case, statement, list(named))
        voiced = [] if reported is None else _same_voice(reported, counts)
        if reported is not None and voiced:
            found = _of_days(case, reported, voiced)
            if found.verdict == "inconsistent" or (not named and len(voiced) > 1):
                yield statement, found
    for arrived, departed in _more_arrived(counts):
        yield arrived.statement, _of_stages(arrived, departed)


def _is_of_another_kind(part: Statement, total: Statement) -> bool:
    """Whether it is no part to add up, but who arrived of those who departed, or left of those who were inside."""
    return (part.asserts, total.asserts) == ("people-left", "people-inside") or (
        part.asserts == total.asserts == "people-left" and (part.stage, total.stage) == ("arrived", "departed")
    )


def _are_days(total: ReportedCount, parts: list[ReportedCount]) -> bool:
    """Whether parts are counts of shorter times of the total that do not overlap, of the same people and exits."""
    dated = not any(one.gaps & {"since", "day", "figure", "rate", "ahead"} for one in (total, *parts))
    shorter = all(_inside(t, total) and (t.since, t.until) != (total.since, total.until) for t in parts)
    return dated and shorter and all(t.like(total) for t in parts) and len(packed(parts)) == len(parts)


def _same_voice(total: ReportedCount, counts: Iterable[ReportedCount]) -> list[ReportedCount]:
    """Counts of shorter times that add up, though nobody said that they are the parts of the total.

    Only of a total of which it is said that nobody is in two parts: who left on two days is counted on each of them,
    and once where different people are counted.
    """
    return _days_of_voice(total, counts) if total.statement.disjoint else []


def _days_of_voice(total: ReportedCount, counts: Iterable[ReportedCount]) -> list[ReportedCount]:
    """Counts of shorter times within a count that do not overlap, by the same voice: those that come to most.

    None of them may leave anything open; and one earlier count since the same time is no part, but an earlier state of
    the same count. What others repeat of a voice they may repeat wrongly.
    """
    if total.statement.repeated:
        return []
    inside = [
        t
        for t in counts
        if t is not total
        and t.voice == total.voice
        and not t.statement.repeated
        and not t.gaps | total.gaps
        and t.like(total)
        and _inside(t, total)
        and (t.since, t.until) != (total.since, total.until)
        and "return" not in (t.by, total.by)
    ]
    found = sorted(packed(inside), key=lambda t: t.since)
    return [] if len(found) == 1 and found[0].since == total.since else found


def _inside(part: ReportedCount, total: ReportedCount) -> bool:
    """Whether a part certainly lies in the total's time, or was told together with it."""
    together = part.until == total.until and part.since >= total.since
    told_at_once = (part.statement.source, part.statement.at) == (total.statement.source, total.statement.at)
    return part.in_time_of(total) or (together and told_at_once)


def gap_of(total: ReportedCount, parts: list[ReportedCount]) -> tuple[datetime, datetime] | None:
    """The one stretch of the total's time that no part covers; ``None`` where there are none or several."""
    edges = [total.since, *(t for part in parts for t in (part.since, part.until[1])), total.until[1]]
    gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return gaps[0] if len(gaps) == 1 else None


def left_over(case: Case, counts: tuple[ReportedCount, ...]) -> Iterator[ReportedCount]:
    """What a total leaves for the one stretch of time of which its voice tells nothing: 169 - 85 - 52 = 32.

    Such a figure bears nothing out; it doubts what others say, also where nobody said that the days are its parts.
    """
    reported_parts = parts_in(case)
    for total in counts:
        ids = {statement.id for statement in reported_parts.get(total.statement.id, ())}
        named = [t for t in counts if t.statement.id in ids and t.voice == total.voice]
        parts = (
            sorted(named, key=lambda t: t.since) if named and _are_days(total, named) else _days_of_voice(total, counts)
        )
        gap = gap_of(total, parts) if parts else None
        exact = all(part.until[0] == part.until[1] or part.until == total.until for part in parts)
        if gap is None or not exact or total.high is None or any(part.high is None for part in parts):
            continue
        low = total.low - sum(part.high for part in parts if part.high is not None)
        high = total.high - sum(part.low for part in parts)
        if high < 0:
            continue
        said = tuple(t.statement.quantity.likely for t in (total, *parts) if t.statement.quantity)
        until = total.until if gap[1] == total.until[1] else (gap[1], gap[1])
        yield replace(
            total, low=max(0.0, low), high=high, since=gap[0], until=until, derived=said,
            from_start=total.from_start and gap[0] <= total.since,
        )  # fmt: skip


def _more_arrived(counts: tuple[ReportedCount, ...]) -> Iterator[tuple[ReportedCount, ReportedCount]]:
    """Arrivals of which, by the same voice, fewer had departed."""
    for one in counts:
        for other in counts:
            stages = (one.stage, other.stage) == ("arrived", "departed")
            told = not (one.statement.repeated or other.statement.repeated)
            elsewhere = may_count_passages(one.statement) or may_count_passages(other.statement)
            rounded = half_a_place(one.statement) + half_a_place(other.statement)
            more = one.within(other) and one.against(other) and one.low - (other.high or 0) > rounded
            if stages and told and one.voice == other.voice and more and not elsewhere:
                yield one, other


@dataclass(frozen=True)
class _Sum:
    """What parts come to, against what was said of their total.

    Parameters
    ----------
    parts, total
        Fewest and most.
    whole
        Whether the parts are all there is.
    disjoint
        Whether nobody is in two of them.
    rounded
        By how much they may differ because round figures are told to some place only.
    """

    parts: tuple[float, float]
    total: tuple[float, float]
    whole: bool
    disjoint: bool
    rounded: float = 0.0

    @property
    def off(self) -> float:
        """By how much, at the least, they cannot all be right; 0 where they can."""
        over = self.parts[0] - self.total[1] if self.disjoint else 0.0
        under = self.total[0] - self.parts[1] if self.whole else 0.0
        off = max(0.0, over, under)
        return off if off > self.rounded else 0.0

    @property
    def adds_up(self) -> bool:
        """Whether the parts are all of the total, with nobody in two of them, and come to about as much."""
        return self.whole and self.disjoint and not self.off


def _counted_alike(total: Range, parts: Iterable[Range]) -> bool:
    """Whether parts and total count in one unit, or people in part by their families; shares add up to no figure."""
    units = {_unit_of(quantity) for quantity in parts}
    return units == {_unit_of(total)} or (_unit_of(total) == PERSONS and units <= {PERSONS, _FAMILIES})


def _unit_of(quantity: Range) -> str:
    """What a figure counts in, however it is spelt."""
    word = told_plainly(quantity.unit)
    known = unit_named(word)
    return PERSONS if word in PEOPLE else _FAMILIES if word in HOUSEHOLDS else known.id if known else word


def _of_parts(case: Case, total: Statement, parts: list[Statement]) -> StatementOutcome:
    known = [part.quantity for part in parts if part.quantity is not None]
    said = total.quantity
    assert said is not None  # noqa: S101 - asked for by the caller
    if known and not _counted_alike(said, known):
        message = say("statements.parts-units", units=tuple(dict.fromkeys(q.unit for q in known)), total=said.unit)
        evidence = [_said(total), *map(_said, parts)]
        return _outcome(0.0, say("statements.because-open-scope"), message, evidence, (say("statements.ask-unit"),))
    families = _unit_of(said) == PERSONS and any(_unit_of(q) == _FAMILIES for q in known)  # of one person or more each
    most = math.inf if families else sum(part.most for part in parts)
    rounded = half_a_place(total) + sum(map(half_a_place, parts))
    found = _Sum((sum(q.low for q in known), most), (said.low, total.most), total.complete, total.disjoint, rounded)
    figures, whole = tuple(q.likely for q in known), said.likely
    loose = frozenset().union(*(figure_gaps_of(case, one) for one in (total, *parts)))
    asks: tuple[Message, ...] = ()
    if found.off and (elsewhere := [part.id for part in parts if not _may_be_part(case, part, total)]):
        found = replace(found, whole=False, disjoint=False)
        because, asks = say("statements.because-open-scope"), (say("statements.ask-part", parts=tuple(elsewhere)),)
        message = say("statements.parts-elsewhere", parts=figures, sum=sum(figures), total=whole)
    elif found.off and loose:
        found = replace(found, whole=False, disjoint=False)
        because, asks = say("statements.because-open-scope"), questions_of(loose)
        message = say("statements.parts-loose", parts=figures, sum=sum(figures), total=whole)
    elif found.off:
        because = say("statements.because-off", off=found.off)
        message = say("statements.parts-off", parts=figures, sum=sum(figures), total=whole, off=found.off)
    elif found.adds_up:
        because = say("statements.because-adds-up")
        message = say("statements.parts-total", parts=figures, sum=sum(figures))
        if sum(figures) != whole:
            message = say("statements.parts-ranges", parts=figures, sum=sum(figures), total=whole)
    elif found.parts[0] > found.total[1] or (total.complete and not total.disjoint):
        because = say("statements.because-overlap")
        message = say("statements.parts-overlap", parts=figures, sum=sum(figures), total=whole)
        asks = (say("statements.ask-disjoint"),)
    else:
        because = say("statements.because-remainder")
        message = say("statements.parts-remainder", parts=figures, sum=sum(figures), total=whole)
        asks = (say("statements.ask-complete"),)
    return _outcome(found.off, because, message, [_said(total), *map(_said, parts)], asks)


def _may_be_part(case: Case, part: Statement, total: Statement) -> bool:
    """Whether a part lies within its total, as far as both say who, where, when and how; all holds any of its kind."""
    one, all_of_it = reported_of(case, part), reported_of(case, total)
    of_them = whom_of(total) in ("", "everyone", whom_of(part)) or not whom_of(part)
    alike = of_them and (total.by in ("", "any", part.by) or not part.by)
    if one is None or all_of_it is None:
        return alike and (part.about in ("", total.about) or total.about in ("", OPERATION))
    there = one.exits is None or all_of_it.exits is None or all_of_it.whole or one.exits <= all_of_it.exits
    then = one.since >= all_of_it.since and one.until[0] <= all_of_it.until[1]
    later = part.until is None and part.at != total.at and one.until[1] > all_of_it.until[0]  # a later state perhaps
    then = then and not later
    return alike and there and then and one.stage == all_of_it.stage


def _of_days(case: Case, total: ReportedCount, parts: list[ReportedCount]) -> StatementOutcome:
    covered = gap_of(total, parts) is None and total.since == parts[0].since and _joined(total, parts)
    highs = [part.high for part in parts]
    most = float("inf") if None in highs else sum(h for h in highs if h is not None)
    said = (total.low, float("inf") if total.high is None else total.high)
    rounded = sum(half_a_place(t.statement) for t in (total, *parts))
    found = _Sum((sum(part.low for part in parts), most), said, whole=covered, disjoint=True, rounded=rounded)
    figures = tuple(p.statement.quantity.likely for p in parts if p.statement.quantity)
    whole = total.statement.quantity.likely if total.statement.quantity else 0.0
    if found.off:
        because = say("statements.because-days-contradict")
        message = say("statements.days-off", parts=figures, total=whole)
    elif found.adds_up:
        because = say("statements.because-days-add-up")
        message = say("statements.days-total", parts=figures, total=whole)
    else:
        because = say("statements.because-days-remainder")
        left, when = _left(found), _when_left(case, gap_of(total, parts))
        message = say("statements.days-remainder", parts=figures, total=whole, left=left, when=when)
    return _outcome(found.off, because, message, [_said(t.statement) for t in (total, *parts)])


def _left(found: _Sum) -> Message:
    """What the parts leave of their total."""
    most = found.total[1] - found.parts[0]
    if most == float("inf"):
        return say("statements.more")
    return say("statements.so-many", left=Amount(max(0.0, found.total[0] - found.parts[1]), most))


def _when_left(case: Case, gap: tuple[datetime, datetime] | None) -> Message:
    """The time of the total that no part covers."""
    if gap is None:
        return say("statements.rest-of-time")
    return say("statements.from-to", since=gap[0].astimezone(case.zone), until=gap[1].astimezone(case.zone))


def _of_stages(arrived: ReportedCount, departed: ReportedCount) -> StatementOutcome:
    """More arrived than departed, who may have joined on the way unless it says that they are of those who departed."""
    evidence = [_said(arrived.statement), _said(departed.statement)]
    if arrived.statement.part_of != departed.statement.id:
        message = say("statements.stages-open", arrived=arrived.low, departed=departed.high or 0)
        asks = (say("statements.ask-joined", departed=departed.statement.id, arrived=arrived.statement.id),)
        return _outcome(0.0, say("statements.because-open-scope"), message, evidence, asks)
    message = say("statements.stages", arrived=arrived.low, departed=departed.high or 0)
    return _outcome(arrived.low - (departed.high or 0), say("statements.because-arrived"), message, evidence)


def _joined(total: ReportedCount, parts: list[ReportedCount]) -> bool:
    """Whether each part certainly goes on until the next begins, and the last as long as the total."""
    follows = all(part.until[0] >= after.since for part, after in pairwise(parts))
    last = parts[-1]
    at_once = (last.statement.source, last.statement.at) == (total.statement.source, total.statement.at)
    return follows and (last.until[0] >= total.until[1] or (at_once and last.until == total.until))


def _outcome(
    off: float, because: Message, message: Message, evidence: list[Evidence], asks: tuple[Message, ...] = ()
) -> StatementOutcome:
    verdict: StatementVerdict = "inconsistent" if off else "undetermined"
    worked = computed("against" if off else "context", message)
    return StatementOutcome(verdict, because, message, (*evidence, worked), by=off or None, asks=asks)


def _said(statement: Statement) -> Evidence:
    message = words(statement.words)
    if statement.quantity is not None and statement.quantity.unit == "people":
        message = say("statements.words-people", words=statement.words, people=statement.quantity.likely)
    return Evidence("context", message, statement.speaker, statement.source, statement.at, statement=statement.id)
