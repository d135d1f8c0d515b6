"""From evidence to a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geleit.assessment.impartiality import ANNOUNCEMENT, COMPUTED, Impartiality
from geleit.messages.message import Message, say
from geleit.model.finding import Evidence, Finding, Says, StatementVerdict, Verdict

SAYS: dict[Verdict | StatementVerdict, Says] = {
    "met": "for",
    "not met": "against",
    "unknown": "context",
    "supported": "for",
    "refuted": "against",
    "impossible": "against",
    "inconsistent": "against",
    "undetermined": "context",
}
"""What evidence says that goes with a verdict."""
ANY_STATEMENT: frozenset[Says] = frozenset({"for", "against"})
_NAMELESS = {
    COMPUTED: say("weighing.tables"),
    ANNOUNCEMENT: say("weighing.announcement"),
    "": say("weighing.nameless"),
}
DOUBTS: frozenset[Says] = frozenset({"against"})
NO_STATEMENT: frozenset[Says] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What a check came to.

    Parameters
    ----------
    message
        One sentence; holds the reason when the verdict is ``unknown``.
    open_to
        Claims that may change the verdict: none where it is proved or counted.
    doubted
        Evidence against a part of it, which keeps the whole from being met on somebody's word.
    """

    verdict: Verdict
    message: Message
    evidence: tuple[Evidence, ...] = ()
    open_to: frozenset[Says] = ANY_STATEMENT
    doubted: tuple[Evidence, ...] = ()


def on_record(says: Says, message: Message, source: str, claimant: str = COMPUTED) -> Evidence:
    """Evidence that stands in a row of the case: with its source, or the word that it has none."""
    if not source:
        message = say("weighing.unsourced", evidence=message)
    return Evidence(says, message, claimant, source)


def computed(says: Says, message: Message, source: str = "") -> Evidence:
    """Evidence that Geleit worked out."""
    return Evidence(says, message, COMPUTED, source)


def weigh(asks: Message, found: Outcome | None, rows: Sequence[Evidence], impartiality: Impartiality) -> Outcome:
    """Weigh what was computed together with what is claimed.

    What was computed and claimants who can decide (:mod:`geleit.assessment.impartiality`) give the verdict when they
    agree; what has to be asked about first decides nothing, but is heard where it denies. Where they do not agree, and
    where any claimant at all speaks against what would be met, it is ``unknown``.

    Parameters
    ----------
    asks
        What has to hold, as a clause that follows "whether".
    found
        What was computed, or ``None`` when the check rests on the word of claimants alone.
    """
    evidence = (*(found.evidence if found else ()), *map(_sourced, rows))
    tables = [computed(SAYS[found.verdict], found.message)] if found and found.verdict != "unknown" else []
    heard = [row for row in rows if row.says in (found.open_to if found else ANY_STATEMENT)]
    deciding = [*tables, *(row for row in heard if not row.asked and impartiality.decide(row))]
    yes = [e for e in deciding if e.says == "for"]
    no = [e for e in deciding if e.says == "against"]
    perhaps = [row for row in heard if row.says == "for" and row.asked]
    denied = no or [row for row in (*heard, *(found.doubted if found else ())) if row.says == "against"]
    if (yes and denied) or (no and perhaps):
        said = say("weighing.disagree", asks=asks, yes=_who(yes or perhaps), no=_who(denied))
        return Outcome("unknown", said, evidence)
    if not deciding:
        return Outcome("unknown", found.message if found else _undecided(asks, rows), evidence)
    verdict: Verdict = "met" if yes else "not met"
    if tables and found:
        return Outcome(verdict, found.message, evidence)
    message = say("weighing.yes", asks=asks, yes=_who(yes)) if yes else say("weighing.no", asks=asks, no=_who(no))
    return Outcome(verdict, message, evidence)


def joined(asks: Message, kinds: Callable[[int], Message], parts: Sequence[Finding]) -> Outcome | None:
    """What a check comes to for the operation from its corridors and pauses: every one has to meet it.

    ``None`` when the case is silent about all of them.

    Parameters
    ----------
    kinds
        What the check is asked of, if there are so many of it.
    parts
        Its findings about them.
    """
    if not parts:
        return Outcome("unknown", say("weighing.nothing-announced", asks=asks, kinds=kinds(0)))
    evidence = tuple(
        computed(SAYS[p.verdict], say("weighing.part", subject=p.subject, finding=p.message))
        for p in parts
        if p.evidence
    )
    if not evidence:
        return None
    count = Counter(p.verdict for p in parts)
    verdict: Verdict = "not met" if count["not met"] else "unknown" if count["unknown"] else "met"
    listed = tuple(say("weighing.count", count=count[v], verdict=v) for v in SAYS if count[v])
    number = len(parts)
    message = say("weighing.of-parts", asks=asks, number=number, kinds=kinds(number), counts=listed)
    doubted = tuple(e for part in parts if part.verdict == "unknown" for e in part.evidence if e.says == "against")
    return Outcome(verdict, message, evidence, doubted=doubted)


def _sourced(row: Evidence) -> Evidence:
    """The same row; without a source it says so, unless Geleit worked it out."""
    if row.source or row.claimant == COMPUTED:
        return row
    return replace(row, message=say("weighing.unsourced", evidence=row.message))


def _undecided(asks: Message, rows: Sequence[Evidence]) -> Message:
    yes, no = (_who([row for row in rows if row.says == side]) for side in ("for", "against"))
    if yes and no:
        return say("weighing.partial", asks=asks, yes=yes, no=no)
    if yes:
        return say("weighing.partial-yes", asks=asks, yes=yes)
    return say("weighing.partial-no", asks=asks, no=no) if no else say("weighing.silence", asks=asks)


def _who(evidence: Sequence[Evidence]) -> tuple[str | Message, ...]:
    """Who says it, with words for those who have no name."""
    return tuple(_NAMELESS.get(e.claimant, e.claimant) for e in evidence)
