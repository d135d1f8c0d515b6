"""Pages beside the report: one pause of a file of incidents, and several cases side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from geleit.files import write_atomically
from geleit.model.balance import Balance
from geleit.model.case import Case
from geleit.model.pattern import Pattern
from geleit.model.pause_finding import KEPT, PauseFinding
from geleit.model.public import View
from geleit.model.stamp import FileView, Together
from geleit.model.window import Window
from geleit.record.about_case import CaseInRecord
from geleit.report.html.checks_part import render_checks
from geleit.report.html.comparison_part import render_patterns
from geleit.report.html.direction import isolated
from geleit.report.html.incident_charts import days_of, multiples_svg
from geleit.report.html.pauses_part import WORDS, interval, render_pauses
from geleit.report.numbers import OVERRIDES
from geleit.report.stamps import stamp_html
from geleit.report.text.balance import balance_lines
from geleit.report.text.record import NOT_A_BOUND, counted_text, needed_text, placed_text, reached_text

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} \N{EN DASH} Geleit</title><style>{css}</style></head><body><main>
{stamp}
<h1>{title}</h1>
{body}
</main></body></html>
"""
RECORD = """<h2>Among the record</h2>
<p>What it would have taken, which crossings ever passed as much, what was counted, and what others were asked for.</p>
<table class="stack"><thead><tr><th>case</th><th>needed</th><th>on record</th><th>counted</th>
<th>announcements</th></tr></thead><tbody>
{rows}
</tbody></table>
<p class="note">{note}</p>"""
PAUSES = """<h2>Pauses as monitors show them</h2>
<p>Incidents a day around each pause, as one monitor shows it. Each chart has a scale of its own:
compare the shapes, not the heights.</p>
<figure class="scroll">{svg}<figcaption>Shaded: the days with a pause.</figcaption></figure>
<table class="stack"><thead><tr><th>pause</th><th>monitor</th><th>from</th><th class="n">days</th><th>kept</th>
<th>than before</th><th class="n">ratio</th><th class="n">95 %</th></tr></thead><tbody>
{rows}
</tbody></table>"""


ROWS = """<h2>What the file held</h2>
<p>{first}.</p>
<ul>{more}</ul>"""


def write_pause(
    path: Path,
    view: FileView,
    title: str,
    findings: Sequence[PauseFinding],
    windows: Sequence[Window],
    zone: ZoneInfo,
    balance: Balance,
) -> None:
    """Write one pause as each monitor of a file shows it, with what became of the rows of the file.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    subjects = {finding.pause for finding in findings}
    body = render_pauses(findings, dict.fromkeys(subjects, title), dict.fromkeys(subjects, windows), zone)
    asked = render_checks(finding.code for finding in findings)
    write_atomically(path, page(title, body + _rows_of(balance) + asked, stamp_html(view)))


def _rows_of(balance: Balance) -> str:
    """What became of the rows of a file."""
    first, *more = map(escape, balance_lines(balance))
    return ROWS.format(first=first, more="".join(f"<li>{line}</li>" for line in more))


def write_comparison(
    path: Path,
    views: Sequence[View],
    patterns: Sequence[Pattern],
    found: Sequence[tuple[Case, PauseFinding]],
    record: Sequence[CaseInRecord],
) -> None:
    """Write announcements of several cases side by side, and their pauses where monitors show them.

    Parameters
    ----------
    views
        All public, or none.
    found
        Findings about pauses with their cases.
    record
        Each case among the record of crossings and announcements, in the order of the views.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    body = render_patterns(patterns) + (_pauses(found) if found else "") + _record(views, record)
    write_atomically(path, page("Announcements compared", body, stamp_html(Together(tuple(views)))))


def _record(views: Sequence[View], record: Sequence[CaseInRecord]) -> str:
    """What each case would have taken, who did as much, and what was counted."""
    rows = []
    for view, found in zip(views, record, strict=True):
        told = (needed_text(found), reached_text(found), counted_text(found), placed_text(found))
        cells = "".join(f"<td>{escape(text)}</td>" for text in told)
        rows.append(f'<tr><th scope="row">{escape(view.case.name)}</th>{cells}</tr>')
    return RECORD.format(rows="\n".join(rows), note=escape(NOT_A_BOUND))


def _pauses(found: Sequence[tuple[Case, PauseFinding]]) -> str:
    charts, rows = [], []
    for case, finding in found:
        pause = next(p for p in case.pauses if p.id == finding.pause)
        title = f"{case.place or case.name}: {pause.name}"
        if finding.series and finding.less:
            shaded = days_of(pause.windows, case.zone)
            charts.append((title, finding.claimant, finding.series.first, finding.series.incidents, shaded))
        rows.append(_row(title, case, finding, pause.windows[0].start.astimezone(case.zone).date().isoformat()))
    svg = multiples_svg(charts, "compared", one_scale=False) if charts else ""
    return PAUSES.format(svg=svg, rows="\n".join(rows))


def page(title: str, body: str, stamp: str) -> str:
    """A whole page around a body that is safe already, with a stamp above it."""
    css = (files("geleit.report") / "html" / "templates" / "report.css").read_text(encoding="utf-8")
    return isolated(PAGE.format(title=escape(title), css=css, body=body, stamp=stamp).translate(OVERRIDES))


def _row(title: str, case: Case, finding: PauseFinding, start: str) -> str:
    pause = next(p for p in case.pauses if p.id == finding.pause)
    days = len(days_of(pause.windows, case.zone))
    ratio = finding.less.ratio if finding.less else None
    cells = [
        title, finding.claimant, start, f"{days:,}", str(KEPT[finding.verdict]),
        WORDS[finding.less.change] if finding.less else "",
        f"{ratio.ratio:.2f}" if ratio and ratio.ratio is not None else "",
        interval(ratio) if ratio else "",
    ]  # fmt: skip
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
