"""Who can be out against what each crossing passes, with what is needed, on record and counted, as an inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from math import log10

from geleit.model.answer import Proved
from geleit.model.deciding import Needed, RatePoint
from geleit.model.precedent import Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.reach import a_day
from geleit.record.selection import events_of
from geleit.record.summary import ends_of
from geleit.report.html.curve_chart import RIGHT, round_steps
from geleit.report.html.drawing import LEFT, WIDTH
from geleit.report.numbers import figure, many

HEIGHT, ROOF, BASE = 436, 112, 384
"""Of the chart; where all people are out, and nobody."""
LEAST_A_DAY, MOST_A_DAY = 1.0, 1_000_000.0
NAME = 18
"""Room that a name at the end of a line takes."""
ROW = 32
"""Between the marks above the curve."""


def rate_svg(answer: Proved, found: CaseInRecord, key: str = "rate") -> str:
    """Both bounds by one rate of all crossings, in persons a calendar day and crossing; the axis is logarithmic.

    Parameters
    ----------
    key
        Start of the ids in the drawing; no two drawings of a page share one.

    Returns
    -------
    svg
        Empty where no crossing opens.
    """
    whole = next((one for one in answer.needed if one.hours == "longest" and one.crossing_days), None)
    if whole is None or not answer.by_rate:
        return ""
    hours, top = whole.crossing_hours / whole.crossing_days, max(1.0, answer.people.high) * 1.04

    def y(people: float) -> float:
        return round(BASE - (BASE - ROOF) * people / top, 1)

    shown = _shown(answer, hours)
    most = " ".join(f"{_x(point.rate * hours)},{y(point.at_most)}" for point in shown)
    low, high = y(answer.people.low), y(answer.people.high)
    return "\n".join(
        [
            f'<svg class="curve rate" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">',
            f'<title id="{key}-t">Who can be out, by what each crossing passes a day</title>',
            f'<desc id="{key}-d">{escape(_described(shown, hours))}</desc>',
            _box("inside", LEFT, WIDTH - RIGHT - LEFT, high, max(1.0, round(low - high, 1))),
            *_grid(top, y(0)),
            *_marks(whole, found),
            f'<polyline class="most" points="{most}"/>',
            *_steps(shown, hours, y, "at_least_likely", "planned"),
            *_steps(shown, hours, y, "at_least", "least"),
            *_names(shown[-1], y),
            "</svg>",
        ]
    )


def rate_caption(found: CaseInRecord) -> str:
    """What the mark of what is on record stands for: from where to where, of how many rows and events."""
    rows = [row for row in found.chosen.rows if row.per_day is not None]
    if not rows:
        return "On record: nothing that goes with this case."
    return (
        f"On record: from the median of the middles, each event weighing the same, to the highest high end of "
        f"{many(len(rows), 'row')} of {many(events_of(rows), 'event')}: {found.chosen.selection.words()}."
    )


def _shown(answer: Proved, hours: float) -> list[RatePoint]:
    """The points within the chart, up to its end."""
    within = [point for point in answer.by_rate if LEAST_A_DAY <= point.rate * hours <= MOST_A_DAY]
    end = int(MOST_A_DAY / hours)
    last = replace(within[-1], rate=end, at_most=answer.certificate.at_most_at(end))
    return [*within, last]


def _x(a_day_: float) -> float:
    share = log10(min(max(a_day_, LEAST_A_DAY), MOST_A_DAY) / LEAST_A_DAY) / log10(MOST_A_DAY / LEAST_A_DAY)
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)


def _described(shown: list[RatePoint], hours: float) -> str:
    told = shown[:: max(1, len(shown) // 8)]
    return "; ".join(f"at {point.rate * hours:,.0f} a day at most {point.at_most:,} out" for point in told) + "."


def _grid(top: float, floor: float) -> Iterator[str]:
    for value in round_steps(top):
        y = round(floor - (floor - ROOF) * value / top, 1)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:,.0f}</text>'
    for power in range(7):
        x = _x(10.0**power)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{floor}" y2="{floor + 5}"/>'
        yield f'<text class="tick" x="{x}" y="{floor + 20}" text-anchor="middle">{10**power:,}</text>'
    yield (
        f'<text class="tick" x="{LEFT}" y="{HEIGHT - 8}">people out by the deadline, by persons a calendar day and '
        "crossing, the same for all</text>"
    )


def _marks(whole: Needed, found: CaseInRecord) -> Iterator[str]:
    """Needed for all, on record from the median to the highest, and counted here: a row each above the curve."""
    ends = ends_of(found.chosen.rows, a_day)
    need, counted = whole.per_crossing_day or 0.0, found.counted_rate
    yield from _mark("needed", "needed for all", Rate(need, need), 0)
    yield from _mark("known", "on record", Rate(ends.mid.median, ends.high.highest) if ends else None, 1)
    yield from _mark("counted", "counted", counted, 2)
    x = _x(need)
    yield f'<line class="needed" x1="{x}" x2="{x}" y1="16" y2="{BASE}"/>'


def _mark(kind: str, name: str, rate: Rate | None, row: int) -> Iterator[str]:
    y = 16 + ROW * row
    if rate is None:
        yield f'<text class="end" x="{WIDTH - RIGHT + 8}" y="{y + 4}">{name}: nobody</text>'
        return
    low, high = _x(rate.low), _x(rate.high)
    said = _n(rate.low) if _n(rate.low) == _n(rate.high) else f"{_n(rate.low)}–{_n(rate.high)}"
    yield _box(kind, low, max(round(high - low, 1), 3), y - 4, 8)
    yield f'<text class="end" x="{WIDTH - RIGHT + 8}" y="{y}">{name}</text>'
    yield f'<text class="end figure" x="{WIDTH - RIGHT + 8}" y="{y + 12}">{said}</text>'


def _box(kind: str, left: float, width: float, top: float, height: float) -> str:
    return f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="{height}"/>'


def _steps(shown: list[RatePoint], hours: float, y: Callable[[float], float], name: str, kind: str) -> Iterator[str]:
    """A plan for a rate is one for every higher rate: between two rates the line stays level."""
    points, before = list[str](), 0
    for point in shown:
        people = getattr(point, name)
        if people is None:
            return
        x = _x(point.rate * hours)
        points += [f"{x},{y(before)}", f"{x},{y(people)}"]
        before = people
    yield f'<polyline class="{kind}" points="{" ".join(points)}"/>'


def _names(last: RatePoint, y: Callable[[float], float]) -> Iterator[str]:
    """Names at the right ends of the lines, from the lowest up, each clear of the one beneath."""
    rows = (("at least", last.at_least, "least"), ("likely plan", last.at_least_likely, "planned"),
            ("at most", last.at_most, "most"))  # fmt: skip
    highest: float = BASE + NAME
    for name, people, kind in rows:
        if people is not None:
            highest = min(y(people) + 4, highest - NAME)
            yield f'<text class="end {kind}" x="{WIDTH - RIGHT + 8}" y="{highest}">{name}</text>'


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else figure(value)
