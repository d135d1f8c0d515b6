"""What became of the rows of an imported table as a JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from geleit.model.balance import Balance


def balance_json(balance: Balance) -> dict[str, Any]:
    """The parts, which add up to ``read``, and the reasons."""
    return asdict(balance)
