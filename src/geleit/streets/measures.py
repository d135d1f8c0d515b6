"""Figures in tags: metres, lanes and tonnes, of lists and ranges the least and the most."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

MOST_LANES = 16

_BETWEEN = re.compile(r"\s*(?:[;|/–]|(?<=[\d\w'\"])\s*-|\bto\b|,\s+)\s*")
_LENGTH = re.compile(r"[~≈<>]?\s*(\d{1,6}(?:[.,]\d+)?)\s*(mm|cm|metres?|meters?|m|ft|feet|foot|')?")
_FEET = re.compile(r"(\d{1,4})\s*(?:'|ft)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|''|in|inch|inches)")
_IN_METRES = {"mm": 0.001, "cm": 0.01, "ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "'": 0.3048}
_INCH_M = 0.0254
_WEIGHT = re.compile(r"(\d{1,6}(?:[.,]\d+)?)\s*(t|tons?|tonnes?|mt|st|kg|lbs?)?")
_IN_TONNES = {"st": 0.907185, "kg": 0.001, "lb": 0.000453592, "lbs": 0.000453592}


def lanes_of(tags: Mapping[str, str]) -> tuple[int, int]:
    """Fewest and most lanes that the tags tell of, both directions together; 0 where none do."""
    told = [_figures(tags.get("lanes", ""))]
    parts = [_figures(tags.get(f"lanes:{way}", "")) for way in ("forward", "backward", "both_ways")]
    if parts[0] and parts[1]:
        told.append([sum(min(p) for p in parts if p), sum(max(p) for p in parts if p)])
    told_of = [n for figures in told for n in figures if 1 <= n <= MOST_LANES]
    return (int(min(told_of)), math.ceil(max(told_of))) if told_of else (0, 0)


def _figures(text: str) -> list[float]:
    """All figures of a list; none where a part of it is no figure."""
    try:
        return [float(part) for part in _BETWEEN.split(text.strip())] if text.strip() else []
    except ValueError:
        return []


def metres_of(text: str) -> tuple[float, float]:
    """Least and most metres that a text tells of, such as ``3;4``, ``4-5 m`` or ``12'6"``; 0 where it tells none."""
    found: list[tuple[float, str]] = []
    for part in _BETWEEN.split(text.strip().lower()):
        if feet := _FEET.fullmatch(part):
            found.append((int(feet[1]) * _IN_METRES["ft"] + _number(feet[2]) * _INCH_M, "m"))
        elif length := _LENGTH.fullmatch(part):
            found.append((_number(length[1]), length[2] or ""))
        else:
            return 0.0, 0.0
    usual = next((unit for _, unit in reversed(found) if unit), "m")  # of "4-5 ft" both are feet
    metres = [value * _IN_METRES.get(unit or usual, 1.0) for value, unit in found]
    return min(metres), max(metres)


def tonnes_of(tags: Mapping[str, str]) -> float:
    """The heaviest truck that may pass, in t; 0 where nothing limits it."""
    keys = ("maxweight:hgv", "maxweight", "maxweightrating:hgv", "maxweightrating")
    parts = [_WEIGHT.fullmatch(part.strip()) for key in keys for part in tags.get(key, "").lower().split(";")]
    found = [_number(part[1]) * _IN_TONNES.get(part[2] or "t", 1.0) for part in parts if part]
    return min((tonnes for tonnes in found if tonnes > 0), default=0.0)


def _number(text: str) -> float:
    return float(text.replace(",", "."))
