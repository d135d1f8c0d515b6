"""Characters of a text that do more than stand there: they turn writing round, are not seen, or begin a formula."""

from __future__ import annotations

import re
from unicodedata import category

TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Code points that set the direction of whatever follows them, or end that."""

UNSEEN = (
    *(code for code in range(0x20) if chr(code) not in "\n\t"), *range(0x7F, 0xA0), 0x180E, 0x200B,
    *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
)  # fmt: skip
"""Code points that steer a terminal, turn the direction of writing or are not seen. Marks and joiners that Arabic,
Persian and emoji need are none of them."""

_NO_ID = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | set(map(chr, range(0xFE00, 0xFE10)))
"""Letters and marks that are not seen, or stand for nothing."""

_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
TO_LEFT = re.compile(rf"[{_TO_LEFT}](?:(?:[^\w<&]|[0-9]|&#?\w+;)*[{_TO_LEFT}])*")
"""Words written from right to left with what stands between them, in a text or in that of a page."""

_FORMULA = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")
_GUARDED = re.compile(rf"'{_FORMULA.pattern}")


def unfit_for_id(text: str) -> str:
    """The first character of a text that no id may hold, for two ids would look the same; empty if there is none."""
    if text.isascii() and text.isprintable():
        return ""
    return next((c for c in text if category(c) in _NO_ID or c in _BLANK or (c.isspace() and c != " ")), "")


def to_cell(text: str) -> str:
    """A text as a cell of a table, which no spreadsheet takes for a formula: ``=1+1`` becomes ``'=1+1``.

    Numbers stay, and :func:`of_cell` gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def of_cell(cell: str) -> str:
    """The text that stands in a cell, as :func:`to_cell` writes it."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
