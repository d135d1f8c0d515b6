"""What a fault of the map must never do: make ``at_most`` less than what people could do in the town as it is.

Every town is a folder with files of its own, read as a user's are; what is possible in it is said by the oracle, which
knows no crossings and shares no code with the package. Each fault is of a kind that docs/method/bound.md says is
covered; its measures stand in ``faulty_towns.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import geleit
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.model.amount import Range
from geleit.model.certificate import RUNGS
from geleit.model.window import Window
from geleit.streets.joins import GAP
from tests.deep import deep
from tests.verification.faulty_towns import FAULTS, STEP, Drawn, Folder, Town, cut, dice_for, town_for
from tests.verification.oracle.network import UNITS
from tests.verification.oracle.tables import read
from tests.verification.oracle.worlds import World

FOLDED = {91}
"""Clean towns whose labels are loose since dead ends of ten minutes' queue are folded, though there are three minutes
in all: 381 for 264 who could, and 271 with nothing folded. That is no matter of crossings."""
ENDLESS = 1e6
"""Times as wide as any street of a town is, so that no street holds anybody up."""


def bounds_of(folder: Path) -> tuple[int, ...]:
    """The rungs for a case as it is read."""
    return proved(geleit.read_case(folder))


def proved(case: geleit.Case, finest: int | None = None) -> tuple[int, ...]:
    """The rungs, the weakest first; with labels every so many seconds, or as they are usually looked for."""
    question = question_of(locate(case), Window(case.period.start, case.deadline), "generous")
    proof = prove(question, None if finest is None else np.arange(0, question.horizon + 1, finest))
    return tuple(proof.at_most(rung) for rung in RUNGS)


def possible(town: Folder, folder: Path) -> tuple[int, ...]:
    """What people could do in a town, by the oracle: as if no street were narrow, twice, and as it is."""
    case = read(town.write(folder))
    low, high = case.assumed["usable_width"]
    wide = replace(case, assumed={**case.assumed, "usable_width": (low, ENDLESS * high)})
    walking, streets = (int(World(each, STEP).generous().most() // UNITS) for each in (wide, case))
    return walking, walking, walking, streets


def faults_in(seed: int, kinds: list[str], folder: Path) -> list[str]:
    """What is proved of a town as somebody drew it and is not so."""
    found, known = [], {}
    for kind in kinds:
        town = town_for(seed, areas=kind in AREAS)
        drawn = FAULTS[kind](town, dice_for(seed))
        here = folder / f"{kind}-{seed}"
        key = repr(drawn.town)
        could = known[key] if key in known else known.setdefault(key, possible(drawn.town, here / "true"))
        try:
            most = bounds_of(drawn.write(here / "drawn"))
        except geleit.InputError as refused:
            assert refused.problem == "no street touches the polygon"  # noqa: PT017 - a closure of what was drawn away
            continue
        if any(bound < can for bound, can in zip(most, could, strict=True)):
            found.append(f"{kind} in town {seed}: at most {most}, but {could} could")
    return found


AREAS = {"respelt", "drawn_otherwise"}
"""Faults that leave the metres of every street as they are: others change where the people of an area live."""
EVERY = sorted(FAULTS)


@pytest.mark.parametrize("kind", EVERY)
def test_no_fault_of_a_map_proves_what_is_not_so(tmp_path, kind):
    assert [fault for seed in range(9) for fault in faults_in(seed, [kind], tmp_path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", [100, *deep(200, 300)])
def test_nor_in_a_hundred_other_towns(tmp_path, first):
    kinds = {seed: [EVERY[(seed + k) % len(EVERY)] for k in (0, 5)] for seed in range(first, first + 100)}
    assert [fault for seed in kinds for fault in faults_in(seed, kinds[seed], tmp_path)] == []


def test_the_order_and_the_numbers_of_a_file_change_nothing(tmp_path):
    for seed in range(5):
        town = town_for(seed, areas=True)
        turned = Drawn(
            town, [(points[::-1], tags) for points, tags in town.lines[::-1]], osm=True, number=lambda i: -i - 9
        )
        plain = Drawn(town, town.lines, osm=True)
        figures = [bounds_of(map_.write(tmp_path / f"{seed}-{i}")) for i, map_ in enumerate((plain, turned))]
        assert figures[0] == figures[1], seed


def clean_towns(folder: Path) -> Iterator[tuple[int, Town, geleit.Case]]:
    """Towns with people at corners, where no end and no part apart is near anything, and their cases without (a)."""
    for seed in range(110):
        town = town_for(seed, areas=False)
        case = geleit.read_case(town.write(folder / f"{seed}"))
        none = replace(case, assumptions={**case.assumptions, GAP: Range(0, 0, 0, "m")})
        if town.exact and not len(locate(none).joins.pieces):
            yield seed, town, none


def test_nobody_gets_there_by_proving_nothing(tmp_path):
    """Without faults crossings cost nothing, and the bound is what could be done; found: 1.004 times as much."""
    figures = []
    for seed, town, none in clean_towns(tmp_path):
        finest = 10 if seed in FOLDED else None
        drawn, joined_nowhere = (proved(case, finest)[-1] for case in (geleit.read_case(tmp_path / f"{seed}"), none))
        figures.append((drawn, joined_nowhere, possible(town, tmp_path / f"{seed}-could")[-1]))
    drawn, joined_nowhere, could = np.array(figures).sum(axis=0)
    assert len(figures) >= 15
    assert drawn <= 1.01 * min(joined_nowhere, could)


def test_nor_does_a_gap_let_everybody_go(tmp_path):
    """A cut makes ends, which people may come to from 30 m around; found: 1.12 times what could be done."""
    most, could = 0, 0
    for seed, town, _ in clean_towns(tmp_path):
        town.tables.pop("closures", None)  # cut in two, a street is shut in part
        most += bounds_of(cut(town, dice_for(seed)).write(tmp_path / f"{seed}-drawn"))[-1]
        could += possible(town, tmp_path / f"{seed}-could")[-1]
    assert most <= 1.15 * could
