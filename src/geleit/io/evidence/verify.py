"""Check the captured sources of a case: every byte, every line, and nothing besides."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from geleit.errors import InputError
from geleit.io.evidence.accepted import accepted
from geleit.io.evidence.chain import chain_of
from geleit.io.evidence.log import Log
from geleit.io.evidence.objects import counting, hash_of
from geleit.io.evidence.sources_table import compare
from geleit.io.evidence.store import TORN, Store, expect_store, reading
from geleit.progress import Count


@dataclass(frozen=True)
class SourceCheck:
    """What a check found.

    Parameters
    ----------
    log
        The log as it was read.
    problems
        Each alteration.
    notes
        What is worth knowing and alters nothing.
    chained
        Entries of the ledger that the log vouches for; ``None`` where it was not chained yet, or not looked at.
    compared
        Statements whose words were looked for in a captured original.
    """

    log: Log
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    chained: int | None = None
    compared: int = 0


def check_case(case: Path, expected: str = "", progress: Count | None = None) -> SourceCheck:
    """Check a case's store, and its table ``sources`` against it.

    Parameters
    ----------
    expected
        What the hash of the log's last line is known to be; empty where nobody knows.

    Raises
    ------
    InputError
        If nothing was captured, or the store cannot be read.
    """
    store = expect_store(case)
    with reading(store) as log:
        found = list(_objects(store))
        waiting = [digest for digest in log.listed if store.find(digest) != store.place(digest)]
        chain = chain_of(store, log.entries)
        contradictions, notes = compare(case, log, chain)
    problems = [*_log_problems(store, log, expected), *check_objects(store, log, found, progress)]
    notes += [f"{store.objects.parent / 'incoming' / digest}: not yet in its place" for digest in waiting]
    notes += [f"{path}: half a line moved aside" for path in sorted(store.root.glob(f"{TORN}-*"))]
    if log.torn or log.unended:
        notes.append(f"{store.log}: the last line is not whole, as after a power cut; the next addition repairs it")
    if expected and (since := _since(log, expected)):
        notes.append(f"{store.log}: it has grown since the expected line, which is line {len(log.entries) - since:,}")
    notes += accepted(store, log)
    return SourceCheck(log, (*problems, *contradictions), tuple(notes))


def check_store(store: Store, progress: Count | None = None) -> SourceCheck:
    """Check a store in a bag, which may leave out the rows of tables that its log names."""
    with reading(store) as log:
        found = list(_objects(store))
    here = {digest for digest in log.listed if digest in log.originals or os.path.lexists(store.place(digest))}
    problems = [*_log_problems(store, log, ""), *check_objects(store, log, found, progress, here)]
    if log.torn or log.unended:
        problems.append(f"{store.log}: the last line is not whole")
    return SourceCheck(log, tuple(problems), ())


def check_objects(
    store: Store, log: Log, found: list[Path], progress: Count | None = None, expected: Set[str] | None = None
) -> Iterator[str]:
    """Each object that is missing, altered or not in the log.

    Parameters
    ----------
    expected
        Hashes of those that have to be there; by default all that the log names.
    """
    looked_at = {one: size for one, size in log.listed.items() if expected is None or one in expected}
    count = counting(progress, sum(looked_at.values()))
    for digest, size in looked_at.items():
        path = store.find(digest)
        if path.is_symlink() or not path.is_file():
            yield f"{path}: missing, or something else than a file"
            continue
        try:
            was, length = hash_of(path, count)
        except InputError as problem:
            yield str(problem)
            continue
        if length != size:
            yield f"{path}: altered: {length:,} bytes, {size:,} in the log"
        elif was != digest:
            yield f"{path}: altered: its SHA-256 is {was}"
    listed = {store.place(digest) for digest in log.listed}
    yield from (f"{path}: not in the log" for path in found if path not in listed)


def _log_problems(store: Store, log: Log, expected: str) -> Iterator[str]:
    if not store.log.is_file():
        yield f"{store.log}: missing"
    yield from (f"{store.log}: {problem}" for problem in log.problems)
    if expected and expected != log.head and not _since(log, expected):
        yield f"{store.log}: ends with {log.head}, and no line of it is the expected {expected}"


def _since(log: Log, expected: str) -> int:
    """How many lines follow the one with a hash; 0 where none has it."""
    return next((len(log.entries) - entry.number for entry in log.entries if entry.digest == expected), 0)


def _objects(store: Store) -> Iterator[Path]:
    """Every file and link below the originals."""
    for folder, names, files in os.walk(store.objects):
        links = [name for name in names if Path(folder, name).is_symlink()]
        yield from (Path(folder, name) for name in sorted([*files, *links]))
