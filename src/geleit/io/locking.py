"""A lock between all who add to the same files at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geleit.errors import MissingExtraError


def lock_on(path: Path, job: str) -> Any:
    """A lock that whoever holds keeps from everybody else; it ends with the process that holds it.

    Parameters
    ----------
    path
        An empty file that stands for what is locked.
    job
        What it is needed for, such as ``capturing sources``.

    Raises
    ------
    MissingExtraError
        If the package for it is not installed.
    """
    try:
        from filelock import FileLock
    except ImportError:
        raise MissingExtraError(job, "evidence") from None
    return FileLock(path, fallback_to_soft=False)
