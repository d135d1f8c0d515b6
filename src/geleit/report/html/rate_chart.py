"""Who can be out against what each crossing passes, with what is needed, on record and counted, as an inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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

HEIGHT, ROOF, BASE = 460, 136, 408
"""Of the chart; where all people are out, and nobody."""
LEAST_A_DAY, MOST_A_DAY = 1.0, 1_000_000.0
NAME = 18
"""Room that a name at the end of a line takes."""
BETWEEN_MARKS = 38
"""Between the marks above the curve."""


@dataclass(frozen=True)
class _Sheet:
    """How wide the chart is, and where the names of its lines and marks stand: beside it, or within it on a phone."""

    kind: str
    width: int
    left: int
    right: int

    @property
    def within(self) -> bool:
        return self.kind == "narrow"

    @property
    def end(self) -> int:
        """Where the axis ends."""
        return self.width - self.right

    def x(self, a_day_: float) -> float:
        share = log10(min(max(a_day_, LEAST_A_DAY), MOST_A_DAY) / LEAST_A_DAY) / log10(MOST_A_DAY / LEAST_A_DAY)
        return round(self.left + (self.end - self.left) * share, 1)


WIDE, NARROW = _Sheet("wide", WIDTH, LEFT, RIGHT), _Sheet("narrow", 380, 58, 16)


def rate_svg(answer: Proved, found: CaseInRecord) -> str:
    """Both bounds by one rate of all crossings, in persons a calendar day and crossing; the axis is logarithmic.

    Returns
    -------
    svg
        Two drawings, of which a page shows the one that its reader has room for; empty where no crossing opens.
    """
    return "\n".join(filter(None, (_drawing(answer, found, sheet) for sheet in (WIDE, NARROW))))


def _drawing(answer: Proved, found: CaseInRecord, sheet: _Sheet) -> str:
    whole = next((one for one in answer.needed if one.hours == "longest" and one.crossing_days), None)
    if whole is None or not answer.by_rate:
        return ""
    hours, top = whole.crossing_hours / whole.crossing_days, max(1.0, answer.people.high) * 1.04

    def y(people: float) -> float:
        return round(BASE - (BASE - ROOF) * people / top, 1)

    shown = _shown(answer, hours)
    key = f"rate-{sheet.kind}"
    most = " ".join(f"{sheet.x(point.rate * hours)},{y(point.at_most)}" for point in shown)
    low, high = y(answer.people.low), y(answer.people.high)
    return "\n".join(
        [
            (
                f'<svg class="curve rate {sheet.kind}" viewBox="0 0 {sheet.width} {HEIGHT}" role="img" '
                f'aria-labelledby="{key}-t {key}-d">'
            ),
            f'<title id="{key}-t">Who can be out, by what each crossing passes a day</title>',
            f'<desc id="{key}-d">{escape(_described(shown, hours))}</desc>',
            _box("inside", sheet.left, sheet.end - sheet.left, high, max(1.0, round(low - high, 1))),
            *_grid(sheet, top, y(0)),
            *_marks(sheet, whole, found),
            f'<polyline class="most" points="{most}"/>',
            *_steps(sheet, shown, hours, y, "at_least_likely", "planned"),
            *_steps(sheet, shown, hours, y, "at_least", "least"),
            *_names(sheet, shown[-1], y),
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


def _described(shown: list[RatePoint], hours: float) -> str:
    told = shown[:: max(1, len(shown) // 8)]
    return "; ".join(f"at {point.rate * hours:,.0f} a day at most {point.at_most:,} out" for point in told) + "."


def _grid(sheet: _Sheet, top: float, floor: float) -> Iterator[str]:
    for value in round_steps(top):
        y = round(floor - (floor - ROOF) * value / top, 1)
        yield f'<line class="grid" x1="{sheet.left}" x2="{sheet.end}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{sheet.left - 8}" y="{y + 4}" text-anchor="end">{value:,.0f}</text>'
    for power in range(0, 7, 2 if sheet.within else 1):
        x = sheet.x(10.0**power)
        anchor = "end" if sheet.within and power == 6 else "middle"
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{floor}" y2="{floor + 5}"/>'
        yield f'<text class="tick" x="{x}" y="{floor + 20}" text-anchor="{anchor}">{10**power:,}</text>'
    axis = "people out, by persons a day and crossing"
    if not sheet.within:
        axis = "people out by the deadline, by persons a calendar day and crossing, the same for all"
    yield f'<text class="tick" x="{sheet.left}" y="{HEIGHT - 8}">{axis}</text>'


def _marks(sheet: _Sheet, whole: Needed, found: CaseInRecord) -> Iterator[str]:
    """Needed for all, on record from the median to the highest, and counted here: a row each above the curve."""
    ends = ends_of(found.chosen.rows, a_day)
    need, counted = float(whole.whole_per_crossing_day or 0), found.counted_rate
    yield from _mark(sheet, "needed", "needed for all", Rate(need, need), 0)
    yield from _mark(sheet, "known", "on record", Rate(ends.mid.median, ends.high.highest) if ends else None, 1)
    yield from _mark(sheet, "counted", "counted", counted, 2)
    x = sheet.x(need)
    yield f'<line class="needed" x1="{x}" x2="{x}" y1="20" y2="{BASE}"/>'


def _mark(sheet: _Sheet, kind: str, name: str, rate: Rate | None, row: int) -> Iterator[str]:
    y, beside = 20 + BETWEEN_MARKS * row, sheet.end + 8
    if rate is None:
        place = f'x="{sheet.left}" y="{y - 9}"' if sheet.within else f'x="{beside}" y="{y + 4}"'
        yield f'<text class="end" {place}>{name}: nobody</text>'
        return
    low, high = sheet.x(rate.low), sheet.x(rate.high)
    said = _n(rate.low) if _n(rate.low) == _n(rate.high) else f"{_n(rate.low)}–{_n(rate.high)}"
    yield _box(kind, low, max(round(high - low, 1), 3), y - 4, 8)
    if sheet.within:
        yield f'<text class="end" x="{sheet.left}" y="{y - 9}">{name}: <tspan class="figure">{said}</tspan></text>'
        return
    yield f'<text class="end" x="{beside}" y="{y}">{name}</text>'
    yield f'<text class="end figure" x="{beside}" y="{y + 15}">{said}</text>'


def _box(kind: str, left: float, width: float, top: float, height: float) -> str:
    return f'<rect class="{kind}" x="{left}" y="{top}" width="{width}" height="{height}"/>'


def _steps(
    sheet: _Sheet, shown: list[RatePoint], hours: float, y: Callable[[float], float], name: str, kind: str
) -> Iterator[str]:
    """A plan for a rate is one for every higher rate: between two rates the line stays level."""
    points, before = list[str](), 0
    for point in shown:
        people = getattr(point, name)
        if people is None:
            return
        x = sheet.x(point.rate * hours)
        points += [f"{x},{y(before)}", f"{x},{y(people)}"]
        before = people
    yield f'<polyline class="{kind}" points="{" ".join(points)}"/>'


def _names(sheet: _Sheet, last: RatePoint, y: Callable[[float], float]) -> Iterator[str]:
    """Names at the right ends of the lines, from the lowest up, each clear of the one beneath."""
    rows = (("at least", last.at_least, "least"), ("likely plan", last.at_least_likely, "planned"),
            ("at most", last.at_most, "most"))  # fmt: skip
    highest: float = BASE + NAME
    place = f'x="{sheet.end - 4}" text-anchor="end"' if sheet.within else f'x="{sheet.end + 8}"'
    for name, people, kind in rows:
        if people is not None:
            highest = min(y(people) + (-8 if sheet.within else 4), highest - NAME)
            yield f'<text class="end {kind}" {place} y="{highest}">{name}</text>'


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else figure(value)
