"""What the columns of a file of lines say of each row, as OpenStreetMap would tag it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from geleit.errors import StreetsError
from geleit.io.foreign.drawn import Drawn
from geleit.io.foreign.tag_text import tags_in
from geleit.io.streets.overture import bridge_of, name_of, one_way_of
from geleit.model.entries import one_line
from geleit.streets import pavements
from geleit.streets.rules import ANY, CLASSES, LIFECYCLE, PERHAPS, class_named
from geleit.streets.squares import is_square

CLASS = "class"
"""What a user calls the class of a street."""

RULE_COLUMNS = (
    "highway", "oneway", "oneway:hgv", "oneway:motor_vehicle", "oneway:motorcar", "oneway:vehicle", "junction", "lanes",
    "lanes:forward", "lanes:backward", "lanes:both_ways", "width", "maxspeed", "bridge", "motorcar", "motor_vehicle",
    "vehicle", "hgv", "access", "impassable", "status", "maxweight", "maxweightrating", "maxheight", "maxwidth",
    "route", *sorted(PERHAPS), *LIFECYCLE, "man_made", "area", "place", "amenity", "public_transport", "railway",
    "layer", "level", "tunnel", *pavements.KEYS,
)  # fmt: skip
"""Columns that the rule reads where they are there."""

CLASSES_IN = ("highway", "fclass", CLASS)
"""Columns that hold the class of a street; the first that is there counts."""

OSM_COLUMNS = frozenset(
    {"osm_id", "osm_way_id", "osmid", "@id", "other_tags", "fclass", "access_restrictions", "road_flags"}
)
"""Columns that only files made from OpenStreetMap have, such as Geofabrik's and Overture's."""

_TAGS = ("tags", "other_tags")
_OVERTURE = ("subtype", "names", "access_restrictions", "road_flags")

_SEVERAL = frozenset(
    {"highway", "fclass", CLASS, "lanes", "lanes:forward", "lanes:backward", "width", "route", "man_made", "place",
     "amenity", "public_transport", "railway", *pavements.KEYS}
)  # fmt: skip
"""Columns of whose cells all values count, and not the first alone."""

_GEOFABRIK = {"oneway": {"F": "yes", "T": "-1", "B": "no"}, "bridge": {"T": "yes", "F": "no"}}
"""What the letters in shapefiles with a column ``fclass`` mean: forward, towards the start, both; true, false."""

_FROM, _TO = "F", "T"
_OF_DIRECTIONS = frozenset({"FT", "TF", "B", "N"})
"""Letters that only those write who write directions; beside them F and T are directions too."""

_ROAD, _WATER = frozenset({"", "road"}), "water"
_MAY_BE_FERRY = frozenset({"", "ferry", "unknown"})
"""Classes of what Overture has on water that a ferry may have; it gives none."""

_OTHER_THINGS = (
    "aerialway", "aeroway", "barrier", "boundary", "building", "historic", "indoor", "landuse", "leisure", "military",
    "natural", "office", "pipeline", "power", "public_transport", "railway", "shop", "sport", "telecom", "tourism",
    "waterway",
)  # fmt: skip
"""Columns by which a line without a class is something else than a street, with those that the rule reads."""

_OPEN_PLACES = frozenset({*CLASSES, "square", "plaza", "parking", "pier", "marketplace", "market_place", "bus_station"})
"""Classes of areas that people can cross."""

_OF_OPEN_PLACES = frozenset({"", "road", "pedestrian", "transportation"})
"""What Overture has such areas under."""

KNOWN = tuple(
    dict.fromkeys((*RULE_COLUMNS, "fclass", CLASS, *_TAGS, *_OVERTURE, *_OTHER_THINGS, "name", "attribution", "u", "v"))
)
"""All columns that are looked for."""

MAY_BE_NAMED = (CLASS, *RULE_COLUMNS[1:], "name", "attribution")
"""What a user may name a column for."""


def wanted(named: Mapping[str, str]) -> tuple[str, ...]:
    """Columns to look for, given what a user says of them."""
    return (*(name for name in KNOWN if name not in named), *dict.fromkeys(named.values()))


def expect_named(table: Drawn, named: Mapping[str, str], label: str) -> None:
    """Refuse names of columns that are not there, or are for nothing.

    Raises
    ------
    StreetsError
        If there is one.
    """
    for what, column in named.items():
        if what not in MAY_BE_NAMED:
            raise StreetsError(
                label, f"no column can be named for {what!r:.40}", f"name one of {', '.join(MAY_BE_NAMED)}"
            )
        if column not in table.columns:
            has = ", ".join(table.present) or "none"
            raise StreetsError(label, f"it has no column {column!r:.60}", f"it has {has:.300}")


def tags_of(table: Drawn, named: Mapping[str, str], label: str) -> Iterator[dict[str, str]]:
    """Tags of each row; none for what is no street.

    Without a column for classes, and without tags in a cell, every line is a ``road``; where no column could say it, no
    street is one-way. What has no class in a file of classes is a street of no known class, unless a column says that
    it is something else, or tags in a cell could say that it is a street and do not.

    Raises
    ------
    StreetsError
        If the letters in ``oneway`` may mean two things.
    """
    columns = _columns(table, named, label)
    nested = [table.columns[name] for name in _TAGS if name in table.columns and name not in named.values()]
    extra = _overture(table)
    classed, own = "highway" in columns, "highway" in table.columns and CLASS not in named
    things = [table.columns[name] for name in _OTHER_THINGS if name in table.columns]
    areas = {*table.row[table.area].tolist()} - {*table.row[~table.area].tolist()}
    for row in range(table.rows):
        tags = {name: values[row] for name, values in columns.items() if values[row]}
        for name, cells, of in extra:
            if name not in tags and (said := of(cells[row])):
                tags[name] = said
        for cells in nested:
            tags = tags_in(cells[row]) | tags
        subtype = _text(_cell(table, "subtype", row)).lower()
        if row in areas:
            yield tags if own or (nested and not classed) else _open_place(tags, subtype)
            continue
        if subtype == _WATER and tags.get("highway", "").lower() in _MAY_BE_FERRY:
            yield {**tags, "highway": "", "route": "ferry"}
            continue
        if subtype not in _ROAD:
            yield {}
            continue
        if not classed and not nested:
            tags["highway"] = ANY
        elif classed and not nested and _says_nothing(tags) and not any(_is_there(cells[row]) for cells in things):
            tags["highway"] = "unknown"
        if "oneway" not in columns and not nested and not extra:
            tags.setdefault("oneway", "no")
        yield tags


def without_classes(table: Drawn, named: Mapping[str, str]) -> bool:
    """Whether nothing in a file could tell the class of a street."""
    return not (CLASS in named or {*CLASSES_IN, *_TAGS} & set(table.columns))


def _says_nothing(tags: Mapping[str, str]) -> bool:
    """Whether tags without a class leave it open what they are about."""
    return not any(tags.get(key) for key in ("highway", "route", "man_made", *LIFECYCLE)) and not is_square(tags)


def _is_there(cell: Any) -> bool:
    return _text(cell).lower() not in ("", "no", "0")


def _open_place(tags: Mapping[str, str], subtype: str) -> dict[str, str]:
    """Tags of an area whose class is not in the words of OpenStreetMap; as a street no plan counts on it."""
    said = class_named(tags.get("highway", "")) in _OPEN_PLACES
    rest = {key: value for key, value in tags.items() if key != "highway"}
    return {**rest, "place": "square"} if said and subtype in _OF_OPEN_PLACES else rest


def names_of(table: Drawn, named: Mapping[str, str]) -> Iterator[str]:
    """The name of each row, or an empty text."""
    plain = table.columns.get(named.get("name", "name"))
    inside = table.columns.get("tags")
    for row in range(table.rows):
        name = "" if plain is None else _text(plain[row])
        if not name and inside is not None:
            name = tags_in(inside[row]).get("name", "")
        yield one_line(name or name_of(_cell(table, "names", row)))


def credits_of(table: Drawn, named: Mapping[str, str]) -> set[str]:
    """Whom the rows credit."""
    return {one_line(_text(value)) for value in table.columns.get(named.get("attribution", "attribution"), ())} - {""}


def _columns(table: Drawn, named: Mapping[str, str], label: str) -> dict[str, list[str]]:
    """Columns that the rule reads, as texts."""
    sources = {name: named.get(name, name) for name in RULE_COLUMNS}
    own = named.get(CLASS) or next((name for name in CLASSES_IN if name in table.columns), "")
    sources["highway"] = own
    found = {}
    for name, source in sources.items():
        if source in table.columns:
            read = _several if name in _SEVERAL or source == own else _text
            found[name] = [read(value) for value in table.columns[source]]
    if own == "fclass":
        found["highway"] = [value.split("_grade")[0] for value in found["highway"]]
        for name, meaning in _GEOFABRIK.items():
            found[name] = [meaning.get(value, value) for value in found.get(name, ())] or ["no"] * table.rows
    elif "oneway" in found:
        found["oneway"] = _directions(found["oneway"], label)
    return found


def _directions(said: list[str], label: str) -> list[str]:
    """One-way as OpenStreetMap has it, from the letters F and T of those who write directions.

    Raises
    ------
    StreetsError
        If nothing tells them from *false* and *true*.
    """
    letters = {value.upper() for value in set(said)} - {""}
    if not letters & {_FROM, _TO}:
        return said
    if not letters & _OF_DIRECTIONS:
        problem = "its column for one-way holds F and T, which may mean from and to, or false and true"
        raise StreetsError(label, problem, "write yes, no and -1, or FT, TF, B and N")
    meaning = {_FROM: "yes", _TO: "-1"}
    return [meaning.get(value.upper(), value) for value in said]


def _overture(table: Drawn) -> list[tuple[str, Sequence[Any], Callable[[Any], str]]]:
    """Columns of Overture that tell tags in their own way."""
    told = (("oneway", "access_restrictions", one_way_of), ("bridge", "road_flags", bridge_of))
    return [(name, table.columns[column], of) for name, column, of in told if column in table.columns]


def _cell(table: Drawn, name: str, row: int) -> Any:
    return table.columns[name][row] if name in table.columns else None


def _several(value: Any) -> str:
    """A cell with all its values, as OpenStreetMap lists them."""
    if isinstance(value, str) and value.strip().startswith("["):
        value = value.strip().strip("[]").split(",")
    if isinstance(value, list):
        return ";".join(dict.fromkeys(text for part in value if (text := _text(part).strip(" '\""))))
    return _text(value)


def _text(value: Any) -> str:
    """A cell as OpenStreetMap would write it; of several values, as OSMnx joins them, the first."""
    if isinstance(value, str):
        text = value.strip()
        return text.strip("[]").split(",")[0].strip(" '\"") if text.startswith("[") else text
    if value is None or value is False or value is True:
        return {None: "", False: "no", True: "yes"}[value]
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, float):
        return f"{value:g}" if math.isfinite(value) else ""
    return "" if isinstance(value, dict) else str(value)
