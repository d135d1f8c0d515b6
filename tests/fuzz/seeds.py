"""Write the corpus: small files of every kind, whole, made up; ``python -m tests.fuzz.seeds`` writes all of it anew.

What Geleit itself writes is written by Geleit; what others write, by the libraries that read it. The files in ``text``
are written by hand, and those in ``found`` are inputs of faults that were found; both stay as they are.
"""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from base64 import b64encode
from datetime import date
from pathlib import Path
from textwrap import dedent

import numpy as np

import geleit
from tests.earlier_proofs import written_before

CORPUS = Path(__file__).parent / "corpus"
MADE = CORPUS / "made"
HXL = "date,who,events,lat,lon\n#date+occurred,#org,#affected+events,#geo+lat,#geo+lon\n"


def write_corpus(folder: Path) -> None:
    """Write every seed into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for write in (_osm, _lines, _network, _incidents, _raster, _pdf, _evidence, _proofs):
        write(folder)


def _osm(folder: Path) -> None:
    import osmium

    for ending in ("osm.pbf", "osm", "osm.gz", "osm.bz2"):
        with osmium.SimpleWriter(str(folder / f"town.{ending}")) as out:
            for number in range(1, 7):
                place = (-30 + number % 3 / 1000, 45 + number // 3 / 1000)
                out.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
            tags = {"highway": "residential", "name": "Quay", "oneway": "yes", "lanes": "2", "maxspeed": "30 mph"}
            out.add_way(osmium.osm.mutable.Way(id=1, version=1, nodes=[1, 2, 3, 4], tags=tags))
            tags = {"highway": "footway", "bridge": "yes", "width": "2.5 m"}
            out.add_way(osmium.osm.mutable.Way(id=2, version=1, nodes=[4, 5, 6, 1], tags=tags))


def _table() -> object:
    import pyarrow as pa
    import shapely

    shapes = [
        shapely.LineString([(-30, 45), (-30, 45.001), (-29.999, 45.001)]),
        shapely.LineString([(-29.999, 45.001), (-29.999, 45)]),
        shapely.MultiLineString([[(-30, 45), (-29.999, 45)], [(-29.999, 45), (-29.998, 45)]]),
    ]
    return pa.table(
        {
            "geometry": shapely.to_wkb(shapes),
            "name": ["Quay", "Lane", None],
            "highway": ["residential", "primary", "footway"],
            "oneway": ["yes", "no", None],
            "lanes": ["2", None, "x"],
        }
    )


def _lines(folder: Path) -> None:
    import pyarrow.parquet as pq
    import pyogrio

    table = _table()
    column = {"encoding": "WKB", "geometry_types": []}
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), folder / "town.parquet")
    for ending, options in (("gpkg", {"SPATIAL_INDEX": "NO"}), ("shp", {})):
        path = folder / f"town.{ending}"
        pyogrio.write_arrow(
            table,
            path,
            geometry_name="geometry",
            geometry_type="Unknown" if ending == "gpkg" else "MultiLineString",
            crs="EPSG:4326",
            **options,
        )
    with zipfile.ZipFile(folder / "town.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for ending in ("shp", "shx", "dbf", "prj", "cpg"):
            archive.write(folder / f"town.{ending}", f"town.{ending}")
    for ending in ("fgb", "kml", "geojsonl"):
        driver = {"driver": {"fgb": "FlatGeobuf", "kml": "KML", "geojsonl": "GeoJSONSeq"}[ending]}
        path = folder / f"town.{ending}"
        pyogrio.write_arrow(table, path, geometry_name="geometry", geometry_type="Unknown", crs="EPSG:4326", **driver)


def _network(folder: Path) -> None:
    from geleit.io.streets.network_file import read_streets, save_network

    network = read_streets(folder / "town.osm.pbf")
    save_network(network, folder / "town.npz")
    save_network(network, folder / "packed.npz", compress=True)


def _incidents(folder: Path) -> None:
    import openpyxl

    text = HXL + "".join(f"2024-05-{day:02},Side {day % 2},{day % 3},45.0{day},-30\n" for day in range(1, 9))
    (folder / "hxl.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in text.splitlines():
        book.active.append(line.split(","))
    book.active["A4"].value = date(2024, 5, 2)
    book.create_sheet("other").append(["nothing"])
    book.save(out)
    (folder / "hxl.xlsx").write_bytes(out.getvalue())
    case = folder / "case"
    geleit.new_case(case, example=True)
    (folder / "hxl.csv").write_text(text, encoding="utf-8", newline="")
    geleit.import_incidents(folder / "hxl.csv", case, snapshot=date(2024, 6, 1))
    (case / "incidents" / "hxl.duplicates.csv").write_text("leave_out,id\nyes,nothing\n,other\n", encoding="utf-8")
    (case / "incidents").rename(folder / "incidents")
    shutil.rmtree(case)
    (folder / "hxl.csv").unlink()


def _raster(folder: Path) -> None:
    import rasterio

    values = np.arange(48, dtype=np.float32).reshape(1, 6, 8)
    values[0, 0, :3] = -99999
    place = rasterio.Affine(0.001, 0, -30.004, 0, -0.001, 45.012)
    for name, more in (
        ("people", {"compress": "deflate"}),
        ("tiled", {"tiled": True, "blockxsize": 16, "blockysize": 16}),
    ):
        options = {"driver": "GTiff", "width": 8, "height": 6, "count": 1, "dtype": "float32", "nodata": -99999.0}
        with rasterio.open(folder / f"{name}.tif", "w", crs="EPSG:4326", transform=place, **options, **more) as file:
            file.write(values)


def _pdf(folder: Path) -> None:
    content = b"BT /F 12 Tf 50 700 Td (The ministry said on Monday that 1,200 people had left.) Tj T* (By bus.) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, what in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, what)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    (folder / "article.pdf").write_bytes(out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer)


def _evidence(folder: Path) -> None:
    from geleit.io.evidence.signature import private_key

    case, page = folder / "case", folder / "page.html"
    geleit.new_case(case, example=True)
    (case / "statements.csv").unlink()
    (case / "people.geojson").unlink()
    for number in (1, 2):
        page.write_text(f"<html><p>Page {number} says that the road is open.</p></html>", encoding="utf-8")
        geleit.keep_source(page, case, "The Paper", "2024-05-02", title=f"Page {number}", by="office")
    shutil.copytree(case / "captured", folder / "captured", ignore=shutil.ignore_patterns(".*"))
    (folder / "captured" / "incoming").rmdir()
    (folder / "sources.csv").write_bytes((case / "sources.csv").read_bytes())
    key = folder / "key"
    key.write_bytes(private_pem())
    geleit.export_sources(folder / "bag", case, sign=key)
    (folder / "key.pub").write_bytes(public_pem())
    assert private_key(key)
    key.unlink()
    page.unlink()
    for place in sorted((folder / "captured" / "objects").rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
    for place in sorted((folder / "bag").rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
    shutil.rmtree(case, ignore_errors=True)


def private_pem() -> bytes:
    """A private key that everybody can make, for nothing but tests."""
    seed = bytes.fromhex("302e020100300506032b657004220420") + b"a key that everybody can make..."[:32]
    lines = b64encode(seed).decode()
    return dedent(f"""\
        -----BEGIN {"PRIVATE"} KEY-----
        {lines}
        -----END {"PRIVATE"} KEY-----
        """).encode()


def public_pem() -> bytes:
    """The public key that goes with it."""
    from cryptography.hazmat.primitives import serialization as form

    key = form.load_pem_private_key(private_pem(), password=None).public_key()
    return key.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)


def _proofs(folder: Path) -> None:
    from geleit.io.proofs import write_proof
    from tests.surface.village import write_village

    village = write_village(
        folder / "village",
        people=((0, 50), (1, 30)),
        exits=((1, 100, "always"), (2, 20, "always")),
        streets=((0, 1), (1, 2)),
    )
    answer = geleit.evacuate(geleit.read_case(village))
    for name, proof in (("certificate", answer.certificate), ("plan", answer.plan)):
        write_proof(folder / f"{name}.json", proof, "")
        for number in (1, 2):
            (folder / f"{name}-{number}.json").write_text(json.dumps(written_before(proof, number)), encoding="utf-8")
    shutil.rmtree(village)


if __name__ == "__main__":
    write_corpus(MADE)
