"""Cases with a million rows of people or of incidents, checked, next to pandas reading the same file; prints a table.

python benchmarks/large_tables.py [--rows 100000 250000 1000000]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

GELEIT = "from geleit.cli import main; main()"
PANDAS = "import pandas, sys; print(len(pandas.read_csv(sys.argv[1], low_memory=False)))"
WEST, SOUTH, EAST, NORTH = -30.050, 44.968, -29.950, 45.032
"""Within the invented city of 10,000 corners."""

SOURCES = "id,title,publisher\ncensus,A census,Statistics office\nlog,A log of incidents,Monitor\n"
PARTIES = "id,name\nnorth,The north\nsouth,The south\n"
KINDS = ("shelling", "air strike", "sniper fire", "armed clash")
Row = tuple[object, ...]


def people(rows: int) -> Iterator[Row]:
    """A household a row, with ranges, times from which it is ready in ten districts, and remarks here and there."""
    rng = random.Random(1)  # noqa: S311 - invented people
    yield (
        "id", "name", "lon", "lat", "people_low", "people_likely", "people_high", "claimant", "ready_from", "source",
        "note",
    )  # fmt: skip
    for number in range(rows):
        likely = 1 + int(rng.expovariate(0.2))
        lon, lat = rng.uniform(WEST, EAST), rng.uniform(SOUTH, NORTH)
        ready = f"2030-05-01T{number % 10:02}:30+00:00"
        note = f'counted at "door {number}", again; once' if number % 50 == 0 else ""
        yield (
            f"p-{number:07}", f"Block {number // 20}", f"{lon:.6f}", f"{lat:.6f}", likely * 4 // 5, likely,
            likely + likely // 5, "Statistics office", ready, "census", note,
        )  # fmt: skip


def incidents(rows: int) -> Iterator[Row]:
    """An incident a row, to the minute in four months before the case, one in ten of a whole day."""
    rng = random.Random(2)  # noqa: S311 - invented incidents
    yield (
        "id", "start", "end", "lon", "lat", "position_error", "kind", "by", "deaths_low", "deaths_likely",
        "deaths_high", "claimant", "source", "text",
    )  # fmt: skip
    first = datetime(2030, 1, 1, tzinfo=UTC)
    for number in range(rows):
        start = first + timedelta(minutes=rng.randrange(120 * 24 * 60))
        whole = number % 10 == 0
        killed = rng.randrange(12)
        deaths = ("", "", "") if number % 3 else (killed, killed + 1, killed + 3)
        yield (
            f"i-{number:07}", start.date().isoformat() if whole else start.isoformat(timespec="minutes"),
            "" if number % 4 else (start + timedelta(days=1)).isoformat(timespec="minutes"),
            f"{rng.uniform(WEST, EAST):.6f}", f"{rng.uniform(SOUTH, NORTH):.6f}", 50 * (number % 4),
            KINDS[number % 4], ("north", "south", "")[number % 3], *deaths, "Monitor", "log",
            f'What a witness told of place {number % 9973}: "nobody there"; others say otherwise, in case {number}',
        )  # fmt: skip


MOST_FEATURES = 100_000
"""Rows that are also tried as GeoJSON; of more than twice as many the JSON is refused, as what it takes in memory."""

AS_GEOJSON = "people, GeoJSON"
TABLES: dict[str, Callable[[int], Iterable[Row]]] = {"people": people, "incidents": incidents}


def geleit(*arguments: str, cwd: Path) -> None:
    """Run a command that has to succeed."""
    subprocess.run([sys.executable, "-c", GELEIT, *arguments], cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def write_case(folder: Path, table: str, rows: int, separator: str) -> Path:
    """An invented city with so many rows in one of its tables; the file of the table."""
    geleit("new", folder.name, "--drill", cwd=folder.parent)
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "parties.csv").write_text(PARTIES, encoding="utf-8")
    if table == "people":
        (folder / "people.geojson").unlink()
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(TABLES[table](rows))
    return path


def write_geojson(path: Path) -> Path:
    """The table as GeoJSON instead."""
    features = path.with_suffix(".geojson")
    with path.open(encoding="utf-8", newline="") as file, features.open("w", encoding="utf-8") as made:
        made.write('{"type": "FeatureCollection", "features": [\n')
        for number, row in enumerate(csv.DictReader(file)):
            at = [float(row.pop("lon")), float(row.pop("lat"))]
            feature = {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": at}}
            made.write((",\n" if number else "") + json.dumps(feature))
        made.write("\n]}\n")
    path.unlink()
    return features


def measured(code: str, *arguments: str, cwd: Path) -> tuple[float, float, int]:
    """Seconds, gigabytes and exit code of a process of its own."""
    began = time.perf_counter()
    done = subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    return time.perf_counter() - began, used.ru_maxrss / 1024**2, os.waitstatus_to_exitcode(status)


def main() -> None:
    """Write each case, check it, read its table, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 250_000, 1_000_000])
    options = parser.parse_args()
    print("| table | rows | MB | job | seconds | GB | exit code |\n|---|---|---|---|---|---|---|")
    for rows in options.rows:
        kinds = {"people": ",", "incidents": ";"} | ({AS_GEOJSON: ","} if rows <= MOST_FEATURES else {})
        for table, separator in kinds.items():
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name) / "case"
                path = write_case(folder, table.partition(",")[0], rows, separator)
                jobs = {"geleit check": (GELEIT, "check", "case"), "pandas.read_csv": (PANDAS, str(path))}
                if table == AS_GEOJSON:
                    path = write_geojson(path)
                    del jobs["pandas.read_csv"]
                size = path.stat().st_size / 1e6
                for job, (code, *arguments) in jobs.items():
                    seconds, gigabytes, status = measured(code, *arguments, cwd=folder.parent)
                    print(
                        f"| {table} | {rows:,} | {size:,.0f} | {job} | {seconds:.1f} | {gigabytes:.2f} | {status} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
