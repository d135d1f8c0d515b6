from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.assessment.claims.figure_words import figure_is_a_rate, figure_is_loose
from geleit.model.amount import Range
from tests.unit.assessment.claims.test_claims import exactly, left, verdicts
from tests.unit.assessment.drawn_case import EXIT, at


@pytest.mark.parametrize(
    ("text", "entered"),
    [
        ("Between 400 and 600 people left", 500),
        ("Between 400 and 600 people left", 400),
        ("Between 400 and 600 people left", 600),
        ("400-600 people left", 500),
        ("400 to 600 people left", 450),
        ("Zwischen 1.400 und 1.600 Menschen gingen", 1500),
        ("Вышли от 400 до 600 человек", 500),
        ("خرج بين 400 و600 شخص", 500),
        ("Half a thousand people left", 500),
        ("Вышло полтысячи человек", 500),
        ("Yaklaşık 500 kişi ayrıldı", 500),
        ("500'den fazla kişi ayrıldı", 500),
        ("500 kadar kişi ayrıldı", 500),
        ("Quasi 500 persone sono uscite", 500),
    ],
)
def test_words_that_give_no_exact_figure(text, entered):
    told = left(quantity=entered, text=text)
    assert figure_is_loose(told)
    narrow = replace(EXIT, rate=exactly(10, "persons/h"))  # 100 at most
    assert verdicts(told, exits=(narrow,))["left", "CLAIM-LEFT"].verdict == "undetermined"
    plain = replace(told, text=f"{entered} people left")
    assert verdicts(plain, exits=(narrow,))["left", "CLAIM-LEFT"].verdict == "impossible"
    assert not figure_is_loose(replace(told, quantity=Range(400, 500, 600, "people")))


@pytest.mark.parametrize(
    ("text", "entered"),
    [
        ("500 people left", 500),
        ("500 people left between 10:00 and 13:00", 500),
        ("12 people left between 10 and 13 o'clock", 12),
        ("12 people left, 10:00-13:00", 12),
        ("500 people left from 28 to 30 July", 500),
        ("500 people left, with 400 to 600 kg of luggage", 500),
    ],
)
def test_words_that_give_the_figure(text, entered):
    assert not figure_is_loose(left(quantity=entered, text=text))


@pytest.mark.parametrize(
    ("text", "is_one_of_several"),
    [
        ("Two columns of 500 each left", True),
        ("500 people each went through both gates", True),
        ("Durch beide Tore gingen 500 Menschen, jeweils zu Fuß", True),
        ("500 people left each day", False),
        ("500 each day", False),
        ("Each of the 40 families was searched; 500 people left", False),
    ],
)
def test_a_figure_of_each_is_no_count_of_all(text, is_one_of_several):
    assert figure_is_a_rate(left(quantity=500, text=text, since=at(2), until=at(3))) == is_one_of_several
