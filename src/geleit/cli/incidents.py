"""``geleit import incidents`` and ``truce``: incidents as others publish them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from geleit import workflow
from geleit.cli.column_names import MapOption, columns_named
from geleit.cli.progress import counted
from geleit.cli.shared_options import JsonOption, PublicOption, as_options, print_internal, print_json
from geleit.errors import InputError
from geleit.io.case.written import Order
from geleit.model.balance import LEAST_KEPT
from geleit.model.figures import BASELINE_DAYS, MOST_DAYS

if TYPE_CHECKING:
    from geleit.io.incidents.into_case import ImportedIncidents

IncidentsArgument = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A .csv, .csv.gz or .xlsx file; its header tells what it is, or --map does."),
]

DatesOption = Annotated[
    Order | None, typer.Option("--dates", help="Order in dates such as 03/04/2016, where the file leaves it open.")
]
SnapshotOption = Annotated[
    str | None,
    typer.Option("--snapshot", help="Day on which the file was taken from its publisher; what rests on it is unknown."),
]
LeastOption = Annotated[
    float, typer.Option("--least-kept", min=0, max=1, help="Share of the rows that must be usable.")
]


def import_incidents(
    file: IncidentsArgument,
    case: Annotated[Path, typer.Option("--case", help="Case folder to put them into, below incidents.")],
    dates: DatesOption = None,
    snapshot: SnapshotOption = None,
    columns: MapOption = None,
    least_kept: LeastOption = LEAST_KEPT,
    as_json: JsonOption = False,
) -> None:
    """Import incidents as monitors publish them.

    From UCDP, ACLED, HDX-HAPI, VIINA, Insecurity Insight, HXL tables or Geleit's own CSV; any other table with --map,
    which the case keeps for the next file of that name.
    """
    from geleit.io.incidents.how import HowToRead
    from geleit.io.incidents.into_case import import_incidents as bring_in
    from geleit.report.json.balance import balance_json

    how = HowToRead(dates, columns_named(columns), least_kept, snapshot_day(snapshot))
    with counted() as count:
        done = bring_in(file, case, how, rows_told(count))
    origin, offered = done.origin, done.duplicates_file
    if as_json:
        print_internal({"format": origin.format, "read": origin.read, "kept": origin.kept, "merged": origin.merged,
                    "balance": balance_json(done.balance), "columns": origin.columns,
                    "rejected": [asdict(row) for row in done.rejected], "warned": [asdict(row) for row in done.warned],
                    "first": done.first and str(done.first), "last": done.last and str(done.last),
                    "snapshot": origin.snapshot or None, "sha256": origin.sha256, "duplicates": len(done.duplicates),
                    "duplicates_file": offered and str(offered), "written": str(done.written)})  # fmt: skip
        return
    tell_incidents(done)
    typer.echo(f"wrote {', '.join(str(x) for x in (done.written, done.rejected_file, offered) if x)}")


def tell_incidents(done: ImportedIncidents) -> None:
    """Print what an import of incidents came to."""
    from geleit.report.numbers import many
    from geleit.report.text.balance import balance_lines

    origin, offered = done.origin, done.duplicates_file
    kept = f"{origin.kept:,} of {many(origin.read, 'row')} kept"
    typer.echo(f"  {origin.format}: {kept}, from {done.first} to {done.last}")
    for line in balance_lines(done.balance):
        typer.echo(f"  {line}")
    if origin.columns:
        typer.echo("  the case keeps which column holds what, for the next file of that name (mappings.csv)")
    if origin.merged:
        typer.echo(f"  {_told_again(origin.merged, origin.format)}")
    if not origin.snapshot:
        typer.echo("  when was it taken from its publisher? Say --snapshot: until then, what rests on it is unknown")
    if done.duplicates:
        typer.echo(
            f"  {len(done.duplicates):,} may stand twice, in another file or in this one; write yes under leave_out in "
            f"{offered} to drop one"
        )


def _told_again(merged: int, form: str) -> str:
    """How many rows tell of what others tell, and by which rule."""
    from geleit.io.incidents.known_publishers import FORMATS
    from geleit.io.incidents.reports import RULE
    from geleit.report.numbers import many

    rule = RULE if any(known.reports for known in FORMATS if known.name == form) else "they are the same in every cell"
    return f"{many(merged, 'row tells', 'rows tell')} again of an incident of another: {rule}"


def rows_told(count: Callable[[str, int, int | None], None] | None) -> Callable[[int], None]:
    """A count of rows shown on a bar, where there is one."""
    return (lambda rows: count("rows", rows, None)) if count else (lambda _: None)


def snapshot_day(given: str | None) -> date | None:
    """The day that ``--snapshot`` names.

    Raises
    ------
    InputError
        If it names none.
    """
    from geleit.io.case.fields import read_day

    try:
        return None if given is None else read_day(given)
    except ValueError as problem:
        raise InputError("--snapshot", str(problem)) from None


def truce(
    file: IncidentsArgument,
    start: Annotated[str, typer.Option("--from", help="First day of the pause, or the time at which it begins.")],
    end: Annotated[str, typer.Option("--to", help="Its last day, or the time at which it ends.")],
    baseline_days: Annotated[
        int, typer.Option(min=1, max=MOST_DAYS, help="Days before it to compare with.")
    ] = BASELINE_DAYS,
    bbox: Annotated[
        str | None,
        typer.Option(
            "--bbox", help="Only incidents within west,south,east,north; with --public multiples of 0.25 degrees."
        ),
    ] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help="A party to the pause, as the file names it; give each.")
    ] = None,
    outside: Annotated[
        list[str] | None, typer.Option("--outside", help="A party outside the pause: leave its incidents out.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--zone", help="Time zone of the place, such as Asia/Damascus; days are days there. Default: UTC."
        ),
    ] = None,
    daily: Annotated[str | None, typer.Option("--daily", help="Hours of a daily pause, such as 10:00-13:00.")] = None,
    snapshot: SnapshotOption = None,
    dates: DatesOption = None,
    columns: MapOption = None,
    least_kept: LeastOption = LEAST_KEPT,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for a page with charts and maps.")] = None,
    public: PublicOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say from a file of incidents whether a pause was kept.

    Were there fewer than before, and were there any within it? It takes no case.
    """
    from geleit.io.incidents.how import HowToRead
    from geleit.report.json.answers import findings_only_json
    from geleit.report.json.balance import balance_json
    from geleit.report.numbers import many
    from geleit.report.stamps import stamp_text
    from geleit.report.text.balance import balance_lines
    from geleit.report.text.plain import render_findings_only

    if out is not None:
        workflow.expect_outputs(out, "truce.html")
    place, bounds = _zone("UTC" if zone is None else zone), None if bbox is None else _bounds(bbox)
    how = HowToRead(dates, columns_named(columns), least_kept, snapshot_day(snapshot))
    with (
        as_options(
            start="--from",
            end="--to",
            daily="--daily",
            bbox="--bbox",
            parties="--party",
            outside="--outside",
            zone="--zone",
        ),
        counted() as count,
    ):
        judged = workflow.judge_pause(
            file, workflow.pause_windows(start, end, daily, place), place, title=f"Pause from {start} to {end}",
            zone_said=zone is not None, baseline_days=baseline_days, bbox=bounds,
            parties=party or (), outside=outside or (), how=how, public=public, progress=rows_told(count),
        )  # fmt: skip
    findings, found = judged.findings, judged.imported
    if out is not None:
        workflow.write_pause(out, judged)
    rejected = [asdict(row) for row in found.rejected]
    if as_json:
        about = {"file": None if public else str(file), "format": found.format, "read": found.read,
                 "kept": len(found.incidents), "merged": found.merged,
                 "balance": balance_json(judged.balance), "rejected": rejected,
                 "warned": [asdict(row) for row in found.warned],
                 "snapshot": judged.snapshot and str(judged.snapshot), "zone": judged.zone.key,
                 "too_vague": judged.too_vague}  # fmt: skip
        print_json(findings_only_json(judged.view, about, findings))
    else:
        kept = f"{len(found.incidents):,} of {many(found.read, 'row')} kept"
        typer.echo(f"{found.format}: {kept}, {judged.inside:,} in the area; days are read in {judged.zone.key}")
        for line in balance_lines(judged.balance):
            typer.echo(f"  {line}")
        if found.merged:
            typer.echo(f"  {_told_again(found.merged, found.format)}")
        if judged.too_vague:
            vague = many(judged.too_vague, "may be in the area, its place", "may be in the area, their places")
            typer.echo(f"  {vague} not being known well enough; not counted")
        typer.echo(render_findings_only({"truce": judged.title}, findings))
        typer.echo(stamp_text(judged.view))
        if out is not None:
            typer.echo(f"wrote {out / 'truce.html'} (open it in a browser)")
    raise typer.Exit(1 if any(f.verdict == "not met" for f in findings) else 0)


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
