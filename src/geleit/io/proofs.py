"""Certificate and plan files."""

from __future__ import annotations

import json
from pathlib import Path

from geleit.errors import CertificateError, InputError
from geleit.files import write_atomically
from geleit.model.certificate import Certificate
from geleit.model.plan import Plan
from geleit.model.proof import from_document, to_document

LARGEST = 2**30
"""Bytes; a larger file is not read."""


def write_proof(path: Path, proof: Certificate | Plan) -> None:
    """Write a certificate or plan as JSON, one line for each top-level entry.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    document = to_document(proof)
    rows = (f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in document.items())
    write_atomically(path, "{\n" + ",\n".join(rows) + "\n}\n")


def read_proof(path: Path) -> Certificate | Plan:
    """Read a certificate or plan.

    Raises
    ------
    InputError
        If there is no such file, or it is no JSON.
    CertificateError
        If it is JSON but no certificate or plan, or was changed after it was sealed.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(str(path), f"is larger than {LARGEST:,} bytes; expected a certificate or plan")
        document = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except OSError as problem:
        raise InputError(str(path), f"cannot be read: {problem.strerror}", "name a certificate or plan file") from None
    except (ValueError, RecursionError) as problem:
        raise InputError(str(path), f"expected JSON: {problem}", "ask for the original file") from None
    try:
        return from_document(document)
    except CertificateError as problem:
        raise CertificateError(f"{path}: {problem}") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice: readers would disagree about what the file says."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
