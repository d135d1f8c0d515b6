"""Parts that certificates and plans of every format have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from geleit.errors import CertificateError
from geleit.model.certificate import Gate, Intervals, Joint, Labels, Rung
from geleit.model.entries import field, listed, mapping, number, numbers, text

RUNG = ("labels", "at_most", "labels_fewest", "could_not_leave")
SPREAD = ("spread", "spread_fewest")
"""Of a rung where rides are told apart."""
UNITS = {"time": "s after origin", "rate": "persons/h", "transit": "s", "people": "persons", "labels": "s after origin"}
PUBLICATION = "publication"
"""Whether the file is public, or not for publication; no part of the proof."""


def profiles_of(value: object) -> tuple[Intervals, ...]:
    """Opening profiles."""
    return tuple(_intervals(part) for part in listed(value, "instance.profiles"))


def _intervals(part: object) -> Intervals:
    pairs = [listed(pair, "an opening interval") for pair in listed(part, "an opening profile")]
    if any(len(pair) != 2 for pair in pairs):
        raise CertificateError("an opening interval: expected two whole numbers")
    return tuple((number(a, "an opening"), number(b, "an opening")) for a, b in pairs)


def gates_of(value: object, *, crossings: bool) -> tuple[Gate, ...]:
    """Gates, which tell their crossing or have no entry for one."""
    return tuple(_gate(part, crossings=crossings) for part in listed(value, "instance.gates"))


def _gate(value: object, *, crossings: bool) -> Gate:
    columns = ("name", "node", "rate", "profile")
    part = mapping(value, "instance.gates", (*columns, "crossing") if crossings else columns)
    return Gate(
        name=text(part, "name"),
        node=_number_or_none(part, "node"),
        rate=number(field(part, "rate"), "gate.rate"),
        profile=number(field(part, "profile"), "gate.profile"),
        crossing=_number_or_none(part, "crossing") if crossings else None,
    )


def _number_or_none(part: Mapping[str, Any], name: str) -> int | None:
    value = field(part, name)
    return None if value is None else number(value, f"gate.{name}")


def joint_of(value: object) -> tuple[Joint, ...]:
    """Joint limits, of which there is one at least."""
    parts = listed(value, "instance.joint")
    if not parts:
        raise CertificateError("instance.joint: expected a joint limit, or no such entry")
    return tuple(map(_joint, parts))


def _joint(value: object) -> Joint:
    part = mapping(value, "instance.joint", ("name", "crossings", "rate", "profile"))
    return Joint(
        name=text(part, "name"),
        crossings=numbers(part, "crossings"),
        rate=number(field(part, "rate"), "joint.rate"),
        profile=number(field(part, "profile"), "joint.profile"),
    )


def rung_of(value: object, where: str, labels: Callable[[object, str], Labels], *, spread: bool = False) -> Rung:
    """A rung.

    Parameters
    ----------
    labels
        Reads labels as the format has them; told where they stand.
    spread
        Whether it tells the spread of its labels too.
    """
    part = mapping(value, where, (*RUNG, *SPREAD) if spread else RUNG)
    most, fewest = labels(field(part, "labels"), f"{where}.labels"), field(part, "labels_fewest")
    return Rung(
        labels=most,
        at_most=number(field(part, "at_most"), f"{where}.at_most"),
        labels_fewest=most if fewest is None else labels(fewest, f"{where}.labels_fewest"),
        could_not_leave=number(field(part, "could_not_leave"), f"{where}.could_not_leave"),
        **{name: number(field(part, name), f"{where}.{name}") for name in SPREAD if spread},
    )


def expect_units(part: Mapping[str, Any]) -> None:
    """See to it that the units are those in which all is counted.

    Raises
    ------
    CertificateError
        If they are not.
    """
    if field(part, "units") != UNITS:
        raise CertificateError(f"units: expected {UNITS}")
