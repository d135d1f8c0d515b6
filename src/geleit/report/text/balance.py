"""What became of the rows of an imported table, in lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.model.balance import Balance, Reason
from geleit.report.numbers import many

_MOST_REASONS = 8
"""Reasons that are told of a part; the JSON has all."""


def balance_text(balance: Balance) -> str:
    """How the rows of a table add up, in one line."""
    parts = [
        (balance.kept, "kept", True),
        (balance.warned, "kept with a warning", False),
        (balance.without_place, "without place", False),
        (balance.party_not_named, "party not named", False),
        (balance.told_again, "told again", False),
        (balance.rejected, "rejected", False),
    ]
    shown = " + ".join(f"{count:,} {name}" for count, name, always in parts if count or always)
    return f"{many(balance.read, 'row')} read = {shown}"


def reason_text(reason: Reason) -> str:
    """One reason: for which rows, and what it says of the first."""
    rows = ", ".join(f"{row:,}" for row in reason.rows) + (", ..." if reason.count > len(reason.rows) else "")
    where = f"column {reason.column}: " if reason.column else ""
    return f"{many(reason.count, 'row')} ({rows}): {where}{reason.reason}"


def balance_lines(balance: Balance) -> Iterator[str]:
    """The balance, what was read otherwise in whole columns, and why rows were kept out or read otherwise."""
    yield balance_text(balance)
    yield from balance.readings
    for part, name in (("rejected", "rejected"), ("warned", "with a warning")):
        of_part = [reason for reason in balance.reasons if reason.part == part]
        yield from (f"{name}: {reason_text(reason)}" for reason in of_part[:_MOST_REASONS])
        if len(of_part) > _MOST_REASONS:
            yield f"{name}: {many(len(of_part) - _MOST_REASONS, 'more reason')}"
