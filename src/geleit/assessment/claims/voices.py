"""Who speaks: organisations, not the persons and media that speak for them; and who only repeats another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from geleit.assessment.attribution import names_somebody, passes_on
from geleit.assessment.day_words import told_in
from geleit.assessment.impartiality import Impartiality, Speakers, belligerents, impartiality_in, party_of
from geleit.messages import Message, say, words
from geleit.model.finding import Evidence, Says
from geleit.model.statement import Statement
from geleit.model.statement_kind import kind_of
from geleit.model.voices import perhaps_one, plain

_SHORTEST = 3
"""Letters of a name that is looked for in the words of others."""
_OF_MANY = frozenset((
    *("a", "agency", "broadcaster", "deputy", "doctor", "for", "head", "in", "journalist", "media", "monitor", "news"),
    *("newspaper", "nurse", "of", "office", "press", "reporter", "resident", "service", "spokesman", "spokesperson"),
    *("spokeswoman", "the", "witness"),
))  # fmt: skip
"""Words of offices that people of quite other organisations have too."""


def voice_of(case: Speakers, statement: Statement) -> str:
    """Whose figures have to agree with each other.

    A belligerent party is one voice, with its spokesmen, offices and media. Of others each organisation is one: the
    figures of two offices of the United Nations are two voices. Whoever repeats another is that other's voice.
    """
    statement = original_of(case, statement)
    party = party_of(case, statement)
    return party if party in belligerents(case) else plain(statement.speaker)


def same_side(case: Speakers, one: Statement, other: Statement) -> bool:
    """Whether two statements are of one voice, or of one party."""
    if one.party and one.party == other.party and not (one.repeated or other.repeated):
        return True
    one, other = original_of(case, one), original_of(case, other)
    sides = party_of(case, one), party_of(case, other)
    return voice_of(case, one) == voice_of(case, other) or (sides[0] != "" and sides[0] == sides[1])


def original_of(case: Speakers, statement: Statement) -> Statement:
    """The statement that is repeated, as entered in ``repeats``; the statement itself where it repeats none."""
    if not statement.repeated:
        return statement
    known = {other.id: other for other in case.statements}
    while (former := known.get(statement.repeated)) is not None:
        statement = former
    return statement


@dataclass(frozen=True)
class Voices:
    """Who of a case speaks for whom.

    Parameters
    ----------
    echoes
        By the id of a statement that only passes on what somebody else said, as entered or by its words: that other
        statement.
    alike
        By the id of a statement of which nobody has said whose word it is, and that says what another voice said
        before: that other statement. It may be an echo.
    corrections
        By the id of a statement, those that correct it.
    sides
        Who has a stake in the conflict, or may have.
    """

    case: Speakers
    echoes: Mapping[str, Statement]
    alike: Mapping[str, Statement]
    corrections: Mapping[str, Sequence[Statement]]
    sides: Impartiality

    @classmethod
    def of(cls, case: Speakers) -> Voices:
        """Those of a case."""
        corrections: dict[str, list[Statement]] = {}
        for statement in case.statements:
            if statement.corrects:
                corrections.setdefault(statement.corrects, []).append(statement)
        named, alike = _echoes(case)
        return cls(case, named, alike, corrections, impartiality_in(case, ()))

    def latest(self, statement: Statement) -> Statement:
        """What a voice has made of its statement by its last correction; itself where there is none."""
        while True:
            later = (c for c in self.corrections.get(statement.id, ()) if same_side(self.case, c, statement))
            if (own := next(later, None)) is None:
                return statement
            statement = own

    def own(self, statement: Statement) -> bool:
        """Whether somebody certainly speaks for itself, and is not carried by a belligerent.

        A person says so (``repeats`` is ``none``); else nobody said the same before, and its words name nobody who may
        have told it.
        """
        carried = bool(statement.outlet) and self.sides.partial(statement.outlet)
        return not carried and (statement.own_word or not self._may_pass_on(statement))

    def _may_pass_on(self, statement: Statement) -> bool:
        said_before = statement.id in self.echoes or statement.id in self.alike
        return said_before or passes_on(statement) or names_somebody(self.case, statement)

    def independent(self, other: Statement, statement: Statement) -> bool:
        """Whether another statement can bear one out at all: of another side, its own word, and no echo of it.

        Names that may be of one organisation are no two voices.
        """
        echo = statement.id in self.echoes or (passes_on(statement) and not statement.own_word)
        apart = not same_side(self.case, other, statement) and not _perhaps_one_voice(self.case, other, statement)
        return self.own(other) and not echo and apart

    def heard(self, says: Says, other: Statement, statement: Statement) -> Evidence:
        """What somebody else says as evidence about a statement; what is not its own word gives context only."""
        free = self.own(other) if says == "against" else self.independent(other, statement)
        return spoken(says if free else "context", other)

    def witness(self, impartiality: Impartiality, statement: Statement) -> bool:
        """Whether whoever says it says it of its own, has no stake, and has not taken it back."""
        free = party_of(self.case, statement) not in belligerents(self.case) and not impartiality.unlinked(
            statement.role
        )
        stands = self.own(statement) and self.latest(statement) is statement
        return free and stands and impartiality.decide(spoken("for", statement))

    def bears_out(self, impartiality: Impartiality, other: Statement, statement: Statement) -> bool:
        """Whether another statement that says the same decides for one."""
        return self.witness(impartiality, other) and self.independent(other, statement)

    def asks(self, statement: Statement) -> tuple[Message, ...]:
        """What to ask whoever entered a statement of which it is not clear whose word it is."""
        if statement.repeats:
            return ()
        if (original := self._original(statement)) is not None:
            return (say("statements.ask-repeats", original=original.id),)
        return (say("statements.ask-whose-word"),) if passes_on(statement) else ()

    def asks_of(self, others: Iterable[Statement]) -> tuple[Message, ...]:
        """What to ask whoever entered other statements that would decide if they were certainly somebody's own word."""
        return tuple(self._ask_of(other) for other in others if not other.repeats and self._may_pass_on(other))

    def _ask_of(self, other: Statement) -> Message:
        if (original := self._original(other)) is not None:
            return say("statements.ask-own-count", statement=other.id, original=original.id)
        return say("statements.ask-own-word", statement=other.id)

    def _original(self, statement: Statement) -> Statement | None:
        return self.echoes.get(statement.id) or self.alike.get(statement.id)


def _perhaps_one_voice(case: Speakers, one: Statement, other: Statement) -> bool:
    """Whether two speakers may speak for one organisation, by their names and offices; not where each has its party."""
    if party_of(case, one) and party_of(case, other):
        return False
    names = [(statement.speaker, _office_of(statement)) for statement in (one, other)]
    return any(perhaps_one(name, theirs) for name in names[0] for theirs in names[1])


def _office_of(statement: Statement) -> str:
    """What its speaker is an officer of, by the words of the role that are not those of many."""
    return " ".join(word for word in plain(statement.role).split() if word not in _OF_MANY)


def spoken(says: Says, statement: Statement) -> Evidence:
    """A statement as evidence."""
    return Evidence(
        says,
        words(statement.words),
        statement.speaker,
        statement.source,
        statement.at,
        admits=statement.admits,
        statement=statement.id,
    )


def _echoes(case: Speakers) -> tuple[dict[str, Statement], dict[str, Statement]]:
    """Statements that pass on another, as entered or by their words; and those that only say the same, and not before.

    By its words one does that names whoever said it first.
    """
    groups: dict[object, dict[object, Statement]] = {}
    named = {s.id: original_of(case, s) for s in case.statements if s.repeated}
    alike: dict[str, Statement] = {}
    for statement in case.statements:
        if statement.asserts:
            first = groups.setdefault(_said(statement), {})
            told = _voice_and_names(case, statement)
            if told not in first or _not_later(statement, first[told]):
                first[told] = statement
    for statement in case.statements:
        if statement.repeats or not statement.asserts:
            continue
        voice = voice_of(case, statement)
        for other in groups[_said(statement)].values():
            if _not_later(other, statement) and voice_of(case, other) != voice:
                alike.setdefault(statement.id, other)
                if statement.quantity is not None and _names(case, statement, other):
                    named.setdefault(statement.id, other)
    return named, alike


def _voice_and_names(case: Speakers, statement: Statement) -> tuple[str, str, str, str]:
    return voice_of(case, statement), statement.speaker, statement.role, statement.party


def _said(statement: Statement) -> object:
    """What others who pass it on say too: the same figure, or the same of the same where it is no figure."""
    told = kind_of(statement.asserts) if statement.asserts else None
    if statement.quantity is not None and told is not None and "quantity_likely" in told.needs:
        return statement.asserts, statement.quantity.likely
    return statement.asserts, statement.denies, statement.about


def proposed_echo(case: Speakers, statement: Statement) -> tuple[Statement, Message] | None:
    """What a statement may only pass on, and why that is asked; a person decides.

    Another voice said the same, and not later: it is named in the words of the statement, these pass on somebody's
    word, or it is just the same.
    """
    if statement.repeats:
        return None
    same = [
        other
        for other in case.statements
        if other.id not in (statement.id, statement.corrects)
        and _says_the_same(other, statement)
        and _not_later(other, statement)
        and voice_of(case, other) != voice_of(case, statement)
    ]
    if (named := next((other for other in same if _names(case, statement, other)), None)) is not None:
        return named, say("statements.echo-named", speaker=named.speaker)
    if same and passes_on(statement):
        return same[0], say("statements.echo-words", speaker=same[0].speaker)
    if not same:
        return None
    if same[0].quantity is None:
        return same[0], say("statements.echo-same", speaker=same[0].speaker)
    return same[0], say("statements.echo-figure", speaker=same[0].speaker)


def _says_the_same(other: Statement, statement: Statement) -> bool:
    """Whether both assert the same figure, or the same of the same."""
    if other.asserts != statement.asserts or other.denies != statement.denies:
        return False
    if statement.quantity is None or other.quantity is None:
        return bool(statement.asserts) and statement.quantity is other.quantity and other.about == statement.about
    one, two = other.quantity, statement.quantity
    return (one.low, one.high, one.unit) == (two.low, two.high, two.unit)


def _not_later(other: Statement, statement: Statement) -> bool:
    """Whether another may have been said before a statement, or with it; of a day, at any time of it."""
    if other.at is None or statement.at is None:
        return True
    by = statement.at + timedelta(days=1) if statement.at.time() == time() else statement.at
    return other.at <= by


def _names(case: Speakers, statement: Statement, other: Statement) -> bool:
    """Whether the words of a statement name whoever made another."""
    told = f" {told_in(statement)} "
    names = (plain(name) for name in _names_of(case, other))
    return any(len(name) >= _SHORTEST and f" {name} " in told for name in names)


def _names_of(case: Speakers, statement: Statement) -> Iterator[str]:
    yield from filter(None, (statement.speaker, statement.role))
    party = party_of(case, statement)
    for known in case.parties:
        if known.id == party:
            yield from (known.name, *known.names, *known.voices)
