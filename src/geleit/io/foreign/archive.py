"""Zip archives, looked at before anything is unpacked: how many files they list, and to how much these come."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from geleit.errors import InputError
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import MB, Kind
from geleit.io.foreign.sizes import expect_size, too_much

MOST_FILES = 10_000
"""Files in an archive."""

_LONGEST_LIST = 10 * MB
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 65_535
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(label: str, path: Path, kind: Kind, error: type[InputError] = InputError) -> zipfile.ZipFile:
    """An archive that lists what may be unpacked whole; reading a file of it gives no more than it lists.

    Raises
    ------
    InputError
        If it is no archive, is damaged, or lists too much.
    """
    with guarded(label, kind, error):
        size = expect_size(path, kind, label, error)
        with path.open("rb") as file:
            _expect_short_list(file, size)
        archive = zipfile.ZipFile(path)
        listed = archive.infolist()
        if any(member.compress_type not in _PACKED or member.flag_bits & 1 for member in listed):
            archive.close()
            raise ValueError("a file in it is encrypted, or packed in an unusual way")
    if sum(member.file_size for member in listed) > kind.unpacked(size):
        archive.close()
        raise too_much(label, size, kind, error)
    return archive


def _expect_short_list(file: BinaryIO, size: int) -> None:
    """Fail where the list at the end of an archive is long, which takes long to read."""
    start = max(0, size - _LONGEST_END)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ValueError("its end is missing")
    files, length = struct.unpack_from("<HI", tail, at + 10)
    if tail[max(0, at - 20) : at].startswith(_LOCATOR_64):
        [place] = struct.unpack_from("<Q", tail, at - 12)
        file.seek(place)
        end = file.read(56)
        if len(end) < 56 or not end.startswith(_END_64):
            raise ValueError("its end is damaged")
        files, length = struct.unpack_from("<QQ", end, 32)
    if files > MOST_FILES or length > _LONGEST_LIST:
        raise ValueError(f"it lists more than {MOST_FILES:,} files")
