"""The report as one HTML file that opens anywhere, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geleit.files import write_atomically
from geleit.messages.english import ENGLISH
from geleit.model.aid import AidFinding
from geleit.model.amount import Range
from geleit.model.answer import Answer, Proved
from geleit.model.case import Case
from geleit.model.concession import Negotiation
from geleit.model.corridor import Exit
from geleit.model.crowds import BUSIEST, JAM
from geleit.model.finding import Finding, StatementFinding
from geleit.model.pause_finding import PauseFinding
from geleit.model.public import PublicCase, View
from geleit.model.statement import Source
from geleit.model.version import VERSION
from geleit.record.about_case import CaseInRecord
from geleit.report.html.aid_part import render_aid
from geleit.report.html.checks_part import code_link, render_checks
from geleit.report.html.curve_chart import curve_svg
from geleit.report.html.direction import isolated
from geleit.report.html.map_data import CELL_METRES, atlas, open_hours
from geleit.report.html.negotiate_page import FIRST, render_concessions
from geleit.report.html.pauses_part import render_pauses
from geleit.report.html.rate_chart import rate_caption, rate_svg
from geleit.report.html.statements_part import render_statements
from geleit.report.html.template import beside, template
from geleit.report.numbers import between, figure, many
from geleit.report.stamps import stamp_html
from geleit.report.text.decides import decides_rows
from geleit.report.text.deciding import headline, three_figures, what_would_follow
from geleit.report.text.negotiate import NOTES, all_out_lines
from geleit.report.text.people import people_in, stranded_text
from geleit.report.text.plain import STOPPED_EARLY, clearance_text, duration, under_way_text
from geleit.report.text.streets import doubts_in
from geleit.report.text.verdict import (
    by_subject,
    cannot_be_true,
    check_name,
    counted,
    headings,
    names,
    unknowns,
    verdict,
    verdict_word,
)

MARKS = {"met": "✓", "not met": "✕", "unknown": "?"}
RUNGS = (
    ("exit_seats", "exit seats", "rates and opening hours; nothing about streets or where people are"),
    ("beeline", "beeline", "also where people are, and the time of a straight line to an exit; no map"),
    ("walking", "walking", "also where people are and how fast they walk (or ride, if an exit lets vehicles pass)"),
    ("streets", "streets", "also how many a street or bridge can carry"),
)


def write_report(
    folder: Path,
    view: View,
    findings: Sequence[Finding],
    answers: Sequence[Proved],
    people: NDArray[np.int64] | None = None,
    seals: Mapping[str, str] | None = None,
    record: CaseInRecord | None = None,
    asked: Negotiation | None = None,
) -> Path:
    """Write ``report.html`` into a folder.

    Parameters
    ----------
    people
        People at each corner of the case's network for the map, shape ``(n,)``.
    seals
        Seal of each certificate and plan beside the page, by the name of its file; the page shows them.
    record
        The case among the record of what crossings have passed.
    asked
        What could be asked for; the page shows the first of it.

    Raises
    ------
    InputError
        If the folder or file cannot be written; nothing is left behind then.
    """
    path = folder / "report.html"
    write_atomically(path, render_html(view, findings, answers, people, seals, record, asked))
    return path


def render_html(
    view: View,
    findings: Sequence[Finding],
    answers: Sequence[Proved],
    people: NDArray[np.int64] | None = None,
    seals: Mapping[str, str] | None = None,
    record: CaseInRecord | None = None,
    asked_for: Negotiation | None = None,
) -> str:
    """Render the report.

    Parameters
    ----------
    findings, answers
        What the view itself comes to; of a finding about what is not in it nothing is shown.
    people
        People at each corner of the case's network for the map, shape ``(n,)``, or ``None``.
    seals
        Seal of each certificate and plan beside the page, by the name of its file.
    record
        The case among the record, which comes first where it is given.
    asked_for
        What could be asked for; the first of it is shown, and leads to the page of all.
    """
    from markupsafe import Markup

    view.expect(answers)
    case = view.case

    def local(at: datetime) -> str:
        return ENGLISH.written(at.astimezone(case.zone))

    findings = shown_of(view, findings)
    pauses = [f for f in findings if isinstance(f, PauseFinding)]
    aid = [f for f in findings if isinstance(f, AidFinding)]
    statements = [f for f in findings if isinstance(f, StatementFinding)]
    titles = names(case)
    read_in = {s.id: s.title if s.publisher in s.title else f"{s.publisher}: {s.title}" for s in _sources(case, aid)}
    apart = PauseFinding | AidFinding | StatementFinding  # have parts of their own
    findings = [f for f in findings if not isinstance(f, apart)]
    drawn = atlas(view, answers[0] if answers else None, people)
    # Markup only where the text is ours or was made safe; everything from the case goes through autoescape
    written = template(
        "report"
    ).render(
        case=case,
        answers=[_shown(a) for a in answers],
        pauses=Markup(render_pauses(pauses, titles, {p.id: p.windows for p in case.pauses}, case.zone)),  # noqa: S704
        headline=headline(answers[0], record, case.zone) if answers and record else [],
        tiles=three_figures(answers[0], record) if answers and record else [],
        follows=what_would_follow(answers[0], record, case.zone) if answers and record else [],
        decided=decides_rows(case, answers[0]) if answers else [],
        asks=Markup(render_concessions(asked_for, asked_for.concessions[:FIRST])) if asked_for else "",  # noqa: S704
        ask_notes=[*all_out_lines(asked_for), *NOTES] if asked_for else [],
        rate_caption=rate_caption(record) if record else "",
        by_rate=Markup(rate_svg(answers[0], record)) if answers and record else "",  # noqa: S704
        verdict=[*verdict(findings, answers, case.zone), *filter(None, [cannot_be_true(case, statements)])],
        curves=[Markup(curve_svg(case, a, f"curve{i}", local)) for i, a in enumerate(answers)],  # noqa: S704
        subjects=_by_subject(case, findings),
        matrix=_matrix(findings),
        counted=counted,
        code=code_link,
        doubts=doubts_in(view),
        people_told=people_in(view, answers[0] if answers else None),
        asked=Markup(render_checks(f.code for f in (*findings, *pauses, *aid, *statements))),  # noqa: S704
        check_name=check_name,
        place=lambda finding: f"{finding.code}.{finding.subject}",
        ranges=_ranges(case),
        exits=[_exit(e) for e in case.exits],
        unknowns=unknowns(case, findings),
        drawn=drawn,
        aid=Markup(render_aid(aid, read_in, case.zone)) if aid else "",  # noqa: S704
        said=Markup(render_statements(view, statements, read_in)) if case.statements else "",  # noqa: S704
        public=isinstance(view, PublicCase),
        stamp=Markup(stamp_html(view)),  # noqa: S704
        titles=read_in,
        sources=_sources(case, aid),
        rungs=RUNGS,
        seals=seals or {},
        marks=MARKS,
        worded=verdict_word,
        cell="about 3 km" if isinstance(view, PublicCase) else f"{CELL_METRES:.0f} m",
        clearance=lambda a: clearance_text(a["answer"], local),
        local=local,
        under_way=lambda crowds: under_way_text(crowds, local),
        lasting=duration,
        jam=JAM,
        busiest=BUSIEST,
        between=between,
        stopped_early=STOPPED_EARLY,
        n=lambda value: f"{value:,.0f}",
        g=lambda value: figure(value, 10),
        many=many,
        stranded=stranded_text,
        version=VERSION,
        atlas=Markup(script_safe(drawn)),  # noqa: S704
        css=Markup(beside("report.css")),  # noqa: S704
        js=Markup(beside("report.js")),  # noqa: S704
    )
    return isolated(written)


def _sources(case: Case, aid: Sequence[AidFinding]) -> list[Source]:
    """The sources of a case, and those of the standards that its findings about aid rest on."""
    used = {source for f in aid for source in (f.source, *(e.source for e in f.evidence))}
    return [*case.sources, *(s for s in case.standards.sources if s.id in used)]


def script_safe(value: object) -> str:
    """JSON that can stand inside a script element, whatever text it holds."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def shown_of(view: View, findings: Sequence[Finding]) -> list[Finding]:
    """Findings but those about a statement or a facility that is not in the view."""
    about = {*names(view.case), *(statement.id for statement in view.case.statements)}
    return [f for f in findings if isinstance(f, AidFinding) or f.subject in about]


def _shown(answer: Proved) -> dict[str, object]:
    """The answer's own fields, with the ladders by name."""

    def bounds(of: object) -> dict[str, object]:
        fields = dict(vars(of))
        return {**fields, "ladder": vars(fields["ladder"])}

    return {
        **vars(answer),
        "gap": answer.gap if isinstance(answer, Answer) else None,
        "planned": isinstance(answer, Answer),
        "unreached": answer.unreached if isinstance(answer, Answer) else 0,
        "generous": bounds(answer.generous),
        "likely": bounds(answer.likely),
        "answer": answer,
    }


def _by_subject(case: Case, findings: Sequence[Finding]) -> list[tuple[str, str, list[Finding]]]:
    """Findings by what they are about, each once: id, name, findings."""
    return [(rows[0].subject, title, rows) for title, rows in by_subject(findings, headings(case))]


def _matrix(findings: Sequence[Finding]) -> dict[str, dict[str, Finding]]:
    """Findings by code, then by subject."""
    rows: dict[str, dict[str, Finding]] = {}
    for finding in findings:
        rows.setdefault(finding.code, {})[finding.subject] = finding
    return rows


def _exit(gate: Exit) -> dict[str, object]:
    return {"gate": gate, "longest": open_hours(gate.windows), "shortest": open_hours(gate.windows_cautious)}


def _ranges(case: Case) -> list[tuple[str, Range]]:
    """Every range that decides something, by name; the same range of several exits or corridors stands once."""
    rows = [(name.replace("_", " "), amount) for name, amount in case.assumptions.items()]
    rows += [(f"people, {place.name or place.id} ({place.claimant})", place.people) for place in case.places]
    rows += _shared("rate", ((gate.name, gate.rate) for gate in case.exits))
    rows += _shared(
        "places", ((f"{c.name} ({c.places_claimant})", c.places) for c in case.corridors if c.places is not None)
    )
    return rows


def _shared(what: str, named: Iterable[tuple[str, Range]]) -> list[tuple[str, Range]]:
    by_range: dict[Range, list[str]] = {}
    for name, amount in named:
        by_range.setdefault(amount, []).append(name)

    def title(together: list[str]) -> str:
        same = len(by_range) == 1 and len(together) > 2
        return f"{what}, the same for all {len(together)}" if same else f"{what}, {'; '.join(together)}"

    return [(title(together), amount) for amount, together in by_range.items()]
