"""Counts of people who were said to have left, against how many can have, as an inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, log10

from geleit.model.finding import Count
from geleit.report.html.drawing import WIDTH
from geleit.report.numbers import between, short

ROW, TOP, BOTTOM = 38, 12, 26
LEFT, RIGHT = 225, 165
ZERO = 26
"""Room for nobody, which has no place on a scale of powers of ten."""


@dataclass(frozen=True)
class Scale:
    """From people to the drawing: nobody at the left, then powers of ten."""

    tens: int

    def x(self, people: float) -> float:
        """Where a number of people stands, from the left."""
        if people < 1:
            return LEFT
        wide = WIDTH - LEFT - RIGHT - ZERO
        return round(LEFT + ZERO + wide * min(log10(people) / self.tens, 1.0), 1)


def counts_svg(rows: Sequence[tuple[str, str, Count]], key: str = "counts") -> str:
    """A bar or dot for each figure, and an upright line where proof ends what can be true.

    Parameters
    ----------
    rows
        Who said it, when and of whom, and the count.
    key
        Start of the ids in the drawing; no two drawings of a page share one.
    """
    largest = max((x for *_, c in rows for x in (c.low, c.high or 0, c.at_most or 0)), default=1)
    scale = Scale(max(1, ceil(log10(max(largest, 1)))))
    floor = TOP + ROW * len(rows)
    told = "; ".join(f"{who}, {when}: {_said(count)}, {_proved(count)}" for who, when, count in rows)
    parts = [
        f'<svg class="counts" viewBox="0 0 {WIDTH} {floor + BOTTOM}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">People who were said to have left, and how many can have</title>',
        f'<desc id="{key}-d">{escape(told)}</desc>',
        *_grid(scale, floor),
    ]
    for row, (who, when, count) in enumerate(rows):
        middle = TOP + ROW * row + ROW / 2
        name = f"{escape(short(who))}<title>{escape(who)}</title>"
        parts.append(f'<text class="name" x="0" y="{middle - 2}">{name}</text>')
        parts.append(f'<text class="tick" x="0" y="{middle + 13}">{escape(short(when))}</text>')
        parts += _figures(count, scale, middle)
    return "\n".join([*parts, "</svg>"])


def _grid(scale: Scale, floor: float) -> Iterable[str]:
    for value in (0, *(10**power for power in range(scale.tens + 1))):
        x = scale.x(value)
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{floor}"/>'
        yield f'<text class="tick" x="{x}" y="{floor + 16}" text-anchor="middle">{_tick(value)}</text>'


def _figures(count: Count, scale: Scale, middle: float) -> Iterable[str]:
    beyond = count.at_most is not None and count.low > count.at_most
    if count.at_most is not None:
        x, half = scale.x(count.at_most), ROW / 2 - 4
        wide = max(0.0, round(WIDTH - RIGHT - x, 1))
        yield f'<rect class="cannot" x="{x}" y="{middle - half}" width="{wide}" height="{2 * half}"/>'
        yield f'<line class="most" x1="{x}" x2="{x}" y1="{middle - half}" y2="{middle + half}"/>'
    kind = "told beyond" if beyond else "told"
    low, high = scale.x(count.low), scale.x(10**scale.tens if count.high is None else count.high)
    if high - low < 8:
        yield f'<circle class="{kind}" cx="{round((low + high) / 2, 1)}" cy="{middle}" r="5"/>'
    else:
        yield f'<rect class="{kind}" x="{low}" y="{middle - 4}" width="{round(high - low, 1)}" height="8"/>'
    mark = " \N{CIRCLED DIVISION SLASH}" if beyond else ""
    yield f'<text class="name" x="{WIDTH - RIGHT + 12}" y="{middle + 4}">{_said(count)}{mark}</text>'


def _tick(value: int) -> str:
    return f"{value // 10**6:,} mln" if value >= 10**6 else f"{value:,}"


def _said(count: Count) -> str:
    return f"{count.low:,.0f} or more" if count.high is None else between(count.low, count.high)


def _proved(count: Count) -> str:
    return "nothing proved" if count.at_most is None else f"at most {count.at_most:,} can have"
