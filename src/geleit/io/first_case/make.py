"""Make a first case of files that a user has: what they say is taken, what nobody said is left open or marked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geleit.errors import ArgumentError
from geleit.io.case.appending import with_rows
from geleit.io.case.bundled import MINIMAL
from geleit.io.case.fields import is_plain_date, read_time, read_zone
from geleit.io.case.file_names import CASE_FILE
from geleit.io.case.settings import lacking_settings
from geleit.io.case.specs.places import AREA
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.template import copy_of, name_of, put_in_place
from geleit.io.first_case.columns import constant
from geleit.io.first_case.match import Drawn
from geleit.io.first_case.outlines import Placed, joined, read_placed
from geleit.io.first_case.people import RASTERS, Asked, FoundPeople, is_table, people_of, people_of_raster
from geleit.io.first_case.put import FAR_OFF, home_feature, of_itself, source_row, write_features
from geleit.io.incidents.how import AS_ITS_HEADER_SAYS
from geleit.io.incidents.how import HowToRead as HowToReadIncidents
from geleit.io.streets.how import AS_IT_SAYS, HowToRead
from geleit.model.figures import MOST_DAYS
from geleit.progress import Count

if TYPE_CHECKING:
    from geleit.io.incidents.into_case import ImportedIncidents
    from geleit.io.streets.into_case import ImportedStreets

_RASTER = "people.tif"
_RASTER_BLOCK = """
# The raster says where people are. Likely is what it counts itself; low and high are an assumption.
[people]
raster = "{file}"
low = {low}
likely = {likely}
high = {high}
basis = "assumption"
claimant = {claimant}
source = "people"
within_area = {within}
"""


@dataclass(frozen=True)
class Files:
    """The files of a user; each may be left out.

    Parameters
    ----------
    streets
        What ``geleit import osm`` or ``lines`` takes.
    people
        A GeoTIFF, points or outlines with a count, or a table.
    area
        Outlines of the area that people are to leave.
    outlines
        Outlines that a table of people is joined to; by default those of the area.
    incidents
        What ``geleit import incidents`` takes.
    """

    streets: Path | None = None
    people: Path | None = None
    area: Path | None = None
    outlines: Path | None = None
    incidents: Path | None = None

    @property
    def given(self) -> bool:
        """Whether there is any."""
        return any((self.streets, self.people, self.area, self.outlines, self.incidents))


@dataclass(frozen=True)
class Said:
    """What no file can say.

    Parameters
    ----------
    start, end
        Of the period, as times or days; the last day is part of it.
    zone
        Name of the time zone of the place.
    people_column
        The column that counts people, where its name does not say so.
    sheet
        The sheet of a workbook with people, where the outlines do not say so.
    whole_units
        Whether outlines finer than the units of a table of people are all of each of these.
    how
        What a file of lines does not say itself.
    accept
        Whether streets are taken that hardly anything can be said by.
    incidents
        What a file of incidents does not say itself.
    """

    start: str = ""
    end: str = ""
    zone: str = ""
    people_column: str = ""
    sheet: str = ""
    whole_units: bool = False
    how: HowToRead = AS_IT_SAYS
    accept: bool = False
    incidents: HowToReadIncidents = AS_ITS_HEADER_SAYS


@dataclass(eq=False)
class FirstCase:
    """A first case that was made.

    Parameters
    ----------
    notes
        What was done with the files and what is odd about them, each with the file.
    streets, incidents
        What their imports came to.
    to_fill_in
        Fields of ``case.toml`` that nobody said.
    """

    notes: list[tuple[str, str]] = field(default_factory=list)
    streets: ImportedStreets | None = None
    incidents: ImportedIncidents | None = None
    to_fill_in: tuple[str, ...] = ()


def make_first_case(
    folder: str | Path,
    files: Files,
    said: Said,
    progress: Count | None = None,
    rows_read: Callable[[int], None] = lambda _: None,
) -> FirstCase:
    """Make a case folder of files.

    Parameters
    ----------
    folder
        Where to; it must not exist, or be empty.
    progress
        Told what is counted of streets, how many are done, and of how many.
    rows_read
        Told how many incidents were read so far.

    Raises
    ------
    InputError
        If the folder holds something or cannot be written, or a file cannot be used. Nothing is left behind then.
    MissingExtraError
        If a package is needed that is not installed.
    """
    target = Path(folder)
    name = name_of(target)
    times = _times(said)
    if files.incidents is not None and not all((said.zone, said.start, said.end)):
        problem = "its days are those of the place, in the period of the case, and nobody said which these are"
        raise ArgumentError("incidents", problem, "say the time zone and the period too")
    if files.outlines is not None and (files.people is None or not is_table(files.people)):
        raise ArgumentError("outlines", "they are for a table of people with P-codes", "give that too")
    made_case = FirstCase()
    with put_in_place(target) as made:
        copy_of(MINIMAL, made, name)
        _settle(made / CASE_FILE, times)
        sources: list[dict[str, str]] = []
        outlines = None if files.area is None else read_placed(files.area, points=False)
        area = None
        if files.area is not None and outlines is not None:
            area = joined(files.area, outlines.shapes)
            _write_area(made, files.area, area, outlines, made_case, sources)
        if files.streets is not None:
            _put_streets(made, files.streets, said, progress, made_case, sources)
        if files.people is not None:
            _put_people(made, files, said, (area, outlines), made_case, sources)
        if files.incidents is not None:
            from geleit.io.incidents.into_case import import_incidents

            made_case.incidents = import_incidents(files.incidents, made, said.incidents, rows_read)
            note = f"read as {made_case.incidents.origin.format}"
            sources.append(source_row("incidents", files.incidents, note))
        text = (made / "sources.csv").read_text(encoding="utf-8")
        (made / "sources.csv").write_text(with_rows("sources.csv", text, SOURCES, sources), encoding="utf-8")
        made_case.to_fill_in = tuple(one.where.rpartition(": ")[2] for one in lacking_settings(made))
    return made_case


def _times(said: Said) -> dict[str, str]:
    """The fields of ``case.toml`` that were said; the last day of the period is part of it."""
    found = {}
    try:
        zone = read_zone(said.zone or "UTC")
    except ValueError as problem:
        raise ArgumentError("time_zone", str(problem)) from None
    for name, text in (("start", said.start), ("end", said.end)):
        try:
            found[name] = read_time(text, zone) if text else None
        except ValueError as problem:
            raise ArgumentError(name, str(problem)) from None
    end, until = said.end, found["end"]
    if until is not None and is_plain_date(end):
        end = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
        try:
            until = read_time(end, zone)
        except ValueError:
            raise ArgumentError("end", f"the day after {said.end} is of no year that a case may be of") from None
    start = found["start"]
    if start is not None and until is not None:
        if until <= start:
            raise ArgumentError("end", f"expected a time after {said.start}, found {said.end}")
        if until - start > timedelta(days=MOST_DAYS):
            raise ArgumentError("end", f"expected at most {MOST_DAYS} days from {said.start}, found {said.end}")
    return {"time_zone": said.zone, "start": said.start, "end": end}


def _settle(file: Path, times: Mapping[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    text = text.replace('time_zone = ""', f"time_zone = {json.dumps(times['time_zone'])}")
    ends = f"period = {{ start = {json.dumps(times['start'])}, end = {json.dumps(times['end'])} }}"
    text = text.replace('period = { start = "", end = "" }', ends)
    if times["end"]:
        assumed = (
            f"deadline = {json.dumps(times['end'])}  # assumed: the end of the period; put another where one was set"
        )
        text = text.replace('deadline = ""', assumed)
    file.write_text(text, encoding="utf-8")


def _write_area(
    made: Path, file: Path, area: BaseGeometry, found: Placed, case: FirstCase, sources: list[dict[str, str]]
) -> None:
    notes = [f"outlines that make the area: {len(found.shapes):,}", *found.notes]
    case.notes += [(file.name, note) for note in notes]
    sources.append(source_row("area", file, ". ".join(filter(None, (*notes, of_itself(constant(found.columns)))))))
    write_features(made / "area.geojson", [AREA.feature({"source": "area"}, mapping(area))])


def _put_people(
    made: Path,
    files: Files,
    said: Said,
    ground: tuple[BaseGeometry | None, Placed | None],
    case: FirstCase,
    sources: list[dict[str, str]],
) -> None:
    file, (area, outlines) = files.people, ground
    assert file is not None  # noqa: S101 - whoever calls looked
    if file.suffix.lower() in RASTERS:
        found = people_of_raster(file, area)
        _write_raster(made, file, found, within=area is not None)
    else:
        found = people_of(file, _drawn(files, outlines), Asked(said.people_column, said.sheet, said.whole_units), area)
        if case.streets is not None:
            from geleit.io.first_case.onto_streets import onto_streets

            homes, notes = onto_streets(case.streets.network, found.homes)
            found = replace(found, homes=homes, notes=(*found.notes, *notes))
        (made / "people.csv").unlink()
        write_features(made / "people.geojson", [home_feature(home, file.name, "people") for home in found.homes])
    case.notes += [(file.name, note) for note in (*found.notes, FAR_OFF)]
    sources.append(source_row("people", file, ". ".join(filter(None, (*found.notes, FAR_OFF, of_itself(found.said))))))


def _drawn(files: Files, outlines: Placed | None) -> Drawn | None:
    """The outlines that a table of people is joined to."""
    if files.outlines is not None:
        return Drawn(files.outlines, read_placed(files.outlines, points=False))
    return None if files.area is None or outlines is None else Drawn(files.area, outlines)


def _write_raster(made: Path, file: Path, found: FoundPeople, *, within: bool) -> None:
    shutil.copyfile(file, made / _RASTER)
    low, likely, high = found.raster or (0, 0, 0)
    block = _RASTER_BLOCK.format(
        file=_RASTER, low=low, likely=likely, high=high, claimant=json.dumps(file.name, ensure_ascii=False),
        within=str(within).lower(),
    )  # fmt: skip
    text = (made / CASE_FILE).read_text(encoding="utf-8")
    start, end = text.index("# People can also come from a raster"), text.index("# Streets come by")
    (made / CASE_FILE).write_text(text[:start] + block.lstrip() + "\n" + text[end:], encoding="utf-8")


def _put_streets(
    made: Path, file: Path, said: Said, progress: Count | None, case: FirstCase, sources: list[dict[str, str]]
) -> None:
    from geleit.io.streets.into_case import import_streets

    case.streets = import_streets(file, made, progress, said.how, accept=said.accept)
    told = case.streets.network.attribution
    sources.append(source_row("streets", file, f"It says of itself: {told}" if told else ""))
