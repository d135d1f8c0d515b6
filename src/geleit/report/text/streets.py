"""What an import of streets met, in lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geleit.model.network import NO_CLASS, ImportReport, Network
from geleit.model.public import View
from geleit.model.stamp import PUBLIC
from geleit.report.numbers import many

_SHOWN_PARTS, _SHOWN_WORDS = 3, 8

_CLASS = "highway="
_OF_NO_CLASS = "what is of no known class is as wide as any street for a bound, and a path for a plan"
_MAY_HOLD_CLASSES = ("class", "type", "kind", "category")
"""Words in the names of columns that may hold classes of streets."""


def import_lines(network: Network) -> Iterator[str]:
    """How much there is and where, then what may be wrong with it, a line each."""
    yield f"{extent(network.report)}; {box(network)}"
    yield from doubts(network.report)


def doubts_in(view: View) -> list[str]:
    """What may be wrong with the streets of a case, for whatever rests on them; of a public one no word of others."""
    return list(doubts(view.case.network.report, words=view.publication != PUBLIC))


def box(network: Network) -> str:
    """The box around all of it."""
    west, east = float(network.lon.min()), float(network.lon.max())
    south, north = float(network.lat.min()), float(network.lat.max())
    return f"longitude {west:.4f} to {east:.4f}, latitude {south:.4f} to {north:.4f}"


def extent(found: ImportReport) -> str:
    """Kilometres."""
    more = f", {found.perhaps_km:,.1f} km more that only a bound counts" if found.perhaps_km else ""
    signs = f", {many(found.turns, 'turn restriction')} for vehicles" if found.turns else ""
    return f"{found.walk_km:,.3f} km on foot, {found.drive_km:,.3f} km by vehicle{more}{signs}"


def doubts(found: ImportReport, *, words: bool = True) -> Iterator[str]:
    """What may be wrong with streets, as far as an import can tell; nothing where there is nothing.

    Parameters
    ----------
    words
        Whether words of the file are told.
    """
    if found.components > 1:
        parts = f": {', '.join(f'{km:,.1f}' for km in found.parts[:_SHOWN_PARTS])} km" if found.parts else ""
        more = " and less" if len(found.parts) > _SHOWN_PARTS else ""
        yield (
            f"{many(found.components, 'separate part')} on foot{parts}{more}; "
            f"the largest has {found.largest_share:.1%} of the length"
        )
    if found.near_misses is None:
        yield "nobody looked for gaps, streets drawn twice and unknown classes when these streets were made"
    if found.near_misses:
        ends = many(found.ends, "end meets nothing", "ends meet nothing")
        yield f"{ends}, {found.near_misses:,} of them within 30 m of a street: gaps of the map, or walls"
    classes = {word: times for word, times in found.unknown.items() if word.startswith(_CLASS)}
    if NO_CLASS in found.unknown:
        yield _no_class(found, words=words)
    elif classes:
        told = _told(classes) if words else many(sum(classes.values()), "street")
        yield f"no rule knows {told}, {found.unknown_km:,.1f} km; {_OF_NO_CLASS}"
    unread = {word: times for word, times in found.unknown.items() if word not in classes and word != NO_CLASS}
    if unread:
        told = _told(unread) if words else many(sum(unread.values()), "value")
        yield f"nobody can read {told}: a plan takes the least that may be, a bound the most that is usual"
    if found.missing_nodes:
        nodes = many(found.missing_nodes, "missing reference") + " to nodes or parts of squares"
        yield f"{nodes}: ways end there for a plan, and go straight on for a bound"
    if found.twice:
        yield f"{many(found.twice, 'street is', 'streets are')} drawn twice and counted once"
    if found.over_another:
        yield f"{many(found.over_another, 'street is', 'streets are')} drawn over a part of another one; both count"
    if found.left_out:
        streets = many(found.left_out, "street that is", "streets that are")
        yield f"plans leave out {streets} drawn over others, so that what they share counts once"
    if found.not_streets:
        yield f"{many(found.not_streets, 'line is no street and was', 'lines are no streets and were')} left out"
    if found.turns_not_read:
        yield (
            f"{many(found.turns_not_read, 'turn restriction')} not read, such as those that lead over another street: "
            "plans drive as if they were not there"
        )
    if found.not_lines:
        yield f"{many(found.not_lines, 'row is no line and was', 'rows are no lines and were')} left out"


def _no_class(found: ImportReport, *, words: bool) -> str:
    """That a file has no classes, which columns it has, and how to say which of them they are in."""
    told = f"{many(found.unknown[NO_CLASS], 'street has', 'streets have')} no class, {found.unknown_km:,.1f} km"
    if words:
        shown = found.without_classes[:_SHOWN_WORDS]
        names = ", ".join([*map(repr, shown), *(["more"] if len(found.without_classes) > len(shown) else [])])
        likely = (name for part in _MAY_HOLD_CLASSES for name in found.without_classes if part in name.lower())
        told += (
            f": no column is called highway, fclass or class, there is {names or 'none at all'}; "
            f"geleit import lines --map class={next(likely, 'COLUMN')} says which has them"
        )
    return f"{told}; {_OF_NO_CLASS}"


def _told(unknown: Mapping[str, int]) -> str:
    """The commonest words, each with how often it was met."""
    words = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{word!r} {count:,}" for word, count in words[:_SHOWN_WORDS])
    return told + (f" and {len(words) - _SHOWN_WORDS:,} more" if len(words) > _SHOWN_WORDS else "")
