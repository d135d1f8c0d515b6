"""The curve of who can be out over time, as an inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.window import Window

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 130, 16, 46


def curve_svg(case: Case, answer: Answer) -> str:
    """Both bounds over time, with the likely figures between, and the range of people inside."""
    start, end = answer.start, answer.deadline
    top = max(1.0, answer.people.high) * 1.04

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - start) / (end - start)), 1)

    def y(people: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * people / top, 1)

    def line(name: str) -> str:
        return " ".join(f"{x(p.at)},{y(getattr(p, name))}" for p in answer.curve)

    upper, lower = line("at_most"), line("at_least")
    between = f"{upper} {' '.join(reversed(lower.split()))}"
    inside = f'height="{max(1.0, round(y(answer.people.low) - y(answer.people.high), 1))}"'
    parts = [
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="curve-t curve-d">',
        '<title id="curve-t">Who can be out, by when</title>',
        f'<desc id="curve-d">{escape(_described(answer))}</desc>',
        *(_band(x(w.start), x(w.end)) for w in _shown(case, start, end)),
        f'<rect class="inside" x="{LEFT}" y="{y(answer.people.high)}" width="{WIDTH - LEFT - RIGHT}" {inside}/>',
        *_grid(start, end, top, x, y),
        f'<polygon class="between" points="{between}"/>',
        f'<polyline class="most" points="{upper}"/>',
        f'<polyline class="likely" points="{line("at_most_likely")}"/>',
        f'<polyline class="least" points="{lower}"/>',
        *_labels(answer, y),
        "</svg>",
    ]
    return "\n".join(parts)


def _described(answer: Answer) -> str:
    return (
        f"From {answer.start.isoformat()} to {answer.deadline.isoformat()}: at most {answer.at_most:,} people, with "
        f"the likely figures at most {answer.likely.ladder.streets:,}, by the plan at least {answer.at_least:,}."
    )


def _shown(case: Case, start: datetime, end: datetime) -> Iterable[Window]:
    period = Window(start, end)
    for pause in case.pauses:
        for window in pause.windows:
            if window.overlaps(period):
                yield Window(max(window.start, start), min(window.end, end))


def _band(left: float, right: float) -> str:
    return (
        f'<rect class="pause" x="{left}" y="{TOP}" width="{max(0.5, round(right - left, 1))}" '
        f'height="{HEIGHT - TOP - BOTTOM}"/>'
    )


def _grid(start: datetime, end: datetime, top: float, x, y) -> Iterable[str]:  # type: ignore[no-untyped-def]
    for value in _steps(top):
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value)}" y2="{y(value)}"/>'
        yield f'<text class="tick" x="{LEFT - 8}" y="{y(value) + 4}" text-anchor="end">{value:,.0f}</text>'
    for at, text in _moments(start, end):
        yield f'<line class="grid" x1="{x(at)}" x2="{x(at)}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}"/>'
        yield f'<text class="tick" x="{x(at)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{text}</text>'
    zone = escape(start.tzname() or "")
    yield f'<text class="tick" x="{LEFT}" y="{HEIGHT - 6}">people out, by local time ({zone})</text>'


def _steps(top: float) -> Sequence[float]:
    """Round figures for the axis, about five."""
    rough = top / 5
    size = 10 ** (len(str(int(max(rough, 1)))) - 1)
    step = next(size * k for k in (1, 2, 2.5, 5, 10) if size * k >= rough)
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


def _labels(answer: Answer, y) -> Iterable[str]:  # type: ignore[no-untyped-def]
    """Names at the right ends of the lines, moved apart where they would meet."""
    rows = [
        ("at most", answer.at_most, "most"),
        ("likely, at most", answer.likely.ladder.streets, "likely"),
        ("at least", answer.at_least, "least"),
    ]
    taken = -100.0
    for name, value, kind in rows:
        at = max(min(y(value) + 4, y(0) - 18), taken + 30)
        taken = at
        yield f'<text class="end {kind}" x="{WIDTH - RIGHT + 8}" y="{at}">{name}</text>'
        yield f'<text class="end figure" x="{WIDTH - RIGHT + 8}" y="{at + 14}">{value:,}</text>'
