"""Bring the streets of a file into a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geleit.files import expect_writable
from geleit.io.case.bundled import case_folder
from geleit.io.case.file_names import STREETS_FILE
from geleit.io.case.settings import streets_named
from geleit.io.streets.network_file import read_streets, save_network
from geleit.model.network import Network


@dataclass(frozen=True, eq=False)
class ImportedStreets:
    """Streets that were brought into a case.

    Parameters
    ----------
    network
        The streets, with what the import met.
    written
        The file they are kept in.
    read_from
        Name of the file that the case reads its streets from: another one where ``case.toml`` names one.
    """

    network: Network
    written: Path
    read_from: str

    @property
    def in_use(self) -> bool:
        """Whether the case reads these streets."""
        return self.read_from == STREETS_FILE


def import_streets(
    file: Path, case: Path, progress: Callable[[str, int, int | None], None] | None = None
) -> ImportedStreets:
    """Read the streets of a file and keep them in a case folder.

    Parameters
    ----------
    file
        OpenStreetMap (.osm.pbf, .osm, Overpass JSON), or lines (GeoParquet, GeoPackage, GeoJSON, shapefile).
    progress
        Told what is counted, how many are done, and of how many.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used, or the streets cannot be written.
    MissingExtraError
        If a package is needed that is not installed.
    """
    named, written = streets_named(case_folder(case)), case / STREETS_FILE
    expect_writable(case, STREETS_FILE)
    network = read_streets(file, progress=progress)
    save_network(network, written)
    return ImportedStreets(network, written, named)
