"""Two charts of the record: what crossings passed a day, and how much notice announcements gave against who left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import log10

from geleit.model.precedent import Precedent, Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.announced import Held
from geleit.record.weighted import quantile
from geleit.report.html.drawing import WIDTH
from geleit.report.numbers import figure

LANES = {
    "foot, screened": "on foot, each one screened",
    "foot, light checks": "on foot, light checks",
    "foot, unchecked": "on foot, unchecked",
    "foot, unknown": "on foot, checks unknown",
    "bus": "bus or truck",
    "car": "car",
    "mixed": "mixed",
    "other": "ship, train, aircraft",
}
LEFT, MARGIN, TOP, BOTTOM, LANE = 190, 20, 64, 36, 46
ROOF = 36
"""Where the scale of shares ends."""
MOST_A_DAY = 300_000.0
HOURS = (1.0, 200.0)
"""Ends of the scale of notice."""
LEAST_SHARE = 1e-5
_PLOT = WIDTH - LEFT - MARGIN


def rates_svg(found: CaseInRecord, name: str) -> str:
    """One mark for each event and way of passing: what it passed a day and crossing, with all the doubt.

    Parameters
    ----------
    name
        Of the case, whose needed, assumed and counted figures stand across the chart.
    """
    rows = [row for row in (*found.chosen.rows, *found.chosen.later) if row.per_day is not None]
    lanes = [lane for lane in LANES if any(row.mode_class == lane for row in rows)]
    floor = TOP + LANE * len(lanes)
    parts = [
        f'<svg class="record" viewBox="0 0 {WIDTH} {floor + BOTTOM}" role="img" aria-labelledby="rates-t">',
        f'<title id="rates-t">Persons a calendar day and crossing, by event; {escape(name)} beside them</title>',
    ]
    for power in range(6):
        x = _x(10.0**power)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{floor}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{10**power:,}</text>')
    parts.append(f'<text class="tick" x="{LEFT}" y="{floor + 31}">persons a calendar day and crossing</text>')
    bands = (("assumed", found.assumed, 16), ("needed", found.need, 32), ("counted", found.counted_rate, 48))
    for kind, rate, y in bands:
        parts += _band(kind, rate, y, floor)
    for number, lane in enumerate(lanes):
        top = TOP + LANE * number
        parts.append(f'<line class="floor" x1="0" x2="{WIDTH}" y1="{top}" y2="{top}"/>')
        parts.append(f'<text class="name" x="0" y="{top + LANE / 2 + 4}">{LANES[lane]}</text>')
        parts += _lane([row for row in rows if row.mode_class == lane], top, found)
    return "\n".join([*parts, "</svg>"])


def _band(kind: str, rate: Rate | None, y: float, floor: float) -> Iterator[str]:
    if rate is None:
        yield f'<text class="tick" x="0" y="{y + 4}">{kind}: not known</text>'
        return
    low, high = _x(rate.low), _x(rate.high)
    said = _n(rate.low) if _n(rate.low) == _n(rate.high) else f"{_n(rate.low)} to {_n(rate.high)}"
    yield f'<text class="tick" x="0" y="{y + 4}">{kind}: {said}</text>'
    yield f'<rect class="{kind}" x="{low:.1f}" y="{y - 4}" width="{max(high - low, 3):.1f}" height="8"/>'
    if kind == "needed":
        yield f'<line class="needed" x1="{low:.1f}" x2="{low:.1f}" y1="{y + 4}" y2="{floor}"/>'


def _lane(rows: Sequence[Precedent], top: float, found: CaseInRecord) -> Iterator[str]:
    events: dict[str, list[Precedent]] = {}
    for row in rows:
        events.setdefault(row.event, []).append(row)
    for number, (event, some) in enumerate(sorted(events.items())):
        rates = [row.per_day for row in some if row.per_day is not None]
        middle = quantile([(mid, 1.0) for mid in sorted(rate.mid for rate in rates)], 0.5)
        low, high = _x(min(rate.low for rate in rates)), _x(max(rate.high for rate in rates))
        y = top + 8 + (LANE - 16) * (number * 7 % 13) / 12  # spread over the lane, the same each time
        party = all(row.claimant_is_party == "yes" for row in some)
        later = all(row in found.chosen.later for row in some)
        kind = f"event{' party' if party else ''}{' later' if later else ''}"
        counted = "a party" if party else "others"
        said = (
            f"{event}: {_n(min(r.low for r in rates))} to {_n(max(r.high for r in rates))} a day; counted by {counted}"
        )
        yield f'<g class="{kind}"><title>{escape(said)}</title>'
        yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<circle cx="{_x(middle):.1f}" cy="{y:.1f}" r="3.6"/></g>'


def notice_svg(found: CaseInRecord, name: str) -> str:
    """Each announcement with a time and a count: hours of notice against the share of people counted as gone."""
    height, floor = 356, 356 - BOTTOM
    shown = [held for held in found.announcements if _is_charted(held)]
    own = [held for held in found.own if _is_charted(held)]
    parts = [
        f'<svg class="record" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="notice-t">',
        '<title id="notice-t">Hours of notice, and the share of people counted as gone, of each announcement</title>',
    ]
    for hours in (1, 3, 6, 12, 24, 48, 96, 168):
        x = _hour(hours)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{ROOF}" y2="{floor}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{floor + 16}" text-anchor="middle">{hours}</text>')
    for share in (0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0):
        y = _share(share, floor)
        label = "none" if share == LEAST_SHARE else f"{figure(100 * share)} %"
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    parts.append(
        f'<text class="tick" x="{LEFT}" y="{floor + 31}">hours from the word to the end of the time given</text>'
    )
    parts.append('<text class="tick" x="0" y="14">counted as gone, of the people told to leave</text>')
    for held in shown:
        parts += _announcement(held, floor, "agreed" if held.row.agreed == "both sides" else "alone")
    for held in own:
        parts += _announcement(held, floor, "own")
    if own:  # one name for all of them
        at, side = _place(own[0], floor), "end"
        if at[0] < LEFT + _PLOT / 2:
            side = "start"
        x = at[0] + (10 if side == "start" else -10)
        parts.append(f'<text class="name" x="{x:.1f}" y="{at[1] - 8:.1f}" text-anchor="{side}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"])


def _is_charted(held: Held) -> bool:
    row = held.row
    return row.share_left is not None and row.notice_hours_low is not None and row.notice_hours_high is not None


def _announcement(held: Held, floor: float, kind: str) -> Iterator[str]:
    row, share = held.row, held.row.share_left
    if share is None or row.notice_hours_low is None or row.notice_hours_high is None:
        return
    low, high = _hour(row.notice_hours_low), _hour(row.notice_hours_high)
    x, y = _place(held, floor)
    said = f"{row.place}, {row.day}: {100 * share.low:.3g} to {100 * share.high:.3g} %, {row.left_claimant}"
    yield f'<g class="told {kind}"><title>{escape(said)}</title>'
    yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
    yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_share(share.low, floor):.1f}" y2="{_share(share.high, floor):.1f}"/>'
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/></g>'


def _place(held: Held, floor: float) -> tuple[float, float]:
    ends = [_hour(end or 0.0) for end in (held.row.notice_hours_low, held.row.notice_hours_high)]
    return sum(ends) / 2, _share(_middle(held), floor)


def _middle(held: Held) -> float:
    share = held.row.share_left
    return 0.0 if share is None else (max(share.low, LEAST_SHARE) * max(share.high, LEAST_SHARE)) ** 0.5


def _x(rate: float) -> float:
    place = log10(max(rate, 1.0)) / log10(MOST_A_DAY)
    return LEFT + _PLOT * min(place, 1.0)


def _hour(hours: float) -> float:
    low, high = map(log10, HOURS)
    return LEFT + _PLOT * min(max((log10(max(hours, HOURS[0])) - low) / (high - low), 0.0), 1.0)


def _share(share: float, floor: float) -> float:
    place = 1 + log10(max(share, LEAST_SHARE)) / -log10(LEAST_SHARE)
    return floor - (floor - ROOF) * place


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else figure(value)
