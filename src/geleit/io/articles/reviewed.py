"""What became of proposals: the accepted are in the ledger, the rejected in a file of their own, for learning."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from geleit.errors import InputError
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import JSON_LINES
from geleit.io.foreign.sizes import read_lines
from geleit.io.ledger.entries import Ledger

FILE = "reviewed/rejected.jsonl"
"""In a case: one JSON object in each line; lines are only ever appended."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Rejection:
    """A proposal that a person refused.

    Parameters
    ----------
    sha256
        Of the article.
    start, end
        Code points of the decoded article, end-exclusive.
    text
        The words.
    rule
        That proposed them.
    reason
        What the person said, or empty.
    reviewed_by, reviewed_at
        Who refused it, and when, UTC.
    taken_back
        Whether the person now accepts what was refused before.
    """

    sha256: str
    start: int
    end: int
    text: str
    rule: str
    reason: str
    reviewed_by: str
    reviewed_at: str
    taken_back: bool = False


def reject(case: Path, rejection: Rejection) -> Path:
    """Append a line to the rejected proposals of a case, and have it on the disk.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    path = case / FILE
    line = json.dumps(asdict(rejection)).encode() + b"\n"
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            if os.lseek(handle, 0, os.SEEK_END):
                os.lseek(handle, -1, os.SEEK_END)
                if os.read(handle, 1) != b"\n":  # a line that was cut off stands alone
                    line = b"\n" + line
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as fault:
        raise InputError(
            str(path), f"cannot be written: {fault.strerror}", "keep the case where you can write"
        ) from None
    return path


def accepted_spans(ledger: Ledger, sha256: str) -> set[Span]:
    """Places in an article whose words are in the ledger."""
    wordings = (statement.wording for statement in ledger.statements)
    return {
        (wording.start, wording.end)
        for wording in wordings
        if wording and wording.sha256 == sha256 and wording.start is not None and wording.end is not None
    }


def rejected_spans(case: Path, sha256: str) -> set[Span]:
    """Places in an article whose words were refused, and not taken back.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    spans: set[Span] = set()
    for found in _lines(case / FILE):
        start, end = found.get("start"), found.get("end")
        if found.get("sha256") == sha256 and isinstance(start, int) and isinstance(end, int):
            change = spans.discard if found.get("taken_back") is True else spans.add
            change((start, end))
    return spans


def _lines(path: Path) -> Iterator[dict[str, object]]:
    """The objects in a file; a line that was cut off counts for nothing."""
    if not path.exists():
        return
    for line in io.BytesIO(read_lines(path, JSON_LINES)):
        found = None
        with suppress(InputError):
            found = read_json(str(path), line, JSON_LINES)
        if isinstance(found, dict):
            yield found
