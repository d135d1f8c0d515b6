"""Announcements of several cases side by side: notice, hours, who could leave, who did, as an inline SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from math import log10

from geleit.model.aid import Span
from geleit.model.pattern import Pattern
from geleit.report.html.drawing import WIDTH
from geleit.report.numbers import short

LEFT, GAP = 130, 24
ROW, PAD, TOP, BOTTOM = 13, 10, 34, 24
WEEK = 168.0
"""Hours at the right end of the scales of time."""
DECADES = 5
"""Powers of ten below everyone that the scale of those who left shows."""


@dataclass(frozen=True)
class Panel:
    """One scale of the chart.

    Parameters
    ----------
    values
        Of a case, a bar each; ``None`` where not known.
    at
        Where a value stands, 0 to 1; beyond both ends it stands at the end.
    ticks
        Values with their words.
    criterion
        A value to hold the bars against, or ``None``.
    likely
        A value within the bar of a case, marked on it; ``None`` where there is none.
    hollow
        Which bars of a case are a party's own figures, or may be; empty where nobody is asked.
    """

    name: str
    values: Callable[[Pattern], list[Span | None]]
    at: Callable[[float], float]
    ticks: Sequence[tuple[float, str]]
    criterion: float | None = None
    likely: Callable[[Pattern], float | None] = lambda _: None
    hollow: Callable[[Pattern], list[bool]] = lambda _: []


def _hours(value: float) -> float:
    return value / WEEK


def _tens(share: float) -> float:
    return 1 + log10(max(share, 1e-9)) / DECADES


PANELS = (
    Panel("notice, h", lambda p: [a.notice for a in p.announcements], _hours, ((0, "0"), (72, "72"), (168, "168")), 72),
    Panel(
        "open a week, h",
        lambda p: [a.a_week for a in p.announcements],
        _hours,
        ((0, "0"), (48, "48"), (168, "168")),
        48,
    ),
    Panel(
        "could be out, %",
        lambda p: [p.could],
        lambda share: share,
        ((0, "0"), (0.5, "50"), (1, "100")),
        likely=lambda p: p.could_likely,
    ),
    Panel(
        "said to have left, %",
        lambda p: [told.share for told in p.left],
        _tens,
        ((0.0001, "0.01"), (0.01, "1"), (1, "100")),
        hollow=lambda p: [told.party != "no" for told in p.left],
    ),
)


def panels_svg(patterns: Sequence[Pattern], key: str = "panels") -> str:
    """A row for each case, a panel for each scale; a bar reaches from the least to the most that is known.

    Parameters
    ----------
    key
        Start of the ids in the drawing; no two drawings of a page share one.
    """
    tall = [2 * PAD + ROW * max(1, *(len(panel.values(p)) for panel in PANELS)) for p in patterns]
    floor = TOP + sum(tall)
    wide = (WIDTH - LEFT - GAP * (len(PANELS) - 1) - 16) / len(PANELS)
    parts = [
        f'<svg class="panels" viewBox="0 0 {WIDTH} {floor + BOTTOM}" role="img" aria-labelledby="{key}-t">',
        f'<title id="{key}-t">Notice, hours, who could leave, who is said to have left: as in the tables</title>',
    ]
    for column, panel in enumerate(PANELS):
        parts += _axis(panel, LEFT + column * (wide + GAP), wide, floor)
    top = float(TOP)
    for pattern, high in zip(patterns, tall, strict=True):
        parts.append(f'<line class="floor" x1="0" x2="{WIDTH}" y1="{top}" y2="{top}"/>')
        parts.append(f'<text class="name" x="0" y="{top + PAD + 10}">{escape(short(pattern.case, 20))}</text>')
        for column, panel in enumerate(PANELS):
            left = LEFT + column * (wide + GAP)
            bars = zip_longest(panel.values(pattern) or [None], panel.hollow(pattern))
            for row, (value, hollow) in enumerate(bars):
                kind = "told party" if hollow else "told"
                parts += _bar(panel, value, kind, left, wide, top + PAD + ROW * row)
            if (likely := panel.likely(pattern)) is not None:
                x = left + wide * _within(panel.at(likely))
                parts.append(
                    f'<line class="likely" x1="{x:.1f}" x2="{x:.1f}" y1="{top + PAD}" y2="{top + PAD + ROW}"/>'
                )
        top += high
    return "\n".join([*parts, "</svg>"])


def _axis(panel: Panel, left: float, wide: float, floor: float) -> Iterable[str]:
    yield f'<text class="name" x="{left:.1f}" y="14">{panel.name}</text>'
    for value, text in panel.ticks:
        x = left + wide * _within(panel.at(value))
        kind = "criterion" if value == panel.criterion else "grid"
        yield f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{floor}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{text}</text>'


def _bar(panel: Panel, value: Span | None, kind: str, left: float, wide: float, top: float) -> Iterable[str]:
    middle = top + ROW / 2
    if value is None:
        yield f'<text class="tick" x="{left:.1f}" y="{middle + 4:.1f}">?</text>'
        return
    low = left + wide * _within(panel.at(value.low))
    high = left + wide * (1.0 if value.high is None else _within(panel.at(value.high)))
    if high - low < 6:
        yield f'<circle class="{kind}" cx="{(low + high) / 2:.1f}" cy="{middle:.1f}" r="4"/>'
    else:
        yield f'<rect class="{kind}" x="{low:.1f}" y="{middle - 3.5:.1f}" width="{high - low:.1f}" height="7"/>'
    if value.high is not None and panel.at(value.high) > 1:
        yield f'<text class="tick" x="{left + wide + 2:.1f}" y="{middle + 4:.1f}">›</text>'


def _within(place: float) -> float:
    return min(max(place, 0.0), 1.0)
