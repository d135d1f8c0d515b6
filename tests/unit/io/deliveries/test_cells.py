"""Amounts and words of tables of deliveries: read in the one way that they can be meant, or left open."""

from __future__ import annotations

import pytest

from geleit.io.deliveries.amounts import amounts_in
from geleit.io.deliveries.words import goods_of, is_in_part, means_of, stage_of
from geleit.io.first_case.figures import FigureError

NAMED = {"wheat flour": "wheat-flour", "rice": "rice", "oil": "oil"}


@pytest.mark.parametrize(
    ("text", "figures", "unit"),
    [
        ("12", (12, 12, 12), ""), ("12.5 MT", (12.5, 12.5, 12.5), "MT"), ("10-12", (10, 11, 12), ""),
        ("10 to 12 t", (10, 11, 12), "t"), ("1 200", (1200, 1200, 1200), ""), ("~100", (90, 100, 110), ""),
        ("about 100 bags", (90, 100, 110), "bags"), ("70%", (70, 70, 70), "%"), ("40 50 kg bags", None, ""),
        ("10+", None, ""), ("12-10", None, ""), ("several", None, ""), ("20 t and 5 t", None, ""), ("-5", None, ""),
        ("2.5e2", None, ""), ("4.0E+01", None, ""), ("30 m3", (30, 30, 30), "m3"),
    ],
)  # fmt: skip
def test_an_amount_is_read_or_left_open_with_a_word_on_it(text, figures, unit):
    [found] = amounts_in([text], ",")
    if figures is None:
        assert (found.low, found.likely, found.high) == (None, None, None)
        assert text in found.odd
        assert found.odd.endswith("how much is left open")
    else:
        assert (found.low, found.likely, found.high) == pytest.approx(figures)
        assert found.unit == unit


@pytest.mark.parametrize("text", ["", "-", "N/A", "unknown", "TBC"])
def test_what_says_nothing_is_no_fault(text):
    [found] = amounts_in([text], ",")
    assert (found.likely, found.odd) == (None, "")


def test_the_whole_column_decides_what_a_comma_is():
    assert [found.likely for found in amounts_in(["1,200", "12.5"], "")] == [1200, 12.5]
    assert [found.likely for found in amounts_in(["1.200", "12,5 t"], ";")] == [1200, 12.5]
    assert [found.likely for found in amounts_in(["1,200"], ",")] == [1200]
    for cells in (["1,200"], ["12,5", "12.5"]):
        with pytest.raises(FigureError):
            amounts_in(cells, ";")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Delivered", "unloaded"), ("off-loaded", "unloaded"), ("Completed", "arrived"), ("Received", "arrived"),
        ("In Transit", "dispatched"), ("in_transit", "dispatched"), ("Denied", "planned"), ("Looted", "removed"),
        ("Partially delivered", "unloaded"), ("delivered in part", "unloaded"), ("partly loaded", "dispatched"),
        ("not delivered", "planned"), ("eaten", None), ("", None),
    ],
)  # fmt: skip
def test_a_word_says_no_more_than_it_says(text, stage):
    assert stage_of(text) == stage
    assert is_in_part(text) is ("part" in text.casefold())


def test_goods_are_named_only_where_all_of_them_are_known():
    assert goods_of("Wheat flour", NAMED) == ("wheat-flour",)
    assert goods_of("Rice, oil and lentils", NAMED) == ("rice", "oil", "pulses")
    assert goods_of("Rice and spare parts", NAMED) == ()  # it may be anything
    assert goods_of("", NAMED) == ()
    assert (goods_of("Non-Food Items", NAMED), goods_of("rice & blankets", NAMED)) == (("other",), ("rice", "other"))
    assert (means_of("By road"), means_of("Airdrop"), means_of("camel")) == ("convoy", "airdrop", "")
