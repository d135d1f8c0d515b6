from __future__ import annotations

import warnings

import numpy as np
import pyproj
import pytest
from shapely import box
from shapely.geometry import Polygon

from geleit.errors import InputError
from geleit.io.case.population_raster import MOST_CELLS, read_raster
from geleit.io.case.raster_numbers import MOST_PER_M2
from geleit.model.population import Outlier, Sentinel, Tally

rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed")

FLOAT32 = float(np.finfo(np.float32).max)
HECTARES = rasterio.Affine(100, 0, 500_000, 0, -100, 4_000_000)  # of UTM zone 37 north, at its central meridian
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
    cells = read_raster(raster([[1, np.nan, -99999, -2147483648], [np.inf, -7, -1, 3]], nodata=-7))
    assert cells.people.tolist() == [1, 3]
    least = -2147483648.0
    assert cells.tally == Tally("people.tif", 4, 2, no_data=3, negative=3, least=least, fullest=FLOAT32)


def test_whole_number_rasters_keep_large_counts(raster):
    assert read_raster(raster([[2_000_000_001, -2147483648]], dtype="int32")).people.tolist() == [2_000_000_001]


def test_only_cells_whose_centre_is_inside_the_area_count(raster):
    cells = read_raster(raster([[1, 2, 4], [8, 16, 32]]), box(37.6, 35.6, 38.3, 36.3))
    assert cells.people.tolist() == [2, 4, 16, 32]
    assert cells.tally == Tally("people.tif", 54, 4, in_part=True, fullest=FLOAT32)  # not even read: the west
    triangle = Polygon([(37.1, 36.4), (38.4, 36.4), (38.4, 35.6)])
    cells = read_raster(raster([[1, 2, 4], [8, 16, 32]]), triangle)
    assert cells.people.tolist() == [2, 4, 32]
    assert cells.tally == Tally("people.tif", 63, 6, outside=25, cells_outside=3, fullest=FLOAT32)


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


def test_the_box_of_a_skewed_cell_holds_all_of_it(raster):
    mollweide = rasterio.Affine(1000, 0, 3_300_000, 0, -1000, 4_300_000)
    cells = read_raster(raster(np.ones((1, 3)), crs="ESRI:54009", transform=mollweide))
    to_degrees = pyproj.Transformer.from_crs("ESRI:54009", "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(*np.meshgrid(3_300_000 + 1000 * np.arange(4), 4_300_000 - 1000 * np.arange(2)))
    for i in range(3):
        corners = lon[:, i : i + 2], lat[:, i : i + 2]
        found = [degrees for c in corners for degrees in (c.min(), c.max())]
        box = [column[i] for column in (cells.west, cells.east, cells.south, cells.north)]
        assert found == pytest.approx(box, abs=1e-9)
    assert (cells.east[:2] - cells.west[1:]).max() < 0.003  # boxes hardly overlap


def test_a_raster_turned_by_a_quarter_keeps_its_cells(raster):
    turned = rasterio.Affine(0, 0.5, 37.0, -0.5, 0, 36.5)
    assert columns(read_raster(raster([[1, 0], [0, 2]], transform=turned))) == [
        (37.0, 36.0, 37.5, 36.5, 1.0),
        (37.5, 35.5, 38.0, 36.0, 2.0),
    ]


@pytest.fixture
def hectares(raster):
    """A function that writes a GeoTIFF of cells of 100 m by 100 m: nobody can stand there whom 50,000 leave no room."""

    def write(counts, dtype="float32", **options):
        return raster(counts, dtype=dtype, crs="EPSG:32637", transform=HECTARES, **options)

    return write


@pytest.mark.parametrize(
    ("dtype", "value"),
    [
        ("uint16", 65535),
        ("uint32", 4294967295),
        ("int32", 2147483647),
        ("uint64", 18446744073709551615),
        ("int64", 9223372036854775807),
        ("int32", 65535),  # of a narrower file, as it was converted
        ("float32", 65535),
        ("float32", 4294967295),
        ("float32", 3.4e38),
        ("float32", FLOAT32),
        ("float64", 1.7976931348623157e308),
        ("float32", 1e20),
        ("float64", 9.969209968386869e36),
    ],
)
@pytest.mark.parametrize("options", [{}, {"nodata": 7}], ids=["untagged", "tagged with another"])
def test_a_value_that_means_no_data_untold_is_left_out_and_told(hectares, dtype, value, options):
    cells = read_raster(hectares([[10, value, 0], [value, 30, 0]], dtype, **options))
    assert cells.people.tolist() == [10, 30]
    assert (cells.tally.people, cells.tally.cells) == (40, 2)
    assert cells.tally.sentinel == Sentinel(float(np.dtype(dtype).type(value)), 2)
    assert (cells.tally.full, cells.tally.outlier) == (0, None)


@pytest.mark.parametrize(
    ("dtype", "value"),
    [("int16", -32768), ("int16", -9999), ("int32", -2147483648), ("float32", -3.4e38), ("float64", -FLOAT32)],
)
def test_negative_values_are_never_people(hectares, dtype, value):
    cells = read_raster(hectares([[10, value, 0], [value, 30, 0]], dtype))
    assert cells.people.tolist() == [10, 30]
    assert (cells.tally.negative, cells.tally.least) == (2, float(np.dtype(dtype).type(value)))


@pytest.mark.parametrize(("dtype", "value"), [("uint8", "255"), ("int16", "32,767"), ("int8", "127")])
def test_the_greatest_number_of_a_file_is_asked_about_where_it_may_be_people(hectares, dtype, value):
    number = value.replace(",", "")
    counts = [[10, int(number), 30]]
    asks = (
        rf"people\.tif: 1 cell with {value}, the greatest number that the file can hold, .* does not say what means "
        rf"no data \(set the no-data value of the file to {number} if that is no data, and to 0 if it is people\)"
    )
    with pytest.raises(InputError, match=asks):
        read_raster(hectares(counts, dtype))
    cells = read_raster(hectares(counts, dtype, nodata=0))
    assert cells.people.tolist() == counts[0]
    assert (cells.tally.full, cells.tally.fullest) == (1, int(number))
    assert read_raster(hectares(counts, dtype, nodata=int(number))).people.tolist() == [10, 30]


def test_a_mask_beside_the_numbers_says_what_means_no_data(hectares):
    path = hectares([[10, 255, 255]], "uint8")
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as dataset:
        dataset.write_mask(np.array([[True, True, False]]))
    cells = read_raster(path)
    assert cells.people.tolist() == [10, 255]
    assert (cells.tally.no_data, cells.tally.full) == (1, 1)


def test_a_tag_that_the_numbers_of_the_file_cannot_equal_says_nothing(hectares):
    path = hectares([[10, 255, 30]], "uint8", nodata=100)
    whole = path.read_bytes()
    assert whole.count(b"100\x00") == 1
    path.write_bytes(whole.replace(b"100\x00", b"-99\x00"))
    with pytest.raises(InputError, match="1 cell with 255"):
        read_raster(path)


@pytest.mark.parametrize(("dtype", "value"), [("uint16", 55537), ("float32", 99999.0), ("int32", 1_000_000)])
def test_more_people_than_can_stand_in_a_cell_are_refused_with_its_place(hectares, dtype, value):
    # the middle of the second cell is 150 m east and 50 m south of where zone 37 has 39 degrees east
    told = (
        rf"1 cell with more people than can stand there, such as {value:,.0f} on (9,9|10,0)\d\d m2 at longitude "
        rf"39\.0016\d, latitude 36\.14\d+ \(room for 50,\d\d\d\) \(set the no-data value of the file to {value:.0f} if"
    )
    with pytest.raises(InputError, match=told):
        read_raster(hectares([[10, value]], dtype))
    tagged = read_raster(hectares([[10, value, value]], dtype, nodata=value))
    assert tagged.people.tolist() == [10]


def test_several_values_that_cannot_be_people_are_refused(hectares):
    with pytest.raises(
        InputError, match=r"hold 3\.4e\+38 \(in 2 cells\) and 2e\+20 \(in 1 cell\), which cannot be people"
    ):
        read_raster(hectares([[10, 3.4e38, 2e20, 3.4e38]]))
    with pytest.raises(InputError, match=r"hold 1e\+20 \(in 1 cell\) and 65,535 \(in 2 cells\)"):
        read_raster(hectares([[10, 1e20, 65535, 65535]]))


def test_the_densest_quarter_there_was_is_read(hectares):
    # Kowloon's Walled City: 50,000 people on 2.63 ha
    assert read_raster(hectares([[19_000, 12_000, 19_000]])).people.sum() == 50_000


def test_a_small_cell_may_hold_a_tower(raster):
    metres = rasterio.Affine(10, 0, 500_000, 0, -10, 4_000_000)
    path = raster([[3_000, 1]], crs="EPSG:32637", transform=metres)
    assert read_raster(path).people.tolist() == [3_000, 1]


@pytest.mark.parametrize("turn", [0, 45, 90])
def test_room_is_that_of_the_cell_however_it_is_turned(raster, turn):
    square = (
        rasterio.Affine.translation(500_000, 4_000_000) @ rasterio.Affine.rotation(turn) @ rasterio.Affine.scale(1000)
    )
    room = int(1000 * 1000 * MOST_PER_M2)
    few, many = [[1, round(0.99 * room)]], [[1, round(1.01 * room)]]
    options = {"crs": "EPSG:32637", "transform": square, "dtype": "float64"}
    assert read_raster(raster(few, **options)).people.tolist() == few[0]
    with pytest.raises(InputError, match="1 cell with more people than can stand there"):
        read_raster(raster(many, **options))


def test_one_value_that_holds_most_people_is_told_with_its_place(raster):
    told = read_raster(raster([[5, 0, 4], [50, 50, 1]])).tally.outlier
    assert told == Outlier(50, 2, 100 / 110, 37.25, 35.75)
    assert read_raster(raster([[6, 0, 4], [50, 50, 1]])).tally.outlier is None  # not ten times as many
    assert read_raster(raster([[2, 2, 2], [20, 2, 2]])).tally.outlier == Outlier(20, 1, 20 / 30, 37.25, 35.75)
    assert read_raster(raster([[2, 2] * 6, [20, 2] * 1 + [0] * 10])).tally.outlier is None  # less than half of all
    assert read_raster(raster([[7, 7], [7, 0]])).tally.outlier is None


def test_scale_and_offset_of_a_file_are_applied_and_told(raster):
    path = raster([[10, 250, 32766]], dtype="int16", nodata=250)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (0.5,), (-3.0,)
    cells = read_raster(path)
    assert cells.people.tolist() == [2, 16380]
    assert (cells.tally.scale, cells.tally.offset, cells.tally.no_data) == (0.5, -3, 1)


@pytest.mark.parametrize(
    ("scale", "offset"), [(0.0, 0.0), (-1.0, 0.0), (np.nan, 0.0), (np.inf, 0.0), (1.0, np.nan), (1.0, np.inf)]
)
def test_a_scale_that_makes_no_counts_is_refused(raster, scale, offset):
    path = raster([[10, 20]], dtype="int16")
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (scale,), (offset,)
    with pytest.raises(InputError, match=r"people\.tif: its band has the scale .*: they make no counts"):
        read_raster(path)


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


def test_a_raster_of_nobody_says_what_it_holds_instead(raster):
    path = raster([[0, -99999, np.nan, 3.4e38], [-1, 0, np.inf, 3.4e38]])
    told = (
        r"no cell with people: 2 cells without a figure, 2 cells with a negative number, 2 cells with 3\.4e\+38, which"
    )
    with pytest.raises(InputError, match=told):
        read_raster(path)
    with pytest.raises(InputError, match="no cell with people inside the area: 1 cell with people outside it"):
        read_raster(raster([[1, 0], [0, 0]]), Polygon([(37.1, 35.6), (37.9, 35.6), (37.9, 36.4)]))


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
