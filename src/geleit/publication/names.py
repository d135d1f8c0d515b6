"""Who appears by name: parties, publishers, and speakers with an office or a party; nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geleit.model.aid import Delivery
from geleit.model.case import Case
from geleit.model.incident import Words
from geleit.model.statement import Statement
from geleit.model.voices import SOMEBODY, person, plain, speakers_in, without_carrier
from geleit.model.within import those_in, told_in
from geleit.publication.persons import is_within, names_within
from geleit.publication.spellings import finder, holds

MONITORS = ("UCDP GED", "ACLED", "HDX-HAPI", "VIINA", "Insecurity Insight")
"""Publishers of incidents whose tables Geleit knows."""
NOT_PERSONS = ("computed", "announcement", "leaflet", "leaflets")
"""Claimants that are Geleit itself or the wording of what was announced."""
FEWEST_LETTERS = 3
"""A name shorter than this is not looked for in texts: it would be found everywhere."""

PEOPLE = frozenset({"claimant", "places_claimant", "speaker", "entered_by"})
"""Fields that name who speaks for a row. Who brought a delivery is asked for apart: of an incident *by* is a side."""


@dataclass(frozen=True)
class Secret:
    """Ids and names of what stays in the room, whichever table they are from."""

    ids: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Names:
    """Who is named, by what others are called, and what no text may hold.

    Parameters
    ----------
    known
        Names that may be shown, in plain form.
    called
        What each claimant who is not named is called, by the plain form.
    hidden
        Finds in a plain text what it must not hold, or ``None``.
    ids
        Texts that are the id of what must not be told, as a whole.
    """

    known: frozenset[str]
    called: dict[str, str]
    hidden: re.Pattern[str] | None
    ids: frozenset[str]

    def shown(self, claimant: str) -> str:
        """A claimant as the public may read of them, without whoever carried it."""
        if not claimant.strip():
            return ""
        if plain(claimant) in self.known:
            return claimant
        alone = without_carrier(claimant)
        return alone if self.named(claimant) else self.called.get(plain(alone or claimant), SOMEBODY)

    def told(self, claimants: Iterable[str]) -> Iterator[str]:
        """Those of claimants whom the public can tell apart, as it may read of them."""
        return (self.shown(c) for c in claimants if self.named(c) or plain(without_carrier(c)) in self.called)

    def named(self, claimant: str) -> bool:
        """Whether a claimant appears by name, or there is none."""
        return not plain(claimant) or plain(claimant) in self.known or _known(claimant, self.known)

    def fit(self, statement: Statement) -> bool:
        """Whether the words of a statement tell no name that they must not."""
        wording = statement.wording.text if statement.wording else ""
        return not any(self.tell(text) for text in (statement.text, wording, statement.role, statement.whom))

    def tell(self, text: str) -> bool:
        """Whether a text tells a name that it must not."""
        return text in self.ids or (self.hidden is not None and holds(text, self.hidden))


def names_in(
    case: Case,
    statements: Iterable[Statement],
    kept_back: Iterable[Statement],
    publishers: Iterable[str],
    people: Iterable[str],
    secret: Secret,
) -> Names:
    """Who is named in what is made public of a case.

    Parameters
    ----------
    statements, kept_back
        Those that are shown, and those that are not.
    publishers
        Of the sources that something shown was read in.
    people
        Everyone whom the whole case names, also in rows that are not shown.
    secret
        What stays in the room. An id of one word, such as ``clinic``, is too common to be looked for in sentences.
        Nothing that stands in the name of the place is, and no id that is one of a party as well.
    """
    statements, kept_back, place = tuple(statements), tuple(kept_back), plain(case.place)
    known = _known_names(case, statements, kept_back, publishers)
    phrases = {*_of_people(case, statements, kept_back, people, known), *_of_rows(secret)} - known
    hidden = finder(
        name for name in phrases if len(name) >= FEWEST_LETTERS and not name.isdigit() and not is_within(name, place)
    )
    parties = {party.id for party in case.parties}
    ids = frozenset(row for row in secret.ids - parties if not is_within(plain(row), place))
    names = Names(known, {}, hidden, ids)
    shown = replace(case, observations=tuple(o for o in case.observations if not names.tell(o.evidence.text)))
    unnamed = (name for name in _claimants(shown, filter(names.fit, statements)) if not names.named(name))
    persons = dict.fromkeys(plain(without_carrier(name) or name) for name in unnamed)
    return replace(names, called={name: person(number) for number, name in enumerate(persons, start=1)})


def people_named(value: object) -> Iterator[str]:
    """Everyone whom a value names as a claimant, or as whoever brought, said or entered something, however deep."""
    yield from (part.by for part in those_in(value, Delivery))
    for found in told_in(value, PEOPLE):
        if isinstance(found, Words):
            yield from found.names
        elif isinstance(found, str):
            yield found


def _of_people(
    case: Case,
    statements: Sequence[Statement],
    kept_back: Sequence[Statement],
    people: Iterable[str],
    known: frozenset[str],
) -> Iterator[str]:
    """Names of people that no text may hold, in plain form.

    Whoever speaks in what is kept back is looked for whatever they are called. Those who are not the speaker of a
    statement are where they have more than one word: it may be *residents*.
    """
    secret = [row.speaker for row in kept_back]
    others = [name for name in dict.fromkeys(people) if len(plain(without_carrier(name)).split()) > 1]
    common = {word for name in (*known, plain(case.place)) for word in name.split()}
    yield from (plain(without_carrier(name)) for name in secret if not _known(name, known))
    for name in dict.fromkeys((*secret, *(row.speaker for row in statements), *others)):
        if not _known(name, known):
            yield from names_within(name, known, common)


def _of_rows(secret: Secret) -> Iterator[str]:
    """Names of what stays in the room, in plain form; ids only where they are more than a word."""
    yield from map(plain, secret.names)
    yield from (plain(row) for row in secret.ids if len(plain(row).split()) > 1)


def _known_names(
    case: Case, statements: Sequence[Statement], kept_back: Iterable[Statement], publishers: Iterable[str]
) -> frozenset[str]:
    """Names that may be shown; whoever publishes is one of them, unless they spoke in confidence."""
    confided = {plain(without_carrier(row.speaker)) for row in kept_back if row.sensitive}
    spelt = [name for name in (*publishers, *(row.outlet for row in statements)) if plain(name) not in confided]
    spelt += [*MONITORS, *NOT_PERSONS]
    spelt += [name for party in case.parties for name in (party.id, party.name, *party.names)]
    for statement in statements:
        if statement.role or statement.party:
            spelt += [
                statement.speaker,
                statement.role,
                f"{statement.role} {statement.speaker}",
                f"{statement.speaker} {statement.role}",
            ]
    whole = frozenset(plain(name) for name in spelt)
    return (whole | frozenset(part for name in spelt for part in speakers_in(name))) - {""}


def _known(claimant: str, known: frozenset[str]) -> bool:
    parts = speakers_in(claimant)
    return plain(without_carrier(claimant)) in known or (bool(parts) and parts <= known)


def _claimants(case: Case, statements: Iterable[Statement]) -> Iterable[str]:
    """Everyone who says something that is shown, in a fixed order."""
    yield from (statement.speaker for statement in statements)
    yield from (observation.evidence.claimant for observation in case.observations)
    yield from (corridor.places_claimant for corridor in case.corridors)
    for rows in (case.incidents, case.deliveries, case.stocks, case.monitoring):
        yield from (row.claimant for row in rows)
    yield from (delivery.by for delivery in case.deliveries)
    yield from (name for _, incidents in case.reported for name in incidents.claimant.names)
