"""The parts of the checks: what an assessment can be asked for alone."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Part: TypeAlias = Literal["corridor", "ceasefire", "aid", "claims"]
"""A part of the checks: of announced corridors, of pauses, of aid, of statements."""
PARTS: tuple[Part, ...] = get_args(Part)
"""All of them, in the order in which they are asked."""
