"""Counts of people as tables of others write them: one reading for a whole column, or a question."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence

from geleit.io.case.fields import GREATEST, quote

_NOTHING = frozenset({"", "-", "--", "..", "...", "n/a", "na", "nan", "null", "none", "no data"})
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))")
"""Blanks and strokes between thousands, which mean nothing else."""
_PLAIN = re.compile(r"\d+", re.ASCII)
_EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d+", re.ASCII)
_MARKED = re.compile(r"\d+(?:[.,]\d+)+|[.,]\d+", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)


class FigureError(ValueError):
    """A cell that cannot be read; ``index`` is its place in the column."""

    def __init__(self, index: int, problem: str) -> None:
        super().__init__(problem)
        self.index = index


def figures_in(texts: Sequence[str], separator: str) -> list[float]:
    """The figures of a column, not a number where a cell holds none.

    Which of dot and comma stands between thousands, and which before decimals, is decided by all cells together. Where
    they leave it open, a comma stands between thousands if the file has commas between its cells.

    Parameters
    ----------
    separator
        What stands between the cells of the file; empty where that is not known.

    Raises
    ------
    FigureError
        At the first cell that is no figure of 0 or more, or has two readings.
    """
    plain = [_BLANKS.sub("", text.strip()) for text in texts]
    decimal = _decimal_of(plain, separator)
    return [_figure(index, text, decimal) for index, text in enumerate(plain)]


def may_be_figure(text: str) -> bool:
    """Whether a cell is a figure in one of the ways that are known, or stands for none."""
    plain = _BLANKS.sub("", text.strip())
    return plain.casefold() in _NOTHING or any(way.fullmatch(plain) for way in (_PLAIN, _EXPONENT, _MARKED))


def stored(number: float) -> str:
    """A number that a file holds as such as a text with one reading: its dot stands before decimals."""
    if number.is_integer() and abs(number) < sys.maxsize:
        return str(int(number))
    return f"{number}e0" if _GROUPED.fullmatch(str(number)) else str(number)


def _decimal_of(texts: Sequence[str], separator: str) -> str:
    """The mark before decimals: ``.`` or ``,``; empty where no cell has a mark.

    Raises
    ------
    FigureError
        Where two cells contradict each other, or nothing tells.
    """
    found: dict[str, int] = {}
    open_: dict[str, int] = {}
    for index, text in enumerate(texts):
        if not _MARKED.fullmatch(text):
            continue
        last = max(".,", key=text.rfind)
        grouped = _GROUPED.fullmatch(text)
        if len({*text} & {*".,"}) == 2 or grouped is None:
            found.setdefault(last, index)
        elif text.count(last) > 1:
            found.setdefault(_other(last), index)
        else:
            open_.setdefault(last, index)
    if len(found) > 1:
        first, second = sorted(found.values())
        problem = f"{quote(texts[first])} and {quote(texts[second])} in one column contradict each other"
        raise FigureError(second, f"{problem}: a comma and a dot mean one thing each")
    if found:
        return next(iter(found))
    if not open_:
        return ""
    if set(open_) == {","} and separator == ",":
        return "."
    index = min(open_.values())
    text = texts[index]
    both = f"{text.replace('.', '').replace(',', '')} or {text.replace(',', '.')}"
    raise FigureError(index, f"{quote(text)} may mean {both}: nothing in the column decides which")


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _figure(index: int, text: str, decimal: str) -> float:
    if text.casefold() in _NOTHING:
        return math.nan
    if _PLAIN.fullmatch(text) or _EXPONENT.fullmatch(text):
        value = float(text)
    elif _MARKED.fullmatch(text):
        whole, _, part = text.partition(decimal) if decimal in text else (text, "", "0")
        thousands = _other(decimal)
        if not part.isdigit() or (thousands in whole and not _GROUPED.fullmatch(whole)):
            raise FigureError(index, f"expected a number, found {quote(text)}")
        value = float(f"{whole.replace(thousands, '') or '0'}.{part}")
    else:
        raise FigureError(index, f"expected a number of 0 or more, found {quote(text)}")
    if value > GREATEST:
        raise FigureError(index, f"expected a number up to {GREATEST:g}, found {quote(text)}")
    return value
