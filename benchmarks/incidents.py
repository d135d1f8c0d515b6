"""A million incidents imported and assessed, next to others reading the same file; prints a table.

python benchmarks/incidents.py [--rows 1000000]
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
TAGS = {
    "id": "#event+id", "side_a": "#group", "latitude": "#geo+lat", "longitude": "#geo+lon", "best": "#affected+killed",
    "date_start": "#date+start", "date_end": "#date+end", "adm_1": "#adm1+name",
}  # fmt: skip
PANDAS = "import pandas, sys; print(len(pandas.read_csv(sys.argv[1], low_memory=False)))"
LIBHXL = "import hxl, sys; print(sum(1 for _ in hxl.data(sys.argv[1], hxl.InputOptions(allow_local=True))))"
GELEIT = "from geleit.cli import main; main()"
PAUSE = "id,windows,announced_by\ntruce,2016-02-27T00:00/2016-03-12T00:00,north\n"


def write_events(path: Path, rows: int, *, tagged: bool) -> None:
    """Write invented events of half a year in UCDP's 49 columns, one in a thousand with low > best."""
    rng = random.Random(1)  # noqa: S311 - invented events
    first = date(2016, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        if tagged:
            table.writerow([TAGS.get(name, "") for name in HEADER])
        for number in range(rows):
            day = (first + timedelta(days=rng.randrange(182))).isoformat()
            lon, lat, best = rng.uniform(36, 42), rng.uniform(33, 37), rng.randrange(20)
            told = f"Somebody reports what happened in place {number % 9973} of the country on {day}, with some detail"
            found = {
                "id": number, "year": 2016, "type_of_violence": 1, "side_a": f"Party {number % 7}", "side_b": "Others",
                "where_prec": 1 + number % 6, "where_coordinates": f"Place {number % 9973}",
                "adm_1": f"Area {number % 14}",
                "latitude": f"{lat:.6f}", "longitude": f"{lon:.6f}", "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
                "date_prec": 1, "date_start": day, "date_end": day, "best": best, "high": best + 1,
                "low": best + 5 if number % 1000 == 0 else best, "source_article": f"Agency,{day},{told}",
                "source_headline": told, "conflict_name": "A conflict", "dyad_name": f"Party {number % 7} - Others",
            }  # fmt: skip
            table.writerow([found.get(name, "x") for name in HEADER])


def measured(code: str, *arguments: str, cwd: Path) -> tuple[float, float, int]:
    """Seconds, gigabytes and exit code of a process of its own."""
    began = time.perf_counter()
    done = subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    return time.perf_counter() - began, used.ru_maxrss / 1024**2, os.waitstatus_to_exitcode(status)


def main() -> None:
    """Write the file, run each, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_events(folder / "events.csv", options.rows, tagged=False)
        write_events(folder / "tagged.csv", options.rows, tagged=True)
        new = [sys.executable, "-c", GELEIT, "new", "case", "--example"]
        subprocess.run(new, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (folder / "case" / "pauses.csv").write_text(PAUSE, encoding="utf-8")
        (folder / "case" / "area.geojson").unlink()
        size = (folder / "events.csv").stat().st_size / 1e6
        print(f"{options.rows:,} rows of 49 columns, {size:,.0f} MB\n")
        print("| job | seconds | GB | exit code |\n|---|---|---|---|")
        jobs = {
            "geleit import incidents": (GELEIT, "import", "incidents", "events.csv", "--case", "case"),
            "geleit assess CASE ceasefire": (GELEIT, "assess", "case", "ceasefire", "--json"),
            "geleit truce FILE": (
                GELEIT,
                "truce",
                "events.csv",
                "--from",
                "2016-02-27",
                "--to",
                "2016-03-11",
                "--json",
            ),
            "pandas.read_csv": (PANDAS, "events.csv"),
            "libhxl, every row": (LIBHXL, "tagged.csv"),
        }
        for job, (code, *arguments) in jobs.items():
            seconds, gigabytes, status = measured(code, *arguments, cwd=folder)
            print(f"| {job} | {seconds:.1f} | {gigabytes:.2f} | {status} |", flush=True)


if __name__ == "__main__":
    main()
