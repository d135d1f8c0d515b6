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
from geleit.report.html.record_charts import notice_svg, rates_svg
from geleit.report.html.template import template
from geleit.report.numbers import many
from geleit.report.stamps import stamp_html
from geleit.report.text.record import NOT_A_BOUND, rate_text

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
    struck = sorted({row.event for row in found.chosen.struck})
    # Markup only around drawings of our own, in which every text is escaped
    body = template(
        "record"
    ).render(
        found=found,
        chosen=found.chosen,
        sentence=needed_text(found),
        counted_text=counted_text(found),
        reach=reached_text(found),
        rates=Markup(rates_svg(found, name)),  # noqa: S704
        notice=Markup(notice_svg(found, name)),  # noqa: S704
        strongest=strongest(found.chosen.rows)[:_MOST_ROWS],
        own=found.own,
        span=_span,
        struck=", ".join(struck),
        added=", ".join(row.id for row in found.chosen.rows if row in view.case.record.precedents),
        note=NOT_A_BOUND,
    )
    write_atomically(path, page(f"{view.case.title}: the record", body, stamp_html(view)))


def needed_text(found: CaseInRecord) -> str:
    """What it would have taken."""
    if found.need is None:
        return "This case has no exit, so nothing can be said of what each would have to pass."
    exits = f"{found.exits} announced exits" if found.exits != 1 else "the one exit"
    return (
        f"For all to leave by the deadline, {exits} would have to pass {rate_text(found.need)} persons a day each: "
        f"{many(found.crossing_days, 'crossing-day')}, begun days counted whole."
    )


def counted_text(found: CaseInRecord) -> str:
    """What was counted here, by whom."""
    rows = [row for row in found.counted if row.per_day is not None]
    if not rows:
        return "Counted here: nobody, as far as the record goes."
    rates = [row.per_day for row in rows if row.per_day is not None]
    span = Rate(min(rate.low for rate in rates), max(rate.high for rate in rates))
    counters = dict.fromkeys(row.counted_by for row in rows)
    return (
        f"Counted here: {rate_text(span)} a day and crossing, in {many(len(rows), 'count')} by {'; '.join(counters)}."
    )


def reached_text(found: CaseInRecord) -> str:
    """Who reached as much, by when."""
    if found.reach is None or found.later is None:
        return ""
    then, later, words = found.reach, found.later, found.chosen.selection.words()
    return (
        f"{words[:1].upper()}{words[1:]}: {then.high} of {then.of} events reached the low end of the need by the "
        f"high end of a row, {then.low} by the low end; of those that came later, {later.high} of {later.of}."
    )


def _span(found: Rate | Span) -> str:
    return rate_text(found)
