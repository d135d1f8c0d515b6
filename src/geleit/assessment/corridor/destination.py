"""What waits at the far end: DESTINATION, places against people.

Several corridors may lead to one destination, and several claimants may count its places. A destination counts once,
whoever names it; its places are the range over all who count them. The places of different destinations add up. As long
as those of one destination are not known, the others cannot be too few together. A corridor of which no exit ever opens
leads nobody anywhere, so that its destination neither helps nor leaves anything open. An exit that opens, for civilians
too, and belongs to no corridor leads somewhere of which nothing is told. Two names of which one has
no word that the other has not may be of one destination: at least, it counts once; at most, both do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from geleit.assessment.corridor.announced import exits_of
from geleit.assessment.impartiality import fewest_inside, impartiality_in, most_inside
from geleit.assessment.weighing import DOUBTS, SAYS, Outcome, computed, on_record
from geleit.messages import Amount, Message, say, words
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.corridor import Corridor
from geleit.model.finding import Evidence, Says
from geleit.model.voices import plain

_SMALL = frozenset({"at", "by", "for", "in", "near", "of", "on", "the", "to"})
"""Words that tell no two places apart."""
_SPELT_IN_WAYS = 5
"""Letters of a word that may be spelt in more ways than one."""
_ALIKE = 0.8
"""Share of letters in common above which two such words may be one: as in *centre* and *center*."""


def room_for_all(case: Case) -> Outcome:
    """Whether the destinations of all corridors for civilians have places for everyone inside; words only doubt it."""
    return replace(_room_for_all(case), open_to=DOUBTS)


def room(case: Case, corridor: Corridor) -> Outcome:
    """Whether the destination of one corridor has places for everyone inside; words only doubt it."""
    return replace(_room(case, corridor), open_to=DOUBTS)


def _room_for_all(case: Case) -> Outcome:
    inside, corridors = case.people, [c for c in case.corridors if c.users != "fighters"]
    each = tuple(replace(e, says="context") for c in corridors for e in _places(case, c, inside))
    usable = [c for c in corridors if not _shut(case, c)]
    counted = [c for c in usable if c.places is not None and c.destination]
    if not counted:
        return Outcome("unknown", say("corridor.no-places"), each)
    ready = _ready(counted)
    places = say(
        "corridor.all-places",
        ready=Amount(ready.low, ready.high),
        destinations=_destinations(counted),
        inside=Amount(inside.low, inside.high),
    )
    found = _compare(case, places, ready, counted, each)
    uncounted = _uncounted(usable, counted)
    if uncounted and found.verdict != "met" and inside.high:
        found = Outcome("unknown", say("corridor.places-uncounted", places=places, corridors=uncounted), each)
    elsewhere = tuple(e.name for e in case.exits if not e.corridor and e.users != "fighters" and e.windows)
    if elsewhere and found.verdict == "not met":
        found = Outcome("unknown", say("corridor.places-past-corridors", places=places, exits=elsewhere), each)
    total = say("corridor.all-places-counted", ready=Amount(ready.low, ready.high))
    return replace(found, evidence=(computed(SAYS[found.verdict], total), *_asks_whether_one(counted), *each))


def _asks_whether_one(counted: Sequence[Corridor]) -> Iterable[Evidence]:
    """What to ask where two names may be of one destination."""
    named = {_same(corridor): corridor for corridor in reversed(counted)}
    for one, other in combinations(reversed(named.values()), 2):
        if _perhaps_same(one, other):
            yield computed("context", say("corridor.perhaps-one", one=one.destination, other=other.destination))


def _room(case: Case, corridor: Corridor) -> Outcome:
    inside = case.people
    evidence = tuple(_places(case, corridor, inside))
    if corridor.users == "fighters":
        return Outcome("unknown", say("corridor.fighters"), evidence)
    if corridor.users == "medical":
        return Outcome("unknown", say("corridor.patients"), evidence)
    if not corridor.destination:
        return Outcome("unknown", say("corridor.no-destination"), evidence)
    if _shut(case, corridor):
        return Outcome("unknown", say("corridor.never-opens", corridor=corridor.name), evidence)
    same = [c for c in case.corridors if c.users != "fighters" and _perhaps_same(c, corridor)]
    counted = [c for c in same if c.places is not None]
    if not counted:
        return Outcome("unknown", say("corridor.room-unknown", destination=corridor.destination), evidence)
    if corridor.places is None:
        evidence += tuple(e for other in counted for e in _places(case, other, inside))
    evidence += tuple(_asks_whether_one(counted))
    ready = _ready(counted)
    places = say(
        "corridor.places",
        ready=Amount(ready.low, ready.high),
        destination=corridor.destination,
        inside=Amount(inside.low, inside.high),
    )
    found = _compare(case, places, ready, counted, evidence)
    if found.verdict == "not met" and _room_for_all(case).verdict != "not met":
        return Outcome("unknown", say("corridor.places-elsewhere", places=places), evidence)
    return found


def _uncounted(corridors: Sequence[Corridor], counted: Sequence[Corridor]) -> tuple[str, ...]:
    """Names of corridors whose destination is not named, or of whose places nobody gives a figure."""
    known = {_same(corridor) for corridor in counted}
    return tuple(c.name for c in corridors if not c.destination or _same(c) not in known)


def _shut(case: Case, corridor: Corridor) -> bool:
    """Whether the corridor has exits and none of them ever opens, whoever is asked."""
    exits = exits_of(case, corridor)
    return bool(exits) and not any(gate.windows for gate in exits)


def _compare(
    case: Case, places: Message, ready: Range, counted: Sequence[Corridor], evidence: tuple[Evidence, ...]
) -> Outcome:
    """Places against people; who counted the places must be able to decide it."""
    inside = case.people
    if inside.high == 0:
        return Outcome("unknown", say("corridor.nobody-inside"), evidence)
    decides, partial = say("corridor.places-decide", places=places), say("corridor.places-partial", places=places)
    if ready.low >= inside.high:
        for_all = [c for c in counted if c.users != "medical"]
        if not for_all or _ready(for_all).low < inside.high:
            return Outcome("unknown", decides, evidence)
        sure = [c for c in for_all if _decides("for", case, c)]
        if ready.low < most_inside(case):
            return Outcome("unknown", say("corridor.places-whose-people", places=places), evidence)
        if sure and _ready(sure).low >= inside.high:
            return Outcome("met", decides, evidence)
        return Outcome("unknown", partial, evidence)
    if ready.high < inside.low:
        if ready.high >= fewest_inside(case):
            return Outcome("unknown", say("corridor.places-whose-people", places=places), evidence)
        if all(_decides("against", case, c) for c in counted):
            return Outcome("not met", decides, evidence)
        return Outcome("unknown", partial, evidence)
    return Outcome("unknown", decides, evidence)


def _ready(counted: Iterable[Corridor]) -> Range:
    """Places of all destinations: at least, those that may be one counted once; at most, each name for itself."""
    statements: dict[str, list[Corridor]] = defaultdict(list)
    for corridor in counted:
        statements[_same(corridor)].append(corridor)
    most = sum(max(c.places.high for c in named if c.places) for named in statements.values())
    once: list[list[Corridor]] = []
    for named in statements.values():
        near = [group for group in once if any(_perhaps_same(named[0], c) for c in group)]
        once = [*(group for group in once if group not in near), [*named, *(c for group in near for c in group)]]
    figures = [[c.places for c in group if c.places] for group in once]
    low = sum(min(places.low for places in group) for group in figures)
    likely = sum(min(places.likely for places in group) for group in figures)
    return Range(low, likely, most, "people", basis="derived")


def _destinations(counted: Iterable[Corridor]) -> tuple[str, ...]:
    spelt: dict[str, str] = {}
    for corridor in counted:
        spelt.setdefault(_same(corridor), corridor.destination)
    return tuple(spelt.values())


def _same(corridor: Corridor) -> str:
    """Its destination, however it is spelt."""
    return plain(corridor.destination)


_OF_MANY_PLACES = frozenset(
    {
        "airfield", "airport", "area", "arena", "arrivals", "barn", "barracks", "base", "bridge", "building",
        "buildings", "bus", "camp", "camps", "canteen", "center", "central", "centre", "centres", "church",
        "city", "clinic", "club", "collective", "college", "community", "compound", "court", "courtyard",
        "crossing", "depot", "displaced", "district", "dormitory", "east", "emergency", "evacuees", "facility",
        "factory", "families", "farm", "field", "fields", "football", "gate", "grand", "great", "ground",
        "grounds", "gym", "gymnasium", "hall", "halls", "hangar", "hangars", "hospital", "hostel", "hotel",
        "house", "houses", "humanitarian", "idp", "idps", "junction", "kindergarten", "lager", "main", "market",
        "mill", "monastery", "mosque", "mosques", "municipal", "new", "north", "notunterkunft", "old", "park",
        "people", "pitch", "place", "places", "point", "port", "public", "quarter", "railway", "reception",
        "refuge", "refugee", "refugees", "registration", "river", "road", "sammelstelle", "sanatorium",
        "school", "schools", "schule", "shed", "shelter", "shelters", "site", "sites", "south", "sport",
        "sports", "square", "stable", "stadium", "station", "street", "synagogue", "temporary", "tent", "tents",
        "terminal", "town", "townhall", "train", "transit", "university", "unterkunft", "village", "villages",
        "warehouse", "warehouses", "west", "zelte", "zentrum",
    }
)  # fmt: skip
"""Words that many destinations have in their names."""


def _perhaps_same(one: Corridor, other: Corridor) -> bool:
    """Whether two destinations are one, or may be, as one name has no word that the other has not, or nearly has."""
    if not one.destination or not other.destination:
        return _same(one) == _same(other)
    few, many = sorted((_words(one), _words(other)), key=len)
    own, others = few - _OF_MANY_PLACES, many - _OF_MANY_PLACES
    if not own or not others or any(_alike(a, b) for a in own for b in others):
        return True  # a mosque may be where the tents are, a village and its school one place
    return all(any(_alike(a, b) for b in many) for a in few) and bool(few or _same(one) == _same(other))


def _words(corridor: Corridor) -> frozenset[str]:
    return frozenset(_same(corridor).split()) - _SMALL


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, however it is spelt; a short one, such as a number, is spelt in one way."""
    if one == other or min(len(one), len(other)) < _SPELT_IN_WAYS:
        return one == other
    return SequenceMatcher(None, one, other).ratio() > _ALIKE


def _decides(says: Says, case: Case, corridor: Corridor) -> bool:
    return impartiality_in(case, corridor.announced_by).decide(
        Evidence(says, words(""), corridor.places_claimant, admits=True)
    )


def _places(case: Case, corridor: Corridor, inside: Range) -> Iterable[Evidence]:
    if _shut(case, corridor):
        yield computed("context", say("corridor.never-opens-part", corridor=corridor.name))
    if not corridor.destination:
        yield computed("context", say("corridor.no-destination-named", corridor=corridor.name))
    elif corridor.places is None:
        yield computed("context", say("corridor.no-places-named", corridor=corridor.name))
    if corridor.places is not None:
        low, high = corridor.places.low, corridor.places.high
        says: Says = "against" if high < inside.low else "for" if low >= inside.high else "context"
        where = corridor.destination or say("corridor.nameless")
        message = say("corridor.places-at", corridor=corridor.name, places=Amount(low, high), destination=where)
        yield on_record(says, message, corridor.source, corridor.places_claimant)
