"""Answers and findings as JSON objects that others rely on; docs/formats/json.md lists them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from geleit.model.against_the_map import AgainstTheMap
from geleit.model.aid import AidFinding, Span
from geleit.model.amount import Range
from geleit.model.answer import Answer, Binding, Bounds, CurvePoint, Proved, ProvedPoint
from geleit.model.case import Case
from geleit.model.certificate import RUNGS
from geleit.model.crowds import Queue, UnderWay, speed_in_crowd
from geleit.model.departure import shares
from geleit.model.finding import Evidence, Finding, StatementFinding
from geleit.model.pattern import Pattern
from geleit.model.pause_finding import PauseFinding, Ratio, Violation
from geleit.model.public import View
from geleit.model.stamp import FileView, Together
from geleit.model.statement import Statement
from geleit.record.about_case import CaseInRecord
from geleit.report.json.linked_data import scope_of
from geleit.report.json.people import moved_json, raster_json
from geleit.report.json.record import in_record_json
from geleit.report.json.streets import streets_json
from geleit.report.stamps import stamp_json
from geleit.report.text.verdict import extent_of

MOST_QUEUES = 100
"""Queues that an object lists, those with most people."""


def answer_json(
    view: View,
    answer: Proved,
    certificate: Path | None,
    plan: Path | None,
    harder: Path | None = None,
    likely: Path | None = None,
    *,
    timings: bool = True,
) -> dict[str, Any]:
    """An answer as a JSON object; of a public one all that a plan tells is null.

    Parameters
    ----------
    certificate, plan, harder, likely
        Where the proofs were written, ``harder`` that of what holds if the map lacks more, and ``likely`` the plan with
        the likely figures; ``None`` when they were not.
    timings
        Whether it tells how long each part took.
    """
    view.expect([answer])
    clearance, planned = answer.clearance, answer if isinstance(answer, Answer) else None
    return {
        **stamp_json(view),
        "case": answer.case,
        "start": answer.start.isoformat(),
        "deadline": answer.deadline.isoformat(),
        "people": {name: int(getattr(answer.people, name)) for name in ("low", "likely", "high")},
        "at_most": answer.at_most,
        "ladder": _ladder(answer.generous),
        "at_least": planned and planned.at_least,
        "gap": planned and planned.gap,
        "method_gap": planned and planned.method_gap,
        "could_not_leave": answer.could_not_leave,
        "suffices": answer.suffices,
        "likely": {
            "at_most": answer.likely.ladder.streets,
            "ladder": _ladder(answer.likely),
            "could_not_leave": answer.likely.could_not_leave,
            "people": answer.likely.people,
            "at_least": planned and planned.likely_plan.people_out,
            "plan": None if likely is None else str(likely),
            "under_way": planned and _under_way(planned.likely_under_way),
        },
        "against_the_map": _against(answer.against_the_map) | {"certificate": None if harder is None else str(harder)},
        "required_rate": answer.required_rate,
        "unreached": planned and planned.unreached,
        "stranded": [asdict(place) for place in planned.stranded] if planned else None,
        "districts": [asdict(d) | {"out": out} for d, out in shares(planned.districts, planned.departures)]
        if planned
        else None,
        "shared_at": planned and planned.shared_at,
        "clearance": {
            "not_before": _iso(clearance.not_before),
            "by": _iso(clearance.by),
            "not_before_beyond": clearance.not_before_beyond,
        },
        "binding": [_binding(b) for b in answer.binding],
        "curve": [_point(p) for p in answer.curve],
        "streets": streets_json(view),
        "raster": raster_json(view),
        "moved": moved_json(view, answer),
        "groups": [
            {"group": g.group, "people": g.people, "out": g.out, "cleared": _iso(g.cleared)}
            for g in (planned.groups if planned else ())
        ],
        "under_way": planned and _under_way(planned.under_way),
        "stopped": answer.stopped,
        "certificate": None if certificate is None else str(certificate),
        "plan": None if plan is None else str(plan),
        "seconds": asdict(planned.seconds) if planned and timings else None,
    }


def _point(point: ProvedPoint) -> dict[str, Any]:
    planned = point if isinstance(point, CurvePoint) else None
    return {"at": point.at.isoformat(), "at_most": point.at_most, "at_most_likely": point.at_most_likely,
            "at_least": planned and planned.at_least, "likely_plan": planned and planned.likely_plan}  # fmt: skip


def _under_way(crowds: UnderWay) -> dict[str, Any]:
    """How far people of a plan walk, and where they wait."""
    return {
        "late": crowds.late,
        "walk": {"mean_m": crowds.walk_m, "longest_m": crowds.longest_walk_m,
                 "mean_minutes": _minutes(crowds.walk_s), "longest_minutes": _minutes(crowds.longest_walk_s)},
        "wait": {"mean_minutes": _minutes(crowds.wait_s), "longest_minutes": _minutes(crowds.longest_wait_s)},
        "queues_in_all": len(crowds.queues),
        "crowded": len(crowds.crowded),
        "queues": [_queue(queue) for queue in crowds.queues[:MOST_QUEUES]],
    }  # fmt: skip


def _queue(queue: Queue) -> dict[str, Any]:
    return {
        "name": queue.name,
        "exit": queue.is_exit,
        "lon": queue.lon,
        "lat": queue.lat,
        "people": queue.people,
        "at": queue.at.isoformat(),
        "passed": queue.passed,
        "mean_minutes": _minutes(queue.mean_s),
        "longest_minutes": _minutes(queue.longest_s),
        "space_m2": queue.space_m2,
        "density": round(queue.density, 2) if queue.space_m2 else None,
        "speed": round(speed_in_crowd(queue.density), 2),
        "crowded": queue.crowded,
    }


def _minutes(seconds: int) -> float:
    """Seconds in minutes, to a tenth."""
    return round(seconds / 60, 1)


def findings_json(
    view: View, findings: Sequence[Finding], certificates: Mapping[str, Path] | None = None
) -> dict[str, Any]:
    """Findings as a JSON object.

    Parameters
    ----------
    certificates
        Where the certificates of statements were written, by the statement's id.
    """
    said = {statement.id: statement for statement in view.case.statements}
    rows = []
    for f in findings:
        about = (
            _statement(f, said[f.statement], (certificates or {}).get(f.statement))
            if isinstance(f, StatementFinding)
            else {}
        )
        rows.append({**_finding(f), **about})
    rests = {"subjects": _subjects(view.case, findings), "streets": streets_json(view), "raster": raster_json(view)}
    return {**stamp_json(view), "case": view.case.name, "findings": rows, **rests}


def _subjects(case: Case, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What was announced, each corridor and pause once: what it has, and how many findings of it have which verdict."""
    rows = []
    for one in case.announced:
        exits, windows = extent_of(case, one)
        verdicts = Counter(f.verdict for f in findings if not isinstance(f, StatementFinding) and f.subject == one.id)
        if verdicts:
            counts = {verdict: verdicts[verdict] for verdict in ("met", "not met", "unknown")}
            rows.append({"subject": one.id, "exits": exits, "windows": windows, "findings": counts})
    return rows


def findings_only_json(view: FileView, about: Mapping[str, object], findings: Sequence[Finding]) -> dict[str, Any]:
    """Findings that belong to no case as a JSON object.

    Parameters
    ----------
    about
        Entries about the file that they rest on.
    """
    return {**stamp_json(view), **about, "findings": [_finding(f) for f in findings]}


def comparison_json(
    views: Sequence[View],
    patterns: Sequence[Pattern],
    found: Sequence[tuple[Case, PauseFinding]],
    record: Sequence[CaseInRecord],
    page: Path,
) -> dict[str, Any]:
    """Several cases side by side as a JSON object.

    Parameters
    ----------
    views
        All public, or none.
    found
        Findings about pauses with their cases.
    record
        Each case among the record, in the order of the views.
    page
        Where the page was written.
    """
    pauses = [{"case": case.name, **_finding(finding)} for case, finding in found]
    rows = [_pattern(pattern) for pattern in patterns]
    among = [{"case": view.case.name, **in_record_json(one)} for view, one in zip(views, record, strict=True)]
    together = stamp_json(Together(tuple(views)))
    return {**together, "cases": rows, "pauses": pauses, "record": among, "page": str(page)}


def _pattern(pattern: Pattern) -> dict[str, Any]:
    names = {"monitored": "watched"}  # as scripts know it
    return {
        **{names.get(name, name): value for name, value in asdict(pattern).items()},
        "people": _range(pattern.people),
        "deadline": pattern.deadline.isoformat(),
        "announcements": [{**asdict(a), "at": _iso(a.at)} for a in pattern.announcements],
        "watched": [{**asdict(w), "until": w.until.isoformat()} for w in pattern.monitored],
        "followed": [{**asdict(f), "at": _iso(f.at)} for f in pattern.followed],
        "features": {feature.code: feature.holds for feature in pattern.features},
    }


def _ladder(bounds: Bounds) -> dict[str, int]:
    ladder = bounds.ladder
    return {name: getattr(ladder, name) for name in RUNGS}


def _against(against: AgainstTheMap) -> dict[str, Any]:
    return {
        "at_most": against.at_most,
        "could_not_leave": against.could_not_leave,
        "as_drawn": {"at_most": against.drawn_at_most, "could_not_leave": against.drawn_could_not_leave},
        "gaps": [
            {"lon": gap.middle[0], "lat": gap.middle[1], "metres": round(gap.metres, 1), "streets": list(gap.streets)}
            for gap in against.gaps
        ],
        "unread": against.unread or None,
    }


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "kind": binding.kind,
        "name": binding.name,
        "lon": binding.lon,
        "lat": binding.lat,
        "seconds": binding.seconds,
        "people": binding.people,
        "first": binding.first.isoformat(),
        "last": binding.last.isoformat(),
        "scenario": binding.scenario,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "verdict": finding.verdict,
        "basis": finding.basis,
        "summary": finding.summary,
        "evidence": [_evidence(e) for e in finding.evidence],
        "source": finding.source,
        **(_pause(finding) if isinstance(finding, PauseFinding) else {}),
        **(_aid(finding) if isinstance(finding, AidFinding) else {}),
    }


def _statement(finding: StatementFinding, statement: Statement, certificate: Path | None) -> dict[str, Any]:
    return {
        "claim": {
            "id": statement.id,
            "speaker": statement.speaker,
            "role": statement.role,
            "party": statement.party,
            "at": _iso(statement.at),
            "text": statement.text,
            "asserts": statement.asserts,
            "denies": statement.denies,
            "about": statement.about,
            "quantity": statement.quantity and {**_range(statement.quantity), "unit": statement.quantity.unit},
            "outlet": statement.outlet,
            "source": statement.source,
            "corrects": statement.corrects,
            "repeats": statement.repeats,
            "words_checked": statement.words_checked,
            "scope": scope_of(statement),
        },
        "proposition": finding.tested or None,
        "rating": finding.rating,
        "reason": finding.reason,
        "by": finding.by,
        "asks": [str(question) for question in finding.asks],
        "certificate": certificate and str(certificate),
        "depends": [
            {"on": hangs.on, "text": hangs.text, "threshold": hangs.threshold, "unit": hangs.unit}
            for hangs in finding.depends
        ],
        "count": finding.count and asdict(finding.count),
    }


def _aid(finding: AidFinding) -> dict[str, Any]:
    runs_out = finding.runs_out
    return {
        "item": finding.item,
        "unit": finding.unit,
        "need": finding.need and _range(finding.need),
        "delivered": finding.delivered and _span(finding.delivered),
        "share": finding.share and _span(finding.share),
        "stages": {stage: _span(told) for stage, told in finding.stages},
        "runs_out": runs_out and {"earliest": _iso(runs_out[0]), "latest": _iso(runs_out[1])},
        "series": [{"at": at.isoformat(), **_span(left)} for at, left in finding.series],
    }


def _range(amount: Range) -> dict[str, float]:
    return {"low": amount.low, "likely": amount.likely, "high": amount.high}


def _span(span: Span) -> dict[str, float | None]:
    return {"low": span.low, "high": span.high}


def _pause(finding: PauseFinding) -> dict[str, Any]:
    less, kept = finding.less, finding.kept
    return {
        "pause": finding.pause,
        "claimant": finding.claimant,
        "less": less
        and {
            **_ratio(less.ratio),
            "change": less.change,
            "method": str(less.method),
            "during": less.ratio.during,
            "before": less.ratio.before,
            "hours_during": less.ratio.hours_during,
            "hours_before": less.ratio.hours_before,
            "spread": _finite(less.ratio.spread),
            "reasons": [str(reason) for reason in less.reasons],
            "deaths": {**_ratio(less.deaths), "during": less.deaths.during, "before": less.deaths.before},
        },
        "kept": kept
        and {
            "verdict": kept.verdict,
            "certain": kept.certain,
            "possible": kept.possible,
            "reason": str(kept.reason),
            "violations": [_violation(violation) for violation in kept.violations],
            "not_fire": [_violation(violation) for violation in kept.not_fire],
            "sight": asdict(kept.sight),
        },
        "sensitivity": [
            {"choice": str(c.choice), **_ratio(c.ratio), "during": c.ratio.during, "before": c.ratio.before,
             "changes": c.changes}
            for c in finding.sensitivity
        ],
        "provisional": finding.provisional,
        "other_names": dict(finding.other_names),
        "identical": finding.identical,
        "series": finding.series
        and {
            "first": finding.series.first.isoformat(),
            "incidents": list(finding.series.incidents),
            "deaths": list(finding.series.deaths),
            "changes": [day.isoformat() for day in finding.series.changes],
            "areas": {name: list(counts) for name, counts in finding.series.areas},
        },
    }  # fmt: skip


def _ratio(ratio: Ratio) -> dict[str, Any]:
    names = ("ratio", "low", "high", "wide_low", "wide_high")
    return {name: _finite(getattr(ratio, name)) for name in names} | {
        "placebo": ratio.placebo and asdict(ratio.placebo)
    }


def _violation(violation: Violation) -> dict[str, Any]:
    return {
        **asdict(violation),
        "start": violation.start.isoformat(),
        "end": violation.end.isoformat(),
        "position_error": _finite(violation.position_error),
    }


def _finite(value: float | None) -> float | None:
    """JSON has no infinity: it stands as null."""
    return value if value is not None and math.isfinite(value) else None


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "says": evidence.says,
        "text": evidence.text,
        "claimant": evidence.claimant,
        "source": evidence.source,
        "at": _iso(evidence.at),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
