"""Findings and answers as tables of pandas and geopandas, where these are installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geleit.errors import MissingExtraError
from geleit.model.stamp import INTERNAL

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

    from geleit.model.answer import Answer, Binding
    from geleit.model.finding import Finding

EXTRA = "frames"
DEGREES = "EPSG:4326"


def findings_frame(findings: Sequence[Finding]) -> DataFrame:
    """Findings, one in each row; see :meth:`geleit.model.finding.Findings.to_frame`."""
    pandas = _pandas()
    rows = []
    for finding in findings:
        says = Counter(piece.says for piece in finding.evidence)
        rows.append(
            (finding.code, finding.subject, str(finding.verdict), finding.basis, finding.adverse, finding.summary,
             says["for"], says["against"], says["context"], finding.source,
             *(getattr(finding, name, "") for name in ("claimant", "item", "reason", "tested", "rating")),
             *(" ".join(_each(finding, name)) for name in ("depends", "asks")), finding.publication)
        )  # fmt: skip
    columns = [
        *(
            "code",
            "subject",
            "verdict",
            "basis",
            "adverse",
            "summary",
            "evidence_for",
            "evidence_against",
            "context",
            "source",
        ),
        *("claimant", "item", "reason", "tested", "rating", "depends", "asks", "publication"),
    ]
    whole = dict.fromkeys(("evidence_for", "evidence_against", "context"), "int64")
    return pandas.DataFrame(rows, columns=columns).astype({**whole, "adverse": "bool"})


def _each(finding: Finding, name: str) -> list[str]:
    """What a verdict on a statement depends on, or which questions would decide it, one by one."""
    found = getattr(finding, name, ())
    return [f"{one.on}: {one.text}." if name == "depends" else str(one) for one in found]


def evidence_frame(findings: Sequence[Finding]) -> DataFrame:
    """Evidence, one piece in each row; see :meth:`geleit.model.finding.Findings.evidence_to_frame`."""
    pandas = _pandas()
    pieces = [(row, finding, piece) for row, finding in enumerate(findings) for piece in finding.evidence]
    rows = [(i, f.code, f.subject, str(e.says), e.text, e.claimant, e.source, f.publication) for i, f, e in pieces]
    columns = ["finding", "code", "subject", "says", "text", "claimant", "source", "publication"]
    table = pandas.DataFrame(rows, columns=columns).astype({"finding": "int64"})
    table["at"] = _times(piece.at for _, _, piece in pieces)
    return table


def curve_frame(answer: Answer) -> DataFrame:
    """The curve of an answer; see :meth:`geleit.model.answer.Answer.to_frame`."""
    pandas, names = _pandas(), ("at_most", "at_most_likely", "at_least", "likely_plan")
    counts = {name: [getattr(point, name) for point in answer.curve] for name in names}
    return pandas.DataFrame({"at": _times(point.at for point in answer.curve), **counts, "publication": INTERNAL})


def answer_map(answer: Answer) -> GeoDataFrame:
    """Exits, and streets that bind; see :meth:`geleit.model.answer.Answer.to_geodataframe`."""
    try:
        import geopandas
    except ImportError:
        raise MissingExtraError("a table for maps", EXTRA) from None
    from shapely import LineString, Point

    pandas = _pandas()
    streets = [binding for binding in answer.binding if binding.kind == "street"]
    gates = [_whole([b for b in answer.binding if b.kind == "exit" and b.id == use.id]) for use in answer.exits]
    binding = [*gates, *streets]
    none: list[None] = [None] * len(streets)
    columns = {
        "kind": ["exit"] * len(answer.exits) + ["street"] * len(streets),
        "id": [use.id for use in answer.exits] + [street.id for street in streets],
        "name": [use.name for use in answer.exits] + [street.name for street in streets],
        "people_out": pandas.array([*(use.people_out for use in answer.exits), *none], dtype="Int64"),
        "first_out": _times([*(use.first for use in answer.exits), *none]),
        "last_out": _times([*(use.last for use in answer.exits), *none]),
        "seconds": pandas.array([b and b.seconds for b in binding], dtype="Int64"),
        "seats": pandas.array([b and b.people for b in binding], dtype="Int64"),
        "binds_from": _times(b.first if b else None for b in binding),
        "binds_until": _times(b.last if b else None for b in binding),
        "scenario": [b.scenario if b else "" for b in binding],
        "publication": INTERNAL,
    }
    points = [None if use.lon is None or use.lat is None else Point(use.lon, use.lat) for use in answer.exits]
    lines = [LineString(street.line) if street.line else Point(street.lon, street.lat) for street in streets]
    return geopandas.GeoDataFrame(columns, geometry=[*points, *lines], crs=DEGREES)


def _whole(parts: Sequence[Binding]) -> Binding | None:
    """An exit as it binds in all, where it has a rate for each of several times."""
    if not parts:
        return None
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    seconds, people = sum(part.seconds for part in parts), sum(part.people for part in parts)
    return replace(parts[0], seconds=seconds, people=people, first=first, last=last)


def _times(moments: Iterable[datetime | None]) -> Any:
    """A column of times in UTC, for their offsets may differ."""
    return _pandas().to_datetime(list(moments), utc=True).as_unit("us")


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("a table of pandas", EXTRA) from None
    return pandas
