"""What every output says of itself: whether it may leave the room, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

PUBLIC = "public"
INTERNAL = "internal, not for publication"
PUBLIC_SENTENCE = "Public: people are told by cell, and what could harm somebody is left out."
INTERNAL_SENTENCE = "Internal. Not for publication."
"""As a text and a page say it."""


@dataclass(frozen=True)
class LeftOut:
    """So many of a kind that are not shown; which ones is not said."""

    kind: str
    count: int


class Published(Protocol):
    """What says of itself whether it may leave."""

    @property
    def publication(self) -> str:
        """:data:`PUBLIC` or :data:`INTERNAL`."""


class Stamped(Published, Protocol):
    """Whatever is written: it says of itself whether it may leave, and what was left out."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not shown."""


@dataclass(frozen=True)
class Together:
    """Several in one output: public if all of them are, without what is left out of any."""

    parts: tuple[Stamped, ...]

    @property
    def publication(self) -> str:
        """What the output says of itself."""
        return PUBLIC if all(part.publication == PUBLIC for part in self.parts) else INTERNAL

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not shown, of all of them together."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts.update({row.kind: row.count for row in part.left_out})
        return tuple(LeftOut(kind, count) for kind, count in counts.items())


@dataclass(frozen=True)
class PublicFile:
    """Findings about a file of incidents, without a case: what others published, without free text and maps."""

    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return PUBLIC


@dataclass(frozen=True)
class InternalFile:
    """The same with all that the file tells."""

    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return INTERNAL


FileView = PublicFile | InternalFile
"""What writers about a file of incidents take."""
