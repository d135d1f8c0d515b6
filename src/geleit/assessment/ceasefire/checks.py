"""The checks of pauses, a finding for each pause of a case and each monitor of incidents (docs/method/ceasefire.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geleit.assessment.ceasefire.changes import before_during_after, day_by_day
from geleit.assessment.ceasefire.counting import Counting, counted, counted_otherwise, names_known, other_names
from geleit.assessment.ceasefire.monitor import kept, less_violence, sensitivity
from geleit.assessment.ceasefire.monitors import Monitor, monitors_of, spelt
from geleit.assessment.ceasefire.silence import AT_WORK, Heard, only_deaths
from geleit.assessment.check import CaseCheck
from geleit.assessment.pause_scope import as_announced, covers_the_case
from geleit.assessment.weighing import computed
from geleit.messages.message import Message, say
from geleit.model.arrays import Flags, Floats
from geleit.model.case import Case
from geleit.model.corridor import Pause
from geleit.model.denied_rows import DENIED, FEW_ROWS
from geleit.model.figures import BASELINE_DAYS, TOWN_M
from geleit.model.finding import Evidence
from geleit.model.hostility import act
from geleit.model.incident import LONGEST_DAY, NO_INCIDENTS, Incidents
from geleit.model.pause_finding import KEPT, Change, Choice, Kept, Less, PauseFinding, Placebo, Ratio, Violation
from geleit.model.window import DAY, SECOND
from geleit.streets.locate import Plane

OBSERVED = CaseCheck(
    code="CEASEFIRE-OBSERVED",
    asked_of=frozenset({"pause"}),
    source="an announced pause is a fact only where it is kept (docs/method/ceasefire.md)",
    find=lambda case: assess_ceasefire(case),
)
NAMED = 8
"""Names of whom nothing was said that stand among the evidence; all are in the JSON."""
LISTED = 20
"""Violations that stand among the evidence; all are in the JSON."""
_CHANGED: dict[Change, Message] = {
    "fewer": say("ceasefire.fewer"),
    "more": say("ceasefire.more-incidents"),
    "undetermined": say("ceasefire.undetermined"),
}


def assess_ceasefire(case: Case, baseline_days: int = BASELINE_DAYS) -> tuple[PauseFinding, ...]:
    """A finding for each pause of a case and each monitor whose incidents the case holds.

    Parameters
    ----------
    baseline_days
        Days before each pause that it is compared with.
    """
    monitors = monitors_of(case)
    return tuple(finding for pause in case.pauses for finding in _of_pause(case, pause, monitors, baseline_days))


def judge(
    incidents: Incidents,
    counting: Counting,
    pause: str,
    claimant: str,
    vague: Incidents = NO_INCIDENTS,
    repeated: Flags | None = None,
) -> PauseFinding:
    """Both questions and the other choices, for one pause and one monitor.

    Parameters
    ----------
    vague
        Incidents of the monitor whose place is not known well enough to say whether they lie in the area.
    repeated
        Which incidents say the same as an earlier one; by default those without an id that do.
    """
    counts = counted(incidents, counting, vague, repeated)
    is_witness = 0 < counts.incidents < AT_WORK
    otherwise = () if is_witness else counted_otherwise(incidents, counting)
    less, held = less_violence(counts), kept(counts)
    others = other_names(incidents, counting)
    finding = PauseFinding(
        code=OBSERVED.code, subject=pause, verdict=held.verdict, message=_summary(claimant, less, held, counting),
        evidence=(
            *_few_rows(counts.rows, held.violations, claimant),
            *_strangers(counts.strangers),
            *(_evidence(row, claimant, _doubt(row)) for row in held.violations[:LISTED]),
            *(_evidence(row, claimant, say("ceasefire.not-fire")) for row in held.not_fire[:LISTED]),
        ),
        source=OBSERVED.source, pause=pause, claimant=claimant, less=less, kept=held, provisional=counting.provisional,
        other_names=others, identical=counts.repeated,
    )  # fmt: skip
    if is_witness:
        reported, certain = counts.incidents, held.certain
        told = say("ceasefire.witness", claimant=claimant, kept=KEPT[held.verdict], reported=reported, certain=certain)
        return replace(finding, message=told)
    choices, relevant = sensitivity(less, otherwise), incidents.at(counts.between)
    return replace(
        finding,
        evidence=(
            *_comparisons(less, choices),
            *_could_see(held),
            *_fatal_only(counting),
            *_names_left(others),
            *finding.evidence,
        ),
        sensitivity=choices,
        series=day_by_day(relevant, counting),
        spots=before_during_after(relevant, counting),
    )


def _comparisons(less: Less, choices: Iterable[Choice]) -> Iterator[Evidence]:
    """What was compared, what weakens it, and the choices that would change the answer."""
    yield computed("context", say("ceasefire.compared", compared=_both_intervals(less.ratio), method=less.method))
    if less.ratio.placebo is not None:
        yield computed("context", _at_other_times(less.ratio.placebo))
    if less.deaths.ratio is not None:
        yield computed("context", say("ceasefire.deaths-beside", compared=_compared(less.deaths)))
    for reason in less.reasons:
        yield computed("context", reason)
    for choice in choices:
        if choice.changes:
            changed = say("ceasefire.changed", choice=choice.choice, compared=_compared(choice.ratio))
            yield computed("context", changed)


def _could_see(held: Kept) -> Iterator[Evidence]:
    """Where nothing certain was seen: what could have been."""
    sight = held.sight
    if held.certain or sight.expected is None:
        return
    if sight.shows_below is None:
        yield computed("context", say("ceasefire.could-not-see", expected=sight.expected))
        return
    known = say("ceasefire.could-see", expected=sight.expected, share=sight.shows_below)
    silent = say("ceasefire.silent-before", share=sight.as_silent, times=sight.times)
    yield computed("context", say("ceasefire.sight", known=known, silent=silent))


def _fatal_only(counting: Counting) -> Iterator[Evidence]:
    """Of a monitor of deaths alone: what its counts do not hold."""
    if counting.only_deaths:
        yield computed("context", say("ceasefire.counts-deaths"))


def _names_left(others: tuple[tuple[str, int], ...]) -> Iterator[Evidence]:
    """Parties of whom nothing was said, as the monitor spells them."""
    if others:
        shown = tuple(say("ceasefire.name-left", name=name, incidents=incidents) for name, incidents in others[:NAMED])
        more = say("ceasefire.names-more", more=len(others) - NAMED) if len(others) > NAMED else None
        yield computed("context", say("ceasefire.names-left", names=shown, number=len(others), more=more))


def _strangers(names: tuple[tuple[str, int], ...]) -> Iterator[Evidence]:
    """Who may have fired in the pause and is said neither to be bound by it nor outside."""
    if names:
        shown = tuple(say("ceasefire.name-left", name=name, incidents=incidents) for name, incidents in names[:NAMED])
        more = say("ceasefire.names-more", more=len(names) - NAMED) if len(names) > NAMED else None
        yield computed("context", say("ceasefire.strangers-named", names=shown, number=len(names), more=more))


def _few_rows(rows: int, violations: Iterable[Violation], claimant: str) -> Iterator[Evidence]:
    """That a verdict rests on few rows, and what they say in words, which a person has to read."""
    if 0 < rows < FEW_ROWS:
        yield computed("context", say("ceasefire.few-rows", rows=rows))
    if rows < FEW_ROWS:
        for row in violations:
            if row.text not in ("", DENIED) and (row.denied or (row.certain and row.bound and not row.alleged)):
                yield Evidence("context", say("ceasefire.row-text", text=row.text), claimant, row.source, row.start)


def _of_pause(case: Case, pause: Pause, monitors: dict[str, Monitor], baseline_days: int) -> Iterator[PauseFinding]:
    since = as_announced(pause)
    pause = since if since.windows else pause
    if not monitors:
        reason = computed("context", say("ceasefire.import"))
        yield PauseFinding(
            OBSERVED.code, pause.id, "unknown", say("ceasefire.no-monitor"), (reason,), OBSERVED.source, pause=pause.id
        )
    for claimant, monitor in monitors.items():
        incidents = monitor.incidents
        near, vague = inside(case.area, incidents)
        counting = counting_of(case, pause, monitor, baseline_days)
        found = judge(incidents.at(near), counting, pause.id, claimant, incidents.at(vague))
        notes = _notes(case, pause, counting, incidents, near, vague) if found.sensitivity else ()
        if found.verdict == "not met" and not since.windows:
            message = say("ceasefire.announced-later", finding=found.message)
            found = replace(found, verdict="unknown", message=message)
        elif found.verdict == "not met" and not covers_the_case(case, pause):
            message = say("ceasefire.other-area", finding=found.message, area=pause.area)
            found = replace(found, verdict="unknown", message=message)
        yield replace(found, evidence=(*found.evidence, *notes))


def counting_of(case: Case, pause: Pause, monitor: Monitor, baseline_days: int) -> Counting:
    """How a monitor's incidents are to be read for a pause of a case."""
    sides = [spelt(case, [party]) for party in (*pause.announced_by, *pause.agreed_by)]
    known = sum(names_known(monitor.incidents, names) for names in sides)
    bound = tuple(name for names in sides for name in names)
    return Counting(
        windows=pause.windows,
        zone=case.zone,
        baseline_days=baseline_days,
        bound=bound if known else (),
        outside=spelt(case, pause.outside),
        access=monitor.access,
        snapshot=monitor.snapshot,
        unsaid=monitor.unsaid,
        others="perhaps" if known > 1 else "compared",
        heard=Heard.of(monitor.incidents, pause.windows),
        unread=monitor.unread,
        speaks_for=monitor.speaks_for,
        only_deaths=only_deaths(monitor.incidents),
    )


def inside(area: BaseGeometry | None, incidents: Incidents) -> tuple[Flags, Flags]:
    """Which incidents lie in an area, as well as their positions can tell, and which are too vague to say.

    A position known to the town counts when it is within 5 km of the area. One that lies there only with longitude and
    latitude swapped may be there. Without an area all count.
    """
    if area is None or not len(incidents):
        return np.ones(len(incidents), dtype=bool), np.zeros(len(incidents), dtype=bool)
    plane = Plane.at(area.centroid.x, area.centroid.y)
    known, flat = np.isfinite(incidents.lon), plane.flatten(area)

    def away_from(lon: Floats, lat: Floats) -> Floats:
        away = np.full(len(incidents), np.inf)
        away[known] = shapely.distance(flat, shapely.points(plane.metres(lon[known], lat[known])))
        return away

    away = away_from(incidents.lon, incidents.lat)
    precise = incidents.position_error <= TOWN_M
    near = precise & (away <= np.maximum(incidents.position_error, 0))
    coarse = ~precise & (away <= incidents.position_error)
    swapped = ~near & (away_from(incidents.lat, incidents.lon) <= np.minimum(incidents.position_error, TOWN_M))
    return near, coarse | swapped | ~known


def _notes(
    case: Case, pause: Pause, counting: Counting, incidents: Incidents, near: Flags, vague: Flags
) -> Iterator[Evidence]:
    if not counting.bound:
        called = spelt(case, (*pause.announced_by, *pause.agreed_by))
        known = say("ceasefire.no-party-named", names=called) if called else say("ceasefire.no-party")
        yield computed("context", known)
    if case.area is not None:
        unclear = say("ceasefire.vague", vague=int(vague.sum())) if vague.any() else None
        in_all = say("ceasefire.incidents", incidents=len(incidents))
        inside_it = say("ceasefire.in-area", incidents=in_all, near=int(near.sum()), vague=unclear)
        yield computed("context", inside_it)


def _summary(claimant: str, less: Less, held: Kept, counting: Counting) -> Message:
    return say(
        "ceasefire.summary",
        claimant=claimant,
        kept=KEPT[held.verdict],
        reason=held.reason,
        change=_CHANGED[less.change],
        fatal=say("ceasefire.fatal-alone") if counting.only_deaths else None,
        compared=_compared(less.ratio),
    )


def _compared(ratio: Ratio) -> Message:
    """Counts, ratio, the interval that decides, and how rare that is at other times."""
    counts = _counts(ratio)
    if ratio.ratio is None:
        return counts
    rare = None if ratio.placebo is None else say("ceasefire.rare", share=_rarity(ratio, ratio.placebo))
    if ratio.interval is None:
        return say("ceasefire.ratio", counts=counts, ratio=ratio.ratio, rare=rare)
    low, high = ratio.interval
    return say("ceasefire.ratio-between", counts=counts, ratio=ratio.ratio, low=low, high=high, rare=rare)


def _both_intervals(ratio: Ratio) -> Message:
    """Counts, ratio, and both intervals by name."""
    counts = _counts(ratio)
    if ratio.ratio is None:
        return counts
    wide = conditional = None
    if ratio.wide_low is not None and ratio.wide_high is not None:
        wide = say("ceasefire.wide", low=ratio.wide_low, high=ratio.wide_high)
    if ratio.low is not None and ratio.high is not None:
        conditional = say("ceasefire.conditional", low=ratio.low, high=ratio.high)
    return say("ceasefire.intervals", counts=counts, ratio=ratio.ratio, wide=wide, conditional=conditional)


def _rarity(ratio: Ratio, placebo: Placebo) -> float:
    """Share of other times that are as far off, on the side on which the pause is."""
    if ratio.ratio is not None and ratio.ratio > 1:
        return max(placebo.as_violent, placebo.as_steep)
    return max(placebo.as_quiet, placebo.as_deep)


def _at_other_times(placebo: Placebo) -> Message:
    return say(
        "ceasefire.placebo",
        times=placebo.times,
        quiet=placebo.as_quiet,
        violent=placebo.as_violent,
        compared=placebo.compared,
        deep=placebo.as_deep,
        steep=placebo.as_steep,
    )


def _counts(ratio: Ratio) -> Message:
    return say(
        "ceasefire.counts",
        during=ratio.during,
        hours_during=ratio.hours_during,
        before=ratio.before,
        hours_before=ratio.hours_before,
    )


def _evidence(violation: Violation, claimant: str, doubt: Message | None) -> Evidence:
    message = say(
        "ceasefire.violation",
        when=_when(violation),
        kind=violation.kind or say("ceasefire.incident"),
        by=violation.by,
        against=say("ceasefire.against", against=violation.against) if violation.against else None,
        area=say("ceasefire.in", area=violation.area) if violation.area else None,
        deaths=None if violation.deaths is None else say("ceasefire.killed", deaths=violation.deaths),
        doubt=doubt,
    )
    decides = violation.certain and violation.bound and not violation.alleged
    return Evidence("against" if decides else "context", message, claimant, violation.source, violation.start)


def _doubt(violation: Violation) -> Message | None:
    if violation.denied:
        return say("ceasefire.perhaps-not-so")
    if act(violation.kind) != "hostile":
        return say("ceasefire.perhaps-no-act-of-war")
    if not violation.clear:
        return say("ceasefire.perhaps-several")
    if not violation.certain:
        return say("ceasefire.perhaps-outside")
    if not violation.bound:
        return say("ceasefire.perhaps-not-bound")
    return say("ceasefire.by-its-enemy") if violation.alleged else None


def _when(violation: Violation) -> Message:
    """To the minute, or to the day, or over some days."""
    lasts = violation.end - violation.start
    if lasts < DAY:
        return say("ceasefire.at", at=violation.start)
    if lasts.total_seconds() <= LONGEST_DAY:
        return say("ceasefire.on", day=violation.start.date())
    last = (violation.end - SECOND).date()  # what ends at midnight ends with the day before
    return say("ceasefire.from-to", first=violation.start.date(), last=last)
