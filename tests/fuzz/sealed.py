"""Ways to break what is sealed or wrapped: proofs, lines of the log, lines of JSON, replies of a server."""

from __future__ import annotations

import base64
import json
import zlib
from hashlib import sha256
from random import Random

from geleit.model.proof import sealed
from tests.earlier_proofs import sealed_before
from tests.fuzz.mutations import Breaker, of_json, of_text
from tests.verification.other_checker import question_hash, unpacked


def of_proof(rng: Random, data: bytes, other: bytes) -> bytes:
    """A proof that is broken, and sealed again; or one whose packed numbers are, and packed again."""
    try:
        document = json.loads(of_json(rng, data, other) if rng.random() < 0.6 else data)
        if not isinstance(document["format"], str) or not document["format"].endswith("/3"):
            return json.dumps(sealed_before({key: value for key, value in document.items() if key != "seal"})).encode()
        document.pop("seal", None)
        if rng.random() < 0.6:
            column = rng.choice(list(document["columns"].values()))
            numbers = bytearray(zlib.decompress(base64.b64decode(column["data"])) or b"0")
            numbers[rng.randrange(len(numbers))] = rng.randrange(256)
            column["data"] = base64.b64encode(zlib.compress(bytes(numbers))).decode("ascii")
        raw = {name: unpacked(name, column)[1] for name, column in document["columns"].items()}
        return sealed({**document, "instance_sha256": question_hash(document, raw)}).encode()
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError, zlib.error):
        return of_json(rng, data, other)


def of_lines(inner: Breaker) -> Breaker:
    """One line of several broken, or lines moved."""

    def broken(rng: Random, data: bytes, other: bytes) -> bytes:
        lines = data.split(b"\n")
        at = rng.randrange(len(lines))
        if rng.random() < 0.7 and lines[at]:
            lines[at] = inner(rng, lines[at], lines[at]).replace(b"\n", b" ")
            return b"\n".join(lines)
        return of_text(rng, data, other)

    return broken


def of_log_line(rng: Random, line: bytes, other: bytes) -> bytes:
    """A line of the log, sealed again; what follows it still does not follow."""
    try:
        document = json.loads(of_json(rng, line, other))
        document.pop("seal")
        return json.dumps({**document, "seal": sha256(json.dumps(document).encode()).hexdigest()}).encode()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return of_json(rng, line, other)


def of_reply(rng: Random, data: bytes, _: bytes) -> bytes:
    """A reply: its head, its body, or the text that the model wrote within."""
    head, _, body = data.partition(b"\n\n")
    if rng.random() < 0.2:
        head = of_text(rng, head, head)
    elif rng.random() < 0.5:
        body = of_json(rng, body, body)
    else:
        try:
            document = json.loads(body)
            message = document["choices"][0]["message"]
            message["content"] = of_json(rng, message["content"].encode(), b"[]").decode("utf-8", "replace")
            body = json.dumps(document).encode()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            body = of_json(rng, body, body)
    return head + b"\n\n" + body
