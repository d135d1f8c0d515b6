"""Imported incidents in a case's folder: one Parquet file for each file imported, and what is known of that file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from geleit.errors import CaseError, InputError, MissingExtraError
from geleit.files import whole_or_not, write_atomically
from geleit.io.case.fields import read_day
from geleit.io.case.file_names import INCIDENTS
from geleit.io.foreign.csv_rows import read_rows
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import KEPT, NOTE, TABLE
from geleit.io.foreign.parquet import read_table
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded
from geleit.model.balance import RowNote
from geleit.model.incident import NO_INCIDENTS, Incidents, Words
from geleit.model.letters import of_cell, to_cell

ADDED = frozenset({"allies", "clear"})
"""Columns that files kept by earlier versions have not: they tell of no allies, and of no event that is not clear."""


@dataclass(frozen=True)
class Origin:
    """The file that incidents were imported from.

    Parameters
    ----------
    file, sha256
        Its name, and the hash of its bytes.
    format
        What it was recognised as.
    snapshot
        The day on which its state was taken from where it was published; empty where nobody said it.
    read, kept
        Rows that held something, and those that could be used.
    merged
        Rows that tell again of an incident of another row.
    columns
        Which of its columns holds what, as its user said it; empty where its header tells.
    """

    file: str
    sha256: str
    format: str
    snapshot: str
    read: int
    kept: int
    merged: int = 0
    columns: str = ""

    @property
    def taken(self) -> date | None:
        """The day on which its state was taken; ``None`` where nobody said it."""
        return read_day(self.snapshot) if self.snapshot else None


def stem_for(case: Path, file: str, sha256: str) -> str:
    """Name under which a file's incidents are kept: that of the file, unless another file has it."""
    name = re.sub(r"[^a-z0-9]+", "-", file.lower().split(".")[0]).strip("-") or "incidents"
    path = case / INCIDENTS / f"{name}.json"
    with suppress(InputError, TypeError, KeyError):
        if read_json(str(path), read_bytes(path, NOTE), NOTE)["sha256"] != sha256:
            return f"{name}-{sha256[:8]}"
    return name


def keep(case: Path, stem: str, chunks: Iterable[Incidents]) -> Path:
    """Write incidents into a case, some rows at a time; the file appears when it is whole.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    pa, pq = _arrow()
    path = case / INCIDENTS / f"{stem}.parquet"
    path.parent.mkdir(exist_ok=True)
    with whole_or_not(path) as temporary:
        schema = pa.schema([(f.name, _arrow_type(pa, getattr(NO_INCIDENTS, f.name))) for f in fields(Incidents)])
        with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for chunk in _gathered(chunks):
                columns = [_arrow_column(pa, getattr(chunk, name)) for name in schema.names]
                writer.write_table(pa.table(columns, schema=schema))
    return path


def note(case: Path, stem: str, origin: Origin, rejected: Iterable[RowNote]) -> Path | None:
    """Write down where the incidents came from and which rows were kept out; the path of the latter, if any."""
    folder = case / INCIDENTS
    write_atomically(folder / f"{stem}.json", json.dumps(origin.__dict__, indent=2, ensure_ascii=False) + "\n")
    rows = [(found.row, to_cell(found.column), to_cell(found.reason)) for found in rejected]
    path = folder / f"{stem}.rejected.csv"
    if not rows:
        path.unlink(missing_ok=True)
        return None
    text = io.StringIO()
    csv.writer(text).writerows([("row", "column", "reason"), *rows])
    write_atomically(path, text.getvalue())
    return path


def kept(case: Path) -> tuple[tuple[Origin, Incidents], ...]:
    """Every import of a case, without the rows that its user left out as duplicates.

    Raises
    ------
    CaseError
        If a file is damaged, or what reads it is not installed.
    """
    return tuple((origin_of(path), _without(path, load(path))) for path in stored(case))


def stored(case: Path) -> list[Path]:
    """The files with imported incidents."""
    return sorted((case / INCIDENTS).glob("*.parquet"))


def origin_of(path: Path) -> Origin:
    """Where the incidents of a file came from."""
    beside = path.with_suffix(".json")
    label = f"{path.parents[1].name}/{INCIDENTS}/{beside.name}"
    try:
        found = Origin(**read_json(label, read_bytes(beside, NOTE), NOTE))
        if not all(
            type(value) is (int if name in ("read", "kept", "merged") else str)
            for name, value in found.__dict__.items()
        ):
            raise TypeError
        _ = found.taken
    except (InputError, TypeError, ValueError, AttributeError):
        raise CaseError(label, "missing or damaged", "import the file again") from None
    return found


def load(path: Path) -> Incidents:
    """The incidents of a file.

    Raises
    ------
    CaseError
        If it is damaged.
    """
    _arrow()
    label = f"{path.parents[1].name}/{INCIDENTS}/{path.name}"
    return Incidents(**read_table(label, path, _columns, KEPT, CaseError))


def _columns(table: Any) -> dict[str, Any]:
    had = {f.name for f in fields(Incidents)} - (ADDED - {*table.column_names})
    found = {name: _column(table[name], getattr(NO_INCIDENTS, name)) for name in had}
    rows = len(table)
    return {"allies": Words.of("" for _ in range(rows)), "clear": np.ones(rows, dtype=bool), **found}


def _without(path: Path, incidents: Incidents) -> Incidents:
    """Without the rows marked in the list of possible duplicates."""
    beside = path.with_suffix(".duplicates.csv")
    if not beside.is_file():
        return incidents
    label = f"{path.parents[1].name}/{INCIDENTS}/{beside.name}"
    text = io.StringIO(decoded(label, read_bytes(beside, TABLE, label, CaseError), CaseError), newline="")
    lines = read_rows(label, text, ",", TABLE, CaseError)
    _, header = next(lines, (1, []))
    rows = (dict(zip(header, row, strict=False)) for _, row in lines)
    out = {of_cell(row.get("id", "")) for row in rows if row.get("leave_out", "").lower() == "yes"}
    return incidents.at(~np.isin(incidents.id.astype(str), list(out))) if out else incidents


def _gathered(chunks: Iterable[Incidents], rows: int = 100_000) -> Iterator[Incidents]:
    """The same rows in larger parts, which are packed better."""
    parts: list[Incidents] = []
    for chunk in chunks:
        parts.append(chunk)
        if sum(map(len, parts)) >= rows:
            yield Incidents.joined(parts)
            parts = []
    if parts:
        yield Incidents.joined(parts)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError("keeping incidents", "incidents") from None
    return pa, pq


def _arrow_type(pa: Any, column: Any) -> Any:
    if isinstance(column, Words):
        return pa.dictionary(pa.int32(), pa.string())
    return pa.string() if column.dtype == object else pa.from_numpy_dtype(column.dtype)


def _arrow_column(pa: Any, column: Any) -> Any:
    if isinstance(column, Words):
        return pa.DictionaryArray.from_arrays(pa.array(column.codes), pa.array(column.names, pa.string()))
    return pa.array(column)


def _column(found: Any, alike: object) -> Any:
    if isinstance(alike, Words):
        whole = found.unify_dictionaries().combine_chunks()
        chunk = whole if not hasattr(whole, "chunk") else whole.chunk(0)
        return Words(chunk.indices.to_numpy().astype(np.int32), tuple(chunk.dictionary.to_pylist()))
    return found.to_numpy()
