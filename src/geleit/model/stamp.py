"""What every output says of itself: whether it may leave the room, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

PUBLIC = "public"
INTERNAL = "internal, not for publication"


@dataclass(frozen=True)
class LeftOut:
    """So many of a kind that are not shown; which ones is not said."""

    kind: str
    count: int


class Stamped(Protocol):
    """Whatever is written: it says of itself whether it may leave."""

    @property
    def publication(self) -> str:
        """:data:`PUBLIC` or :data:`INTERNAL`."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not shown."""
