"""The bundled case says what its sources say, and its streets can be made again."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import math
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import shapely

from geleit.assessment import assess
from geleit.io.case.bundled import find_case
from geleit.io.case.casefile import check_case, read_case
from geleit.model.aid import AidFinding
from geleit.model.amount import Range
from geleit.model.case import Case

ROOT = Path(__file__).resolve().parents[2]
FOLDER = find_case("aleppo-2016")
SAME_STREETS = ROOT.parent / "shared" / "data" / "streets" / "aleppo.parquet"
START = datetime(2016, 7, 27, 21, tzinfo=UTC)  # midnight in Damascus, three hours ahead in summer
CIVILIAN = {"bustan-al-qasr", "salah-al-din", "third-civilian"}
LATER = {"four-more-1", "four-more-2", "four-more-3", "four-more-4"}


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case("aleppo-2016")


def test_it_reads_without_a_fault():
    assert check_case("aleppo-2016") == []


def test_it_covers_twenty_days_and_asks_about_one_week(case: Case):
    assert case.period.start == START
    assert case.period.end - START == timedelta(days=20)
    assert case.deadline - START == timedelta(days=7)


def test_people_are_those_of_the_united_nations(case: Case):
    (place,) = case.places
    assert figures(place.people) == (200_000, 262_500, 300_000)
    assert place.people.likely == (250_000 + 275_000) / 2
    assert "OCHA" in place.claimant
    assert place.people.source == "ocha-sitrep-11"
    assert case.area is not None
    assert case.area.equals(place.where)


def test_the_area_is_valid_and_about_forty_square_kilometres(case: Case):
    pyproj = pytest.importorskip("pyproj")
    assert case.area is not None
    assert case.area.is_valid
    assert len(case.area.exterior.coords) == 66
    square_metres, metres = pyproj.Geod(ellps="WGS84").geometry_area_perimeter(case.area)
    assert round(square_metres / 1e6, 1) == 39.8
    assert round(metres / 1e3, 1) == 55.3


def test_crossings_stand_where_they_were_announced(case: Case):
    placed = {e.id: (e.lon, e.lat, e.position_error) for e in case.exits if e.placed}
    assert placed == {
        "bustan-al-qasr": (37.1449, 36.1987, 200),
        "salah-al-din": (37.1196, 36.1834, 300),
        "castello": (37.164, 36.244, 1000),
    }
    assert {e.id for e in case.exits if not e.placed} == {"third-civilian", "ramouseh-road"} | LATER
    assert [e.id for e in case.exits if e.users == "fighters"] == ["castello"]


def test_every_announced_crossing_counts_from_the_day_it_was_announced(case: Case):
    opened = {e.id: (sum(w.hours for w in e.windows), min(w.start for w in e.windows) - START) for e in case.exits}
    for name in CIVILIAN | {"castello"}:
        assert opened[name] == (20 * 24, timedelta())
    for name in LATER:
        assert opened[name] == (18 * 24, timedelta(days=2))
    assert opened["ramouseh-road"] == (12 * 24, timedelta(days=8))


def test_the_plan_relies_on_eight_hours_a_day_at_civilian_crossings_alone(case: Case):
    hours = {e.id: sum(w.hours for w in e.windows_cautious) for e in case.exits}
    assert hours == {
        **dict.fromkeys(CIVILIAN, 20 * 8),
        **dict.fromkeys(LATER, 18 * 8),
        "castello": 0,
        "ramouseh-road": 0,
    }


def test_to_let_200_000_out_in_a_week_each_crossing_would_pass_174_an_hour(case: Case):
    until = [(w.start, min(w.end, case.deadline)) for e in case.exits for w in e.windows if w.start < case.deadline]
    hours = sum((b - a) / timedelta(hours=1) for a, b in until)
    assert hours == 4 * 7 * 24 + 4 * 5 * 24
    assert math.ceil(200_000 / hours) == 174


def test_the_rate_of_a_crossing_is_an_assumption_between_homs_and_gaza(case: Case):
    for exit_ in case.exits:
        assert figures(exit_.rate) == (math.ceil(83 / 12), 800, 50_000 / 5)
        assert exit_.rate.basis == "assumption"
        for elsewhere in ("Homs", "East Ghouta", "Gaza"):
            assert elsewhere in exit_.rate.note


def test_street_flow_is_weidmanns_at_fruins_limits(case: Case):
    def flow(density: float) -> float:
        return density * 1.34 * (1 - math.exp(-1.913 * (1 / density - 1 / 5.4)))

    greatest = max(flow(d / 1000) for d in range(1, 5400))
    low, likely, high = figures(case.assumptions["street_flow"])
    assert low == math.floor(flow(0.43) * 1000) / 1000
    assert likely == round(flow(0.72), 3)
    assert high == math.ceil(greatest * 1000) / 1000


def test_assumptions(case: Case):
    assert {name: figures(r) for name, r in case.assumptions.items()} == {
        "walking_speed": (0.5, 1.0, 1.8),
        "street_flow": (0.566, 0.868, 1.225),
        "usable_width": (0.5, 0.75, 1.0),
        "disability_share": (0.15, 0.22, 0.28),
    }


def test_of_nobody_else_it_is_told_that_they_agreed_to_the_corridors_or_the_pause(case: Case):
    assert {p.id for p in case.parties if p.belligerent} == {"syria", "russia", "opposition"}
    assert not any(announced.agreed_by or announced.nobody_else for announced in (*case.corridors, *case.pauses))
    (pause,) = case.pauses
    assert pause.announced_by == ("russia",)
    assert len(pause.windows) == 7
    assert {w.hours for w in pause.windows} == {3}


def test_the_six_centres_are_one_destination(case: Case):
    civilian = [c for c in case.corridors if c.users == "civilians"]
    assert len(civilian) == 4
    assert len({c.destination for c in civilian}) == 1
    assert {c.places and c.places.high for c in civilian} == {3000}


@pytest.mark.parametrize(
    ("statement", "figure", "unit"),
    [
        ("shoigu-operation", 3, "corridors"),
        ("shoigu-castello", 1, "corridors"),
        ("leaflet-map", 4, "crossings"),
        ("red-crescent-none", 0, "families"),
        ("centre-169-civilians", 169, "people"),
        ("centre-69-fighters", 69, "people"),
        ("mod-four-more", 4, "corridors"),
        ("mod-six-centres", 3000, "people"),
        ("mod-nobody-5-august", 0, "people"),
        ("rudskoi-daily-pause", 3, "hours a day"),
        ("obrien-48-hours", 48, "hours"),
    ],
)
def test_statements_keep_their_figures(case: Case, statement: str, figure: float, unit: str):
    quantity = {s.id: s for s in case.statements}[statement].quantity
    assert quantity is not None
    assert (*figures(quantity), quantity.unit) == (figure, figure, figure, unit)


def test_about_twelve_is_a_range_that_says_whose_reading_it_is(case: Case):
    said = {s.id: s for s in case.statements}["sohr-twelve"]
    assert said.quantity is not None
    assert figures(said.quantity) == (10, 12, 14)
    assert "our reading" in said.note


def test_the_figures_of_both_days_leave_32_civilians_for_the_first(case: Case):
    said = {s.id: s.quantity.likely for s in case.statements if s.quantity}
    assert said["centre-169-civilians"] - said["mod-85-on-29-july"] - said["mod-52-on-30-july"] == 32
    assert said["centre-69-fighters"] - said["mod-29-fighters-29-july"] - said["mod-24-fighters-30-july"] == 16


def test_nobody_announced_a_deadline_or_says_that_the_pause_was_kept(case: Case):
    assert {s.asserts for s in case.statements} == {"", "people-left", "people-inside", "places-ready", "corridor-open"}


def test_every_range_names_its_source_or_says_that_it_is_an_assumption(case: Case):
    ranges = [*case.assumptions.values(), *(e.rate for e in case.exits), *(p.people for p in case.places)]
    ranges += [c.places for c in case.corridors if c.places]
    ranges += [d.amount for d in case.deliveries if d.amount]
    ranges += [s.quantity for s in case.statements if s.quantity]
    assert len(ranges) > 40
    for found in ranges:
        assert found.source or found.basis == "assumption"


def test_every_claim_names_who_makes_it_and_where(case: Case):
    for row in (*case.incidents, *case.deliveries, *(o.evidence for o in case.observations)):
        assert row.claimant
        assert row.source
    for statement in case.statements:
        assert statement.speaker
        assert statement.source
    assert all(c.source for c in (*case.corridors, *case.exits, *case.pauses))


def test_every_source_is_used(case: Case):
    used = {record["source"] for table in FOLDER.glob("*.csv") for record in rows(table) if "source" in record}
    used |= {record["rate_source"] for record in rows(FOLDER / "exits.csv")}
    used |= {a["source"] for a in tomllib.loads((FOLDER / "case.toml").read_text("utf-8"))["assumptions"].values()}
    used |= {p.people.source for p in case.places}
    assert {s.id for s in case.sources} == used - {""}


def test_a_source_without_an_address_says_that_it_was_not_read_again(case: Case):
    for source in case.sources:
        assert source.url or "original not re-read" in source.note


def test_it_is_at_most_two_megabytes():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 2_000_000


def test_the_streets_carry_their_credit(case: Case):
    assert case.network.attribution == "(c) OpenStreetMap contributors, ODbL 1.0; via neatnet 0.1.6"
    assert "about 2022" in case.network.origin
    for name in ("README.md", "case.toml"):
        assert "(c) OpenStreetMap contributors" in (FOLDER / name).read_text("utf-8")


def test_the_streets_are_those_within_three_kilometres(case: Case):
    network = case.network
    assert (network.nodes, network.edges) == (34_750, 44_677)
    assert round(network.report.walk_km) == 2_243
    assert case.area is not None
    shapely.prepare(case.area)
    inside = shapely.contains_xy(case.area, network.lon, network.lat)
    assert int((inside[network.tail] | inside[network.head]).sum()) == 21_511


def test_the_streets_can_be_derived_again_byte_for_byte(tmp_path: Path):
    pytest.importorskip("pyogrio")
    if not SAME_STREETS.is_file():
        pytest.skip("the streets the case was made from are not here: ../shared/data/streets/aleppo.parquet")
    made = tmp_path / "streets.npz"
    script().derive(SAME_STREETS, made)
    assert sha256(made) == sha256(FOLDER / "streets.npz")


def test_the_derivation_refuses_another_file(tmp_path: Path):
    pytest.importorskip("pyogrio")
    other = tmp_path / "original.parquet"
    other.write_bytes(b"PAR1")
    with pytest.raises(SystemExit, match="expected SHA-256 0102be7b"):
        script().derive(other, tmp_path / "streets.npz")
    assert list(tmp_path.iterdir()) == [other]


def figures(found: Range) -> tuple[float, float, float]:
    return found.low, found.likely, found.high


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("derive_aleppo", ROOT / "scripts" / "derive_aleppo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_got_in_is_judged_as_far_as_it_was_told(case: Case):
    found = {(f.code, f.subject): f for f in assess(case, None, "aid")}
    food = found["AID-NEED", "food"]
    assert isinstance(food, AidFinding)
    assert food.need is not None
    # 20 days for 200,000 to 300,000 people: no weight is told of what fell from helicopters, so nothing is refuted
    assert (round(food.need.low), round(food.need.high), food.verdict) == (2_220_000, 3_330_000, "unknown")
    assert food.delivered is not None
    assert (food.delivered.low, food.delivered.high) == (0, None)
    assert not {code for code, _ in found} & {"AID-BALANCE", "AID-LOSS"}  # one parcel tells nothing of the others
    assert "5.29 to 18.8 flights" in found["AID-AIRDROP", "airdrops"].summary
