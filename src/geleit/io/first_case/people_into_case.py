"""People of others brought into a case that is there: its table ``people``, with the file as their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geleit.errors import CaseError, InputError
from geleit.files import write_atomically
from geleit.io.case.appending import grown
from geleit.io.case.bundled import case_folder
from geleit.io.case.casefile import read_network
from geleit.io.case.context import Context
from geleit.io.case.kept_mappings import keep_mapping, kept_mapping
from geleit.io.case.settings import Settings, has_raster, read_settings
from geleit.io.case.specs.places import AREA, PEOPLE
from geleit.io.case.specs.sources import SOURCES
from geleit.io.first_case.match import Drawn
from geleit.io.first_case.onto_streets import onto_streets
from geleit.io.first_case.outlines import read_placed
from geleit.io.first_case.people import RASTERS, Asked, FoundPeople, Home, people_of
from geleit.io.first_case.put import FAR_OFF, home_feature, of_itself, source_row, write_features
from geleit.io.incidents.read_table import expect_enough
from geleit.model.balance import LEAST_KEPT, Balance, RowNote

_SOURCE = "people"


@dataclass(frozen=True)
class ImportedPeople:
    """What an import of people came to.

    Parameters
    ----------
    columns
        Which of its columns holds what, as its user said.
    balance
        What became of each row.
    rejected, warned
        Rows kept out, and those of which a part is taken, each with the reason.
    people
        The fewest, the likely number and the most people.
    notes
        What was done with the file, in sentences.
    source
        Id of the row of ``sources`` that stands for the file.
    written
        The table that has them now.
    """

    columns: Mapping[str, str]
    balance: Balance
    rejected: tuple[RowNote, ...]
    warned: tuple[RowNote, ...]
    people: tuple[int, int, int]
    notes: tuple[str, ...]
    source: str
    written: Path


def import_people(
    file: Path,
    case: Path,
    asked: Asked,
    outlines: Path | None = None,
    least_kept: float = LEAST_KEPT,
    *,
    again: bool = False,
) -> ImportedPeople:
    """Read the people of a file and make them those of a case.

    Parameters
    ----------
    asked
        What the file does not say itself. Columns that are named are kept with the case, and hold for the next import
        of a file of that name too, if that names none.
    outlines
        Outlines that a table with P-codes is joined to.
    least_kept
        Share of its rows that must be usable, 0 to 1.
    again
        Whether they take the place of those of an earlier import.

    Raises
    ------
    InputError
        If the folder is no case or has people already, the file cannot be read, or nothing or too little of it can be
        used.
    """
    settings = read_settings(case_folder(case))
    asked = asked if asked.columns else replace(asked, columns=kept_mapping(case, PEOPLE.name, file.name))
    asked = replace(asked, in_part=True)
    _expect_no_people(settings, again=again)
    if file.suffix.lower() in RASTERS:
        raise InputError(str(file), "people of a raster have no rows", "copy it into the case, and name it in [people]")
    drawn = None if outlines is None else Drawn(outlines, read_placed(outlines, points=False))
    found = people_of(file, drawn, asked, _area(settings))
    balance, rejected, warned = _balanced(found)
    expect_enough(str(file), balance, least_kept)
    homes, notes = _on_streets(settings, found.homes)
    told = (*found.notes, *notes, FAR_OFF)
    row = source_row(_SOURCE, file, ". ".join(filter(None, (*told, of_itself(found.said)))))
    row |= {"left_out": str(balance.rejected)} if balance.rejected else {}
    write_atomically(*grown(settings.folder, SOURCES, [row], "id", _SOURCE))
    written = _write(settings, file, homes)
    keep_mapping(case, PEOPLE.name, file.name, asked.columns)
    low, likely, high = (sum(getattr(home, end) for home in homes) for end in ("low", "likely", "high"))
    return ImportedPeople(asked.columns, balance, rejected, warned, (low, likely, high), told, _SOURCE, written)


def _expect_no_people(settings: Settings, *, again: bool) -> None:
    """Refuse a case whose people would be counted twice, or lost."""
    folder = settings.folder
    if has_raster(folder.root):
        raise CaseError(folder.label("case.toml"), "its people come from a raster", "take [people] out of it first")
    rows = folder.table(PEOPLE)
    others = [row for row in rows if row.text("source") != _SOURCE]
    file = folder.label(folder.file_of(PEOPLE.name) or "people.geojson")
    if others:
        raise CaseError(
            file, f"it has {len(others):,} rows already, which nobody imported", "take them out of it first"
        )
    if rows and not again:
        raise CaseError(file, "it has the people of an earlier import", "say --again to put these in their place")


def _area(settings: Settings) -> BaseGeometry | None:
    rows = settings.folder.table(AREA)
    return Context(settings.calendar, {}, None).where(rows[0]) if rows else None


def _balanced(found: FoundPeople) -> tuple[Balance, tuple[RowNote, ...], tuple[RowNote, ...]]:
    notes = {
        part: tuple(RowNote(row, "", fate.reason) for row, fate in found.fates.items() if fate.part == part)
        for part in ("rejected", "warned")
    }
    rejected, warned = notes["rejected"], notes["warned"]
    rest = len(found.fates) - len(rejected) - len(warned)
    balance = Balance(found.read, len(rejected), found.read - len(found.fates), warned=len(warned), kept=rest)
    return balance.telling(rejected, warned, ()), rejected, warned


def _on_streets(settings: Settings, homes: Sequence[Home]) -> tuple[tuple[Home, ...], tuple[str, ...]]:
    """The people, those of outlines without a street at a point inside; of a case without streets as they are."""
    if not (settings.folder.root / settings.streets).is_file():
        return tuple(homes), ()
    return onto_streets(read_network(settings.folder, settings.streets), homes)


def _write(settings: Settings, file: Path, homes: Sequence[Home]) -> Path:
    """Write the table in the place of the one that is there, which has no rows of anybody else."""
    folder = settings.folder
    before = folder.file_of(PEOPLE.name)
    path = folder.root / (before if before and before.endswith(".geojson") else f"{PEOPLE.name}.geojson")
    write_features(path, [home_feature(home, file.name, _SOURCE) for home in homes])
    if before and folder.root / before != path:
        (folder.root / before).unlink()
    return path
