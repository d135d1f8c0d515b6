"""The answer against what nobody knows: needed, on record, counted, and what would follow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from geleit.messages import Amount, Message, say
from geleit.model.answer import Proved
from geleit.model.certificate import Conditional
from geleit.model.deciding import Needed
from geleit.model.precedent import Precedent, Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.reach import a_day
from geleit.record.summary import ends_of
from geleit.report.numbers import many
from geleit.report.text.record import counted_text, counter_text, rate_text, reached_text


def deciding_lines(answer: Proved, found: CaseInRecord, zone: ZoneInfo, now: datetime | None = None) -> list[str]:
    """A sentence each: needed, documented, counted, and what would follow if crossings passed no more than on record.

    Parameters
    ----------
    found
        The case among the record.
    zone
        In which times are written.
    now
        What lies before it is told as past; the present by default.
    """
    lines = [*headline(answer, found, zone, now), *what_would_follow(answer, found, zone, now)]
    return [str(line) for line in lines]


def headline(answer: Proved, found: CaseInRecord, zone: ZoneInfo, now: datetime | None = None) -> list[Message | str]:
    """What is needed, what is on record, and what was counted, a sentence each; as :func:`deciding_lines`."""
    past = is_past(answer, now)
    said = (needed_sentence(answer, zone, past=past), reached_text(found), counted_text(found))
    return [line for line in said if line]


def what_would_follow(
    answer: Proved, found: CaseInRecord, zone: ZoneInfo, now: datetime | None = None
) -> list[Message]:
    """What would follow if crossings passed no more than on record; as :func:`deciding_lines`."""
    return list(conditional_sentences(answer, found, zone, past=is_past(answer, now)))


def is_past(answer: Proved, now: datetime | None = None) -> bool:
    """Whether the deadline is over."""
    return answer.deadline <= (now or datetime.now(UTC))


def needed_sentence(answer: Proved, zone: ZoneInfo, *, past: bool) -> Message:
    """What each crossing needs to pass for all of the fewest people, by the longest windows."""
    by = answer.deadline.astimezone(zone)
    rows = [one for one in answer.needed if one.hours == "longest"]
    if not rows or not rows[0].crossing_days:
        return say("deciding.no-crossing", by=by)
    first, alone = rows[0], [one for one in rows if one.people == rows[0].people and one.steps != rows[0].steps]
    inside, rate, days, of = first.people, first.whole_per_crossing_day, first.crossing_days, _which(first)
    beside = _alone(alone[0]) if alone else None
    if past:
        return say("deciding.needed-then", inside=inside, by=by, of=of, rate=rate, days=days, alone=beside)
    return say("deciding.needed", inside=inside, by=by, of=of, rate=rate, days=days, alone=beside)


def _which(one: Needed) -> Message:
    return say("deciding.of-announced", exits=one.exits) if one.steps else say("deciding.of-all", exits=one.exits)


def _alone(one: Needed) -> Message:
    return say("deciding.alone", exits=one.exits, rate=one.whole_per_crossing_day, days=one.crossing_days)


def conditional_sentences(answer: Proved, found: CaseInRecord, zone: ZoneInfo, *, past: bool) -> Iterator[Message]:
    """What would follow from each limit on record, each once: by what was counted here, nothing from some."""
    limits = {one.condition.limit: one for one in reversed(answer.certificate.conditional)}
    telling, days = False, next((one.crossing_days for one in answer.needed if one.hours == "longest"), 0)
    for limit in sorted(limits):
        one, over = limits[limit], counted_over(found, limit)
        assumption = one.condition.assumption
        if over is not None and is_broken(found, limit):
            yield say("deciding.broken", rate=limit, assumption=assumption, counted=_least_of(over), row=over.id)
            continue
        if tells(answer, one):
            telling = True
            yield _conditional(answer, one, zone, past=past)
        elif days and limit * days >= answer.people.high:
            yield say("deciding.no-limit", rate=limit, assumption=assumption)
        elif days:
            yield say("deciding.no-lower", rate=limit, assumption=assumption, most=answer.at_most)
        if over is not None and days:
            who = counter_text(over)
            yield say("deciding.broken-by-party", rate=limit, counted=_least_of(over), row=over.id, who=who)
    if telling:
        yield say("deciding.no-proof")


def _least_of(row: Precedent) -> int:
    return math.floor(row.per_day.low) if row.per_day else 0


def is_broken(found: CaseInRecord, limit: int) -> bool:
    """Whether a count of the case itself by the deadline, by others than a party to the conflict, is over a limit."""
    over = counted_over(found, limit)
    return over is not None and over.claimant_is_party == "no"


def counted_over(found: CaseInRecord, limit: int) -> Precedent | None:
    """The highest count of the case itself by the deadline that is over a limit by its low end; ``None`` of none.

    One by somebody else than a party to the conflict comes before all that a party gives, which break no limit.
    """
    rows = [row for row in found.counted if row.per_day is not None and row.per_day.low > limit]
    return max(rows, key=lambda row: (row.claimant_is_party == "no", _least_of(row)), default=None)


def _conditional(answer: Proved, one: Conditional, zone: ZoneInfo, *, past: bool) -> Message:
    left: Message | None = None
    if one.rung.could_not_leave:
        stuck = one.rung.could_not_leave
        left = say("deciding.left-then", stuck=stuck) if past else say("deciding.left", stuck=stuck)
    by, inside = answer.deadline.astimezone(zone), Amount(answer.people.low, answer.people.high)
    rate, assumption, most = one.condition.limit, one.condition.assumption, one.rung.at_most
    if past:
        return say("deciding.if-then", rate=rate, assumption=assumption, most=most, inside=inside, by=by, left=left)
    return say("deciding.if", rate=rate, assumption=assumption, most=most, inside=inside, by=by, left=left)


def tells(answer: Proved, one: Conditional) -> bool:
    """Whether a conditional bound says more than the answer does without it."""
    return one.rung.at_most < answer.at_most or one.rung.could_not_leave > answer.could_not_leave


def three_figures(answer: Proved, found: CaseInRecord) -> list[tuple[str, str, str]]:
    """Needed, documented and counted, persons a calendar day and crossing: what it is, the figure, what it rests on."""
    first = next((one for one in answer.needed if one.hours == "longest"), None)
    need = None if first is None else first.whole_per_crossing_day
    known, counted = on_record_and_counted(found)
    rows = [row for row in found.counted if row.per_day is not None]
    return [
        (
            "needed",
            "nothing is open" if need is None else rate_text(Rate(need, need)),
            "" if first is None else f"for {first.people:,} people, {many(first.crossing_days, 'crossing-day')}",
        ),
        ("on record, median to highest", known, f"{many(found.chosen.events, 'event')} before the case began"),
        ("counted by the deadline", counted, many(len(rows), "count") if rows else _besides(found)),
    ]


def _besides(found: CaseInRecord) -> str:
    """What there is where nobody counted by day and crossing."""
    more = [
        many(len(found.told), "count") if found.told else "",
        many(found.in_ledger, "statement") if found.in_ledger else "",
    ]
    said = " and ".join(filter(None, more))
    return f"by day and crossing; otherwise {said}" if said else "by day and crossing"


def on_record_and_counted(found: CaseInRecord) -> tuple[str, str]:
    """The two figures that the record has: what is documented, and what was counted by the deadline."""
    ends, counted = ends_of(found.chosen.rows, a_day), found.counted_rate
    known = "nothing" if ends is None else rate_text(Rate(ends.mid.median, ends.high.highest))
    return known, "nobody counted" if counted is None else rate_text(counted)
