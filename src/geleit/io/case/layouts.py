"""The columns of a case's tables."""

from __future__ import annotations

from geleit.io.case.record import Layout


def _range(stem: str) -> tuple[str, str]:
    return f"{stem}_low", f"{stem}_high"


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("sources", ("id", "title"), ("publisher", "published", "url", "sha256", "note")),
        Layout("parties", ("id", "name"), ("belligerent", "names", "note")),
        Layout(
            "people",
            ("id", "people_likely"),
            ("name", *_range("people"), "claimant", "ready_from", "ready_by", "source", "note"),
            ("Point", "Polygon", "MultiPolygon"),
            unplaced=False,
        ),
        Layout(
            "exits",
            ("id", "name", "rate_likely", "windows"),
            (
                *("position_error", *_range("rate"), "rate_source", "rate_basis", "rate_note"),
                *("windows_cautious", "mode", "users", "corridor", "source", "note"),
            ),
            ("Point",),
        ),
        Layout(
            "corridors",
            ("id", "name", "announced_by"),
            (
                *("announced_at", "agreed_by", "users", "destination", "places_likely", *_range("places")),
                *("places_claimant", "source", "note"),
            ),
        ),
        Layout(
            "pauses",
            ("id", "windows", "announced_by"),
            ("name", "area", "announced_at", "agreed_by", "outside", "source", "note"),
        ),
        Layout(
            "closures",
            ("id", "windows"),
            ("name", "certain", "source", "note"),
            ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
            unplaced=False,
        ),
        Layout(
            "incidents",
            ("id", "start", "kind", "claimant", "source"),
            ("end", "position_error", "by", "deaths_likely", *_range("deaths"), "text"),
            ("Point",),
        ),
        Layout(
            "deliveries",
            ("id", "start", "stage", "item", "claimant", "source"),
            (
                *("end", "amount_likely", *_range("amount"), "amount_unit", "to", "by", "shipment", "goods", "means"),
                *("vehicles_likely", *_range("vehicles"), "load_likely", *_range("load"), "note"),
            ),
        ),
        Layout(
            "items",
            ("id", "name"),
            (
                *("energy_likely", *_range("energy"), "protein_likely", *_range("protein"), "fat_likely"),
                *(*_range("fat"), "piece", "kg_likely", *_range("kg"), "meets", "measure_likely", *_range("measure")),
                *("source", "note"),
            ),
        ),
        Layout(
            "needs",
            ("id", "name", "amount_likely", "unit"),
            (
                *(*_range("amount"), "pace", "adds_to", "group", "share_likely", *_range("share")),
                *("source", "note"),
            ),
        ),
        Layout("basket", ("item", "grams"), ("source",)),
        Layout("stocks", ("id", "need", "amount_likely", "at", "claimant"), (*_range("amount"), "source", "note")),
        Layout(
            "statements",
            ("id", "speaker", "text", "source"),
            (
                *("role", "party", "at", "topic", "about", "quantity_likely", *_range("quantity"), "quantity_unit"),
                *("or_more", "days_likely", *_range("days"), "asserts", "denies", "since", "until", "stage", "whom"),
                *(
                    "part_of",
                    "complete",
                    "corrects",
                    "outlet",
                    "form",
                    "wording",
                    "wording_start",
                    "wording_end",
                    "wording_before",
                    "wording_after",
                ),
                *("wording_sha256", "entered_by", "entered_at", "sensitive", "note"),
            ),
        ),
        Layout("evidence", ("subject", "check", "says", "text", "claimant", "source"), ("at",)),
        Layout("rates", ("exit", "windows", "rate_likely"), (*_range("rate"), "source", "note")),
        Layout(
            "groups",
            ("id", "share_likely", "speed_likely"),
            (
                "name",
                "mode",
                *_range("share"),
                *_range("speed"),
                "lane_flow_likely",
                *_range("lane_flow"),
                "source",
                "note",
            ),
        ),
        Layout(
            "buses",
            ("id", "exit", "buses_likely", "seats", "speed_likely", "turnaround_likely"),
            ("name", *_range("buses"), *_range("speed"), *_range("turnaround"), "windows", "source", "note"),
            ("Point",),
            unplaced=False,
        ),
        Layout(
            "risks",
            ("id", "windows", "harm_likely"),
            ("name", *_range("harm"), "source", "note"),
            ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
            unplaced=False,
        ),
        Layout("monitoring", ("claimant", "windows", "access_likely"), (*_range("access"), "source", "note")),
        Layout("facilities", ("id", "kind"), ("name", "position_error", "source", "note"), ("Point",), unplaced=False),
        Layout(
            "depots",
            ("id",),
            ("name", "tonnes_likely", *_range("tonnes"), "source", "note"),
            ("Point",),
            unplaced=False,
        ),
        Layout(
            "trucks",
            ("id", "depot", "number_likely", "payload_likely", "speed_likely", "loading_likely", "unloading_likely"),
            (
                *("name", *_range("number"), *_range("payload"), "volume", "weight", *_range("speed")),
                *(*_range("loading"), *_range("unloading"), "source", "note"),
            ),
        ),
        Layout(
            "gates",
            ("id", "windows"),
            ("name", "trucks_per_hour_likely", *_range("trucks_per_hour"), "source", "note"),
            ("Point",),
            unplaced=False,
        ),
        Layout(
            "weight_limits",
            ("id", "tonnes"),
            ("name", "source", "note"),
            ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
            unplaced=False,
        ),
        Layout("area", (), ("id", "name", "source", "note"), ("Polygon", "MultiPolygon"), unplaced=False),
    )
}
