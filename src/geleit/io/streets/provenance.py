"""From which file and when the streets of a case were imported, for the record."""

from __future__ import annotations

from pathlib import Path

from geleit.errors import StreetsError
from geleit.files import hash_of


def describe_origin(path: Path) -> str:
    """A street file's name and SHA-256.

    Raises
    ------
    StreetsError
        If the file is missing, empty or cannot be read.
    """
    try:
        if not path.is_file():
            problem = "expected a file, found a folder or something else" if path.exists() else "no such file"
            raise StreetsError(str(path), problem, "check the path")
        fingerprint = hash_of(path)
        if not path.stat().st_size:
            raise StreetsError(str(path), "the file is empty", "download or export it again")
    except (OSError, ValueError) as problem:
        raise StreetsError(str(path), f"cannot be read: {problem}", "check the path and its permissions") from None
    return f"{path.name} sha256:{fingerprint}"
