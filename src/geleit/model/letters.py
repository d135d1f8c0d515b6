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

_NO_ID = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANK = frozenset(
    chr(code)
    for code in (
        0x34F, *range(0x115F, 0x1161), *range(0x17B4, 0x17B6), *range(0x180B, 0x1810), 0x2065, 0x2800, 0x3164,
        *range(0xFE00, 0xFE10), 0xFFA0, *range(0xFFF0, 0xFFF9), 0x16FE4, 0x1D159, *range(0xE0000, 0xE1000),
    )
)  # fmt: skip
"""Letters and marks that are not seen, or stand for nothing: Unicode's default ignorable ones and two blanks more."""

_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
TO_LEFT = re.compile(rf"[{_TO_LEFT}](?:(?:[^\w<&]|[0-9]|&#?\w+;)*[{_TO_LEFT}])*")
"""Words written from right to left with what stands between them, in a text or in that of a page."""

_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"((?:^|[;\t\r\n])\s*)(?='*{_SIGN})")
"""Where a formula would begin: at the beginning, or where a spreadsheet that takes other separators begins a cell."""
_GUARDED = re.compile(rf"((?:^|[;\t\r\n])\s*)'(?='*{_SIGN})")
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


def unfit_for_id(text: str) -> str:
    """The first character of a text that no id may hold, for two ids would look the same; empty if there is none."""
    if text.isascii() and text.isprintable():
        return ""
    return next((c for c in text if category(c) in _NO_ID or c in _BLANK or (c.isspace() and c != " ")), "")


def to_cell(text: str) -> str:
    """A text as a cell of a table, which no spreadsheet takes for a formula: ``=1+1`` becomes ``'=1+1``.

    Numbers stay, and :func:`of_cell` gives every text back.
    """
    if _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub(r"\1'", text)


def of_cell(cell: str) -> str:
    """The text that stands in a cell, as :func:`to_cell` writes it."""
    return _GUARDED.sub(r"\1", cell) if "'" in cell else cell
