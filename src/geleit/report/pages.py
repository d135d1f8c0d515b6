"""Pages beside the report: one truce of a file of incidents, and the pauses of several cases side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from geleit.files import write_atomically
from geleit.model.case import Case
from geleit.model.truce import TruceFinding
from geleit.model.window import Window
from geleit.report.incidents import days_of, multiples_svg
from geleit.report.truces import KEPT, WORDS, interval, render_truces

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} \N{EN DASH} Geleit</title><style>{css}</style></head><body><main>
<h1>{title}</h1>
{body}
</main></body></html>
"""
COMPARISON = """<p>Incidents a day around each pause, as one monitor shows it. Each chart has a scale of its own:
compare the shapes, not the heights.</p>
<figure class="scroll">{svg}<figcaption>Shaded: the days with a pause.</figcaption></figure>
<table class="stack"><thead><tr><th>pause</th><th>monitor</th><th>from</th><th class="n">days</th><th>kept</th>
<th>than before</th><th class="n">ratio</th><th class="n">95 %</th></tr></thead><tbody>
{rows}
</tbody></table>"""


def write_truce(
    path: Path, title: str, findings: Sequence[TruceFinding], windows: Sequence[Window], zone: ZoneInfo
) -> None:
    """Write one truce as each monitor of a file shows it.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    subjects = {finding.pause for finding in findings}
    body = render_truces(findings, dict.fromkeys(subjects, title), dict.fromkeys(subjects, windows), zone)
    write_atomically(path, _page(title, body))


def write_comparison(path: Path, found: Sequence[tuple[Case, TruceFinding]]) -> None:
    """Write small charts and a table of pauses of several cases.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    charts, rows = [], []
    for case, finding in found:
        pause = next(p for p in case.pauses if p.id == finding.pause)
        title = f"{case.place or case.name}: {pause.name}"
        if finding.series and finding.less:
            shaded = days_of(pause.windows, case.zone)
            charts.append((title, finding.claimant, finding.series.first, finding.series.incidents, shaded))
        rows.append(_row(title, case, finding, pause.windows[0].start.astimezone(case.zone).date().isoformat()))
    svg = multiples_svg(charts, "compared", one_scale=False) if charts else ""
    write_atomically(path, _page("Pauses compared", COMPARISON.format(svg=svg, rows="\n".join(rows))))


def _page(title: str, body: str) -> str:
    css = (files("geleit.report") / "page" / "report.css").read_text(encoding="utf-8")
    return PAGE.format(title=escape(title), css=css, body=body)


def _row(title: str, case: Case, finding: TruceFinding, start: str) -> str:
    pause = next(p for p in case.pauses if p.id == finding.pause)
    days = len(days_of(pause.windows, case.zone))
    ratio = finding.less.ratio if finding.less else None
    cells = [
        title, finding.claimant, start, f"{days:,}", KEPT[finding.verdict],
        WORDS[finding.less.change] if finding.less else "",
        f"{ratio.ratio:.2f}" if ratio and ratio.ratio is not None else "",
        interval(ratio) if ratio else "",
    ]  # fmt: skip
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
