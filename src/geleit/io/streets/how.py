"""How a file of lines is to be read, where it does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HowToRead:
    """What the user says of a file of lines.

    Parameters
    ----------
    layer
        Which layer holds the streets; empty for the only one.
    encoding
        Of the texts of a shapefile, such as ``cp1256``; empty where it says so itself.
    columns
        Names of the file's own columns, by what they hold, such as ``class``.
    """

    layer: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


AS_IT_SAYS = HowToRead()
"""A file that says everything itself."""
