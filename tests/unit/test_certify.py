"""The independent checker accepts what the engine made and refuses what was changed."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from geleit.certify import certify
from geleit.errors import CertificateError
from geleit.flow.bound import prove
from geleit.flow.schedule import best_plan
from geleit.model.certificate import Beelines, Certificate, Gate, Instance, Rung
from geleit.model.plan import Plan, Stream
from geleit.model.proof import fingerprint, from_document, to_document
from tests.verification.cities import random_city

ORIGIN = "2016-07-28T00:00:00+03:00"
TAKEN = "straight lines taken away"


@pytest.fixture(scope="module")
def certificate():
    proof = prove(random_city(7))
    return to_document(Certificate(proof.question.plain(), case="city", origin=ORIGIN, **proof.rungs))


@pytest.fixture(scope="module")
def plan():
    return to_document(best_plan(random_city(7), "city", ORIGIN)[0])


def resealed(document):
    document["instance_sha256"] = fingerprint(document["instance"])
    document["seal"] = fingerprint({key: value for key, value in document.items() if key != "seal"})
    return document


def test_what_the_engine_made_holds_after_a_round_trip(certificate, plan):
    for document in (certificate, plan):
        proof = from_document(json.loads(json.dumps(document)))
        assert to_document(proof) == document
        assert certify(proof).holds


def changes():
    """Edits of a certificate: what, and how."""
    return {
        "at_most lowered": lambda d: d["bounds"]["streets"].update(at_most=d["bounds"]["streets"]["at_most"] - 1),
        "could_not_leave raised": lambda d: d["bounds"]["exit_seats"].update(could_not_leave=10**6),
        "a label raised": lambda d: d["bounds"]["streets"]["labels"].__setitem__(0, 10**6),
        "a label negative": lambda d: d["bounds"]["streets"]["labels"].__setitem__(1, -1),
        "a label missing": lambda d: d["bounds"]["streets"]["labels"].pop(),
        "seats with labels": lambda d: d["bounds"]["exit_seats"].update(labels=60),
        "a gate made narrow": lambda d: d["instance"]["gates"][0].update(rate=1),
        "people taken away": lambda d: d["instance"]["people"]["high"].__setitem__(0, 0),
        "deadline moved": lambda d: d["instance"].update(horizon=60),
        "straight lines made longer": lambda d: d["instance"]["beelines"].update(
            after=[a + 9**9 for a in d["instance"]["beelines"]["after"]]
        ),
        "straight lines out of order": lambda d: d["instance"]["beelines"]["after"].reverse(),
        "people of straight lines taken away": lambda d: d["instance"]["beelines"]["high"].__setitem__(0, 0),
        "straight lines taken away": lambda d: d["instance"].pop("beelines"),
        "a straight moment of each node": lambda d: d["bounds"]["beeline"].update(labels=[60] * d["instance"]["nodes"]),
        "a profile out of order": lambda d: d["instance"]["profiles"].append([[60, 30]]),
    }


@pytest.mark.parametrize("change", changes())
def test_an_edit_is_seen_by_the_seal(certificate, change):
    document = copy.deepcopy(certificate)
    changes()[change](document)
    with pytest.raises(CertificateError, match="seal: the file was changed"):
        from_document(document)


@pytest.mark.parametrize("change", [name for name in changes() if name not in ("people taken away", TAKEN)])
def test_a_resealed_edit_fails_on_the_figures(certificate, change):
    document = copy.deepcopy(certificate)
    changes()[change](document)
    check = certify(from_document(resealed(document)))
    assert not check.holds
    assert check.problems


def test_a_bound_by_straight_lines_needs_straight_lines(certificate):
    document = copy.deepcopy(certificate)
    changes()[TAKEN](document)
    with pytest.raises(CertificateError, match="'beeline' is no entry of this format"):
        from_document(resealed(document))
    del document["bounds"]["beeline"]
    assert certify(from_document(resealed(document))).holds  # it proves less, and says no more


def test_the_straight_line_alone_holds_people_back():
    """Of 100 people whom a straight line takes longer than there is time, and 50 near, 50 can be out."""
    city = replace(random_city(7), low=np.array([150]), high=np.array([150]), group=np.zeros(1, dtype=np.int64),
                   start=np.zeros(1, dtype=np.int64), after=np.zeros(1, dtype=np.int64))  # fmt: skip
    city = replace(city, gates=(Gate("gate", 0, 10**6, 0),), beelines=Beelines((60, 10**6), (50, 100), (50, 100)))
    proof = prove(city)
    assert (proof.rungs["beeline"].at_most, proof.rungs["streets"].at_most) == (50, 150)
    assert (proof.at_most("exit_seats"), proof.at_most("streets"), proof.could_not_leave("streets")) == (150, 50, 100)
    certificate = Certificate(city.plain(), case="city", origin=ORIGIN, **proof.rungs)
    assert (certificate.at_most, certificate.could_not_leave) == (50, 100)
    assert certify(certificate).holds


def test_a_file_from_before_is_read_and_warned_about(certificate, plan):
    for document, kind in ((certificate, "geleit-certificate/1"), (plan, "geleit-plan/1")):
        earlier = {**copy.deepcopy(document), "format": kind}
        del earlier["version"]
        earlier["instance"].pop("beelines", None)
        earlier.get("bounds", {}).pop("beeline", None)
        proof = from_document(resealed(earlier))
        assert to_document(proof) == earlier
        check = certify(proof)
        assert check.holds
        assert "built by a version that did not say which it was: " in check.advisories[0]
        assert certify(from_document(document)).advisories == ()


@pytest.mark.parametrize(("version", "warned"), [("0.1.0", True), ("0.1.9", True), ("0.2.0", False), ("99.0", True)])
def test_advisories_go_by_the_version_that_built_it(certificate, version, warned):
    check = certify(from_document(resealed({**copy.deepcopy(certificate), "version": version})))
    assert bool(check.advisories) == warned
    said = f"built by version {version}, as it says, which is later" if version == "99.0" else f"version {version}: "
    assert all(said in text for text in check.advisories)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("format", "geleit-certificate/3"), ("bounds", []), ("instance", None), ("case", 7), ("case", ""),
        ("case", "\ud800"), ("case", "two\nlines"), ("case", "x" * 1001), ("origin", None), ("origin", "yesterday"),
        ("origin", "2016-07-28T00:00:00"), ("units", {"time": "hours"}), ("verdict", "all is well"),
    ],
)  # fmt: skip
def test_a_malformed_certificate_is_refused_in_words(certificate, entry, value):
    with pytest.raises(CertificateError):
        from_document(resealed({**copy.deepcopy(certificate), entry: value}))


@pytest.mark.parametrize("part", ["instance", "arcs", "people", "gate", "bounds", "rung"])
def test_an_entry_of_no_meaning_is_refused(certificate, part):
    document = copy.deepcopy(certificate)
    instance, bounds = document["instance"], document["bounds"]
    {"instance": instance, "arcs": instance["arcs"], "people": instance["people"], "gate": instance["gates"][0],
     "bounds": bounds, "rung": bounds["walking"]}[part]["note"] = 1  # fmt: skip
    with pytest.raises(CertificateError, match="'note' is no entry of this format"):
        from_document(resealed(document))


@pytest.mark.parametrize("value", [1.5, True, "7", None, 1e300, 2**63, -(2**63), 10**4000])
def test_only_whole_numbers_count(certificate, value):
    document = copy.deepcopy(certificate)
    document["bounds"]["walking"]["at_most"] = value
    with pytest.raises(CertificateError, match="expected a whole number of up to 63 bits"):
        from_document(resealed(document))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d.update(people_out=d["people_out"] + 1), "the streams carry"),
        (lambda d: d["through_exits"]["rate"].__setitem__(0, 10**6), "it can carry"),
        (lambda d: d["through_exits"]["end"].__setitem__(0, 10**6), "out of range"),
        (lambda d: d["on_arcs"]["at"].__setitem__(0, 10**6), "out of range"),
        (lambda d: [d["on_arcs"][c].clear() for c in ("at", "start", "end", "rate")], "more people leave"),
        (lambda d: d["instance"]["people"].update(low=[0] * len(d["instance"]["people"]["low"])), "more people leave"),
    ],
)
def test_a_changed_plan_fails(plan, change, problem):
    document = copy.deepcopy(plan)
    change(document)
    check = certify(from_document(resealed(document)))
    assert not check.holds
    assert any(problem in text for text in check.problems)


def test_absurd_sizes_take_no_memory():
    everywhere = (Rung(0, 5, 0, 0), Rung(10**9, 5, 10**9, 0), Rung(0, 5, 0, 0))
    arcs = ((0,), (10**15 - 1,), (1,), (1,), (0,))
    gate = Gate("gate", 7, 10**6, 0)
    instance = Instance(10**15, 3600, *arcs, (((0, 3600),),), (gate,), (5,), (5,), (0,), (10**14,), (0,))
    assert certify(Certificate(instance, *everywhere, "huge", ORIGIN)).holds


def test_many_openings_take_no_time():
    often = tuple((t, t + 1) for t in range(0, 200_000, 2))
    streams = tuple(Stream(0, a, b, 3600) for a, b in often)
    instance = Instance(
        1,
        200_000,
        (),
        (),
        (),
        (),
        (),
        (often,),
        (Gate("gate", 0, 3600, 0),) * 300,
        (10**5,),
        (10**5,),
        (0,),
        (0,),
        (0,),
    )
    assert certify(Plan(instance, (), streams, 10**5, "often", ORIGIN)).holds
    seats = Rung(0, 10**5, 0, 0)
    assert certify(Certificate(instance, seats, seats, seats, "often", ORIGIN)).holds
    late = Stream(0, 1, 2, 3600)
    assert "used while closed" in certify(Plan(instance, (), (*streams, late), 10**5, "often", ORIGIN)).problems[0]


def test_the_checker_loads_neither_solver_nor_numerical_library():
    heavy = "{'numpy', 'scipy', 'numba', 'ortools', 'shapely', 'rich', 'typer'}"
    code = f"import sys, geleit.certify, geleit.model.proof; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("odd", [float("nan"), 1.0, True])
@pytest.mark.parametrize("column", ["transit", "rate", "tail", "after"])
def test_what_is_no_whole_number_does_not_hold(certificate, column, odd):
    proof = from_document(certificate)
    values = getattr(proof.instance, column)
    changed = replace(proof, instance=replace(proof.instance, **{column: (odd, *values[1:])}))
    assert not certify(changed).holds
