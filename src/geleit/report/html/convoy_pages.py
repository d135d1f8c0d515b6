"""Pages of a convoy plan: one without routes and times, and a load and route sheet for each truck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import numpy as np

from geleit.files import write_atomically
from geleit.model.aid import Span
from geleit.model.case import Case
from geleit.model.convoy import Cap, ConvoyBound, ConvoyPlan, Supply, Trip
from geleit.model.network import Network
from geleit.model.population import Cells, Somewhere
from geleit.model.public import InternalCase, PublicCase
from geleit.report.html.aid_part import share_svg
from geleit.report.html.drawing import WIDTH
from geleit.report.html.other_pages import page
from geleit.report.numbers import many, quantity
from geleit.report.stamps import stamp_html
from geleit.report.text.convoy import bound_sentences, sentences

SMALL = 420
SHEET = """<section class="sheet"><h2>{truck}</h2>
<p>{kind}. Load and route sheet, {case}. Times are local. For the drivers and their escorts only.</p>
{trips}</section>"""
LEG = """<h3>Round {number}: {kg} for {districts}</h3>
<table class="stack"><thead><tr>
<th>where</th><th>arrive</th><th>leave</th><th class="n">unload</th><th class="n">daily rations</th></tr></thead><tbody>
{rows}
</tbody></table>
<p>Load: {load}.</p>
<p>Way: {way}.{risk}</p>
<figure>{drawing}</figure>"""
BOUND = """<p class="verdict">{verdict}</p>
<table class="stack"><thead><tr><th>limit</th><th class="n">at most</th><th>what it is</th></tr></thead><tbody>
{caps}
</tbody></table>
<p class="note">No plan, route or district is published: they would tell where goods lie and people wait.</p>"""
SUMMARY = """<p class="verdict">{verdict}</p>
<table class="stack"><thead><tr><th>limit</th><th class="n">at most</th><th>what it is</th></tr></thead><tbody>
{caps}
</tbody></table>
<h2>Districts</h2>
<table class="stack"><thead><tr>
<th>district</th><th class="n">needs</th><th class="n">gets</th><th>share</th><th>why nothing</th></tr></thead><tbody>
{districts}
</tbody></table>
<figure class="scroll">{drawing}
<figcaption>Circles: districts, filled by the share of their need that they get. Squares: depots. Triangles: gates.
Routes and times are not shown. {credit}</figcaption></figure>"""


def write_convoy(path: Path, view: InternalCase, plan: ConvoyPlan) -> None:
    """Write the plan as a page: limits, districts and a map, without routes and times.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    case = view.case
    rows = "\n".join(
        f'<tr><td>{escape(s.name)}</td><td class="n">{quantity(s.need.low, s.need.high, "kg")}</td>'
        f'<td class="n">{quantity(s.kg, s.kg, "kg")}</td><td>{share_svg(_share(s))}</td>'
        f"<td>{escape(s.reason)}</td></tr>"
        for s in plan.supplies
    )
    body = SUMMARY.format(
        verdict=escape(" ".join(sentences(plan))),
        caps=_caps(plan.caps),
        districts=rows,
        drawing=_map(case, plan),
        credit=escape(case.network.attribution),
    )
    write_atomically(path, page(f"{case.title or case.name}: convoys", body, stamp_html(view)))


def write_bound(path: Path, view: PublicCase, bound: ConvoyBound) -> None:
    """Write what no plan can exceed as a page, without districts, depots and gates.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    body = BOUND.format(verdict=escape(" ".join(bound_sentences(bound))), caps=_caps(bound.caps))
    write_atomically(path, page(f"{view.title or view.name}: convoys", body, stamp_html(view)))


def _caps(caps: Sequence[Cap]) -> str:
    return "\n".join(
        f'<tr><td>{cap.kind}</td><td class="n">{quantity(cap.kg, cap.kg, "kg")}</td><td>{escape(cap.text)}</td></tr>'
        for cap in caps
    )


def write_sheets(path: Path, view: InternalCase, plan: ConvoyPlan) -> None:
    """Write a load and route sheet for each truck, a page each.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    case = view.case
    rounds: dict[str, list[Trip]] = {}
    for trip in plan.trips:
        rounds.setdefault(trip.truck, []).append(trip)
    types = {t.id: t for t in case.fleet.trucks}
    sheets = []
    for truck, trips in sorted(rounds.items()):
        kind = types[trips[0].type]
        legs = "\n".join(_leg(case, plan, number, trip) for number, trip in enumerate(trips, 1))
        about = f"{kind.name}, {kind.payload.low:g} t, from {trips[0].depot}"
        sheets.append(SHEET.format(truck=escape(truck), kind=escape(about), case=escape(case.name), trips=legs))
    write_atomically(
        path, page(f"{case.title or case.name}: load and route sheets", "\n".join(sheets), stamp_html(view))
    )


def _leg(case: Case, plan: ConvoyPlan, number: int, trip: Trip) -> str:
    names = {p.id: p.name for p in case.places}
    gates = {g.id: g.name for g in case.fleet.gates}
    rows: list[tuple[str, datetime | None, datetime | None, int]] = [(f"depot {trip.depot}", None, trip.depart, 0)]
    if trip.gate:
        rows.append((f"gate {gates[trip.gate]}", trip.enter, trip.enter, 0))
    rows += [(names[s.district], s.arrive, s.depart, s.kg) for s in trip.stops]
    if trip.way_out:
        rows.append((f"gate {gates[trip.way_out]}", trip.leave, trip.leave, 0))
    rows.append((f"depot {trip.depot}", trip.arrive, None, 0))
    cells = "\n".join(
        f"<tr><td>{escape(where)}</td><td>{_clock(case, came)}</td><td>{_clock(case, left)}</td>"
        f'<td class="n">{quantity(kg, kg, "kg") if kg else ""}</td><td class="n">{_rations(plan, kg)}</td></tr>'
        for where, came, left, kg in rows
    )
    risk = f" {many(round(trip.at_risk), 'minute')} on streets at risk." if trip.at_risk else ""
    return LEG.format(
        number=number,
        kg=quantity(trip.kg, trip.kg, "kg"),
        districts=escape(", ".join(names[s.district] for s in trip.stops)),
        rows=cells,
        load=escape(_load(case, trip.kg)),
        way=escape("; ".join(directions(case.network, trip.pieces))),
        risk=risk,
        drawing=_route(case, trip),
    )


def _load(case: Case, kg: int) -> str:
    """What a load is made of: the daily ration, as often as it goes into it."""
    standards = case.standards
    parts = (
        (standards.items[portion.item].name, kg * portion.grams / 1000 / standards.ration_kg)
        for portion in standards.basket
    )
    return ", ".join(f"{name} {quantity(weight, weight, 'kg')}" for name, weight in parts if weight)


def directions(network: Network, pieces: Sequence[int]) -> list[str]:
    """Streets on a way with their lengths, one after the other."""
    steps: list[tuple[str, float]] = []
    for piece in pieces:
        name, metres = network.label(piece), float(network.length[piece])
        if steps and steps[-1][0] == name:
            metres += steps.pop()[1]
        steps.append((name, metres))
    return [f"{name} {metres:,.0f} m" for name, metres in steps]


def _rations(plan: ConvoyPlan, kg: int) -> str:
    return f"{int(kg / plan.ration_kg):,}" if kg else ""


def _clock(case: Case, at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(case.zone):%d %b %H:%M}"


def _share(s: Supply) -> Span:
    return Span(0, 0) if not s.need.likely else Span(s.kg / s.need.likely, s.kg / s.need.likely)


def _frame(
    lon: Sequence[float], lat: Sequence[float], width: float
) -> tuple[float, Callable[[float, float], tuple[float, float]]]:
    """Height of a drawing that holds all positions, and where a position is in it."""
    west, north = min(lon), max(lat)
    stretch = float(np.cos(np.radians(sum(lat) / len(lat))))
    across, down = max((max(lon) - west) * stretch, 1e-6), max(north - min(lat), 1e-6)
    scale = min((width - 60) / across, (width * 0.8) / down)

    def place(x: float, y: float) -> tuple[float, float]:
        return round(30 + (x - west) * stretch * scale, 1), round(30 + (north - y) * scale, 1)

    return down * scale + 60, place


def _middles(case: Case) -> dict[str, tuple[float, float]]:
    """A position in each district that is drawn."""
    found = {}
    for place in case.places:
        if not isinstance(place.where, Cells | Somewhere):
            at = place.where.representative_point()
            found[place.id] = (float(at.x), float(at.y))
    return found


def _map(case: Case, plan: ConvoyPlan) -> str:
    places, fleet = _middles(case), case.fleet
    marks = [(d.name, d.lon, d.lat) for d in fleet.depots], [(g.name, g.lon, g.lat) for g in fleet.gates]
    lon = [*(x for x, _ in places.values()), *(x for some in marks for _, x, _ in some)]
    lat = [*(y for _, y in places.values()), *(y for some in marks for _, _, y in some)]
    high, place = _frame(lon, lat, WIDTH)
    parts = [
        f'<svg class="days" viewBox="0 0 {WIDTH} {high:.0f}" role="img" aria-labelledby="convoy-t">',
        '<title id="convoy-t">Districts by the share of their need that they get, depots and gates</title>',
        f'<rect class="frame" width="{WIDTH}" height="{high:.0f}"/>',
    ]
    for s in plan.supplies:
        if s.id in places:
            x, y = place(*places[s.id])
            share = min(1.0, s.kg / s.need.likely) if s.need.likely else 0.0
            said = f"<title>{escape(s.name)}: {100 * share:.0f} %</title>"
            parts.append(
                f'<circle class="spot" style="fill-opacity:{share:.2f}" cx="{x}" cy="{y}" r="7">{said}</circle>'
            )
    for depots, some in ((True, marks[0]), (False, marks[1])):
        for name, at_lon, at_lat in some:
            x, y = place(at_lon, at_lat)
            square = f'<rect class="gate" x="{x - 6}" y="{y - 6}" width="12" height="12"/>'
            triangle = f'<path class="gate" d="M{x} {y - 8}L{x + 8} {y + 6}L{x - 8} {y + 6}Z"/>'
            parts.append(square if depots else triangle)
            anchor, away = ("end", -12) if x > WIDTH / 2 else ("start", 12)  # on the side where there is room
            parts.append(f'<text class="name" x="{x + away}" y="{y + 4}" text-anchor="{anchor}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"])


def _route(case: Case, trip: Trip) -> str:
    """The way of one round, with its stops numbered."""
    lon, lat = ([float(x[c]) for c in trip.corners] for x in (case.network.lon, case.network.lat))
    high, place = _frame(lon, lat, SMALL)
    line = " ".join(f"{x},{y}" for x, y in (place(a, b) for a, b in zip(lon, lat, strict=True)))
    box = f'viewBox="0 0 {SMALL} {high:.0f}" width="{SMALL}"'
    parts = [
        f'<svg class="route" {box} role="img"><title>The way of {escape(trip.truck)}</title>',
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2"/>',
    ]
    middles = _middles(case)
    for n, stop in enumerate(trip.stops, 1):
        if stop.district in middles:
            x, y = place(*middles[stop.district])
            parts.append(f'<circle cx="{x}" cy="{y}" r="8" fill="none" stroke="currentColor"/>')
            parts.append(f'<text x="{x}" y="{y + 4}" font-size="11" text-anchor="middle">{n}</text>')
    return "".join([*parts, "</svg>"])
