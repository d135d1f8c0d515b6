"""The curve of who can be out over time, as an inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from itertools import chain

from geleit.model.answer import Answer, Proved
from geleit.model.case import Case
from geleit.model.window import Clock, Window
from geleit.report.html.drawing import LEFT, WIDTH
from geleit.report.numbers import between

HEIGHT = 384
RIGHT, TOP, BOTTOM = 130, 16, 92
FLOOR = HEIGHT - BOTTOM
"""Where nobody is out."""
LABEL = 30
"""Room a label at the end of a line takes, two lines of text."""


@dataclass(frozen=True)
class Axes:
    """From moments and people to the drawing, one decimal."""

    start: datetime
    end: datetime
    top: float

    def x(self, at: datetime) -> float:
        """Where a moment stands, from the left."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - self.start) / (self.end - self.start)), 1)

    def y(self, people: float) -> float:
        """Where a number of people stands, from the top."""
        return round(FLOOR - (FLOOR - TOP) * people / self.top, 1)


def curve_svg(case: Case, answer: Proved, key: str = "curve", local: Callable[[datetime], str] = str) -> str:
    """Bound and plan over time, with both at the likely figures, the range of people inside, and when gates are open.

    Parameters
    ----------
    key
        Start of the ids in the drawing; no two drawings of a page share one.
    local
        Writes a moment in local time.
    """
    axes = Axes(answer.start.astimezone(case.zone), answer.deadline.astimezone(case.zone), _top(answer))

    def line(name: str) -> str:
        return " ".join(f"{axes.x(p.at)},{axes.y(getattr(p, name))}" for p in answer.curve)

    planned = isinstance(answer, Answer)
    upper = line("at_most")
    return "\n".join(
        [
            f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">',
            f'<title id="{key}-t">Who can be out, by when</title>',
            f'<desc id="{key}-d">{escape(_described(answer, local))}</desc>',
            *_inside(answer, axes),
            *_pauses(case, axes),
            *_grid(axes),
            *_openings(case, axes),
            *([_between(upper, line("at_least"))] if planned else []),
            f'<polyline class="most" points="{upper}"/>',
            f'<polyline class="likely" points="{line("at_most_likely")}"/>',
            *([f'<polyline class="planned" points="{line("likely_plan")}"/>'] if planned else []),
            *([f'<polyline class="least" points="{line("at_least")}"/>'] if planned else []),
            *_names(answer, axes),
            "</svg>",
        ]
    )


def _between(upper: str, lower: str) -> str:
    return f'<polygon class="between" points="{upper} {" ".join(reversed(lower.split()))}"/>'


def _top(answer: Proved) -> float:
    return max(1.0, answer.people.high, answer.at_most) * 1.04


def _described(answer: Proved, local: Callable[[datetime], str]) -> str:
    people = answer.people
    least = (
        f", by the plan at least {answer.at_least:,}, by one with the likely figures {answer.likely_plan.people_out:,}"
        if isinstance(answer, Answer)
        else ""
    )
    return (
        f"From {local(answer.start)} to {local(answer.deadline)}, of {between(people.low, people.high)} people "
        f"inside: at most {answer.at_most:,} out, with the likely figures at most {answer.likely.ladder.streets:,}"
        f"{least}."
    )


def _pauses(case: Case, axes: Axes) -> Iterable[str]:
    for start, end in _joined(chain.from_iterable(p.windows for p in case.pauses), axes):
        yield _box("pause", axes, start, end, TOP, FLOOR - TOP)


def _inside(answer: Proved, axes: Axes) -> Iterable[str]:
    people = answer.people
    high, low = axes.y(people.high), axes.y(people.low)
    yield _box("inside", axes, axes.start, axes.end, high, max(1.0, round(low - high, 1)))
    yield (
        f'<text class="band" x="{WIDTH - RIGHT - 8}" y="{low - 6}" text-anchor="end">'
        f"people inside {between(people.low, people.high)}</text>"
    )


def _openings(case: Case, axes: Axes) -> Iterable[str]:
    """Two bars beneath the axis: when any gate may be open, and when one can be relied on."""
    if not case.exits:
        return
    rows = (
        ("longest", "any gate, longest", chain.from_iterable(e.windows for e in case.exits)),
        ("shortest", "any gate, shortest", chain.from_iterable(e.windows_cautious for e in case.exits)),
    )
    yield f'<text class="tick" x="{LEFT - 8}" y="{FLOOR + 52}" text-anchor="end">open</text>'
    for row, (kind, name, windows) in enumerate(rows):
        top = FLOOR + 38 + 16 * row
        yield _box("shut", axes, axes.start, axes.end, top, 9)
        yield from (_box(f"open {kind}", axes, a, b, top, 9) for a, b in _joined(windows, axes))
        yield f'<text class="tick" x="{WIDTH - RIGHT + 8}" y="{top + 9}">{name}</text>'


def _joined(windows: Iterable[Window], axes: Axes) -> Iterable[tuple[datetime, datetime]]:
    """The windows between start and end, those that meet made one."""
    clock = Clock(axes.start)
    for first, last in clock.intervals(windows, clock.seconds(axes.end)):
        yield clock.at(first), clock.at(last)


def _box(kind: str, axes: Axes, start: datetime, end: datetime, top: float, height: float) -> str:
    wide = max(0.5, round(axes.x(end) - axes.x(start), 1))
    return f'<rect class="{kind}" x="{axes.x(start)}" y="{top}" width="{wide}" height="{height}"/>'


def _grid(axes: Axes) -> Iterable[str]:
    for value in round_steps(axes.top):
        y = axes.y(value)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:,.0f}</text>'
    for at, text in _moments(axes.start, axes.end):
        x = axes.x(at)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{FLOOR}" y2="{FLOOR + 5}"/>'
        yield f'<text class="tick" x="{x}" y="{FLOOR + 20}" text-anchor="middle">{text}</text>'
    zone = axes.start.tzname() or ""
    name = f"UTC{zone}" if zone[:1] in "+-" else zone
    yield f'<text class="tick" x="{LEFT}" y="{HEIGHT - 8}">people out, by local time ({escape(name)})</text>'


def round_steps(top: float) -> Sequence[float]:
    """Round figures for the axis, about five."""
    rough = top / 5
    size = 10 ** (len(str(int(max(rough, 1)))) - 1)
    step = next(size * k for k in (1, 2, 2.5, 5, 10) if size * k >= rough and (size * k) % 1 == 0)
    return [step * k for k in range(int(top / step) + 1)]


def _moments(start: datetime, end: datetime) -> Iterable[tuple[datetime, str]]:
    """Midnights, or hours where the time is short, at most about eight."""
    hours = (end - start) / timedelta(hours=1)
    step = next((h for h in (1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720) if hours / h <= 8), 8760)
    at = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while at <= end:
        if at >= start:
            yield at, f"{at.day} {at:%b}" if step >= 24 or at.hour == 0 else f"{at:%H:%M}"
        at += timedelta(hours=step)


def _names(answer: Proved, axes: Axes) -> Iterable[str]:
    """Names at the right ends of the lines, moved apart where they would meet and kept above the axis."""
    rows = [
        ("at most", answer.at_most, "most"),
        ("likely, at most", answer.likely.ladder.streets, "likely"),
    ]
    if isinstance(answer, Answer):
        rows += [("likely plan", answer.likely_plan.people_out, "planned"), ("at least", answer.at_least, "least")]
    places = _apart([axes.y(value) + 4 for _, value, _ in rows], FLOOR - LABEL / 2)
    for (name, value, kind), at in zip(rows, places, strict=True):
        yield f'<text class="end {kind}" x="{WIDTH - RIGHT + 8}" y="{at}">{name}</text>'
        yield f'<text class="end figure" x="{WIDTH - RIGHT + 8}" y="{at + 14}">{value:,}</text>'


def _apart(wanted: Sequence[float], lowest: float) -> list[float]:
    """The wanted places from the top down, each ``LABEL`` apart, the last no lower than ``lowest``."""
    places: list[float] = []
    for at in wanted:
        places.append(max(at, places[-1] + LABEL) if places else at)
    limit = lowest
    for i in reversed(range(len(places))):
        places[i] = round(min(places[i], limit), 1)
        limit = places[i] - LABEL
    return places
