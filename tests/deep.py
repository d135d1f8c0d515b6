"""What only ``pytest --deep`` runs: more of what the tests run of anyway, drawn in the same way."""

from __future__ import annotations

import pytest


def deep(*values: object) -> list:
    """Values of a parameter that are left out without ``--deep``."""
    return [pytest.param(value, marks=pytest.mark.deep) for value in values]
