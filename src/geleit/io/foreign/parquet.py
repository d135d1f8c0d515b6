"""Parquet files of known columns, read in a process apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from geleit.errors import InputError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import Kind
from geleit.io.foreign.sizes import expect_size

T = TypeVar("T")


def read_table(label: str, path: Path, take: Callable[[Any], T], kind: Kind, error: type[InputError] = InputError) -> T:
    """What a function takes from a table of Arrow.

    Raises
    ------
    InputError
        If the file is damaged, of other columns, or beyond the bounds.
    """
    with guarded(label, kind, error):
        size = expect_size(path, kind, label, error)
    [taken] = apart(label, kind, size, partial(_taken, label, path, take, kind, size, error), error)
    return taken


def _taken(
    label: str, path: Path, take: Callable[[Any], T], kind: Kind, size: int, error: type[InputError]
) -> Iterator[T]:
    import pyarrow.parquet as pq

    with guarded(label, kind, error):
        file = pq.ParquetFile(path)
        if file.metadata.num_rows > kind.most_rows(size):
            problem = f"more than {kind.most_rows(size):,} rows, the most that is read"
            raise error(label, problem, kind.remedy)
        yield take(file.read(use_threads=False))
