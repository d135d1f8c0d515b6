"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from geleit.errors import InputError


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
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part"):
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


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name in the same folder, then rename it.

    Parameters
    ----------
    path
        Where to; missing folders are made, an existing file is replaced.
    content
        Text (stored as UTF-8) or bytes.

    Raises
    ------
    InputError
        If the folder or file cannot be written; nothing is left behind then.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as problem:
        raise InputError(str(path), f"cannot be written: {problem.strerror}", "choose another folder") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a power cut after the renaming must not leave an empty file
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as problem:
        remedy = "free some room" if problem.errno == errno.ENOSPC else "choose another folder"
        raise InputError(str(path), f"cannot be written: {problem.strerror}", remedy) from None
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
