"""The independent checker accepts what the engine made and refuses what was changed."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from geleit.certify import certify
from geleit.errors import CertificateError
from geleit.flow.bound import prove
from geleit.flow.schedule import best_plan
from geleit.model.certificate import Beelines, Certificate, Gate, Instance, Rung
from geleit.model.columns import Unpacking, packed
from geleit.model.earlier_proof import fingerprint
from geleit.model.entries import LARGEST
from geleit.model.plan import Plan, Stream
from geleit.model.proof import STEPS, from_document, sealed, to_document, to_text
from tests.earlier_proofs import sealed_before, written_before
from tests.verification.cities import random_city
from tests.verification.other_checker import question_hash, unpacked

ORIGIN = "2016-07-28T00:00:00+03:00"
TAKEN = "straight lines taken away"


@pytest.fixture(scope="module")
def proofs():
    proof = prove(random_city(7))
    certificate = Certificate(proof.question.plain(), case="city", origin=ORIGIN, title="A city", **proof.rungs)
    return certificate, best_plan(random_city(7), "city", ORIGIN)[0]


@pytest.fixture
def certificate(proofs):
    return to_document(proofs[0])


@pytest.fixture
def plan(proofs):
    return to_document(proofs[1])


def read(document):
    text = sealed(document)
    return from_document(json.loads(text), text.encode())


def numbers(document, name):
    return unpacked(name, document["columns"][name])[0]


def put(document, name, values):
    document["columns"][name] = packed(values, steps=name in STEPS).entry


def one(name, index, value):
    """An edit of one number of a column."""

    def change(document):
        values = numbers(document, name)
        values[index] = value
        put(document, name, values)

    return change


def resealed(document):
    """A document with the hash of the question that it holds now; :func:`read` seals it."""
    data = {name: unpacked(name, column)[1] for name, column in document["columns"].items()}
    return {**document, "instance_sha256": question_hash(document, data)}


def test_what_the_engine_made_holds_after_a_round_trip(proofs):
    for proof in proofs:
        text = to_text(proof, "public")
        found = from_document(json.loads(text), text.encode())
        assert to_text(found, "public") == text
        assert certify(found).holds
        assert found.instance == proof.instance
        assert datetime.fromisoformat(found.by) - datetime.fromisoformat(ORIGIN) == timedelta(
            seconds=proof.instance.horizon
        )


def changes():
    """Edits of a certificate: what, and how."""
    labels = "labels.0"
    return {
        "at_most lowered": lambda d: d["bounds"]["streets"].update(at_most=d["bounds"]["streets"]["at_most"] - 1),
        "could_not_leave raised": lambda d: d["bounds"]["exit_seats"].update(could_not_leave=10**6),
        "a label raised": one(labels, 0, 10**6),
        "a label negative": one(labels, 1, -1),
        "a label missing": lambda d: put(d, labels, numbers(d, labels)[:-1]),
        "seats with labels": lambda d: d["bounds"]["exit_seats"].update(labels=60),
        "a gate made narrow": lambda d: d["instance"]["gates"][0].update(rate=1),
        "people taken away": one("people.high", 0, 0),
        "deadline moved": lambda d: d.update(horizon=60, by="2016-07-28T00:01:00+03:00"),
        "straight lines made longer": lambda d: put(
            d, "beelines.after", [a + 9**9 for a in numbers(d, "beelines.after")]
        ),
        "straight lines out of order": lambda d: put(d, "beelines.after", numbers(d, "beelines.after")[::-1]),
        "people of straight lines taken away": one("beelines.high", 0, 0),
        "straight lines taken away": lambda d: [d["columns"].pop(f"beelines.{x}") for x in ("after", "low", "high")],
        "a straight moment of each node": lambda d: d["bounds"]["beeline"].update(labels=labels),
        "a profile out of order": lambda d: d["instance"]["profiles"].append([[60, 30]]),
    }


@pytest.mark.parametrize("change", changes())
def test_an_edit_is_seen_by_the_seal(certificate, change):
    text = sealed(certificate)
    document = copy.deepcopy(certificate)
    changes()[change](document)
    edited = text.split("\n", 1)[0] + "\n" + sealed(document).split("\n", 1)[1]
    with pytest.raises(CertificateError, match="seal: the file was changed"):
        from_document(json.loads(edited), edited.encode())


@pytest.mark.parametrize("change", [name for name in changes() if name not in ("people taken away", TAKEN)])
def test_a_resealed_edit_fails_on_the_figures(certificate, change):
    changes()[change](certificate)
    check = certify(read(resealed(certificate)))
    assert not check.holds
    assert check.problems


def test_an_edit_of_the_question_is_seen_by_its_hash(certificate):
    one("people.high", 0, 0)(certificate)
    with pytest.raises(CertificateError, match="instance_sha256: does not fit"):
        read(certificate)


def test_names_of_gates_are_for_readers_and_the_question_the_same(certificate):
    before = certificate["instance_sha256"]
    certificate["instance"]["gates"][0]["name"] = "Another name"
    assert to_document(read(certificate))["instance_sha256"] == before


def test_a_bound_by_straight_lines_needs_straight_lines(certificate):
    changes()[TAKEN](certificate)
    with pytest.raises(CertificateError, match="'beeline' is no entry of this format"):
        read(resealed(certificate))
    del certificate["bounds"]["beeline"]
    assert certify(read(resealed(certificate))).holds  # it proves less, and says no more


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


@pytest.mark.parametrize("number", [1, 2])
def test_a_file_from_before_is_read_and_warned_about(proofs, number):
    for proof in proofs:
        earlier = written_before(proof, number)
        found = from_document(earlier, b"")
        assert written_before(found, number) == earlier
        check = certify(found)
        assert check.holds
        said = "built by a version that did not say which it was: "
        assert [said in text for text in check.advisories] == ([True] if number == 1 else [])
        changed = {**earlier, "case": "other"}
        with pytest.raises(CertificateError, match="seal: the file was changed"):
            from_document(changed, b"")
        changed["note"] = 1
        with pytest.raises(CertificateError, match="'note' is no entry of this format"):
            from_document(sealed_before(changed), b"")


def test_a_hash_of_before_is_of_the_question_in_the_file(proofs):
    for proof in proofs:
        earlier = written_before(proof, 2)
        other = {**earlier, "instance_sha256": "0" * 64}
        other["seal"] = fingerprint({key: value for key, value in other.items() if key != "seal"})
        with pytest.raises(CertificateError, match="instance_sha256: does not fit"):
            from_document(other, b"")


@pytest.mark.parametrize(("version", "warned"), [("0.1.0", True), ("0.1.9", True), ("0.2.0", False), ("99.0", True)])
def test_advisories_go_by_the_version_that_built_it(certificate, version, warned):
    check = certify(read({**certificate, "version": version}))
    assert bool(check.advisories) == warned
    said = f"built by version {version}, as it says, which is later" if version == "99.0" else f"version {version}: "
    assert all(said in text for text in check.advisories)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("format", "geleit-certificate/4"), ("bounds", []), ("instance", None), ("case", 7), ("case", ""),
        ("case", "two\nlines"), ("case", "x" * 1001), ("origin", None), ("origin", "yesterday"),
        ("origin", "2016-07-28T00:00:00"), ("units", {"time": "hours"}), ("verdict", "all is well"), ("title", ""),
        ("case_sha256", "abc"), ("case_sha256", None), ("by", "2016-07-29T00:00:00+03:00"), ("by", None),
        ("scenario", "cautious"), ("scenario", None), ("assumed", ["nothing"]), ("conditional", {}), ("by_rate", None),
        ("horizon", 10**17), ("publication", 1),
    ],
)  # fmt: skip
def test_a_malformed_certificate_is_refused_in_words(certificate, entry, value):
    with pytest.raises(CertificateError):
        read({**certificate, entry: value})


@pytest.mark.parametrize("entry", ["scenario", "by", "horizon", "assumed", "columns", "instance_sha256", "version"])
def test_what_is_missing_is_named(certificate, entry):
    if entry == "columns":
        del certificate["columns"]["people.after"]
    else:
        del certificate[entry]
    with pytest.raises(CertificateError, match="people.after: missing" if entry == "columns" else f"{entry}: missing"):
        read(certificate)


@pytest.mark.parametrize("part", ["instance", "gate", "bounds", "rung", "column", "columns"])
def test_an_entry_of_no_meaning_is_refused(certificate, part):
    instance, bounds, columns = certificate["instance"], certificate["bounds"], certificate["columns"]
    {"instance": instance, "gate": instance["gates"][0], "bounds": bounds, "rung": bounds["walking"],
     "column": columns["arcs.tail"]}.get(part, {})["note"] = 1  # fmt: skip
    if part == "columns":
        put(certificate, "labels.9", [1, 2])
    with pytest.raises(CertificateError, match=r"'note' is no entry of this format|'labels\.9' is no column of this"):
        read(certificate)


@pytest.mark.parametrize("value", [1.5, True, None, 1e300, 2**63, -(2**63), 10**4000])
def test_only_whole_numbers_count(certificate, value):
    certificate["bounds"]["walking"]["at_most"] = value
    with pytest.raises(CertificateError, match="expected a whole number of up to 63 bits"):
        read(certificate)


def column_changes():
    """Edits of one column, and what is said of each."""

    def squeezed(data):
        return b64encode(zlib.compress(data)).decode()

    return {
        "no base64": ({"data": "%%%%"}, "not base64"),
        "no ASCII": ({"data": "é"}, "not base64"),
        "no text": ({"data": 7}, "expected text in base64"),
        "not packed": ({"data": b64encode(b"plain").decode()}, "not packed by zlib"),
        "cut short": ({"data": b64encode(zlib.compress(bytes(99))[:-3]).decode()}, "bytes once unpacked"),
        "one less": ({"count": -1}, "expected at most"),
        "one more": ({"count": 10**3}, "bytes once unpacked"),
        "a bomb": ({"data": squeezed(bytes(10**8))}, "bytes once unpacked"),
        "a bomb that says so": ({"count": 10**8, "bytes": 1, "data": squeezed(bytes(10**8))}, "expected at most"),
        "endless": ({"count": 10**18}, "expected at most"),
        "half a number": ({"bytes": 3}, "expected 1, 2, 4 or 8"),
        "a fraction": ({"count": 1.5}, "expected a whole number"),
        "wider than needed": ({"count": 2, "bytes": 8, "data": squeezed(bytes(16))}, "the fewest that hold"),
        "beyond 63 bits": (packed([LARGEST - 1, LARGEST - 1], steps=False).entry, "up to 63 bits"),
        "something after it": (
            {"count": 1, "bytes": 1, "data": b64encode(zlib.compress(b"a") + b"b").decode()}, "bytes once unpacked"
        ),
    }  # fmt: skip


@pytest.mark.parametrize("change", column_changes())
def test_a_column_that_is_not_as_it_says_is_refused_by_name(certificate, change):
    edit, said = column_changes()[change]
    certificate["columns"]["people.group"].update(edit)
    with pytest.raises(CertificateError, match=f"columns.people.group.*{said}"):
        read(certificate)


def test_bombs_do_not_add_up(certificate):
    many = packed([0] * 1_500_000, steps=False).entry
    for name in ("arcs.tail", "arcs.head"):
        certificate["columns"][name] = dict(many)
    with pytest.raises(CertificateError, match=r"columns\.arcs\.head\.count: expected at most"):
        read(certificate)


@pytest.mark.parametrize("labels", ["labels.7", "arcs.tail", "", None, [1, 2], 1.5])
def test_labels_are_a_moment_or_a_column_of_labels(certificate, labels):
    certificate["bounds"]["walking"]["labels"] = labels
    with pytest.raises(CertificateError, match="labels: expected"):
        read(certificate)


def test_the_seal_stands_alone_in_the_first_line(certificate):
    text = sealed(certificate)
    for moved in (text.replace('{"seal"', '{ "seal"', 1), text.replace(",\n", ", ", 1)):
        with pytest.raises(CertificateError, match="seal: the file was changed"):
            from_document(json.loads(moved), moved.encode())


def test_columns_are_an_object():
    with pytest.raises(CertificateError, match="columns: expected a JSON object"):
        Unpacking([], 0)


@pytest.mark.parametrize("steps", [False, True])
def test_columns_hold_any_numbers_in_the_fewest_bytes(steps):
    for numbers_, width in (([], 1), ([0], 1), ([127, -128], 2 if steps else 1), ([128], 2), ([-129], 2),
                            ([2**15], 4), ([2**31], 8), ([-LARGEST + 1], 8), ([5, 5, 6], 1)):  # fmt: skip
        name = "arcs.tail" if steps else "arcs.rate"
        column = packed(numbers_, steps=steps)
        assert (column.entry["count"], column.entry["bytes"]) == (len(numbers_), width)
        assert unpacked(name, column.entry) == (numbers_, column.data)
        assert Unpacking({name: column.entry}, 0).numbers(name, steps=steps) == tuple(numbers_)


def stream(table, column, change):
    def edit(document):
        name = f"{table}.{column}"
        put(document, name, change(numbers(document, name)))

    return edit


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d.update(people_out=d["people_out"] + 1), "the streams carry"),
        (stream("through_exits", "rate", lambda x: [10**6, *x[1:]]), "it can carry"),
        (stream("through_exits", "length", lambda x: [10**6, *x[1:]]), "out of range"),
        (stream("on_arcs", "at", lambda x: [10**6, *x[1:]]), "out of range"),
        (lambda d: [put(d, f"on_arcs.{c}", []) for c in ("at", "start", "length", "rate")], "more people leave"),
        (lambda d: put(d, "people.low", [0] * len(numbers(d, "people.low"))), "more people leave"),
    ],
)
def test_a_changed_plan_fails(plan, change, problem):
    change(plan)
    check = certify(read(resealed(plan)))
    assert not check.holds
    assert any(problem in text for text in check.problems)


def test_streams_of_a_plan_are_whole_rows(plan):
    put(plan, "on_arcs.rate", numbers(plan, "on_arcs.rate")[:-1])
    with pytest.raises(CertificateError, match="on_arcs: the columns differ in length"):
        read(plan)


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
def test_what_is_no_whole_number_does_not_hold(proofs, column, odd):
    proof = proofs[0]
    values = getattr(proof.instance, column)
    changed = replace(proof, instance=replace(proof.instance, **{column: (odd, *values[1:])}))
    assert not certify(changed).holds
