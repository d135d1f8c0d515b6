"""How large a file is, before anything looks into it."""

from __future__ import annotations

import stat
from pathlib import Path

from geleit.errors import InputError
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import MB, Kind


def expect_size(path: Path, kind: Kind, label: str = "", error: type[InputError] = InputError) -> int:
    """The bytes of a file.

    Raises
    ------
    InputError
        If it is larger than its kind may be.
    OSError
        If the file cannot be looked at.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # what ends nowhere, or waits for somebody
        raise error(label or str(path), "expected a file, found something else", "name a file")
    expect_bytes(label or str(path), found.st_size, kind, error)
    return found.st_size


def read_bytes(path: Path, kind: Kind, label: str = "", error: type[InputError] = InputError) -> bytes:
    """All bytes of a file.

    Raises
    ------
    InputError
        If it is larger than its kind may be, or cannot be read.
    """
    with guarded(label or str(path), kind, error):
        expect_size(path, kind, label, error)
        return path.read_bytes()


def read_lines(path: Path, kind: Kind) -> bytes:
    """All bytes of a file of lines.

    Raises
    ------
    InputError
        If it is larger or has more lines than its kind may have, or cannot be read.
    """
    data = read_bytes(path, kind)
    if data.count(b"\n") > kind.rows:
        raise InputError(str(path), f"more than {kind.rows:,} lines, the most that is read", kind.remedy)
    return data


def expect_bytes(label: str, size: int, kind: Kind, error: type[InputError] = InputError) -> None:
    """Fail where a file of its kind is too large.

    Raises
    ------
    InputError
        If it is.
    """
    if size > kind.most_bytes:
        problem = f"larger than {in_words(kind.most_bytes)}, the most that is read of {kind.name}"
        raise error(label, problem, "take a smaller part of it")


def too_much(label: str, size: int, kind: Kind, error: type[InputError] = InputError) -> InputError:
    """The error about a packed file that unpacks to more than it may."""
    most = kind.unpacked(size)
    problem = f"its {size:,} bytes unpack to more than {most:,}, the most that is read of {kind.name}"
    return error(label, problem, kind.remedy)


def too_many_points(label: str, size: int, kind: Kind, error: type[InputError] = InputError) -> InputError:
    """The error about a file whose lines have more points than one of its size can have."""
    problem = f"its {size:,} bytes hold more than {kind.most_points(size):,} lines or points, the most that is read"
    return error(label, problem, f"take a smaller part of it, or {kind.remedy}")


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size // MB:,} MB" if size >= MB else f"{size // 1000:,} kB"
