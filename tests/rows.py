"""Rows of a table in messages, whatever comments stand above its header."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path


def counted(file: Path, message: str) -> str:
    """A message in which the header of a file is row 1, with its rows as a spreadsheet counts them."""
    lines = file.read_text(encoding="utf-8").splitlines()
    above = len(list(takewhile(lambda line: line.startswith("#"), lines)))
    return re.sub(r"\brow (\d+)", lambda row: f"row {int(row[1]) + above}", message)
