"""Small street networks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geleit.model.network import Network
from tests.drawn import draw, grid_of


@pytest.fixture
def grid() -> Network:
    """Three by three corners, twelve streets."""
    return grid_of(3, 3)


@pytest.fixture
def bow() -> Network:
    """One street from (0, 0) to (0.004, 0) that bows north to 0.003 over its first half of longitude.

    Its middle along the street lies on the bow, far from the middle of the chord.
    """
    return draw([(0.0, 0.0), (0.004, 0.0)], [(0, 1, [(0.0, 0.003), (0.002, 0.003), (0.002, 0.0)])])


@pytest.fixture
def drawing() -> Callable[..., Network]:
    """The function that draws a network."""
    return draw
