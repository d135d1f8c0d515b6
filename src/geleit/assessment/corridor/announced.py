"""Checks of the announcement itself: agreed by whom (AGREED), one-sided (UNILATERAL), with places (PLACE)."""

from __future__ import annotations

from geleit.assessment.weighing import Outcome, computed
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit, Pause

Announced = Corridor | Pause


def announced_in(case: Case) -> tuple[Announced, ...]:
    """The corridors of a case, then its pauses."""
    return (*case.corridors, *case.pauses)


def agreed(case: Case, announced: Announced) -> Outcome:
    """Whether every belligerent party announced it or agreed to it."""
    belligerent = _belligerent(case)
    if not belligerent:
        reason = say("corridor.no-party")
        unknown = say("corridor.agreement-unknown", reason=reason)
        return Outcome("unknown", unknown, (computed("context", reason),))
    given = {*announced.announced_by, *announced.agreed_by}
    evidence = tuple(
        computed("for" if id_ in given else "against", _word_of(announced, id_, name), announced.source)
        for id_, name in belligerent.items()
    )
    missing = tuple(name for id_, name in belligerent.items() if id_ not in given)
    if missing:
        return Outcome("not met", say("corridor.not-agreed", parties=missing), evidence)
    if len(belligerent) == 1:
        return Outcome("unknown", say("corridor.one-party-agreed"), evidence)
    return Outcome("met", say("corridor.all-agreed", parties=len(belligerent)), evidence)


def _word_of(announced: Announced, party: str, name: str) -> Message:
    """Whether a party announced it or agreed to it."""
    if party in announced.announced_by:
        return say("corridor.announced-by", party=name)
    if party in announced.agreed_by:
        return say("corridor.agreed-by", party=name)
    return say("corridor.not-agreed-by", party=name)


def more_than_one_side(case: Case, announced: Announced) -> Outcome:
    """Whether it rests on the word of more than one side.

    A case does not say which parties stand together. So the answer is certain only when every belligerent party gave
    its word, or when nobody but those who announced it did.
    """
    belligerent = _belligerent(case)
    given = [id_ for id_ in belligerent if id_ in {*announced.announced_by, *announced.agreed_by}]
    agreeing = [id_ for id_ in given if id_ not in announced.announced_by]
    said = tuple(belligerent[id_] for id_ in given)
    if len(belligerent) < 2 or not given:
        reason = _no_sides(len(belligerent))
        return Outcome("unknown", say("corridor.word-unknown", reason=reason), (computed("context", reason),))
    if len(given) == len(belligerent):
        both = computed("for", say("corridor.word-of", parties=said), announced.source)
        return Outcome("met", say("corridor.rests-on", parties=said), (both,))
    if len(given) == 1 or not agreeing:
        alone = computed("against", say("corridor.no-other-word", parties=said), announced.source)
        return Outcome("not met", say("corridor.rests-on-alone", parties=said), (alone,))
    some = computed("context", say("corridor.some-word", parties=said), announced.source)
    return Outcome("unknown", say("corridor.rests-on-some", parties=said), (some,))


def _no_sides(parties: int) -> Message:
    """Why no side is known, of so many belligerent parties."""
    if parties > 1:
        return say("corridor.no-word")
    return say("corridor.one-party") if parties else say("corridor.no-party")


def placed(case: Case, corridor: Corridor) -> Outcome:
    """Whether every exit of a corridor has a position."""
    exits = exits_of(case, corridor)
    if not exits:
        none = computed("against", say("corridor.no-exit"), corridor.source)
        return Outcome("not met", say("corridor.no-exit-placed"), (none,))
    evidence = tuple(
        computed("for", say("corridor.place-known", exit=e.name, metres=e.position_error), e.source)
        if e.placed
        else computed("against", say("corridor.place-missing", exit=e.name), e.source)
        for e in exits
    )
    missing = sum(not e.placed for e in exits)
    if missing:
        return Outcome("not met", say("corridor.places-missing", missing=missing, exits=len(exits)), evidence)
    return Outcome("met", say("corridor.places-known", exits=len(exits)), evidence)


def exits_of(case: Case, corridor: Corridor) -> tuple[Exit, ...]:
    """The exits that belong to a corridor."""
    return tuple(e for e in case.exits if e.corridor == corridor.id)


def _belligerent(case: Case) -> dict[str, str]:
    return {p.id: p.name for p in case.parties if p.belligerent}
