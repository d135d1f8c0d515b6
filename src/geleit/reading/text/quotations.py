"""Where quotation marks open and close: German, French, Swiss, English and plain ones, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSED_BY = {"„": '“”"', "»": "«", "«": "»", "“": '”"', '"': '"“”', "‘": "’", "'": "'"}
ORIENTED = "“\"‘'"
_MARK = re.compile("[„“”\"»«‘’'\n\r]")
_LONGEST = 4000
MOST_QUOTATIONS = 20
"""In one sentence; any more are not looked at."""
LONG_QUOTATION = 5
"""Words of a quotation that is a statement even where no rule finds its speaker."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks; ``start`` and ``end`` include the marks."""

    start: int
    end: int

    @property
    def inner(self) -> tuple[int, int]:
        """Its extent without the marks."""
        return self.start + 1, self.end - 1


def find_quotations(text: str, single: bool = False) -> tuple[Quotation, ...]:
    """Outermost quotations of a text, in order; none goes across the end of a line.

    Parameters
    ----------
    single
        Whether simple marks (``'`` and ``‘ ’``) enclose statements too, as in British English.
    """
    found: list[Quotation] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        sign, place = mark[0], mark.start()
        if sign in "\n\r":
            opened = None
        elif opened is not None and sign in _CLOSED_BY[text[opened]] and _may_close(text, place, sign):
            if 2 < place + 1 - opened <= _LONGEST:
                found.append(Quotation(opened, place + 1))
            opened = None
        elif _may_open(text, place, sign, single) and (opened is None or sign == text[opened]):
            opened = place
    return tuple(found)


def _may_open(text: str, place: int, sign: str, single: bool) -> bool:
    if sign not in _CLOSED_BY or (sign in "‘'" and not single):
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return sign not in ORIENTED or (not before.isalnum() and bool(after) and not after.isspace())


def _may_close(text: str, place: int, sign: str) -> bool:
    """An apostrophe closes only after a sign that ends a clause."""
    return sign not in "'’" or text[place - 1] in ",.!?"
