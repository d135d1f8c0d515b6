"""What is true of a simulated town is never held against anybody; and how much of what is false is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from geleit.assessment import assess_statements, inquiries_of
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import StatementFinding
from geleit.model.incident import Incident
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.properties.simulated_town import GATES, Town, case_of, counted, drawn_town, replies_of, true_ledger
from tests.unit.assessment.drawn_case import at

FEW, MANY, PLANTED = 300, 10_000, 1_000
LEAST_DECIDED = 0.7
"""Of the planted falsehoods: less would mean that the tests have become a way out of every question."""


def held_against(seed: int) -> list[StatementFinding]:
    random = Random(seed)
    town, statements = true_ledger(random)
    the_case = case_of(town, statements, random)
    return [f for f in assess_statements(the_case, replies_of(town, inquiries_of(the_case))) if f.adverse]


def test_what_is_true_is_never_held_against_anybody():
    for seed in range(FEW):
        assert not held_against(seed), seed


@pytest.mark.slow
def test_what_is_true_is_never_held_against_anybody_in_many_towns():
    for seed in range(FEW, FEW + MANY):
        assert not held_against(seed), seed


Planted = tuple[list[Statement], tuple[Incident, ...]]


def said(
    id_: str, asserts: str, figure: int | None, speaker: str = "Government", party: str = "gov", **more
) -> Statement:
    blank = {
        "role": "",
        "at": at(9),
        "text": "as was said",
        "topic": "",
        "about": "north",
        "source": "s1",
        "repeats": "none",
    }
    quantity = None if figure is None else Range(figure, figure, figure, "people")
    told = blank | {"words_checked": True} | more
    return Statement(id=id_, asserts=asserts, speaker=speaker, party=party, quantity=quantity, **told)


def departed(id_: str, figure: int, first: int, last: int, **more) -> Statement:
    scope = {"whom": "civilians", "by": "foot", "since": at(first), "until": at(last)}
    return said(id_, "people-left", figure, **(scope | more))


def too_many(town: Town, random: Random) -> Planted:
    """More than can have passed."""
    most = sum(counted(town, {"gate"}, "civilians", by, at(1), at(9)) for by in ("foot", "road"))
    return [departed("x", most + random.randint(1, 9), 1, 9)], ()


def days_above_total(_: Town, random: Random) -> Planted:
    """Days that come to more than their total, by the same voice."""
    one, two = (random.randint(0, 2) for _ in range(2))
    return [
        departed("a", one, 1, 2),
        departed("b", two, 2, 3),
        departed("x", max(0, one + two - 1), 1, 3, disjoint=True),
    ], ()


def parts_above_total(_: Town, random: Random) -> Planted:
    """Parts of which nobody is in two, and that come to more than their total."""
    women, men = random.randint(1, 3), random.randint(1, 3)
    parts = [departed("a", women, 1, 9, whom="women", part_of="x"), departed("b", men, 1, 9, whom="men", part_of="x")]
    return [*parts, departed("x", women + men - 1, 1, 9, whom="everyone", disjoint=True)], ()


def shut(_: Town, __: Random) -> Planted:
    """Shut, while somebody without a stake counted people who passed."""
    un = departed("u", 1, 2, 3, speaker="UN OCHA", party="un", whom="everyone")
    return [said("x", "corridor-open", None, denies=True, since=at(1), until=at(4)), un], ()


def quiet(_: Town, random: Random) -> Planted:
    """Quiet, while a monitor saw shells."""
    return [said("x", "no-incident", None, since=at(1), until=at(8))], (_shell(random),)


def kept(_: Town, random: Random) -> Planted:
    """Kept, while a monitor saw shells of the party that announced it."""
    return [said("x", "pause-kept", None, about="daily", whom="everyone", since=at(1), until=at(8))], (_shell(random),)


def fewer_inside(_: Town, random: Random) -> Planted:
    """Fewer inside than left after that."""
    inside = said("x", "people-inside", 1, whom="civilians", about="operation", at=at(2, 1))
    gone = departed("u", 2 + random.randint(0, 3), 3, 9, speaker="UN OCHA", party="un", by="any", part_of="x")
    return [inside, gone], ()


def taken_back(_: Town, __: Random) -> Planted:
    """A figure that the same voice took back."""
    return [departed("x", 2, 1, 9), departed("later", 1, 1, 9, corrects="x", at=at(9, 12), text="corrected: 1")], ()


def contradicted(_: Town, __: Random) -> Planted:
    """A figure that somebody else denies: who is right is not in the figures."""
    return [departed("x", 2, 1, 9), departed("u", 1, 1, 9, speaker="UN OCHA", party="un")], ()


def _shell(random: Random) -> Incident:
    when = at(random.randint(3, 5), 12)
    return Incident("i", when, when, 0.001, 0.002, 0.0, "shelling", "gov", None, "Monitor", "s1", "")


FALSEHOODS: tuple[Callable[[Town, Random], Planted], ...] = (
    too_many, days_above_total, parts_above_total, shut, quiet, kept, fewer_inside, taken_back, contradicted,
)  # fmt: skip


def planted_town(seed: int) -> tuple[Town, Case, str]:
    """A town, its case with a falsehood, and the kind of that."""
    random = Random(seed)
    town, planted = drawn_town(random), FALSEHOODS[seed % len(FALSEHOODS)]
    statements, incidents = planted(town, random)
    known = case_of(town, statements, random)
    gates = tuple(replace(gate, windows=(Window(at(1), at(11)),)) for gate in GATES)
    return town, replace(known, incidents=incidents, exits=gates), planted.__name__


def held_against_it(town: Town, known: Case) -> list[StatementFinding]:
    return [f for f in assess_statements(known, replies_of(town, inquiries_of(known))) if f.adverse]


def test_how_many_planted_falsehoods_are_found():
    found: Counter[str] = Counter()
    for seed in range(PLANTED):
        town, known, kind = planted_town(seed)
        found[kind] += any(f.statement == "x" for f in held_against_it(town, known))
    share = found.total() / PLANTED
    print(  # noqa: T201 - the share is what is asked for
        f"\ndecided: {share:.1%} of {PLANTED:,} planted falsehoods; {dict(found)}"
    )
    assert share >= LEAST_DECIDED


def test_none_is_held_against_anybody_if_nobody_checked_the_words_of_any_statement_that_it_takes():
    """Whatever else is known: a verdict falls with each of the statements without which it would not be there."""
    fell: Counter[str] = Counter()
    for seed in range(90):
        town, known, kind = planted_town(seed)
        if not held_against_it(town, known):
            continue
        for unread in known.statements:
            others = tuple(s for s in known.statements if s is not unread)
            needed = not held_against_it(town, replace(known, statements=others))
            open_ = tuple(replace(s, words_checked=s is not unread) for s in known.statements)
            found = held_against_it(town, replace(known, statements=open_))
            assert not (needed and found), (seed, kind, unread.id)
            fell[kind] += needed
    assert len(fell) == len(FALSEHOODS)
