"""Counts of people who left, as they were told: how many, of whom, through what, in which time.

A time given to the day only is taken as wide as it may be, so that nothing contradicts by the hour of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from geleit.messages import Amount, words
from geleit.model.case import Case
from geleit.model.finding import Evidence, Says
from geleit.model.statement import Stage, Statement
from geleit.model.units import HOUSEHOLDS, PEOPLE
from geleit.model.window import Window

EVERYONE = frozenset({"", "people", "all", "everyone"})
"""What ``whom`` says where nobody is left out."""


@dataclass(frozen=True)
class ReportedCount:
    """A count of people who left.

    Parameters
    ----------
    statement
        The statement; of a figure that follows from others, the one of the total.
    low, high
        People, ``high`` is ``None`` where nothing limits it.
    since
        From when on they are counted.
    until
        The earliest and the latest time until which they may be counted.
    exits
        Ids of the exits they left through; ``None`` for whichever.
    whom
        Who is counted; empty for everyone.
    voice
        Party of the speaker, or the speaker: figures of one voice have to agree.
    derived
        The figures it follows from, the later ones taken from the first; or empty.
    from_start
        Whether it counts from the start of the case on: who arrives later may have departed long before.
    """

    statement: Statement
    low: float
    high: float | None
    since: datetime
    until: tuple[datetime, datetime]
    exits: frozenset[str] | None
    whom: str
    stage: Stage
    voice: str
    derived: tuple[float, ...] = ()
    from_start: bool = False

    @property
    def people(self) -> Amount:
        """How many people."""
        return Amount(self.low, self.high)

    def within(self, other: ReportedCount) -> bool:
        """Whether everyone counted here is certainly counted there too."""
        return (
            other.since <= self.since
            and self.until[1] <= other.until[0]
            and (other.exits is None or (self.exits is not None and self.exits <= other.exits))
            and other.whom in ("", self.whom)
            and (other.stage == self.stage or (self.stage == "arrived" and other.from_start))
        )

    def against(self, other: ReportedCount) -> bool:
        """Whether both cannot be true."""
        return (self.within(other) and _less(other, self)) or (other.within(self) and _less(self, other))

    def with_(self, other: ReportedCount) -> bool:
        """Whether the other counts the same people and comes to about the same, so that it bears this one out.

        A figure without an upper limit, such as *more than 5*, bears out none that has one.
        """
        same = self.exits == other.exits and self.whom == other.whom and self.stage == other.stage
        together = self.since == other.since and self.until[0] <= other.until[1] and other.until[0] <= self.until[1]
        return same and together and alike((self.low, self.high), (other.low, other.high))


def alike(one: tuple[float, float | None], other: tuple[float, float | None]) -> bool:
    """Whether the other figure, least and most, bears the one out: it overlaps, and it limits what the one limits."""
    (low, high), (least, most) = one, other
    if high is None:
        return least >= low
    return most is not None and low <= most and least <= high


def standing(case: Case) -> tuple[Statement, ...]:
    """The statements that still stand: what the same voice corrected is left out."""
    known = {statement.id: statement for statement in case.statements}
    withdrawn = {
        statement.corrects
        for statement in case.statements
        if statement.corrects in known and voice_of(known[statement.corrects]) == voice_of(statement)
    }
    return tuple(statement for statement in case.statements if statement.id not in withdrawn)


def parts_in(case: Case) -> dict[str, tuple[Statement, ...]]:
    """The parts of each total, all of which still stand; a correction takes the place of what it corrects."""
    known = {statement.id: statement for statement in case.statements}
    stand = standing(case)

    def earlier(statement: Statement) -> Iterator[Statement]:
        yield statement
        while (former := known.get(statement.corrects)) is not None and voice_of(former) == voice_of(statement):
            statement = former
            yield statement

    now = {former.id: statement.id for statement in stand for former in earlier(statement)}
    found: dict[str, list[Statement]] = {}
    for statement in stand:
        total = next((former.part_of for former in earlier(statement) if former.part_of), "")
        if total:
            found.setdefault(now.get(total, total), []).append(statement)
    return {total: tuple(parts) for total, parts in found.items()}


def latest_of(case: Case, statement: Statement) -> Statement:
    """What a voice has made of its statement by its last correction; the statement itself where there is none."""
    later = {c.corrects: c for c in reversed(case.statements) if c.corrects and voice_of(c) == voice_of(statement)}
    while statement.id in later:
        statement = later[statement.id]
    return statement


def reported_in(case: Case) -> tuple[ReportedCount, ...]:
    """Every count of people who left that still stands."""
    found = (reported_of(case, statement) for statement in standing(case))
    return tuple(reported for reported in found if reported is not None)


def reported_of(case: Case, statement: Statement) -> ReportedCount | None:
    """A statement as a count; ``None`` where it is none, or its unit does not count people."""
    if statement.asserts != "people-left" or statement.quantity is None:
        return None
    low, high, unit = statement.quantity.low, statement.quantity.high, statement.quantity.unit.casefold()
    if high > 0 and unit not in PEOPLE | HOUSEHOLDS:
        return None
    whom = statement.whom.casefold()
    return ReportedCount(
        statement=statement,
        low=low,
        high=None if statement.or_more or (high > 0 and unit in HOUSEHOLDS) else high,
        since=statement.since or case.period.start,
        until=until_of(case, statement),
        exits=frozenset(exits_about(case, statement)) if statement.about else None,
        whom="" if whom in EVERYONE else whom,
        stage=statement.stage,
        voice=voice_of(statement),
        from_start=statement.since is None or statement.since <= case.period.start,
    )


def until_of(case: Case, statement: Statement) -> tuple[datetime, datetime]:
    """The earliest and the latest time until which a statement may speak: until it was made, unless it says."""
    if statement.until is not None:
        return statement.until, statement.until
    if statement.at is None:
        return case.period.start, case.period.end
    to_the_day = statement.at.astimezone(case.zone).time() == time()
    return statement.at, day_of(case, statement.at).end if to_the_day else statement.at


def day_or_moment(case: Case, at: datetime) -> Window:
    """The day that a time stands for that was given to the day, or a moment."""
    if at.astimezone(case.zone).time() == time():
        return day_of(case, at)
    return Window(at, at + timedelta(seconds=1))


def day_of(case: Case, at: datetime) -> Window:
    """The day, by the clock of the place, in which a time lies."""
    midnight = at.astimezone(case.zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    start, end = (day.replace(tzinfo=case.zone) for day in (midnight, midnight + timedelta(days=1)))
    return Window(start, end)


def moment_of(case: Case, statement: Statement) -> Window | None:
    """The time of which a statement says how things are: its own, or the day or moment at which it was made."""
    start, end = until_of(case, statement)
    if statement.since is not None:
        start = statement.since
    elif statement.at is None and statement.until is None:
        return None
    elif statement.until is not None:
        start = (
            statement.at
            if statement.at is not None and statement.at < statement.until
            else statement.until - timedelta(seconds=1)
        )
    elif start == end:
        end = start + timedelta(seconds=1)
    return Window(start, end) if start < end else None


def exits_about(case: Case, statement: Statement) -> tuple[str, ...]:
    """Ids of the exits that a statement is about: of its corridor, itself, or all."""
    if not statement.about:
        return tuple(x.id for x in case.exits)
    return tuple(x.id for x in case.exits if statement.about in (x.corridor, x.id))


def voice_of(statement: Statement) -> str:
    """Whose figures have to agree with each other."""
    return statement.party or statement.speaker.casefold()


def spoken(says: Says, statement: Statement) -> Evidence:
    """A statement as evidence."""
    return Evidence(says, words(statement.words), statement.speaker, statement.source, statement.at)


def packed(parts: Iterable[ReportedCount]) -> list[ReportedCount]:
    """Parts of which no two can overlap, of the greatest sum of their low ends: weighted interval scheduling."""
    rows = sorted(parts, key=lambda t: t.until[1])
    best: list[tuple[float, list[ReportedCount]]] = [(0.0, [])]
    for number, row in enumerate(rows):
        before = next((k for k in range(number, 0, -1) if rows[k - 1].until[1] <= row.since), 0)
        with_it = (best[before][0] + row.low, [*best[before][1], row])
        best.append(max(with_it, best[number], key=lambda found: found[0]))  # days of nobody count too
    return best[-1][1]


def _less(one: ReportedCount, other: ReportedCount) -> bool:
    """Whether the one is certainly less than the other."""
    return one.high is not None and one.high < other.low
