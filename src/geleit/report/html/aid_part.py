"""The part of a page on what gets in: needs against deliveries, and how long stocks last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from geleit.model.aid import AidFinding, Span
from geleit.report.html.checks_part import code_link
from geleit.report.html.drawing import LEFT, WIDTH
from geleit.report.html.template import template
from geleit.report.numbers import figure, quantity
from geleit.report.text.verdict import verdict_word

HEIGHT = 264
RIGHT, TOP, FLOOR = 20, 40, 224
NAMES = 14
"""Height of a line of words above the chart."""
BAR = 120
"""Length of a bar that stands for the whole need."""


def render_aid(findings: Sequence[AidFinding], titles: Mapping[str, str], zone: ZoneInfo) -> str:
    """HTML of the findings about aid: a table of needs, the clocks, and each finding with its evidence.

    Parameters
    ----------
    titles
        Titles of sources, by id.
    """
    from markupsafe import Markup

    # Markup only around drawings of our own, in which every text is escaped
    return template("aid").render(
        findings=findings,
        code=code_link,
        worded=verdict_word,
        needs=[f for f in findings if f.need is not None and f.code == "AID-NEED"],
        clocks=[(f, Markup(clock_svg(f, zone, f"clock{i}"))) for i, f in enumerate(findings) if f.series],  # noqa: S704
        bar=lambda finding: Markup(share_svg(finding.share)),  # noqa: S704
        quantity=quantity,
        titles=titles,
        marks={"met": "✓", "not met": "✕", "unknown": "?"},
    )


def share_svg(share: Span | None) -> str:
    """A share of the need as a bar: what certainly came filled, what may have come hatched, open where not known."""
    said = _said(share)
    box = f'viewBox="0 0 {BAR + 2} 16" width="{BAR + 2}" height="16"'
    parts = [f'<svg class="share" {box} role="img"><title>{said}</title>']
    if share is not None:
        sure = round(BAR * min(share.low, 1.0), 1)
        high = BAR if share.high is None else round(BAR * min(share.high, 1.0), 1)
        parts.append(f'<rect class="perhaps" x="1" y="2" width="{max(high, 0.5)}" height="12"/>')
        parts.append(f'<rect class="sure" x="1" y="2" width="{sure}" height="12"/>')
    parts.append(f'<rect class="whole" x="1" y="2" width="{BAR}" height="12"/></svg> <small>{said}</small>')
    return "".join(parts)


def _said(share: Span | None) -> str:
    if share is None or share.high is None:
        return "not known" if share is None or share.low == 0 else f"at least {figure(100 * share.low)} %"
    return " to ".join(dict.fromkeys(figure(100 * x) for x in (share.low, share.high))) + " %"


def clock_svg(finding: AidFinding, zone: ZoneInfo, key: str) -> str:
    """What is left of a stock over time, at least and at most, with the days on which it runs out.

    Parameters
    ----------
    key
        Start of the ids in the drawing; no two drawings of a page share one.
    """
    start, end = finding.series[0][0], finding.series[-1][0]
    top = max((s.low if s.high is None else s.high for _, s in finding.series), default=1.0) * 1.05 or 1.0

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - start) / max(end - start, timedelta(seconds=1))), 1)

    def y(left: float) -> float:
        return round(FLOOR - (FLOOR - TOP) * left / top, 1)

    low = " ".join(f"{x(at)},{y(s.low)}" for at, s in finding.series)
    parts = [
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{escape(str(finding.about))}: what is left</title>',
        f'<desc id="{key}-d">{escape(finding.summary)}</desc>',
    ]
    for part in range(5):
        left = top / 1.05 * part / 4
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(left)}" y2="{y(left)}"/>')
        text = escape(quantity(left, left, finding.unit))
        parts.append(f'<text class="tick" x="{LEFT - 6}" y="{y(left) + 4}" text-anchor="end">{text}</text>')
    if all(s.high is not None for _, s in finding.series):
        high = " ".join(f"{x(at)},{y(s.high or 0.0)}" for at, s in finding.series)
        parts.append(f'<polygon class="between" points="{high} {" ".join(reversed(low.split()))}"/>')
        parts.append(f'<polyline class="most" points="{high}"/>')
    parts.append(f'<polyline class="least" points="{low}"/>')
    parts += _days(start, end, zone, x)
    for row, (name, at) in enumerate(zip(("earliest", "latest"), finding.runs_out or (None, None), strict=True)):
        if at is not None:
            parts += _out(f"out at the {name}", at.astimezone(zone), x(at), NAMES * (row + 1))
    return "\n".join([*parts, "</svg>"])


def _out(name: str, at: datetime, across: float, down: int) -> list[str]:
    """A line at a time with its name, on the side where there is room."""
    anchor, away = ("end", -5) if across > WIDTH / 2 else ("start", 5)
    text = f"{name}: {at.day} {at:%b, %H:%M}"
    return [
        f'<line class="grid" x1="{across}" x2="{across}" y1="{down}" y2="{FLOOR}"/>',
        f'<text class="end" x="{across + away}" y="{down}" text-anchor="{anchor}">{text}</text>',
    ]


def _days(start: datetime, end: datetime, zone: ZoneInfo, x: Callable[[datetime], float]) -> list[str]:
    """Midnights beneath the axis, at most about ten."""
    first = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = (end - start) / timedelta(days=1)
    step = next((d for d in (1, 2, 5, 10, 30, 90, 365) if days / d <= 10), 3650)
    marks = (first + timedelta(days=d) for d in range(0, int(days) + 2, step))
    return [
        f'<text class="tick" x="{x(at)}" y="{FLOOR + 20}" text-anchor="middle">{at.day} {at:%b}</text>'
        for at in marks
        if start <= at <= end
    ]
