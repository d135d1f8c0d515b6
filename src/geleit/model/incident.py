"""Incidents, with how well their time and position are known: one by one, and many as columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.model.amount import Range
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.window import Window

LONGEST_DAY = 25 * 3600
"""Seconds of the longest day, when the clock is put back."""
_NO_SLIP = 10
"""Rows that are not all of a mistyped day."""
ROW_ID = re.compile(r".+:\d+", re.DOTALL)
"""What an incident without an id is called: the name of its file and the row."""


@dataclass(frozen=True)
class Incident:
    """Something that happened, as one claimant reports it.

    Parameters
    ----------
    start, end
        Earliest and latest time it can have happened.
    lon, lat
        Degrees (WGS 84), or ``None`` when the place is not known.
    position_error
        How far off the position may be, in metres.
    kind
        Such as ``shelling``, ``air strike``, ``sniper fire``.
    by
        Party id the claimant names, or empty.
    deaths
        People killed, or ``None`` when not said.
    """

    id: str
    start: datetime
    end: datetime
    lon: float | None
    lat: float | None
    position_error: float
    kind: str
    by: str
    deaths: Range | None
    claimant: str
    source: str
    text: str = ""


@dataclass(frozen=True)
class Monitoring:
    """How much of the time a monitor could see what happened.

    Parameters
    ----------
    claimant
        The monitor, as its incidents name it.
    windows
        When.
    access
        Share of the time, 0 to 1.
    """

    claimant: str
    windows: tuple[Window, ...]
    access: Range
    note: str = ""


@dataclass(frozen=True)
class Facility:
    """A place that a report on incidents looks at, such as a hospital; never named in what is published.

    Parameters
    ----------
    kind
        Such as ``hospital``, ``shelter``, ``water``.
    lon, lat
        Degrees (WGS 84).
    position_error
        How far off the position may be, in metres.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    position_error: float = 0.0


@dataclass(frozen=True, eq=False)
class Words:
    """Texts of a column as indices into the distinct ones.

    Parameters
    ----------
    codes
        Index into ``names``, shape ``(n,)``.
    names
        The distinct texts; may hold the empty one.
    """

    codes: Shorts
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The texts, in order of their first appearance."""
        seen: dict[str, int] = {}
        codes = [seen.setdefault(text, len(seen)) for text in texts]
        return cls(np.array(codes, dtype=np.int32), tuple(seen))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> str:
        return self.names[int(self.codes[index])]

    def at(self, rows: NDArray[np.generic]) -> Words:
        """Some of the rows."""
        return Words(self.codes[rows], self.names)

    def matches(self, wanted: Iterable[str]) -> Flags:
        """Which rows hold one of the texts, whatever their case."""
        folded = {text.casefold().strip() for text in wanted}
        hit = np.array([name.casefold().strip() in folded for name in self.names], dtype=bool)
        return np.asarray(hit[self.codes]) if len(self.names) else np.zeros(len(self), dtype=bool)

    def joined(self, others: Sequence[Words]) -> Words:
        """These rows and then the others'."""
        seen: dict[str, int] = {}
        parts = []
        for words in (self, *others):
            moved = np.array([seen.setdefault(name, len(seen)) for name in words.names], dtype=np.int32)
            parts.append(moved[words.codes] if len(words.names) else words.codes)
        return Words(np.concatenate(parts), tuple(seen))


@dataclass(frozen=True, eq=False)
class Incidents:
    """Many incidents as columns of ``n`` rows.

    Parameters
    ----------
    id, text
        Names and descriptions as their claimants have them, arrays of texts.
    start, end
        Earliest time it can have happened, and the time by which it had; seconds since 1970 (UTC). A day that is
        known to the day lasts 86,400 s, a moment 0 s.
    lon, lat
        Degrees (WGS 84), not a number where unknown.
    position_error
        How far off the position may be, in metres; infinite where nothing is known.
    events
        How many incidents the row stands for.
    deaths_low, deaths, deaths_high
        People killed, not a number where not said.
    kind
        What happened, in the claimant's words.
    side_a, side_b
        Parties to it as the claimant names them; ``side_b`` is empty or the victims where it was one-sided.
    allies
        Others who are said to have been with ``side_a``, or with a ``side_b`` that is no victim, joined by semicolons.
    claimant, source
        Who reports it, and where that stands.
    area
        District or province, or empty.
    clear
        Which are single events that their claimant could tell apart; another may be several, at other times or places.
    """

    id: NDArray[np.object_]
    text: NDArray[np.object_]
    start: Ints
    end: Ints
    lon: Floats
    lat: Floats
    position_error: Floats
    events: Ints
    deaths_low: Floats
    deaths: Floats
    deaths_high: Floats
    kind: Words
    side_a: Words
    side_b: Words
    allies: Words
    claimant: Words
    source: Words
    area: Words
    clear: Flags

    def __len__(self) -> int:
        return len(self.start)

    def at(self, rows: NDArray[np.generic]) -> Incidents:
        """Some of the rows, by index or by flag."""
        if rows.dtype == bool and rows.all():
            return self
        columns: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        some: dict[str, Any] = {name: c.at(rows) if isinstance(c, Words) else c[rows] for name, c in columns.items()}
        return Incidents(**some)

    @cached_property
    def reach(self) -> tuple[int, int]:
        """First second and last of the incidents known to the day, of all where none is; there has to be one."""
        to_the_day = self.end - self.start <= LONGEST_DAY
        some = to_the_day if to_the_day.any() else ~to_the_day
        return int(self.start[some].min()), int(self.end[some].max())

    @cached_property
    def counts_over_days(self) -> Flags:
        """Which rows are of more than a day, where rows are counts: any is of more or less than one incident."""
        long = self.end - self.start > LONGEST_DAY
        return np.asarray(long & bool((self.events[long] != 1).any()))

    @cached_property
    def repeated(self) -> Flags:
        """Which rows without an id of their own say the same as an earlier one, whatever that means."""
        again = np.zeros(len(self), dtype=bool)
        rows = [i for i, name in enumerate(self.id.tolist()) if ":" in name and ROW_ID.fullmatch(name)]
        if len(rows) < 2:
            return again
        columns = [getattr(self, f.name) for f in fields(self) if f.name != "id"]
        texts = [column.codes if isinstance(column, Words) else column for column in columns]
        # what is not a number is the same as itself
        told = [np.nan_to_num(x, nan=-1.0).tolist() if x.dtype == float else x.tolist() for x in texts]
        seen: set[tuple[object, ...]] = set()
        for i in rows:
            row = tuple(column[i] for column in told)
            again[i] = row in seen
            seen.add(row)
        return again

    @cached_property
    def not_before(self) -> date | None:
        """A day before which the file that has them was not taken: that of the tenth-last start, in UTC.

        One row alone may be of a day that was mistyped; ``None`` of fewer rows.
        """
        if len(self) < _NO_SLIP:
            return None
        return datetime.fromtimestamp(int(np.sort(self.start)[-_NO_SLIP]), UTC).date()

    def by_claimant(self) -> dict[str, Flags]:
        """Which rows each claimant reports, of those who report any."""
        flags = {name: self.claimant.codes == code for code, name in enumerate(self.claimant.names)}
        return {name: theirs for name, theirs in flags.items() if theirs.any()}

    @classmethod
    def joined(cls, parts: Sequence[Incidents]) -> Incidents:
        """All rows of several, in order."""
        if len(parts) < 2:
            return parts[0] if parts else NO_INCIDENTS
        columns: dict[str, Any] = {}
        for f in fields(cls):
            found = [getattr(part, f.name) for part in parts]
            columns[f.name] = found[0].joined(found[1:]) if isinstance(found[0], Words) else np.concatenate(found)
        return cls(**columns)

    @classmethod
    def of(cls, rows: Sequence[Incident]) -> Incidents:
        """The rows of a case's own table."""
        deaths = [row.deaths for row in rows]
        return cls(
            id=_texts(row.id for row in rows),
            text=_texts(row.text for row in rows),
            start=np.array([_seconds(row.start) for row in rows], dtype=np.int64),
            end=np.array([_seconds(row.end) for row in rows], dtype=np.int64),
            lon=np.array([np.nan if row.lon is None else row.lon for row in rows], dtype=np.float64),
            lat=np.array([np.nan if row.lat is None else row.lat for row in rows], dtype=np.float64),
            position_error=np.array([row.position_error if row.lon is not None else np.inf for row in rows]),
            events=np.ones(len(rows), dtype=np.int64),
            deaths_low=np.array([np.nan if d is None else d.low for d in deaths], dtype=np.float64),
            deaths=np.array([np.nan if d is None else d.likely for d in deaths], dtype=np.float64),
            deaths_high=np.array([np.nan if d is None else d.high for d in deaths], dtype=np.float64),
            kind=Words.of(row.kind for row in rows),
            side_a=Words.of(row.by for row in rows),
            side_b=Words.of("" for _ in rows),
            allies=Words.of("" for _ in rows),
            claimant=Words.of(row.claimant for row in rows),
            source=Words.of(row.source for row in rows),
            area=Words.of("" for _ in rows),
            clear=np.ones(len(rows), dtype=bool),
        )


def _texts(found: Iterable[str]) -> NDArray[np.object_]:
    return np.array(list(found), dtype=object)


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


NO_INCIDENTS = Incidents.of(())
