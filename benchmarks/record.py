"""What questions to the record take, as processes of their own, also with ten thousand rows of a user; prints a table.

python benchmarks/record.py [--rows 10000] [--runs 5]

Seconds are of the processor (user and system), by the median of the runs after one that is not counted, with modules
compiled as an installation has them.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

GELEIT = "from geleit.cli import main; main()"
PRECEDENTS = (
    "id", "event", "setting", "place", "crossing", "date_from", "date_to", "people_low", "people_likely", "people_high",
    "mode_class", "hours_low", "hours_high", "days_low", "days_high", "crossings_low", "crossings_high", "screening",
    "counted_by", "claimant_is_party", "limited_by", "url",
)  # fmt: skip
ANNOUNCEMENTS = (
    "id", "event", "place", "announced_at", "announced_by", "kind", "notice_hours_low", "notice_hours_high",
    "people_low", "people_high", "ways_low", "ways_high", "days_low", "days_high", "days_basis", "url",
)  # fmt: skip
Row = tuple[object, ...]


def precedents(rows: int, an_event: int) -> Iterator[Row]:
    """Invented counts, so many of an event; one in fifty without crossings, one in ten by a party."""
    rng = random.Random(1)  # noqa: S311 - invented rows
    for number in range(rows):
        day = date(1950, 1, 1) + timedelta(days=rng.randrange(24_000))
        people = rng.randrange(10, 30_000)
        crossings = ("", "") if number % 50 == 0 else (1, 2)
        yield (
            f"r{number}", f"event-{number // an_event}", "siege", "Town", f"Gate {number % 5}", day, day, people - 5,
            people, people + 5, "foot, screened", 5, 12, 1, 1, *crossings, "yes", "Monitor",
            "yes" if number % 10 == 0 else "no", "capacity", f"https://example.org/{number}",
        )  # fmt: skip


def announcements(rows: int) -> Iterator[Row]:
    """Invented announcements with people, ways and days."""
    rng = random.Random(2)  # noqa: S311 - invented rows
    for number in range(rows):
        day = date(1950, 1, 1) + timedelta(days=rng.randrange(24_000))
        people = rng.randrange(500, 300_000)
        yield (
            f"a{number}", f"place-{number}", "Town", day, "Army", "ultimatum", 6, 24, people, 2 * people, 1, 2, 1, 3,
            "announced", f"https://example.org/{number}",
        )  # fmt: skip


def write(path: Path, names: tuple[str, ...], rows: Iterator[Row]) -> None:
    """A table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])


def of_processor(arguments: list[str], cwd: Path) -> float:
    """Seconds of the processor that a command takes; it has to succeed."""
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cwd / "compiled")}
    done = subprocess.Popen(
        [sys.executable, "-c", GELEIT, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, env=compiled
    )
    _, status, used = os.wait4(done.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(arguments)} ended with {code}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Write the cases, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, alike = f"{options.rows:,} rows, ten an event", f"{options.rows:,} rows of one event"
        asked = {many: folder / "many", alike: folder / "alike", "1,000 announcements": folder / "announced"}
        for case in asked.values():
            of_processor(["new", case.name, "--drill"], folder)
        write(asked[many] / "precedents.csv", PRECEDENTS, precedents(options.rows, 10))
        write(asked[alike] / "precedents.csv", PRECEDENTS, precedents(options.rows, options.rows))
        write(asked["1,000 announcements"] / "announcements.csv", ANNOUNCEMENTS, announcements(1000))
        jobs = {
            "geleit precedents": ["precedents"],
            "geleit precedents --question could": ["precedents", "--question", "could"],
            "geleit announcements": ["announcements"],
        }  # fmt: skip
        for label, case in asked.items():
            for command in ("precedents", "announcements"):
                jobs[f"geleit {command} --for CASE, {label}"] = [command, "--for", str(case)]
        print("| command | seconds |\n|---|---|")
        for label, arguments in jobs.items():
            of_processor(arguments, folder)
            taken = statistics.median(of_processor(arguments, folder) for _ in range(options.runs))
            print(f"| `{label}` | {taken:.2f} |", flush=True)


if __name__ == "__main__":
    main()
