"""Standard output and error: an answer is delivered, or known not to be; a message may be lost.

Python gives a closed stream as ``None``, which is printed to without a word, and lets the next file that is opened take
its number; a full disk or a closed pipe it tells as any other trouble with a file.
"""

from __future__ import annotations

import io
import json
import os
import re
import select
import sys
from typing import TYPE_CHECKING, TextIO

from geleit.model import letters

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def escape(code: int) -> str:
    """A character as JSON writes it in ASCII."""
    return json.dumps(chr(code))[1:-1]


UNSEEN = {code: escape(code) for code in letters.UNSEEN}
"""How characters are shown that steer a terminal or are not seen: as JSON has them, so that JSON stays the same."""

_BOLD = re.compile("(\x1b\\[[01]m)")


class UndeliveredError(Exception):
    """What was printed to standard output did not arrive.

    Parameters
    ----------
    problem
        What the system said.
    """

    def __init__(self, problem: OSError) -> None:
        self.by_reader = isinstance(problem, BrokenPipeError)
        """Whether the reader of a pipe went away, which is for it to decide."""
        super().__init__(problem.strerror or str(problem))


def guard_streams() -> None:
    """Have standard output raise :class:`UndeliveredError`, and standard error take whatever cannot be shown.

    Names may hold letters that an old terminal cannot show; these are replaced. Streams that are closed get something
    in their place, so that no file takes their number. Streams that are no files (in a test) stay, and so do consoles
    of Windows, which take no bytes.
    """
    for number, name, writing in ((0, "stdin", False), (1, "stdout", False), (2, "stderr", True)):
        if getattr(sys, name) is None or not _is_open(number):
            handle = os.open(os.devnull, os.O_WRONLY if writing else os.O_RDONLY)  # the lowest number that is free
            stream = open(handle, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
    sys.stdout = _through(_Answers, _Shown, sys.stdout)
    sys.stderr = _through(_Messages, io.TextIOWrapper, sys.stderr)  # where progress steers the terminal


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


class _Answers(io.FileIO):
    """Standard output: what does not arrive is said at once, and is not tried again when the process ends."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            while (written := super().write(data)) is None:  # a reader that is slow, of a pipe that does not wait
                select.select([], [self], [])
        except OSError as problem:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            raise UndeliveredError(problem) from None
        return written


class _Shown(io.TextIOWrapper):
    """Text for whoever looks at a terminal: what a file has in it cannot steer it, whichever command prints it.

    Bold letters and their end pass, which the review of an article uses and which hide nothing.
    """

    def write(self, text: str, /) -> int:
        parts = _BOLD.split(text)
        super().write("".join(part if _BOLD.fullmatch(part) else part.translate(UNSEEN) for part in parts))
        return len(text)


class _Messages(io.FileIO):
    """Standard error: nobody may be there to read it, and nothing depends on that."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            written: int | None = super().write(data)
        except OSError:
            written = None
        return memoryview(data).nbytes if written is None else written


def _through(raw: type[io.FileIO], text: type[io.TextIOWrapper], stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper) or (os.name == "nt" and stream.isatty()):
        return stream
    stream.flush()
    binary = io.BufferedWriter(raw(stream.fileno(), "w", closefd=False))
    return text(binary, encoding=stream.encoding, errors="replace", line_buffering=stream.line_buffering)
