"""Ways to break what is sealed or wrapped: proofs, lines of the log, lines of JSON, replies of a server."""

from __future__ import annotations

import json
from hashlib import sha256
from random import Random

from geleit.model.proof import fingerprint
from tests.fuzz.mutations import Breaker, of_json, of_text


def of_proof(rng: Random, data: bytes, other: bytes) -> bytes:
    """A proof that is broken, and sealed again."""
    broken = of_json(rng, data, other)
    try:
        document = json.loads(broken)
        if "instance" in document:
            document["instance_sha256"] = fingerprint(document["instance"])
        del document["seal"]
        document["seal"] = fingerprint(document)
        return json.dumps(document).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return broken


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
