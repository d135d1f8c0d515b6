"""Certificates and plans of formats 1 and 2, no longer written: JSON throughout, sealed over its sorted text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from geleit.errors import CertificateError
from geleit.model.certificate import EARLIER_FORMATS as CERTIFICATES
from geleit.model.certificate import RUNGS, Beelines, Certificate, Instance, Labels
from geleit.model.entries import field, mapping, number, numbers, text, time
from geleit.model.plan import EARLIER_FORMATS as PLANS
from geleit.model.plan import Plan, Stream
from geleit.model.proof_parts import PUBLICATION, expect_units, gates_of, profiles_of, rung_of

_ARC_COLUMNS = ("tail", "head", "transit", "rate", "profile")
_PEOPLE_COLUMNS = ("low", "high", "group", "start", "after")
_BEELINES = "beelines"
_BEELINE_COLUMNS = ("after", "low", "high")
_STREAM_COLUMNS = ("at", "start", "end", "rate")
_COMMON = ("format", "case", "origin", "units", "instance", "instance_sha256", "seal", PUBLICATION)


def from_earlier(document: Mapping[str, Any]) -> Certificate | Plan:
    """Read a certificate or plan of format 1 or 2.

    Raises
    ------
    CertificateError
        If a part is missing or of the wrong kind, or it was changed after it was sealed.
    """
    first, is_plan = document["format"] in (CERTIFICATES[-1], PLANS[-1]), document["format"] in PLANS
    own = ("people_out", "on_arcs", "through_exits") if is_plan else ("bounds",)
    top = mapping(document, "the file", (*_COMMON, *own, *(() if first else ("version",))))
    if _fingerprint_of({key: value for key, value in top.items() if key != "seal"}) != top.get("seal"):
        raise CertificateError("seal: the file was changed after it was written; ask for the original")
    if _fingerprint_of(field(top, "instance")) != top.get("instance_sha256"):
        raise CertificateError("instance_sha256: does not fit the instance in the file")
    if PUBLICATION in top:
        text(top, PUBLICATION)
    expect_units(top)
    instance = _instance(field(top, "instance"), beelines=not (first or is_plan))
    case, origin, version = text(top, "case"), time(top, "origin"), "" if first else text(top, "version")
    if is_plan:
        on_arcs, through_exits = _streams(top, "on_arcs"), _streams(top, "through_exits")
        people_out = number(field(top, "people_out"), "people_out")
        return Plan(instance, on_arcs, through_exits, people_out, case, origin, version, scenario=None)
    names = [name for name in RUNGS if name != "beeline" or instance.beelines is not None]
    bounds = mapping(field(top, "bounds"), "bounds", tuple(names))
    rungs: dict[str, Any] = {name: rung_of(field(bounds, name), name, _labels) for name in names}
    return Certificate(instance=instance, case=case, origin=origin, version=version, **rungs)


def fingerprint(document: object) -> str:
    """SHA-256 of a JSON document, in hex, over its ASCII text with sorted keys and no spaces."""
    content = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _fingerprint_of(part: object) -> str:
    try:
        return fingerprint(part)
    except (ValueError, RecursionError):
        raise CertificateError("the file holds something that is no whole number or text") from None


def _instance(value: object, *, beelines: bool) -> Instance:
    known = ("nodes", "horizon", "arcs", "profiles", "gates", "people")
    part = mapping(value, "instance", (*known, _BEELINES) if beelines else known)
    straight = mapping(part[_BEELINES], "instance.beelines", _BEELINE_COLUMNS) if _BEELINES in part else None
    arcs = mapping(field(part, "arcs"), "instance.arcs", _ARC_COLUMNS)
    people = mapping(field(part, "people"), "instance.people", _PEOPLE_COLUMNS)
    return Instance(
        nodes=number(field(part, "nodes"), "instance.nodes"),
        horizon=number(field(part, "horizon"), "instance.horizon"),
        **{name: numbers(arcs, name) for name in _ARC_COLUMNS},
        profiles=profiles_of(field(part, "profiles")),
        gates=gates_of(field(part, "gates"), crossings=False),
        **{name: numbers(people, name) for name in _PEOPLE_COLUMNS},
        beelines=None if straight is None else Beelines(*(numbers(straight, name) for name in _BEELINE_COLUMNS)),
        joint=(),
    )


def _labels(value: object, where: str) -> Labels:
    return numbers({where: value}, where) if isinstance(value, list) else number(value, where)


def _streams(top: Mapping[str, Any], name: str) -> tuple[Stream, ...]:
    part = mapping(field(top, name), name, _STREAM_COLUMNS)
    columns = [numbers(part, column) for column in _STREAM_COLUMNS]
    if len({len(column) for column in columns}) != 1:
        raise CertificateError(f"{name}: the columns differ in length")
    return tuple(Stream(*row) for row in zip(*columns, strict=True))
