"""Charts and maps of incidents around a pause, as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from itertools import pairwise
from math import cos, radians, sqrt
from zoneinfo import ZoneInfo

from geleit.model.pause_finding import Series, Spots
from geleit.model.window import DAY, Window
from geleit.report.html.drawing import WIDTH
from geleit.report.numbers import many, short

LEFT, RIGHT = 56, 16
HIGH = 150
"""Height of one band of bars."""
SMALL_WIDTH, SMALL_HIGH = 240, 70
MAP = 220
"""Width and greatest height of one map."""


def series_svg(series: Series, windows: Sequence[Window], zone: ZoneInfo, key: str) -> str:
    """Incidents and deaths of each day with the pause shaded and the levels drawn.

    Parameters
    ----------
    key
        Start of the ids in the drawing; no two drawings of a page share one.
    """
    bands = [("incidents a day", series.incidents, True), ("people killed a day", series.deaths, False)]
    height = len(bands) * (HIGH + 34) + 24
    shaded = days_of(windows, zone)
    parts = [
        f'<svg class="days" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">Incidents day by day around the pause</title>',
        f'<desc id="{key}-d">{escape(_described(series, shaded))}</desc>',
    ]
    for row, (name, counts, levels) in enumerate(bands):
        top = 22 + row * (HIGH + 34)
        parts += _band(series, counts, shaded, top, HIGH, WIDTH - LEFT - RIGHT, LEFT)
        parts += _scale(counts, top, HIGH)
        parts.append(f'<text class="tick" x="{LEFT}" y="{top - 8}">{name}</text>')
        if levels:
            parts += _levels(series, top)
    parts += _dates(series, height - 8)
    return "\n".join([*parts, "</svg>"])


def areas_svg(series: Series, windows: Sequence[Window], zone: ZoneInfo, key: str) -> str:
    """The same, small, for each of the districts with most incidents; all to one scale."""
    titles = [(name, counts, many(sum(counts), "incident")) for name, counts in series.areas]
    return multiples_svg(
        [(name, note, series.first, counts, days_of(windows, zone)) for name, counts, note in titles], key
    )


def multiples_svg(
    rows: Sequence[tuple[str, str, date, tuple[int, ...], frozenset[date]]], key: str, *, one_scale: bool = True
) -> str:
    """Small charts side by side: title, note, first day, daily counts and shaded days of each."""
    columns = 3
    height = -(-len(rows) // columns) * (SMALL_HIGH + 52) + 8
    most = max((max(counts, default=0) for *_, counts, _ in rows), default=1)
    parts = [
        f'<svg class="days" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t">',
        f'<title id="{key}-t">{escape("; ".join(f"{title}: {note}" for title, note, *_ in rows))}</title>',
    ]
    for i, (title, note, first, counts, shaded) in enumerate(rows):
        left, top = (i % columns) * (SMALL_WIDTH + 16), (i // columns) * (SMALL_HIGH + 52) + 34
        series = Series(first, counts, counts, (), ())
        scale = most if one_scale else max(counts, default=1)
        parts += _band(series, counts, shaded, top, SMALL_HIGH, SMALL_WIDTH, left, scale)
        parts.append(f'<text class="name" x="{left}" y="{top - 20}">{escape(short(title))}</text>')
        parts.append(
            f'<text class="tick" x="{left}" y="{top - 6}">{escape(note)}, up to {max(counts, default=0):,} a day</text>'
        )
    return "\n".join([*parts, "</svg>"])


def maps_svg(spots: Sequence[Spots], key: str) -> str:
    """Where incidents were before, during and after: circles by their number, in one frame and to one scale."""
    cells = [cell for some in spots for cell in some.cells]
    if not cells:
        return ""
    west, east = min(c[0] for c in cells) - 0.02, max(c[0] for c in cells) + 0.02
    south, north = min(c[1] for c in cells) - 0.02, max(c[1] for c in cells) + 0.02
    shape = (north - south) / ((east - west) * cos(radians((north + south) / 2)))
    wide, high = (MAP, MAP * shape) if shape <= 1 else (MAP / shape, MAP)
    most = max(c[2] for c in cells)
    parts = [
        f'<svg class="days" viewBox="0 0 {WIDTH} {high + 48:.0f}" role="img" aria-labelledby="{key}-t">',
        f'<title id="{key}-t">{escape("; ".join(_counted(some) for some in spots))}</title>',
    ]
    for i, some in enumerate(spots):
        left, top = i * (MAP + 50), 40
        parts.append(f'<text class="name" x="{left}" y="14">{some.when}</text>')
        parts.append(f'<text class="tick" x="{left}" y="30">{_counted(some)}</text>')
        parts.append(f'<rect class="frame" x="{left}" y="{top}" width="{wide:.0f}" height="{high:.0f}"/>')
        for lon, lat, number in sorted(some.cells, key=lambda c: -c[2]):
            x, y = left + wide * (lon - west) / (east - west), top + high * (north - lat) / (north - south)
            parts.append(f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="{1.5 + 9 * sqrt(number / most):.1f}"/>')
    return "\n".join([*parts, "</svg>"])


def _counted(some: Spots) -> str:
    vague = f"; {some.vague:,} not placed" if some.vague else ""
    return f"{many(sum(c[2] for c in some.cells), 'incident')}{vague}"


def _band(
    series: Series, counts: Sequence[int], shaded: frozenset[date], top: float, high: float, wide: float, left: float,
    most: int | None = None,
) -> Iterable[str]:  # fmt: skip
    step = wide / max(len(counts), 1)
    scale = max(most or max(counts, default=0), 1)
    for first, days in _runs(series, shaded):
        yield f'<rect class="pause" x="{left + first * step:.1f}" y="{top}" width="{days * step:.1f}" height="{high}"/>'
    for i, count in enumerate(counts):
        if count:
            tall = high * count / scale
            x, y, thick = left + i * step, top + high - tall, max(step - 0.6, 0.4)
            yield f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{thick:.1f}" height="{tall:.1f}"/>'
    yield f'<line class="floor" x1="{left}" x2="{left + wide}" y1="{top + high}" y2="{top + high}"/>'


def _runs(series: Series, shaded: frozenset[date]) -> Iterable[tuple[int, int]]:
    """First day and number of days of each run of shaded days, counted from the first of the series."""
    run = 0
    for i in range(len(series.incidents) + 1):
        if i < len(series.incidents) and series.first + i * DAY in shaded:
            run += 1
        elif run:
            yield i - run, run
            run = 0


def _levels(series: Series, top: float) -> Iterable[str]:
    """The mean of each level, as a step."""
    step = (WIDTH - LEFT - RIGHT) / len(series.incidents)
    scale = max(max(series.incidents), 1)
    ends = [0, *((day - series.first).days for day in series.changes), len(series.incidents)]
    for a, b in pairwise(ends):
        y = top + HIGH * (1 - sum(series.incidents[a:b]) / (b - a) / scale)
        yield f'<line class="level" x1="{LEFT + a * step:.1f}" x2="{LEFT + b * step:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _scale(counts: Sequence[int], top: float, high: float) -> Iterable[str]:
    most = max(max(counts, default=0), 1)
    for value in (0, most):
        y = top + high * (1 - value / most)
        yield f'<text class="tick" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>'


def _dates(series: Series, y: float) -> Iterable[str]:
    days = len(series.incidents)
    step = (WIDTH - LEFT - RIGHT) / days
    every = next((n for n in (1, 2, 7, 14, 28, 56, 91) if days / n <= 9), 365)
    for i in range(0, max(days - every // 3, 1), every):
        day = series.first + i * DAY
        yield f'<text class="tick" x="{LEFT + i * step:.1f}" y="{y:.0f}">{day.day} {day:%b}</text>'


def days_of(windows: Sequence[Window], zone: ZoneInfo) -> frozenset[date]:
    """The days of a zone on which a window lies, at least in part."""
    found = set()
    for window in windows:
        day, end = window.start.astimezone(zone).date(), window.end.astimezone(zone)
        while datetime(day.year, day.month, day.day, tzinfo=zone) < end:
            found.add(day)
            day += DAY
    return frozenset(found)


def _described(series: Series, shaded: frozenset[date]) -> str:
    inside = [n for i, n in enumerate(series.incidents) if series.first + i * DAY in shaded]
    outside = sum(series.incidents) - sum(inside)
    changes = ", ".join(day.isoformat() for day in series.changes) or "none"
    return (
        f"{many(len(series.incidents), 'day')} from {series.first.isoformat()}: {many(sum(inside), 'incident')} on the "
        f"{many(len(inside), 'day')} of the pause, {outside:,} on the others. The level changes on: {changes}."
    )
