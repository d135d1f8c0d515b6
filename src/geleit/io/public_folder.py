"""A folder that is to be published: nothing of it may be left from a run that was not public."""

from __future__ import annotations

from pathlib import Path

from geleit.errors import InputError
from geleit.model.stamp import INTERNAL, PUBLIC, Stamped

ENDINGS = (".html", ".json", ".geojson", ".csv")
"""Of the files that Geleit writes, each of which says of itself whether it may leave."""


def expect_public_folder(folder: Path, view: Stamped) -> None:
    """Refuse a folder that holds what is not for publication, where something public is to stand beside it.

    Raises
    ------
    InputError
        If a file in it says that it is internal.
    """
    if view.publication != PUBLIC or not folder.is_dir():
        return
    mark = INTERNAL.encode()
    for path in sorted(folder.rglob("*")):
        if path.suffix in ENDINGS and path.is_file() and mark in path.read_bytes():
            raise InputError(str(path), "is not for publication, and stands where public files are to be written",
                             "choose another folder")  # fmt: skip
