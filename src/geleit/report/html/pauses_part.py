"""The part of a page on pauses as monitors show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from geleit.messages.message import say
from geleit.model.pause_finding import KEPT, Change, PauseFinding, Ratio
from geleit.model.window import Window
from geleit.report.html.checks_part import code_link
from geleit.report.html.incident_charts import areas_svg, maps_svg, series_svg
from geleit.report.html.template import template
from geleit.report.numbers import figure, many

WORDS: Mapping[Change, str] = {"fewer": "fewer", "more": "more", "undetermined": "undetermined"}
SHOWN = 100
"""Violations that a page lists; the JSON has all."""


def render_pauses(
    findings: Sequence[PauseFinding], titles: Mapping[str, str], windows: Mapping[str, Sequence[Window]], zone: ZoneInfo
) -> str:
    """HTML of each finding with its charts, maps, other choices and violations.

    Parameters
    ----------
    titles, windows
        Name and windows of each pause, by its id.
    """
    return template("pause").render(
        pauses=[_shown(f, i, titles, windows[f.pause], zone) for i, f in enumerate(findings)],
        marks={"met": "✓", "not met": "✕", "unknown": "?"},
        kept=KEPT,
        code=code_link,
        words=WORDS,
        shown=SHOWN,
        told=lambda words: say("ceasefire.words", words=words),
        interval=interval,
        n=lambda value: f"{value:,.0f}",
        g=figure,
        many=many,
    )


def interval(ratio: Ratio) -> str:
    """The wide interval, or the conditional one where that is missing."""
    if ratio.interval is None:
        return ""
    low, high = ratio.interval
    return f"{low:.2f} to {high:.2f}{', conditional' if ratio.wide_low is None else ''}"


def _shown(
    finding: PauseFinding, index: int, titles: Mapping[str, str], windows: Sequence[Window], zone: ZoneInfo
) -> dict[str, object]:
    from markupsafe import Markup

    series, key = finding.series, f"truce{index}"
    main = [("as chosen", finding.less.ratio, False)] if finding.less else []
    # Markup only around drawings of our own, in which every text is escaped
    return {
        "finding": finding,
        "title": titles.get(finding.pause, finding.pause),
        "choices": main + [(str(c.choice), c.ratio, c.changes) for c in finding.sensitivity],
        "series": series and Markup(series_svg(series, windows, zone, key)),  # noqa: S704
        "areas": series and len(series.areas) > 1 and Markup(areas_svg(series, windows, zone, f"{key}a")),  # noqa: S704
        "maps": Markup(maps_svg(finding.spots, f"{key}m")),  # noqa: S704
    }
