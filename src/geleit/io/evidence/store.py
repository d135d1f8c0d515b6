"""The store of captured sources and chained rows in a case's folder: objects by hash, a log that only grows, a lock."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from geleit.errors import InputError
from geleit.files import sync_folder, temporary_file, write_atomically
from geleit.io.case.file_names import CAPTURED
from geleit.io.evidence.log import LOG, Log, read_log
from geleit.io.evidence.log_line import Entry
from geleit.io.evidence.objects import copy_hashed, hash_of, nothing
from geleit.io.foreign.kinds import JSON_LINES
from geleit.io.foreign.sizes import read_lines
from geleit.io.locking import lock_on

TORN = "torn"
"""What the names of lines moved aside begin with."""

_LOCK = ".lock"
_JOB = "capturing sources"
_UNLOCKABLE = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Why a lock cannot be taken on a medium that nobody writes to."""


@dataclass(frozen=True)
class Store:
    """Where the captured sources of a case are.

    Parameters
    ----------
    root
        The folder.
    """

    root: Path

    @property
    def log(self) -> Path:
        """The log."""
        return self.root / LOG

    @property
    def objects(self) -> Path:
        """The folder of the originals."""
        return self.root / "objects"

    @property
    def incoming(self) -> Path:
        """The folder of originals on their way in; empty unless an addition is under way or was cut off."""
        return self.root / "incoming"

    def place(self, digest: str) -> Path:
        """Where the original with a hash belongs."""
        return self.objects / digest[:2] / digest

    def find(self, digest: str) -> Path:
        """Where the original with a hash is: in its place, or still waiting to be put there."""
        waiting = self.incoming / digest
        return waiting if not os.path.lexists(self.place(digest)) and waiting.is_file() else self.place(digest)


def store_of(case: Path) -> Store:
    """The store of a case."""
    return Store(case / CAPTURED)


def expect_store(case: Path) -> Store:
    """The store of a case that has one.

    Raises
    ------
    InputError
        If nothing was captured yet.
    """
    store = store_of(case)
    if not os.path.lexists(store.log) and not any(store.objects.rglob("*")):
        raise InputError(str(case), "no sources were captured here", f"geleit source add FILE --case {case} ...")
    return store


def load(store: Store) -> Log:
    """The log as it is.

    Raises
    ------
    InputError
        If it is too large or cannot be read.
    """
    try:
        if not os.path.lexists(store.log):
            return Log()
        if store.log.is_symlink() or not store.log.is_file():
            raise InputError(str(store.log), "expected a file, found a link, a folder or something else")
        return read_log(read_lines(store.log, JSON_LINES))
    except OSError as fault:
        raise InputError(str(store.log), f"cannot be read: {fault.strerror}") from None


@contextmanager
def reading(store: Store) -> Iterator[Log]:
    """The log, while nobody adds to it; on a medium that cannot be written to nobody does."""
    path = store.root / _LOCK
    if not path.is_file():
        yield load(store)
        return
    lock = lock_on(path, _JOB)
    try:
        lock.acquire()
    except OSError as fault:
        if fault.errno not in _UNLOCKABLE:
            raise InputError(str(path), f"cannot be locked: {fault.strerror}", "copy the case to this disk") from None
    try:
        yield load(store)
    finally:
        lock.release()


@contextmanager
def writing(store: Store) -> Iterator[tuple[Log, list[str]]]:
    """The log and what was repaired, held against everybody else who adds.

    Raises
    ------
    InputError
        If the store cannot be written to, or its log was altered.
    """
    path = store.root / _LOCK
    try:
        store.incoming.mkdir(parents=True, exist_ok=True)
        lock = lock_on(path, _JOB)
        lock.acquire()
    except OSError as fault:
        raise InputError(
            str(store.root), f"cannot be written: {fault.strerror}", "keep the case where you can write"
        ) from None
    try:
        log = load(store)
        if log.problems:
            remedy = "put back a copy of the folder captured, or move it aside and begin a new one"
            raise InputError(str(store.log), f"altered, {log.problems[0]}; nothing was added", remedy)
        with written(store):
            yield _repaired(store, log)
    finally:
        lock.release()


@contextmanager
def written(store: Store) -> Iterator[None]:
    """Say what is wrong with the disk."""
    try:
        yield
    except OSError as fault:
        remedy = "free some room" if fault.errno == errno.ENOSPC else "check the disk"
        raise InputError(str(store.root), f"cannot be written: {fault.strerror}", remedy) from None


def stage(store: Store, file: Path, count: Callable[[int], None] = nothing) -> tuple[str, int]:
    """Copy a file's bytes into the store, to be put in their place once the log names them; their hash and number.

    Raises
    ------
    InputError
        If the file cannot be read, or the store holds an altered original under that hash.
    """
    with temporary_file(store.incoming, "original") as temporary:
        with temporary.open("wb") as target:
            digest, size = copy_hashed(file, target, count)
            target.flush()
            os.fsync(target.fileno())
        if not os.path.lexists(store.place(digest)):
            temporary.replace(store.incoming / digest)
        elif hash_of(store.place(digest)) != (digest, size):
            raise InputError(str(store.place(digest)), "the original in the store was altered", "geleit source verify")
    return digest, size


def stage_bytes(store: Store, data: bytes) -> tuple[str, int]:
    """Write bytes into the store as :func:`stage` does a file's; their hash and number."""
    digest = sha256(data).hexdigest()
    with temporary_file(store.incoming, "original") as temporary:
        with temporary.open("wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(store.incoming / digest)
    return digest, len(data)


def commit(store: Store, log: Log, drafts: Sequence[Entry]) -> tuple[Entry, ...]:
    """Append entries to the log, which is the moment they count from, then put their originals in place.

    Parameters
    ----------
    drafts
        Entries whose originals are staged; number and hash of the line before are filled in here.
    """
    sync_folder(store.incoming)
    entries: list[Entry] = []
    head, number = log.head, len(log.entries)
    for draft in drafts:
        number += 1
        entries.append(replace(draft, number=number, previous=head))
        head = entries[-1].digest
    _append(store.log, b"".join(entry.line for entry in entries), log.size)
    for entry in entries:
        _put_in_place(store, entry.sha256)
    return tuple(entries)


def _append(path: Path, data: bytes, size: int) -> None:
    """Append to a file of the given size; where that fails, it is as before."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except BaseException:
        os.ftruncate(handle, size)
        raise
    finally:
        os.close(handle)
    sync_folder(path.parent)


def _put_in_place(store: Store, digest: str) -> None:
    waiting, place = store.incoming / digest, store.place(digest)
    if not waiting.is_file():  # it was there before
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    waiting.chmod(waiting.stat().st_mode & 0o444)
    waiting.replace(place)
    for folder in (place.parent, store.objects, store.root):
        sync_folder(folder)


def _repaired(store: Store, log: Log) -> tuple[Log, list[str]]:
    """Finish or take back what an addition that was cut off has left."""
    notes: list[str] = []
    if log.unended:
        _append(store.log, b"\n", log.size)
        log = replace(log, size=log.size + 1, unended=False)
        notes.append(f"line {len(log.entries)} of the log lacked its end, which was added")
    if log.torn:
        aside = store.root / f"{TORN}-line-{len(log.entries) + 1}-{sha256(log.torn).hexdigest()[:8]}.txt"
        write_atomically(aside, log.torn)
        os.truncate(store.log, log.size)
        log = replace(log, torn=b"")
        notes.append(f"the log ended in half a line, as after a power cut; it was moved aside to {aside}")
    for path in store.incoming.iterdir():
        if path.name not in log.listed or os.path.lexists(store.place(path.name)):
            path.unlink()
        elif hash_of(path)[0] == path.name:
            _put_in_place(store, path.name)
    return log, notes
