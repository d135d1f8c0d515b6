"""Every kind of input: its seeds, how they are broken, where they go, and what reads them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512
from math import ceil
from pathlib import Path
from random import Random

from geleit.io.case.bundled import TEMPLATE, data_folder
from tests.fuzz import reading
from tests.fuzz.columns import of_parquet, of_tiff
from tests.fuzz.mutations import Breaker, of_bytes, of_json, of_rows, of_text, of_xml
from tests.fuzz.packed import of_bzip, of_gzip, of_pbf, of_zip
from tests.fuzz.reading import CASE, Problems, new_case
from tests.fuzz.sealed import of_lines, of_log_line, of_proof, of_reply
from tests.fuzz.seeds import CORPUS, MADE, private_pem

TEXT = CORPUS / "text"
TEMPLATE_FILES = data_folder() / TEMPLATE


@dataclass(frozen=True)
class Kind:
    """A kind of input.

    Parameters
    ----------
    seeds
        Whole files, by where they stand in a room.
    broken
        How they are broken besides byte by byte.
    read
        What Geleit does with one, given the room and the file; the problems that it returns rather than raises.
    furnish
        Makes what else is in a room.
    named
        One of these is in every message, besides the file's own name.
    settle
        Puts right what goes with the broken file, so that what is looked at first does not hide the rest.
    """

    seeds: Mapping[str, bytes]
    broken: Breaker
    read: Callable[[Path, Path], Problems]
    furnish: Callable[[Path], object] = new_case
    named: tuple[str, ...] = ()
    settle: Callable[[Path], None] = lambda _: None

    def make(self, rng: Random) -> tuple[str, bytes]:
        """Where a broken file goes, and what is in it."""
        where = rng.choice(sorted(self.seeds))
        data = self.seeds[where]
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 6))):
            other = self.seeds[rng.choice(sorted(self.seeds))]
            data = (of_bytes if rng.random() < 0.25 else self.broken)(rng, data, other)[:MOST_BYTES]
        return where, data


MOST_BYTES = 400_000
"""To which a broken file may grow."""


def files(folder: Path, *names: str, into: str = "") -> dict[str, bytes]:
    """Files of a folder, by where they stand in a room."""
    return {f"{into}{name}": (folder / name).read_bytes() for name in names}


def _tables() -> dict[str, bytes]:
    names = sorted(path.name for path in TEMPLATE_FILES.glob("*.csv"))
    return files(TEMPLATE_FILES, *names, into=f"{CASE}/")


def _with_drawn_tables(room: Path) -> None:
    case = new_case(room)
    for name in ("exits", "facilities"):
        (case / f"{name}.csv").unlink()
        shutil.copyfile(TEXT / f"{name}.geojson", case / f"{name}.geojson")


def _with_incidents(room: Path) -> None:
    shutil.copytree(MADE / "incidents", new_case(room) / "incidents")


def _with_raster(room: Path) -> None:
    case = new_case(room)
    with (case / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[people]\nraster = "people.tif"\nlikely = 100\nclaimant = "x"\nwithin_area = true\n')


def _with_shapefile(room: Path) -> None:
    new_case(room)
    for ending in ("shp", "shx", "dbf", "prj", "cpg"):
        shutil.copyfile(MADE / f"town.{ending}", room / f"town.{ending}")


def _with_captured(room: Path) -> None:
    case = new_case(room)
    shutil.copytree(MADE / "captured", case / "captured")
    shutil.copyfile(MADE / "sources.csv", case / "sources.csv")
    (room / "more.txt").write_text("One more.", encoding="utf-8")


def _with_bag(room: Path) -> None:
    new_case(room)
    shutil.copytree(MADE / "bag", room / "bag")


def _list_anew(room: Path) -> None:
    """Write the manifests of a bag for what is in it, unsigned."""
    bag = room / "bag"
    (bag / "signature.json").unlink(missing_ok=True)
    for prefix, inside in (("manifest", True), ("tagmanifest", False)):
        listed = [path for path in sorted(bag.rglob("*")) if path.is_file()]
        chosen = [path for path in listed if (bag / "data" in path.parents) == inside]
        for name, hashed in (("sha256", sha256), ("sha512", sha512)):
            rows = [
                f"{hashed(path.read_bytes()).hexdigest()} {path.relative_to(bag)}\n"
                for path in chosen
                if not path.name.startswith("tagmanifest-")
            ]
            (bag / f"{prefix}-{name}.txt").write_text("".join(rows), encoding="utf-8", errors="surrogateescape")


def shares(runs: int, names: Sequence[str]) -> dict[str, int]:
    """How many runs each kind has of all."""
    weights = {name: WEIGHTS.get(name, 1) for name in names}
    return {name: ceil(runs * weight / sum(weights.values())) for name, weight in weights.items()}


PROOF_FILES = tuple(f"{name}{number}.json" for name in ("certificate", "plan") for number in ("", "-1", "-2"))
CASE_NAMED = (f"{CASE}/", f"{CASE}: ")
BAG_FILES = tuple(str(path.relative_to(MADE)) for path in sorted((MADE / "bag").rglob("*")) if path.is_file())
BAG_PAYLOAD = tuple(name for name in BAG_FILES if "/data/" in name or name.endswith("bag-info.txt"))
A_STATEMENT = "Mayor\nThe road is open\nleaflet\n2024-05-02T08:00\ncorridor\n1200..1400\npeople\nnote"

KINDS: dict[str, Kind] = {
    "case.toml": Kind(
        {f"{CASE}/case.toml": (TEMPLATE_FILES / "case.toml").read_bytes().replace(b"streets.geojson", b"streets.npz")},
        of_text, reading.case_checked, named=CASE_NAMED,
    ),
    "tables-csv": Kind(_tables(), of_rows, reading.case_read, named=CASE_NAMED),
    "tables-geojson": Kind(
        {
            **files(TEMPLATE_FILES, "area.geojson", "people.geojson", into=f"{CASE}/"),
            **files(TEXT, "exits.geojson", "facilities.geojson", into=f"{CASE}/"),
        },
        of_json, reading.case_checked, furnish=_with_drawn_tables, named=CASE_NAMED,
    ),
    "tables-assessed": Kind(_tables(), of_rows, reading.case_assessed, named=CASE_NAMED),
    "people-tables": Kind(
        files(TEXT, "cod.csv", "hapi-people.csv", "camps.csv"), of_rows, reading.first_case_of_people,
        furnish=lambda _: None,
    ),
    "outlines": Kind(
        files(TEXT, "outlines.geojson"), of_json, reading.first_case_of_outlines,
        furnish=lambda _: None, named=("cod.csv",),
    ),
    "incidents-csv": Kind(
        files(TEXT, "ucdp.csv", "acled.csv", "hapi.tsv", "viina.csv", "insight.csv", "own.csv", "hxl.csv"),
        of_rows, reading.incidents_imported,
    ),
    "incidents-judged": Kind(
        files(TEXT, "ucdp.csv", "acled.csv", "hapi.tsv", "viina.csv", "insight.csv", "own.csv", "hxl.csv"),
        of_rows, reading.pause_judged,
    ),
    "incidents-csv.gz": Kind(files(MADE, "hxl.csv.gz"), of_gzip(of_rows), reading.incidents_imported),
    "incidents-xlsx": Kind(files(MADE, "hxl.xlsx"), of_zip, reading.incidents_imported),
    "kept-incidents": Kind(
        files(MADE / "incidents", "hxl.parquet", into=f"{CASE}/incidents/"),
        of_parquet, reading.incidents_kept, furnish=_with_incidents,
    ),
    "notes-of-imports": Kind(
        files(MADE / "incidents", "hxl.json", "hxl.duplicates.csv", into=f"{CASE}/incidents/"),
        of_json, reading.incidents_kept, furnish=_with_incidents,
    ),
    "streets-osm": Kind(files(MADE, "town.osm"), of_xml, reading.streets_imported),
    "streets-osm.gz": Kind(files(MADE, "town.osm.gz"), of_gzip(of_xml), reading.streets_imported),
    "streets-osm.bz2": Kind(files(MADE, "town.osm.bz2"), of_bzip(of_xml), reading.streets_imported),
    "streets-osm.pbf": Kind(files(MADE, "town.osm.pbf"), of_pbf, reading.streets_imported),
    "streets-overpass": Kind(files(TEXT, "overpass.json"), of_json, reading.streets_imported),
    "streets-parquet": Kind(files(MADE, "town.parquet"), of_parquet, reading.streets_imported),
    "streets-gpkg": Kind(files(MADE, "town.gpkg"), of_text, reading.streets_imported),
    "streets-geojson": Kind(files(TEXT, "street.geojson", "street.json"), of_json, reading.streets_imported),
    "streets-shp": Kind(
        files(MADE, "town.shp", "town.shx", "town.dbf", "town.prj", "town.cpg"),
        of_text, lambda room, _: reading.streets_imported(room, room / "town.shp"),
        furnish=_with_shapefile, named=("town.shp",),
    ),
    "streets-fgb": Kind(files(MADE, "town.fgb"), of_bytes, reading.streets_imported),
    "streets-kml": Kind(files(MADE, "town.kml"), of_xml, reading.streets_imported),
    "streets-geojsonl": Kind(files(MADE, "town.geojsonl"), of_json, reading.streets_imported),
    "streets-shp-zip": Kind(files(MADE, "town.zip"), of_zip, reading.streets_imported),
    "streets-npz": Kind(files(MADE, "town.npz", "packed.npz"), of_zip, reading.streets_imported),
    "raster": Kind(
        {f"{CASE}/people.tif": (MADE / name).read_bytes() for name in ("people.tif", "tiled.tif")},
        of_tiff, reading.case_read, furnish=_with_raster, named=CASE_NAMED,
    ),
    "article-txt": Kind(files(TEXT, "article.txt"), of_text, reading.article_read),
    "article-html": Kind(files(TEXT, "artikel.html"), of_xml, reading.article_read),
    "article-pdf": Kind(files(MADE, "article.pdf"), of_text, reading.article_read),
    "log-of-captures": Kind(
        {
            **files(MADE / "captured", "log.jsonl", into=f"{CASE}/captured/"),
            **files(MADE, "sources.csv", into=f"{CASE}/"),
        },
        of_lines(of_log_line), reading.sources_checked, furnish=_with_captured, named=CASE_NAMED,
    ),
    "rejected-proposals": Kind(
        {f"{CASE}/reviewed/rejected.jsonl": (TEXT / "rejected.jsonl").read_bytes()},
        of_lines(of_json), reading.rejections_read,
    ),
    "certificates-plans": Kind(files(MADE, *PROOF_FILES), of_json, reading.certified),
    "certificates-sealed-again": Kind(files(MADE, *PROOF_FILES), of_proof, reading.certified),
    "keys": Kind({"key": private_pem(), **files(MADE, "key.pub")}, of_text, reading.keys_read),
    "bags": Kind(files(MADE, *BAG_FILES), of_text, reading.bag_known, furnish=_with_bag, named=("bag",)),
    "bags-listed-anew": Kind(
        files(MADE, *BAG_PAYLOAD), of_lines(of_log_line), reading.bag_imported,
        furnish=_with_bag, named=("bag",), settle=_list_anew,
    ),
    "models-replies": Kind(files(TEXT, "reply.http"), of_reply, reading.model_asked, named=("--model-url",)),
    "entries-of-a-ledger": Kind(files(TEXT, "entries.csv"), of_rows, reading.entries_imported, named=CASE_NAMED),
    "an-entry": Kind(
        {"cells": A_STATEMENT.encode()}, of_text, reading.entry_added,
        named=(*CASE_NAMED, "speaker", "text", "source", "at:", "topic", "quantity", "note", "entry"),
    ),
}  # fmt: skip

WEIGHTS = {
    "tables-assessed": 0.2,
    "case.toml": 4,
    "tables-csv": 4,
    "tables-geojson": 2,
    "incidents-csv": 2,
    "incidents-judged": 5,
    "streets-overpass": 7,
    "streets-npz": 6,
    "article-txt": 3,
    "article-html": 5,
    "log-of-captures": 5,
    "rejected-proposals": 4,
    "certificates-plans": 4,
    "certificates-sealed-again": 6,
    "keys": 4,
    "bags": 4,
    "bags-listed-anew": 4,
    "models-replies": 6,
    "entries-of-a-ledger": 6,
    "an-entry": 4,
}
"""How many times the runs of others a kind has, since a run takes from a few milliseconds to half a second."""
