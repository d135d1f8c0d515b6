"""A convoy plan as text and JSON: what gets in, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geleit.model.amount import Range
from geleit.model.convoy import Cap, ConvoyBound, ConvoyPlan, Stop, Supply, Trip
from geleit.model.finding import Verdict
from geleit.model.network import Network
from geleit.model.public import InternalCase, PublicCase
from geleit.model.window import Window
from geleit.report.numbers import figure, many, quantity
from geleit.report.stamps import stamp_json, stamp_text

SHOWN = 40
"""Districts that the terminal lists."""


def verdict_of(plan: ConvoyPlan) -> Verdict:
    """``not met`` where no plan could bring what is needed, ``met`` where this one does."""
    need = plan.need
    if plan.at_most < need.low * (1 - 1e-6):
        return "not met"
    all_reached = not any(s.not_reached for s in plan.supplies)
    return "met" if all_reached and plan.kg >= need.likely - len(plan.supplies) else "unknown"


def sentences(plan: ConvoyPlan) -> list[str]:
    """What the plan comes to, a sentence each."""
    need, hours = plan.need, sum(w.hours for w in plan.sessions)
    if not need.likely:
        return ["By the likely number of people nothing is needed."]
    windows = f"{many(len(plan.sessions), 'window')}, {figure(hours)} h together,"
    wanted = quantity(need.low, need.high, "kg")
    most = quantity(plan.at_most, plan.at_most, "kg")
    share = f"{figure(100 * plan.at_most / need.likely)} %"
    found = []
    match verdict_of(plan):
        case "not met":
            found.append(
                f"These windows cannot feed the city: in {windows} at most {most} can be brought in, {share} of what "
                f"{_needed_in(plan.days)} ({wanted})."
            )
        case "met":
            likely = quantity(need.likely, need.likely, "kg")
            found.append(
                f"In {windows} all can be brought in that the likely number of people need in {many(plan.days, 'day')} "
                f"({likely}; by the range of people {wanted})."
            )
        case _:
            found.append(f"In {windows} at most {most} of the {wanted} can be brought in that {_needed_in(plan.days)}.")
    brought, rounds = quantity(plan.kg, plan.kg, "kg"), many(len(plan.trips), "round")
    found.append(f"The plan brings {brought} in {rounds}, {figure(100 * plan.kg / need.likely)} % of the need.")
    found.append(f"What binds: {plan.caps[0].text} ({quantity(plan.caps[0].kg, plan.caps[0].kg, 'kg')} at most).")
    for reason in dict.fromkeys(s.reason for s in plan.supplies if s.reason):
        named = [s.name for s in plan.supplies if s.reason == reason]
        listed = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
        found.append(f"Nothing can be brought to {listed}: {reason}.")
    in_part = sorted((s for s in plan.supplies if s.not_reached and not s.reason), key=_left_out, reverse=True)
    found += [f"{s.name}: {why_not_all(s)}." for s in in_part[:5]]
    if len(in_part) > 5:
        left = sum(map(_left_out, in_part[5:]))
        found.append(f"In {many(len(in_part) - 5, 'more district')} {left:,.0f} people are not reached.")
    return found


def why_not_all(supply: Supply) -> str:
    """Why a district, or a part of its people, gets nothing; empty where all are reached."""
    if supply.reason or not (beyond := supply.not_reached):
        return supply.reason
    return (
        f"{beyond.people:,.0f} of {beyond.of:,.0f} people are not reached: they live up to {beyond.farthest_m:,.0f} m "
        f"from where a truck can stop, and goods are carried for {beyond.carried_m:,.0f} m "
        "(assumption carrying_distance)"
    )


def _left_out(supply: Supply) -> float:
    return supply.not_reached.people if supply.not_reached else 0.0


def _needed_in(days: float) -> str:
    return many(days, "day needs", "days need")


def bound_verdict(bound: ConvoyBound) -> Verdict:
    """``not met`` where no plan could bring what even the fewest people need."""
    return "not met" if bound.at_most < bound.need.low * (1 - 1e-6) else "unknown"


def bound_sentences(bound: ConvoyBound) -> list[str]:
    """What no plan can exceed, a sentence each."""
    need, hours = bound.need, sum(w.hours for w in bound.sessions)
    most, wanted = quantity(bound.at_most, bound.at_most, "kg"), quantity(need.low, need.high, "kg")
    windows = f"{many(len(bound.sessions), 'window')}, {figure(hours)} h together,"
    return [
        f"In {windows} at most {most} can have been brought in of the {wanted} that {_needed_in(bound.days)}.",
        f"What binds: {bound.caps[0].text} ({quantity(bound.caps[0].kg, bound.caps[0].kg, 'kg')} at most).",
    ]


def bound_text(view: PublicCase, bound: ConvoyBound) -> str:
    """What no plan can exceed, for a terminal."""
    lines = [f"{bound.case}: what convoys can have brought in", *(f"  {line}" for line in bound_sentences(bound))]
    lines += ["", "  limits, alone and together", *_cap_lines(bound.caps)]
    return "\n".join([*lines, stamp_text(view)])


def bound_json(view: PublicCase, bound: ConvoyBound) -> dict[str, Any]:
    """What no plan can exceed as a JSON object: that of a plan, without districts and trips."""
    return {
        **stamp_json(view),
        "case": bound.case,
        "verdict": bound_verdict(bound),
        "summary": " ".join(bound_sentences(bound)),
        "delivered_tonnes": None,
        **_figures(bound.at_most, bound.need, bound.days, bound.sessions),
        "districts": [],
        "trips": [],
        "routes_withheld": True,
        "binding": _binding(bound.caps),
    }


def _figures(at_most: float, need: Range, days: float, sessions: Sequence[Window]) -> dict[str, Any]:
    return {
        "at_most_tonnes": at_most / 1000,
        "need_tonnes": need.likely / 1000,
        "need_range_tonnes": {"low": need.low / 1000, "likely": need.likely / 1000, "high": need.high / 1000},
        "days": days,
        "windows": [{"start": w.start.isoformat(), "end": w.end.isoformat()} for w in sessions],
    }


def _binding(caps: Sequence[Cap]) -> list[dict[str, Any]]:
    return [{"kind": c.kind, "at_most_tonnes": c.kg / 1000, "text": c.text} for c in caps]


def _cap_lines(caps: Sequence[Cap]) -> list[str]:
    return [f"    {quantity(cap.kg, cap.kg, 'kg'):>12}  {cap.kind}: {cap.text}" for cap in caps]


def convoy_text(view: InternalCase, plan: ConvoyPlan) -> str:
    """The plan for a terminal."""
    lines = [f"{plan.case}: what convoys can bring in", *(f"  {sentence}" for sentence in sentences(plan))]
    lines += ["", "  limits, alone and together"]
    lines += _cap_lines(plan.caps)
    lines += ["", f"    {'needs':>10} {'gets':>10} {'share':>7}  district"]
    for s in plan.supplies[:SHOWN]:
        share = 100 * s.kg / s.need.likely if s.need.likely else 0.0
        lines.append(f"    {s.need.likely / 1000:>8,.1f} t {s.kg / 1000:>8,.1f} t {share:>5.1f} %  {s.name}")
    if len(plan.supplies) > SHOWN:
        lines.append(f"    and {len(plan.supplies) - SHOWN} more")
    by_type: dict[str, list[Trip]] = {}
    for trip in plan.trips:
        by_type.setdefault(trip.type, []).append(trip)
    for name, trips in by_type.items():
        used = len({trip.truck for trip in trips})
        risk = sum(trip.at_risk for trip in trips)
        at_risk = f", {many(round(risk), 'minute')} on streets at risk in all" if risk else ""
        lines.append(f"  {name}: {many(len(trips), 'round')} by {many(used, 'truck')}{at_risk}")
    return "\n".join([*lines, stamp_text(view)])


def convoy_json(view: InternalCase, plan: ConvoyPlan, *, with_routes: bool) -> dict[str, Any]:
    """The plan as a JSON object; docs/formats/json.md lists its entries."""
    return {
        **stamp_json(view),
        "case": plan.case,
        "verdict": verdict_of(plan),
        "summary": " ".join(sentences(plan)),
        "delivered_tonnes": plan.kg / 1000,
        **_figures(plan.at_most, plan.need, plan.days, plan.sessions),
        "districts": [_supply(s) for s in plan.supplies],
        "trips": [_trip(plan.network, trip, with_routes=with_routes) for trip in plan.trips],
        "routes_withheld": not with_routes,
        "binding": _binding(plan.caps),
    }


def _supply(s: Supply) -> dict[str, Any]:
    share = s.kg / s.need.likely if s.need.likely else None
    beyond = s.not_reached
    return {"district": s.id, "name": s.name, "need_tonnes": s.need.likely / 1000, "delivered_tonnes": s.kg / 1000,
            "share": share, "reason": s.reason, "people_not_reached": round(beyond.people) if beyond else 0,
            "farthest_m": round(beyond.farthest_m) if beyond else None}  # fmt: skip


def _trip(network: Network, trip: Trip, *, with_routes: bool) -> dict[str, Any]:
    lon, lat = network.lon, network.lat
    return {
        "truck": trip.truck,
        "type": trip.type,
        "depot": trip.depot,
        "gate": trip.gate or None,
        "depart": trip.depart.isoformat(),
        "enter": trip.enter.isoformat(),
        "leave": trip.leave.isoformat(),
        "arrive": trip.arrive.isoformat(),
        "tonnes": trip.kg / 1000,
        "stops": [_stop(stop) for stop in trip.stops],
        "minutes_at_risk": round(trip.at_risk, 1),
        "route": [[float(lon[c]), float(lat[c])] for c in trip.corners] if with_routes else None,
    }  # fmt: skip


def _stop(stop: Stop) -> dict[str, Any]:
    when = {"arrive": stop.arrive.isoformat(), "depart": stop.depart.isoformat()}
    return {"district": stop.district, **when, "tonnes": stop.kg / 1000}
