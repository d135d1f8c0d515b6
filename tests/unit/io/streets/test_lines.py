from __future__ import annotations

import json
import math
import struct
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from pyproj import CRS, Transformer
from shapely.geometry import LineString, MultiLineString, Point

from geleit.errors import StreetsError
from geleit.io.foreign.drawn import read_drawn
from geleit.io.streets.how import HowToRead
from geleit.io.streets.lines import read_lines
from geleit.io.streets.network_file import load_network, read_streets, save_network
from geleit.report.text.streets import doubts

A, B, C, D = (37.0, 36.0), (37.001, 36.0), (37.002, 36.0), (37.001, 36.001)
LINES = [LineString([A, B]), LineString([B, C]), LineString([D, B])]
UNNAMED = CRS.from_proj4("+proj=tmerc +lon_0=37.1 +k=0.9996 +x_0=500000 +ellps=WGS84 +units=m +type=crs")
GIVEN_NONE = object()
DRIVERS = {
    ".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile", ".fgb": "FlatGeobuf", ".geojsonl": "GeoJSONSeq",
}  # fmt: skip


def parquet(path, shapes=LINES, crs="default", encoding="WKB", about=True, **columns):
    """Write GeoParquet by hand, as its specification says."""
    column = {"encoding": encoding, "geometry_types": []}
    if crs != "default":
        column["crs"] = crs.to_json_dict() if isinstance(crs, CRS) else crs
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table({**columns, "geometry": pa.array([None if s is None else shapely.to_wkb(s) for s in shapes])})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)} if about else None), path)
    return path


def gdal(path, shapes=LINES, crs="EPSG:4326", layer=None, append=False, kind="LineString", **columns):
    pyogrio.raw.write(
        path,
        geometry=np.array([None if s is None else shapely.to_wkb(s) for s in shapes], dtype=object),
        field_data=[np.array(values, dtype=object) for values in columns.values()],
        fields=list(columns),
        geometry_type=kind,
        crs=crs,
        driver=DRIVERS[path.suffix],
        layer=layer,
        append=append,
    )
    return path


def projected(crs):
    change = Transformer.from_crs("OGC:CRS84", crs, always_xy=True)
    return [shapely.transform(s, lambda p: np.column_stack(change.transform(*p.T))) for s in LINES]


def figures(network):
    return network.nodes, network.edges, network.report.components, network.report.walk_km


@pytest.fixture
def expected(tmp_path):
    return figures(read_lines(parquet(tmp_path / "expected.parquet")))


def test_lines_meet_at_common_positions(expected):
    assert expected[:3] == (4, 3, 1)


@pytest.mark.parametrize("suffix", sorted(DRIVERS))
def test_every_kind_of_file_gives_the_same_network(tmp_path, expected, suffix):
    network = read_streets(gdal(tmp_path / f"a{suffix}", highway=["primary", "steps", "path"], name=["Main", "", None]))
    assert figures(network) == expected
    assert network.kinds == ("path", "primary", "steps")
    assert network.names == ("Main",)
    assert (network.attribution, network.credit) == ("", "Source of the streets not stated")


@pytest.mark.parametrize("column", ["osm_id", "osmid", "other_tags", "fclass"])
def test_openstreetmap_is_credited_where_the_file_is_made_from_it(tmp_path, column):
    network = read_streets(gdal(tmp_path / "a.gpkg", **{"highway": ["primary"] * 3, column: ["1", "2", "3"]}))
    assert network.attribution == network.credit == "© OpenStreetMap contributors, ODbL"


def test_a_json_file_with_features_is_read_as_lines(tmp_path, expected):
    path = gdal(tmp_path / "a.geojson")
    assert figures(read_streets(path.rename(path.with_suffix(".json")))) == expected


@pytest.mark.parametrize("crs", [CRS(32637), CRS(3857), UNNAMED], ids=["UTM", "web", "unnamed"])
def test_any_reference_system(tmp_path, expected, crs):
    network = read_lines(parquet(tmp_path / "a.parquet", projected(crs), crs))
    assert figures(network) == expected
    assert sorted(network.lon.tolist()) == [37.0, 37.001, 37.001, 37.002]


@pytest.mark.parametrize("crs", [CRS(32637), CRS(3857)], ids=["UTM", "web"])
def test_geojson_may_name_its_reference_system(tmp_path, expected, crs):
    path = gdal(tmp_path / "a.geojson", projected(crs), crs.to_string())
    assert json.loads(path.read_bytes())["crs"]
    assert figures(read_lines(path)) == expected


def test_geojson_is_read_as_gdal_does(tmp_path):
    shapes = [
        *LINES,
        Point(A),
        None,
        MultiLineString([LINES[0], LINES[2]]),
        LineString(),
        shapely.force_3d(LINES[1], 5.0),
    ]
    count = len(shapes)
    columns = {
        "highway": ["primary", "steps", None, "path", "path", "track", "road", "residential"],
        "lanes": [1, 2, None, 4, 5, 6, 7, 8],
        "width": [1.5, 2.0, None, 4.0, 5.0, 6.0, 7.0, 8.25],
        "oneway": ["yes", "no", "-1", "", None, "yes", "yes", "yes"],
    }
    path = gdal(tmp_path / "a.geojson", shapes, kind="Unknown", **columns)
    other = gdal(tmp_path / "b.gpkg", shapes, kind="Unknown", **columns)
    ours, theirs = (read_drawn(one, [*columns, "name"]) for one in (path, other))
    assert (ours.rows, dict(ours.columns)) == (count, dict(theirs.columns))
    for name in ("row", "points", "line"):
        assert getattr(ours, name).tolist() == getattr(theirs, name).tolist()


def test_one_feature_is_a_file_too(tmp_path):
    line = {"type": "MultiLineString", "coordinates": [[[6.9, 50.9], [6.91, 50.9]], [[6.91, 50.9], [6.91, 50.91]]]}
    feature = {"type": "Feature", "properties": {"highway": "primary"}, "geometry": line}
    collection = {"type": "FeatureCollection", "features": [feature]}
    one, several = (
        read_lines(holding(tmp_path / f"{name}.geojson", json.dumps(document).encode()))
        for name, document in (("one", feature), ("several", collection))
    )
    assert (one.edges, one.nodes) == (2, 3)
    assert one.lon.tolist() == several.lon.tolist()
    assert one.width.tolist() == several.width.tolist()


def test_nested_cells_of_geojson_are_read_by_their_first(tmp_path):
    deep = {"a": 1}
    for _ in range(900):
        deep = [deep]
    network = read_lines(feature(tmp_path, highway=["steps", ["path"]], name=deep, u=[[1, 2]], v=[3]))
    assert (network.kinds, network.names) == (("steps",), ())


@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_part_of_a_line_without_a_point_is_none(tmp_path, expected, where):
    parts = [LINES[0], LINES[1]]
    parts.insert(where, LineString())
    shapes = [shapely.multilinestrings(parts), LINES[2]]
    assert figures(read_lines(parquet(tmp_path / "a.parquet", shapes))) == expected


def test_multi_lines_are_taken_apart(tmp_path, expected):
    shapes = [MultiLineString([LINES[0], LINES[2]]), LINES[1]]
    network = read_lines(parquet(tmp_path / "a.parquet", shapes, u=[1, 2], v=[2, 3]))
    assert figures(network) == expected


def test_heights_are_dropped(tmp_path, expected):
    assert figures(read_lines(parquet(tmp_path / "a.parquet", [shapely.force_3d(s, 5.0) for s in LINES]))) == expected


def test_rows_that_are_no_lines_are_left_out(tmp_path, expected):
    network = read_lines(parquet(tmp_path / "a.parquet", [*LINES, Point(A), None, LineString(), Point(A).buffer(1)]))
    assert (network.report.not_lines, network.report.not_streets) == (3, 1)
    assert figures(network) == expected
    assert network.report.ways == 4


def test_u_and_v_say_where_lines_meet(tmp_path):
    network = read_lines(parquet(tmp_path / "a.parquet", u=[1, 2, 4], v=[2, 3, 5]))
    assert (network.nodes, network.edges, network.report.components) == (5, 3, 2)


@pytest.mark.parametrize("turn", [int, str])
def test_u_need_not_be_where_the_drawing_starts(tmp_path, expected, turn):
    u, v = [turn(n) for n in (2, 2, 4)], [turn(n) for n in (1, 3, 2)]
    assert figures(read_lines(parquet(tmp_path / "a.parquet", u=u, v=v))) == expected
    assert sorted(read_lines(tmp_path / "a.parquet").lon.tolist()) == [37.0, 37.001, 37.001, 37.002]


def test_lines_without_all_numbers_meet_at_positions(tmp_path, expected):
    assert figures(read_lines(parquet(tmp_path / "a.parquet", u=[1, None, 4], v=[2, 3, 5]))) == expected


def test_streets_drawn_there_and_back_count_once(tmp_path, expected):
    both = [*LINES, *(s.reverse() for s in LINES)]
    assert figures(read_lines(parquet(tmp_path / "a.parquet", both, oneway=[False] * 6))) == expected
    one_ways = read_lines(parquet(tmp_path / "b.parquet", both, oneway=[True] * 6))
    assert figures(one_ways) == expected
    assert one_ways.drive.tolist() == [1, 1, 1]


def test_columns_that_the_rule_reads(tmp_path):
    columns = {
        "highway": [["secondary", "tertiary"], "['primary', 'trunk']", "residential"],
        "oneway": [True, False, True],
        "lanes": ["2", None, "['3', '2']"],
        "width": [6.0, float("nan"), None],
        "maxspeed": ["70", None, "50"],
        "access": [None, "no", None],
    }
    columns["highway"] = pa.array([str(value) for value in columns["highway"]])
    network = read_lines(parquet(tmp_path / "a.parquet", **columns))
    found = {
        network.kinds[k]: (d, w, s, n)
        for k, d, w, s, n in zip(network.kind, network.drive, network.width, network.speed, network.lanes, strict=True)
    }
    assert found == {"secondary": (2, 10.0, 70, 2), "primary": (0, 17.0, 0, 0), "residential": (2, 9.0, 50, 2)}


def test_lists_in_cells_are_called_by_their_first(tmp_path):
    network = read_lines(parquet(tmp_path / "a.parquet", highway=[["primary", "trunk"], [], ["steps"]]))
    assert network.kinds == ("other", "primary", "steps")
    assert network.report.unknown == {"highway=unknown": 1}
    assert (network.report.ways, network.report.kept) == (3, 3)


def test_without_a_column_oneway_no_street_is_one_way(tmp_path):
    network = read_lines(parquet(tmp_path / "a.parquet", highway=["motorway"] * 3))
    assert network.drive.tolist() == [1, 1, 1]


def test_without_a_class_every_line_is_a_road(tmp_path):
    network = read_lines(parquet(tmp_path / "a.parquet"))
    assert (network.kinds, network.drive.tolist(), network.attribution) == (("road",), [1, 1, 1], "")


def test_columns_of_geofabrik(tmp_path):
    path = gdal(
        tmp_path / "a.shp", fclass=["track_grade3", "primary", "steps"], oneway=["B", "T", "F"], bridge=["F", "T", "F"]
    )
    network = read_lines(path)
    found = {network.kinds[k]: (d, b) for k, d, b in zip(network.kind, network.drive, network.bridge, strict=True)}
    assert found == {"track": (0, False), "primary": (3, True), "steps": (0, False)}


def test_a_zipped_shapefile(tmp_path, expected):
    path = gdal(tmp_path / "a.shp", highway=["primary", "steps", "path"])
    with zipfile.ZipFile(tmp_path / "roads.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in tmp_path.glob("a.*"):
            archive.write(file, f"below/{file.name}")
    assert figures(read_streets(tmp_path / "roads.zip")) == figures(read_lines(path)) == expected


@pytest.mark.parametrize("held", [(), ("a.txt",), ("a.shp", "b.shp")])
def test_an_archive_without_one_shapefile_is_an_error(tmp_path, held):
    with zipfile.ZipFile(tmp_path / "roads.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
        for name in held:
            archive.writestr(name, b"\x00\x00\x27\x0a")
    with pytest.raises(StreetsError, match="expected one shapefile in it, found"):
        read_streets(tmp_path / "roads.zip")


def test_kml(tmp_path, expected):
    marks = "".join(
        f"<Placemark><name>R{i}</name><LineString><coordinates>"
        f"{' '.join(f'{x},{y}' for x, y in line.coords)}</coordinates></LineString></Placemark>"
        for i, line in enumerate(LINES)
    )
    text = f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'
    network = read_streets(holding(tmp_path / "a.kml", text.encode()))
    assert figures(network) == expected
    assert network.names == ("R0", "R1", "R2")


def test_names_of_columns_may_be_written_in_any_case(tmp_path):
    network = read_lines(gdal(tmp_path / "a.gpkg", HIGHWAY=["Primary", "STEPS", "path"], OneWay=["yes", None, None]))
    assert (network.kinds, sorted(network.drive.tolist())) == (("path", "primary", "steps"), [0, 0, 2])


def test_columns_may_be_named(tmp_path):
    path = parquet(
        tmp_path / "a.parquet", TYPE=["Primary", "steps", "path"], WAY=["FT", None, None], LABEL=["A", "", ""]
    )
    how = HowToRead(columns={"class": "TYPE", "oneway": "WAY", "name": "LABEL"})
    network = read_lines(path, how=how)
    assert (network.kinds, network.names) == (("path", "primary", "steps"), ("A",))
    assert sorted(network.drive.tolist()) == [0, 0, 2]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [({"class": "TIPE"}, "no column 'TIPE'.*it has TYPE"), ({"klass": "TYPE"}, "no column can be named for 'klass'")],
)
def test_columns_that_are_not_there_or_for_nothing(tmp_path, columns, problem):
    path = parquet(tmp_path / "a.parquet", TYPE=["primary", "steps", "path"])
    with pytest.raises(StreetsError, match=problem):
        read_lines(path, how=HowToRead(columns=columns))


def kinds_of(network):
    found = {}
    for k, drive, width, bridge in zip(network.kind, network.drive, network.width, network.bridge, strict=True):
        found[network.kinds[k]] = (int(drive), float(width), bool(bridge))
    return found


NESTED = [
    {"highway": "primary", "oneway": "-1", "lanes": "6", "bridge": "yes", "name": "Quay"},
    {"waterway": "river"},
    {"highway": "path"},
]


def hstore(tags):
    return ",".join(f'"{k}"=>"{v}"' for k, v in tags.items())


@pytest.mark.parametrize("form", ["object", "JSON", "hstore", "pairs"])
def test_tags_in_one_cell(tmp_path, form):
    if form == "object":
        features = [
            {"type": "Feature", "properties": {"tags": tags}, "geometry": shapely.geometry.mapping(line)}
            for tags, line in zip(NESTED, LINES, strict=True)
        ]
        path = holding(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode())
    elif form == "pairs":
        cells = pa.array([list(tags.items()) for tags in NESTED], pa.map_(pa.string(), pa.string()))
        path = parquet(tmp_path / "a.parquet", tags=cells)
    else:
        path = gdal(tmp_path / "a.gpkg", tags=[json.dumps(t) if form == "JSON" else hstore(t) for t in NESTED])
    network = read_lines(path)
    assert kinds_of(network) == {"primary": (3, 25.0, True), "path": (0, 2.0, False)}
    assert (network.names, network.report.not_streets) == (("Quay",), 1)


def test_other_tags_stand_behind_columns(tmp_path):
    columns = {
        "highway": ["primary", None, "path"],
        "waterway": [None, "river", None],
        "other_tags": ['"oneway"=>"yes","lanes"=>"2","highway"=>"steps","note"=>"a \\"b\\", c"', None, None],
    }
    network = read_lines(gdal(tmp_path / "a.gpkg", **columns))
    assert kinds_of(network) == {"primary": (2, 11.0, False), "path": (0, 2.0, False)}


def test_overture(tmp_path):
    columns = {
        "class": ["primary", "standard_gauge", None],
        "subtype": ["road", "rail", "water"],
        "names": [{"primary": "Main"}, None, None],
        "road_flags": pa.array(
            [[{"values": ["is_bridge"]}], None, None], pa.list_(pa.struct([("values", pa.list_(pa.string()))]))
        ),
        "access_restrictions": [[{"access_type": "denied", "when": {"heading": "backward"}}], None, None],
    }
    network = read_lines(parquet(tmp_path / "a.parquet", **columns))
    assert kinds_of(network) == {"primary": (2, 18.0, True), "ferry": (0, 0.5, False)}
    assert (network.walk.sum(), network.generous.walk.sum()) == (1, 2)
    assert (network.names, network.report.not_streets) == (("Main",), 1)


def test_a_road_of_overture_without_a_class_may_be_any(tmp_path):
    network = read_lines(parquet(tmp_path / "a.parquet", subtype=["road"] * 3, **{"class": ["path", None, "unknown"]}))
    assert network.report.unknown == {"highway=unknown": 2}
    assert network.generous.width.max() == 18.0


@pytest.mark.parametrize(
    ("letters", "drive"),
    [
        (["FT", "TF", "B"], [2, 3, 1]),
        (["F", "T", "B"], [2, 3, 1]),
        (["f", "N", "t"], [2, 0, 3]),
        (["forward", "backward", "1.0"], [2, 3, 2]),
        (["0", "-1", ""], [1, 3, 1]),
    ],
)
def test_letters_for_directions(tmp_path, letters, drive):
    shapes = [LineString([(37 + i / 100, 36), (37 + i / 100, 36.001)]) for i in range(3)]
    network = read_lines(parquet(tmp_path / "a.parquet", shapes, highway=["primary"] * 3, oneway=letters))
    assert network.drive[np.argsort(network.lon[network.tail])].tolist() == drive


def test_letters_that_may_mean_two_things_are_asked_about(tmp_path):
    path = parquet(tmp_path / "a.parquet", highway=["primary"] * 3, oneway=["F", "T", None])
    with pytest.raises(StreetsError, match="F and T, which may mean from and to, or false and true"):
        read_lines(path)


def test_one_of_several_layers_may_be_named(tmp_path, expected):
    path = gdal(tmp_path / "a.gpkg", layer="old")
    gdal(path, LINES[:1], layer="new", append=True)
    assert figures(read_lines(path, how=HowToRead(layer="old"))) == expected
    assert read_lines(path, how=HowToRead(layer="new")).edges == 1
    with pytest.raises(StreetsError, match=r"it has no layer 'odd'.*old, new"):
        read_lines(path, how=HowToRead(layer="odd"))


def arabic(tmp_path):
    """A shapefile of names in the code page of Arabic Windows, which does not say so."""
    path = gdal(tmp_path / "a.shp", name=["N" * 11, "", ""], highway=["primary", "steps", "path"])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    table = path.with_suffix(".dbf")
    content = bytearray(table.read_bytes().replace(b"N" * 11, "شارع النيل ".encode("cp1256")))
    content[29] = 0  # which code page
    table.write_bytes(content)
    return path


def test_texts_of_a_shapefile_that_are_not_utf_8_are_asked_about(tmp_path):
    with pytest.raises(StreetsError, match=r"a text in its column 'name' is not UTF-8.*--encoding cp1256"):
        read_lines(arabic(tmp_path))


def test_texts_of_a_shapefile_are_read_in_the_encoding_that_is_given(tmp_path):
    assert read_lines(arabic(tmp_path), how=HowToRead(encoding="cp1256")).names == ("شارع النيل",)


def test_json_is_geojson_wherever_it_says_so(tmp_path):
    line = {"type": "LineString", "coordinates": [A, B]}
    feature = {"type": "Feature", "properties": {"highway": "primary", "note": "x" * 200_000}, "geometry": line}
    text = json.dumps({"name": "roads", "crs": None, "features": [feature], "type": "FeatureCollection"})
    assert read_streets(holding(tmp_path / "a.json", text.encode())).kinds == ("primary",)


def test_a_geopackage_of_osmnx_holds_nodes_too(tmp_path, expected):
    path = gdal(tmp_path / "a.gpkg", layer="edges")
    gdal(path, [Point(A)], layer="nodes", append=True, kind="Point")
    assert figures(read_lines(path)) == expected


def test_several_layers_of_lines_are_an_error(tmp_path):
    path = gdal(tmp_path / "a.gpkg", layer="old")
    gdal(path, layer="new", append=True)
    with pytest.raises(StreetsError, match="expected one layer of lines, found: old, new"):
        read_lines(path)


def shapefile_without(tmp_path, suffix):
    path = gdal(tmp_path / "a.shp", crs=CRS(32637).to_wkt(), shapes=projected(CRS(32637)))
    path.with_suffix(suffix).unlink()
    return path


def cut(path, keep):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    return path


def holding(path, content):
    path.write_bytes(content)
    return path


def feature(folder, coordinates=(A, B), crs=GIVEN_NONE, **properties):
    line = {"type": "LineString", "coordinates": coordinates}
    about = {} if crs is GIVEN_NONE else {"crs": crs}
    features = [{"type": "Feature", "properties": properties, "geometry": line}]
    text = json.dumps({"type": "FeatureCollection", **about, "features": features})
    return holding(folder / "a.geojson", text.encode())


NOT_A_NUMBER = shapely.from_wkb(struct.pack("<BII4d", 1, 2, 2, 1.0, 2.0, float("inf"), 3.0))

FAULTS = {
    "no such file": (lambda p: p / "a.gpkg", "no such file"),
    "a folder": (lambda p: p, "expected a street file"),
    "unknown suffix": (lambda p: holding(p / "a.txt", b"x"), "expected a street file: .osm.pbf"),
    "empty": (lambda p: holding(p / "a.parquet", b""), "the file is empty"),
    "no Parquet": (lambda p: holding(p / "a.parquet", b"x"), "damaged, or not GeoParquet"),
    "cut Parquet": (lambda p: cut(parquet(p / "a.parquet"), 0.9), "damaged, or not GeoParquet"),
    "plain Parquet": (lambda p: parquet(p / "a.parquet", about=False), "without the geo metadata"),
    "unknown encoding": (lambda p: parquet(p / "a.parquet", encoding="point"), "expected geometries as WKB"),
    "unknown system": (lambda p: parquet(p / "a.parquet", crs=None), "does not say its coordinate reference system"),
    "odd system": (lambda p: parquet(p / "a.parquet", crs={"type": "x"}), "is not one on Earth"),
    "local system": (
        lambda p: parquet(p / "a.parquet", crs=CRS('LOCAL_CS["x",UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]')),
        "is not one on Earth",
    ),
    "infinite": (lambda p: parquet(p / "a.parquet", [*LINES, NOT_A_NUMBER]), "row 4: a position is not a number"),
    "off the map": (
        lambda p: parquet(p / "a.parquet", [LineString([(5e5, 4e6), (5e5, 4.1e6)])]),
        "no longitude and latitude",
    ),
    "beyond all numbers": (
        lambda p: parquet(p / "a.parquet", [LineString([(1e300, 45), (1, 45)])]),
        r"\(1e\+300, 45\) is no longitude and latitude",
    ),
    "half the world": (
        lambda p: parquet(p / "a.parquet", [LineString([(-30, 45), (150, -45)])]),
        "a street of 20,004 km from one corner to the next, more than the 2,147 km that are kept",
    ),
    "outside the system": (
        lambda p: parquet(p / "a.parquet", [LineString([(1e30, 1e30), (2e30, 1e30)])], CRS(32637)),
        "positions lie outside",
    ),
    "swapped": (lambda p: parquet(p / "a.parquet", [LineString([(36.0, 137.0), (36.0, 137.1)])]), "look swapped"),
    "no rows": (lambda p: parquet(p / "a.parquet", []), "it holds no lines"),
    "points": (lambda p: parquet(p / "a.parquet", [Point(A)]), "it holds no lines"),
    "a layer of points": (lambda p: gdal(p / "a.gpkg", [Point(A)], kind="Point"), "it holds no lines"),
    "no streets": (lambda p: parquet(p / "a.parquet", highway=["construction"] * 3), "it holds no street"),
    "broken geometry": (
        lambda p: parquet(p / "a.parquet", [shapely.box(0, 0, 1, 1)]).rename(p / "a.gpkg"),
        "not a .gpkg file",
    ),
    "no GeoPackage": (
        lambda p: holding(p / "a.gpkg", b"SQLite format 3\x00" + b"x" * 999),
        "damaged, or not a Geo",
    ),
    "cut GeoPackage": (lambda p: cut(gdal(p / "a.gpkg"), 0.5), "damaged, or not a Geo"),
    "no GeoJSON": (lambda p: holding(p / "a.geojson", b"<OGRVRTDataSource/>"), "not a .geojson file"),
    "other JSON": (
        lambda p: holding(p / "a.geojson", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}'),
        "expected a GeoJSON FeatureCollection",
    ),
    "cut GeoJSON": (lambda p: cut(gdal(p / "a.geojson"), 0.7), "not JSON: "),
    "features that are none": (lambda p: holding(p / "a.geojson", b'{"features": [1]}'), "damaged, or not a Geo"),
    "a line of one number": (lambda p: feature(p, coordinates=[[37], [36]]), "damaged, or not a Geo"),
    "a text for a number": (lambda p: feature(p, coordinates=[[37, 36], [37, "36"]]), "row 1: a position is not a nu"),
    "a number beyond all": (lambda p: feature(p, coordinates=[[37, 36], [37, 10**400]]), "damaged, or not a Geo"),
    "no number in GeoJSON": (lambda p: feature(p, coordinates=[[37, 36], [37, math.nan]]), "row 1: a position is not"),
    "GeoJSON of an odd system": (lambda p: feature(p, crs={"properties": {"name": "x"}}), "is not one on Earth"),
    "GeoJSON of a link": (lambda p: feature(p, crs={"properties": {"href": "x"}}), "damaged, or not a Geo"),
    "no features": (
        lambda p: holding(p / "a.geojson", b'{"type":"FeatureCollection","features":[]}'),
        "it holds no lines",
    ),
    "no .prj": (lambda p: shapefile_without(p, ".prj"), r"does not say.*add the \.prj"),
    "no .shx": (lambda p: shapefile_without(p, ".shx"), "damaged, or not a Geo"),
    "cut shapefile": (lambda p: cut(gdal(p / "a.shp"), 0.6), "cut off"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_files_are_one_clear_error(tmp_path, fault):
    make, problem = FAULTS[fault]
    path = make(tmp_path)
    with pytest.raises(StreetsError, match=problem) as found:
        read_streets(path)
    assert str(found.value).startswith(str(path))
    assert found.value.remedy


def test_a_file_that_says_whom_to_credit(tmp_path):
    row = (
        '{"type": "Feature", "properties": {"highway": "path", "attribution": %s}, '
        '"geometry": {"type": "LineString", "coordinates": [[%d, 0], [%d, 0]]}}'
    )
    told = ['"Town of B"', '"Town of A"', "null", '"Town of A"']
    rows = ",".join(row % (credit, x, x + 1) for x, credit in enumerate(told))
    path = tmp_path / "streets.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + rows + "]}", encoding="utf-8")
    assert read_lines(path).attribution == "Town of A; Town of B"


@pytest.mark.parametrize("name", ["\ud800", "nowhere", 5, ["EPSG:4326"], "+init=epsg:4326"])
def test_odd_reference_systems_of_geojson_are_refused_or_read_without_a_word(tmp_path, name, recwarn):
    line = {"type": "LineString", "coordinates": [[6.9, 50.9], [6.91, 50.9]]}
    features = [{"type": "Feature", "properties": {"highway": "primary"}, "geometry": line}]
    document = {"type": "FeatureCollection", "features": features, "crs": {"properties": {"name": name}}}
    path = holding(tmp_path / "a.geojson", json.dumps(document).encode())
    if name == "+init=epsg:4326":
        assert read_lines(path).edges == 1
    else:
        with pytest.raises(StreetsError, match=r"a\.geojson"):
            read_lines(path)
    assert not recwarn.list


def test_water_of_overture_that_has_another_class_is_no_ferry(tmp_path):
    columns = {"class": ["primary", "river", "ferry"], "subtype": ["road", "water", "Water"]}
    network = read_lines(parquet(tmp_path / "a.parquet", **columns))
    assert (network.kinds, network.report.not_streets) == (("ferry", "primary"), 1)


def without_class(tmp_path, **columns):
    """Of three lines the middle one has no class."""
    highway = ["primary", "", "path"]
    return read_lines(parquet(tmp_path / "a.parquet", highway=highway, **columns))


def test_a_line_without_a_class_may_be_any_street(tmp_path):
    network = without_class(tmp_path, waterway=["", "no", "river"])
    assert network.report.unknown == {"highway=unknown": 1}
    assert (network.width.tolist(), network.generous.width.tolist()) == ([18.0, 2.0, 2.0], [18.0, 18.0, 2.0])
    assert network.report.not_streets == 0


@pytest.mark.parametrize("column", ["waterway", "railway", "barrier", "power", "boundary", "landuse"])
def test_a_line_without_a_class_that_is_something_else_is_no_street(tmp_path, column):
    network = without_class(tmp_path, **{column: ["", "x", ""]})
    assert (network.edges, network.report.unknown, network.report.not_streets) == (2, {}, 1)


def test_a_line_without_a_class_whose_tags_could_say_it_is_no_street(tmp_path):
    network = without_class(tmp_path, other_tags=["", '"name"=>"x"', ""])
    assert (network.edges, network.report.not_streets) == (2, 1)


SQUARE = shapely.box(37.001, 35.999, 37.003, 36.001)
AROUND = [LineString([A, (37.001, 36.001)]), SQUARE, LineString([(37.003, 35.999), (37.004, 36.0)])]


def as_file(tmp_path, form, shapes, **columns):
    if form == ".parquet":
        return parquet(tmp_path / "a.parquet", shapes, **columns)
    if form == ".gpkg":
        return gdal(tmp_path / "a.gpkg", shapes, kind="Unknown", **columns)
    features = [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shape),
            "properties": dict(zip(columns, row, strict=True)),
        }
        for shape, *row in zip(shapes, *columns.values(), strict=True)
    ]
    return holding(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode())


def in_plan_and_bound(network):
    """Kilometres on foot of a plan, those of a bound alone, and kinds."""
    report = network.report
    return round(report.walk_km, 2), round(report.perhaps_km, 2), network.kinds


@pytest.mark.parametrize("form", [".parquet", ".gpkg", ".geojson"])
@pytest.mark.parametrize("several", [False, True])
def test_an_area_with_a_street_class_is_a_square(tmp_path, form, several):
    shapes = [shapely.MultiPolygon([s]) if several and s is SQUARE else s for s in AROUND]
    network = read_streets(as_file(tmp_path, form, shapes, highway=["path", "pedestrian", "path"]))
    walk, more, kinds = in_plan_and_bound(network)
    assert walk == pytest.approx(0.14 + 0.8 + 0.14, abs=0.03)  # both paths and the outline
    assert more == pytest.approx(0.286, abs=0.01)  # from corner to corner
    assert kinds == ("over_square", "path", "pedestrian")
    assert (network.report.not_streets, network.report.not_lines) == (0, 0)
    assert network.report.components == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"highway": ["path", "", "path"], "place": ["", "square", ""]},
        {"highway": ["path", "", "path"], "amenity": ["", "parking", ""]},
        {"highway": ["path", "", "path"], "place": ["", "Square", ""]},
        {"highway": ["path", "", "path"], "amenity": ["", "parking;Fuel", ""]},
        {"highway": ["path", "", "path"], "amenity": ["", "marketplace", ""]},
        {"highway": ["path", "", "path"], "amenity": ["", "bus_station", ""]},
        {"highway": ["path", "", "path"], "public_transport": ["", "Platform", ""]},
        {"highway": ["path", "", "path"], "railway": ["", "platform", ""]},
        {"fclass": ["path", "Parking", "path"]},
        {"fclass": ["path", "market_place", "path"]},
        {"class": ["path", "Bus station", "path"]},
        {"highway": ["path", "", "path"], "other_tags": ["", '"man_made"=>"pier"', ""]},
        {"class": ["path", "Pedestrian", "path"]},
        {"fclass": ["path", "parking", "path"]},
        {"class": ["path", "plaza", "path"], "subtype": ["road", "pedestrian", "road"]},
    ],
)
def test_an_area_that_is_no_street_itself_is_a_square_for_a_bound_alone(tmp_path, columns):
    walk, more, kinds = in_plan_and_bound(read_streets(as_file(tmp_path, ".geojson", AROUND, **columns)))
    assert walk == pytest.approx(0.28, abs=0.03)
    assert more == pytest.approx(0.286 + 0.8, abs=0.05)
    assert kinds == ("over_square", "path", "square")


@pytest.mark.parametrize(
    "columns",
    [
        {"highway": ["path", "", "path"], "building": ["", "yes", ""]},
        {"highway": ["path", "", "path"]},
        {"highway": ["path", "pedestrian", "path"], "area": ["", "no", ""]},
        {"class": ["path", "house", "path"]},
        {"class": ["path", "residential", "path"], "subtype": ["road", "residential", "road"]},
    ],
)
def test_other_areas_are_no_streets(tmp_path, columns):
    network = read_streets(as_file(tmp_path, ".geojson", AROUND, **columns))
    assert in_plan_and_bound(network)[1:] == (0.0, ("path",))
    assert (network.edges, network.report.not_streets) == (2, 1)


def test_a_hole_in_a_square_does_not_count(tmp_path):
    hole = SQUARE.difference(shapely.box(37.0015, 35.9995, 37.0025, 36.0005))
    shapes = [AROUND[0], hole, AROUND[2]]
    network = read_streets(as_file(tmp_path, ".geojson", shapes, highway=["path", "pedestrian", "path"]))
    assert in_plan_and_bound(network)[1] == pytest.approx(
        0.4, abs=0.01
    )  # two of the lines over it that lead to its rim


@pytest.mark.parametrize(
    "columns", [{"highway": ["", "pedestrian", ""]}, {"highway": ["", "footway", ""], "area": ["", "yes", ""]}]
)
def test_a_closed_line_may_be_a_square_as_in_openstreetmap(tmp_path, columns):
    shapes = [LineString(SQUARE.exterior.coords) if s is SQUARE else s for s in AROUND]
    columns["highway"] = [value or "path" for value in columns["highway"]]
    network = read_streets(as_file(tmp_path, ".geojson", shapes, **columns))
    assert in_plan_and_bound(network)[1] == pytest.approx(0.286, abs=0.01)
    assert network.report.ways == 3


@pytest.mark.parametrize(
    ("columns", "walk"),
    [
        ({"highway": ["path", "", "path"], "place": ["", "square", ""]}, 0.28),
        ({"highway": ["path", "", "path"], "amenity": ["", "parking", ""]}, 0.28),
        ({"highway": ["path", "footway", "path"], "area": ["", "yes", ""]}, 0.28 + 0.62),
    ],
)
def test_a_square_whose_line_is_not_closed_is_closed_in_a_bound_alone(tmp_path, columns, walk):
    ring = list(SQUARE.exterior.coords)
    network = read_streets(as_file(tmp_path, ".geojson", [AROUND[0], LineString(ring[:-1]), AROUND[2]], **columns))
    assert network.of_kind("over_square").sum() == 1
    assert network.report.walk_km == pytest.approx(walk, abs=0.03)
    closing = network.of_kind("square") & ~network.walk
    assert network.length[closing].sum() == pytest.approx(180 if walk > 0.5 else 804, abs=2)
    assert (network.generous.length[closing] <= 0.001).all()


@pytest.mark.parametrize(
    ("column", "value", "kinds"),
    [
        ("route", "ferry;bicycle", ("ferry", "path", "primary")),
        ("route", ["bicycle", "Ferry"], ("ferry", "path", "primary")),
        ("railway", "platform", ("path", "primary", "square")),
        ("public_transport", "Platform", ("path", "primary", "square")),
        ("was:highway", "track", ("path", "primary", "track")),
        ("highway:disused", "track", ("path", "primary", "track")),
    ],
)
def test_a_line_for_a_bound_alone_is_known_by_other_columns(tmp_path, column, value, kinds):
    none = [] if isinstance(value, list) else ""
    network = without_class(tmp_path, **{column: [none, value, none]})
    assert (network.kinds, network.report.unknown, network.report.not_streets) == (kinds, {}, 0)
    assert (network.walk.sum(), network.generous.walk.sum()) == (2, 3)


def test_pavements_drawn_on_their_own_are_no_part_of_a_street(tmp_path):
    columns = {"highway": ["residential"] * 3, "sidewalk": ["separate", "No", None]}
    network = read_lines(parquet(tmp_path / "a.parquet", **columns))
    assert (network.width.tolist(), network.generous.width.tolist()) == ([7.0, 7.0, 9.0], [9.0, 9.0, 9.0])


def test_a_file_without_classes_says_so_and_how_to_say_where_they_are(tmp_path):
    path = feature(tmp_path, TYPE="residential", length=5)
    network = read_lines(path)
    assert network.report.unknown == {"no class": 1}
    assert network.report.without_classes == ("TYPE", "length")
    told = " ".join(doubts(network.report))
    assert (
        "1 street has no class, 0.1 km: no column is called highway, fclass or class, there is 'TYPE', 'length'" in told
    )
    assert "--map class=TYPE" in told
    assert "highway=road" not in told
    outside = " ".join(doubts(network.report, words=False))
    assert "1 street has no class" in outside
    assert "TYPE" not in outside
    save_network(network, tmp_path / "streets.npz")
    assert load_network(tmp_path / "streets.npz").report == network.report
    classed = read_lines(path, how=HowToRead(columns={"class": "TYPE"}))
    assert (classed.report.unknown, classed.report.without_classes) == ({}, ())


def test_a_class_that_says_road_is_told_as_it_stands(tmp_path):
    network = read_lines(feature(tmp_path, highway="road"))
    assert (network.report.unknown, network.report.without_classes) == ({"highway=road": 1}, ())
    assert "no rule knows 'highway=road' 1, 0.1 km" in " ".join(doubts(network.report))


def test_values_nobody_can_read_are_told_apart_from_classes_nobody_knows(tmp_path):
    network = read_lines(feature(tmp_path, highway="residential", width="half", oneway="yes;no"))
    [told] = doubts(network.report)
    assert told.startswith("nobody can read 'oneway=yes;no' 1, 'width=half' 1: ")
    assert next(doubts(network.report, words=False)).startswith("nobody can read 2 values: ")
    assert network.report.grave == ()


def test_areas_alone_are_no_streets_and_squares_alone_are(tmp_path):
    with pytest.raises(StreetsError, match="it holds no lines"):
        read_streets(as_file(tmp_path, ".geojson", [SQUARE], building=["yes"]))
    network = read_streets(as_file(tmp_path, ".parquet", [SQUARE], highway=["pedestrian"]))
    assert network.report.walk_km == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize("form", [".parquet", ".geojson"])
def test_lines_in_a_collection_are_read(tmp_path, form):
    several = shapely.GeometryCollection([Point(A), LineString([A, B]), MultiLineString([[B, C], [C, D]])])
    network = read_streets(as_file(tmp_path, form, [several], highway=["path"]))
    assert (network.nodes, network.edges, network.report.not_lines) == (4, 3, 0)
