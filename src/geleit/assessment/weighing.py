"""From evidence to a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geleit.assessment.impartiality import ANNOUNCEMENT, COMPUTED, Impartiality
from geleit.assessment.wording import names
from geleit.messages.message import Message, words
from geleit.model.finding import Evidence, Finding, Says, StatementVerdict, Verdict

SILENCE = "nothing in the case speaks to this"
SAYS: dict[Verdict | StatementVerdict, Says] = {
    "met": "for",
    "not met": "against",
    "unknown": "context",
    "supported": "for",
    "refuted": "against",
    "impossible": "against",
    "undetermined": "context",
}
"""What evidence says that goes with a verdict."""
ANY_STATEMENT: frozenset[Says] = frozenset({"for", "against"})
DOUBTS: frozenset[Says] = frozenset({"against"})
NO_STATEMENT: frozenset[Says] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What a check came to.

    Parameters
    ----------
    summary
        One sentence; holds the reason when the verdict is ``unknown``.
    open_to
        Claims that may change the verdict: none where it is proved or counted.
    """

    verdict: Verdict
    summary: str | Message
    evidence: tuple[Evidence, ...] = ()
    open_to: frozenset[Says] = ANY_STATEMENT


def computed(says: Says, text: str | Message, source: str = "") -> Evidence:
    """Evidence that Geleit worked out."""
    return Evidence(says, as_message(text), COMPUTED, source)


def as_message(text: str | Message) -> Message:
    """A sentence as a message, until every sentence is one."""
    return words(text) if isinstance(text, str) else text


def weigh(asks: str, found: Outcome | None, rows: Sequence[Evidence], impartiality: Impartiality) -> Outcome:
    """Weigh what was computed together with what is claimed.

    What was computed and claimants who can decide (:mod:`geleit.assessment.impartiality`) give the verdict when they
    agree. Where they do not, and where any claimant at all speaks against what would be met, it is ``unknown``.

    Parameters
    ----------
    asks
        What has to hold, as a clause that follows "whether".
    found
        What was computed, or ``None`` when the check rests on the word of claimants alone.
    """
    evidence = (*(found.evidence if found else ()), *rows)
    tables = [computed(SAYS[found.verdict], "")] if found and found.verdict != "unknown" else []
    heard = [row for row in rows if row.says in (found.open_to if found else ANY_STATEMENT)]
    deciding = [*tables, *(row for row in heard if impartiality.decide(row))]
    yes = [e for e in deciding if e.says == "for"]
    no = [e for e in deciding if e.says == "against"]
    denied = no or [row for row in heard if row.says == "against"]
    if yes and denied:
        summary = f"Whether {asks}: yes {_by(yes)}, no {_by(denied)}; the claimants disagree."
        return Outcome("unknown", summary, evidence)
    if not deciding:
        return Outcome("unknown", found.summary if found else _undecided(asks, rows), evidence)
    verdict: Verdict = "met" if yes else "not met"
    if tables and found:
        return Outcome(verdict, found.summary, evidence)
    return Outcome(verdict, f"Whether {asks}: {'yes' if yes else 'no'} {_by(deciding)}.", evidence)


def joined(asks: str, kinds: str, parts: Sequence[Finding]) -> Outcome | None:
    """What a check comes to for the operation from its corridors and pauses: every one has to meet it.

    ``None`` when the case is silent about all of them.

    Parameters
    ----------
    kinds
        What the check is asked of, in words.
    parts
        Its findings about them.
    """
    if not parts:
        return Outcome("unknown", f"Whether {asks}: the case holds no announced {kinds} to ask this of.")
    evidence = tuple(computed(SAYS[p.verdict], f"{p.subject}: {p.summary}") for p in parts if p.evidence)
    if not evidence:
        return None
    count = Counter(p.verdict for p in parts)
    verdict: Verdict = "not met" if count["not met"] else "unknown" if count["unknown"] else "met"
    listed = ", ".join(f"{count[v]} {v}" for v in SAYS if count[v])
    return Outcome(verdict, f"Whether {asks}: of {len(parts)} announced {kinds}, {listed}.", evidence)


def _undecided(asks: str, rows: Sequence[Evidence]) -> str:
    yes = [row for row in rows if row.says == "for"]
    no = [row for row in rows if row.says == "against"]
    if yes or no:
        said = ", ".join(f"{word} {_by(some)}" for some, word in ((yes, "yes"), (no, "no")) if some)
        return f"Whether {asks}: {said}; claimants who are not impartial, or have no name, do not decide it."
    return f"Whether {asks}: {SILENCE}."


def _by(evidence: Sequence[Evidence]) -> str:
    spelt = {COMPUTED: "the tables of the case", ANNOUNCEMENT: "the announcement", "": "a claimant without a name"}
    return f"according to {names(spelt.get(e.claimant, e.claimant) for e in evidence)}"
