"""Street files: whatever a user has is read, and kept in a compact form that opens at once.

The compact form (docs/formats/streets.md) is an ``.npz`` archive of three arrays: a header in JSON, all columns of
whole numbers one after the other, and all columns of bytes. Packed for shipping, whole numbers are stored as
differences, byte by byte, which shrinks the file to a fifth.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import StreetsError
from geleit.files import write_atomically
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import STREETS
from geleit.io.foreign.npz import read_arrays
from geleit.io.streets.how import AS_IT_SAYS, HowToRead
from geleit.io.streets.lines import SUFFIXES as LINE_SUFFIXES
from geleit.io.streets.lines import read_lines
from geleit.io.streets.osm import CHANGES, read_osm
from geleit.io.streets.osm import SUFFIXES as OSM_SUFFIXES
from geleit.model.arrays import Bytes, Floats, Shorts
from geleit.model.network import NO_TURNS, ForTrucks, ImportReport, Most, Network, Turns
from geleit.progress import Count
from geleit.streets.build import PER_DEGREE, PER_METRE, PER_METRE_OF_WIDTH, PER_TONNE

FORMAT = "geleit-streets/1"

FORMAT_2 = "geleit-streets/2"
"""The same with what a bound has to allow for, what holds for trucks, and forbidden turns, where there are such."""

FORMAT_3 = "geleit-streets/3"
"""The same with lengths that a bound has to allow for, where they are others."""

_WHOLE = ("lon", "lat", "shape_lon", "shape_lat", "tail", "head", "name", "length", "width", "shape_start")
_SMALL = ("kind", "walk", "drive", "speed", "lanes", "bridge")
_MORE_WHOLE = {"width_most": ("most", "width"), "tonnes": ("for_trucks", "tonnes")}
_MORE_SMALL = {
    "walk_most": ("most", "walk"),
    "drive_most": ("most", "drive"),
    "lanes_most": ("most", "lanes"),
    "truck": ("for_trucks", "drive"),
}
"""Columns of the second format: where the network has them."""
_LAST_WHOLE = {"length_most": ("most", "length")}
"""And of the third."""
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    FORMAT: (_WHOLE, _SMALL),
    FORMAT_2: ((*_WHOLE, *_MORE_WHOLE), (*_SMALL, *_MORE_SMALL)),
    FORMAT_3: ((*_WHOLE, *_MORE_WHOLE, *_LAST_WHOLE), (*_SMALL, *_MORE_SMALL)),
}
"""Large and little columns by format."""

_SCALE = {"lon": PER_DEGREE, "lat": PER_DEGREE, "shape_lon": PER_DEGREE, "shape_lat": PER_DEGREE}
_SCALE |= dict.fromkeys(("length", "length_most"), PER_METRE)
_SCALE |= {"width": PER_METRE_OF_WIDTH, "width_most": PER_METRE_OF_WIDTH, "tonnes": PER_TONNE}
_CARS, _TRUCKS = 1, 2  # whom a turn is forbidden to
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same network gives the same bytes

_LOOKED_AT = 65_536  # bytes at each end of a file of JSON

Columns = dict[str, NDArray[Any]]


def read_streets(path: Path, progress: Count | None = None, how: HowToRead = AS_IT_SAYS) -> Network:
    """Read streets from any file Geleit knows, by its name.

    Parameters
    ----------
    path
        OpenStreetMap (``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``, Overpass ``.json``), lines (``.parquet``,
        ``.geoparquet``, ``.gpkg``, ``.geojson``, ``.shp`` and others), or what :func:`save_network` keeps (``.npz``).
    progress
        Called with the step, what is done, and the total or ``None``.
    how
        What a file of lines does not say itself.

    Raises
    ------
    StreetsError
        If the file is missing, of no known kind, damaged, or holds no street.
    MissingExtraError
        If the packages for reading it are not installed.
    """
    name = path.name.lower()
    if name.endswith(".npz"):
        return load_network(path)
    if name.endswith(".json"):
        return read_lines(path, progress, how) if _is_geojson(path) else read_osm(path, progress)
    if name.endswith((*OSM_SUFFIXES, *CHANGES)):
        return read_osm(path, progress)
    if name.endswith(LINE_SUFFIXES):
        return read_lines(path, progress, how)
    known = ", ".join((*OSM_SUFFIXES, ".json", *LINE_SUFFIXES, ".npz"))
    raise StreetsError(str(path), f"expected a street file: {known}", "export the streets in one of these formats")


def save_network(network: Network, path: Path, *, compress: bool = False) -> None:
    """Keep a network in the compact form; the same network always gives the same bytes.

    Positions are kept to 1e-7 degrees, lengths to the millimetre and widths to the centimetre; networks that were
    imported hold no more than that.

    Parameters
    ----------
    path
        By habit ``streets.npz``.
    compress
        Make it small rather than quick to open.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    written = _format(network)
    large, little = _COLUMNS[written]
    scaled = {name: _scaled(network, name) for name in large}
    report = {f.name: value for f in fields(ImportReport) if (value := getattr(network.report, f.name)) != _usual(f)}
    columns = list((_differences(scaled) if compress else scaled).values())
    whole = np.concatenate([*columns, network.turns.turn.T.ravel()])
    binds = network.turns.cars * _CARS + network.turns.trucks * _TRUCKS
    header = {
        "format": written,
        "packed": compress,
        "corners": network.nodes,
        "pieces": network.edges,
        "points": len(network.shape_lon),
        "kinds": network.kinds,
        "names": network.names,
        "attribution": network.attribution,
        "origin": network.origin,
        "report": report,
    }
    if len(network.turns):
        header["turns"] = len(network.turns)
    arrays = {
        "header": np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8),
        "whole": _byte_by_byte(whole) if compress else whole.astype("<i4"),
        "small": np.concatenate(
            [
                *(_column(network, name).astype(np.uint8) for name in little),
                binds.astype(np.uint8),
            ]
        ),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, values in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", _STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            packed = io.BytesIO()
            np.lib.format.write_array(packed, values, allow_pickle=False)
            archive.writestr(member, packed.getvalue(), compresslevel=9)
    write_atomically(path, content.getvalue())


def load_network(path: Path) -> Network:
    """Open a network kept by :func:`save_network`.

    Raises
    ------
    StreetsError
        If there is no such file, or it is damaged, changed, or of another kind or version.
    """
    label = str(path)
    if not path.is_file():
        raise StreetsError(label, "no such file", "make it by geleit import")
    told, whole, small = read_arrays(label, path, ("header", "whole", "small"), STREETS, StreetsError)
    header = read_json(label, told.tobytes(), STREETS, StreetsError)
    with guarded(label, STREETS, StreetsError):
        _expect_kind(header, whole, small)
        return _network(header, _from_bytes(whole) if header["packed"] else whole, small)


def _format(network: Network) -> str:
    """The format with the fewest columns that holds all of a network."""
    if network.most is not None and (network.most.length != network.length).any():
        return FORMAT_3
    return FORMAT if network.most is None and network.for_trucks is None and not len(network.turns) else FORMAT_2


def _usual(field: Field[Any]) -> Any:
    """What need not be written of a field of the report; of those that every file has, nothing."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _column(network: Network, name: str) -> NDArray[Any]:
    """A column by its name in a file; what is not there is as it is for plans and cars."""
    part, column = (_MORE_WHOLE | _MORE_SMALL | _LAST_WHOLE).get(name, ("", name))
    owner = getattr(network, part) if part else network
    if owner is None:
        return np.zeros(network.edges) if column == "tonnes" else np.asarray(getattr(network, column))
    return np.asarray(getattr(owner, column))


def _expect_kind(header: Any, whole: NDArray[Any], small: NDArray[Any]) -> None:
    if not isinstance(header, dict) or header.get("format") not in list(_COLUMNS):
        raise ValueError(f"expected format {', '.join(map(repr, _COLUMNS))}")
    if type(header["packed"]) is not bool:
        raise ValueError("packed: expected true or false")
    wanted = "uint8" if header["packed"] else "int32"
    if (whole.dtype, small.dtype) != (np.dtype(wanted), np.dtype("uint8")):
        raise ValueError("the columns are of the wrong kind")


def _network(header: Mapping[str, Any], whole: Shorts, small: Bytes) -> Network:
    n, m, p = (_count(header, name) for name in ("corners", "pieces", "points"))
    more = header["format"] != FORMAT
    large, little = _COLUMNS[header["format"]]
    k = _count(header, "turns") if more and "turns" in header else 0
    sizes = dict.fromkeys(large, m) | {"lon": n, "lat": n, "shape_lon": p, "shape_lat": p, "shape_start": m + 1}
    if whole.shape != (sum(sizes.values()) + 3 * k,) or small.shape != (len(little) * m + k,):
        raise ValueError("the columns are too short or too long")
    *parts, turn = np.split(whole, np.cumsum(list(sizes.values())))
    small, binds = np.split(small, [len(little) * m])
    columns: Columns = dict(zip(large, parts, strict=True))
    columns |= dict(zip(little, small.reshape(len(little), m), strict=True))
    if header["packed"]:
        columns = _sums(columns)
    kinds, names = (_texts(header, name) for name in ("kinds", "names"))
    _check(columns, n, p, len(kinds), len(names))
    for name, scale in _SCALE.items():
        if name in columns:
            columns[name] = columns[name] / scale
    for name in ("walk", "bridge", "walk_most"):
        if name in columns:
            columns[name] = columns[name].view(bool)
    own: dict[str, Any] = {name: columns[name] for name in (*_WHOLE, *_SMALL)}
    network = Network(
        **own,
        kinds=kinds,
        names=names,
        attribution=_text(header["attribution"], "attribution"),
        origin=_text(header["origin"], "origin"),
        report=_report(header["report"]),
        turns=_turns(columns, turn.reshape(3, k).T, binds) if k else NO_TURNS,
    )
    if not more:
        return network
    columns.setdefault("length_most", network.length)
    if (columns["length_most"] > network.length).any():
        raise ValueError("a length of a bound is more than that of a plan")
    most = Most(*(columns[f"{column.name}_most"] for column in fields(Most)))
    return network.seen_otherwise(most, ForTrucks(columns["truck"], columns["tonnes"]))


def _turns(columns: Columns, turn: Shorts, binds: Bytes) -> Turns:
    before, corner, after = turn.T
    tail, head = columns["tail"], columns["head"]
    for piece in (before, after):
        if piece.min() < 0 or piece.max() >= len(tail) or ((tail[piece] != corner) & (head[piece] != corner)).any():
            raise ValueError("a turn is between streets that do not meet there")
    if binds.min() < _CARS or binds.max() > _CARS | _TRUCKS:
        raise ValueError("a turn is forbidden to nobody")
    return Turns(np.ascontiguousarray(turn), (binds & _CARS) > 0, (binds & _TRUCKS) > 0)


def _check(columns: Columns, n: int, p: int, kinds: int, names: int) -> None:
    """Refuse columns that make no network, whatever made them so."""
    start = columns["shape_start"]
    within = {
        "lon": (-180 * PER_DEGREE, 180 * PER_DEGREE),
        "lat": (-90 * PER_DEGREE, 90 * PER_DEGREE),
        "shape_lon": (-180 * PER_DEGREE, 180 * PER_DEGREE),
        "shape_lat": (-90 * PER_DEGREE, 90 * PER_DEGREE),
        "tail": (0, n - 1),
        "head": (0, n - 1),
        "name": (-1, names - 1),
        "length": (1, 2**31),
        "width": (1, 2**31),
        "shape_start": (0, p),
        "kind": (0, kinds - 1),
        "walk": (0, 1),
        "drive": (0, 3),
        "bridge": (0, 1),
        "width_most": (1, 2**31),
        "length_most": (1, 2**31),
        "tonnes": (0, 2**31),
        "walk_most": (0, 1),
        "drive_most": (0, 3),
        "truck": (0, 3),
    }
    for name, (low, high) in within.items():
        values = columns.get(name)
        if values is not None and len(values) and (values.min() < low or values.max() > high):
            raise ValueError(f"{name} is out of range")
    if not len(columns["tail"]):
        raise ValueError("there is no street in it")
    if start[0] != 0 or start[-1] != p or (start[1:] < start[:-1]).any():
        raise ValueError("shape_start does not rise from 0 to the number of points")
    if ((columns["speed"] > 0) != ((columns["drive"] > 0) | (columns.get("truck", columns["drive"]) > 0))).any():
        raise ValueError("speed does not fit drive")


def _scaled(network: Network, name: str) -> Shorts:
    values: Floats = _column(network, name) * _SCALE.get(name, 1)
    return np.rint(values).astype(np.int32)


def _differences(columns: Columns) -> Columns:
    """Columns as small numbers: corners after the one before, drawing points after the one before on the same piece."""
    packed = dict(columns)
    for name in ("lon", "lat", "tail", "shape_start"):
        packed[name] = np.diff(columns[name], prepend=np.int32(0))
    packed["head"] = columns["head"] - columns["tail"]
    first = columns["shape_start"][:-1]
    bent = first < columns["shape_start"][1:]
    for name in ("lon", "lat"):
        points = columns[f"shape_{name}"]
        after = np.diff(points, prepend=np.int32(0))
        after[first[bent]] = points[first[bent]] - columns[name][columns["tail"][bent]]
        packed[f"shape_{name}"] = after
    return packed


def _sums(packed: Columns) -> Columns:
    """The columns again from :func:`_differences`; sums wrap around as differences did."""
    columns = dict(packed)
    for name in ("lon", "lat", "tail", "shape_start"):
        columns[name] = np.cumsum(packed[name], dtype=np.int32)
    columns["head"] = packed["head"] + columns["tail"]
    start, tail = columns["shape_start"], columns["tail"]
    if start[0] != 0 or start[-1] != len(packed["shape_lon"]) or (start[1:] < start[:-1]).any():
        raise ValueError("shape_start does not rise from 0 to the number of points")
    if tail.min(initial=0) < 0 or tail.max(initial=0) >= len(columns["lon"]):
        raise ValueError("tail is out of range")
    points = np.diff(start)
    for name in ("lon", "lat"):
        along = np.cumsum(packed[f"shape_{name}"], dtype=np.int32)
        before = np.concatenate([np.zeros(1, dtype=np.int32), along])[start[:-1]]
        columns[f"shape_{name}"] = along + np.repeat(columns[name][tail] - before, points)
    return columns


def _byte_by_byte(values: Shorts) -> Bytes:
    """Numbers as bytes, lowest bytes of all first; the sign goes into the lowest bit, so that small stays small."""
    folded = ((values << 1) ^ (values >> 31)).astype("<u4")
    return np.ascontiguousarray(folded.view(np.uint8).reshape(-1, 4).T).ravel()


def _from_bytes(planes: Bytes) -> Shorts:
    if planes.ndim != 1 or len(planes) % 4:
        raise ValueError("the columns are too short or too long")
    folded = np.ascontiguousarray(planes.reshape(4, -1).T).view("<u4").ravel()
    values: Shorts = (folded >> np.uint32(1)).view(np.int32) ^ -(folded & np.uint32(1)).view(np.int32)
    return values


def _count(header: Mapping[str, Any], name: str) -> int:
    value = header[name]
    if type(value) is not int or value < 0:
        raise ValueError(f"{name}: expected a whole number")
    return value


def _report(values: Mapping[str, Any]) -> ImportReport:
    found = dict(values)
    unknown, parts = found.pop("unknown", {}), found.pop("parts", [])
    columns = _texts(found, "without_classes") if "without_classes" in found else ()
    found.pop("without_classes", None)
    if not isinstance(unknown, dict) or not isinstance(parts, list):
        raise ValueError("report.unknown, report.parts: expected an object and a list")
    words = {_text(k, "unknown"): v for k, v in unknown.items()}
    report = ImportReport(**found, unknown=words, parts=tuple(parts), without_classes=columns)
    for name, value in (*found.items(), *(("unknown", v) for v in unknown.values()), *(("parts", v) for v in parts)):
        if type(value) not in (int, float) or not 0 <= value < math.inf:
            raise ValueError(f"report.{name}: expected a number")
    return report


def _texts(header: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = header[name]
    if not isinstance(values, list):
        raise ValueError(f"{name}: expected a list")
    return tuple(_text(value, name) for value in values)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected text")
    value.encode()  # half a character is no text, and could not be printed
    return value


def _is_geojson(path: Path) -> bool:
    """Whether a ``.json`` file looks like GeoJSON rather than like Overpass JSON, from its ends."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
            file.seek(max(0, path.stat().st_size - _LOOKED_AT))
            end = file.read()
    except (OSError, ValueError):
        return False  # reading it tells why
    if b'"elements"' in start:
        return False
    return any(word in part for word in (b'"FeatureCollection"', b'"features"') for part in (start, end))
