"""Half-open intervals of time, and the clock that turns them into whole seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, order=True)
class Window:
    """The time from ``start`` up to, but not including, ``end``.

    Parameters
    ----------
    start, end
        Aware datetimes.

    Raises
    ------
    ValueError
        If a time has no zone, or the window does not end after it starts.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a window needs times with a zone")
        if self.end <= self.start:
            raise ValueError(
                f"the window ends ({self.end.isoformat()}) before or when it starts ({self.start.isoformat()})"
            )

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end.astimezone(UTC) - self.start.astimezone(UTC)) / timedelta(hours=1)

    def overlaps(self, other: Window) -> bool:
        """Whether the two share any time."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Clock:
    """Whole seconds since an origin.

    Parameters
    ----------
    origin
        Aware datetime of second 0.
    """

    origin: datetime

    def seconds(self, moment: datetime) -> int:
        """Whole seconds from the origin to ``moment``, rounded down; negative before the origin."""
        return (moment.astimezone(UTC) - self.origin.astimezone(UTC)) // timedelta(seconds=1)

    def at(self, seconds: int) -> datetime:
        """The moment ``seconds`` after the origin, in the origin's zone."""
        return (self.origin.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.origin.tzinfo)

    def intervals(self, windows: Iterable[Window], end: int) -> tuple[tuple[int, int], ...]:
        """The windows as disjoint, sorted second intervals within ``[0, end)``."""
        merged: list[tuple[int, int]] = []
        for a, b in sorted((self.seconds(w.start), self.seconds(w.end)) for w in windows):
            a, b = max(a, 0), min(b, end)
            if a >= b:
                continue
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], b))
            else:
                merged.append((a, b))
        return tuple(merged)
