"""What all charts have in common."""

from __future__ import annotations

WIDTH = 760
"""Of a chart, in units of its own."""
LEFT = 70
"""Room for the figures of an axis."""
