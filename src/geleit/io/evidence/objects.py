"""Bytes of originals: read, hashed, and copied while they are hashed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from geleit.errors import InputError
from geleit.files import whole_or_not
from geleit.progress import Count

_BLOCK = 1 << 20


def nothing(_: int) -> None:
    """Count no bytes."""


def counting(progress: Count | None, total: int) -> Callable[[int], None]:
    """Turns bytes read since last time into bytes read so far."""
    if progress is None:
        return nothing
    done = 0

    def count(read: int) -> None:
        nonlocal done
        done += read
        progress("bytes", done, total)

    return count


@dataclass(frozen=True)
class Original:
    """A file that was read whole.

    Parameters
    ----------
    name
        Its own, as the log has it.
    data, sha256
        Its bytes, and their hash.
    """

    name: str
    data: bytes
    sha256: str


def recorded_name(file: Path) -> str:
    """A file's own name as the log has it; bytes in it that are no UTF-8 are spelt out."""
    return os.fsencode(file.name).decode("utf-8", "backslashreplace")


def read_original(path: Path, most: int) -> Original:
    """Read a file of which this many bytes are wanted at most.

    Raises
    ------
    InputError
        If it is no file, is empty or cannot be read.
    """
    expect_file(path)
    try:
        with path.open("rb") as file:
            data = file.read(most)
    except OSError as fault:
        raise InputError(str(path), f"cannot be read: {fault.strerror}") from None
    return Original(recorded_name(path), data, sha256(data).hexdigest())


def hash_of(path: Path, count: Callable[[int], None] = nothing) -> tuple[str, int]:
    """SHA-256 of a file's bytes, and how many there are.

    Parameters
    ----------
    count
        Told how many bytes were read since it was told last.

    Raises
    ------
    InputError
        If it is no file or cannot be read.
    """
    digest, size = sha256(), 0
    for block in _blocks(path):
        digest.update(block)
        size += len(block)
        count(len(block))
    return digest.hexdigest(), size


def copy_hashed(path: Path, target: BinaryIO, count: Callable[[int], None] = nothing) -> tuple[str, int]:
    """Copy a file's bytes; SHA-256 of what was copied, and how many bytes.

    Raises
    ------
    InputError
        If it is no file or cannot be read.
    """
    digest, size = sha256(), 0
    for block in _blocks(path):
        target.write(block)
        digest.update(block)
        size += len(block)
        count(len(block))
    return digest.hexdigest(), size


def working_copy(original: Path, digest: str, target: Path) -> None:
    """Copy an original to where it may be changed.

    Raises
    ------
    InputError
        If there is something at the target, it cannot be written, or the original is not what its hash says.
    """
    if os.path.lexists(target):
        raise InputError(str(target), "there is something here already", "choose a new name")
    if not target.parent.is_dir():
        raise InputError(str(target), "cannot be written: no such folder", "choose another folder")
    with whole_or_not(target) as temporary, temporary.open("wb") as file:
        found, _ = copy_hashed(original, file)
        if found != digest:
            raise InputError(str(original), "the original in the store was altered", "geleit source verify")


def expect_file(path: Path) -> None:
    """Fail unless there is a file with something in it.

    Raises
    ------
    InputError
        If there is not.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        raise InputError(str(path), "no such file") from None
    if not stat.S_ISREG(found.st_mode):
        raise InputError(str(path), "expected a file, found a folder or something else", "add files one by one")
    if not found.st_size:
        raise InputError(str(path), "the file is empty", "capture it again")


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_file():
            raise InputError(str(path), "no such file")
        with path.open("rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as fault:
        raise InputError(str(path), f"cannot be read: {fault.strerror}") from None
