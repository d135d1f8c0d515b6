"""What files and folders of a case are called."""

from __future__ import annotations

CASE_FILE = "case.toml"
"""The file that makes a folder a case."""

STREETS_FILE = "streets.npz"
"""The file that an import writes, and that a case reads unless it names another."""

INCIDENTS = "incidents"
"""The folder of imported incidents."""

CAPTURED = "captured"
"""The folder of originals."""

MAPPINGS = "mappings.csv"
"""The table of which column of an imported file holds what."""
