"""Whether a bound still holds if the map lacks more: a second, harder reading decides what is called impossible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from geleit.evacuation.map_gaps import gaps_that_matter
from geleit.evacuation.placement import Located, as_drawn, read_harder, trusted_to
from geleit.evacuation.proved import certificate_of, confirm, labels_of
from geleit.evacuation.question import question_of
from geleit.evacuation.travellers import fastest
from geleit.flow.bound import Proof, beeline_moments, prove, prove_again, walking_labels
from geleit.flow.curve import last_impossible, last_impossible_by_beelines, last_impossible_by_walking
from geleit.flow.cut import evaluate, evaluate_beelines
from geleit.flow.instance import Question
from geleit.flow.layers import reach
from geleit.model.against_the_map import AgainstTheMap, MapGap
from geleit.model.arrays import Ints
from geleit.model.certificate import Certificate
from geleit.model.window import Window


def against_the_map(
    located: Located, window: Window, proof: Proof, proved: Callable[..., Proof] = prove
) -> AgainstTheMap:
    """Read the map again, harder, where a bound rests on it.

    What exit seats and straight lines prove needs no map. For the rest, streets are taken to meet wherever they come
    within 30 m of each other, and parts of the map that lie within 500 m.

    Parameters
    ----------
    window
        For which the question was made; the proof may end before it does.
    proof
        The bound, at the generous end.
    proved
        How it was proved: of a question, and told by ``enough`` what the bound need not go below.
    """
    horizon = proof.question.horizon
    at_most, left = proof.at_most("beeline"), proof.could_not_leave("beeline")
    drawn = _by_walking(located, window, horizon)
    drawn_at_most, drawn_left = min(at_most, drawn[0]), max(left, drawn[1])
    known, found = (proof.at_most("streets"), proof.could_not_leave("streets")), None
    if known != (at_most, left) and (harder := read_harder(located)) is not None:
        read_again = question_of(harder, window, "generous").until(horizon)
        found = proved(read_again, enough=(known[0], int(read_again.low.sum()) - known[1]))
        at_most = min(at_most, max(known[0], found.at_most("streets")))
        left = max(left, min(known[1], found.could_not_leave("streets")))
        if (at_most, left) == (proof.at_most("beeline"), proof.could_not_leave("beeline")):
            found = None
    certificate = None
    if found is not None:
        certificate = certificate_of(found, located.case)
        confirm(certificate)
    return AgainstTheMap(
        at_most,
        left,
        drawn_at_most,
        drawn_left,
        trusted_to(located.case),
        _gaps(located, proof, drawn[2], differs=((at_most, left) != known, (drawn_at_most, drawn_left) != known)),
        certificate,
        located.unread,
    )


def readings(located: Located, window: Window) -> Iterator[Question]:
    """The questions of a case that a certificate of it may be about: as the bound reads the map, and harder."""
    yield question_of(located, window, "generous")
    if (harder := read_harder(located)) is not None:
        yield question_of(harder, window, "generous")


def impossible_for_sure(located: Located, window: Window, aside: int = 0) -> bool:
    """Whether it is proved, even if the map lacks more, that not even the fewest people can all be out.

    Parameters
    ----------
    aside
        So many of them are left aside: then it is whether not even all others can be.
    """
    question = question_of(located, window, "generous")
    if proved_without_map(question)[1] > aside:
        return True
    if prove(question).could_not_leave("streets") <= aside:
        return False
    harder = read_harder(located)
    return harder is not None and prove(question_of(harder, window, "generous")).could_not_leave("streets") > aside


def proved_without_map(question: Question) -> tuple[int, int]:
    """How many of the most people can be out, and of the fewest cannot, by exit seats and straight lines alone."""
    nowhere = evaluate(question, np.zeros(question.nodes, dtype=np.int64))
    cuts = [nowhere, *(evaluate_beelines(question, moment) for moment in beeline_moments(question))]
    at_most = min(int(question.high.sum()), *(cut.at_most for cut in cuts))
    return at_most, max(0, int(question.low.sum()) - min(cut.at_most_of_fewest for cut in cuts))


def proved_harder(located: Located, window: Window, known: Certificate | None) -> tuple[int, int] | None:
    """The same even if the map lacks more; soon found, and weaker. ``None`` where that cannot be worked out.

    Parameters
    ----------
    known
        What was proved of the same map, read as hard, with other exits.
    """
    if (harder := read_harder(located)) is None:
        return None
    question = question_of(harder, window, "generous")
    return prove_again(question, () if known is None else labels_of(known, question))


def last_impossible_for_sure(located: Located, window: Window, question: Question, proof: Proof) -> int:
    """The latest moment by which not all of the fewest people can be out, even if the map lacks more; 0 if none.

    Parameters
    ----------
    question
        The question over the whole window, at the generous end.
    proof
        A proof of it for some earlier horizon.
    """
    latest, without_map = last_impossible(question, proof), last_impossible_by_beelines(question)
    if latest <= without_map or (harder := read_harder(located)) is None:
        return min(latest, without_map)
    read_again = question_of(harder, window, "generous").until(question.horizon)
    return min(latest, max(without_map, last_impossible_by_walking(read_again)))


def _by_walking(located: Located, window: Window, horizon: int) -> tuple[int, int, Ints]:
    """What walking times prove on the map as it is drawn: at most, could not leave, and the labels by corner."""
    question = question_of(as_drawn(located), window, "generous").until(horizon)
    reached = reach(question)
    most, fewest = (walking_labels(question, reached, people) for people in (question.high, question.low))
    at_most = min(int(question.high.sum()), evaluate(question, most).at_most)
    left = max(0, int(question.low.sum()) - evaluate(question, fewest).at_most_of_fewest)
    return at_most, left, most[: located.case.network.nodes]


def _gaps(located: Located, proof: Proof, drawn: Ints, *, differs: tuple[bool, bool]) -> tuple[MapGap, ...]:
    """The gaps that make the difference: between the harder reading and the bound, or it and the map as drawn."""
    anyone = fastest(located.case, riding=located.riding, end="high")
    speed = max(anyone.speed, anyone.riding or 0.0)
    harder, on_the_map = differs
    if harder and (reading := read_harder(located)) is not None:
        decided = proof.most if proof.at_most("streets") < int(proof.question.high.sum()) else proof.fewest
        labels = np.minimum(decided.streets, proof.question.horizon)[: located.case.network.nodes]
        found = gaps_that_matter(_without_known(reading, located), speed, labels)
        if found:
            return found
    return gaps_that_matter(located, speed, drawn) if on_the_map else ()


def _without_known(harder: Located, located: Located) -> Located:
    """A harder reading with those crossings alone that the bound does not know."""
    edges = located.case.network.edges
    if located.joins is None or harder.joins is None:
        return harder
    known, crossings = located.joins.crossings, harder.joins.crossings
    new = ~np.isin(crossings.piece * edges + crossings.onto, known.piece * edges + known.onto)
    only = type(crossings)(*(getattr(crossings, name)[new] for name in ("piece", "corner", "onto", "out", "metres")))
    return replace(harder, joins=replace(harder.joins, crossings=only))
