"""Two charts of the record: what crossings passed a day, and how much notice announcements gave against who left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import log10

from geleit.model.precedent import Precedent, Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.announced import Held
from geleit.record.selection import events_of
from geleit.record.weighted import quantile
from geleit.report.html.drawing import WIDTH
from geleit.report.numbers import figure, many
from geleit.report.text.record import teller_text

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
"""Where the scale of rates ends at least."""
MOST_HOURS = 200.0
"""Where the scale of notice ends at least; it begins at an hour."""
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
    counted = found.counted_rate
    told = [row.per_day for row in rows]
    x = _Scale(MOST_A_DAY, (rate.high for rate in (*told, found.assumed, found.need, counted) if rate is not None))
    lanes = [lane for lane in LANES if any(row.mode_class == lane for row in rows)]
    floor = TOP + LANE * len(lanes)
    parts = [
        f'<svg class="record" viewBox="0 0 {WIDTH} {floor + BOTTOM}" role="img" aria-labelledby="rates-t">',
        f'<title id="rates-t">Persons a calendar day and crossing, by event; {escape(name)} beside them</title>',
    ]
    for power in range(1 + int(log10(x.most))):
        at, label = x.of(10.0**power), f"{10**power:,}" if power else "1 or none"
        parts.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{floor}"/>')
        parts.append(f'<text class="tick" x="{at:.1f}" y="{floor + 16}" text-anchor="middle">{label}</text>')
    parts.append(f'<text class="tick" x="{LEFT}" y="{floor + 31}">persons a calendar day and crossing</text>')
    bands = (("assumed", found.assumed, 16), ("needed", found.need, 32), ("counted", counted, 48))
    for kind, rate, y in bands:
        parts += _band(kind, rate, y, floor, x)
    for number, lane in enumerate(lanes):
        top = TOP + LANE * number
        parts.append(f'<line class="floor" x1="0" x2="{WIDTH}" y1="{top}" y2="{top}"/>')
        parts.append(f'<text class="name" x="0" y="{top + LANE / 2 + 4}">{LANES[lane]}</text>')
        parts += _lane([row for row in rows if row.mode_class == lane], top, found, x)
    return "\n".join([*parts, "</svg>"])


def _band(kind: str, rate: Rate | None, y: float, floor: float, x: _Scale) -> Iterator[str]:
    if rate is None:
        yield f'<text class="tick" x="0" y="{y + 4}">{kind}: not known</text>'
        return
    low, high = x.of(rate.low), x.of(rate.high)
    said = _n(rate.low) if _n(rate.low) == _n(rate.high) else f"{_n(rate.low)} to {_n(rate.high)}"
    yield f'<text class="tick" x="0" y="{y + 4}">{kind}: {said}</text>'
    yield f'<rect class="{kind}" x="{low:.1f}" y="{y - 4}" width="{max(high - low, 3):.1f}" height="8"/>'
    if kind == "needed":
        yield f'<line class="needed" x1="{low:.1f}" x2="{low:.1f}" y1="{y + 4}" y2="{floor}"/>'


def _lane(rows: Sequence[Precedent], top: float, found: CaseInRecord, x: _Scale) -> Iterator[str]:
    events: dict[str, list[Precedent]] = {}
    for row in rows:
        events.setdefault(row.event, []).append(row)
    for number, (event, some) in enumerate(sorted(events.items())):
        rates = [row.per_day for row in some if row.per_day is not None]
        middle = quantile([(mid, 1.0) for mid in sorted(rate.mid for rate in rates)], 0.5)
        low, high = x.of(min(rate.low for rate in rates)), x.of(max(rate.high for rate in rates))
        y = top + 8 + (LANE - 16) * (number * 7 % 13) / 12  # spread over the lane, the same each time
        by = {row.claimant_is_party for row in some}
        later = all(row in found.chosen.later for row in some)
        kind = f"event{'' if by == {'no'} else ' party'}{' later' if later else ''}"
        counted = "others" if by == {"no"} else "a party" if by == {"yes"} else "a party in part, or perhaps"
        said = (
            f"{event}: {_n(min(r.low for r in rates))} to {_n(max(r.high for r in rates))} a day; counted by {counted}"
        )
        yield f'<g class="{kind}"><title>{escape(said)}</title>'
        yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<circle cx="{x.of(middle):.1f}" cy="{y:.1f}" r="3.6"/></g>'


def notice_svg(found: CaseInRecord, name: str) -> str:
    """Each announcement with a time and a count: hours of notice against the share of people said to have left."""
    height, floor = 356, 356 - BOTTOM
    shown, own = _once(found.announcements), _once(found.own)
    x = _Scale(MOST_HOURS, (held.row.notice_hours_high or 0.0 for held in (*shown, *own)))
    parts = [
        f'<svg class="record" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="notice-t">',
        '<title id="notice-t">Hours of notice, and the share of people said to have left, of each announcement</title>',
    ]
    for hours in (hours for hours in (1, 3, 6, 12, 24, 48, 96, 168, 336, 720) if hours <= x.most):
        at = x.of(hours)
        parts.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{ROOF}" y2="{floor}"/>')
        parts.append(f'<text class="tick" x="{at:.1f}" y="{floor + 16}" text-anchor="middle">{hours}</text>')
    for share in (0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0):
        y = _share(share, floor)
        label = f"{figure(100 * share)} % or none" if share == LEAST_SHARE else f"{figure(100 * share)} %"
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    parts.append(
        f'<text class="tick" x="{LEFT}" y="{floor + 31}">hours from the word to the end of the time given</text>'
    )
    parts.append('<text class="tick" x="0" y="14">said to have left, of the people told to leave</text>')
    for held in shown:
        later = " later" if held.row.day >= found.chosen.selection.before else ""
        parts += _announcement(held, floor, x, f"{'agreed' if held.row.agreed == 'both sides' else 'alone'}{later}")
    for held in own:
        parts += _announcement(held, floor, x, "own")
    if own:  # one name for all of them
        (across, down), side = _place(own[0], floor, x), "end"
        if across < LEFT + _PLOT / 2:
            side = "start"
        across += 10 if side == "start" else -10
        parts.append(
            f'<text class="name" x="{across:.1f}" y="{down - 8:.1f}" text-anchor="{side}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"])


def rates_caption(found: CaseInRecord) -> str:
    """What class of rows the chart of rates shows, and how many."""
    then, later = ([row for row in some if row.per_day] for some in (found.chosen.rows, found.chosen.later))
    until = max((row.date_to or row.date_from for row in (*then, *later)), default="")
    return (
        f"{found.chosen.selection.words()}: {many(len(then), 'row')} of {many(events_of(then), 'event')}, and "
        f"{len(later)} of {events_of(later)} later{f', up to {until}' if until else ''}."
    )


def notice_caption(found: CaseInRecord) -> str:
    """How many announcements the chart of notice shows, and of how many."""
    shown = [held.row for held in _once(found.announcements)]
    later = sum(row.day >= found.chosen.selection.before for row in shown)
    every = {held.row.announcement for held in found.announcements}
    until = max((row.day for row in shown), default="")
    return (
        f"{many(len(shown), 'announcement')} of {many(len({row.event for row in shown}), 'event')} with a time, people "
        f"and a count at both ends, of {len(every)} on record{f', up to {until}' if until else ''}, {later} of them "
        "later than this case; counts that run past the time given are among them, and who counted is told at each "
        "mark."
    )


def _once(every: Iterable[Held]) -> list[Held]:
    """Those that can be drawn, each announcement once: other claimants' accounts of it are not drawn again."""
    found: dict[str, Held] = {}
    for held in every:
        if held.row.use != "alt" and _is_charted(held):
            found.setdefault(held.row.announcement, held)
    return list(found.values())


def _is_charted(held: Held) -> bool:
    row = held.row
    return row.share_left is not None and row.notice_hours_low is not None and row.notice_hours_high is not None


def _announcement(held: Held, floor: float, x: _Scale, kind: str) -> Iterator[str]:
    row, share = held.row, held.row.share_left
    if share is None or row.notice_hours_low is None or row.notice_hours_high is None:
        return
    low, high = x.of(row.notice_hours_low), x.of(row.notice_hours_high)
    at, y = _place(held, floor, x)
    said = f"{row.place}, {row.day}: {100 * share.low:.3g} to {100 * share.high:.3g} %, by {teller_text(row)}"
    yield f'<g class="told {kind}"><title>{escape(said)}</title>'
    yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
    top, bottom = _share(share.high, floor), _share(share.low, floor)
    yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{bottom:.1f}" y2="{top:.1f}"/>'
    if row.left_claimant_is_party == "no":
        yield f'<circle cx="{at:.1f}" cy="{y:.1f}" r="4"/></g>'
    else:
        half = 6 if kind == "own" else 4
        yield f'<rect x="{at - half:.1f}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}"/></g>'


def _place(held: Held, floor: float, x: _Scale) -> tuple[float, float]:
    ends = [x.of(end or 0.0) for end in (held.row.notice_hours_low, held.row.notice_hours_high)]
    return sum(ends) / 2, _share(_middle(held), floor)


def _middle(held: Held) -> float:
    share = held.row.share_left
    return 0.0 if share is None else (max(share.low, LEAST_SHARE) * max(share.high, LEAST_SHARE)) ** 0.5


class _Scale:
    """A logarithmic scale from one, to at least so many, and as far as any of the figures."""

    def __init__(self, least: float, figures: Iterable[float]) -> None:
        self.most = max((least, *figures))

    def of(self, figure: float) -> float:
        """Where a figure stands; all below one stand at one."""
        return LEFT + _PLOT * log10(max(figure, 1.0)) / log10(self.most)


def _share(share: float, floor: float) -> float:
    place = 1 + log10(max(share, LEAST_SHARE)) / -log10(LEAST_SHARE)
    return floor - (floor - ROOF) * place


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else figure(value)
