"""``geleit import incidents`` and ``truce``: incidents as others publish them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from geleit.cli.import_streets import case_folder
from geleit.cli.progress import counted
from geleit.cli.shared_options import JsonOption, print_json
from geleit.errors import InputError
from geleit.files import expect_writable
from geleit.io.case.fields import did_you_mean

if TYPE_CHECKING:
    from geleit.io.incidents.dates import Order
    from geleit.model.incident import Incidents
    from geleit.model.window import Window

SHOWN = 10
"""Rows kept out that are shown; all of them are written."""

IncidentsArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A .csv, .csv.gz or .xlsx file; its header tells what it is.")
]


class Dates(StrEnum):
    """Orders of day and month in dates such as 03/04/2016."""

    day_first = "day-first"
    month_first = "month-first"


DatesOption = Annotated[
    Dates | None, typer.Option("--dates", help="Order in dates such as 03/04/2016, where the file leaves it open.")
]


def import_incidents(
    file: IncidentsArgument,
    case: Annotated[Path, typer.Option("--case", help="Case folder to put them into, below incidents.")],
    dates: DatesOption = None,
    snapshot: Annotated[
        str | None,
        typer.Option("--snapshot", help="Day on which the file was downloaded; default: when it was changed."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Import incidents as monitors publish them.

    From UCDP, ACLED, HDX-HAPI, VIINA, Insecurity Insight, HXL tables or Geleit's own CSV.
    """
    from geleit.io.case.settings import read_settings
    from geleit.io.incidents import duplicates, saved
    from geleit.io.incidents.read_table import reading, sha256_of

    zone = read_settings(case_folder(case)).calendar.zone
    taken = _snapshot(file, snapshot)
    expect_writable(case / saved.FOLDER)
    with counted() as count, reading(file, zone, order_given(dates), rows_told(count)) as found:
        digest = sha256_of(file)
        stem = saved.stem_for(case, file.name, digest)
        path = saved.keep(case, stem, found.chunks)
    origin = saved.Origin(file.name, digest, found.form.name, taken, found.read, found.kept)
    rejected = saved.note(case, stem, origin, found.rejected)
    alone = saved.stored(case) == [path]
    twice = () if alone else duplicates.possible_duplicates(case, stem, saved.load(path))
    offered = duplicates.offer(case, stem, twice)
    first, last = (
        None if s is None else f"{datetime.fromtimestamp(s, zone):%Y-%m-%d}" for s in (found.start, found.end)
    )
    if as_json:
        rows = [asdict(row) for row in found.rejected]
        print_json({"format": origin.format, "read": origin.read, "kept": origin.kept, "rejected": rows, "first": first,
                    "last": last, "snapshot": taken, "sha256": digest, "duplicates": len(twice),
                    "duplicates_file": offered and str(offered), "written": str(path)})  # fmt: skip
        return
    typer.echo(f"  {origin.format}: {origin.kept:,} of {origin.read:,} rows kept, from {first} to {last}")
    for row in found.rejected[:SHOWN]:
        typer.echo(
            f"  kept out: {file.name}: row {row.row}{', column ' if row.column else ''}{row.column}: {row.reason}"
        )
    if len(found.rejected) > SHOWN:
        typer.echo(f"  ... and {len(found.rejected) - SHOWN:,} more")
    if twice:
        typer.echo(
            f"  {len(twice):,} may stand in another file too; write yes under leave_out in {offered} to drop one"
        )
    written = ", ".join(str(x) for x in (path, rejected, offered) if x)
    typer.echo(f"wrote {written}")


def order_given(dates: Dates | None) -> Order | None:
    """The order as the reader of incidents knows it."""
    return None if dates is None else "day first" if dates is Dates.day_first else "month first"


def rows_told(count: Callable[[str, int, int | None], None] | None) -> Callable[[int], None]:
    """A count of rows shown on a bar, where there is one."""
    return (lambda rows: count("rows", rows, None)) if count else (lambda _: None)


def _snapshot(file: Path, given: str | None) -> str:
    from geleit.io.incidents.read_table import last_changed

    if given is None:
        return last_changed(file).date().isoformat() if file.is_file() else ""
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise InputError("--snapshot", f"expected a day such as 2016-08-01, found {given!r:.40}") from None


def truce(
    file: IncidentsArgument,
    start: Annotated[str, typer.Option("--from", help="First day of the pause, or the time at which it begins.")],
    end: Annotated[str, typer.Option("--to", help="Its last day, or the time at which it ends.")],
    baseline_days: Annotated[int, typer.Option(min=1, max=3660, help="Days before it to compare with.")] = 28,
    bbox: Annotated[str | None, typer.Option("--bbox", help="Only incidents within west,south,east,north.")] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party to the pause, as the file names it; give each.")
    ] = None,
    outside: Annotated[
        list[str] | None, typer.Option("--outside", help="A party outside the pause: leave its incidents out.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="Time zone of the place, such as Asia/Damascus.")] = "UTC",
    daily: Annotated[str | None, typer.Option("--daily", help="Hours of a daily pause, such as 10:00-13:00.")] = None,
    snapshot: Annotated[
        str | None,
        typer.Option("--snapshot", help="Day on which the file was downloaded; default: when it was changed."),
    ] = None,
    dates: DatesOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for a page with charts and maps.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say from a file of incidents whether a pause was kept.

    Were there fewer than before, and were there any within it? It takes no case.
    """
    from shapely.geometry import box

    from geleit.assessment.ceasefire.checks import inside, judge
    from geleit.assessment.ceasefire.monitor import Counting
    from geleit.io.incidents.read_table import read_incidents
    from geleit.report.html.other_pages import write_pause
    from geleit.report.json.answers import findings_only_json
    from geleit.report.text.plain import render_findings_only

    if out is not None:
        expect_writable(out, "truce.html")
    place = _zone(zone)
    windows = _pause_windows(start, end, daily, place)
    area = None if bbox is None else box(*_bounds(bbox))
    taken = _snapshot(file, snapshot)
    with counted() as count:
        found = read_incidents(file, place, order_given(dates), rows_told(count))
    everything = found.incidents
    near, vague = inside(area, everything)
    _expect_names(file, everything, [*(party or []), *(outside or [])])
    counting = Counting(
        windows, place, baseline_days, tuple(party or ()), tuple(outside or ()), (), date.fromisoformat(taken)
    )
    findings = []
    for code, claimant in enumerate(everything.claimant.names):
        theirs = everything.claimant.codes == code
        whole = replace(counting, covered=everything.at(theirs).reach)
        findings.append(judge(everything.at(near & theirs), whole, "truce", claimant))
    if not findings:
        findings.append(judge(everything, counting, "truce", found.format))
    title = f"Pause from {start} to {end}"
    if out is not None:
        write_pause(out / "truce.html", title, findings, windows, place)
    rejected = [asdict(row) for row in found.rejected]
    if as_json:
        about = {"file": str(file), "format": found.format, "read": found.read, "kept": len(everything),
                 "rejected": rejected, "snapshot": taken, "too_vague": int(vague.sum())}  # fmt: skip
        print_json({**about, **findings_only_json(findings)})
    else:
        typer.echo(f"{found.format}: {len(everything):,} of {found.read:,} rows kept, {int(near.sum()):,} in the area")
        if rejected:
            typer.echo(f"  {len(rejected):,} rows kept out (--json lists them)")
        if vague.any():
            typer.echo(f"  {int(vague.sum()):,} may be in the area, their places being known too coarsely; not counted")
        typer.echo(render_findings_only({"truce": title}, findings))
        if out is not None:
            typer.echo(f"wrote {out / 'truce.html'} (open it in a browser)")
    raise typer.Exit(1 if any(f.verdict == "not met" for f in findings) else 0)


def _expect_names(file: Path, incidents: Incidents, names: list[str]) -> None:
    from geleit.assessment.ceasefire.monitor import names_known

    for name in names:
        if not names_known(incidents, (name,)):
            sides = sorted({*incidents.side_a.names, *incidents.side_b.names} - {""})
            problem = f"nobody in {file} is called {name!r:.60}"
            raise InputError("--party or --outside", problem, did_you_mean(name, sides))


def _zone(text: str) -> ZoneInfo:
    from geleit.io.case.fields import read_zone

    try:
        return read_zone(text)
    except ValueError as problem:
        raise InputError("--zone", str(problem)) from None


def _bounds(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise InputError("--bbox", f"expected west,south,east,north in degrees, found {text!r:.60}") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError("--bbox", f"expected west < east and south < north in degrees, found {text!r:.60}")
    return west, south, east, north


def _pause_windows(start: str, end: str, daily: str | None, zone: ZoneInfo) -> tuple[Window, ...]:
    from geleit.io.case.fields import Calendar, is_plain_date, read_time
    from geleit.model.window import Window

    def moment(option: str, text: str) -> datetime:
        try:
            return read_time(text, zone)
        except ValueError as problem:
            raise InputError(option, str(problem)) from None

    first, last = moment("--from", start), moment("--to", end)
    if is_plain_date(end):
        last = (last.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    if last <= first:
        raise InputError("--to", f"expected a time after --from, found {end!r}", "name the last day of the pause")
    whole = Window(first, last)
    if daily is None:
        return (whole,)
    try:
        return Calendar(zone, whole).windows(f"daily {daily}")
    except ValueError as problem:
        raise InputError("--daily", str(problem)) from None
