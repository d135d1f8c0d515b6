"""What an error says, whatever a file holds."""

from __future__ import annotations

import json

import pytest

from geleit.errors import LONGEST_PROBLEM, InputError, StreetsError, together
from geleit.io.streets.osm import read_osm


def test_the_middle_of_a_long_problem_is_left_out():
    told = InputError("people.csv: row 3", "begins " + "x" * 5_000 + " ends", "shorten it")
    assert len(told.problem) < LONGEST_PROBLEM + 50
    assert str(told).startswith("people.csv: row 3: begins x")
    assert str(told).endswith("x ends (shorten it)")
    assert "(4,412 characters)" in told.problem
    whole = "y" * LONGEST_PROBLEM
    assert InputError("a", whole).problem == whole


@pytest.mark.parametrize("place", ["12." * 900, ["long"] * 900, {"long": "x" * 3_000}])
def test_a_library_that_quotes_the_file_does_not_fill_the_screen(tmp_path, place):
    nodes = [{"type": "node", "id": 1, "lat": place, "lon": 4.0}]
    path = tmp_path / "streets.json"
    path.write_text(json.dumps({"elements": nodes}))
    with pytest.raises(StreetsError, match=r"streets\.json: elements\[0\]: not a node or way") as told:
        read_osm(path)
    assert len(str(told.value).replace(str(path), "")) < 1_000


def test_the_middle_of_a_long_place_is_left_out():
    fault = InputError("x" * 5000 + ".geojson", "no such file", "make it")
    assert len(str(fault)) < 400
    assert str(fault).endswith("x.geojson: no such file (make it)")
    assert fault.where == "x" * 5000 + ".geojson"


def test_the_first_of_several_problems_has_the_others_in_it():
    inner = together([InputError("b", "2"), InputError("c", "3")])
    told = together([InputError("a", "1"), inner])
    assert (told.where, [other.where for other in told.others]) == ("a", ["b", "c"])
