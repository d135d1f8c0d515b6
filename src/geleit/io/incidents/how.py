"""How a table of incidents is to be read, where it does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geleit.io.case.written import Order
from geleit.model.balance import LEAST_KEPT


@dataclass(frozen=True)
class HowToRead:
    """What the user says of a table of incidents.

    Parameters
    ----------
    order
        Of day and month in dates such as 03/04/2016; ``None`` where the table tells.
    columns
        Names of the table's columns by what they hold (:data:`geleit.io.incidents.mapped.TARGETS`); of a name that ends
        with a colon, the text that holds for all rows.
    least_kept
        Share of its rows that must be usable, 0 to 1.
    snapshot
        Day on which the file was taken from its publisher; ``None`` where nobody says it.
    """

    order: Order | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    least_kept: float = LEAST_KEPT
    snapshot: date | None = None


AS_ITS_HEADER_SAYS = HowToRead()
"""A table that says everything itself."""
