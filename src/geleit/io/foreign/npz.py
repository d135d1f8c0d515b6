"""Arrays of whole numbers in an ``.npz``, whose headers are read here: the library's reader evaluates them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import InputError
from geleit.io.foreign.archive import open_archive
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import Kind

_AT_ONCE = 1 << 18
_MAGIC = b"\x93NUMPY\x01\x00"
_LONGEST_HEADER = 1_000
_HEADER = re.compile(
    rb"\{'descr': '([<|][iu][1248])', 'fortran_order': False, 'shape': \((\d{1,12}),\), \} *\n", re.ASCII
)
"""What numpy writes of an array in one dimension."""


def read_arrays(
    label: str, path: Path, names: tuple[str, ...], kind: Kind, error: type[InputError] = InputError
) -> tuple[NDArray[Any], ...]:
    """Arrays in one dimension, by their names; others in the file are left alone.

    Raises
    ------
    InputError
        If one is missing, no such array, or the file is damaged or beyond the bounds.
    """
    with open_archive(label, path, kind, error) as archive, guarded(label, kind, error):
        return tuple(_array(archive, f"{name}.npy") for name in names)


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    member = archive.getinfo(name)
    with archive.open(member) as file:
        start = file.read(len(_MAGIC) + 2)
        length = int.from_bytes(start[len(_MAGIC) :], "little")
        if not start.startswith(_MAGIC) or length > _LONGEST_HEADER:
            raise ValueError(f"{name} is no array")
        header = _HEADER.fullmatch(file.read(length))
        if header is None:
            raise ValueError(f"{name} is no row of whole numbers")
        kind, count = np.dtype(header[1].decode()), int(header[2])
        if count * kind.itemsize != member.file_size - len(start) - length:
            raise ValueError(f"{name} is shorter or longer than it says")
        values = np.empty(count, kind)
        places, at = values.view(np.uint8), 0
        while block := file.read(_AT_ONCE):
            places[at : at + len(block)] = np.frombuffer(block, np.uint8)
            at += len(block)
    if at != len(places):
        raise EOFError(f"{name} is cut off")
    return values
