"""Rasters of people through the door: what must not become people, who was moved how far, and what is told of it.

A street of 2 km along the equator, an exit at its east end that lets everybody pass; two hours, 1 m/s. The cells are
about 100 m by 100 m.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.surface.process import geleit

rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed")

M = 1 / 111_320
SETTINGS = """format = 1
name = "cells"
time_zone = "UTC"
period = { start = 2024-05-01T00:00:00, end = 2024-05-01T02:00:00 }
deadline = 2024-05-01T02:00:00
[assumptions]
walking_speed = { likely = 1.0, unit = "m/s" }
street_flow = { likely = 1.0, unit = "persons/m/s" }
usable_width = { likely = 1.0, unit = "share" }
[people]
raster = "people.tif"
likely = 1000
[files]
streets = "streets.geojson"
"""


@pytest.fixture
def case(tmp_path):
    """A function that writes a case with a raster, given its counts and where its upper left corner is, in metres."""

    def write(counts, at=(0, 50), size=100.0, dtype="float32", transform=None, area=None, **options):
        folder = tmp_path / "cells"
        folder.mkdir()
        line = {"type": "LineString", "coordinates": [[0, 0], [2000 * M, 0]]}
        street = {"type": "Feature", "properties": {"highway": "residential"}, "geometry": line}
        (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [street]}))
        (folder / "exits.csv").write_text(f"id,name,lon,lat,rate_likely,windows\nx,Gate,{2000 * M},0,36000,always\n")
        settings = SETTINGS
        if area is not None:
            west, south, east, north = (x * M for x in area)
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            outline = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            (folder / "area.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [outline]}))
            settings = settings.replace("likely = 1000", "likely = 1000\nwithin_area = true")
        (folder / "case.toml").write_text(settings)
        grid = np.array(counts, dtype=dtype)
        if transform is None:
            transform = rasterio.Affine(size * M, 0, at[0] * M, 0, -size * M, at[1] * M)
        profile = {"driver": "GTiff", "count": 1, "height": grid.shape[0], "width": grid.shape[1], "dtype": dtype}
        tags = {name: options.pop(name) for name in ("scales", "offsets") if name in options}
        with rasterio.open(folder / "people.tif", "w", crs="EPSG:4326", transform=transform, **profile, **options) as f:
            f.write(grid, 1)
            for name, value in tags.items():
                setattr(f, name, (value,))
        return folder

    return write


def answer_to(folder):
    done = geleit("evacuate", folder, "--json", cwd=folder.parent)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def words(text):
    """A text as one line, however it was wrapped."""
    return " ".join(text.split())


def everywhere_told(folder):
    """What the check, the answer, its Markdown and the report say, each as one line."""
    check, answer = geleit("check", folder, cwd=folder.parent), geleit("evacuate", folder, cwd=folder.parent)
    markdown = geleit("report", folder, "--format", "md", "--out", "md", cwd=folder.parent)
    page = geleit("report", folder, "--out", "page", cwd=folder.parent)
    done = (check, answer, markdown, page)
    assert [one.returncode for one in done] == [0] * len(done), [one.stderr for one in done]
    texts = [check.stdout, answer.stdout, markdown.stdout, (folder.parent / "page" / "report.html").read_text()]
    return [words(text.replace("\\", "")) for text in texts]


@pytest.mark.slow
def test_people_beside_the_road_are_moved_to_it_and_the_answer_says_how_far(case):
    folder = case([[3, 5]], at=(500, 400))  # their middles are 350 m north of the street
    found = answer_to(folder)
    assert found["moved"]["people"] == 1000
    assert found["moved"]["most_m"] == pytest.approx(350, rel=0.01)  # the earth is no sphere
    assert found["raster"]["people"] == 8
    assert found["at_most"] == found["at_least"] == 1000
    for text in everywhere_told(folder):
        assert "people.tif: 8 people in 2 cells by its own count, all taken; the case puts 1,000 people where" in text
        assert "up to 1,000 people moved to the nearest street, at most 34" in text  # 348 m of latitude


@pytest.mark.slow
@pytest.mark.parametrize(("dtype", "value"), [("uint16", 65535), ("float32", 3.4e38), ("uint32", 4294967295)])
def test_no_data_that_the_file_does_not_tell_is_left_out_and_told(case, dtype, value):
    folder = case([[10, 0, value, 0, 30, value]], dtype=dtype)
    found = answer_to(folder)
    assert found["people"]["likely"] == 1000
    assert (found["raster"]["people"], found["raster"]["cells"]) == (40, 2)
    assert found["raster"]["sentinel"] == {"value": float(np.dtype(dtype).type(value)), "cells": 2}
    number = f"{value:,}" if value < 1e15 else "3.4e+38"
    for text in everywhere_told(folder):
        assert "people.tif: 40 people in 2 cells by its own count, all taken" in text
        assert f"people.tif: left out 2 cells with {number}: that cannot be people and was taken for no data" in text


@pytest.mark.slow
def test_what_is_dropped_is_told_with_its_numbers(case):
    folder = case([[10, -9999, np.nan, 30, 2, -1]], area=(-10, -60, 390, 60))
    assert answer_to(folder)["raster"] == {
        "name": "people.tif", "people": 40.0, "cells": 2, "outside": 0.0, "cells_outside": 0, "in_part": True,
        "no_data": 1, "negative": 1, "least": -9999.0, "sentinel": None, "full": 0, "fullest": None, "outlier": None,
        "scale": 1.0, "offset": 0.0,
    }  # fmt: skip
    for text in everywhere_told(folder):
        assert "people.tif: 40 people in 2 cells in the part around the area by its own count, all taken" in text
        assert "people.tif: left out 1 cell without a figure" in text
        assert "people.tif: left out 1 cell with a negative number, the lowest -9,999" in text


@pytest.mark.slow
def test_nothing_of_it_leaves_the_room(case):
    folder = case([[3, 5]], at=(500, 400))
    done = geleit("evacuate", folder, "--json", "--public", cwd=folder.parent)
    found = json.loads(done.stdout)
    assert (found["raster"], found["moved"]) == (None, None)
    done = geleit("report", folder, "--public", "--out", "page", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    assert "people.tif" not in (folder.parent / "page" / "report.html").read_text()


@pytest.mark.slow
def test_a_plan_leaves_people_kilometres_from_any_street_and_the_bound_does_not(case):
    row = [0.0] * 60
    row[0], row[-1] = 995, 5  # the last lies 3,950 m east of the exit: 5 of 1,000 people
    folder = case([row])
    found = answer_to(folder)
    assert (found["at_most"], found["at_least"]) == (1000, 995)
    assert found["clearance"]["by"] is None
    assert (found["moved"]["people"], found["moved"]["beyond"]) == (0, 5)
    assert found["moved"]["farthest_m"] == pytest.approx(3950, rel=0.001)
    told = "up to 5 people live too far from any street, the farthest 3,950 m: a bound lets them set out on the nearest"
    for text in everywhere_told(folder):
        assert told in text


def test_many_people_kilometres_from_any_street_are_refused_with_the_place_of_the_farthest(case):
    row = [0.0] * 60
    row[0], row[-1] = 980, 20
    folder = case([row])
    done = geleit("evacuate", folder, "--json", cwd=folder.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "2.0% of the raster's people live more than 1000 m from any street, expected at most 1%" in done.stderr
    assert "the farthest 3,950 m, at (0.0534495, 0)" in done.stderr


@pytest.mark.parametrize(
    ("counts", "dtype", "message"),
    [
        (
            [[10, 255, 30]],
            "uint8",
            "1 cell with 255, the greatest number that the file can hold, which may mean people",
        ),
        ([[10, 99999, 30]], "float32", "1 cell with more people than can stand there, such as 99,999 on"),
        (
            [[10, 1e20, 2e20]],
            "float64",
            "its cells hold 2e+20 (in 1 cell) and 1e+20 (in 1 cell), which cannot be people",
        ),
    ],
)
def test_what_may_mean_anything_is_refused_with_what_to_do(case, counts, dtype, message):
    folder = case(counts, dtype=dtype)
    done = geleit("check", folder, cwd=folder.parent)
    assert done.returncode == 2
    assert f"cells/people.tif: {message}" in done.stderr
    assert "no-data value" in done.stderr


GLOBE = rasterio.Affine(360, 0, -180, 0, -180, 90)
HOSTILE = {
    "nobody": {"counts": [[0, 0]]},
    "less than nobody": {"counts": [[-1, -5]]},
    "no figures": {"counts": [[np.nan, np.inf]]},
    "no data alone": {"counts": [[65535, 65535]], "dtype": "uint16"},
    "the least there is": {"counts": [[5e-324, 5e-324]], "dtype": "float64"},
    "the least beside many": {"counts": [[5e-324, 40_000.0]], "dtype": "float64"},
    "the least beside the road": {"counts": [[5e-324, 1e-310]], "dtype": "float64", "at": (500, 400)},
    "the greatest there is": {"counts": [[10, 1.7976931348623157e308]], "dtype": "float64"},
    "the greatest twice the scale": {"counts": [[10, 1.7e308]], "dtype": "float64", "scales": 1e10},
    "a scale that makes nothing": {"counts": [[10, 20]], "scales": 1e-320, "dtype": "float64"},
    "an offset that makes everybody": {"counts": [[10, 20]], "offsets": 1e300},
    "no scale": {"counts": [[10, 20]], "scales": 0.0},
    "unsigned": {"counts": [[10, 18446744073709551615]], "dtype": "uint64"},
    "signed": {"counts": [[10, 9223372036854775807, -9223372036854775808]], "dtype": "int64"},
    "bytes": {"counts": [[10, -128, 126]], "dtype": "int8"},
    "bits": {"counts": [[1, 0, 1]], "dtype": "uint8", "nbits": 1},
    "no number means no data": {"counts": [[10, 20]], "nodata": float("nan")},
    "all that is there means no data": {"counts": [[10, 10]], "nodata": 10},
    "cells of no size": {"counts": [[10, 20]], "size": 1e-9, "at": (1000, 0)},
    "cells of no size beside the road": {"counts": [[10, 20]], "size": 1e-9, "at": (1000, 300)},
    "the whole world in a cell": {"counts": [[8e9]], "transform": GLOBE, "dtype": "float64"},
    "more than the world": {"counts": [[2e10]], "transform": GLOBE, "dtype": "float64"},
    "upside down": {"counts": [[10], [20]], "transform": rasterio.Affine(-100 * M, 0, 500 * M, 0, 100 * M, -50 * M)},
    "turned": {"counts": [[10, 20]], "transform": rasterio.Affine(70 * M, 70 * M, 500 * M, 70 * M, -70 * M, 0)},
    "across the end of the map": {"counts": [[10, 20]], "transform": rasterio.Affine(1, 0, 179.5, 0, -1, 1)},
    "nowhere": {"counts": [[10, 20]], "transform": rasterio.Affine(np.nan, 0, 0, 0, -1, 1)},
    "endless": {"counts": [[10, 20]], "transform": rasterio.Affine(np.inf, 0, 0, 0, -1, 1)},
    "at the pole": {"counts": [[10, 20]], "transform": rasterio.Affine(1, 0, 0, 0, -1, 90)},
    "far away": {"counts": [[10, 20]], "at": (5_000_000, 0)},
    "an area without cells": {"counts": [[10, 20]], "area": (900, 900, 1000, 1000)},
    "an area of no people": {"counts": [[0, 20]], "area": (0, -50, 100, 50)},
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_raster_is_a_fault_of_ours(case, kind):
    folder = case(**HOSTILE[kind])
    done = geleit("evacuate", folder, "--json", cwd=folder.parent)
    assert done.returncode in (0, 2), done.stderr
    assert (done.stdout == "") == (done.returncode == 2)
    assert "Warning" not in done.stderr
    if done.returncode == 2:
        assert "people.tif" in done.stderr or "people[raster]" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("counts", "asked"), [([[300, 300]], True), ([[900, 400]], False), ([[1200, 900]], True)])
def test_a_raster_whose_own_total_is_far_from_that_of_the_case_is_asked_about(case, counts, asked):
    """The case says 1,000."""
    folder = case(counts)
    done = geleit("check", folder, "--json", cwd=folder.parent)
    found = json.loads(done.stdout)["warnings"]
    assert [(one["code"], one["about"]) for one in found] == ([("raster-total", "people.tif")] if asked else [])
    if asked:
        assert f"counts {sum(counts[0]):,} people where it is taken, and the case says 1,000" in found[0]["text"]


@pytest.mark.slow
def test_cells_without_a_street_are_told_one_by_one(case):
    pyogrio = pytest.importorskip("pyogrio")
    folder = case([[700, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 300]])  # their middles are 0 and 300 m off the street
    done = geleit("check", folder, "--out", "out", "--json", cwd=folder.parent)
    told = json.loads(done.stdout)
    assert told["moved_cells"] == 1
    [row] = told["people_rows"]
    assert row["shape"] == "raster"
    assert (row["most_m"], row["mean_m"]) == (pytest.approx(300, rel=0.01), pytest.approx(90, rel=0.01))
    meta, _, _, values = pyogrio.raw.read(folder.parent / "out" / "check.gpkg", layer="cells_moved")
    row = dict(zip(meta["fields"], (column[0] for column in values), strict=True))
    assert (row["people"], row["metres_moved"]) == (300, pytest.approx(300, rel=0.01))
