"""Counts of people who left, as they were told: how many, of whom, through what, in which time.

A time given to the day only is taken as wide as it may be, so that nothing contradicts by the hour of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from geleit.model.case import Case
from geleit.model.finding import Evidence, Says
from geleit.model.statement import Claim, Stage
from geleit.model.window import Window

PEOPLE = frozenset({"people", "persons", "person", "civilians", "civilian", "fighters", "fighter"})
"""Units that count people."""
EVERYONE = frozenset({"", "people", "all", "everyone"})
"""What ``whom`` says where nobody is left out."""
HOUSEHOLDS = frozenset({"families", "family", "households", "household"})
"""Units of which each is one person or more."""


@dataclass(frozen=True)
class Told:
    """A count of people who left.

    Parameters
    ----------
    claim
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
        How it follows from other figures, or empty.
    from_start
        Whether it counts from the start of the case on: who arrives later may have departed long before.
    """

    claim: Claim
    low: float
    high: float | None
    since: datetime
    until: tuple[datetime, datetime]
    exits: frozenset[str] | None
    whom: str
    stage: Stage
    voice: str
    derived: str = ""
    from_start: bool = False

    def within(self, other: Told) -> bool:
        """Whether everyone counted here is certainly counted there too."""
        return (
            other.since <= self.since
            and self.until[1] <= other.until[0]
            and (other.exits is None or (self.exits is not None and self.exits <= other.exits))
            and other.whom in ("", self.whom)
            and (other.stage == self.stage or (self.stage == "arrived" and other.from_start))
        )

    def against(self, other: Told) -> bool:
        """Whether both cannot be true."""
        return (self.within(other) and _less(other, self)) or (other.within(self) and _less(self, other))

    def with_(self, other: Told) -> bool:
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


def standing(case: Case) -> tuple[Claim, ...]:
    """The statements that still stand: what the same voice corrected is left out."""
    known = {claim.id: claim for claim in case.statements}
    withdrawn = {
        claim.corrects
        for claim in case.statements
        if claim.corrects in known and voice_of(known[claim.corrects]) == voice_of(claim)
    }
    return tuple(claim for claim in case.statements if claim.id not in withdrawn)


def parts_in(case: Case) -> dict[str, tuple[Claim, ...]]:
    """The parts of each total, all of which still stand; a correction takes the place of what it corrects."""
    known = {claim.id: claim for claim in case.statements}
    stand = standing(case)

    def earlier(claim: Claim) -> Iterator[Claim]:
        yield claim
        while (former := known.get(claim.corrects)) is not None and voice_of(former) == voice_of(claim):
            claim = former
            yield claim

    now = {former.id: claim.id for claim in stand for former in earlier(claim)}
    found: dict[str, list[Claim]] = {}
    for claim in stand:
        total = next((former.part_of for former in earlier(claim) if former.part_of), "")
        if total:
            found.setdefault(now.get(total, total), []).append(claim)
    return {total: tuple(parts) for total, parts in found.items()}


def latest_of(case: Case, claim: Claim) -> Claim:
    """What a voice has made of its statement by its last correction; the statement itself where there is none."""
    later = {c.corrects: c for c in reversed(case.statements) if c.corrects and voice_of(c) == voice_of(claim)}
    while claim.id in later:
        claim = later[claim.id]
    return claim


def told_in(case: Case) -> tuple[Told, ...]:
    """Every count of people who left that still stands."""
    found = (told_of(case, claim) for claim in standing(case))
    return tuple(told for told in found if told is not None)


def told_of(case: Case, claim: Claim) -> Told | None:
    """A statement as a count; ``None`` where it is none, or its unit does not count people."""
    if claim.asserts != "people-left" or claim.quantity is None:
        return None
    low, high, unit = claim.quantity.low, claim.quantity.high, claim.quantity.unit.casefold()
    if high > 0 and unit not in PEOPLE | HOUSEHOLDS:
        return None
    whom = claim.whom.casefold()
    return Told(
        claim=claim,
        low=low,
        high=None if claim.or_more or (high > 0 and unit in HOUSEHOLDS) else high,
        since=claim.since or case.period.start,
        until=until_of(case, claim),
        exits=frozenset(exits_about(case, claim)) if claim.about else None,
        whom="" if whom in EVERYONE else whom,
        stage=claim.stage,
        voice=voice_of(claim),
        from_start=claim.since is None or claim.since <= case.period.start,
    )


def until_of(case: Case, claim: Claim) -> tuple[datetime, datetime]:
    """The earliest and the latest time until which a statement may speak: until it was made, unless it says."""
    if claim.until is not None:
        return claim.until, claim.until
    if claim.at is None:
        return case.period.start, case.period.end
    to_the_day = claim.at.astimezone(case.zone).time() == time()
    return claim.at, day_of(case, claim.at).end if to_the_day else claim.at


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


def moment_of(case: Case, claim: Claim) -> Window | None:
    """The time of which a statement says how things are: its own, or the day or moment at which it was made."""
    start, end = until_of(case, claim)
    if claim.since is not None:
        start = claim.since
    elif claim.at is None and claim.until is None:
        return None
    elif claim.until is not None:
        start = claim.at if claim.at is not None and claim.at < claim.until else claim.until - timedelta(seconds=1)
    elif start == end:
        end = start + timedelta(seconds=1)
    return Window(start, end) if start < end else None


def exits_about(case: Case, claim: Claim) -> tuple[str, ...]:
    """Ids of the exits that a statement is about: of its corridor, itself, or all."""
    if not claim.about:
        return tuple(x.id for x in case.exits)
    return tuple(x.id for x in case.exits if claim.about in (x.corridor, x.id))


def voice_of(claim: Claim) -> str:
    """Whose figures have to agree with each other."""
    return claim.party or claim.speaker.casefold()


def spoken(says: Says, claim: Claim) -> Evidence:
    """A statement as evidence."""
    return Evidence(says, claim.words, claim.speaker, claim.source, claim.at)


def packed(parts: Iterable[Told]) -> list[Told]:
    """Parts of which no two can overlap, of the greatest sum of their low ends: weighted interval scheduling."""
    rows = sorted(parts, key=lambda t: t.until[1])
    best: list[tuple[float, list[Told]]] = [(0.0, [])]
    for number, row in enumerate(rows):
        before = next((k for k in range(number, 0, -1) if rows[k - 1].until[1] <= row.since), 0)
        with_it = (best[before][0] + row.low, [*best[before][1], row])
        best.append(max(with_it, best[number], key=lambda found: found[0]))  # days of nobody count too
    return best[-1][1]


def _less(one: Told, other: Told) -> bool:
    """Whether the one is certainly less than the other."""
    return one.high is not None and one.high < other.low
