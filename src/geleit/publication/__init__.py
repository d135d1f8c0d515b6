"""The gate: what of a case may leave the room, decided in one place."""

from geleit.publication.internal import before_publication, internal_case, internal_ledger, without_seals
from geleit.publication.public import public_case

__all__ = ["before_publication", "internal_case", "internal_ledger", "public_case", "without_seals"]
