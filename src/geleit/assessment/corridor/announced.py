"""What was announced: AGREED, UNILATERAL and PLACE."""

from __future__ import annotations

from geleit.assessment.weighing import Outcome, computed
from geleit.assessment.wording import names
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
        reason = "the case lists no belligerent party"
        return Outcome("unknown", f"Who would have to agree is not known: {reason}.", (computed("context", reason),))
    given = {*announced.announced_by, *announced.agreed_by}
    evidence = tuple(
        computed("for", f"{name} {'announced' if id_ in announced.announced_by else 'agreed to'} it", announced.source)
        if id_ in given
        else computed("against", f"no agreement to it by {name} is recorded", announced.source)
        for id_, name in belligerent.items()
    )
    missing = [name for id_, name in belligerent.items() if id_ not in given]
    if missing:
        return Outcome("not met", f"No agreement to it is recorded by {names(missing)}.", evidence)
    if len(belligerent) == 1:
        summary = "Whether all parties agreed is not known: the case lists only one belligerent party."
        return Outcome("unknown", summary, evidence)
    return Outcome("met", f"All {len(belligerent)} belligerent parties announced it or agreed to it.", evidence)


def more_than_one_side(case: Case, announced: Announced) -> Outcome:
    """Whether it rests on the word of more than one side.

    A case does not say which parties stand together. So the answer is certain only when every belligerent party gave
    its word, or when nobody but those who announced it did.
    """
    belligerent = _belligerent(case)
    given = [id_ for id_ in belligerent if id_ in {*announced.announced_by, *announced.agreed_by}]
    agreeing = [id_ for id_ in given if id_ not in announced.announced_by]
    said = names(belligerent[id_] for id_ in given)
    if len(belligerent) < 2 or not given:
        reason = (
            "no belligerent party is recorded as announcing it or agreeing to it"
            if len(belligerent) > 1
            else f"the case lists {'only one' if belligerent else 'no'} belligerent party"
        )
        return Outcome("unknown", f"Whose word it rests on is not known: {reason}.", (computed("context", reason),))
    if len(given) == len(belligerent):
        both = computed("for", f"word of {said}", announced.source)
        return Outcome("met", f"It rests on the word of {said}.", (both,))
    if len(given) == 1 or not agreeing:
        alone = computed("against", f"no other belligerent party than {said} gave its word", announced.source)
        return Outcome("not met", f"It rests on the word of {said} alone.", (alone,))
    some = computed("context", f"{said} gave their word; the case does not say who stands together", announced.source)
    summary = f"It rests on the word of {said}; whether they stand on one side is not known."
    return Outcome("unknown", summary, (some,))


def placed(case: Case, corridor: Corridor) -> Outcome:
    """Whether every exit of a corridor has a position."""
    exits = exits_of(case, corridor)
    if not exits:
        none = computed("against", "the case has no exit for it", corridor.source)
        return Outcome("not met", "No exit of it has a place.", (none,))
    evidence = tuple(
        computed("for", f"{e.name}: place known to {e.position_error:,.0f} m", e.source)
        if e.placed
        else computed("against", f"{e.name}: announced without a place", e.source)
        for e in exits
    )
    missing = sum(not e.placed for e in exits)
    if missing:
        return Outcome("not met", f"No place was announced for {missing} of {len(exits)} exits.", evidence)
    return Outcome("met", f"A place was announced for each exit ({len(exits)} of {len(exits)}).", evidence)


def exits_of(case: Case, corridor: Corridor) -> tuple[Exit, ...]:
    """The exits that belong to a corridor."""
    return tuple(e for e in case.exits if e.corridor == corridor.id)


def _belligerent(case: Case) -> dict[str, str]:
    return {p.id: p.name for p in case.parties if p.belligerent}
