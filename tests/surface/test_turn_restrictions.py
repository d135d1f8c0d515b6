"""A turn that a sign forbids, from a file of OpenStreetMap to the way of a truck and the round of a bus."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise

import pytest

pytest.importorskip("pyvrp", reason="the extra convoy is not installed")

from tests.surface.lane import write_lane
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

PLACES = {1: (-9, 0), 2: (0, 0), 3: (5, 0), 4: (6, 0), 5: (6, 1), 6: (5, 1), 7: (5, 5), 8: (7, 1)}
"""In thousandths of a degree: the depot, the gate, a junction, around the block, the district in the north; a stub."""
WAYS = [[1, 2], [2, 3], [3, 4], [4, 5, 6], [3, 6, 7], [5, 8]]
LEFT = ("way", 2, "from"), ("node", 3, "via"), ("way", 5, "to")
OVER = ("way", 2, "from"), ("way", 3, "via"), ("way", 4, "to")


def tagged(**tags):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


STREET = tagged(highway="primary", name="Street {}")


def map_of(path, *restrictions, lines=WAYS):
    """An OpenStreetMap file; a restriction is its members and tags."""
    nodes = [f'<node id="{i}" version="1" lon="{x / 1000}" lat="{y / 1000}"/>' for i, (x, y) in PLACES.items()]
    ways = [
        f'<way id="{i}" version="1">' + "".join(f'<nd ref="{n}"/>' for n in line) + STREET.format(i) + "</way>"
        for i, line in enumerate(lines, 1)
    ]
    relations = [
        f'<relation id="{i}" version="1">'
        + "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
        + tagged(type="restriction", **tags)
        + "</relation>"
        for i, (members, tags) in enumerate(restrictions, 1)
    ]
    path.write_text(f'<osm version="0.6">{"".join([*nodes, *ways, *relations])}</osm>')
    return path


def imported(tmp_path, *restrictions, **lines):
    """What the import says of a case, and the case."""
    folder = tmp_path / "town"
    if not folder.exists():
        people = "id,lon,lat,people_likely\nd0,0.005,0.005,9000\n"
        write_lane(folder, tables={"people.csv": people})
    path = map_of(tmp_path / "town.osm", *restrictions, **lines)
    done = geleit("import", "osm", path, "--case", folder, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


def driven(tmp_path):
    """Where a truck drives inside, in thousandths of a degree, the seconds there, and all that the bound says."""
    done = geleit("convoy", "town", "--iterations", "20", "--days", "1", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    plan = json.loads(done.stdout)
    (trip,) = plan["trips"]
    seconds = datetime.fromisoformat(trip["stops"][0]["arrive"]) - datetime.fromisoformat(trip["enter"])
    route = [(round(lon * 1000), round(lat * 1000)) for lon, lat in trip["route"]]
    return route, seconds.total_seconds(), plan["at_most_tonnes"], plan["binding"]


STRAIGHT_HOME = [PLACES[n] for n in (7, 6, 3, 2, 1)]


def test_the_detour_is_driven_and_takes_its_time(tmp_path):
    assert "restriction" not in imported(tmp_path)
    route, seconds, *bound = driven(tmp_path)
    assert route == [PLACES[n] for n in (1, 2, 3, 6, 7)] + STRAIGHT_HOME[1:]

    assert "1 turn restriction for vehicles" in imported(tmp_path, (LEFT, {"restriction": "no_left_turn"}))
    around, longer, *same = driven(tmp_path)
    assert around == [PLACES[n] for n in (1, 2, 3, 4, 5, 6, 7)] + STRAIGHT_HOME[1:]
    assert same == bound
    assert longer - seconds in {22, 23}  # 222.6 m more at ten metres a second, times in whole seconds


@pytest.mark.parametrize(
    ("members", "tags", "told"),
    [
        (LEFT, {"restriction": "no_left_turn", "except": "hgv"}, "1 turn restriction for vehicles"),
        (LEFT, {"restriction:motorcar": "no_left_turn"}, "1 turn restriction for vehicles"),
        (OVER, {"restriction": "no_left_turn"}, "1 turn restriction not read"),
        (LEFT, {"restriction:bicycle": "no_left_turn"}, ""),
    ],
)
def test_trucks_that_are_free_turn(tmp_path, members, tags, told):
    said = imported(tmp_path, (members, tags))
    assert told in said
    assert ("turn restriction" in said) == bool(told)
    route, seconds, *_ = driven(tmp_path)
    assert PLACES[4] not in route
    assert seconds == 111  # 1,109.5 m at ten metres a second


def test_check_says_it_again(tmp_path):
    ahead = (*LEFT[:2], ("way", 3, "to"))
    imported(tmp_path, (ahead, {"restriction": "only_straight_on"}), (OVER, {"restriction": "no_u_turn"}))
    said = " ".join(geleit("check", "town", cwd=tmp_path).stdout.split())
    assert "km by vehicle, 1 turn restriction for vehicles" in said
    assert "1 turn restriction not read, such as those that lead over another street" in said
    assert (PLACES[3], PLACES[6]) not in pairwise(driven(tmp_path)[0])


def test_of_two_streets_between_the_same_corners_the_sheet_names_the_one_that_may_be_driven(tmp_path):
    """Straight to the north by street 4, or around the block by street 3."""
    left = ("way", 2, "from"), ("node", 3, "via"), ("way", 4, "to")
    lines = [[1, 2], [2, 3], [3, 4, 5, 6], [3, 6, 7]]
    for restrictions, way in (
        ((), "Street 2 557 m; Street 4 1,106 m; Street 2 557 m"),
        (((left, {"restriction": "no_left_turn"}),), "Street 2 557 m; Street 3 333 m; Street 4 995 m; Street 2 557 m"),
    ):
        imported(tmp_path, *restrictions, lines=lines)
        done = geleit("convoy", "town", "--iterations", "20", "--days", "1", "--sheets", "sheets", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        sheet = (tmp_path / "sheets" / "sheets.html").read_text(encoding="utf-8")
        assert f"Way: Street 1 1,002 m; {way}; Street 1 1,002 m." in sheet
