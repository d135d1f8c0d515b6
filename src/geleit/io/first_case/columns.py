"""Which column of a table of people holds what, by how publishers call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geleit.errors import InputError
from geleit.io.case.mapping import Target, held_against
from geleit.io.case.tool_columns import is_of_tool

_CODE = re.compile(r"adm(?:in)?_?([0-5])_?p?_?code", re.IGNORECASE)
_NAME = re.compile(r"adm(?:in)?_?([0-5])(?:_?name)?(?:[_ ]?(?:en|fr|es|pt|ar|ru|uk))?(?:_name)?", re.IGNORECASE)
_BARE_CODES = ("pcode", "p_code", "p-code", "adm_pcode", "admin_pcode")

FINEST = 9
"""The level of a code of which no level is said: finer than any."""

_PEOPLE = (
    *("t_tl", "t_pop", "t_total", "people", "population", "pop", "pop_total", "total_pop", "tot_pop", "poptot"),
    *("population_total", "total_population", "total population", "population total", "total", "people_total"),
    *("pop_est", "total_pop_est", "both_sexes"),
)
_WOMEN = ("f_tl", "f_total", "female", "females", "women", "f_pop", "female_total", "pop_female", "population_female")
_MEN = ("m_tl", "m_total", "male", "males", "men", "m_pop", "male_total", "pop_male", "population_male")
_NAMES = ("name", "name_en", "district", "place", "settlement", "label")
_LON = ("lon", "longitude", "long", "lng", "x", "point_x", "lon_x", "longitude_x")
_LAT = ("lat", "latitude", "y", "point_y", "lat_y", "latitude_y")


def code_columns(header: Sequence[str]) -> dict[int, int]:
    """The column of P-codes of each level."""
    found = {int(m[1]): i for i, name in reversed(list(enumerate(header))) if (m := _CODE.fullmatch(name.strip()))}
    bare = next((i for i, name in enumerate(header) if name.strip().lower() in _BARE_CODES), None)
    if bare is not None:
        found[FINEST] = bare
    if found and 0 not in found and (country := _first(header, ("location_code", "iso3"))) is not None:
        found[0] = country
    return found


def name_columns(header: Sequence[str]) -> dict[int, int]:
    """The column of names of each level, the English ones where there are several."""
    found: dict[int, int] = {}
    for index, name in enumerate(header):
        match = _NAME.fullmatch(name.strip())
        if match and (int(match[1]) not in found or name.strip().lower().endswith("en")):
            found[int(match[1])] = index
    return found


def name_column(header: Sequence[str]) -> int | None:
    """The column of names of a table without levels."""
    return _first(header, _NAMES)


def position_columns(header: Sequence[str]) -> tuple[int, int] | None:
    """The columns of longitude and latitude."""
    lon, lat = _first(header, _LON), _first(header, _LAT)
    return None if lon is None or lat is None else (lon, lat)


def women_and_men(header: Sequence[str]) -> tuple[int, int] | None:
    """The columns that count women and men."""
    women, men = _first(header, _WOMEN), _first(header, _MEN)
    return None if women is None or men is None else (women, men)


def people_column(label: str, header: Sequence[str], asked: str) -> int | None:
    """The column that counts people: the one asked for, else the one that is called so.

    Raises
    ------
    InputError
        If there is no such column, or several are called so.
    """
    if asked:
        if asked not in header:
            raise InputError(label, f"it has no column {asked!r:.60}", f"it has {_told(header)}")
        return header.index(asked)
    found = [index for index, name in enumerate(header) if name.strip().lower() in _PEOPLE and not is_of_tool(name)]
    if len(found) > 1:
        several = ", ".join(header[index] for index in found)
        raise InputError(label, f"several columns may count people: {several}", "say which by --people-column")
    return found[0] if found else None


def no_people_column(label: str, header: Sequence[str]) -> InputError:
    """The error about a table in which nothing says how many people there are."""
    return InputError(
        label, f"no column is known to count people; it has {_told(header)}", "say which by --people-column"
    )


def constant(columns: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """What a file says of itself in columns that hold the same in every row, such as its date and its publisher."""
    said = {}
    for name, cells in columns.items():
        if name.strip().lower() in _OF_ITSELF:
            texts = {str(cell).strip() for cell in cells if cell is not None and str(cell).strip()}
            if len(texts) == 1:
                [text] = texts
                said[name] = " ".join(text.split())[:200]
    return said


TARGETS = (
    Target("people", ("population", "total", "individuals"), for_all=False),
    Target("name", ("district", "settlement", "camp", "site"), for_all=False),
    Target("lon", ("longitude", "x"), for_all=False),
    Target("lat", ("latitude", "y"), for_all=False),
    Target("code", ("pcode", "p code"), for_all=False),
)
"""What columns of a table of people can be named for; of outlines and points ``people`` and ``name``."""
_CALLED = {"people": "people", "name": "name", "lon": "lon", "lat": "lat", "code": "pcode"}


def renamed(label: str, header: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """A header whose columns are called by what a user says they hold; others that are called so lose their names.

    Raises
    ------
    InputError
        If a target or a column is not known, or one is named for two things.
    """
    if not given:
        return list(header)
    mapped = held_against(label, given, TARGETS, [header])
    named = {index: _CALLED[target] for target, index in mapped.at.items()}
    if len(named) < len(mapped.at):
        raise InputError(label, "one column is named for two things", "name a column for each")
    meant = {"people": _PEOPLE, "lon": _LON, "lat": _LAT, "name": _NAMES, "code": _BARE_CODES}
    taken = {word for target in mapped.at for word in meant[target]}
    if "code" in mapped.at:
        taken |= {name.strip().lower() for name in header if _CODE.fullmatch(name.strip())}
    others = ("" if name.strip().lower() in taken else name for name in header)
    return [named.get(index, name) for index, name in enumerate(others)]


_OF_ITSELF = frozenset(
    (
        *("source", "date", "year", "version", "licence", "license", "validon", "validto", "valid_on", "publisher"),
        *("reference_year", "reference_period_start", "reference_period_end", "dataset_hdx_id", "resource_hdx_id"),
        *("attribution", "lang", "cod_version", "contributor"),
    )
)


def _first(header: Sequence[str], names: Sequence[str]) -> int | None:
    lower = [name.strip().lower() for name in header]
    return next((lower.index(name) for name in names if name in lower), None)


def _told(header: Sequence[str]) -> str:
    shown = [name for name in header if name and not is_of_tool(name)]
    return ", ".join(shown[:20]) + (", ..." if len(shown) > 20 else "")
