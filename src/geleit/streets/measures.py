"""Figures in tags: metres, lanes and tonnes, of lists and ranges the least and the most."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

MOST_LANES = 16

NO_LIMIT = frozenset({"", "none", "no", "default", "unsigned", "no_sign", "no_indications", "unlimited"})
"""What is said of a limit where there is none."""

_BETWEEN = re.compile(r"\s*(?:[;|/–]|(?<=[\d\w'\"])\s*-|\bto\b|,\s+)\s*")
_FIGURE = r"\d{1,6}(?:[.,]\d*)?|[.,]\d+"
_LENGTH = re.compile(rf"([~≈<>]?)\s*({_FIGURE})\s*(mm|cm|metres?|meters?|m|ft|feet|foot|')?")
_FEET = re.compile(r"(\d{1,4})\s*(?:'|ft)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|''|in|inch|inches)")
_IN_METRES = {"mm": 0.001, "cm": 0.01, "ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "'": 0.3048}
_INCH_M = 0.0254
_WEIGHT = re.compile(rf"({_FIGURE})\s*(t|tons?|tonnes?|mt|st|kg|lbs?)?")
_IN_TONNES = {"st": 0.907185, "kg": 0.001, "lb": 0.000453592, "lbs": 0.000453592}
_WEIGHTS = ("maxweight:hgv", "maxweight", "maxweightrating:hgv", "maxweightrating")


def lanes_of(tags: Mapping[str, str]) -> tuple[int, int]:
    """Fewest and most lanes that the tags tell of, both directions together; 0 where none do."""
    told = [_figures(tags.get("lanes", ""))]
    parts = [_figures(tags.get(f"lanes:{way}", "")) for way in ("forward", "backward", "both_ways")]
    if parts[0] and parts[1]:
        told.append([sum(min(p) for p in parts if p), sum(max(p) for p in parts if p)])
    told_of = [n for figures in told for n in figures if 1 <= n <= MOST_LANES]
    return (int(min(told_of)), math.ceil(max(told_of))) if told_of else (0, 0)


def unread_lanes(tags: Mapping[str, str]) -> bool:
    """Whether ``lanes`` says something that is no number of lanes."""
    said = tags.get("lanes", "").strip()
    figures = _figures(said)
    return bool(said) and not (figures and all(1 <= n <= MOST_LANES for n in figures))


def _figures(text: str) -> list[float]:
    """All figures of a list; none where a part of it is no figure."""
    try:
        return [float(part) for part in _BETWEEN.split(text.strip())] if text.strip() else []
    except ValueError:
        return []


def metres_of(text: str) -> tuple[float, float]:
    """Least and most metres that a text tells of, such as ``3;4``, ``4-5 m`` or ``12'6"``.

    The least is 0 where a part of it cannot be read, is 0 or only says *less than*; the most is without end where a
    part cannot be read, is 0 or only says *more than*.
    """
    found: list[tuple[str, float, str]] = []
    unread = False
    for part in _BETWEEN.split(text.strip().lower()):
        if feet := _FEET.fullmatch(part):
            found.append(("", int(feet[1]) * _IN_METRES["ft"] + _number(feet[2]) * _INCH_M, "m"))
        elif length := _LENGTH.fullmatch(part):
            found.append((length[1], _number(length[2]), length[3] or ""))
        else:
            unread = True
    usual = next((unit for _, _, unit in reversed(found) if unit), "m")  # of "4-5 ft" both are feet
    metres = [(mark, value * _IN_METRES.get(unit or usual, 1.0)) for mark, value, unit in found]
    least = [0.0 if mark == "<" else value for mark, value in metres]
    most = [math.inf if mark == ">" or value == 0 else value for mark, value in metres]
    return (0.0, math.inf) if unread or not metres else (min(least), max(most))


def tonnes_of(tags: Mapping[str, str]) -> float:
    """The heaviest truck that may pass, in t; 0 where nothing limits it, or nobody can read what does."""
    found = [tonnes for key in _WEIGHTS for tonnes in _tonnes(tags.get(key, ""))]
    return min((tonnes for tonnes in found if tonnes > 0), default=0.0)


def unread_weights(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of limits of weight that nobody can read."""
    return tuple(key for key in _WEIGHTS if not all(tonnes > 0 for tonnes in _tonnes(tags.get(key, ""))))


def _tonnes(text: str) -> list[float]:
    """The limits of a list, 0 for what is none; nothing where it says that there is no limit."""
    parts = [part.strip() for part in text.lower().split(";")]
    read = [_WEIGHT.fullmatch(part) for part in parts if part not in NO_LIMIT]
    return [_number(part[1]) * _IN_TONNES.get(part[2] or "t", 1.0) if part else 0.0 for part in read]


def _number(text: str) -> float:
    return float(text.replace(",", "."))
