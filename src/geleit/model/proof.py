"""Certificates and plans as JSON documents, and back; described for other checkers in docs/formats/certificate.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any
from unicodedata import category

from geleit.errors import CertificateError
from geleit.model.certificate import EARLIER_FORMATS as EARLIER_CERTIFICATES
from geleit.model.certificate import FORMAT as CERTIFICATE_FORMAT
from geleit.model.certificate import (
    RUNGS,
    Beelines,
    Certificate,
    Conditional,
    DailyLimit,
    Gate,
    Instance,
    Intervals,
    Labels,
    Line,
    Rung,
)
from geleit.model.plan import EARLIER_FORMAT as EARLIER_PLAN
from geleit.model.plan import FORMAT as PLAN_FORMAT
from geleit.model.plan import Plan, Stream

Document = dict[str, Any]

UNITS = {"time": "s after origin", "rate": "persons/h", "transit": "s", "people": "persons", "labels": "s after origin"}
LARGEST = 2**63
"""Whole numbers of a file are below this in absolute value."""
LONGEST_TEXT = 1000
"""Characters of a name."""

_ARC_COLUMNS = ("tail", "head", "transit", "rate", "profile")
_PEOPLE_COLUMNS = ("low", "high", "group", "start", "after")
_BEELINES = "beelines"
_BEELINE_COLUMNS = ("after", "low", "high")
_STREAM_COLUMNS = ("at", "start", "end", "rate")
_RUNG = ("labels", "at_most", "labels_fewest", "could_not_leave")
_DAYS, _CROSSING = "days", "crossing"
_CONDITIONAL, _BY_RATE = "conditional", "by_rate"
VERSION = "version"
PUBLICATION = "publication"
"""Whether the file is public, or not for publication; no part of the proof."""
_COMMON = ("format", "case", "origin", "units", "instance", "instance_sha256", "seal")


def one_line(text: str) -> str:
    """A text as witnesses hold it: on one line, without control characters or halves of characters, not endless."""
    if text.isprintable():  # most are, and holding no such character they need no second look
        return text[:LONGEST_TEXT]
    return "".join(" " if category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text[:LONGEST_TEXT])


def to_document(proof: Certificate | Plan, publication: str = "") -> Document:
    """A certificate or plan as a JSON document, sealed.

    Parameters
    ----------
    publication
        What it says of itself: whether it is public; nothing by default.
    """
    document: Document = {
        "format": _format_of(proof),
        "case": proof.case,
        "origin": proof.origin,
        "units": UNITS,
        "instance": instance_document(proof.instance),
    }
    document["instance_sha256"] = fingerprint(document["instance"])
    if isinstance(proof, Certificate):
        document["bounds"] = {name: _rung_document(rung) for name, rung in proof.rungs.items()}
        if document["format"] == CERTIFICATE_FORMAT:
            document[_CONDITIONAL] = [
                {"assumption": one.condition.assumption, "limit": one.condition.limit} | _rung_document(one.rung)
                for one in proof.conditional
            ]
            document[_BY_RATE] = [_line_document(line) for line in proof.lines]
    else:
        document["people_out"] = proof.people_out
        document["on_arcs"] = _stream_columns(proof.on_arcs)
        document["through_exits"] = _stream_columns(proof.through_exits)
    if proof.version:
        document[VERSION] = proof.version
    if publication:
        document[PUBLICATION] = publication
    document["seal"] = fingerprint(document)
    return document


def from_document(document: object) -> Certificate | Plan:
    """Read a certificate or plan back.

    Raises
    ------
    CertificateError
        If it is neither, a part is missing or of the wrong kind, or it was changed after it was sealed.
    """
    if not isinstance(document, dict):
        raise CertificateError("the file: expected a JSON object")
    kind = document.get("format")
    if kind not in (CERTIFICATE_FORMAT, PLAN_FORMAT, *EARLIER_CERTIFICATES, EARLIER_PLAN):
        raise CertificateError(f"format: expected {CERTIFICATE_FORMAT!r} or {PLAN_FORMAT!r}, found {kind!r:.40}")
    earlier, is_plan = kind in (EARLIER_CERTIFICATES[-1], EARLIER_PLAN), kind in (PLAN_FORMAT, EARLIER_PLAN)
    daily = kind == CERTIFICATE_FORMAT
    own = ("people_out", "on_arcs", "through_exits") if is_plan else ("bounds",)
    own = (*own, _CONDITIONAL, _BY_RATE) if daily else own
    top = _mapping(document, "the file", (*_COMMON, PUBLICATION, *own, *(() if earlier else (VERSION,))))
    body = {key: value for key, value in top.items() if key != "seal"}
    if _fingerprint_of(body) != top.get("seal"):
        raise CertificateError("seal: the file was changed after it was written; ask for the original")
    if _fingerprint_of(_field(top, "instance")) != top.get("instance_sha256"):
        raise CertificateError("instance_sha256: does not fit the instance in the file")
    if PUBLICATION in top:
        _text(top, PUBLICATION)
    if _field(top, "units") != UNITS:
        raise CertificateError(f"units: expected {UNITS}")
    instance = _instance(_field(top, "instance"), earlier=earlier or is_plan, daily=daily)
    case, origin = _text(top, "case"), _time(top, "origin")
    version = "" if earlier else _text(top, VERSION)
    if not is_plan:
        names = [name for name in RUNGS if name != "beeline" or instance.beelines is not None]
        bounds = _mapping(_field(top, "bounds"), "bounds", tuple(names))
        rungs: dict[str, Any] = {name: _rung(_field(bounds, name), name) for name in names}
        if daily:
            rungs["conditional"] = tuple(_conditional(one) for one in _list(_field(top, _CONDITIONAL), _CONDITIONAL))
            rungs["lines"] = tuple(_line(one) for one in _list(_field(top, _BY_RATE), _BY_RATE))
        return Certificate(instance=instance, case=case, origin=origin, version=version, **rungs)
    return Plan(
        instance=instance,
        on_arcs=_streams(top, "on_arcs"),
        through_exits=_streams(top, "through_exits"),
        people_out=_number(_field(top, "people_out"), "people_out"),
        case=case,
        origin=origin,
        version=version,
    )


def _format_of(proof: Certificate | Plan) -> str:
    """Of a proof that does not say its version, or its crossings, the format of before there was that."""
    if isinstance(proof, Certificate):
        if any(gate.crossing is None for gate in proof.instance.gates):
            return EARLIER_CERTIFICATES[0 if proof.version else 1]
        return CERTIFICATE_FORMAT
    return PLAN_FORMAT if proof.version else EARLIER_PLAN


def instance_document(instance: Instance) -> Document:
    """An instance as a JSON document; its :func:`fingerprint` tells instances apart."""
    document: Document = {
        "nodes": instance.nodes,
        "horizon": instance.horizon,
        "arcs": {name: list(getattr(instance, name)) for name in _ARC_COLUMNS},
        "profiles": [[list(interval) for interval in profile] for profile in instance.profiles],
        "gates": [_gate_document(gate) for gate in instance.gates],
        "people": {name: list(getattr(instance, name)) for name in _PEOPLE_COLUMNS},
    }
    if instance.beelines is not None:
        document[_BEELINES] = {name: list(getattr(instance.beelines, name)) for name in _BEELINE_COLUMNS}
    if any(gate.crossing is not None for gate in instance.gates):
        document[_DAYS] = list(instance.days)
    return document


def _gate_document(gate: Gate) -> Document:
    document: Document = {"name": gate.name, "node": gate.node, "rate": gate.rate, "profile": gate.profile}
    return document if gate.crossing is None else document | {_CROSSING: gate.crossing}


def fingerprint(document: object) -> str:
    """SHA-256 of a JSON document, in hex, over its ASCII text with sorted keys and no spaces."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _fingerprint_of(part: object) -> str:
    try:
        return fingerprint(part)
    except (ValueError, RecursionError):
        raise CertificateError("the file holds something that is no whole number or text") from None


def _stored(labels: Labels) -> int | list[int]:
    return labels if isinstance(labels, int) else list(labels)


def _line_document(line: Line) -> Document:
    return {
        "labels": _stored(line.labels),
        "straight": line.straight,
        "fixed": line.fixed,
        "opened": line.opened,
    }


def _rung_document(rung: Rung) -> Document:
    return {
        "labels": _stored(rung.labels),
        "at_most": rung.at_most,
        "labels_fewest": None if rung.labels_fewest == rung.labels else _stored(rung.labels_fewest),
        "could_not_leave": rung.could_not_leave,
    }


def _stream_columns(streams: tuple[Stream, ...]) -> Document:
    rows = map(attrgetter(*_STREAM_COLUMNS), streams)
    columns = zip(*rows, strict=True) if streams else ((),) * len(_STREAM_COLUMNS)
    return {name: list(column) for name, column in zip(_STREAM_COLUMNS, columns, strict=True)}


def _instance(value: object, *, earlier: bool, daily: bool) -> Instance:
    known = ("nodes", "horizon", "arcs", "profiles", "gates", "people")
    later = () if earlier else (_BEELINES, _DAYS) if daily else (_BEELINES,)
    part = _mapping(value, "instance", (*known, *later))
    straight = _mapping(part[_BEELINES], "instance.beelines", _BEELINE_COLUMNS) if _BEELINES in part else None
    arcs = _mapping(_field(part, "arcs"), "instance.arcs", _ARC_COLUMNS)
    people = _mapping(_field(part, "people"), "instance.people", _PEOPLE_COLUMNS)
    return Instance(
        nodes=_number(_field(part, "nodes"), "instance.nodes"),
        horizon=_number(_field(part, "horizon"), "instance.horizon"),
        tail=_numbers(arcs, "tail"),
        head=_numbers(arcs, "head"),
        transit=_numbers(arcs, "transit"),
        rate=_numbers(arcs, "rate"),
        profile=_numbers(arcs, "profile"),
        profiles=tuple(_intervals(p) for p in _list(_field(part, "profiles"), "instance.profiles")),
        gates=tuple(_gate(g, daily=daily) for g in _list(_field(part, "gates"), "instance.gates")),
        low=_numbers(people, "low"),
        high=_numbers(people, "high"),
        group=_numbers(people, "group"),
        start=_numbers(people, "start"),
        after=_numbers(people, "after"),
        beelines=None if straight is None else Beelines(*(_numbers(straight, name) for name in _BEELINE_COLUMNS)),
        days=_numbers(part, _DAYS) if daily else (),
    )


def _gate(value: object, *, daily: bool) -> Gate:
    columns = ("name", "node", "rate", "profile")
    part = _mapping(value, "instance.gates", (*columns, _CROSSING) if daily else columns)
    node = _field(part, "node")
    return Gate(
        name=_text(part, "name"),
        node=None if node is None else _number(node, "gate.node"),
        rate=_number(_field(part, "rate"), "gate.rate"),
        profile=_number(_field(part, "profile"), "gate.profile"),
        crossing=_number(_field(part, _CROSSING), "gate.crossing") if daily else None,
    )


def _intervals(part: object) -> Intervals:
    pairs = [_list(pair, "an opening interval") for pair in _list(part, "an opening profile")]
    if any(len(pair) != 2 for pair in pairs):
        raise CertificateError("an opening interval: expected two whole numbers")
    return tuple((_number(a, "an opening"), _number(b, "an opening")) for a, b in pairs)


def _rung(value: object, name: str) -> Rung:
    part = _mapping(value, f"bounds.{name}", _RUNG)
    most = _labels(part, "labels", name)
    return Rung(
        labels=most,
        at_most=_number(_field(part, "at_most"), f"{name}.at_most"),
        labels_fewest=most if _field(part, "labels_fewest") is None else _labels(part, "labels_fewest", name),
        could_not_leave=_number(_field(part, "could_not_leave"), f"{name}.could_not_leave"),
    )


def _conditional(value: object) -> Conditional:
    part = _mapping(value, _CONDITIONAL, ("assumption", "limit", *_RUNG))
    limit = _number(_field(part, "limit"), f"{_CONDITIONAL}.limit")
    rung = _rung({name: _field(part, name) for name in _RUNG}, _CONDITIONAL)
    return Conditional(DailyLimit(_text(part, "assumption"), limit), rung)


def _line(value: object) -> Line:
    part = _mapping(value, _BY_RATE, ("labels", "straight", "fixed", "opened"))
    straight = _field(part, "straight")
    if not isinstance(straight, bool):
        raise CertificateError(f"{_BY_RATE}.straight: expected true or false, found {straight!r:.40}")
    fixed, opened = (_number(_field(part, name), f"{_BY_RATE}.{name}") for name in ("fixed", "opened"))
    return Line(_labels(part, "labels", _BY_RATE), fixed, opened, straight)


def _labels(part: Mapping[str, Any], field: str, name: str) -> Labels:
    value = _field(part, field)
    return _numbers(part, field) if isinstance(value, list) else _number(value, f"{name}.{field}")


def _streams(top: Mapping[str, Any], name: str) -> tuple[Stream, ...]:
    part = _mapping(_field(top, name), name, _STREAM_COLUMNS)
    columns = [_numbers(part, column) for column in _STREAM_COLUMNS]
    if len({len(column) for column in columns}) != 1:
        raise CertificateError(f"{name}: the columns differ in length")
    return tuple(Stream(*row) for row in zip(*columns, strict=True))


def _field(part: Mapping[str, Any], name: str) -> Any:
    if name not in part:
        raise CertificateError(f"{name}: missing")
    return part[name]


def _mapping(value: object, where: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise CertificateError(f"{where}: expected a JSON object")
    strange = sorted(set(value) - set(known))
    if strange:  # another reader might take it to mean something
        raise CertificateError(f"{where}: {strange[0]!r:.40} is no entry of this format")
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise CertificateError(f"{where}: expected a list")
    return value


def _text(part: Mapping[str, Any], name: str) -> str:
    value = _field(part, name)
    if not isinstance(value, str) or not value or one_line(value) != value:
        raise CertificateError(f"{name}: expected a line of text, up to {LONGEST_TEXT:,} characters")
    return value


def _time(part: Mapping[str, Any], name: str) -> str:
    value = _text(part, name)
    try:
        zoned = datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        raise CertificateError(f"{name}: expected a time with its zone such as 2016-07-28T00:00:00+03:00")
    return value


def _number(value: object, where: str) -> int:
    if type(value) is not int or not -LARGEST < value < LARGEST:
        raise CertificateError(f"{where}: expected a whole number of up to 63 bits, found {_shown(value)}")
    return value


def _numbers(part: Mapping[str, Any], name: str) -> tuple[int, ...]:
    values = _list(_field(part, name), name)
    if not all(type(value) is int and -LARGEST < value < LARGEST for value in values):
        raise CertificateError(f"{name}: expected whole numbers of up to 63 bits throughout")
    return tuple(values)


def _shown(value: object) -> str:
    return "a larger one" if isinstance(value, int) and not isinstance(value, bool) else f"{value!r:.40}"
