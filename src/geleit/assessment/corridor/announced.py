"""Checks of the announcement itself: agreed by whom (AGREED), one-sided (UNILATERAL), with places (PLACE)."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.assessment.impartiality import party_named
from geleit.assessment.weighing import Outcome, computed, on_record
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit, Pause
from geleit.model.finding import Evidence

Announced = Corridor | Pause


def agreed(case: Case, announced: Announced) -> Outcome:
    """Whether every belligerent party announced it or agreed to it."""
    belligerent = _belligerent(case)
    if not belligerent:
        reason = say("corridor.no-party")
        unknown = say("corridor.agreement-unknown", reason=reason)
        return Outcome("unknown", unknown, (computed("context", reason),))
    given, hearsay = {*announced.announced_by, *announced.agreed_by}, hearsay_in(case, announced)
    evidence = tuple(
        _word_of(announced, id_, name, hearsay)
        if id_ in given
        else computed("against", say("corridor.not-agreed-by", party=name))
        for id_, name in belligerent.items()
    )
    missing = tuple(name for id_, name in belligerent.items() if id_ not in given)
    if missing:
        return Outcome("not met", say("corridor.not-agreed", parties=missing), evidence)
    if len(belligerent) == 1:
        return Outcome("unknown", say("corridor.one-party-agreed"), evidence)
    if hearsay.of:
        parties = tuple(belligerent[id_] for id_ in hearsay.of)
        told = say("corridor.told-by-other", publisher=hearsay.publisher, parties=parties)
        return Outcome("unknown", told, evidence)
    return Outcome("met", say("corridor.all-agreed", parties=len(belligerent)), evidence)


@dataclass(frozen=True)
class Hearsay:
    """Belligerents whose word is known from another belligerent alone, which published the source.

    Parameters
    ----------
    of
        Ids of those parties.
    publisher
        Of the source; empty where none is known.
    """

    of: tuple[str, ...]
    publisher: str


def hearsay_in(case: Case, announced: Announced) -> Hearsay:
    """Whose word about something announced its source has from another party to the conflict."""
    publisher = next((source.publisher for source in case.sources if source.id == announced.source), "")
    speaker, parties = party_named(case, publisher), _belligerent(case)
    given = {*announced.announced_by, *announced.agreed_by}
    return Hearsay(tuple(id_ for id_ in parties if speaker in parties and id_ in given - {speaker}), publisher)


def _word_of(announced: Announced, party: str, name: str, hearsay: Hearsay) -> Evidence:
    """That a party announced it or agreed to it, or that another one says so of it."""
    own = party in announced.announced_by
    if party in hearsay.of:
        teller = hearsay.publisher
        told = (
            say("corridor.announced-by-other", party=name, publisher=teller)
            if own
            else say("corridor.agreed-by-other", party=name, publisher=teller)
        )
        return on_record("context", told, announced.source)
    word = say("corridor.announced-by", party=name) if own else say("corridor.agreed-by", party=name)
    return on_record("for", word, announced.source)


def more_than_one_side(case: Case, announced: Announced) -> Outcome:
    """Whether it rests on the word of more than one side.

    A case does not say which parties stand together. So the answer is certain only when every belligerent party gave
    its word, or when nobody but those who announced it did.
    """
    belligerent = _belligerent(case)
    given = [id_ for id_ in belligerent if id_ in {*announced.announced_by, *announced.agreed_by}]
    agreeing = [id_ for id_ in given if id_ not in announced.announced_by]
    said, hearsay = tuple(belligerent[id_] for id_ in given), hearsay_in(case, announced)
    if len(belligerent) < 2 or not given:
        reason = _no_sides(len(belligerent))
        return Outcome("unknown", say("corridor.word-unknown", reason=reason), (computed("context", reason),))
    if len(given) == len(belligerent) and hearsay.of:
        parties = tuple(belligerent[id_] for id_ in hearsay.of)
        told = on_record("context", say("corridor.word-of", parties=said), announced.source)
        message = say("corridor.rests-on-told", publisher=hearsay.publisher, parties=parties)
        return Outcome("unknown", message, (told,))
    if len(given) == len(belligerent):
        both = on_record("for", say("corridor.word-of", parties=said), announced.source)
        return Outcome("met", say("corridor.rests-on", parties=said), (both,))
    if len(given) == 1 or not agreeing:
        alone = on_record("against", say("corridor.no-other-word", parties=said), announced.source)
        return Outcome("not met", say("corridor.rests-on-alone", parties=said), (alone,))
    some = on_record("context", say("corridor.some-word", parties=said), announced.source)
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
        return Outcome("unknown", say("corridor.no-exit-placed"), (computed("context", say("corridor.no-exit")),))
    evidence = tuple(
        on_record("for", say("corridor.place-known", exit=e.name, metres=e.position_error), e.source)
        if e.placed
        else on_record("against", say("corridor.place-missing", exit=e.name), e.source)
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
