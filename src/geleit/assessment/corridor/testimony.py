"""Whether a row of evidence can be taken for what its claimant knows; else it is shown, and asked about.

No row decides a check that does not stand on its own feet: somebody has checked that its words say just that, its
claimant is known by name to the case, its words name nobody who may be the one who says it, speak of nothing that is
still to come and of no day that is not asked about. A row that fails in one of these keeps what it says, so that it
still doubts what others say; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from geleit.assessment.attribution import passes_on
from geleit.assessment.corridor.announced import Announced
from geleit.assessment.corridor.timing import windows_of, within_day
from geleit.assessment.day_words import names_a_day, speaks_of_what_comes, told_in
from geleit.assessment.impartiality import DOCUMENTS, Impartiality, party_named
from geleit.assessment.offices import is_office
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.dates_told import without_dates
from geleit.model.finding import Evidence
from geleit.model.statement import Statement
from geleit.model.voices import is_unnamed, plain, relays_of, speakers_in

_FROM_OTHERS = re.compile(r"\b(?:after|citing|quoting|according to)\b", re.IGNORECASE)
"""Words in a claimant after which stands whom it has something from."""
_MEDIA = frozenset({"agency", "broadcaster", "journalists", "media", "news", "newspaper", "radio", "television", "tv"})
"""Words of those who tell what others say."""
_UNSURE = frozenset(
    {"alleged", "allegedly", "apparently", "reported", "reportedly", "reports", "rumoured", "unconfirmed"}
)
"""Words of what somebody has not seen."""
_NUMBERED_DAY = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4}|\.)")
"""Days in figures alone."""
_SHORTEST = 4
"""Letters of a word of a party's name by which its words may mean that party."""


@dataclass(frozen=True)
class Testimony:
    """What rows of evidence are held against.

    Parameters
    ----------
    announced
        What is checked: a corridor or pause, or all of them.
    once_open
        Whether the check asks what happened there, of which nothing can be told before it opened.
    """

    case: Case
    announced: Sequence[Announced]
    impartiality: Impartiality
    once_open: bool

    def taken(self, row: Evidence) -> Evidence:
        """A row of the table `evidence`, with the question about it where it cannot decide as it stands."""
        if not self.impartiality.decide(row):
            return row
        if not row.words_checked:
            return _asked(row, say("weighing.ask-words", evidence=row.message))
        if plain(row.claimant) in DOCUMENTS:
            return row
        return _asked(row, self._question(row))

    def known(self, row: Evidence) -> Evidence:
        """A row of another table, with the question who says it where the case does not know that."""
        if self._is_known(row) or not self.impartiality.decide(row):
            return row
        return _asked(row, say("weighing.ask-who", evidence=row.message))

    def _question(self, row: Evidence) -> Message | None:
        if not self._is_known(row):
            return say("weighing.ask-who", evidence=row.message)
        said = self._as_said(row)
        if passes_on(said) or (not row.own_account and self._may_be_of_another(row, said)):
            return say("weighing.ask-whose", evidence=row.message)
        if speaks_of_what_comes(said):
            return say("weighing.to-come", evidence=row.message)
        if self._of_another_day(said):
            return say("weighing.ask-day", evidence=row.message)
        return say("weighing.before-opening", evidence=row.message) if self._too_early(row) else None

    def _is_known(self, row: Evidence) -> bool:
        """Whether somebody who says it is a party of the case, or published a source of it; or announced it."""
        if self.impartiality.own(row):
            return True
        names = frozenset(_names_known(self.case)) - {""}
        return any(
            not self.impartiality.is_side(name) and (name in names or name.startswith(tuple(f"{n} " for n in names)))
            for name in {plain(row.claimant), *speakers_in(row.claimant)}
            if not is_unnamed(name)
        )

    def _as_said(self, row: Evidence) -> Statement:
        """What a row says, as a statement of its claimant, by all its names."""
        party = party_named(self.case, row.claimant)
        names = (name for p in self.case.parties if p.id == party for name in (p.name, *p.names, *p.voices))
        return Statement("", row.claimant, " ".join(names), party, row.at, str(row.message), "", "", None, row.source)

    def _may_be_of_another(self, row: Evidence, said: Statement) -> bool:
        """Whether its words, or its claimant, name anybody who may be the one who says it."""
        if _FROM_OTHERS.search(row.claimant):
            return True
        own = set(plain(f"{said.speaker} {said.role}").split())
        told = [word for word in told_in(said).split() if word not in own]
        named = (name for p in self.case.parties for name in (p.name, *p.names, *p.voices))
        parties = {word for name in named for word in plain(name).split() if len(word) >= _SHORTEST}
        others = parties - own - self._words_of_places()
        return not (others | _MEDIA | _UNSURE).isdisjoint(told) or is_office(" ".join(told)) or _opens_with_a_name(row)

    def _words_of_places(self) -> set[str]:
        """Words of the place and of what was announced, which names of parties may share."""
        names = (self.case.place, self.case.title, *(announced.name for announced in self.case.announced))
        return {word for name in names for word in plain(name).split()}

    def _of_another_day(self, said: Statement) -> bool:
        """Whether its words name a day on which nothing was open that it is asked of, or one that cannot be told."""
        days = frozenset(_days(self._hours()))
        return bool(_NUMBERED_DAY.search(said.text)) or names_a_day(replace(said, text=without_dates(said.text, days)))

    def _too_early(self, row: Evidence) -> bool:
        openings = [start for start, _ in self._windows()]
        if not self.once_open or row.at is None or not openings:
            return False
        return within_day(self.case, row.at)[1] <= min(openings)

    def _hours(self) -> Iterable[tuple[datetime, datetime]]:
        """Hours that are asked about: from the announcement on where it asks of no more than what was open."""
        told = () if self.once_open else ((a.announced_at, a.announced_at) for a in self.announced if a.announced_at)
        spans = [*self._windows(), *told]
        if not spans:
            return [(self.case.period.start, self.case.period.end)]
        return [(min(start for start, _ in spans), max(end for _, end in spans))]

    def _windows(self) -> list[tuple[datetime, datetime]]:
        return [(w.start, w.end) for announced in self.announced for w in windows_of(self.case, announced)[0]]


def _asked(row: Evidence, question: Message | None) -> Evidence:
    return row if question is None else replace(row, message=question, asked=True)


def _names_known(case: Case) -> Iterable[str]:
    """Everybody whom the case knows by name, in plain form."""
    for party in case.parties:
        yield from map(plain, (party.id, party.name, *party.names, *party.voices))
    for source in case.sources:
        for part in (source.publisher, *relays_of(source.publisher)):
            yield from (plain(part), *speakers_in(part))


def _opens_with_a_name(row: Evidence) -> bool:
    """Whether its words begin with somebody's name and a colon."""
    before, colon, _ = str(row.message).partition(": ")
    return bool(colon) and not any(sign in before for sign in ".,;") and len(before.split()) <= _SHORTEST


def _days(hours: Iterable[tuple[datetime, datetime]]) -> Iterable[tuple[int, int]]:
    for start, end in hours:
        for number in range(min((end.date() - start.date()).days, 366) + 1):
            day = start.date() + timedelta(days=number)
            yield day.month, day.day
