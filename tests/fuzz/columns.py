"""Ways to break Parquet and TIFF: by their columns and metadata, and by the fields of their directory."""

from __future__ import annotations

import io
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from tests.fuzz.mutations import of_bytes, of_json


def of_parquet(rng: Random, _: bytes, other: bytes) -> bytes:
    """Parquet written anew with other metadata, columns or shapes: of the whole file, as it may fall over others."""
    table = pq.read_table(io.BytesIO(other), use_threads=False)  # a fork beside threads may hang
    about = dict(table.schema.metadata or {})
    name = rng.choice(table.column_names)
    column = table[name]
    match rng.randrange(6):
        case 0 | 1 if b"geo" in about:
            about[b"geo"] = of_json(rng, about[b"geo"], b"{}")
        case 2:
            kind = rng.choice((pa.string(), pa.binary(), pa.float64(), pa.int8(), pa.bool_(), pa.null()))
            table = table.set_column(table.column_names.index(name), name, pa.nulls(len(table), kind))
        case 3:
            table = table.drop_columns([name]) if rng.random() < 0.5 else table.append_column(name + "2", column)
        case 4:
            table = table.slice(0, rng.choice((0, 1))) if rng.random() < 0.5 else pa.concat_tables([table] * 50)
        case _ if pa.types.is_binary(column.type) or pa.types.is_string(column.type):
            cells = column.cast(pa.binary()).to_pylist()
            first = next(filter(None, cells), b"")
            broken = [one if one is None or rng.random() < 0.5 else of_bytes(rng, one, first) for one in cells]
            kept = pa.array(broken, pa.binary())
            table = table.set_column(table.column_names.index(name), name, kept.view(column.type))
        case _:
            pass
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(about), out, compression=rng.choice(("snappy", "zstd", "none")))
    return out.getvalue()


def of_tiff(rng: Random, data: bytes, other: bytes) -> bytes:
    """A TIFF with a field of its directory changed."""
    start = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[start : start + 2], "little")
    if not 0 < count < 100 or start + 2 + 12 * count > len(data):
        return of_bytes(rng, data, other)
    at = start + 2 + 12 * rng.randrange(count)
    place, width = rng.choice(((0, 2), (2, 2), (4, 4), (8, 4), (8, 2), (8, 1)))
    number = rng.choice((*range(20), 256, 32767, 65535, 2**31, 2**32 - 1, len(data), start, 3000, 100_000))
    piece = (number & (1 << 8 * width) - 1).to_bytes(width, "little")
    return data[: at + place] + piece + data[at + place + width :]
