"""Columns of whole numbers as text: in as few bytes as hold them, packed by zlib, written in base64.

The lowest bytes of all numbers come first, then the next: those that are alike stand together, and pack better.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub
from typing import Any

from geleit.errors import CertificateError
from geleit.model.entries import LARGEST, field, mapping, number

CODES = {1: "b", 2: "h", 4: "i", 8: "q"}
"""Array codes of signed numbers by their bytes."""
LEVEL = 7
ALWAYS = 2_000_000
"""Numbers that the columns of any file may have together, however small it is."""
A_BYTE = 16
"""Numbers that they may have for each byte of the file, above that."""


@dataclass(frozen=True)
class Column:
    """A column as a file holds it, and its bytes before they were packed, over which a hash is taken."""

    entry: dict[str, Any]
    data: bytes

    @property
    def head(self) -> tuple[int, int]:
        """How many numbers, and bytes of each."""
        return self.entry["count"], self.entry["bytes"]


def packed(numbers: Sequence[int], *, steps: bool) -> Column:
    """A column of whole numbers of up to 63 bits.

    Parameters
    ----------
    steps
        Whether each number is stored less the one before it, the first less 0.
    """
    stored = list(map(sub, numbers, (0, *numbers[:-1]))) if steps else numbers
    width = width_of(stored)
    values = array(CODES[width], stored)
    data = little_endian(values).tobytes()
    planes = b"".join(data[place::width] for place in range(width))
    text = b64encode(zlib.compress(planes, LEVEL)).decode("ascii")
    return Column({"count": len(values), "bytes": width, "data": text}, data)


def width_of(numbers: Sequence[int]) -> int:
    """The fewest of 1, 2, 4 and 8 bytes that hold each of some numbers."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    return next(width for width in CODES if -(2 ** (8 * width - 1)) <= low and high < 2 ** (8 * width - 1))


def little_endian(values: array[int]) -> array[int]:
    """Numbers in the order of bytes of this machine as little-endian ones, or the other way round."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values


class Unpacking:
    """The columns of one file, which may not have more numbers together than one of its size can need.

    Parameters
    ----------
    columns
        The entry of the file.
    size
        Bytes of the file.

    Attributes
    ----------
    taken
        The columns that were asked for, by name.
    """

    def __init__(self, columns: object, size: int) -> None:
        if not isinstance(columns, dict):
            raise CertificateError("columns: expected a JSON object")
        self._columns: dict[str, object] = columns
        self._most = max(ALWAYS, A_BYTE * size)
        self._left = self._most
        self._numbers: dict[str, tuple[int, ...]] = {}
        self.taken: dict[str, Column] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def numbers(self, name: str, *, steps: bool = False) -> tuple[int, ...]:
        """The numbers of a column; each is unpacked once.

        Raises
        ------
        CertificateError
            If there is no such column, or it is not as it says.
        """
        if name not in self.taken:
            self.taken[name], self._numbers[name] = self._unpacked(name, steps=steps)
        return self._numbers[name]

    def expect_no_other(self) -> None:
        """See to it that each column was asked for: another reader might take one to mean something.

        Raises
        ------
        CertificateError
            If one was not.
        """
        if strange := sorted(set(self._columns) - set(self.taken)):
            raise CertificateError(f"columns: {strange[0]!r:.40} is no column of this format, or nothing refers to it")

    def _unpacked(self, name: str, *, steps: bool) -> tuple[Column, tuple[int, ...]]:
        where = f"columns.{name}"
        part = dict(mapping(field(self._columns, name), where, ("count", "bytes", "data")))
        count, width = (number(field(part, key), f"{where}.{key}") for key in ("count", "bytes"))
        if width not in CODES:
            raise CertificateError(f"{where}.bytes: expected 1, 2, 4 or 8, found {width}")
        if not 0 <= count <= self._left:
            raise CertificateError(
                f"{where}.count: expected at most {self._most:,} numbers in all columns of a file of this size"
            )
        self._left -= count
        planes = _bytes_of(field(part, "data"), count * width, where)
        data = bytearray(len(planes))
        for place in range(width):
            data[place::width] = planes[place * count : (place + 1) * count]
        values = little_endian(array(CODES[width], bytes(data)))
        if width != width_of(values):
            raise CertificateError(f"{where}.bytes: expected {width_of(values)}, the fewest that hold its numbers")
        found = tuple(accumulate(values)) if steps else tuple(values)
        if (steps or width == max(CODES)) and found and not (min(found) > -LARGEST and max(found) < LARGEST):
            raise CertificateError(f"{where}: expected whole numbers of up to 63 bits throughout")
        return Column(part, bytes(data)), found


def _bytes_of(text: object, size: int, where: str) -> bytes:
    if not isinstance(text, str):
        raise CertificateError(f"{where}.data: expected text in base64")
    try:
        squeezed = b64decode(text.encode("ascii"), validate=True)
        stream = zlib.decompressobj()
        data = stream.decompress(squeezed, size + 1)  # a byte more shows that there is more, and there it ends
    except (UnicodeEncodeError, NoBase64):
        raise CertificateError(f"{where}.data: not base64") from None
    except zlib.error:
        raise CertificateError(f"{where}.data: not packed by zlib") from None
    if len(data) != size or not stream.eof or stream.unused_data:
        raise CertificateError(f"{where}.data: expected {size:,} bytes once unpacked, as count and bytes say")
    return data
