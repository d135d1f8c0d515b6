"""Checks of the announcement itself: agreed by whom (AGREED), one-sided (UNILATERAL), with places (PLACE)."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.assessment.impartiality import party_named
from geleit.assessment.weighing import Outcome, computed, on_record
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit, Pause
from geleit.model.finding import Evidence, Verdict

Announced = Corridor | Pause


def agreed(case: Case, announced: Announced) -> Outcome:
    """Whether every belligerent party announced it or agreed to it.

    Of whom nothing is told may have agreed: only where the source says that nobody else did, that is known.
    """
    belligerent = _belligerent(case)
    if not belligerent:
        reason = say("corridor.no-party")
        unknown = say("corridor.agreement-unknown", reason=reason)
        return Outcome("unknown", unknown, (computed("context", reason),))
    given, hearsay = {*announced.announced_by, *announced.agreed_by}, hearsay_in(case, announced)
    missing = tuple(name for id_, name in belligerent.items() if id_ not in given)
    refused = _nobody_else(case, announced)
    evidence = tuple(
        _word_of(announced, id_, name, hearsay) if id_ in given else _no_word_of(announced, name, refused)
        for id_, name in belligerent.items()
    )
    if missing and refused.verdict == "not met":
        return Outcome("not met", say("corridor.not-agreed", parties=missing), evidence)
    if missing and refused.message:
        return Outcome("unknown", refused.message, evidence)
    if missing:
        return Outcome("unknown", say("corridor.agreement-not-told", parties=missing), evidence)
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


@dataclass(frozen=True)
class Refused:
    """Whether it is known that nobody else agreed than who is named.

    Parameters
    ----------
    verdict
        ``not met`` where the source says so, ``unknown`` where it does not, or says so of its enemy.
    message
        Why it is unknown though the source says so, or ``None``.
    """

    verdict: Verdict
    message: Message | None = None


def _nobody_else(case: Case, announced: Announced) -> Refused:
    """What the source says of those who are not named; a party's word decides about nobody's agreement but its own."""
    if not announced.nobody_else:
        return Refused("unknown")
    given, belligerent = {*announced.announced_by, *announced.agreed_by}, _belligerent(case)
    missing = [id_ for id_ in belligerent if id_ not in given]
    own = [name for name in _said_to_have_agreed(case, announced) if party_named(case, name) in missing]
    if own:
        return Refused("unknown", say("corridor.refusal-denied", claimants=tuple(own)))
    publisher = next((source.publisher for source in case.sources if source.id == announced.source), "")
    speaker = party_named(case, publisher)
    if speaker not in belligerent or speaker in announced.announced_by or missing == [speaker]:
        return Refused("not met")  # who announces alone says so of its own act, as does who refuses
    others = tuple(belligerent[id_] for id_ in missing)
    return Refused("unknown", say("corridor.refusal-told-by-other", publisher=publisher, parties=others))


def _said_to_have_agreed(case: Case, announced: Announced) -> tuple[str, ...]:
    """Who says that others agreed, in the table of evidence."""
    rows = (o.evidence for o in case.observations if (o.subject, o.check) == (announced.id, "AGREED"))
    return tuple(dict.fromkeys(row.claimant for row in rows if row.says == "for"))


def _no_word_of(announced: Announced, name: str, refused: Refused) -> Evidence:
    """That a party did not agree, as the source says, or that nothing is told of it."""
    if refused.verdict == "not met":
        return on_record("against", say("corridor.not-agreed-by", party=name), announced.source)
    if refused.message:
        return on_record("context", refused.message, announced.source)
    return computed("context", say("corridor.not-told-of", party=name))


def more_than_one_side(case: Case, announced: Announced) -> Outcome:
    """Whether it rests on the word of more than one side.

    A case does not say which parties stand together. So the answer is certain only when every belligerent party gave
    its word, or when its source says that nobody but those who announced it did.
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
    refused, agreed_by = _nobody_else(case, announced), _said_to_have_agreed(case, announced)
    if refused.verdict == "not met" and agreed_by:
        refused = Refused("unknown", say("corridor.refusal-denied", claimants=agreed_by))
    alone = len(given) == 1 or not agreeing
    if alone and refused.verdict == "unknown":
        told = on_record("context", say("corridor.word-of", parties=said), announced.source)
        missing = tuple(name for id_, name in belligerent.items() if id_ not in given)
        return Outcome("unknown", refused.message or say("corridor.other-word-not-told", parties=missing), (told,))
    if alone:
        nobody = on_record("against", say("corridor.no-other-word", parties=said), announced.source)
        return Outcome("not met", say("corridor.rests-on-alone", parties=said), (nobody,))
    some = on_record("context", say("corridor.some-word", parties=said), announced.source)
    return Outcome("unknown", say("corridor.rests-on-some", parties=said), (some,))


def _no_sides(parties: int) -> Message:
    """Why no side is known, of so many belligerent parties."""
    if parties > 1:
        return say("corridor.no-word")
    return say("corridor.one-party") if parties else say("corridor.no-party")


def placed(case: Case, corridor: Corridor) -> Outcome:
    """Whether every exit of a corridor was announced with a place; where whoever made the case put it says nothing."""
    exits = exits_of(case, corridor)
    if not exits:
        return Outcome("unknown", say("corridor.no-exit-placed"), (computed("context", say("corridor.no-exit")),))
    evidence = tuple(_place_of(exit_) for exit_ in exits)
    missing = sum(exit_.place_basis == "none" for exit_ in exits)
    if missing:
        return Outcome("not met", say("corridor.places-missing", missing=missing, exits=len(exits)), evidence)
    untold = tuple(exit_.name for exit_ in exits if exit_.place_basis != "announced")
    if untold:
        return Outcome("unknown", say("corridor.places-not-told", exits=untold), evidence)
    return Outcome("met", say("corridor.places-known", exits=len(exits)), evidence)


def _place_of(exit_: Exit) -> Evidence:
    """What is told of the place of an exit."""
    match exit_.place_basis:
        case "announced" if exit_.placed:
            told = say("corridor.place-known", exit=exit_.name, metres=exit_.position_error)
            return on_record("for", told, exit_.source)
        case "announced":
            return on_record("for", say("corridor.place-by-name", exit=exit_.name), exit_.source)
        case "none":
            return on_record("against", say("corridor.place-missing", exit=exit_.name), exit_.source)
        case "assumption":
            return computed("context", say("corridor.place-assumed", exit=exit_.name))
        case _:
            return computed("context", say("corridor.place-not-told", exit=exit_.name))


def exits_of(case: Case, corridor: Corridor) -> tuple[Exit, ...]:
    """The exits that belong to a corridor."""
    return tuple(e for e in case.exits if e.corridor == corridor.id)


def _belligerent(case: Case) -> dict[str, str]:
    return {p.id: p.name for p in case.parties if p.belligerent}
