"""A sheet for a claimant as a page that opens anywhere and prints."""

from __future__ import annotations

from datetime import date

from geleit.messages import say
from geleit.model.public import View
from geleit.model.reply import ReplySheet
from geleit.model.version import VERSION
from geleit.report.html.direction import isolated
from geleit.report.html.statements_part import MARKS as OF_STATEMENTS
from geleit.report.html.template import beside, template
from geleit.report.reply_items import reply_items, title_of_source
from geleit.report.stamps import stamp_html
from geleit.report.text.verdict import verdict_word

MARKS = {"met": "✓", "not met": "✕", "unknown": "?", **OF_STATEMENTS}


def render_reply_page(view: View, sheet: ReplySheet, by: date | None) -> str:
    """A sheet as HTML.

    Parameters
    ----------
    by
        Day by which a reply is asked for, or ``None`` where nobody said.
    """
    from markupsafe import Markup

    said = reply_items(view.case, sheet, by)
    # Markup only where the text is ours or was made safe; everything from the case goes through autoescape
    written = template("reply").render(
        case=view.case,
        said=said,
        stamp=Markup(stamp_html(view)),  # noqa: S704
        marks=MARKS,
        worded=verdict_word,
        titles={source.id: title_of_source(source) for source in said.sources},
        read_in=title_of_source,
        say_tested=say("reply.label-tested"),
        say_change=say("reply.label-change"),
        say_not=say("reply.not-heading"),
        say_how=say("reply.how-heading"),
        say_sources=say("reply.sources-heading"),
        version=VERSION,
        css=Markup(beside("report.css")),  # noqa: S704
    )
    return isolated(written)
