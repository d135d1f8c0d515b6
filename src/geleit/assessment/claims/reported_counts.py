"""Counts of people who left, as they were told: how many, of whom, through what, in which time.

A time given to the day only is taken as wide as it may be, so that nothing contradicts by the hour of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from geleit.assessment.claims.figure_words import figure_is_a_rate, figure_is_loose
from geleit.assessment.claims.voices import same_side, voice_of
from geleit.assessment.day_words import names_a_day, speaks_of_what_comes
from geleit.messages import Amount
from geleit.model.case import Case
from geleit.model.finding import OPERATION
from geleit.model.statement import Means, Stage, Statement
from geleit.model.units import HOUSEHOLDS, PEOPLE
from geleit.model.window import Window

_KINDS = {"civilian": "civilians", "civilians": "civilians", "fighter": "fighters", "fighters": "fighters"}
"""Whom a unit counts, where it counts not just people."""
EVERYONE = frozenset({"people", "all", "everyone"})
"""What ``whom`` says where nobody is left out; where it says nothing, that is not known."""
ABOUT = 0.25
"""Share by which the ends of a range that bears out a figure may lie beyond it (an assumption)."""
Gap = Literal["about", "whom", "since", "by", "day", "figure", "rate", "ahead"]
"""What a statement may leave open: where, who, from when on, how, which day its words mean, how many exactly, whether a
figure is for each day, and whether it tells of what had been when it was said."""


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
        Ids of the exits they left through, of a corridor without exits its own; ``None`` where it is not said.
    whole
        Whether it counts all corridors and exits.
    whom
        Who is counted, ``everyone`` where nobody is left out; empty where it is not said.
    by
        How they left; empty where it is not said.
    gaps
        What it leaves open.
    voice
        Whose figures have to agree with it.
    derived
        The figures it follows from, the later ones taken from the first; or empty.
    from_start
        Whether it counts all since the beginning: who arrives later may have departed long before.
    """

    statement: Statement
    low: float
    high: float | None
    since: datetime
    until: tuple[datetime, datetime]
    exits: frozenset[str] | None
    whole: bool
    whom: str
    by: Means | Literal[""]
    gaps: frozenset[Gap]
    stage: Stage
    voice: str
    derived: tuple[float, ...] = ()
    from_start: bool = False

    @property
    def people(self) -> Amount:
        """How many people."""
        return Amount(self.low, self.high)

    def within(self, other: ReportedCount) -> bool:
        """Whether everyone counted here is certainly counted there too: nothing that could change that is left open."""
        return (
            not self.gaps
            and not other.gaps
            and self.in_time_of(other)
            and self.exits is not None
            and (other.whole or (other.exits is not None and self.exits <= other.exits))
            and other.whom in (self.whom, "everyone")
            and other.by in (self.by, "any")
            and "return" not in (self.by, other.by)
            and (other.stage == self.stage or (self.stage == "arrived" and other.from_start))
        )

    def in_time_of(self, other: ReportedCount) -> bool:
        """Whether its time certainly lies within the other's."""
        return other.since <= self.since and self.until[1] <= other.until[0]

    def like(self, other: ReportedCount) -> bool:
        """Whether both count the same people at the same place, whatever the time, as far as they say."""
        return (self.exits, self.whole, self.whom, self.by, self.stage) == (
            other.exits, other.whole, other.whom, other.by, other.stage,
        )  # fmt: skip

    def against(self, other: ReportedCount) -> bool:
        """Whether both cannot be true."""
        return (self.within(other) and _less(other, self)) or (other.within(self) and _less(self, other))

    def with_(self, other: ReportedCount) -> bool:
        """Whether the other counts the same people and comes to about the same, so that it bears this one out.

        A figure without an upper limit, such as *more than 5*, bears out none that has one.
        """
        told = not (self.gaps | other.gaps) and "return" not in (self.by, other.by)
        together = self.since == other.since and _meet(self.until, other.until)
        if not (told and together and self.like(other)) or self.of_households != other.of_households:
            return False
        if other.statement.until is not None and other.until[0] < self.until[0]:
            return False  # told before its time was over: it may have become more
        return alike(self._told(), other._told())

    @property
    def of_households(self) -> bool:
        """Whether it counts families: people cannot bear them out, nor they people."""
        return self.statement.quantity is not None and self.statement.quantity.unit.casefold() in HOUSEHOLDS

    def _told(self) -> tuple[float, float | None]:
        """The figure as it was told, of families if it counts them."""
        said = self.statement.quantity
        if self.of_households and said is not None:
            return said.low, None if self.statement.or_more else said.high
        return self.low, self.high


def alike(one: tuple[float, float | None], other: tuple[float, float | None]) -> bool:
    """Whether the other figure, least and most, bears the one out: it overlaps, and it limits what the one limits.

    A range that reaches far beyond the one (:data:`ABOUT`) says as much of quite other figures, and bears none out.
    """
    (low, high), (least, most) = one, other
    if high is None:
        return least >= low
    if most is None or most < low or least > high:
        return False
    return least >= low * (1 - ABOUT) and most <= high * (1 + ABOUT)


def standing(case: Case) -> tuple[Statement, ...]:
    """The statements that still stand: what the same voice corrected is left out."""
    known = {statement.id: statement for statement in case.statements}
    withdrawn = {
        statement.corrects
        for statement in case.statements
        if statement.corrects in known and same_side(case, known[statement.corrects], statement)
    }
    return tuple(statement for statement in case.statements if statement.id not in withdrawn)


def parts_in(case: Case) -> dict[str, tuple[Statement, ...]]:
    """The parts of each total, all of which still stand; a correction takes the place of what it corrects."""
    known = {statement.id: statement for statement in case.statements}
    stand = standing(case)

    def earlier(statement: Statement) -> Iterator[Statement]:
        yield statement
        while (former := known.get(statement.corrects)) is not None and same_side(case, former, statement):
            statement = former
            yield statement

    now = {former.id: statement.id for statement in stand for former in earlier(statement)}
    found: dict[str, list[Statement]] = {}
    for statement in stand:
        total = next((former.part_of for former in earlier(statement) if former.part_of), "")
        if total:
            found.setdefault(now.get(total, total), []).append(statement)
    return {total: tuple(parts) for total, parts in found.items()}


def reported_in(case: Case) -> tuple[ReportedCount, ...]:
    """Every count of people who left that still stands."""
    found = (reported_of(case, statement) for statement in standing(case))
    return tuple(reported for reported in found if reported is not None)


def reported_of(case: Case, statement: Statement) -> ReportedCount | None:
    """A statement as a count; ``None`` where it is none, or its unit does not count people."""
    if statement.asserts != "people-left" or statement.quantity is None:
        return None
    low, high, unit = statement.quantity.low, statement.quantity.high, statement.quantity.unit.casefold()
    if unit not in PEOPLE | HOUSEHOLDS:
        return None
    total = statement.extent == "total"
    return ReportedCount(
        statement=statement,
        low=low,
        high=None if statement.or_more or unit in HOUSEHOLDS else high,
        since=statement.since or case.period.start,
        until=until_of(case, statement),
        exits=_places(case, statement) if statement.about else None,
        whole=OPERATION in statement.subjects,
        whom=whom_of(statement),
        by=statement.by,
        gaps=gaps_of(case, statement),
        stage=statement.stage,
        voice=voice_of(case, statement),
        from_start=total and (statement.since is None or statement.since <= case.period.start),
    )


def gaps_of(case: Case, statement: Statement) -> frozenset[Gap]:
    """What a count leaves open that can change what it means."""
    gaps = {*figure_gaps_of(case, statement)}
    if not statement.about:
        gaps.add("about")
    if not whom_of(statement):
        gaps.add("whom")
    if not statement.by:
        gaps.add("by")
    if statement.since is None and statement.extent != "total":
        gaps.add("day" if names_a_day(statement) else "since")
    return frozenset(gaps)


def figure_gaps_of(case: Case, statement: Statement) -> frozenset[Gap]:
    """What a figure leaves open by its words, and by when it was said."""
    gaps: set[Gap] = set()
    if figure_is_loose(statement):
        gaps.add("figure")
    if figure_is_a_rate(statement):
        gaps.add("rate")
    if lies_ahead(case, statement):
        gaps.add("ahead")
    return frozenset(gaps)


def lies_ahead(case: Case, statement: Statement) -> bool:
    """Whether a statement speaks of what was to come when it was made: by its words, or by its time.

    What is said on a day is of that day, though it is not over.
    """
    made = made_by(case, statement)
    if made is None:
        return speaks_of_what_comes(statement)
    begun = statement.since is None or statement.since < made
    last_day = None if statement.until is None else day_of(case, statement.until - timedelta(microseconds=1))
    return not begun or (last_day is not None and made < last_day.start) or speaks_of_what_comes(statement)


def made_by(case: Case, statement: Statement) -> datetime | None:
    """The latest time at which a statement can have been made."""
    if statement.at is None:
        return None
    to_the_day = statement.at.astimezone(case.zone).time() == time()
    return day_of(case, statement.at).end if to_the_day else statement.at


def whom_of(statement: Statement) -> str:
    """Who is counted, ``everyone`` where nobody is left out; empty where it is not said, or its unit says otherwise."""
    whom = statement.whom.casefold()
    unit = _KINDS.get(statement.quantity.unit.casefold(), "") if statement.quantity else ""
    if unit and whom in {"", *EVERYONE}:
        return unit
    if unit and whom in {*_KINDS.values()} - {unit}:
        return ""
    return "everyone" if whom in EVERYONE else whom


def _places(case: Case, statement: Statement) -> frozenset[str]:
    """Ids of the exits it is about, and of what has none."""
    exits = exits_about(case, statement)
    known = {name for x in case.exits for name in (x.id, x.corridor)}
    return frozenset((*exits, *(name for name in statement.subjects if name not in known)))


def until_of(case: Case, statement: Statement) -> tuple[datetime, datetime]:
    """The earliest and the latest time until which a statement may speak: until it was made, unless it says.

    What was said before that time was over may be no more than what had been until then.
    """
    made = made_by(case, statement)
    if statement.at is None or made is None:
        return (statement.until, statement.until) if statement.until else (case.period.start, case.period.end)
    if statement.until is None:
        return statement.at, made
    return statement.at if made < statement.until else statement.until, statement.until


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


def exits_about(case: Case, statement: Statement) -> tuple[str, ...]:
    """Ids of the exits that a statement is about: of its corridors, themselves, or all."""
    subjects = {*statement.subjects}
    if not subjects or OPERATION in subjects:
        return tuple(x.id for x in case.exits)
    return tuple(x.id for x in case.exits if {x.corridor, x.id} & subjects)


def packed(parts: Iterable[ReportedCount]) -> list[ReportedCount]:
    """Parts of which no two can overlap, of the greatest sum of their low ends: weighted interval scheduling."""
    rows = sorted(parts, key=lambda t: t.until[1])
    best: list[tuple[float, list[ReportedCount]]] = [(0.0, [])]
    for number, row in enumerate(rows):
        before = next((k for k in range(number, 0, -1) if rows[k - 1].until[1] <= row.since), 0)
        with_it = (best[before][0] + row.low, [*best[before][1], row])
        best.append(max(with_it, best[number], key=lambda found: found[0]))  # days of nobody count too
    return best[-1][1]


def _meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Whether two times, each known only to lie in some time, may be the same; a day and the midnight before it not."""
    if one[0] == one[1] and other[0] == other[1]:
        return one == other
    return (one[0] < other[1] and other[0] < one[1]) or one[1] == other[1]


def _less(one: ReportedCount, other: ReportedCount) -> bool:
    """Whether the one is certainly less than the other."""
    return one.high is not None and one.high < other.low
