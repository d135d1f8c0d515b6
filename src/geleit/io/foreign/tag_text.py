"""Tags that stand in one cell: nested, as JSON, or as text of hstore, as GDAL writes ``other_tags``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*(?:"((?:[^"\\]|\\.)*)"|NULL)')
_ESCAPED = re.compile(r"\\(.)")
_LONGEST = 100_000
_MOST = 1_000


def tags_in(cell: Any) -> dict[str, str]:
    """Tags by key; none where the cell holds none that can be read."""
    if isinstance(cell, str) and len(cell) <= _LONGEST:
        text = cell.strip()
        if text.startswith("{"):
            try:
                cell = json.loads(text)
            except (ValueError, RecursionError):
                return {}
        else:
            found = _PAIR.findall(text)
            cell = {_ESCAPED.sub(r"\1", key): _ESCAPED.sub(r"\1", value) for key, value in found}
    if isinstance(cell, list) and all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in cell):
        cell = dict(pair for pair in cell if isinstance(pair[0], str))
    if not isinstance(cell, Mapping) or len(cell) > _MOST:
        return {}
    return {str(key): _plain(value) for key, value in cell.items() if isinstance(value, str | int | float)}


def _plain(value: str | float) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strip() if isinstance(value, str) else f"{value:g}"
