"""What was found in files of others, as rows of a case: people with where they are, and the file as their source."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from geleit.files import hash_of, write_atomically
from geleit.io.case.specs.places import PEOPLE
from geleit.io.first_case.people import MARGIN, Home

FAR_OFF = (
    f"{MARGIN:.0%} less and {MARGIN:.0%} more than its figures are an assumption: nothing says how far off they may be"
)
"""What is said of every file of people."""


def home_feature(home: Home, claimant: str, source: str) -> dict[str, Any]:
    """Some people as a feature of the table ``people``."""
    cells = {
        "id": home.id, "name": home.name or home.id, "people_low": home.low, "people_likely": home.likely,
        "people_high": home.high, "people_basis": "assumption", "claimant": claimant, "source": source,
        "note": home.note,
    }  # fmt: skip
    return PEOPLE.feature(cells, mapping(home.where))


def write_features(path: Path, features: Sequence[Mapping[str, Any]]) -> None:
    """Write features as GeoJSON, one on a line."""
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    write_atomically(path, '{"type": "FeatureCollection", "features": [\n' + rows + "\n]}\n")


def source_row(name: str, file: Path, note: str) -> dict[str, str]:
    """The row of ``sources`` that stands for a file."""
    return {"id": name, "title": file.name, "sha256": hash_of(file), "note": note[:19_000]}


def of_itself(said: Mapping[str, str]) -> str:
    """What a file says of itself, as a sentence; empty where it says nothing."""
    return f"It says of itself: {'; '.join(f'{name} {text}' for name, text in said.items())}" if said else ""
