"""What a bound is worth if the map lacks more: a second, harder reading of it, and the gaps that it turns on."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.messages import Message, say
from geleit.model.certificate import Certificate

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""
TOUCH_M = 0.05
"""Streets nearer to each other than this touch, in metres."""


@dataclass(frozen=True)
class MapGap:
    """A place where streets do not meet on the map; if people can pass there, more can be out.

    Parameters
    ----------
    here, there
        The ends of the gap, on the one street and on the other.
    metres
        How wide it is.
    streets
        Names of the two streets, or their classes.
    """

    here: Position
    there: Position
    metres: float
    streets: tuple[str, str]

    @property
    def middle(self) -> Position:
        """Where it is."""
        return (self.here[0] + self.there[0]) / 2, (self.here[1] + self.there[1]) / 2

    @property
    def message(self) -> Message:
        """What it is, for a reader."""
        (lon, lat), (here, there) = self.middle, self.streets
        touch, unnamed = self.metres < TOUCH_M, here.startswith("unnamed ") and here.endswith(" street")
        if here == there and unnamed and touch:
            return say("corridor.touch-unnamed", street=here, lon=lon, lat=lat)
        if here == there and unnamed:
            return say("corridor.gap-unnamed", street=here, metres=self.metres, lon=lon, lat=lat)
        if here == there and touch:
            return say("corridor.touch-alike", street=here, lon=lon, lat=lat)
        if here == there:
            return say("corridor.gap-alike", street=here, metres=self.metres, lon=lon, lat=lat)
        if touch:
            return say("corridor.touch", here=here, there=there, lon=lon, lat=lat)
        return say("corridor.gap", here=here, there=there, metres=self.metres, lon=lon, lat=lat)


@dataclass(frozen=True, eq=False)
class AgainstTheMap:
    """A bound that holds whatever of this kind the map lacks.

    Parameters
    ----------
    at_most
        No more than this many of the most people can be out, even if streets meet wherever they come near.
    could_not_leave
        At least this many of the fewest people cannot be out even then.
    drawn_at_most, drawn_could_not_leave
        What walking times prove on the map exactly as it is drawn, which nothing rests on.
    trusted_to
        How far apart streets may be drawn that meet in truth, in metres, where the bound reads the map less hard.
    gaps
        What the map lacks, if these figures differ from the bound or it from those on the map as drawn: the gaps that
        change them most.
    certificate
        The proof of the first two; ``None`` where the bound needs no map for them.
    unread
        Why nothing is proved by streets at all; else empty.
    """

    at_most: int
    could_not_leave: int
    drawn_at_most: int
    drawn_could_not_leave: int
    trusted_to: float
    gaps: tuple[MapGap, ...] = ()
    certificate: Certificate | None = None
    unread: str = ""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the bound turns on, for a reader: the gaps, or that streets are of no use for it."""
        unread = (say("corridor.unread", reason=self.unread),) if self.unread else ()
        return (*unread, *(gap.message for gap in self.gaps))
