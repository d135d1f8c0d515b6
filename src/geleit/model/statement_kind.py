"""The kinds of statement that can be tested, each declared once: what it needs, what it can be about, how it is denied.

How each is tested is bound in :mod:`geleit.assessment.claims.kinds`.
How to add one: docs/howto/statement-kind.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, assert_never, get_args

from geleit.messages import Message, say

Assertion = Literal[
    "people-left",
    "people-inside",
    "corridor-open",
    "pause-kept",
    "aid-for",
    "places-ready",
    "no-incident",
    "deadline",
]
"""What a statement asserts, where that can be checked; in the order of reports and of docs/findings.md."""
Need = Literal["about", "quantity_likely", "until"]
"""Columns that a kind may need."""
Subject = Literal["corridors", "pauses", "deliveries", "exits", "facilities", "people"]
"""Tables that hold what a statement may be about."""
Topic = Literal["departures", "deadline", "shelter", "population", "aid", "pause", "corridor", "attack", "amnesty"]
"""What a statement in an article is about by its words; the more a topic tells of what is asserted, the earlier."""

ANYTHING: tuple[Subject, ...] = get_args(Subject)


@dataclass(frozen=True)
class StatementKind:
    """A kind of statement.

    Parameters
    ----------
    name
        As the column ``asserts`` has it.
    heading
        Over statements of this kind in a report.
    needs
        Columns without which it cannot be tested.
    about
        Tables that hold what it can be about.
    counts_people
        Whether its figure counts people.
    deniable
        Whether ``denies`` may turn it into its opposite; a figure is denied by another figure.
    topic
        The topic of an article from which it is drafted, or ``None`` where no topic tells it.
    """

    name: Assertion
    heading: Message
    needs: tuple[Need, ...]
    about: tuple[Subject, ...]
    counts_people: bool
    deniable: bool
    topic: Topic | None


def kind_of(asserts: Assertion) -> StatementKind:
    """The kind of statement of a name."""
    match asserts:
        case "people-left":
            return StatementKind(
                name=asserts,
                heading=say("statements.people-left"),
                needs=("quantity_likely",),
                about=("corridors", "exits"),
                counts_people=True,
                deniable=False,
                topic="departures",
            )
        case "people-inside":
            return StatementKind(
                name=asserts,
                heading=say("statements.people-inside"),
                needs=("quantity_likely",),
                about=ANYTHING,
                counts_people=True,
                deniable=False,
                topic="population",
            )
        case "corridor-open":
            return StatementKind(
                name=asserts,
                heading=say("statements.corridor-open"),
                needs=("about",),
                about=("corridors", "exits"),
                counts_people=False,
                deniable=True,
                topic="corridor",
            )
        case "pause-kept":
            return StatementKind(
                name=asserts,
                heading=say("statements.pause-kept"),
                needs=("about",),
                about=("pauses",),
                counts_people=False,
                deniable=True,
                topic="pause",
            )
        case "aid-for":
            return StatementKind(
                name=asserts,
                heading=say("statements.aid-for"),
                needs=("about", "quantity_likely"),
                about=("deliveries",),
                counts_people=True,
                deniable=True,
                topic="aid",
            )
        case "places-ready":
            return StatementKind(
                name=asserts,
                heading=say("statements.places-ready"),
                needs=("quantity_likely",),
                about=("corridors",),
                counts_people=False,
                deniable=False,
                topic="shelter",
            )
        case "no-incident":
            return StatementKind(
                name=asserts,
                heading=say("statements.no-incident"),
                needs=("about",),
                about=("corridors", "exits", "facilities"),
                counts_people=False,
                deniable=True,
                topic=None,
            )
        case "deadline":
            return StatementKind(
                name=asserts,
                heading=say("statements.deadline"),
                needs=("until",),
                about=("corridors",),
                counts_people=False,
                deniable=False,
                topic="deadline",
            )
        case _:
            assert_never(asserts)


ASSERTIONS: tuple[Assertion, ...] = get_args(Assertion)
TOPICS: tuple[Topic, ...] = get_args(Topic)
KINDS = tuple(map(kind_of, ASSERTIONS))
"""Every kind, in the order of reports."""
