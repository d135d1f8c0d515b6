"""One run: a broken file is put into a room, Geleit reads it, and everything is looked at that must not happen."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from geleit.errors import GeleitError, MissingExtraError
from geleit.files import UNFINISHED
from tests.fuzz.kinds import KINDS, Kind

MEMORY = Path("/dev/shm")  # noqa: S108 - nothing that others could have put there is read
SECONDS, BYTES = 10, 1_000_000_000
"""Of computing and of memory, which reading no small file takes (docs/reliability.md)."""

LONGEST_MESSAGE = 1_000
_LOCKS = (".lock", ".statements.lock")
_QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning)  # which Python itself shows to nobody

Stamp = tuple[int, int, int]
Stamps = dict[str, Stamp]


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Parameters
    ----------
    where, data
        The broken file.
    fault
        What is wrong with how it was dealt with; empty where nothing is.
    said
        The message; empty where the file was read.
    seconds, memory
        What it took, of computing and in bytes beyond what was taken before.
    """

    where: str
    data: bytes
    fault: str
    said: str
    seconds: float
    memory: int


class Room:
    """A folder in which files of one kind are read, which is as before after each run.

    Parameters
    ----------
    kind
        The kind.
    folder
        An empty folder.
    seconds, memory
        What a run may take.
    """

    def __init__(self, kind: Kind, folder: Path, seconds: float = SECONDS, memory: int = BYTES) -> None:
        self.kind, self.root = kind, folder
        self._seconds, self._memory = seconds, memory
        kind.furnish(folder)
        self._stamps, self._folders = self._look()
        self._kept = {name: (folder / name).read_bytes() for name in self._stamps}

    def holds(self, where: str, data: bytes) -> bool:
        """Whether a file is in it already, as it is."""
        return self._kept.get(where) == data

    def run(self, where: str, data: bytes, outputs: Outputs) -> Result:
        """Have a broken file read."""
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.kind.settle(self.root)
        before, base, began = self._look()[0], _memory(reset=True), _computed()
        fault, said = "", ""
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for quiet in _QUIET:
                warnings.simplefilter("ignore", quiet)
            try:
                messages = [_told(problem) for problem in self.kind.read(self.root, path)]
            except GeleitError as problem:
                messages = [_told(problem)]
            except Exception as problem:
                messages, fault = [], f"{type(problem).__name__}: {problem}{_place(problem)}"
        seconds, memory = _computed() - began, _memory() - base
        said = messages[0] if messages else ""
        faults = [
            fault,
            *(self._fault_of(message, path) for message in messages),
            *(f"warned: {one.category.__name__}: {one.message}" for one in warned),
            f"printed: {printed}" if (printed := outputs.new()) else "",
            self._left(before, whole=not (fault or said)),
            f"took {seconds:.1f} s" if seconds > self._seconds else "",
            f"took {memory:,} bytes" if memory > self._memory else "",
        ]
        self._restore()
        return Result(where, data, "; ".join(filter(None, faults)), said, seconds, memory)

    def _fault_of(self, message: str, path: Path) -> str:
        if not any(name in message for name in (path.name, *self.kind.named)):
            return f"the message does not name the file: {message:.300}"
        return f"a message of {len(message):,} characters: {message:.300}" if len(message) > LONGEST_MESSAGE else ""

    def _left(self, before: Stamps, *, whole: bool) -> str:
        """What is in the room that should not be."""
        after, _ = self._look()
        halves = [name for name in after if name.endswith(UNFINISHED) or ".geleit-new." in name]
        if halves:
            return f"left behind: {', '.join(halves)}"
        if whole:
            return ""
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        changed = [name for name in changed if Path(name).name not in _LOCKS]
        return f"changed although it failed: {', '.join(changed):.200}" if changed else ""

    def _restore(self) -> None:
        there, folders = self._look()
        for name in there.keys() - self._kept.keys():
            (self.root / name).unlink()
        for name, data in self._kept.items():
            if there.get(name) != self._stamps[name]:
                path = self.root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                path.write_bytes(data)
                self._stamps[name] = _stamp(path.lstat())
        for folder in sorted(folders - self._folders, reverse=True):
            (self.root / folder).rmdir()

    def _look(self) -> tuple[Stamps, set[str]]:
        """Every file with what tells whether it was written, and every folder."""
        stamps: Stamps = {}
        folders: set[str] = set()
        open_ = [""]
        while open_:
            with os.scandir(self.root / open_[-1]) as entries:
                within = open_.pop()
                for entry in entries:
                    name = within + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(name)
                        open_.append(f"{name}/")
                    else:
                        stamps[name] = _stamp(entry.stat(follow_symlinks=False))
        return stamps, folders


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns


class Outputs:
    """What is printed while it is kept from the terminal."""

    def __init__(self, file: int) -> None:
        self._file, self._at = file, 0

    def new(self) -> str:
        """What was printed since it was last asked for."""
        sys.stdout.flush()
        sys.stderr.flush()
        size = os.fstat(self._file).st_size
        told = os.pread(self._file, min(size - self._at, 2_000), self._at)
        self._at = size
        return told.decode("utf-8", "replace").strip()


@contextmanager
def kept_quiet() -> Iterator[Outputs]:
    """Keep what is printed, by Python and by libraries in C, from the terminal."""
    with tempfile.TemporaryFile() as file:
        sys.stdout.flush()
        sys.stderr.flush()
        were = [os.dup(1), os.dup(2)]
        streams = sys.stdout, sys.stderr
        opened = open(os.dup(file.fileno()), "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115, PTH123
        for number in (1, 2):
            os.dup2(file.fileno(), number)
        sys.stdout = sys.stderr = opened
        try:
            yield Outputs(file.fileno())
        finally:
            sys.stdout, sys.stderr = streams
            opened.close()
            for number, was in zip((1, 2), were, strict=True):
                os.dup2(was, number)
                os.close(was)


@contextmanager
def room_for(name: str) -> Iterator[Room]:
    """A room for a kind."""
    folder = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder, prefix="fuzz-", ignore_cleanup_errors=True) as scratch:
        yield Room(KINDS[name], Path(scratch))


def made(name: str, seed: int, number: int) -> tuple[str, bytes]:
    """The broken file of a run: where it goes, and what is in it; always the same for the same figures."""
    return KINDS[name].make(Random(f"{seed}/{name}/{number}"))


def _told(problem: GeleitError) -> str:
    if isinstance(problem, MissingExtraError):
        raise problem  # of the environment, not of the file
    return str(problem)


def _place(problem: BaseException) -> str:
    """Where in Geleit it came up."""
    trace, place = problem.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "geleit" in Path(code.co_filename).parts or "fuzz" in Path(code.co_filename).parts:
            place = f" in {Path(code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _computed() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory(*, reset: bool = False) -> int:
    """Bytes that this process takes, or, since it was last reset, took at most."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("VmHWM:"))
