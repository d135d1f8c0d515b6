"""Sizes of certificates and plans, and what it costs to re-check them, in format 3 and, for comparison, in format 2.

    PYTHONPATH=. python benchmarks/proofs.py [--corners 100000]

Of the bundled case of Aleppo (a week) and of an invented case (``geleit new --drill``, 72 hours, three people a corner)
the three proofs that ``geleit evacuate`` writes; and the certificate of the invented city's streets alone, where
bridges bind, without the ways that a map may lack. Seconds are of computing, the least of three times: *read* also
unpacks and holds the seal against the file, *check* is the checker.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.cities import ORIGIN, question
from tests.earlier_proofs import written_before

import geleit
from geleit.certify import certify
from geleit.flow.bound import prove
from geleit.io.case.drill import write_drill
from geleit.io.proofs import read_proof, write_proof
from geleit.model.certificate import Certificate
from geleit.model.plan import Plan

TIMES = 3


def proofs(corners: int, folder: Path) -> Iterator[tuple[str, Certificate | Plan]]:
    """What is measured, by name."""
    write_drill(folder / "city", corners, 3 * corners)
    for name, case in (("aleppo-2016", "aleppo-2016"), (f"{corners:,} corners", str(folder / "city"))):
        answer = geleit.evacuate(geleit.read_case(case))
        yield f"{name}, certificate", answer.certificate
        yield f"{name}, plan", answer.plan
        yield f"{name}, likely plan", answer.likely_plan
    proof = prove(question(corners, "bridges"))
    yield (
        f"{corners:,} corners, streets alone",
        Certificate(proof.question.plain(), case="city", origin=ORIGIN, **proof.rungs),
    )


def seconds(work: Callable[[], object]) -> float:
    """The least computing that some work took of a few times."""
    found = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def main() -> None:
    """Measure all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corners", type=int, default=100_000)
    corners = parser.parse_args().corners
    sizes, times = "format 2, MB | format 3, MB", "read 2, s | read 3, s | check, s | write 3, s"
    print(f"| file | arcs | streams | {sizes} | {times} | holds |")
    print("|---" * 10 + "|")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, proof in proofs(corners, folder):
            before, now = folder / "before.json", folder / "now.json"
            before.write_text(json.dumps(written_before(proof, 2), separators=(",", ":")), encoding="utf-8")
            writing = seconds(lambda proof=proof, now=now: write_proof(now, proof, ""))
            read = read_proof(now)
            times = (
                seconds(lambda before=before: read_proof(before)),
                seconds(lambda now=now: read_proof(now)),
                seconds(lambda read=read: certify(read)),
                writing,
            )
            streams = f"{len(proof.on_arcs):,}" if isinstance(proof, Plan) else "-"
            sizes = " | ".join(f"{path.stat().st_size / 1e6:.2f}" for path in (before, now))
            timed = " | ".join(f"{t:.2f}" for t in times)
            holds = "yes" if certify(read).holds else "NO"
            print(f"| {name} | {len(proof.instance.tail):,} | {streams} | {sizes} | {timed} | {holds} |", flush=True)


if __name__ == "__main__":
    main()
