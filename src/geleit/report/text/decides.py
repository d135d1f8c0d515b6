"""Which unknown decides, what to find out first, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.messages import Message, say
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.deciding import Input, Moves
from geleit.report.text.wrapping import wrapped

NAMES: dict[Input, Message] = {
    "rate": say("decides.rate"),
    "hours": say("decides.hours"),
    "unplaced": say("decides.unplaced"),
    "people": say("decides.people"),
    "vehicles": say("decides.vehicles"),
    "streets": say("decides.streets"),
}
"""What each input is, in words."""


def decides_lines(case: Case, answer: Proved) -> Iterator[Message]:
    """A sentence for each input that moves something, the one that moves it farthest first; then those that do not."""
    for one in answer.decides:
        if one.people:
            name, asked = NAMES[one.input], whom(case, one.input)
            yield say("decides.moves", input=name, bound=one.at_most, plan=one.likely, whom=asked)
    idle = tuple(NAMES[one.input] for one in answer.decides if not one.people)
    if idle:
        yield say("decides.not", inputs=idle)


def decided_lines(case: Case, answer: Proved) -> list[str]:
    """The same for a terminal, with a heading; nothing of a public answer."""
    found = [line for text in decides_lines(case, answer) for line in wrapped(str(text), "    ", "      ")]
    return [f"  {say('decides.heading')}", *found] if found else []


def decides_rows(case: Case, answer: Proved) -> list[tuple[str, Moves, str]]:
    """The same as rows of a table: what it is, how far it moves the answers, and whom to ask."""
    return [(str(NAMES[one.input]), one, str(whom(case, one.input))) for one in answer.decides]


def whom(case: Case, input_: Input) -> Message:
    """Who gave the figure, or could know it."""
    if input_ == "people":
        claimants = tuple(dict.fromkeys(place.claimant for place in case.places if place.claimant))
        return say("decides.claimants", names=claimants) if claimants else say("decides.inside")
    if input_ == "streets":
        return say("decides.map")
    if input_ == "vehicles":
        return say("decides.inside")
    exits = [exit_ for exit_ in case.exits if input_ != "unplaced" or not exit_.placed]
    names = _announcers(case, exits)
    return say("decides.announcers", names=names) if names else say("decides.holders")


def _announcers(case: Case, exits: list[Exit]) -> tuple[str, ...]:
    """Parties that announced the corridors of exits."""
    of = {exit_.corridor for exit_ in exits}
    ids = [party for corridor in case.corridors if corridor.id in of for party in corridor.announced_by]
    titles = {party.id: party.name for party in case.parties}
    return tuple(dict.fromkeys(titles.get(id_, id_) for id_ in ids))
