"""Somebody else's checker, made from the page of the format alone, comes to the same on every kind of file."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from geleit.certify import certify
from geleit.errors import CertificateError
from geleit.flow.bound import prove
from geleit.flow.by_rate import lines_of
from geleit.flow.conditional import under_limit
from geleit.flow.saved import rungs_with_rides
from geleit.flow.schedule import best_plan
from geleit.model.certificate import Certificate, DailyLimit, Rides
from geleit.model.columns import packed
from geleit.model.plan import Plan
from geleit.model.proof import STEPS, from_document, sealed, to_document, to_text
from tests.earlier_proofs import sealed_before, written_before
from tests.verification import other_checker
from tests.verification.cities import random_city
from tests.verification.test_conditional import asked

ORIGIN = "2016-10-29T00:00:00+03:00"
"""Before clocks are put back in Aleppo: offsets stay as they are."""
SEEDS = range(12)


def certificate_of(seed: int) -> Certificate:
    """Of a city with streets, or of crossings with days and conditions."""
    proof = prove(random_city(seed) if seed % 2 else asked(seed))
    with_days = not seed % 2
    conditional = (
        tuple(under_limit(proof.question, DailyLimit("made up", x)) for x in (0, 37, 150)) if with_days else ()
    )
    return Certificate(proof.question.plain(), case="town", origin=ORIGIN, title="Ein Städtchen \u2013 بلدة",
                       conditional=conditional, lines=lines_of(proof, [1, 40]), **proof.rungs)  # fmt: skip


def with_vehicles(seed: int) -> Certificate:
    """Of people who walk in a city, with what rides save them."""
    proof = prove(replace(random_city(seed), days=()))
    dice = random.Random(seed)
    told = dice.randrange(4), dice.randrange(1, 6), dice.choice([None, dice.randrange(9000)])
    rides = Rides.of(told, (1500, dice.choice([1400, 20_000])), proof.question.horizon)
    rungs = rungs_with_rides(proof.question, rides.saved, None if seed % 5 == 4 else proof)
    return Certificate(proof.question.plain(), case="town", origin=ORIGIN, rides=rides, **rungs)


def plan_of(seed: int) -> Plan:
    return replace(best_plan(random_city(seed), "town", ORIGIN)[0], scenario="likely" if seed % 2 else "cautious")


def ours(data: bytes) -> bool:
    """Whether Geleit says that a file holds."""
    try:
        return certify(from_document(json.loads(data), data)).holds
    except CertificateError:
        return False


def theirs(data: bytes) -> bool:
    """Whether the other checker does."""
    try:
        other_checker.check(data)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, other_checker.zlib.error):
        return False
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_it_accepts_what_is_written_now_and_was_before(seed: int):
    for proof in (certificate_of(seed), plan_of(seed)):
        assert theirs(to_text(proof).encode())
        assert theirs(to_text(replace(proof, case_sha256="0" * 64), "public").encode())
        for number in (1, 2):
            before = json.dumps(written_before(proof, number)).encode()
            assert (theirs(before), ours(before)) == (True, True)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_accepts_what_is_written_with_vehicles_and_refuses_what_does_not_follow(seed: int):
    whole = with_vehicles(seed)
    data = to_text(whole).encode()
    assert (theirs(data), ours(data)) == (True, True)
    assert from_document(json.loads(data), data) == whole
    dice, told = random.Random(seed), []
    for _ in range(40):
        document = json.loads(json.dumps(to_document(whole)))
        places = numbers_in(document["vehicles"]) + numbers_in(document["bounds"])
        place, key = dice.choice(places)
        place[key] += dice.choice([-1, 1, 60, -3600, 10**6])
        changed = sealed(hashed_anew(document)).encode()
        told.append((ours(changed), theirs(changed)))
    assert [a for a, _ in told] == [b for _, b in told]
    assert {False} <= {a for a, _ in told}
    saves = replace(whole, rides=replace(whole.rides, saved=whole.rides.saved - 1))
    later = replace(whole, walking=replace(whole.walking, at_most=whole.walking.at_most - 1))
    for wrong in (saves, later, replace(whole, rides=None)):
        changed = to_text(wrong).encode()
        assert (ours(changed), theirs(changed)) == (False, False)


def test_a_part_of_what_belongs_together_is_refused():
    whole = json.loads(json.dumps(to_document(with_vehicles(1))))
    plain = json.loads(json.dumps(to_document(certificate_of(1))))
    for document in (whole, plain):
        rung = document["bounds"]["walking"]
        for name in ("spread", "spread_fewest"):
            changed = {**document, "bounds": {**document["bounds"], "walking": {**rung, name: 60}}}
            if document is whole:
                changed["bounds"]["walking"] = {key: value for key, value in rung.items() if key != name}
            data = sealed(changed).encode()
            assert (ours(data), theirs(data)) == (False, False)
    for changed in ({**plain, "vehicles": whole["vehicles"]}, {**whole, "vehicles": None},
                    {name: value for name, value in whole.items() if name != "vehicles"}):  # fmt: skip
        data = sealed(changed).encode()
        assert (ours(data), theirs(data)) == (False, False)


def numbers_in(part: object) -> list[tuple[object, object]]:
    """Every whole number of a document, as the place that holds it: a list or object, and an index or name."""
    if isinstance(part, dict):
        pairs: list[tuple[object, object]] = list(part.items())
    elif isinstance(part, list):
        pairs = list(enumerate(part))
    else:
        return []
    own = [(part, key) for key, value in pairs if type(value) is int]
    return own + [found for _, value in pairs for found in numbers_in(value)]


def hashed_anew(document: dict) -> dict:
    data = {name: other_checker.unpacked(name, column)[1] for name, column in document["columns"].items()}
    return {**document, "instance_sha256": other_checker.question_hash(document, data)}


@pytest.mark.parametrize("seed", SEEDS)
def test_both_say_the_same_of_figures_changed_and_sealed_again(seed: int):
    dice = random.Random(seed)
    told = []
    for proof in (certificate_of(seed), plan_of(seed)):
        for number in (1, 2, 3):
            whole = to_document(proof) if number == 3 else written_before(proof, number)
            for _ in range(12):
                document = json.loads(json.dumps(whole))
                place, key = dice.choice([x for x in numbers_in(document) if x[1] not in ("count", "bytes")])
                place[key] += dice.choice([-1, 1, 60, -3600, 10**6])
                if number == 3:
                    data = sealed(hashed_anew(document)).encode()
                else:
                    data = json.dumps(sealed_before(document)).encode()
                told.append((ours(data), theirs(data)))
    assert [a for a, _ in told] == [b for _, b in told]
    assert {False} <= {a for a, _ in told}


@pytest.mark.parametrize("seed", SEEDS)
def test_both_say_the_same_of_columns_changed_and_sealed_again(seed: int):
    dice = random.Random(seed)
    told = []
    for proof in (certificate_of(seed), plan_of(seed)):
        whole = to_document(proof)
        for name in whole["columns"]:
            document = json.loads(json.dumps(whole))
            values = other_checker.unpacked(name, document["columns"][name])[0]
            if not values:
                continue
            values[dice.randrange(len(values))] += dice.choice([-1, 1, 60, 3600])
            if dice.random() < 0.2:
                values.pop()
            document["columns"][name] = packed(values, steps=name in STEPS).entry
            data = sealed(hashed_anew(document)).encode()
            told.append((ours(data), theirs(data)))
    assert [a for a, _ in told] == [b for _, b in told]
    assert {False} <= {a for a, _ in told}


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_both_refuse_every_file_of_which_a_byte_was_changed(seed: int):
    dice = random.Random(seed)
    for proof in (certificate_of(seed), plan_of(seed)):
        data = to_text(proof).encode()
        for _ in range(40):
            where = dice.randrange(len(data))
            changed = bytes([*data[:where], data[where] ^ dice.randrange(1, 128), *data[where + 1 :]])
            assert not theirs(changed)
            with suppress(ValueError):  # no JSON, or no UTF-8
                assert not ours(changed)


@pytest.mark.parametrize("entry", ["by", "scenario", "assumed", "instance_sha256", "version", "columns", "note"])
def test_both_refuse_a_head_that_says_something_else(entry: str):
    for proof in (certificate_of(2), plan_of(2)):
        document = {**to_document(proof), entry: {} if entry == "columns" else "something else"}
        if entry == "version":
            del document[entry]
        data = sealed(document).encode()
        assert (ours(data), theirs(data)) == (False, False)


def test_it_knows_nothing_of_geleit():
    lines = Path(other_checker.__file__).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith(("import", "from")) and "geleit" in line]
