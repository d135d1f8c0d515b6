"""Bring the streets of a file into a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geleit.errors import StreetsError
from geleit.files import expect_writable, whole_or_not
from geleit.io.case.bundled import case_folder
from geleit.io.case.file_names import CASE_FILE, STREETS_FILE
from geleit.io.case.named_files import renamed
from geleit.io.case.settings import streets_named
from geleit.io.streets.how import AS_IT_SAYS, HowToRead
from geleit.io.streets.network_file import read_streets, save_network
from geleit.model.network import Network


class DoubtfulError(StreetsError):
    """Streets that hardly anything can be said by; ``network`` has them."""

    def __init__(self, network: Network, where: str) -> None:
        remedy = "look at it on a map; to take it all the same: --yes"
        if network.report.without_classes:
            remedy = f"say which column has the classes: --map class=COLUMN; or {remedy}"
        super().__init__(where, "; ".join(network.report.grave), remedy)
        self.network = network


@dataclass(frozen=True, eq=False)
class ImportedStreets:
    """Streets that were brought into a case.

    Parameters
    ----------
    network
        The streets, with what the import met.
    written
        The file they are kept in.
    read_before
        Name of the file that the case read its streets from before.
    """

    network: Network
    written: Path
    read_before: str


def import_streets(
    file: Path,
    case: Path,
    progress: Callable[[str, int, int | None], None] | None = None,
    how: HowToRead = AS_IT_SAYS,
    *,
    accept: bool = False,
) -> ImportedStreets:
    """Read the streets of a file, keep them in a case folder, and have the case read them.

    Parameters
    ----------
    file
        OpenStreetMap (.osm.pbf, .osm, Overpass JSON), or lines (GeoParquet, GeoPackage, GeoJSON, shapefile and others).
    progress
        Told what is counted, how many are done, and of how many.
    how
        What a file of lines does not say itself.
    accept
        Whether streets are taken that hardly anything can be said by.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used, the streets cannot be written, the case cannot be made to
        read them, or hardly anything can be said by them and that was not accepted. All is as it was then.
    MissingExtraError
        If a package is needed that is not installed.
    """
    named, written = streets_named(case_folder(case)), case / STREETS_FILE
    expect_writable(case, STREETS_FILE)
    if named != STREETS_FILE:
        renamed(case, "streets", STREETS_FILE)  # what cannot be done is told before the work
    network = read_streets(file, progress, how)
    if network.report.grave and not accept:
        raise DoubtfulError(network, str(file))
    if named == STREETS_FILE:
        save_network(network, written)
    else:
        with whole_or_not(case / CASE_FILE) as temporary:
            temporary.write_bytes(renamed(case, "streets", STREETS_FILE))
            save_network(network, written)
    return ImportedStreets(network, written, named)
