"""A bag of captured originals, with as much of the ledger as those who get it may see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geleit.workflow.views import ledger_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from geleit.io.evidence.bag import Bag
    from geleit.progress import Count


def export_bag(
    case: Path, out: Path, key: Ed25519PrivateKey | None, *, sensitive: bool, progress: Count | None = None
) -> Bag:
    """Make a bag of a case's captured sources; see :func:`geleit.io.evidence.bag.export`.

    Parameters
    ----------
    sensitive
        Whether sensitive statements are in its table of statements, and those that point to one, and all rows that the
        log vouches for; the originals are whole in any case.

    Raises
    ------
    InputError
        If the store was altered, the ledger was edited by hand and that not accepted, there is nothing in it, the bag
        cannot be written there, or the ledger has to be read, to leave something out, and cannot.
    """
    from geleit.io.evidence.bag import export
    from geleit.io.ledger.chained import expect_as_chained
    from geleit.io.ledger.entries import read_ledger
    from geleit.io.ledger.exchange import as_csv

    expect_as_chained(case)
    if sensitive:
        return export(case, out, key, progress)
    found = read_ledger(case)
    view = ledger_of(found.name, found.statements, found.sources, sensitive=False)
    table = as_csv(found.label, view) if view.left_out else None
    return export(case, out, key, progress, table, view.left_out, chained=False)
