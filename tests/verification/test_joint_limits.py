"""What crossings pass together at most: by hand, against linear programs, and in files that were tampered with."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

import geleit
from geleit.certify import certify
from geleit.flow.bound import prove
from geleit.flow.by_rate import lines_of
from geleit.flow.conditional import under_limit
from geleit.flow.instance import Question
from geleit.model.certificate import SEVERAL_WAYS, DailyLimit, Joint
from geleit.model.proof import from_document, to_text
from tests.verification.oracle.folders import exit_at, paths, people_at
from tests.verification.other_checker import check as checked_by_others
from tests.verification.test_conditional import HOUR, HOURS, asked, certificate_of

SEEDS = range(40)


def together(seed: int) -> Question:
    """Crossings some of which have a joint limit that holds whenever any of them is open."""
    question = asked(seed)
    rng = np.random.default_rng(seed)
    known = sorted({g.crossing for g in question.gates if g.crossing not in (None, SEVERAL_WAYS)})
    members = tuple(known[: int(rng.integers(1, len(known) + 1))]) if known else ()
    if not members:
        return question
    hours = {
        h for g in question.gates if g.crossing in members for h in range(HOURS) if is_open(question, g.profile, h)
    }
    profile: list[tuple[int, int]] = []
    for hour in sorted(hours):
        begin = profile.pop()[0] if profile and profile[-1][1] == hour * HOUR else hour * HOUR
        profile.append((begin, (hour + 1) * HOUR))
    profiles = (*question.profiles, tuple(profile))
    return replace(
        question, profiles=profiles, joint=(Joint("teams", members, int(rng.integers(0, 60)), len(profiles) - 1),)
    )


def is_open(question: Question, profile: int, hour: int) -> bool:
    return any(a <= hour * HOUR < b for a, b in question.profiles[profile])


def most(question: Question, people: list[int], limit: int | None = None) -> float:
    """The most who can pass, as a linear program: how many pass each gate in each hour."""
    cells = [(x, h) for x, g in enumerate(question.gates) for h in range(HOURS) if is_open(question, g.profile, h)]
    if not cells:
        return 0.0
    gate, hour = (np.array(column) for column in zip(*cells, strict=True))
    crossing = np.array([g.crossing for g in question.gates])[gate]
    placed = np.array([g.node is not None for g in question.gates])[gate]
    after = question.after[:: question.nodes] // HOUR
    rows, most_of = [np.ones(len(cells), dtype=bool)], [float(sum(people))]
    for h in range(HOURS):  # whoever stands at a gate has come
        rows.append(placed & (hour <= h))
        most_of.append(float(sum(n for n, a in zip(people, after, strict=True) if a <= h)))
        for joint in question.joint:
            rows.append(np.isin(crossing, joint.crossings) & (hour == h))
            most_of.append(float(joint.rate))
    if limit is not None:
        begins = np.array([0, *question.days])
        day = np.searchsorted(begins, hour * HOUR, side="right")
        for x in set(crossing.tolist()) - {SEVERAL_WAYS}:
            for d in set(day.tolist()):
                rows.append((crossing == x) & (day == d))
                most_of.append(float(limit))
    rates = np.array([g.rate for g in question.gates], dtype=float)[gate]
    found = linprog(
        -np.ones(len(cells)), A_ub=np.array(rows, dtype=float), b_ub=most_of, bounds=np.column_stack([0 * rates, rates])
    )
    assert found.status == 0, found.message
    return float(-found.fun)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_more_can_pass_than_a_bound_with_a_joint_limit_says(seed: int):
    question = together(seed)
    proof = prove(question)
    for people, at_most in (
        (question.high, proof.at_most("streets")),
        (question.low, int(question.low.sum()) - proof.could_not_leave("streets")),
    ):
        assert at_most >= most(question, people.tolist()) - 1e-6
    for limit in (0, 30, 150):
        rung = under_limit(question, DailyLimit("made up", limit)).rung
        assert rung.at_most >= most(question, question.high.tolist(), limit) - 1e-6


def test_joint_limits_bind_in_many_of_these():
    tighter = [seed for seed in SEEDS if (q := together(seed)).joint and _at_most(q) < _at_most(replace(q, joint=()))]
    assert len(tighter) >= 10


def _at_most(question: Question) -> int:
    return prove(question).at_most("streets")


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if together(seed).joint][:12])
def test_both_checkers_read_what_is_written_and_find_what_was_changed(seed: int):
    proof = prove(together(seed))
    conditional = (under_limit(proof.question, DailyLimit("made up", 12)),)
    written = certificate_of(proof, conditional, lines_of(proof, [1, 40]))
    data = to_text(written).encode()
    assert from_document(json.loads(data), data) == written
    assert certify(written).holds
    checked_by_others(data)
    joint = written.instance.joint[0]
    for wrong in (
        replace(joint, rate=-1),
        replace(joint, crossings=()),
        replace(joint, crossings=(*joint.crossings, 77)),
        replace(joint, crossings=(*joint.crossings, joint.crossings[0])),
        replace(joint, profile=len(written.instance.profiles)),
    ):
        _refused(replace(written, instance=replace(written.instance, joint=(wrong,))))
    _refused(replace(written, instance=replace(written.instance, joint=(joint, joint))))
    if written.at_most < _at_most(replace(proof.question, joint=())):
        _refused(replace(written, instance=replace(written.instance, joint=())))
        _refused(replace(written, instance=replace(written.instance, joint=(replace(joint, rate=joint.rate + 50),))))


def _refused(certificate: geleit.Certificate) -> None:
    assert not certify(certificate).holds
    with pytest.raises((ValueError, KeyError, OverflowError)):
        checked_by_others(to_text(certificate).encode())


def test_by_hand_two_exits_and_one_team(tmp_path):
    """1,000 people at two exits of 600 an hour each for an hour, and teams for 300 an hour at both together."""
    made = paths([0, 40])
    people_at(made, 0, 500)
    people_at(made, 40, 500)
    made.row("sources", id="paper", title="A paper", publisher="P", published="2024-01-01")
    for x, name in ((0, "west"), (40, "east")):
        exit_at(made, x, 600, name)
    made.row(
        "joint_limits", id="teams", exits="west; east", rate_low=200, rate_likely=300, rate_high=300, source="paper"
    )
    answer = geleit.evacuate(geleit.read_case(str(made.write(tmp_path))))
    assert (answer.at_most, answer.could_not_leave) == (600, 400)  # two hours
    assert [(b.kind, b.id, b.people) for b in answer.binding] == [("joint limit", "teams", 600)]
    assert answer.at_least == 2 * 200
    assert answer.likely_plan.people_out == 2 * 300
