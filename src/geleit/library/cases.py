"""A case: new, read, checked, completed by what others publish, and the part of it that may leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.errors import ArgumentError
from geleit.io.case.written import Order
from geleit.library import arguments as given
from geleit.model.balance import LEAST_KEPT
from geleit.model.figures import DRILL_CORNERS, DRILL_PEOPLE

if TYPE_CHECKING:
    from geleit.io.deliveries.into_case import ImportedDeliveries
    from geleit.io.first_case.people_into_case import ImportedPeople
    from geleit.io.incidents.into_case import ImportedIncidents
    from geleit.io.streets.into_case import ImportedStreets
    from geleit.model.case import Case
    from geleit.model.public import PublicCase
    from geleit.workflow.results import CaseCheck


def new_case(
    folder: str | Path,
    *,
    example: bool = False,
    streets: str | Path | None = None,
    people: str | Path | None = None,
    area: str | Path | None = None,
    outlines: str | Path | None = None,
    incidents: str | Path | None = None,
    start: datetime | date | str = "",
    end: datetime | date | str = "",
    time_zone: str = "",
    people_column: str = "",
    sheet: str = "",
    whole_units: bool = False,
) -> Path:
    """Make a new case: of files at hand, empty to be filled in, or the made-up town to look at.

    What was done with each file, and what of it is an assumption, stands in ``sources.csv``; what nobody said is left
    open, and :func:`check_case` names it.

    Parameters
    ----------
    folder
        The folder to make; it must not be there yet, or be empty.
    example
        Whether to make the made-up town, with every table; it takes no files.
    streets
        What :func:`import_streets` takes.
    people
        A GeoTIFF of counts, points or outlines with a column that counts people, or a table with P-codes or positions.
    area
        Outlines of the area that people are to leave.
    outlines
        Outlines that a table with P-codes is joined to, if not those of the area.
    incidents
        What :func:`import_incidents` takes; it needs the period and the time zone.
    start, end
        The period, as days or times; its last day is part of it.
    time_zone
        Of the place, such as ``Asia/Damascus``.
    people_column
        The column that counts people, where its name does not say so.
    sheet
        The sheet of a workbook of people, where the outlines leave it open.
    whole_units
        Whether the outlines are all of each coarser unit that people are counted by.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If there is something already, the folder cannot be written, or a file cannot be used. Nothing is left then.
    MissingExtraError
        If an extra is needed and not installed.
    """
    path = given.path_given(folder, "folder")
    named = {"streets": streets, "people": people, "area": area, "outlines": outlines, "incidents": incidents}
    paths = {name: None if file is None else given.path_given(file, name) for name, file in named.items()}
    from geleit.io.case.template import write_example
    from geleit.io.first_case.make import Files, Said, make_first_case

    times = (given.time_text(start, "start"), given.time_text(end, "end"))
    zone = given.instance("time_zone", time_zone, str, "the name of a time zone such as Asia/Damascus")
    column, named_sheet = (
        given.instance(name, text, str, "a name") for name, text in (("people_column", people_column), ("sheet", sheet))
    )
    files = Files(**paths)
    said = Said(*times, zone, column, named_sheet, given.yes_given(whole_units, "whole_units"))
    if not given.yes_given(example, "example"):
        make_first_case(path, files, said)
    elif files.given or said != Said():
        raise ArgumentError("example", "it is made up", "leave out what is of a real place")
    else:
        write_example(path)
    return path


def new_drill(folder: str | Path, corners: int = DRILL_CORNERS, people: int = DRILL_PEOPLE, seed: int = 1) -> Path:
    """Make a case of an invented city, for exercises; the same figures always give the same case.

    Parameters
    ----------
    folder
        The folder to make; it must not be there yet, or be empty.
    corners
        Street corners of the city.
    people
        People inside, likely; fewest a fifth less, most a fifth more.
    seed
        Another seed, another city.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If there is something already, the folder cannot be written, or a figure is out of range.
    """
    path = given.path_given(folder, "folder")
    figures = (
        given.whole_given(corners, "corners", 1, 10**9),
        given.whole_given(people, "people", 0, 10**12),
        given.whole_given(seed, "seed", 0, 2**32 - 1),
    )
    from geleit.io.case.drill import write_drill

    write_drill(path, *figures)
    return path


def read_case(path: str | Path) -> Case:
    """Read a case folder, or a bundled case by its name.

    Raises
    ------
    CaseError
        If a file of the case cannot be used; names file, row and field. What else is wrong is in its ``others``, and
        :func:`check_case` finds it too.
    InputError
        If the path is none.
    """
    named = given.path_given(path, "path")
    from geleit.io.case import casefile

    return casefile.read_case(named)


def check_case(path: str | Path) -> CaseCheck:
    """Read a case and its streets, and put people and exits onto them: what is wrong, or what is there.

    Returns
    -------
    CaseCheck
        With every problem, each an :class:`InputError` that names file, row and field, and what looks like a slip.

    Raises
    ------
    InputError
        If the path is none; what is wrong with the case is returned, not raised.
    """
    return workflow.check_case(given.path_given(path, "path"))


def import_streets(
    file: str | Path,
    case: str | Path,
    *,
    layer: str = "",
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    accept: bool = False,
) -> ImportedStreets:
    """Bring the streets of a file into a case folder, and have the case read them.

    Parameters
    ----------
    file
        OpenStreetMap (.osm.pbf, .osm, Overpass JSON), or lines (GeoParquet, GeoPackage, GeoJSON, shapefile and others).
    case
        The case's folder.
    layer
        Which layer of a file of lines holds the streets; empty for the only one.
    encoding
        Of the texts of a shapefile, such as ``cp1256``; empty where it says so itself.
    columns
        Names of a file's columns by what they hold, such as ``{"class": "fclass"}``.
    accept
        Whether streets are taken that hardly anything can be said by.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used, the streets cannot be written, or hardly anything can be said
        by them and ``accept`` is not given.
    MissingExtraError
        If the extra ``streets`` is needed and not installed.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    from geleit.io.streets import into_case
    from geleit.io.streets.how import HowToRead

    how = HowToRead(layer, encoding, dict(columns or {}))
    return into_case.import_streets(source, folder, how=how, accept=accept)


def import_incidents(
    file: str | Path,
    case: str | Path,
    *,
    dates: Order | None = None,
    snapshot: date | str | None = None,
    columns: Mapping[str, str] | None = None,
    least_kept: float = LEAST_KEPT,
) -> ImportedIncidents:
    """Bring the incidents of a file into a case folder.

    Parameters
    ----------
    file
        A .csv, .csv.gz or .xlsx file of UCDP, ACLED, HDX-HAPI, VIINA or Insecurity Insight, with HXL hashtags, or with
        Geleit's own columns; its header tells what it is. Any other table with ``columns``.
    case
        The case's folder; the incidents are kept below ``incidents``.
    dates
        Order in dates such as 03/04/2016, where the file leaves it open.
    snapshot
        Day on which the file was taken from its publisher. Where nobody says it, what rests on it stays unknown.
    columns
        Names of the file's columns by what they hold, such as ``{"start": "Recording_Date", "lat": "Latitude"}``; of a
        name that ends with a colon the text of all rows, such as ``{"claimant:": "Town Watch"}``. They are kept with
        the case, for the next import of a file of that name.
    least_kept
        Share of the rows that must be usable, 0 to 1.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used or kept, or too few of its rows can be used.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    how = given.how_given(dates, snapshot, columns, least_kept)
    from geleit.io.incidents import into_case

    return into_case.import_incidents(source, folder, how)


def import_deliveries(
    file: str | Path,
    case: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    snapshot: date | str | None = None,
    least_kept: float = LEAST_KEPT,
    again: bool = False,
) -> ImportedDeliveries:
    """Bring the deliveries of a file into the table of a case.

    Parameters
    ----------
    file
        A .csv, .csv.gz or .xlsx file, such as a 3W sheet or a list of convoys.
    case
        The case's folder; the rows are added to its table ``deliveries``, and the file to its sources.
    columns
        Names of the file's columns by what they hold, such as ``{"start": "Date", "to": "District"}``; of a name that
        ends with a colon the text of all rows, such as ``{"claimant:": "OCHA"}``. They are kept with the case, for the
        next import of a file of that name.
    dates, least_kept
        As for :func:`import_incidents`.
    snapshot
        Day on which the file was taken from its publisher; by default that of its last row. What came later is unknown.
    again
        Whether its rows take the place of those of an earlier file of that name.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used, or too few of its rows can be used.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    how = given.how_given(dates, snapshot, columns, least_kept)
    anew = given.yes_given(again, "again")
    from geleit.io.deliveries import into_case

    return into_case.import_deliveries(source, folder, how, again=anew)


def import_people(
    file: str | Path,
    case: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    outlines: str | Path | None = None,
    sheet: str = "",
    whole_units: bool = False,
    least_kept: float = LEAST_KEPT,
    again: bool = False,
) -> ImportedPeople:
    """Make the people of a file those of a case that has none.

    Parameters
    ----------
    file
        Points or outlines with a column that counts people, or a table with positions or P-codes.
    case
        The case's folder; the people are its table ``people``, and the file is one of its sources.
    columns
        Names of the file's columns by what they hold: ``people``, ``name``, ``lon``, ``lat``, ``code``. They are kept
        with the case, for the next import of a file of that name.
    outlines
        Outlines that a table with P-codes is joined to.
    sheet
        The sheet of a workbook, where the outlines leave it open.
    whole_units
        Whether the outlines are all of each coarser unit that people are counted by.
    least_kept
        Share of the rows that must be usable, 0 to 1.
    again
        Whether they take the place of those of an earlier import.

    Raises
    ------
    InputError
        If the folder is no case or has people already, or the file cannot be used.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    drawn = None if outlines is None else given.path_given(outlines, "outlines")
    how = given.how_given(None, None, columns, least_kept)
    which = given.instance("sheet", sheet, str, "a name")
    whole, anew = given.yes_given(whole_units, "whole_units"), given.yes_given(again, "again")
    from geleit.io.first_case import people_into_case
    from geleit.io.first_case.people import Asked

    asked = Asked(sheet=which, whole_units=whole, columns=how.columns)
    return people_into_case.import_people(source, folder, asked, drawn, how.least_kept, again=anew)


def public_case(case: Case, now: datetime | date | str | None = None) -> PublicCase:
    """The part of a case that may leave the room.

    Parameters
    ----------
    now
        The moment of publication, by default the present; nothing after the midnight before it is in there.

    Raises
    ------
    InputError
        If all of the case lies ahead, or people are far from any street.
    """
    asked = given.case_given(case)
    moment = None if now is None else given.moment_given(now, asked.zone, "now")
    return workflow.public_of(asked, moment)
