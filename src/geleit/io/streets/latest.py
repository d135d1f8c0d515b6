"""Which version of an object counts, where a file has several."""

from __future__ import annotations

from collections.abc import Collection


class Latest:
    """The last versions met so far.

    Parameters
    ----------
    deleted
        Numbers of objects that are marked as deleted, whatever their version.
    """

    def __init__(self, deleted: Collection[int] = ()) -> None:
        self._deleted = deleted
        self._version: dict[int, int] = {}

    def forget(self, numbers: Collection[int]) -> None:
        """Take some objects for ones that nobody has met."""
        for number in numbers:
            self._version.pop(number, None)

    def has(self, number: int, version: int) -> bool:
        """Whether the last version met of an object is this one."""
        return self._version.get(number) == version

    def take(self, number: int, version: int) -> bool:
        """Whether a version takes the place of whatever was met of the object before."""
        known = self._version.get(number, -1)
        if number in self._deleted or version < known:
            return False
        self._version[number] = version
        return True
