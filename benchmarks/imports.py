"""Import and re-opening of streets, beside a plain read of the same file that builds nothing.

    python benchmarks/imports.py FILE [FILE ...]

The plain read is osmium walking over all ways with positions, or pyarrow loading all columns: the floor below which no
import can be. Medians of five.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import osmium
import pyarrow.parquet as pq

from geleit.io.streets.network_file import load_network, read_streets, save_network


def plain(path: Path) -> None:
    """Read everything, keep nothing."""
    if path.suffix == ".parquet":
        pq.read_table(path)
        return
    for entity in osmium.FileProcessor(str(path)).with_locations():
        if entity.is_way():
            sum(1 for node in entity.nodes if node.location.valid())


def seconds(job: Callable[[], object]) -> float:
    """Median wall-clock seconds of five runs, after one that is not counted."""
    job()
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        job()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Measure each file named, print a table."""
    print("| file | corners | pieces | km on foot | plain read, s | import, s | re-open, ms | import / re-open |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for path in map(Path, sys.argv[1:]):
            kept = Path(folder) / "streets.npz"
            network = read_streets(path)
            save_network(network, kept)
            floor, imported = seconds(lambda p=path: plain(p)), seconds(lambda p=path: read_streets(p))
            reopened = seconds(lambda k=kept: load_network(k))
            print(
                f"| {path.name} | {network.nodes:,} | {network.edges:,} | {network.report.walk_km:,.3f} "
                f"| {floor:.3f} | {imported:.3f} | {1000 * reopened:.2f} | {imported / reopened:.0f} |"
            )


if __name__ == "__main__":
    main()
