"""The gate: what of a case may leave the room, decided in one place."""

from geleit.publication.internal import internal_case, internal_ledger
from geleit.publication.public import public_case

__all__ = ["internal_case", "internal_ledger", "public_case"]
