"""What of rows that a user adds deserves a second look: named by row, and nothing is dropped for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from geleit.model.announcement import Announcement
from geleit.model.precedent import ENEMY, EVERY_PERSON, Precedent, is_day
from geleit.record.about_case import HOURS_A_DAY
from geleit.record.announced import ANNOUNCED, COUNTED
from geleit.record.selection import COMPARED, is_over, last_day

SUSTAINED_DATES = 3
"""Dates from which something is sustained."""
_DAY = len("2016-07-28")


class Doubt(NamedTuple):
    """What to look at again.

    Parameters
    ----------
    row
        Id of the row.
    text
        What about it.
    """

    row: str
    text: str


def doubts_about(
    added: Sequence[Precedent], known: Sequence[Precedent], own: Collection[str] = (), before: str = ""
) -> tuple[Doubt, ...]:
    """What of added rows of crossings to look at again.

    Parameters
    ----------
    added
        Rows of a user.
    known
        Rows of the record.
    own
        Events that are the case itself.
    before
        The day (ISO 8601) by which a row has to be over to be counted; empty for none.
    """
    ids = {row.id for row in known}
    alone = [
        Doubt(row.id, text)
        for row in added
        for text in (
            *_named(known=row.id in ids, own=row.event in own),
            *_later(over=is_over(row, before), own=row.event in own, before=before),
            *_counted(row),
            *_odd(row),
        )
    ]
    return (*alone, *_told_twice(added, known))


def doubts_about_announcements(
    added: Sequence[Announcement],
    known: Sequence[Announcement],
    events: Collection[str],
    own: Collection[str] = (),
    before: str = "",
) -> tuple[Doubt, ...]:
    """What of added announcements to look at again.

    Parameters
    ----------
    added
        Rows of a user.
    known
        Rows of the record.
    events
        All events of crossings, with those that the user adds.
    own
        Events that are the case itself.
    before
        The day (ISO 8601) before which it has to be announced to be counted; empty for none.
    """
    ids = {row.id for row in known}
    of_case = {row.id for row in added if not {row.event, *row.own_precedents}.isdisjoint(own)}
    alone = [
        Doubt(row.id, text)
        for row in added
        for text in (
            *_named(known=row.id in ids, own=row.id in of_case),
            *_later(over=not before or row.day < before, own=row.id in of_case, before=before),
            *_asked(row),
            *_gone(row),
            *(f"no event of crossings is called {name!r:.80}" for name in row.own_precedents if name not in events),
        )
    ]
    return (*alone, *_announced_twice(added, known))


def _named(known: bool, own: bool) -> Iterator[str]:
    if known:
        yield "the record has a row of this id: both are counted; strike its event, or rename yours"
    if own:
        yield "its event is the case itself: it is shown, and counted nowhere"


def _later(over: bool, own: bool, before: str) -> Iterator[str]:
    if not over and not own:
        yield f"it is no earlier than {before}, from which on nothing was on record: it is told apart, as later"


def _counted(row: Precedent) -> Iterator[str]:
    """Whether it gives a rate, and who counted."""
    if row.per_day is None and row.per_hour is None:
        lacking = "crossings" if row.crossings_low is None else "hours or days"
        yield (
            f"no rate: the number of {lacking} is not known; it is among the rows and events, those who counted and "
            "what held the flow, and in no figure a day or an hour"
        )
    if row.whose_crossing == ENEMY:
        yield "a party tells of its enemy's crossing: it is shown apart, and counted in no figure"
    elif row.whose_crossing == "own":
        yield "a party counted at its own crossing, which is no neutral count"
    elif row.claimant_is_party in ("yes", "mixed"):
        yield "counted by a party: whose_crossing does not say whether at its own crossing, or of its enemy's"
    if row.whose_crossing == ENEMY and row.claimant_is_party == "no":
        yield "whose_crossing is 'enemy', and who counted is called no party"
    if row.claimant_is_party == "unknown":
        yield "whether who counted is a party is not said"


def _odd(row: Precedent) -> Iterator[str]:
    """What of a row does not fit its dates or itself."""
    if len(row.date_from) == len(row.date_to) == len("2016-07-28"):
        dates = (date.fromisoformat(row.date_to) - date.fromisoformat(row.date_from)).days + 1
        if row.span != "avg_day" and row.days_low is not None and row.days_low < dates - 1:
            yield f"its count is spread over {row.days_low:g} days, and its dates are {dates}"
        if row.hours_high is not None and row.span != "avg_day" and row.hours_high > HOURS_A_DAY * (dates + 1):
            yield f"{row.hours_high:g} hours do not fit into its {dates} dates"
        if row.sustained and row.span != "avg_day" and dates < SUSTAINED_DATES:
            yield f"it is called sustained, and its dates are {dates}: three or more are"
    if row.mode_class == "foot, unchecked" and row.screening == EVERY_PERSON:
        yield "it is called unchecked, and each person screened"


def _asked(row: Announcement) -> Iterator[str]:
    """Whether it asks for something that can be held against the record, and is counted."""
    given = {"people": row.people, "ways": row.ways_low, "days": row.days_low}
    if lacking := [name for name, value in given.items() if value is None]:
        yield f"no need: {' and '.join(lacking)} are not known; kept, and held against nothing"
    elif row.people is not None and row.people.low == 0:
        yield "its fewest people are none: every crossing reaches such a need"
    elif row.days_basis != ANNOUNCED:
        yield f"its days are not said to be {ANNOUNCED}: it is shown, and not counted among those with a need"
    if row.announcer_is_party != "yes":
        yield "who announced it is no party to the conflict: it is shown, and not counted"
    if row.use not in COUNTED:
        yield f"its use is {row.use!r}: it is shown, and not counted"
    if (until := _until(row)) and until < row.day:
        yield f"it is in force until {until}, and was announced on {row.day}"


def _gone(row: Announcement) -> Iterator[str]:
    """Whether the count of who left fits the people, and is of the time given."""
    if row.left is not None and row.people is not None and row.left.low > row.people.high:
        yield f"{row.left.low:,.0f} are counted as gone, and {row.people.high:,.0f} were told to leave"
    if row.left is not None and row.left_in_time in ("", "unknown"):
        yield "whether the count of who left is of the time given is not said: it is shown, and not counted"
    if row.left is not None and not row.left_claimant:
        yield "who counted those who left is not said"
    elif row.left is not None and row.left_claimant_is_party == "unknown":
        yield "whether who counted those who left is a party is not said"


class _Dated(NamedTuple):
    """A row with its days: in order of the first one, and of equals as they were entered."""

    first: str
    order: int
    last: str
    row: str
    mine: bool
    where: str


def _told_twice(added: Sequence[Precedent], known: Sequence[Precedent]) -> Iterator[Doubt]:
    """Rows that count the same people again."""
    same: dict[tuple[str, str, str, float], dict[str, str]] = defaultdict(dict)
    dated = _by_event((row.event for row in added), added, known)
    named = set[str]()
    for rows in dated.values():
        for mine, row in rows:
            if row.use not in COMPARED:
                continue
            crossings = same[row.event, row.date_from, row.date_to, row.people_likely]
            if row.crossing:
                other = crossings.get(row.crossing) or crossings.get("")
            else:
                other = next(iter(crossings.values()), None)
            crossings.setdefault(row.crossing, row.id)
            if mine and other is not None:
                named.add(row.id)
                yield Doubt(row.id, f"the same count twice as {other}: {_ONE}")
        several = (
            _Dated(row.date_from.ljust(_DAY, "-"), number, last_day(row), row.id, mine, row.crossing)
            for number, (mine, row) in enumerate(rows)
            if row.use in COMPARED
        )
        for row_id, other in _overlaps(several):
            if row_id not in named:
                named.add(row_id)
                yield Doubt(row_id, f"its days overlap with those of {other}: {_ONE}")


_ONE = "of counts of the same people use 'ref' for one, 'dup' for the others"


def _announced_twice(added: Sequence[Announcement], known: Sequence[Announcement]) -> Iterator[Doubt]:
    """Rows that tell of an announcement again, or of one whose time overlaps."""
    first: dict[str, str] = {}
    named = set[str]()
    for mine, row in (*((False, row) for row in known), *((True, row) for row in added)):
        if row.use not in COUNTED:
            continue
        other = first.setdefault(row.announcement, row.id)
        if mine and other != row.id:
            named.add(row.id)
            yield Doubt(row.id, f"the same announcement twice as {other}, which is counted: {_ALT}")
    for rows in _by_event((row.event for row in added), added, known).values():
        several = (
            _Dated(row.day.ljust(_DAY, "-"), number, (_until(row) or row.day).ljust(_DAY, "~"), row.id, mine, "")
            for number, (mine, row) in enumerate(rows)
            if row.use in COUNTED
        )
        for row_id, other in _overlaps(several):
            if row_id not in named:
                named.add(row_id)
                yield Doubt(row_id, f"its time overlaps with that of {other}, of the same event: {_ALT}")


_ALT = "give accounts of one announcement the same 'announcement', and use 'alt' for all but one"


def _until(row: Announcement) -> str:
    """The day until which it is in force; empty where none is known."""
    day = row.in_force_until[:_DAY]
    return day if day and is_day(day) else ""


def _by_event(events: Iterable[str], added: Sequence[Any], known: Sequence[Any]) -> dict[str, list[tuple[bool, Any]]]:
    """The rows of some events: those of the record before those of the user, which are marked."""
    found: dict[str, list[tuple[bool, Any]]] = {event: [] for event in events}
    for mine, rows in ((False, known), (True, added)):
        for row in rows:
            if row.event in found:
                found[row.event].append((mine, row))
    return found


def _overlaps(rows: Iterable[_Dated]) -> Iterator[tuple[str, str]]:
    """Each row of a user that shares a day with another, and the other; only the later one of two of the user.

    Of those that began before, whichever lasts longest is looked at: at the same place, and where one of the two has
    none at any.
    """
    longest: dict[str, _Dated] = {}
    of_all: _Dated | None = None
    for row in sorted(rows):
        others = [of_all] if not row.where else [longest.get(row.where), longest.get("")]
        other = next((one for one in others if one is not None and one.last >= row.first), None)
        if other is not None and (row.mine or other.mine):
            yield (row.row, other.row) if row.mine else (other.row, row.row)
        if row.where not in longest or longest[row.where].last < row.last:
            longest[row.where] = row
        if of_all is None or of_all.last < row.last:
            of_all = row
