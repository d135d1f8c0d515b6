"""Pages of a convoy plan: one without routes and times, and a load and route sheet for each truck."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from geleit.files import write_atomically
from geleit.model.aid import Span
from geleit.model.case import Case
from geleit.model.convoy import Cap, ConvoyBound, ConvoyPlan, Supply, Trip
from geleit.model.network import Network
from geleit.model.public import InternalCase, PublicCase
from geleit.report.html.aid_part import share_svg
from geleit.report.html.convoy_map import ConvoyMap
from geleit.report.html.other_pages import page
from geleit.report.numbers import many, quantity
from geleit.report.stamps import stamp_html
from geleit.report.text.convoy import bound_sentences, sentences, why_not_all

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
<figure>{drawing}<figcaption>{credit}</figcaption></figure>"""
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
<th>district</th><th class="n">needs</th><th class="n">gets</th><th>share</th><th>why not all</th></tr></thead><tbody>
{districts}
</tbody></table>
{streets}
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
    case, drawn = view.case, ConvoyMap(view.case, plan)
    rows = "\n".join(
        f'<tr><td>{escape(s.name)}</td><td class="n">{quantity(s.need.low, s.need.high, "kg")}</td>'
        f'<td class="n">{quantity(s.kg, s.kg, "kg")}</td><td>{share_svg(_share(s))}</td>'
        f"<td>{escape(why_not_all(s))}</td></tr>"
        for s in plan.supplies
    )
    body = SUMMARY.format(
        verdict=escape(" ".join(sentences(plan))),
        caps=_caps(plan.caps),
        districts=rows,
        streets=drawn.streets(),
        drawing=drawn.districts(),
        credit=escape(case.network.credit),
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
    case, drawn = view.case, ConvoyMap(view.case, plan)
    rounds: dict[str, list[Trip]] = {}
    for trip in plan.trips:
        rounds.setdefault(trip.truck, []).append(trip)
    types = {t.id: t for t in case.fleet.trucks}
    sheets = []
    for truck, trips in sorted(rounds.items()):
        kind = types[trips[0].type]
        legs = "\n".join(_leg(case, plan, drawn, number, trip) for number, trip in enumerate(trips, 1))
        about = f"{kind.name}, {kind.payload.low:g} t, from {trips[0].depot}"
        sheets.append(SHEET.format(truck=escape(truck), kind=escape(about), case=escape(case.name), trips=legs))
    body = "\n".join([drawn.streets(), *sheets])
    write_atomically(path, page(f"{case.title or case.name}: load and route sheets", body, stamp_html(view)))


def _leg(case: Case, plan: ConvoyPlan, drawn: ConvoyMap, number: int, trip: Trip) -> str:
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
        way=escape("; ".join(directions(plan.network, trip.pieces))),
        risk=risk,
        drawing=drawn.round(trip),
        credit=escape(case.network.credit),
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
    return f"{round(kg / plan.ration_kg):,}" if kg else ""


def _clock(case: Case, at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(case.zone):%d %b %H:%M}"


def _share(s: Supply) -> Span:
    return Span(0, 0) if not s.need.likely else Span(s.kg / s.need.likely, s.kg / s.need.likely)
