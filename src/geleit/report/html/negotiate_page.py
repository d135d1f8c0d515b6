"""What to ask for, as a page of one sheet; its first three stand in the report."""

from __future__ import annotations

from html import escape
from pathlib import Path

from geleit.files import write_atomically
from geleit.messages import Message
from geleit.model.concession import Concession, Negotiation
from geleit.model.public import InternalCase
from geleit.report.html.other_pages import page
from geleit.report.stamps import stamp_html
from geleit.report.text.negotiate import (
    NOTES,
    all_out_lines,
    not_asked_lines,
    now_text,
    precedent_lines,
    what_text,
)

FIRST = 3
"""Concessions that the report shows."""
TABLE = """<table class="stack ask"><thead><tr><th>asked for</th><th class="n">likely plan, more</th>
<th class="n">cautious plan, more</th><th class="n">proved limit rises</th><th>conceded elsewhere</th></tr></thead>
<tbody>
{rows}
</tbody></table>"""
ROW = """<tr><td>{what}</td><td class="n" data-name="likely plan, more">{likely}</td>
<td class="n" data-name="cautious plan, more">{cautious}</td><td class="n" data-name="proved limit rises">{limit}</td>
<td>{elsewhere}</td></tr>"""


def write_page(path: Path, view: InternalCase, found: Negotiation) -> None:
    """Write the page.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    case = view.case
    body = [_paragraph(now_text(found, case.zone)), *map(_paragraph, all_out_lines(found))]
    body += [render_concessions(found, found.concessions)]
    body += [_paragraph(text, "note") for text in (*not_asked_lines(found), *NOTES)]
    title = f"What to ask for: {case.title or case.name}"
    write_atomically(path, page(title, f'<div class="one-sheet">{"".join(body)}</div>', stamp_html(view)))


def render_concessions(found: Negotiation, shown: tuple[Concession, ...]) -> str:
    """Some concessions as a table."""
    return TABLE.format(rows="\n".join(_row(found, one) for one in shown))


def _row(found: Negotiation, one: Concession) -> str:
    gain, everyone = one.gain, found.all_out
    cells = [
        _figure(more, known=known, everyone=all_of)
        for more, known, all_of in zip(gain, found.before, everyone, strict=True)
    ]
    return ROW.format(
        what=escape(str(what_text(one))),
        likely=cells[1],
        cautious=cells[0],
        limit=cells[2],
        elsewhere="<br>".join(escape(str(text)) for text in precedent_lines(one)),
    )


def _figure(more: int, *, known: int, everyone: int) -> str:
    """How many more, or that all are out already."""
    return "all already" if known >= everyone else f"{more:,}"


def _paragraph(text: Message, kind: str = "") -> str:
    opening = f'<p class="{kind}">' if kind else "<p>"
    return f"{opening}{escape(str(text))}</p>\n"
