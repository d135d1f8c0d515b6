"""What of a file of incidents may leave the room, where there is no case to say more."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from geleit.errors import ArgumentError
from geleit.model.arrays import Flags
from geleit.model.denied_rows import without_text
from geleit.model.figures import TOWN_M
from geleit.model.hostility import Act, act, kinds_without_text, listed
from geleit.model.incident import ROW_ID, Incidents, Words
from geleit.model.sides import bare, is_unidentified, is_victims
from geleit.model.stamp import LeftOut
from geleit.model.voices import plain
from geleit.model.window import Window
from geleit.publication.names import FEWEST_LETTERS, MONITORS
from geleit.publication.past import last_midnight
from geleit.publication.persons import names_within
from geleit.publication.spellings import finder, holds

EDGE = 0.25
"""Degrees between the edges that a box may have, the same for every file: nine rows of the grid (model/grid.py)."""

_ACTS: dict[Act, str] = {"doubtful": "peaceful act perhaps", "unsaid": "kind"}
"""What stands for a kind that is not told; those that decide are of the list, and told."""


@dataclass(frozen=True)
class FileNames:
    """What stands for the names and free texts of a file that must not be told; empty for a publisher that is known.

    Parameters
    ----------
    claimants, sides, sources, kinds, areas
        What each text is called, by the text; of sides by each of several joined by commas, in small letters.
    published
        Whether the publisher is known, so that whatever else its tables hold is published already.
    """

    claimants: dict[str, str]
    sides: dict[str, str]
    sources: dict[str, str]
    kinds: dict[str, str]
    areas: dict[str, str]
    published: bool

    def side(self, name: str) -> str:
        """A side, or several joined by commas."""
        return name if self.published else ", ".join(self.sides.get(part, part) for part in _parts(name))


def file_names(incidents: Incidents, publisher: str) -> FileNames:
    """What is not told of a file, and what stands for it.

    Parameters
    ----------
    publisher
        Name of the file's format; of one in :data:`MONITORS` all but free text is published already.
    """
    claimants = _numbered("claimant", (name for name in incidents.claimant.names if name not in MONITORS))
    if publisher in MONITORS:
        return FileNames(claimants, {}, {}, {}, {}, published=True)
    parties = (part for side in (incidents.side_a, incidents.side_b) for name in side.names for part in _parts(name))
    sides = _sides(dict.fromkeys(filter(None, parties)))
    named = (*claimants, *incidents.side_a.names, *incidents.side_b.names)
    hidden = finder(name for name in _within(named) if len(name) >= FEWEST_LETTERS and not name.isdigit())
    return FileNames(
        claimants,
        sides,
        _numbered("source", incidents.source.names),
        _kinds(name for name in incidents.kind.names if not listed(name)),
        _numbered("area", (name for name in incidents.area.names if _tells(name, hidden))),
        published=False,
    )


def public_incidents(incidents: Incidents, names: FileNames) -> Incidents:
    """Incidents without free text and ids of the file's own, and with nobody by name but publishers that are known."""

    def shown(words: Words, called: Callable[[str], str]) -> Words:
        return Words(words.codes, tuple(map(called, words.names)))

    return replace(
        incidents,
        id=np.array(
            [
                name if names.published and not ROW_ID.fullmatch(name) else f"incident-{number}"
                for number, name in enumerate(incidents.id, start=1)
            ],
            dtype=object,
        ),
        text=without_text(incidents),
        claimant=shown(incidents.claimant, _called(names.claimants)),
        side_a=shown(incidents.side_a, names.side),
        side_b=shown(incidents.side_b, names.side),
        allies=incidents.allies if names.published else Words(np.zeros(len(incidents), dtype=np.int32), ("",)),
        source=shown(incidents.source, _called(names.sources)),
        kind=shown(kinds_without_text(incidents), _called(names.kinds)),
        area=shown(incidents.area, _called(names.areas)),
    )


def left_out_of(incidents: Incidents, names: FileNames, rejected: int) -> tuple[LeftOut, ...]:
    """What of a file is not told.

    Parameters
    ----------
    incidents
        As the file has them.
    rejected
        Rows that could not be used.
    """
    counts = {
        "texts of incidents": sum(map(bool, incidents.text)),
        "names of claimants": _used(incidents.claimant, names.claimants),
        "names of sides": len(names.sides),
        "sources of incidents": _used(incidents.source, names.sources),
        "kinds of incidents": _used(incidents.kind, names.kinds),
        "names of areas": _used(incidents.area, names.areas),
        "rows that could not be used": rejected,
    }
    return tuple(LeftOut(kind, count) for kind, count in counts.items() if count)


def within_box(box: tuple[float, float, float, float] | None, incidents: Incidents) -> tuple[Flags, Flags]:
    """Which incidents lie in a box, and which are known too coarsely to say.

    Each counts in one box alone, that of its position: one that counts in every box that its error reaches would be
    known to lie near their common edge.
    """
    if box is None:
        return np.ones(len(incidents), dtype=bool), np.zeros(len(incidents), dtype=bool)
    west, south, east, north = box
    lon, lat = incidents.lon, incidents.lat
    inside = (west <= lon) & (lon < east) & (south <= lat) & (lat < north)
    precise = incidents.position_error <= TOWN_M
    swapped = ~inside & (west <= lat) & (lat < east) & (south <= lon) & (lon < north)
    return precise & inside, ~precise & (inside | np.isnan(lon)) | swapped


def expect_public_pause(
    windows: Iterable[Window],
    bbox: tuple[float, float, float, float] | None,
    zone: ZoneInfo,
    now: datetime | None = None,
) -> None:
    """Refuse what is not to be told of a pause: hours that lie ahead, and what happened around one place.

    Boxes whose edges can be chosen freely could be compared until an incident is found to a few metres.

    Raises
    ------
    ArgumentError
        If the pause is not over (``end``), or an edge of the area is not one that every box has (``bbox``).
    """
    if any(window.end > last_midnight(now or datetime.now(UTC), zone) for window in windows):
        raise ArgumentError("end", "the pause is not over, and hours that lie ahead must not leave", "wait until it is")
    if bbox is not None and any(edge % EDGE for edge in bbox):
        west, south, east, north = (edge / EDGE for edge in bbox)
        outer = (math.floor(west), math.floor(south), math.ceil(east), math.ceil(north))
        problem = f"its edges are not multiples of {EDGE:g} degrees: comparing such boxes tells where one incident was"
        box = ",".join(f"{edge * EDGE:g}" for edge in outer)
        raise ArgumentError("bbox", problem, f"take {box}, or leave it out")


def _numbered(kind: str, names: Iterable[str]) -> dict[str, str]:
    distinct = dict.fromkeys(name for name in names if name)
    return {name: f"{kind} {number}" for number, name in enumerate(distinct, start=1)}


def _sides(parts: Iterable[str]) -> dict[str, str]:
    """Numbered so that each tells the same of whether it may be of another, is no party, or is nobody by name."""
    named = list(parts)
    plainly = [part for part in named if part != bare(part)]
    called = {part: "civilians" for part in plainly if is_victims(part)}
    called |= {part: "unidentified" for part in named if is_unidentified(part)}
    first: dict[str, str] = {}
    for part in named:
        if part not in called and not is_victims(part):
            first.setdefault(bare(part), part)
    roots: dict[str, str] = {}
    for name, part in first.items():
        words = name.split()
        shorter = (" ".join(words[:count]) for count in range(1, len(words)))
        roots[part] = next((first[start] for start in shorter if start in first), part)
    numbers = _numbered("side", (part for part, root in roots.items() if root == part))
    branches = 0
    for part in named:
        if part in called or is_victims(part):
            continue
        root = roots[first[bare(part)]]
        branches += root != part
        called[part] = numbers[root] if root == part else f"{numbers[root]} branch {branches}"
    return called


def _kinds(names: Iterable[str]) -> dict[str, str]:
    """Numbered so that each tells the same of whether it was an act of war."""
    return {name: shown.replace("kind", _ACTS[act(name)]) for name, shown in _numbered("kind", names).items()}


def _called(names: dict[str, str]) -> Callable[[str], str]:
    return lambda name: names.get(name, name)


def _parts(side: str) -> list[str]:
    return [part.casefold().strip() for part in side.split(",")]


def _used(words: Words, hidden: dict[str, str]) -> int:
    return sum(words.names[code] in hidden for code in np.unique(words.codes))


def _within(texts: Iterable[str]) -> Iterator[str]:
    """What a text may hold of claimants and sides that are not told, in plain form."""
    for text in filter(None, texts):
        yield plain(text)
        yield from names_within(text, frozenset(), frozenset())


def _tells(text: str, hidden: re.Pattern[str] | None) -> bool:
    return hidden is not None and holds(text, hidden)
