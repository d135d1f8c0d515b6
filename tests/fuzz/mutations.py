"""Ways to break a file: byte by byte, and by what it is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.fuzz.odd import COUNTS, NUMBERS, odd_text, odd_value

Breaker = Callable[[Random, bytes, bytes], bytes]
"""Breaks a file, given another one of its kind to take parts from."""

_TOKENS = re.compile(r'"(?:\\.|[^"\\\n])*"|<[^<>]*>|[\w.+:-]+|\s+|.', re.DOTALL)
_ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "latin-1", "utf-8-sig", "cp1252", "utf-7", "cp037")
_ENDS = ("\r", "\r\n", "\n\r", "\n\n", "\u2028", "\x0b", "\x1c", "")


def of_bytes(rng: Random, data: bytes, other: bytes) -> bytes:
    """Bytes changed, whatever they mean."""
    at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    short = slice(at, min(to, at + rng.choice((1, 2, 4, 16, 200))))
    part = data[short]
    match rng.randrange(9):
        case 0:
            return data[:at] + bytes([byte ^ 1 << rng.randrange(8) for byte in data[at : at + 1]]) + data[at + 1 :]
        case 1:
            width = rng.choice((1, 2, 4, 8))
            number = (rng.choice(COUNTS) & (1 << 8 * width) - 1).to_bytes(width, rng.choice(("little", "big")))
            return data[:at] + number + data[at + width :]
        case 2:
            return data[:at] + data[short.stop :]
        case 3:
            return data[:at] + rng.randbytes(rng.choice((1, 2, 4, 30))) + data[at:]
        case 4:
            return data[:at] + part * rng.choice((2, 3, 50)) + data[short.stop :]
        case 5:
            return data[:at]
        case 6:
            start = rng.randrange(len(other) + 1)
            return (
                data[:at] + other[start:] if rng.random() < 0.5 else data[:at] + other[start : start + 60] + data[at:]
            )
        case 7:
            return data[:at] + rng.choice((b"\0", b"\xff", b"\x80", b"\xed\xa0\x80", b"\xc0\x80")) + data[at:]
        case _:
            return data[: short.start] + bytes(len(part)) + data[short.stop :]


def of_text(rng: Random, data: bytes, other: bytes) -> bytes:
    """Words, lines and signs of a text changed, or how all of it is written."""
    text = data.decode("utf-8", "surrogateescape")
    if rng.random() < 0.06:
        return text.encode(rng.choice(_ENCODINGS), "replace")
    if rng.random() < 0.06:
        return _encoded("".join(line + rng.choice(_ENDS) for line in text.split("\n")))
    return _encoded(_changed(rng, text, other.decode("utf-8", "surrogateescape")))


def _changed(rng: Random, text: str, other: str) -> str:
    parts = _TOKENS.findall(text) if rng.random() < 0.7 else text.splitlines(keepends=True)
    if not parts:
        return odd_text(rng)
    at, to = rng.randrange(len(parts)), rng.randrange(len(parts))
    match rng.randrange(8):
        case 0 | 1 | 2:
            numeric = [i for i, part in enumerate(parts) if part[0].isdigit()]
            if numeric and rng.random() < 0.5:
                parts[rng.choice(numeric)] = rng.choice(NUMBERS)
            else:
                parts[at] = f'"{odd_text(rng)}"' if parts[at].startswith('"') else odd_text(rng)
        case 3:
            parts[at], parts[to] = parts[to], parts[at]
        case 4:
            parts[at] = parts[to]
        case 5:
            del parts[at : at + rng.choice((1, 1, 3, 20))]
        case 6:
            parts[at] *= rng.choice((2, 2, 3, 400))
        case _:
            others = _TOKENS.findall(other) or [""]
            parts[at] = rng.choice(others)
    return "".join(parts)


def of_rows(rng: Random, data: bytes, other: bytes) -> bytes:
    """Cells and columns of a table changed."""
    if rng.random() < 0.3:
        return of_text(rng, data, other)
    text = data.decode("utf-8", "surrogateescape")
    mark = max(",;\t", key=text.count)
    rows = [line.split(mark) for line in text.split("\n")]
    full = [row for row in rows if len(row) > 1] or rows
    row, header = rng.choice(full), full[0]
    column = rng.randrange(len(row))
    match rng.randrange(9):
        case 0 | 1 | 2:
            row[column] = odd_text(rng)
        case 3:
            row[column] = rng.choice(rng.choice(full))
        case 4:
            for each in full:
                each.insert(min(column, len(each)), odd_text(rng) if each is header else rng.choice(row))
        case 5:
            for each in full:
                del each[column : column + 1]
        case 6:
            rows.extend([list(row)] * rng.choice((1, 2, 100)))
        case 7:
            return _encoded("\n".join(rng.choice(",;\t|").join(each) for each in rows))
        case _:
            row[column] = f'"{odd_text(rng)}'
    return _encoded("\n".join(mark.join(each) for each in rows))


class Pairs(list[tuple[str, Any]]):
    """An object of JSON in which a name may stand twice."""


def of_json(rng: Random, data: bytes, other: bytes) -> bytes:
    """Values, names and nesting of a JSON document changed."""
    try:
        tree = json.loads(data, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return of_text(rng, data, other)
    if rng.random() < 0.15:
        return of_text(rng, data, other)
    places = list(_places(tree))
    if not places:
        return json_text(odd_value(rng)).encode("utf-8", "surrogateescape")
    holder, at = rng.choice(places)
    change(rng, holder, at, rng.choice(places))
    return _encoded(json_text(tree))


def change(rng: Random, holder: Any, at: int, another: tuple[Any, int]) -> None:
    """Change one value of a tree, or its name."""

    def value(place: tuple[Any, int]) -> Any:
        return place[0][place[1]][1] if isinstance(place[0], Pairs) else place[0][place[1]]

    def put(new: Any) -> None:
        holder[at] = (holder[at][0], new) if isinstance(holder, Pairs) else new

    here = value((holder, at))
    match rng.randrange(9):
        case 0 | 1 | 2:
            put(odd_value(rng))
        case 3 if isinstance(here, (int, float)) and not isinstance(here, bool):
            put(rng.choice((-here, here * 2**20, here + 1, str(here), [here], here % 97)))
        case 3 | 4:
            put(json.loads(json_text(value(another)), object_pairs_hook=Pairs))
        case 5:
            del holder[at]
        case 6:
            holder.extend([holder[at]] * rng.choice((1, 2, 50)))
        case 7 if isinstance(holder, Pairs):
            holder[at] = (odd_text(rng), holder[at][1])
        case _:
            put({odd_text(rng): here} if rng.random() < 0.5 else [here])


def _places(tree: Any) -> Iterator[tuple[Any, int]]:
    """Every value of a tree, as what holds it and where."""
    open_ = [tree]
    while open_:
        holder = open_.pop()
        if isinstance(holder, list):
            yield from ((holder, at) for at in range(len(holder)))
            open_ += [item[1] for item in holder] if isinstance(holder, Pairs) else holder


def json_text(value: Any) -> str:
    """JSON, in which a name may stand twice; what cannot be written is left as its text."""
    match value:
        case Pairs():
            return "{" + ", ".join(f"{json.dumps(str(name))}: {json_text(item)}" for name, item in value) + "}"
        case list() if any(isinstance(item, (list, dict)) for item in value):
            return _list_text(value)
        case int() if not isinstance(value, bool) and abs(value) > 10**4000:
            return "9" * 5_000
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


def _list_text(value: list[Any]) -> str:
    depth = 0
    while len(value) == 1 and type(value[0]) is list:  # so deep that it would be too much for this function itself
        depth, value = depth + 1, value[0]
    return "[" * depth + "[" + ", ".join(map(json_text, value)) + "]" + "]" * depth


def of_xml(rng: Random, data: bytes, other: bytes) -> bytes:
    """Elements and attributes changed."""
    text = data.decode("utf-8", "surrogateescape")
    tags = list(re.finditer(r"<[^<>]+>", text))
    if not tags or rng.random() < 0.3:
        return of_text(rng, data, other)
    tag = rng.choice(tags)
    inner = tag[0]
    attributes = list(re.finditer(r"""\s([\w:.-]+)=("[^"]*"|'[^']*')""", inner))
    match rng.randrange(7):
        case 0 | 1 | 2 if attributes:
            one = rng.choice(attributes)
            escaped = odd_text(rng).replace('"', "&quot;")
            new = inner[: one.start(2)] + f'"{escaped}"' + inner[one.end(2) :]
        case 3 if attributes:
            one = rng.choice(attributes)
            new = inner[: one.end()] + one[0] * rng.choice((0, 1, 30)) + inner[one.end() :]
        case 4:
            new = inner * rng.choice((0, 2, 300))
        case 5:
            new = rng.choice(("<![CDATA[", "<!--", "&#0;", "&#x110000;", "&e;", "<?x ?>", "<a>", "</a>")) + inner
        case _:
            new = '<!DOCTYPE x [<!ENTITY e "ha"><!ENTITY f SYSTEM "file:///etc/hostname">]>' + inner
    return _encoded(text[: tag.start()] + new + text[tag.end() :])


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if not re.search("[\ud800-\udc7f\udd00-\udfff]", text) else "replace")
