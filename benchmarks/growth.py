"""How time and memory of the certificate and of the plan grow with the city, as a table and a plot.

    pip install -e '.[bench]'
    python benchmarks/growth.py [--corners 10000 ... 1000000] [--plot docs/benchmarks/growth.svg]

The invented cities of :mod:`cities`, bridges binding, 72 hours, three people a corner; each size in a process of its
own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SIZES = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)


def measured(corners: int) -> dict[str, Any]:
    """One size."""
    command = [
        sys.executable,
        str(Path(__file__).with_name("cities.py")),
        "--corners",
        str(corners),
        "--only",
        "bridges",
    ]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def plot(path: Path, sizes: list[int], found: list[dict[str, Any]]) -> None:
    """Seconds and gigabytes against corners, both on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "geleit"
    import matplotlib.pyplot as plt

    figure, (seconds, memory) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    planned = [(n, r["plan"]) for n, r in zip(sizes, found, strict=True) if "plan" in r]
    seconds.loglog(sizes, [r["bound"] for r in found], "o-", color="#0072b2", label="certificate")
    seconds.loglog(*zip(*planned, strict=True), "s--", color="#d55e00", label="plan")
    seconds.loglog(sizes, [r["check"] for r in found], "^:", color="#444444", label="check of the certificate")
    memory.loglog(sizes, [r["bound_gb"] for r in found], "o-", color="#0072b2", label="certificate")
    for axes, unit in ((seconds, "seconds"), (memory, "peak memory, GB")):
        axes.set_xlabel("street corners")
        axes.set_ylabel(unit)
        axes.grid(visible=True, which="major", color="#dddddd")
        axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure all sizes, print a table, draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corners", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    print("| corners | arcs | certificate, s | GB | plan, s | check, s |\n|---|---|---|---|---|---|")
    found = []
    for corners in chosen.corners:
        r = measured(corners)
        found.append(r)
        planned = f"{r['plan']:.1f}" if "plan" in r else "-"
        print(
            f"| {corners:,} | {r['arcs']:,} | {r['bound']:.2f} | {r['bound_gb']:.2f} | {planned} | {r['check']:.2f} |",
            flush=True,
        )
    if chosen.plot:
        plot(chosen.plot, chosen.corners, found)


if __name__ == "__main__":
    main()
