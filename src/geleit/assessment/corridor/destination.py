"""What waits at the far end: DESTINATION, places against people.

Several corridors may lead to one destination, and several claimants may count its places. A destination counts once,
whoever names it; its places are the range over all who count them. The places of different destinations add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geleit.assessment.impartiality import impartiality_in
from geleit.assessment.weighing import DOUBTS, SAYS, Outcome, computed
from geleit.assessment.wording import names, span
from geleit.messages.message import words
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.corridor import Corridor
from geleit.model.finding import Evidence, Says


def room_for_all(case: Case) -> Outcome:
    """Whether the destinations of all corridors for civilians have places for everyone inside; words only doubt it."""
    return replace(_room_for_all(case), open_to=DOUBTS)


def room(case: Case, corridor: Corridor) -> Outcome:
    """Whether the destination of one corridor has places for everyone inside; words only doubt it."""
    return replace(_room(case, corridor), open_to=DOUBTS)


def _room_for_all(case: Case) -> Outcome:
    inside, corridors = case.people, [c for c in case.corridors if c.users != "fighters"]
    counted = [c for c in corridors if c.places is not None and c.destination]
    each = tuple(replace(e, says="context") for c in corridors for e in _places(c, inside))
    if not counted:
        return Outcome("unknown", "No destination is named with its places.", each)
    ready = _ready(counted)
    summary = (
        f"Places for {span(ready.low, ready.high)} at {_destinations(counted)}, each counted once; "
        f"{span(inside.low, inside.high)} are inside."
    )
    found = _compare(case, summary, ready, counted, each)
    total = f"all destinations, each counted once: places for {span(ready.low, ready.high)}"
    return replace(found, evidence=(computed(SAYS[found.verdict], total), *each))


def _room(case: Case, corridor: Corridor) -> Outcome:
    inside = case.people
    evidence = tuple(_places(corridor, inside))
    if corridor.users == "fighters":
        return Outcome("unknown", "How many fighters are expected is not known.", evidence)
    if not corridor.destination:
        return Outcome("unknown", "No destination is named.", evidence)
    if corridor.places is None:
        return Outcome("unknown", f"How many places {corridor.destination} has is not known.", evidence)
    summary = f"Places for {span(corridor.places.low, corridor.places.high)} at {corridor.destination}; "
    summary += f"{span(inside.low, inside.high)} are inside"
    found = _compare(case, f"{summary}.", corridor.places, [corridor], evidence)
    if found.verdict == "not met" and _room_for_all(case).verdict != "not met":
        reason = "whether other destinations take those who find no place is not known"
        return Outcome("unknown", f"{summary}; {reason}.", evidence)
    return found


def _compare(
    case: Case, summary: str, ready: Range, counted: Sequence[Corridor], evidence: tuple[Evidence, ...]
) -> Outcome:
    """Places against people; who counted the places must be able to decide it."""
    inside = case.people
    if inside.high == 0:
        return Outcome("unknown", "How many people are expected is not known: the case counts nobody inside.", evidence)
    if ready.low >= inside.high:
        sure = [c for c in counted if _decides("for", case, c)]
        if sure and _ready(sure).low >= inside.high:
            return Outcome("met", summary, evidence)
        return _not_impartial(summary, evidence)
    if ready.high < inside.low:
        if all(_decides("against", case, c) for c in counted):
            return Outcome("not met", summary, evidence)
        return _not_impartial(summary, evidence)
    return Outcome("unknown", summary, evidence)


def _not_impartial(summary: str, evidence: tuple[Evidence, ...]) -> Outcome:
    reason = "the word of a claimant who is not impartial, or has no name, does not decide it"
    return Outcome("unknown", f"{summary.removesuffix('.')}; {reason}.", evidence)


def _ready(counted: Iterable[Corridor]) -> Range:
    statements: dict[str, list[Range]] = defaultdict(list)
    for corridor in counted:
        if corridor.places is not None:
            statements[_same(corridor.destination)].append(corridor.places)
    each = [(min(p.low for p in c), min(p.likely for p in c), max(p.high for p in c)) for c in statements.values()]
    low, likely, high = (sum(figures) for figures in zip(*each, strict=True))
    return Range(low, likely, high, "people", basis="derived")


def _destinations(counted: Iterable[Corridor]) -> str:
    spelt: dict[str, str] = {}
    for corridor in counted:
        spelt.setdefault(_same(corridor.destination), corridor.destination)
    return names(spelt.values())


def _same(destination: str) -> str:
    return " ".join(destination.casefold().split())


def _decides(says: Says, case: Case, corridor: Corridor) -> bool:
    return impartiality_in(case, corridor.announced_by).decide(Evidence(says, words(""), corridor.places_claimant))


def _places(corridor: Corridor, inside: Range) -> Iterable[Evidence]:
    if corridor.places is None or not corridor.destination:
        missing = "how many places there are" if corridor.destination else "a destination"
        yield computed("context", f"{corridor.name}: nobody names {missing}", corridor.source)
    if corridor.places is not None:
        low, high = corridor.places.low, corridor.places.high
        says: Says = "against" if high < inside.low else "for" if low >= inside.high else "context"
        where = corridor.destination or "a destination that is not named"
        text = f"{corridor.name}: places for {span(low, high)} at {where}"
        yield Evidence(says, words(text), corridor.places_claimant, corridor.source)
