"""Many runs, in processes of their own: ``python -m tests.fuzz --runs 100000 --seed 1 --jobs 2``.

Each run has a kind, a seed and a number, from which the broken file follows. What was done is kept in the folder
(``--out``), so that the same command goes on where it was stopped. A fault is one line in ``faults.jsonl`` there, with
the broken file beside it; ``--again KIND NUMBER`` has that run done once more.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from tests.fuzz.judge import Result, kept_quiet, made, room_for
from tests.fuzz.kinds import KINDS, shares

AT_ONCE = 1_000
"""Runs that a process does before another one takes its place."""

HANGS = 120
"""Seconds on the wall after which a run is ended and counts as a fault."""

Job = tuple[str, int, int]
"""A kind, and the first and the last number but one."""


@dataclass
class Tally:
    """What came of the runs of a kind.

    Parameters
    ----------
    runs, read, refused, faults
        How many there were, and what came of them.
    seconds, memory
        The most that one of them took, of computing and in bytes.
    wall
        Seconds on the wall, of all of them.
    """

    runs: int = 0
    read: int = 0
    refused: int = 0
    faults: int = 0
    seconds: float = 0.0
    memory: int = 0
    wall: float = 0.0

    def count(self, result: Result) -> None:
        """Add a run."""
        self.runs += 1
        self.faults += bool(result.fault)
        self.refused += bool(result.said and not result.fault)
        self.read += not (result.said or result.fault)
        self.seconds, self.memory = max(self.seconds, result.seconds), max(self.memory, result.memory)


class Book:
    """What was done so far, in a folder.

    Parameters
    ----------
    folder
        Is made where it is missing.
    seed
        Of the runs.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        (folder / "faults").mkdir(parents=True, exist_ok=True)
        self._file = folder / f"done-{seed}.json"
        told = json.loads(self._file.read_text(encoding="utf-8")) if self._file.is_file() else {}
        self.tallies = {name: Tally(**told.get(name, {})) for name in KINDS}

    def note(self, name: str, number: int, result: Result) -> None:
        """Add a run, and keep what is wrong with it."""
        self.tallies[name].count(result)
        if not result.fault:
            return
        kind = "".join(letter if letter.isalnum() else "-" for letter in name)
        beside = self.folder / "faults" / f"{kind}-{self.seed}-{number}-{Path(result.where).name}"
        beside.write_bytes(result.data)
        line = {"kind": name, "seed": self.seed, "number": number, "where": result.where, "file": beside.name}
        with (self.folder / "faults.jsonl").open("a", encoding="utf-8") as faults:
            faults.write(json.dumps({**line, "fault": result.fault}, ensure_ascii=True) + "\n")
        print(f"FAULT {name} --seed {self.seed} {number}: {result.fault:.300}", flush=True)

    def save(self) -> None:
        """Keep how far it is."""
        text = json.dumps({name: asdict(tally) for name, tally in self.tallies.items()}, indent=1)
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self._file)

    def table(self) -> str:
        """How many runs of each kind there were, and what came of them."""
        lines = [f"{'kind':28} {'runs':>7} {'read':>7} {'refused':>7} {'faults':>6} {'runs/s':>6} {'s':>6} {'MB':>7}"]
        for name, tally in self.tallies.items():
            if not tally.runs:
                continue
            speed = tally.runs / tally.wall if tally.wall else 0
            figures = f"{tally.runs:7,} {tally.read:7,} {tally.refused:7,} {tally.faults:6,} {speed:6.0f}"
            lines.append(f"{name:28} {figures} {tally.seconds:6.2f} {tally.memory / 1e6:7.0f}")
        total = [
            sum(getattr(tally, what) for tally in self.tallies.values())
            for what in ("runs", "read", "refused", "faults")
        ]
        lines.append(f"{'all':28} " + " ".join(f"{figure:7,}" for figure in total))
        return "\n".join(lines)


def rounds(book: Book, runs: int, jobs: int, names: list[str]) -> None:
    """Do the runs that are missing."""
    waiting = list(_jobs(book, runs, names))[::-1]
    working: dict[Connection, Worker] = {}
    while waiting or working:
        while waiting and len(working) < jobs:
            worker = Worker(waiting.pop(), book.seed)
            working[worker.receiver] = worker
        for receiver in wait(list(working), timeout=1):
            worker = working[receiver]
            if not worker.take(book):
                del working[receiver]
                if rest := worker.close(book):
                    waiting.append(rest)
        for worker in working.values():
            if time.monotonic() - worker.heard > HANGS:
                os.killpg(worker.process.pid, signal.SIGKILL)  # which its end of the pipe tells


def _jobs(book: Book, runs: int, names: list[str]) -> Iterator[Job]:
    """What is to be done: of each kind its share, from where it was left, in pieces, the kinds in turn."""
    left = {name: range(book.tallies[name].runs, wanted) for name, wanted in shares(runs, names).items()}
    for piece in range(max(map(len, left.values()), default=0) // AT_ONCE + 1):
        for name, numbers in left.items():
            if part := numbers[piece * AT_ONCE : (piece + 1) * AT_ONCE]:
                yield name, part.start, part.stop


class Worker:
    """A process that does some runs of one kind."""

    def __init__(self, job: Job, seed: int) -> None:
        self.name, self.next, self._stop = job
        self._began = self.heard = time.monotonic()
        forks = get_context("fork")
        self.receiver, sender = forks.Pipe(duplex=False)
        self.process = forks.Process(target=_work, args=(job, seed, sender), daemon=True)
        self.process.start()
        sender.close()

    def take(self, book: Book) -> bool:
        """Take in the next result; whether there was one."""
        try:
            result = self.receiver.recv()
        except EOFError:
            return False
        book.note(self.name, self.next, result)
        self.next += 1
        self.heard = time.monotonic()
        return True

    def close(self, book: Book) -> Job | None:
        """What is left to do after a run that ended the process."""
        self.process.join()
        book.tallies[self.name].wall += time.monotonic() - self._began
        if self.next < self._stop:
            if not self.process.exitcode:
                raise RuntimeError(f"the process for {self.name} ended without a fault")
            fault = f"the process ended, with {self.process.exitcode}"
            book.note(self.name, self.next, Result(*made(self.name, book.seed, self.next), fault, "", 0.0, 0))
            self.next += 1
        book.save()
        return (self.name, self.next, self._stop) if self.next < self._stop else None


def _work(job: Job, seed: int, sender: Connection) -> None:
    name, start, stop = job
    os.setpgid(0, 0)  # so that what it forks ends with it
    with kept_quiet() as outputs, room_for(name) as room:
        room.run(*next(iter(KINDS[name].seeds.items())), outputs)  # what loads a library counts for none of them
        for number in range(start, stop):
            result = room.run(*made(name, seed, number), outputs)
            sender.send(
                result
                if result.fault
                else Result(result.where, b"", "", result.said[:1], result.seconds, result.memory)
            )


def main() -> int:
    """Run; 1 where there are faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=10_000, help="of all kinds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="folder for faults, and for how far it is")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this one; may be given several times")
    parser.add_argument("--again", nargs=2, metavar=("KIND", "NUMBER"), help="do one run once more, and show it")
    given = parser.parse_args()
    if given.again:
        name, number = given.again[0], int(given.again[1])
        with kept_quiet() as outputs, room_for(name) as room:
            result = room.run(*made(name, given.seed, number), outputs)
        print(f"{result.where}: {len(result.data):,} bytes\n{result.fault or result.said or 'read'}")
        return bool(result.fault)
    book = Book(given.out, given.seed)
    try:
        rounds(book, given.runs, given.jobs, given.kind or list(KINDS))
    finally:
        book.save()
        print(book.table(), flush=True)
    return any(tally.faults for tally in book.tallies.values())


if __name__ == "__main__":
    sys.exit(main())
