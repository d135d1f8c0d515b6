"""Where each code point of what a reader sees stands in the text that it was made from, run by run."""

from __future__ import annotations

from array import array
from bisect import bisect_right


class Alignment:
    """Runs of code points, and the stretch of the original text that each run stands for.

    A run as long as its stretch goes code point by code point; every code point of another run stands for the whole of
    the stretch, as the letter of ``&uuml;`` does. An article without markup is one run.
    """

    def __init__(self) -> None:
        self._seen = array("q")
        self._first = array("q")
        self._last = array("q")
        self._length = 0

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """That of a text which is seen as it is, of so many code points."""
        made = cls()
        made.add(length, 0, length)
        return made

    def add(self, length: int, first: int, last: int) -> None:
        """Append a run.

        Parameters
        ----------
        length
            Code points that are seen.
        first, last
            The stretch of the original text, end-exclusive; not before that of the run before.
        """
        if length:
            self._seen.append(self._length)
            self._first.append(first)
            self._last.append(last)
            self._length += length

    def __len__(self) -> int:
        return self._length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text behind the code points from ``start`` to before ``end``, possibly none."""
        if start == end:
            at = self._point(start)[0] if start < self._length else self._last[-1] if self._last else 0
            return at, at
        return self._point(start)[0], self._point(end - 1)[1]

    def _point(self, at: int) -> tuple[int, int]:
        if not 0 <= at < self._length:
            raise IndexError(f"there are {self._length} code points, and none at {at}")
        run = bisect_right(self._seen, at) - 1
        seen, first, last = self._seen[run], self._first[run], self._last[run]
        following = self._seen[run + 1] if run + 1 < len(self._seen) else self._length
        if following - seen != last - first:
            return first, last
        return first + at - seen, first + at - seen + 1
