"""The oracle that scales: one source, endless supply, constant capacities; then repeating one static flow is optimal.

L. R. Ford and D. R. Fulkerson, *Constructing maximal dynamic flows from static flows*, Operations Research 6, 1958: the
value is that of a minimum cost circulation whose costs are the transit times, with a return arc that gains the horizon.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geleit.certify import check_plan
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.flow.schedule import best_plan
from geleit.io.case.casefile import read_case
from geleit.model.certificate import Gate
from geleit.model.plan import Effort

pytestmark = pytest.mark.slow

ENDLESS = 10**6
HOURS = 3


def repeated_flow(question, source, sink):
    """Units of 1/3600 person."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow = SimpleMinCostFlow()
    horizon = question.horizon
    flow.add_arcs_with_capacity_and_unit_cost(question.tail, question.head, question.rate, question.transit)
    flow.add_arc_with_capacity_and_unit_cost(sink, source, 10**9, -horizon)
    flow.set_nodes_supplies(np.arange(question.nodes), np.zeros(question.nodes, dtype=np.int64))
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost()


@pytest.fixture(scope="module")
def streets():
    case = read_case("aleppo-2016")
    return case.network.nodes, question_of(locate(case), case.period, "cautious").until(HOURS * 3600)


@pytest.mark.parametrize("seed", range(6))
def test_one_source_one_gate_in_aleppo(streets, seed):
    dice, (of_map, streets) = np.random.default_rng(seed), streets
    corners = np.flatnonzero(np.bincount(streets.tail, minlength=streets.nodes)[:of_map] > 2)
    source, sink = (int(x) for x in dice.choice(corners, 2, replace=False))
    usable = streets.edge >= 0
    arcs = {name: getattr(streets, name)[usable] for name in ("tail", "head", "transit", "rate", "edge")}
    people = np.array([ENDLESS])
    question = replace(
        streets, **arcs, profile=np.zeros(usable.sum(), dtype=np.int64), profiles=(((0, HOURS * 3600),), ()),
        gates=(Gate("gate", sink, 10**9, 0),), low=people, high=people,
        group=np.array([0]), start=np.array([source]), after=np.array([0]),
    )  # fmt: skip
    exact = repeated_flow(question, source, sink)
    assert exact < ENDLESS * 3600
    proof = prove(question)
    plan, ceiling = best_plan(question, "aleppo", "2016-07-28T00:00:00+03:00", Effort(budget=0))
    assert check_plan(plan).holds
    assert plan.people_out <= exact // 3600 <= min(proof.at_most("streets"), ceiling)
    assert proof.at_most("streets") * 3600 <= exact * 1.03  # the worst of these six is 2.8 % above
