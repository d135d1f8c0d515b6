"""What a rule finds, before it is dressed as a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geleit.model.proposal import How
from geleit.model.statement import Form
from geleit.reading.text.quotations import Quotation

_NEARLY_ALL = 0.9


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


def form_of(quotations: Iterable[Quotation], start: int, end: int) -> Form:
    """Direct where nearly all of a stretch is quoted or it begins and ends so; mixed where some is; else indirect."""
    inside = [quotation for quotation in quotations if start <= quotation.start and quotation.end <= end]
    if not inside:
        return "indirect"
    interrupted = inside[0].start == start and inside[-1].end == end
    whole = inside[0].start == start and inside[0].end - start >= _NEARLY_ALL * (end - start)
    return "direct" if interrupted or whole else "mixed"


def covers(statement: Found, quotation: Quotation) -> bool:
    """Whether a direct statement is this quotation, or goes on in it."""
    return statement.form == "direct" and statement.start <= quotation.start and quotation.end <= statement.end
