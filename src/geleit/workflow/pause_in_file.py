"""The judgement of a pause in a file of incidents, without a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from geleit.errors import ArgumentError
from geleit.model.figures import BASELINE_DAYS
from geleit.model.window import Window
from geleit.workflow.outputs import output_about

if TYPE_CHECKING:
    from geleit.io.incidents.how import HowToRead
    from geleit.model.stamp import FileView
    from geleit.workflow.results import PauseJudgement


def pause_windows(start: str, end: str, daily: str | None, zone: ZoneInfo) -> tuple[Window, ...]:
    """When a pause was to hold.

    Parameters
    ----------
    start, end
        First and last day of the pause, or the times at which it begins and ends, in ISO 8601.
    daily
        Hours of a daily pause, such as ``10:00-13:00``.
    zone
        Time zone of the place.

    Raises
    ------
    ArgumentError
        If one of them cannot be read (``start``, ``end``, ``daily``), or the pause ends before it begins.
    """
    from geleit.io.case.fields import Calendar, is_plain_date, read_time

    def moment(name: str, text: str) -> datetime:
        try:
            return read_time(text, zone)
        except ValueError as problem:
            raise ArgumentError(name, str(problem)) from None

    first, last = moment("start", start), moment("end", end)
    if is_plain_date(end):
        last = (last.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    if last <= first:
        raise ArgumentError("end", f"expected a time after {start}, found {end!r}", "name the last day of the pause")
    whole = Window(first, last)
    if daily is None:
        return (whole,)
    try:
        return Calendar(zone, whole).windows(f"daily {daily}")
    except ValueError as problem:
        raise ArgumentError("daily", str(problem)) from None


def judge_pause(
    file: Path,
    windows: Sequence[Window],
    zone: ZoneInfo,
    *,
    title: str,
    zone_said: bool = True,
    baseline_days: int = BASELINE_DAYS,
    bbox: tuple[float, float, float, float] | None = None,
    parties: Sequence[str] = (),
    outside: Sequence[str] = (),
    how: HowToRead | None = None,
    public: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> PauseJudgement:
    """Ask of a file of incidents whether a pause was observed: fewer incidents than before, and any within it.

    Parameters
    ----------
    windows
        When the pause was to hold.
    zone
        Time zone of the place: days are days there.
    title
        Of the pause, for readers.
    zone_said
        Whether somebody said that it is this zone.
    baseline_days
        Days before the pause to compare with.
    bbox
        West, south, east and north in degrees (WGS 84): only incidents within count. In public they are multiples of
        a quarter of a degree.
    parties, outside
        Parties to the pause, and parties outside it, as the file names them.
    how
        What the file does not say itself. Where nobody says when it was taken, what rests on that is unknown.
    public
        Whether it is to leave the room: without names, free text and maps, and of no time that lies ahead.
    progress
        Told how many rows were read so far.

    Raises
    ------
    InputError
        If the file cannot be used, or names no such party (``parties``, ``outside``), or its times name an offset from
        UTC and nobody said the zone (``zone``).
    """
    from shapely.geometry import box

    from geleit.assessment.ceasefire.checks import inside, judge
    from geleit.assessment.ceasefire.counting import Counting, names_known, naming, sides_called
    from geleit.assessment.ceasefire.silence import Heard, only_deaths
    from geleit.io.case.fields import did_you_mean
    from geleit.io.incidents.how import AS_ITS_HEADER_SAYS
    from geleit.io.incidents.read_table import read_incidents
    from geleit.model.sides import VICTIMS
    from geleit.model.stamp import InternalFile, LeftOut, PublicFile
    from geleit.publication.incident_file import (
        expect_public_pause,
        file_names,
        left_out_of,
        public_incidents,
        within_box,
    )
    from geleit.publication.incident_rows import in_counts
    from geleit.workflow.results import PauseJudgement

    how = how or AS_ITS_HEADER_SAYS
    found = read_incidents(file, zone, how, progress)
    if found.offsets and not zone_said:
        offsets = ", ".join(found.offsets[:3])
        remedy = "name the zone of the place, such as Asia/Damascus; or UTC, if its days are meant"
        raise ArgumentError("zone", f"missing, and times in {file} name the offset {offsets} from UTC", remedy)
    everything, snapshot = found.incidents, how.snapshot
    taken = snapshot or everything.not_before
    repeated, unread = everything.repeated, len(found.rejected)
    if public:
        expect_public_pause(windows, bbox, zone)
    for argument, named in (("parties", parties), ("outside", outside)):
        for name in named:
            if not names_known(everything, (name,)):
                sides = sorted({*everything.side_a.names, *everything.side_b.names} - {""})
                raise ArgumentError(argument, f"nobody in {file} is called {name!r:.60}", did_you_mean(name, sides))
    own = {claimant: sides_called(everything, claimant) for claimant in everything.by_claimant()}
    fatal = {claimant: only_deaths(everything.at(theirs)) for claimant, theirs in everything.by_claimant().items()}
    asked = (*parties, *outside, *VICTIMS)
    balance = found.balance_naming(naming(everything, asked)) if parties else found.balance
    if public:
        hidden = file_names(everything, found.format)
        kept_back = left_out_of(everything, hidden, len(found.rejected))
        parties, outside = (list(map(hidden.side, named)) for named in (parties, outside))
        own = {hidden.claimants.get(claimant, claimant): tuple(map(hidden.side, own[claimant])) for claimant in own}
        fatal = {hidden.claimants.get(claimant, claimant): told for claimant, told in fatal.items()}
        everything = public_incidents(everything, hidden)
        found = replace(found, incidents=everything, rejected=(), warned=(), odd=frozenset())
        balance = replace(balance, reasons=(), readings=())
        near, vague = within_box(bbox, everything)
    else:
        near, vague = inside(None if bbox is None else box(*bbox), everything)
    counting = Counting(
        tuple(windows), zone, baseline_days, tuple(parties), tuple(outside), (), taken,
        "perhaps" if parties else "outside", unread=unread, unsaid=snapshot is None,
    )  # fmt: skip
    findings = []
    for claimant, theirs in (everything.by_claimant() or {found.format: near}).items():
        here = near & theirs
        told = replace(
            counting, heard=Heard.of(everything.at(theirs), windows), speaks_for=own.get(claimant, ()),
            only_deaths=fatal.get(claimant, False),
        )  # fmt: skip
        findings.append(
            judge(everything.at(here), told, "truce", claimant, everything.at(vague & theirs), repeated[here])
        )
    view: FileView = InternalFile()
    if public:
        maps = LeftOut("maps of incidents", sum(bool(finding.spots) for finding in findings))
        view = PublicFile((*kept_back, maps) if maps.count else kept_back)
        findings = [replace(in_counts(finding), spots=()) for finding in findings]
    inside_, coarse = int(near.sum()), int(vague.sum())
    return PauseJudgement(
        title, tuple(findings), counting.windows, zone, found, balance, snapshot, inside_, coarse, view
    )


def write_pause(folder: Path, judgement: PauseJudgement) -> Path:
    """Write ``truce.html``, with charts and maps, into a folder.

    Raises
    ------
    InputError
        If the file cannot be written, or the folder holds what is not for publication and the judgement is.
    """
    from geleit.io.public_folder import expect_public_folder
    from geleit.report.html import other_pages

    expect_public_folder(folder, judgement.view)
    page, told = folder / "truce.html", judgement
    with output_about("truce", folder, page.name, told.title, told.view):
        other_pages.write_pause(page, told.view, told.title, told.findings, told.windows, told.zone, told.balance)
    return page
