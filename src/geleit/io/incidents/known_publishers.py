"""What the published tables of incidents look like, and how well each knows time and place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from geleit.model.figures import TOWN_M

Dating = Literal["span", "around", "minute", "moment"]
"""From day to day; a day and how far it may be off; a day and a time of day; a time or a day, perhaps with an end."""


@dataclass(frozen=True)
class Format:
    """A published table.

    Parameters
    ----------
    name, claimant
        Name for readers, and who reports; the latter is empty where a column says so.
    needs
        Names of columns, in small letters, by which it is known.
    columns
        Column of each field of an incident.
    dating
        How its time columns are meant.
    precise
        Metres within which a position lies, by the code of the column ``precision``; a town as a whole counts 5 km,
        because a city's events are often all on one point.
    kinds
        Words for codes of the column ``kind``.
    around
        Days before and after, by the code of the column ``date_precision``.
    lasting
        Fewest and most days of the time within which it happened, by the code of the column ``date_precision``.
    clear
        Codes of the column ``clarity`` of single events; others may be several that nobody could tell apart.
    reports
        Whether its rows are reports, of which several tell of one incident (:mod:`geleit.io.incidents.reports`).
    """

    name: str
    claimant: str
    needs: frozenset[str]
    columns: Mapping[str, str]
    dating: Dating
    precise: Mapping[str, float] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, int] = field(default_factory=dict)
    lasting: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    clear: frozenset[str] = frozenset()
    reports: bool = False


TOWN, NEAR, DISTRICT, PROVINCE = TOWN_M, 25_000.0, 50_000.0, 200_000.0
"""Metres within which a position lies that is known to the town, to 25 km of it, to the district, to the province."""

OWN = Format(
    "Geleit",
    "",
    frozenset({"start", "kind", "claimant"}),
    {name: name for name in ("id", "start", "end", "lon", "lat", "position_error", "kind", "side_a", "side_b", "events",
                             "cumulative", "deaths_low", "deaths", "deaths_high", "claimant", "source", "text", "area")}
    | {"by": "by"},
    "moment",
)  # fmt: skip

FORMATS = (
    Format(
        "UCDP GED",
        "UCDP GED",
        frozenset({"type_of_violence", "side_a", "side_b", "where_prec", "date_start", "date_end", "best"}),
        {"id": "id", "start": "date_start", "end": "date_end", "lon": "longitude", "lat": "latitude",
         "precision": "where_prec", "kind": "type_of_violence", "side_a": "side_a", "side_b": "side_b",
         "deaths_low": "low", "deaths": "best", "deaths_high": "high", "source": "source_article",
         "text": "where_coordinates", "area": "adm_1", "country": "country", "date_precision": "date_prec",
         "clarity": "event_clarity"},
        "span",
        {"1": TOWN, "2": NEAR, "3": DISTRICT, "4": PROVINCE},
        {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"},
        lasting={"1": (1, 1), "2": (2, 6), "3": (7, 7), "4": (8, 31), "5": (32, 366)},
        clear=frozenset({"1"}),
    ),
    Format(
        "ACLED",
        "ACLED",
        frozenset({"event_id_cnty", "event_date", "time_precision", "sub_event_type", "actor1", "fatalities"}),
        {"id": "event_id_cnty", "start": "event_date", "date_precision": "time_precision", "lon": "longitude",
         "lat": "latitude", "precision": "geo_precision", "kind": "sub_event_type", "side_a": "actor1",
         "side_b": "actor2", "with_a": "assoc_actor_1", "with_b": "assoc_actor_2", "deaths": "fatalities",
         "source": "source", "text": "notes", "area": "admin1", "country": "country"},
        "around",
        {"1": TOWN, "2": NEAR, "3": PROVINCE},
        {"Other": "Strategic developments"},
        around={"1": 0, "2": 7, "3": 31},
    ),
    Format(
        "HDX-HAPI",
        "HDX-HAPI",
        frozenset({"event_type", "events", "fatalities", "reference_period_start", "reference_period_end"}),
        {"start": "reference_period_start", "end": "reference_period_end", "kind": "event_type", "events": "events",
         "deaths": "fatalities", "source": "dataset_hdx_id", "area": "admin2_name"},
        "span",
    ),
    Format(
        "VIINA",
        "VIINA",
        frozenset({"viina_version", "event_id", "date", "longitude", "latitude", "geo_precision"}),
        {"id": "event_id", "start": "date", "clock": "time", "lon": "longitude", "lat": "latitude",
         "precision": "geo_precision", "source": "url", "text": "text", "area": "adm1_name"},
        "minute",
        {"street": 200.0, "pplx": TOWN, "ppl": TOWN, "adm3": NEAR, "adm2": DISTRICT, "adm1": PROVINCE},
        reports=True,
    ),
    Format(
        "Insecurity Insight",
        "Insecurity Insight",
        frozenset({"date", "sind event id", "geo precision", "reported perpetrator"}),
        {"id": "sind event id", "start": "date", "lon": "longitude", "lat": "latitude", "precision": "geo precision",
         "kind": "weapon carried/used", "side_a": "reported perpetrator name", "deaths": "health workers killed",
         "text": "event description", "area": "admin 1", "country": "country iso"},
        "around",
        {"1": TOWN, "2": NEAR, "3": DISTRICT, "4": PROVINCE},
    ),
    OWN,
)  # fmt: skip

HXL = Format("HXL", "", frozenset(), {}, "span")
"""A table with a row of hashtags; its columns are found by their tags."""

HXL_TAGS = {
    "id": ("#event+id", "#event+code", "#meta+id"),
    "start": ("#date+occurred", "#date+start", "#date+reported", "#date-end-year"),
    "end": ("#date+end",),
    "lon": ("#geo+lon", "#geo+lng", "#lon", "#long"),
    "lat": ("#geo+lat", "#lat"),
    "kind": ("#event+type", "#event-id-code", "#cause+type", "#cause"),
    "side_a": ("#group+perp", "#group"),
    "events": ("#event+num", "#indicator+events"),
    "deaths": ("#affected+killed", "#affected+dead"),
    "claimant": ("#org+source", "#meta+source", "#org"),
    "source": ("#meta+url",),
    "text": ("#description", "#event+description", "#meta+description"),
    "area": ("#adm2+name", "#adm1+name", "#adm2", "#adm1", "#loc+name", "#loc"),
}
"""Patterns of HXL hashtags for each field, the best first."""


_CODED = ("precision", "date_precision", "clarity")
"""Fields whose codes mean something by their publisher's codebook alone."""


def coded(names: Collection[str]) -> tuple[Format, Mapping[str, str]] | None:
    """The publisher whose codes of time, place and clarity stand in a table, and the columns with them.

    Parameters
    ----------
    names
        Of the columns, in small letters.
    """
    for form in FORMATS:
        columns = {name: form.columns[name] for name in _CODED if form.columns.get(name) in names}
        if columns and (form.around or form.lasting):
            return form, columns
    return None


def metres(form: Format, text: str) -> float | None:
    """How far off a position may be, by what the table says of its precision; ``None`` if that means nothing."""
    text = text.strip().lower()
    if not text:
        return inf
    if km := re.search(r"(\d+(?:\.\d+)?) ?km\b", text):
        return float(km[1]) * 1000
    code = re.match(r"\(?(\w+)\)?", text)
    if code is None:
        return None
    return form.precise.get(code[1], inf)
