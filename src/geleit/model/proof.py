"""Certificates and plans as files, and back; described for other checkers in docs/formats/certificate.md.

A file is JSON that a person can read, but for its long columns. Its first line is the seal, a hash over the bytes
of all lines that follow.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, get_args

from geleit.errors import CertificateError
from geleit.model.amount import Scenario
from geleit.model.certificate import EARLIER_FORMATS as EARLIER_CERTIFICATES
from geleit.model.certificate import FORMAT as CERTIFICATE_FORMAT
from geleit.model.certificate import (
    RUNGS,
    Beelines,
    Certificate,
    Conditional,
    DailyLimit,
    Instance,
    Labels,
    Line,
    Rides,
    Rung,
)
from geleit.model.columns import Column, Unpacking, little_endian, packed
from geleit.model.earlier_proof import from_earlier
from geleit.model.entries import field, listed, mapping, number, numbers, text, time
from geleit.model.plan import EARLIER_FORMATS as EARLIER_PLANS
from geleit.model.plan import FORMAT as PLAN_FORMAT
from geleit.model.plan import Plan, Stream
from geleit.model.proof_parts import PUBLICATION, RUNG, UNITS, expect_units, gates_of, joint_of, profiles_of, rung_of

Document = dict[str, Any]

_ARCS = ("tail", "head", "transit", "rate", "profile")
_PEOPLE = ("low", "high", "group", "start", "after")
_BEELINES = ("after", "low", "high")
_STREAMS = ("at", "start", "length", "rate")
INSTANCE_COLUMNS = (
    *(f"arcs.{name}" for name in _ARCS),
    *(f"people.{name}" for name in _PEOPLE),
    *(f"beelines.{name}" for name in _BEELINES),
)
"""Columns of an instance, in the order of its hash; those of beelines are left out where there are none."""
STEPS = frozenset(
    ("arcs.tail", "arcs.head", "people.group", "on_arcs.at", "on_arcs.start", "through_exits.at", "through_exits.start")
)
"""Columns that hold each number less the one before it."""
_FIRST_LINE = re.compile(rb'\{"seal":"([0-9a-f]{64})",\n')
_HEAD = (
    "seal", "format", "version", "case", "origin", "horizon", "by", "scenario", "units", "instance", "instance_sha256",
    "columns",
)  # fmt: skip
_OPTIONAL = ("title", "case_sha256", PUBLICATION)
_OF_CERTIFICATE = ("assumed", "bounds", "conditional", "by_rate")
_OF_RIDES = ("vehicles",)
"""Entries of a certificate of people who walk, with what rides can save them."""
_RIDES = ("fleet", "seats", "fuel_m", "walking_mm_s", "fastest_mm_s", "saved")
_OF_PLAN = ("people_out",)


def to_text(proof: Certificate | Plan, publication: str = "") -> str:
    """A certificate or plan as the text of a file, sealed.

    Parameters
    ----------
    publication
        What it says of itself: whether it is public; nothing by default.
    """
    return sealed(to_document(proof, publication))


def sealed(document: Document) -> str:
    """The text of a file: a line for each entry and column, after the line of its seal."""
    columns = ",\n".join(f"{json.dumps(name)}: {_compact(value)}" for name, value in document["columns"].items())
    rows = [f"{json.dumps(name)}: {_compact(value)}" for name, value in document.items() if name != "columns"]
    rest = ",\n".join([*rows, f'"columns": {{\n{columns}\n}}']) + "\n}\n"
    return f'{{"seal":"{sha256(rest.encode()).hexdigest()}",\n{rest}'


def seal_of(data: bytes) -> str:
    """The seal in the first line of a file; empty where there is none."""
    found = _FIRST_LINE.match(data)
    return found[1].decode("ascii") if found else ""


def to_document(proof: Certificate | Plan, publication: str = "") -> Document:
    """A certificate or plan as what a file holds below its seal; as :func:`to_text`."""
    is_plan, instance = isinstance(proof, Plan), proof.instance
    columns = _instance_columns(instance)
    short = {
        "nodes": instance.nodes,
        "profiles": [[list(interval) for interval in profile] for profile in instance.profiles],
        "gates": [
            {"name": x.name, "node": x.node, "rate": x.rate, "profile": x.profile, "crossing": x.crossing}
            for x in instance.gates
        ],
        "days": list(instance.days),
    }
    if instance.joint:
        short["joint"] = [
            {"name": x.name, "crossings": list(x.crossings), "rate": x.rate, "profile": x.profile}
            for x in instance.joint
        ]
    given = {"title": proof.title, "case_sha256": proof.case_sha256, PUBLICATION: publication}
    document: Document = {
        "format": PLAN_FORMAT if is_plan else CERTIFICATE_FORMAT,
        "version": proof.version,
        "case": proof.case,
        **{name: value for name, value in given.items() if value},
        "origin": proof.origin,
        "horizon": instance.horizon,
        "by": proof.by,
        "scenario": proof.scenario,
        "units": UNITS,
    }
    own, further = _plan_entries(proof) if isinstance(proof, Plan) else _certificate_entries(proof)
    return {
        **document,
        **own,
        "instance": short,
        "instance_sha256": instance_sha256(instance, columns),
        "columns": {name: column.entry for name, column in (columns | further).items()},
    }


def from_document(document: object, data: bytes) -> Certificate | Plan:
    """Read a certificate or plan back.

    Parameters
    ----------
    document
        What the file holds, in which no name may stand twice in one object.
    data
        The bytes of the file.

    Raises
    ------
    CertificateError
        If it is neither, a part is missing or of the wrong kind, or it was changed after it was sealed.
    """
    if not isinstance(document, dict):
        raise CertificateError("the file: expected a JSON object")
    kind = document.get("format")
    if kind in (*EARLIER_CERTIFICATES, *EARLIER_PLANS):
        return from_earlier(document)
    if kind not in (CERTIFICATE_FORMAT, PLAN_FORMAT):
        raise CertificateError(f"format: expected {CERTIFICATE_FORMAT!r} or {PLAN_FORMAT!r}, found {kind!r:.40}")
    own = _OF_PLAN if kind == PLAN_FORMAT else (*_OF_CERTIFICATE, *_OF_RIDES)
    top = mapping(document, "the file", (*_HEAD, *_OPTIONAL, *own))
    _expect_sealed(data)
    columns = Unpacking(field(top, "columns"), len(data))
    instance = _instance(top, columns)
    if instance_sha256(instance, columns.taken) != field(top, "instance_sha256"):
        raise CertificateError("instance_sha256: does not fit the instance in the file")
    proof = (_plan if kind == PLAN_FORMAT else _certificate)(top, instance, columns)
    columns.expect_no_other()
    _expect_head(top, proof)
    return proof


def instance_sha256(instance: Instance, columns: Mapping[str, Column]) -> str:
    """SHA-256 of a question, without the names of its gates: over its short figures, then over its columns.

    Parameters
    ----------
    columns
        Those of the instance, by name, and perhaps others.
    """
    short = [instance.nodes, instance.horizon, len(instance.profiles)]
    for profile in instance.profiles:
        short += [len(profile), *(edge for interval in profile for edge in interval)]
    short.append(len(instance.gates))
    for gate in instance.gates:
        unknown = (-1 if value is None else value for value in (gate.node, gate.crossing))
        short += [*unknown, gate.rate, gate.profile]
    short += [len(instance.days), *instance.days]
    if instance.joint:
        short += [-1, len(instance.joint)]  # no column has so few numbers
    for joint in instance.joint:
        short += [len(joint.crossings), *joint.crossings, joint.rate, joint.profile]
    found = sha256(little_endian(array("q", short)).tobytes())
    for name in INSTANCE_COLUMNS:
        if name in columns:
            found.update(little_endian(array("q", columns[name].head)).tobytes())
            found.update(columns[name].data)
    return found.hexdigest()


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _expect_sealed(data: bytes) -> None:
    first = _FIRST_LINE.match(data)  # which a program that writes JSON anew does not keep
    if first is None or sha256(memoryview(data)[first.end() :]).hexdigest() != seal_of(data):
        raise CertificateError("seal: the file was changed after it was written; ask for the original")


def _expect_head(top: Mapping[str, Any], proof: Certificate | Plan) -> None:
    """See to it that what a person reads of a file is what it holds."""
    expect_units(top)
    if PUBLICATION in top:
        text(top, PUBLICATION)
    if not proof.by or field(top, "by") != proof.by:
        raise CertificateError(f"by: expected the time at which the horizon ends, {proof.by or 'of this calendar'}")
    if field(top, "scenario") != proof.scenario:
        raise CertificateError(f"scenario: expected {proof.scenario!r}, found {top['scenario']!r:.40}")
    if isinstance(proof, Certificate) and field(top, "assumed") != list(proof.assumed):
        raise CertificateError("assumed: expected the assumptions of conditional, in words")


def _is_hash(text: str) -> bool:
    """Whether a text is a SHA-256 in small hexadecimal digits."""
    return len(text) == 2 * sha256().digest_size and not text.strip("0123456789abcdef")


def _origin(top: Mapping[str, Any]) -> dict[str, Any]:
    """Where a proof comes from."""
    sha = top.get("case_sha256", "")
    if "case_sha256" in top and not (isinstance(sha, str) and _is_hash(sha)):
        raise CertificateError("case_sha256: expected 64 hexadecimal digits")
    return {
        "case": text(top, "case"),
        "origin": time(top, "origin"),
        "version": text(top, "version"),
        "title": text(top, "title") if "title" in top else "",
        "case_sha256": sha,
    }


# columns and entries of an instance


def _instance_columns(instance: Instance) -> dict[str, Column]:
    found = {f"arcs.{name}": getattr(instance, name) for name in _ARCS}
    found |= {f"people.{name}": getattr(instance, name) for name in _PEOPLE}
    if instance.beelines is not None:
        found |= {f"beelines.{name}": getattr(instance.beelines, name) for name in _BEELINES}
    return {name: packed(values, steps=name in STEPS) for name, values in found.items()}


def _instance(top: Mapping[str, Any], columns: Unpacking) -> Instance:
    part = mapping(field(top, "instance"), "instance", ("nodes", "profiles", "gates", "days", "joint"))
    straight = [name for name in INSTANCE_COLUMNS if name.startswith("beelines.")]
    return Instance(
        nodes=number(field(part, "nodes"), "instance.nodes"),
        horizon=number(field(top, "horizon"), "horizon"),
        **{name: columns.numbers(f"arcs.{name}", steps=f"arcs.{name}" in STEPS) for name in _ARCS},
        profiles=profiles_of(field(part, "profiles")),
        gates=gates_of(field(part, "gates"), crossings=True),
        **{name: columns.numbers(f"people.{name}", steps=f"people.{name}" in STEPS) for name in _PEOPLE},
        beelines=Beelines(*map(columns.numbers, straight)) if any(name in columns for name in straight) else None,
        days=numbers(part, "days"),
        joint=joint_of(part["joint"]) if "joint" in part else (),
    )


# certificates


def _certificate_entries(certificate: Certificate) -> tuple[Document, dict[str, Column]]:
    table: dict[tuple[int, ...], str] = {}

    def stored(labels: Labels) -> int | str:
        return labels if isinstance(labels, int) else table.setdefault(labels, f"labels.{len(table)}")

    def entry(rung: Rung) -> Document:
        same = rung.labels_fewest == rung.labels
        spread = {} if rung.spread is None else {"spread": rung.spread, "spread_fewest": rung.spread_fewest}
        return {
            "labels": stored(rung.labels),
            "at_most": rung.at_most,
            "labels_fewest": None if same else stored(rung.labels_fewest),
            "could_not_leave": rung.could_not_leave,
            **spread,
        }

    rides: Document = {} if certificate.rides is None else {"vehicles": asdict(certificate.rides)}
    own: Document = rides | {
        "assumed": list(certificate.assumed),
        "bounds": {name: entry(rung) for name, rung in certificate.rungs.items()},
        "conditional": [
            {"assumption": one.condition.assumption, "limit": one.condition.limit} | entry(one.rung)
            for one in certificate.conditional
        ],
        "by_rate": [
            {"labels": stored(line.labels), "straight": line.straight, "fixed": line.fixed, "opened": line.opened}
            for line in certificate.lines
        ],
    }
    return own, {name: packed(labels, steps=False) for labels, name in table.items()}


def _certificate(top: Mapping[str, Any], instance: Instance, columns: Unpacking) -> Certificate:
    def labels(value: object, where: str) -> Labels:
        if not isinstance(value, str):
            return number(value, where)
        if not value.startswith("labels.") or value not in columns:
            raise CertificateError(f"{where}: expected one moment, or the name of a column of labels")
        return columns.numbers(value)

    def conditional(value: object) -> Conditional:
        part = mapping(value, "conditional", ("assumption", "limit", *RUNG))
        limit = number(field(part, "limit"), "conditional.limit")
        rung = rung_of({name: field(part, name) for name in RUNG}, "conditional", labels)
        return Conditional(DailyLimit(text(part, "assumption"), limit), rung)

    def line(value: object) -> Line:
        part = mapping(value, "by_rate", ("labels", "straight", "fixed", "opened"))
        if not isinstance(straight := field(part, "straight"), bool):
            raise CertificateError(f"by_rate.straight: expected true or false, found {straight!r:.40}")
        fixed, opened = (number(field(part, name), f"by_rate.{name}") for name in ("fixed", "opened"))
        return Line(labels(field(part, "labels"), "by_rate.labels"), fixed, opened, straight)

    names = [name for name in RUNGS if name != "beeline" or instance.beelines is not None]
    bounds = mapping(field(top, "bounds"), "bounds", tuple(names))
    rides = _rides(top)
    rungs: dict[str, Any] = {
        name: rung_of(field(bounds, name), f"bounds.{name}", labels, spread=rides is not None) for name in names
    }
    return Certificate(
        instance=instance,
        conditional=tuple(map(conditional, listed(field(top, "conditional"), "conditional"))),
        lines=tuple(map(line, listed(field(top, "by_rate"), "by_rate"))),
        rides=rides,
        **rungs,
        **_origin(top),
    )


def _rides(top: Mapping[str, Any]) -> Rides | None:
    if "vehicles" not in top:
        return None
    part = mapping(top["vehicles"], "vehicles", _RIDES)
    fuel = field(part, "fuel_m")
    numbers = {name: number(field(part, name), f"vehicles.{name}") for name in _RIDES if name != "fuel_m"}
    return Rides(**numbers, fuel_m=None if fuel is None else number(fuel, "vehicles.fuel_m"))


# plans


def _plan_entries(plan: Plan) -> tuple[Document, dict[str, Column]]:
    columns = _stream_columns("on_arcs", plan.on_arcs) | _stream_columns("through_exits", plan.through_exits)
    return {"people_out": plan.people_out}, columns


def _stream_columns(part: str, streams: tuple[Stream, ...]) -> dict[str, Column]:
    rows = sorted(streams)
    values = ([s.at for s in rows], [s.start for s in rows], [s.end - s.start for s in rows], [s.rate for s in rows])
    names = (f"{part}.{name}" for name in _STREAMS)
    return {name: packed(column, steps=name in STEPS) for name, column in zip(names, values, strict=True)}


def _plan(top: Mapping[str, Any], instance: Instance, columns: Unpacking) -> Plan:
    scenario = field(top, "scenario")
    if scenario not in get_args(Scenario):
        raise CertificateError(f"scenario: expected {' or '.join(get_args(Scenario))}, found {scenario!r:.40}")
    return Plan(
        instance=instance,
        on_arcs=_streams("on_arcs", columns),
        through_exits=_streams("through_exits", columns),
        people_out=number(field(top, "people_out"), "people_out"),
        scenario=scenario,
        **_origin(top),
    )


def _streams(part: str, columns: Unpacking) -> tuple[Stream, ...]:
    names = [f"{part}.{name}" for name in _STREAMS]
    at, start, length, rate = (columns.numbers(name, steps=name in STEPS) for name in names)
    if len({len(column) for column in (at, start, length, rate)}) != 1:
        raise CertificateError(f"{part}: the columns differ in length")
    return tuple(Stream(a, s, s + n, r) for a, s, n, r in zip(at, start, length, rate, strict=True))
