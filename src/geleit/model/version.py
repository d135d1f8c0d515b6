"""The version of the package, which every proof carries."""

from __future__ import annotations

VERSION = "0.2.0"
