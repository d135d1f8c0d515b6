"""What a rule finds, before it is dressed as a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.model.reading import Form, How


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that a rule found.

    Parameters
    ----------
    speaker
        Where the speaker stands, or ``None`` where nobody is named.
    rule
        Name of the rule, a key of the table of measured precision.
    """

    start: int
    end: int
    speaker: Span | None
    how: How
    form: Form
    cue: str
    rule: str
