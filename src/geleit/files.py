"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from geleit.errors import InputError

UNFINISHED = ".part"
"""How the names of files end that are being written; they begin with a dot."""


def expect_writable(folder: Path, *names: str) -> None:
    """Try whether files can be written into a folder, before the work that fills them; nothing is left behind.

    Parameters
    ----------
    folder
        Where to; it need not be there yet.
    names
        Names of the files.

    Raises
    ------
    InputError
        If the folder or one of the files cannot be written.
    """
    made: list[Path] = []
    try:
        made = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_file(folder, "try"):
            pass
        taken = next((folder / name for name in names if (folder / name).is_dir()), None)
    except OSError as problem:
        raise InputError(str(folder), f"cannot be written: {problem.strerror}", "choose another folder") from None
    finally:
        for path in made:
            with suppress(OSError):  # not made after all, or somebody else wrote into it meanwhile
                path.rmdir()
    if taken is not None:
        raise InputError(str(taken), "cannot be written: it is a folder", "choose another folder")


@contextmanager
def temporary_file(folder: Path, name: str, like: Path | None = None) -> Iterator[Path]:
    """An empty file under a temporary name, to be filled and renamed; whatever is still there at the end is removed.

    What killed processes of this computer have left in the folder is removed first.

    Parameters
    ----------
    folder
        Where; it has to be there.
    name
        What it is going to be called; the temporary name tells it, and whose file it is.
    like
        File whose mode and group it gets, where there is one; else it gets the mode of any new file.
    """
    _sweep(folder)
    told = os.fsencode(name)[:100].decode(errors="ignore")
    path = folder / f".{told}.{_here()}.{os.getpid()}.{secrets.token_hex(4)}{UNFINISHED}"
    try:
        kept = None if like is None else like.stat()
    except OSError:
        kept = None
    # nobody may read what is going to be private while it is written
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if kept is None else 0o600))
    try:
        if kept is not None:
            _make_like(path, kept)
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def whole_or_not(path: Path) -> Iterator[Path]:
    """An empty file to be filled, which takes the place of another once that is done.

    Parameters
    ----------
    path
        The file to make or replace; it keeps its mode, and a link gives way to a file. Missing folders are made.

    Raises
    ------
    InputError
        If the folder or file cannot be written; everything is as it was then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_file(path.parent, path.name, like=path) as temporary:
            yield temporary
            temporary.replace(path)
    except OSError as problem:
        remedy = "free some room" if problem.errno == errno.ENOSPC else "choose another folder"
        raise InputError(str(path), f"cannot be written: {problem.strerror or problem}", remedy) from None


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name in the same folder, then rename it.

    Parameters
    ----------
    path
        Where to; missing folders are made, an existing file is replaced and keeps its mode.
    content
        Text (stored as UTF-8) or bytes.

    Raises
    ------
    InputError
        If the folder or file cannot be written; nothing is left behind then.
    """
    with whole_or_not(path) as temporary, temporary.open("wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())  # a power cut after the renaming must not leave an empty file


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else can look into, or close one that is there.

    Raises
    ------
    InputError
        If that cannot be done.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        folder.chmod(0o700)
    except OSError as problem:
        raise InputError(str(folder), f"cannot be written: {problem.strerror}", "choose another folder") from None


@contextmanager
def alone_in(folder: Path, *, reading: bool = False) -> Iterator[None]:
    """Keep others who write into a folder by this function waiting until it is done, where the system knows how.

    Parameters
    ----------
    reading
        Whether others may read meanwhile, as this does.

    Raises
    ------
    InputError
        If the folder cannot be opened.
    """
    try:
        import fcntl
    except ImportError:  # elsewhere than on POSIX
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as problem:
        raise InputError(str(folder), f"cannot be read: {problem.strerror}", "choose another folder") from None
    try:
        with suppress(OSError):  # a disk without locks
            fcntl.flock(handle, fcntl.LOCK_SH if reading else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which ends the lock


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what processes of this computer that are gone have left unfinished."""
    ours = re.compile(rf"\..*\.{re.escape(_here())}\.(\d{{1,9}})\.[0-9a-f]{{8}}{re.escape(UNFINISHED)}", re.DOTALL)
    for left in folder.glob(f".*{UNFINISHED}"):
        named = ours.fullmatch(left.name)
        if named and not _runs(int(named[1])):
            with suppress(OSError):  # somebody else's, or swept by another process
                left.unlink()


def _make_like(path: Path, kept: os.stat_result) -> None:
    """Give a new file the mode and group of another; no group but that one gets what it may do."""
    mode = stat.S_IMODE(kept.st_mode)
    try:
        os.chown(path, -1, kept.st_gid)
    except (OSError, AttributeError):  # not ours to give, or a system without owners
        mode &= ~stat.S_IRWXG
    try:
        path.chmod(mode)
    except OSError:  # a disk without modes
        if stat.S_IMODE(path.stat().st_mode) & ~stat.S_IMODE(kept.st_mode):
            raise


@cache
def _here() -> str:
    """Which computer this is, and which of its containers: what numbers of processes are told apart by."""
    told = [os.uname().nodename] if os.name == "posix" else []
    with suppress(OSError):
        told.append(Path("/etc/machine-id").read_text(encoding="ascii"))
    with suppress(OSError):
        told.append(str(Path("/proc/self/ns/pid").stat().st_ino))
    return sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _runs(process: int) -> bool:
    """Whether a process runs, as far as can be told; elsewhere than on POSIX, to ask would end it."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
