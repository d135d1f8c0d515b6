"""Values as cells of a table, which are read as the very same again."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from geleit.io.case.fields import quote, read_number
from geleit.model.window import Window


def figure(value: float) -> str:
    """A number as a cell; whole ones without a point."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def moment(when: datetime) -> str:
    """A time as a cell; an offset of the years before time zones, with seconds, becomes the next one in minutes."""
    offset = when.utcoffset() or timedelta()
    return when.astimezone(timezone(offset + -offset % timedelta(minutes=1))).isoformat()


def span_list(windows: tuple[Window, ...]) -> str:
    """Windows as a cell."""
    return "; ".join(f"{moment(one.start)}/{moment(one.end)}" for one in windows) or "never"


def range_names(stem: str) -> tuple[str, str, str]:
    """The columns of a range: low, likely and high."""
    low, likely, high = (f"{stem}_{end}" if stem else end for end in ("low", "likely", "high"))
    return low, likely, high


def range_cells(stem: str, text: str) -> dict[str, str]:
    """A range as it is typed, as cells: ``12``, ``10..14`` with the middle as the likely one, or ``10..11..14``.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    low, likely, high = range_names(stem)
    match [part.strip() for part in text.split("..")]:
        case [one]:
            return {low: "", likely: one, high: ""}
        case [least, most]:
            return {low: least, likely: figure((read_number(least) + read_number(most)) / 2), high: most}
        case [least, middle, most]:
            return {low: least, likely: middle, high: most}
        case _:
            raise ValueError(f"expected a figure such as 12, 10..14 or 10..11..14, found {quote(text)}")
