"""Gzip, unpacked as it is read and within bounds: the standard library reads a header byte by byte, however long."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import MB, Kind
from geleit.io.foreign.sizes import too_much
from geleit.io.foreign.utf8 import encoding_of

_BLOCK = 1 << 16
_GZIP = 31
"""zlib's number for a stream with the header and the checksum of gzip."""

_WITHOUT_CONTENT = MB
"""Bytes of a file in a row that may unpack to nothing; a header has a name and a comment at most."""


class Unpacked(io.RawIOBase):
    """What a gzip file holds, one member after the other.

    Parameters
    ----------
    label
        The file as messages name it.
    file
        The packed file; is closed with this one.
    size
        Its bytes.
    """

    def __init__(self, label: str, file: BinaryIO, size: int, kind: Kind) -> None:
        self._label, self._file, self._size, self._kind = label, file, size, kind
        self._inflate = zlib.decompressobj(_GZIP)
        self._rest, self._barren, self._unpacked = b"", 0, 0

    def readable(self) -> bool:
        """As a file that can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer, as far as there is something."""
        with guarded(self._label, self._kind):
            found = self._next(len(buffer))
        self._unpacked += len(found)
        if self._unpacked > self._kind.unpacked(self._size):
            raise too_much(self._label, self._size, self._kind)
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        """Close the packed file too."""
        self._file.close()
        super().close()

    def _next(self, most: int) -> bytes:
        """Some bytes of content, none at the end."""
        while True:
            packed = self._rest or self._file.read(_BLOCK)
            if self._inflate.eof and not packed:
                return b""
            if self._inflate.eof:
                self._rest = packed.lstrip(b"\0")  # a file may be filled up with zeros
                self._inflate = zlib.decompressobj(_GZIP) if self._rest else self._inflate
                continue
            if not packed:
                raise EOFError("it is cut off")
            found = self._inflate.decompress(packed, most)
            self._rest = self._inflate.unconsumed_tail or self._inflate.unused_data
            self._barren = 0 if found else self._barren + len(packed) - len(self._rest)
            if self._barren > _WITHOUT_CONTENT:
                raise ValueError("more than 1 MB of it is no content")
            if found:
                return found


def unpacked_text(label: str, file: BinaryIO, size: int, kind: Kind) -> io.TextIOWrapper:
    """The text that a gzip file holds; errors of the content are those of the file.

    Raises
    ------
    InputError
        If it is damaged or beyond the bounds, also while it is read.
    """
    unpacked = io.BufferedReader(Unpacked(label, file, size, kind), _BLOCK)
    return io.TextIOWrapper(unpacked, encoding_of(unpacked.peek(2)), newline="")
