"""A copy of an original, which may be opened and changed."""

from __future__ import annotations

from pathlib import Path

from geleit.errors import ArgumentError
from geleit.io.evidence.objects import working_copy
from geleit.io.evidence.store import expect_store, reading

FEWEST_DIGITS = 8
"""Digits of a hash that stand for all of it, where no other begins with them."""


def copy_original(case: Path, sha256: str, target: Path) -> str:
    """Copy an original of a case to where there is nothing yet; its whole SHA-256.

    Parameters
    ----------
    sha256
        Its SHA-256, or the first digits of that.

    Raises
    ------
    InputError
        If there is no such original, or more than one; it was altered; or the copy cannot be written.
    """
    store = expect_store(case)
    with reading(store) as log:
        found = sorted(digest for digest in log.listed if digest.startswith(sha256.lower()))
    if len(sha256) < FEWEST_DIGITS or len(found) != 1:
        problem = f"expected at least {FEWEST_DIGITS} digits of the SHA-256 of one original, found {sha256!r:.80}"
        raise ArgumentError("sha256", problem, "geleit source list shows them")
    working_copy(store.find(found[0]), found[0], target)
    return found[0]
