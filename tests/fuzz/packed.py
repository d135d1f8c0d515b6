"""Ways to break a file that holds others: what is within is broken and packed again, or the package lies about it."""

from __future__ import annotations

import bz2
import gzip
import io
import re
import struct
import warnings
import zipfile
import zlib
from random import Random

from tests.fuzz.mutations import Breaker, of_bytes, of_json, of_rows, of_text, of_xml
from tests.fuzz.odd import COUNTS, odd_text

Field = tuple[int, int, int | bytes]
"""Of a Protocol Buffer: its number, how it is written, and its value."""


def of_gzip(inner: Breaker) -> Breaker:
    """A gzip file, with odd names and comments in its header, of several members, or wrong at its end."""

    def broken(rng: Random, data: bytes, other: bytes) -> bytes:
        try:
            content = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return of_bytes(rng, data, other)
        match rng.randrange(6):
            case 0:
                flags = rng.choice((2, 4, 8, 16, 24, 32, 31))
                extra = (struct.pack("<H", rng.choice(COUNTS) & 0xFFFF) + b"x" * 20) if flags & 4 else b""
                name = odd_text(rng).encode("utf-8", "replace") + rng.choice((b"\0", b""))
                return data[:3] + bytes([flags]) + data[4:10] + extra + name + data[10:]
            case 1:
                return data + rng.choice((data, b"\0" * 100, b"\x1f\x8b", gzip.compress(b"", mtime=0) * 50, b"x"))
            case 2:
                return data[:-8] + struct.pack("<II", rng.choice(COUNTS) & 0xFFFFFFFF, rng.choice(COUNTS) & 0xFFFFFFFF)
        return gzip.compress(inner(rng, content, content), 6, mtime=0)

    return broken


def of_bzip(inner: Breaker) -> Breaker:
    """A bzip2 file."""

    def broken(rng: Random, data: bytes, other: bytes) -> bytes:
        try:
            content = bz2.decompress(data)
        except (OSError, ValueError, EOFError):
            return of_bytes(rng, data, other)
        return bz2.compress(inner(rng, content, content)) + rng.choice((b"", b"", data, b"x"))

    return broken


def of_npy(rng: Random, data: bytes, other: bytes) -> bytes:
    """An array of numpy: what its header says, or its values; a header in JSON is broken as such."""
    end = data.find(b"\n") + 1
    if not data.startswith(b"\x93NUMPY") or not end:
        return of_bytes(rng, data, other)
    header, values = data[10:end], data[end:]
    if rng.random() < 0.4:
        header = of_text(rng, header, header)
    elif values.startswith(b"{"):
        values = of_json(rng, values, values)
        header = re.sub(rb"\((\d+),\)", b"(%d,)" % len(values), header)
    else:
        values = of_bytes(rng, values, values)[: len(values)].ljust(len(values), b"\0")
    length = len(header) if rng.random() < 0.9 else rng.choice(COUNTS) & 0xFFFF
    return data[:8] + struct.pack("<H", length & 0xFFFF) + header + values


INNER: dict[str, Breaker] = {".npy": of_npy, ".xml": of_xml, ".rels": of_xml, ".csv": of_rows}
"""How files in an archive are broken, by how their names end."""


def of_zip(rng: Random, data: bytes, other: bytes) -> bytes:
    """An archive: one of its files broken, there twice or away, or its list wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    except Exception:  # whatever is wrong with it already
        return of_bytes(rng, data, other)
    if not members:
        return of_bytes(rng, data, other)
    at = rng.randrange(len(members))
    name, content = members[at]
    inner = next((broken for ending, broken in INNER.items() if name.endswith(ending)), of_bytes)
    match rng.randrange(10):
        case 0:
            members[at] = (odd_text(rng).encode("utf-8", "replace").decode()[:60_000], content)
        case 1:
            members.insert(rng.randrange(len(members) + 1), (name, rng.choice(members)[1]))
        case 2:
            del members[at]
        case 3:
            members += [(f"{i}{name}", content) for i in range(rng.choice((1, 30, 300)))]
        case 4:
            members[at] = (name, rng.choice(members)[1])
        case _:
            members[at] = (name, inner(rng, content, rng.choice(members)[1]))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # of names that stand twice, which is meant
        for one, held in members:
            member = zipfile.ZipInfo(one, (1980, 1, 1, 0, 0, 0))
            member.compress_type = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            archive.writestr(member, held)
    packed = out.getvalue()
    return _lying(rng, packed) if rng.random() < 0.2 else packed


def _lying(rng: Random, packed: bytes) -> bytes:
    """An archive whose headers say something else than is there."""
    heads = [at.start() for at in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", packed)]
    at = rng.choice(heads) + rng.choice((6, 8, 10, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 38, 42))
    width = rng.choice((2, 4))
    number = (rng.choice(COUNTS) & (1 << 8 * width) - 1).to_bytes(width, "little")
    return packed[:at] + number + packed[at + width :]


def of_pbf(rng: Random, data: bytes, other: bytes) -> bytes:
    """An .osm.pbf: a field of one of its blocks changed, and all around it packed again."""
    blocks, at = [], 0
    try:
        while at < len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            head = _fields(data[at + 4 : at + 4 + size])
            at += 4 + size
            length = next(int(value) for number, _, value in head if number == 3)
            blob = _fields(data[at : at + length])
            at += length
            blocks.append((head, zlib.decompress(next(bytes(value) for number, _, value in blob if number == 3))))
    except (ValueError, StopIteration, IndexError, TypeError, zlib.error):
        return of_bytes(rng, data, other)
    if not blocks:
        return of_bytes(rng, data, other)
    one = rng.randrange(len(blocks))
    blocks[one] = (blocks[one][0], _broken_message(rng, blocks[one][1]))
    if rng.random() < 0.2:
        blocks.insert(rng.randrange(len(blocks)), rng.choice(blocks))
    out = b""
    for head, content in blocks:
        size = len(content) if rng.random() < 0.95 else rng.choice(COUNTS)
        blob = _message([(2, 0, size), (3, 2, zlib.compress(content))])
        told = _message([(number, kind, len(blob) if number == 3 else value) for number, kind, value in head])
        out += len(told).to_bytes(4, "big") + told + blob
    return out


def _broken_message(rng: Random, data: bytes) -> bytes:
    """A Protocol Buffer with one of its fields changed, at any depth."""
    try:
        found = _fields(data)
    except (ValueError, IndexError):
        return of_bytes(rng, data, data)
    if not found:
        return of_bytes(rng, data, data)
    at = rng.randrange(len(found))
    number, kind, value = found[at]
    match rng.randrange(8):
        case 0:
            del found[at]
        case 1:
            found += [found[at]] * rng.choice((1, 2, 100))
        case 2:
            found[at] = (rng.choice((1, 2, 3, 8, 9, 10, 17, 99)), kind, value)
        case _ if isinstance(value, int):
            found[at] = (number, kind, rng.choice(COUNTS))
        case 3 | 4 | 5 | 6:
            found[at] = (number, kind, _broken_message(rng, value))
        case _:
            found[at] = (number, kind, of_bytes(rng, value, value))
    return _message(found)


def _fields(data: bytes) -> list[Field]:
    found: list[Field] = []
    at = 0
    while at < len(data):
        key, at = _number(data, at)
        match key & 7:
            case 0:
                value, at = _number(data, at)
                found.append((key >> 3, 0, value))
            case 2:
                length, at = _number(data, at)
                if at + length > len(data):
                    raise ValueError("cut off")
                found.append((key >> 3, 2, data[at : at + length]))
                at += length
            case _:
                raise ValueError("no field that is known")
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def _message(fields: list[Field]) -> bytes:
    out = b""
    for number, kind, value in fields:
        out += _varint(number << 3 | kind)
        out += _varint(value) if isinstance(value, int) else _varint(len(value)) + value
    return out


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])
