"""What the parties say, kept apart from what is observed and what is computed; and where each was read."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from geleit.model.amount import Range
from geleit.model.statement_kind import Assertion

Stage = Literal["departed", "arrived"]
Form = Literal["direct", "indirect", "mixed", "reported"]
Means = Literal["foot", "road", "air", "water", "tunnel", "return", "any"]
"""How people left; ``return`` where some went in and out again, so that one of them may count twice."""
Extent = Literal["once", "total"]
OWN_WORD = "none"
"""What ``repeats`` says of a statement that passes on nobody: a person has looked, and it is its speaker's own."""

PERSONS = "people"
"""Unit of a figure that counts people."""


@dataclass(frozen=True)
class Source:
    """Where something was read.

    Parameters
    ----------
    published
        Day or time of publication as text, ISO 8601 where known, or empty.
    url, sha256
        Address and hash of the captured original, each possibly empty.
    taken
        Of a table that goes on: the time at which it was taken from its publisher, until which it is all there is and
        after which it tells nothing; else ``None``.
    left_out
        Of a table that was imported: rows that could not be used; else ``None``.
    """

    id: str
    title: str
    publisher: str
    published: str = ""
    url: str = ""
    sha256: str = ""
    note: str = ""
    taken: datetime | None = None
    left_out: int | None = None


@dataclass(frozen=True)
class Wording:
    """The words of a source that a statement rests on, and where exactly they stand.

    Parameters
    ----------
    text
        The words themselves.
    start, end
        Code points of the text read from the source, end-exclusive; ``None`` where only the words are known.
    before, after
        A few words around them, so that the place is found again in another copy.
    sha256
        Of the captured original that was read, or empty.
    language
        In which they are written, as a tag of BCP 47 such as ``de``, or empty.
    page
        Of the source on which they begin, from 1; ``None`` where it has no pages or nobody says.
    """

    text: str
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    sha256: str = ""
    language: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Statement:
    """A statement: who said what, when, and where it was read.

    Parameters
    ----------
    speaker
        A public figure, an office or an organisation.
    role
        Office of the speaker, or empty.
    party
        Id of a party, or empty.
    at
        When it was said, or ``None``.
    text
        What was said, in our own words or quoted.
    topic
        Such as ``corridor``, ``departures``, ``pause``, ``shelter``, ``aid``, ``population``, ``aftermath``.
    denies
        Whether it asserts the opposite: that the corridor is shut, that the pause is not kept.
    about
        Id of the corridor, exit, pause, delivery, facility or place of people it is about; several with ``; `` between
        them; ``operation`` for all of the case; empty where it is not said.
    quantity
        The figure in it with its unit, or ``None``.
    or_more
        Whether the figure is only the least, as in *more than* and *at least*: then nothing limits it upwards.
    days
        For how many days, where it says that aid is enough for so many people; or ``None``.
    full_rations
        Whether it says that full rations are meant, of aid for so many people.
    asserts
        What it asserts in checkable form, or empty.
    since, until
        The time that is asserted about, half-open; ``None`` where it is not said: from the start of the case, until it
        was said.
    stage
        Of people who left: whether they passed an exit or came to where they went.
    whom
        Who is counted, such as ``civilians``, ``fighters`` or ``everyone``, or empty where it is not said.
    by
        How they left, or empty where it is not said.
    extent
        Whether its figure is of that one time only, or counts all since the beginning; empty where it is not said.
    part_of
        Id of the statement of the total of which this one is a part, or empty.
    complete
        Whether the parts of this total are all its parts, as the source gives them.
    disjoint
        Whether nobody is in two parts of this total.
    corrects
        Id of the earlier statement that this one takes the place of, or empty.
    repeats
        Id of the statement of somebody else that this one only passes on; :data:`OWN_WORD` where it passes on nobody;
        empty where nobody has looked.
    words_checked
        Whether a person has found that its words say just what its columns say.
    admits
        Whether the speaker tells of an act of its own side.
    outlet
        Who carried it, such as a news agency, or empty.
    form
        How the source gives it, or empty.
    wording
        The words of the source, or ``None``.
    entered_by, entered_at
        Who put it into the ledger after reading the source, such as an office, and when; both possibly missing.
    sensitive
        Whether it must stay out of whatever is made for the public.
    """

    id: str
    speaker: str
    role: str
    party: str
    at: datetime | None
    text: str
    topic: str
    about: str
    quantity: Range | None
    source: str
    note: str = ""
    days: Range | None = None
    full_rations: bool = False
    asserts: Assertion | Literal[""] = ""
    denies: bool = False
    or_more: bool = False
    since: datetime | None = None
    until: datetime | None = None
    stage: Stage = "departed"
    whom: str = ""
    by: Means | Literal[""] = ""
    extent: Extent | Literal[""] = ""
    part_of: str = ""
    complete: bool = False
    disjoint: bool = False
    corrects: str = ""
    repeats: str = ""
    words_checked: bool = False
    admits: bool = False
    outlet: str = ""
    form: Form | Literal[""] = ""
    wording: Wording | None = None
    entered_by: str = ""
    entered_at: datetime | None = None
    sensitive: bool = False

    @property
    def most(self) -> float:
        """The most that its figure can mean; infinite where nothing limits it."""
        return math.inf if self.or_more or self.quantity is None else self.quantity.high

    @property
    def repeated(self) -> str:
        """Id of the statement that it passes on, or empty."""
        return "" if self.own_word else self.repeats

    @property
    def own_word(self) -> bool:
        """Whether a person has said that it passes on nobody."""
        return self.repeats == OWN_WORD

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about, one by one."""
        return tuple(self.about.split("; ")) if self.about else ()

    @property
    def words(self) -> str:
        """The words of the source in quotation marks where the ledger has them, else what was said as entered."""
        return f"“{self.wording.text}”" if self.wording else self.text


def without_pointers(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The same without what points to a statement that is not among them, and without what repeats such a one.

    An echo of what is not shown would pass for a voice of its own.
    """
    shown = tuple(statements)
    while shown != (kept := tuple(s for s in shown if not s.repeated or s.repeated in {other.id for other in shown})):
        shown = kept
    ids = {statement.id for statement in shown}
    return tuple(
        replace(
            statement,
            part_of=statement.part_of if statement.part_of in ids else "",
            corrects=statement.corrects if statement.corrects in ids else "",
        )
        for statement in shown
    )


def without_pointing(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The same without those that point to a statement that is not among them, or to one that is left out for that."""
    given = tuple(statements)
    pointing: dict[str, list[str]] = {}
    for statement in given:
        for target in filter(None, (statement.part_of, statement.corrects, statement.repeated)):
            pointing.setdefault(target, []).append(statement.id)
    gone = pointing.keys() - {statement.id for statement in given}
    ahead = list(gone)
    while ahead:
        further = [name for name in pointing.get(ahead.pop(), ()) if name not in gone]
        gone |= set(further)
        ahead += further
    return tuple(statement for statement in given if statement.id not in gone)
