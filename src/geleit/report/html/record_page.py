"""The page that places a case among the record: what crossings passed, what announcements asked for, and who left."""

from __future__ import annotations

from pathlib import Path

from geleit.files import write_atomically
from geleit.model.announcement import Span
from geleit.model.precedent import Rate
from geleit.model.public import View
from geleit.record.about_case import CaseInRecord
from geleit.record.summary import strongest
from geleit.report.html.other_pages import page
from geleit.report.html.record_charts import notice_caption, notice_svg, rates_caption, rates_svg
from geleit.report.html.template import template
from geleit.report.stamps import stamp_html
from geleit.report.text.record import (
    NOT_A_BOUND,
    counted_text,
    counter_text,
    enemy_text,
    gone_text,
    needed_text,
    placed_text,
    rate_text,
    reached_text,
)

_MOST_ROWS = 10


def write_record(path: Path, view: View, found: CaseInRecord) -> None:
    """Write the page.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from markupsafe import Markup

    name = view.case.name
    # Markup only around drawings of our own, in which every text is escaped
    body = template(
        "record"
    ).render(
        found=found,
        chosen=found.chosen,
        sentence=needed_text(found),
        counted_text=counted_text(found),
        reach=reached_text(found),
        rates_caption=rates_caption(found),
        notice_caption=notice_caption(found),
        counter=counter_text,
        enemy=enemy_text(found.chosen) if found.chosen.enemy else "",
        rates=Markup(rates_svg(found, name)),  # noqa: S704
        notice=Markup(notice_svg(found, name)),  # noqa: S704
        strongest=strongest(found.chosen.rows)[:_MOST_ROWS],
        own=found.own,
        span=_span,
        gone=gone_text,
        placed=placed_text(found),
        struck=", ".join(view.case.record.strike),
        added=", ".join(row.id for row in found.chosen.rows if row in view.case.record.precedents),
        note=NOT_A_BOUND,
    )
    write_atomically(path, page(f"{view.case.title}: the record", body, stamp_html(view)))


def _span(found: Rate | Span) -> str:
    return rate_text(found)
