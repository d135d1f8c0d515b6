from __future__ import annotations

import warnings

import numpy as np
import pytest
from shapely import box
from shapely.geometry import Polygon

from geleit.errors import InputError
from geleit.io.case.population_raster import MOST_CELLS, examine_raster, read_raster

rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed")

HALF_DEGREES = rasterio.Affine(0.5, 0, 37.0, 0, -0.5, 36.5)


@pytest.fixture
def raster(tmp_path):
    """A function that writes a GeoTIFF and returns its path."""

    def write(counts, *, crs="EPSG:4326", transform=HALF_DEGREES, dtype="float32", nodata=None, **options):
        counts = np.atleast_3d(np.array(counts, dtype=dtype).T).T
        bands, height, width = counts.shape
        path = tmp_path / "people.tif"
        profile = {"driver": "GTiff", "dtype": dtype, "crs": crs, "transform": transform, "nodata": nodata}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            with rasterio.open(path, "w", count=bands, width=width, height=height, **profile, **options) as dataset:
                dataset.write(counts)
        return path

    return write


def columns(cells):
    return [tuple(row) for row in np.column_stack([cells.west, cells.south, cells.east, cells.north, cells.people])]


def test_cells_with_people_become_boxes_in_degrees(raster):
    cells = read_raster(raster([[1, 0], [0, 2.5]]))
    assert columns(cells) == [(37.0, 36.0, 37.5, 36.5, 1.0), (37.5, 35.5, 38.0, 36.0, 2.5)]


def test_cells_without_a_figure_and_negative_ones_are_dropped_and_counted(raster):
    path = raster([[1, np.nan, -99999, -2147483648], [np.inf, -7, -1, 3]], nodata=-7)
    reading = examine_raster(path)
    assert reading.cells.people.tolist() == [1, 3]
    assert (reading.no_data, reading.negative, reading.outside) == (5, 1, 0)


def test_whole_number_rasters_keep_large_counts(raster):
    assert read_raster(raster([[2_000_000_001, -2147483648]], dtype="int32")).people.tolist() == [2_000_000_001]


def test_only_cells_whose_centre_is_inside_the_area_count(raster):
    reading = examine_raster(raster([[1, 2, 4], [8, 16, 32]]), box(37.6, 35.6, 38.3, 36.3))
    assert reading.cells.people.tolist() == [2, 4, 16, 32]
    assert reading.outside == 0  # the column to the west was not even read
    triangle = Polygon([(37.1, 36.4), (38.4, 36.4), (38.4, 35.6)])
    reading = examine_raster(raster([[1, 2, 4], [8, 16, 32]]), triangle)
    assert reading.cells.people.tolist() == [2, 4, 32]
    assert reading.outside == 3


def test_metres_become_degrees(raster):
    # UTM zone 37 north: its central meridian is 39 degrees east, where easting is 500 km
    metres = rasterio.Affine(1000, 0, 499_500, 0, -1000, 4_000_000)
    (cell,) = columns(read_raster(raster([[5]], crs="EPSG:32637", transform=metres)))
    west, south, east, north, people = cell
    assert (west + east) / 2 == pytest.approx(39.0, abs=1e-9)  # the projection's own rounding
    # at 36.1 degrees north 1 km is 0.0111 degrees of longitude and 0.0090 of latitude
    assert east - west == pytest.approx(0.0111, abs=5e-5)
    assert north - south == pytest.approx(0.0090, abs=5e-5)
    assert people == 5


def test_an_equal_area_projection_gives_boxes_that_hardly_overlap(raster):
    mollweide = rasterio.Affine(1000, 0, 3_300_000, 0, -1000, 4_300_000)
    cells = read_raster(raster(np.ones((1, 3)), crs="ESRI:54009", transform=mollweide))
    assert cells.east[:2].tolist() == pytest.approx(cells.west[1:].tolist(), abs=1e-9)


def test_a_raster_turned_by_a_quarter_keeps_its_cells(raster):
    turned = rasterio.Affine(0, 0.5, 37.0, -0.5, 0, 36.5)
    assert columns(read_raster(raster([[1, 0], [0, 2]], transform=turned))) == [
        (37.0, 36.0, 37.5, 36.5, 1.0),
        (37.5, 35.5, 38.0, 36.0, 2.0),
    ]


def test_a_raster_without_a_reference_system_is_refused(raster):
    with pytest.raises(InputError, match=r"people\.tif: no coordinate reference system .*EPSG:4326"):
        read_raster(raster([[1]], crs=None))
    with pytest.raises(InputError, match="no coordinate reference system"):
        read_raster(raster([[1]], crs=None, transform=None))


def test_a_local_reference_system_is_refused(raster):
    local = 'LOCAL_CS["site grid",UNIT["metre",1]]'
    with pytest.raises(InputError, match="no coordinate reference system"):
        read_raster(raster([[1]], crs=local))


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ([[[1]], [[2]]], {}, "expected one band of counts, found 2"),
        ([[1]], {"dtype": "complex64"}, "expected counts, found complex64 numbers"),
        ([[0, -99999]], {}, "no cell with people"),
    ],
)
def test_rasters_that_hold_no_counts_are_refused(raster, counts, options, message):
    with pytest.raises(InputError, match=message):
        read_raster(raster(counts, **options))


def test_a_raster_of_another_place_is_refused(raster):
    with pytest.raises(InputError, match="the raster does not cover the area"):
        read_raster(raster([[1]]), box(10, 50, 11, 51))
    with pytest.raises(InputError, match="no cell with people inside the area"):
        read_raster(raster([[0, 1]]), box(37.0, 36.0, 37.4, 36.5))


def test_an_area_off_the_map_of_a_projection_is_refused(raster):
    metres = rasterio.Affine(1000, 0, 499_500, 0, -1000, 4_000_000)
    with pytest.raises(InputError, match=r"people\.tif"):
        read_raster(raster([[5]], crs="EPSG:32637", transform=metres), box(-141.5, -90, -140, -89))


@pytest.mark.parametrize("crs", ["EPSG:32637", "ESRI:54009", "EPSG:4326"])
def test_a_raster_off_the_map_is_refused(raster, crs):
    with pytest.raises(InputError, match=r"people\.tif: "):
        read_raster(raster([[5]], crs=crs, transform=rasterio.Affine(1000, 0, 9e12, 0, -1000, 9e12)))
    with pytest.raises(InputError, match=r"people\.tif: its cells have no extent"):
        read_raster(raster([[5]], crs=crs, transform=rasterio.Affine(0, 0, 37, 0, 0, 36)))


def test_missing_damaged_and_foreign_files_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"gone\.tif: no such file"):
        read_raster(tmp_path / "gone.tif")
    with pytest.raises(InputError, match="no such file"):
        read_raster(tmp_path)
    foreign = tmp_path / "table.tif"
    for content in (b"", b"h3,population\n", b"<VRTDataset rasterXSize='1' rasterYSize='1'/>"):
        foreign.write_bytes(content)
        with pytest.raises(InputError, match=r"table\.tif: damaged, or not a GeoTIFF"):
            read_raster(foreign)


def test_a_truncated_raster_is_refused(raster):
    path = raster(np.random.default_rng(0).random((400, 400)))
    whole = path.read_bytes()
    for share in (0.02, 0.5, 0.95):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(InputError, match=r"people\.tif: damaged, or not a GeoTIFF"):
            read_raster(path)


def test_a_raster_too_large_to_read_asks_for_clipping_and_can_be_read_in_part(raster):
    width = MOST_CELLS // 1000 + 1
    small = rasterio.Affine(0.001, 0, 37.0, 0, -0.001, 36.5)
    path = raster(np.ones((1000, width), dtype="uint8"), dtype="uint8", transform=small, compress="deflate")
    with pytest.raises(InputError, match="within_area = true"):
        read_raster(path)
    assert len(read_raster(path, box(37.01, 36.4, 37.02, 36.49)).people) == 10 * 90


def test_the_message_names_the_extra_when_rasterio_is_missing(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "rasterio", None)
    from geleit.errors import MissingExtraError

    with pytest.raises(MissingExtraError, match=r"pip install .*\[raster\]'"):
        read_raster(tmp_path / "any.tif")
