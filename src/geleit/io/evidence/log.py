"""The log as a whole: a chain of lines, read without trusting any of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from geleit.io.evidence.log_line import FIRST, LONGEST_LINE, Entry, read_line
from geleit.io.foreign.json_text import begins_with_object

LOG = "log.jsonl"
"""Its file in a store."""


@dataclass(frozen=True)
class Log:
    """What a log holds.

    Parameters
    ----------
    entries
        Its lines that can be read.
    problems
        What is wrong with it, one text for each place.
    head
        Hash of its last line; :data:`FIRST` for an empty log.
    size
        Bytes of its whole lines.
    torn
        What follows the last whole line: the beginning of one that was not written to its end.
    unended
        Whether the last entry lacks nothing but its line end.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    head: str = FIRST
    size: int = 0
    torn: bytes = b""
    unended: bool = False

    @property
    def listed(self) -> dict[str, int]:
        """Size of each object that the log names."""
        return {entry.sha256: entry.size for entry in self.entries}

    @property
    def originals(self) -> dict[str, int]:
        """Size of each object that somebody captured, or that came in a bag."""
        return {entry.sha256: entry.size for entry in self.entries if not entry.of_tables}

    @property
    def captures(self) -> tuple[Entry, ...]:
        """Its lines about files that were captured."""
        return tuple(entry for entry in self.entries if entry.event == "capture")


def read_log(data: bytes) -> Log:
    """Check a log line by line.

    Parameters
    ----------
    data
        The file's bytes.
    """
    *lines, tail = data.split(b"\n")
    torn, unended = tail, False
    whole = [line + b"\n" for line in lines]
    if tail and _complete(tail):  # the line is there, but its end was cut off or overwritten
        whole.append(tail + b"\n")
        torn, unended = b"", True
    entries: list[Entry] = []
    problems: list[str] = []
    head = FIRST
    for number, line in enumerate(whole, 1):
        try:
            entry = read_line(line)
            entries.append(entry)
            if entry.previous != head or entry.number != number:
                problems.append(f"line {number}: does not follow the line before it: removed, changed or moved lines")
        except ValueError as problem:
            problems.append(f"line {number}: {problem}")
        head = sha256(line).hexdigest()
    return Log(tuple(entries), tuple(problems), head, len(data) - len(torn), torn, unended)


def _complete(tail: bytes) -> bool:
    """Whether a last line without an end has a whole object in it, which no interrupted writing leaves damaged."""
    return len(tail) <= LONGEST_LINE and begins_with_object(tail.decode("latin-1"))
