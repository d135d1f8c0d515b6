"""Several cases side by side: what was announced, what came of it, and which features they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from geleit.model.aid import Span
from geleit.model.figures import NOTICE, OPEN_A_WEEK
from geleit.model.pattern import Announcement, Departures, Holds, Monitored, Pattern
from geleit.model.public import View
from geleit.model.stamp import Together
from geleit.model.window import HOUR
from geleit.report.html.announcement_charts import panels_svg
from geleit.report.html.template import template
from geleit.report.numbers import between, figure
from geleit.report.stamps import stamp_text
from geleit.report.text.record import PARTIES
from geleit.report.text.wrapping import wrapped

UNKNOWN = "unknown"
DOTS: dict[Holds, str] = {"yes": "●", "some": "◐", "no": "○", "unknown": "?"}
FEATURES = {
    "NOT-AGREED": "not agreed by all belligerent parties",
    "ONE-SIDE": "the word of one side alone",
    "SHORT-NOTICE": f"less than {NOTICE / HOUR:g} h of notice",
    "FEW-HOURS": f"open less than {OPEN_A_WEEK / HOUR:g} h a week",
    "NO-PLACE": "an exit announced without a place",
    "DEADLINE": "a demand to leave by a time",
    "TOO-SHORT": "not everyone could have left by the deadline",
    "FEW-PLACES": "places for fewer than are inside",
    "MOST-STAYED": "most stayed, by every count",
    "NO-AID": "no aid let in",
    "FIRE": "fire in the announced time",
}
"""What each feature is, in a few words."""
LET_IN = {"met": "aid may come in", "not met": "no aid let in", "unknown": UNKNOWN}


def render_patterns(patterns: Sequence[Pattern]) -> str:
    """HTML of the comparison: the matrix of features, the chart, what was announced, what came of it."""
    from markupsafe import Markup

    # Markup only around a drawing of our own, in which every text is escaped
    return template("patterns").render(
        patterns=patterns,
        features=features(patterns),
        shared=shared,
        dots=DOTS,
        chart=Markup(panels_svg(patterns)),  # noqa: S704
        names=FEATURES,
        same=lambda value: Span(value, value),
        hours=hours,
        share=lambda span: share(span).replace(" %", "\N{NO-BREAK SPACE}%"),
        day=day,
        between=between,
        left=left,
        claimant=claimant,
        seen=seen,
        word=word,
        let_in=LET_IN,
    )


def render_patterns_text(views: Sequence[View], patterns: Sequence[Pattern]) -> str:
    """The same for a terminal: the cases one after the other, then their features as a table."""
    lines: list[str] = []
    for pattern in patterns:
        lines += [*wrapped(f"{pattern.case}: {pattern.title}", "", "  "), *_reported(pattern), ""]
    lines.append("features in common")
    for code, row in features(patterns):
        named = [(h, [p.case for p, holds in zip(patterns, row, strict=True) if holds == h]) for h in DOTS]
        text = "; ".join(f"{holds}: {', '.join(cases)}" for holds, cases in named if cases)
        lines += wrapped(text, f"  {FEATURES[code]:<46}", " " * 48)
    return "\n".join([*lines, *wrapped(stamp_text(Together(tuple(views))), "", "")])


def features(patterns: Sequence[Pattern]) -> list[tuple[str, list[Holds]]]:
    """Each feature's code with what holds of each case."""
    rows: dict[str, list[Holds]] = {}
    for pattern in patterns:
        for feature in pattern.features:
            rows.setdefault(feature.code, []).append(feature.holds)
    return list(rows.items())


def shared(row: Sequence[Holds]) -> str:
    """In how many cases a feature is there, at least in part, and of how many nothing is known."""
    there, known = sum(holds in ("yes", "some") for holds in row), sum(holds != "unknown" for holds in row)
    if not known:
        return "unknown of all"
    return f"{there} of {known}" + (f", {len(row) - known} unknown" if known < len(row) else "")


def _reported(pattern: Pattern) -> Iterator[str]:
    rows = [(f"{day(a.at)}", f"{'; '.join(a.names)}: {_announced(a)}") for a in pattern.announcements]
    rows.append(("inside", f"{between(pattern.people.low, pattern.people.high)} people"))
    rows.append(("could be out", f"{share(pattern.could)} by {pattern.deadline:%Y-%m-%d %H:%M}{_likely(pattern)}"))
    rows += [
        ("said to have left", f"{left(told.people)}, {share(told.share)}: {claimant(told)}") for told in pattern.left
    ]
    rows += [] if pattern.left else [("said to have left", UNKNOWN)]
    rows.append(("aid", f"{LET_IN[pattern.aid_in]}; of the food needed: {share(pattern.food)}"))
    rows += [("incidents", f"{seen(w)}: {w.claimant}") for w in pattern.monitored]
    rows += [] if pattern.monitored else [("incidents", UNKNOWN)]
    rows += [("followed", f"{f.text} [{', '.join(filter(None, (f.claimant, f.source)))}]") for f in pattern.followed]
    rows += [] if pattern.followed else [("followed", UNKNOWN)]
    for name, text in rows:
        yield from wrapped(text, f"  {name:<19}", " " * 21)


def _announced(a: Announcement) -> str:
    opened = f"open {hours(a.a_day)} a day, {hours(a.a_week)} a week, {hours(a.total)} in all"
    return f"notice {hours(a.notice)}; {opened}; {word(a)}"


def word(a: Announcement) -> str:
    """Who announced it, who agreed, and whether that is everybody."""
    by = f"by {' and '.join(a.announced_by)}" if a.announced_by else "by whom is unknown"
    also = f", agreed by {' and '.join(a.agreed_by)}" if a.agreed_by else ""
    every = {"met": ", all parties", "not met": ", not all parties", "unknown": ""}[a.agreed]
    return f"{by}{also}{every}"


def _likely(pattern: Pattern) -> str:
    return "" if pattern.could_likely is None else f", with the likely figures at most {_percent(pattern.could_likely)}"


def claimant(told: Departures) -> str:
    """Who counted those who left, and whether that is a party."""
    return f"{told.claimant}{PARTIES[told.party]}"


def hours(span: Span | None) -> str:
    """Hours, at least and at most."""
    if span is None or span.high is None:
        return UNKNOWN
    shown = (f"{x:.1f}".removesuffix(".0") if x < 10 else f"{x:,.0f}" for x in (span.low, span.high))
    return f"{' to '.join(dict.fromkeys(shown))} h"


def share(span: Span | None) -> str:
    """A share in percent, at least and at most."""
    if span is None or (span.high is None and span.low <= 0):
        return UNKNOWN
    if span.high is None:
        return f"{_percent(span.low)} or more"
    shown = (figure(100 * x, 2) if x < 0.1 else f"{100 * x:,.0f}" for x in (span.low, span.high))
    return f"{' to '.join(dict.fromkeys(shown))} %"


def seen(monitored: Monitored) -> str:
    """Incidents in the announced time and after it."""
    within = f"{monitored.within:,} in the announced time, {monitored.perhaps:,} more perhaps"
    return within if monitored.after is None else f"{within}, {monitored.after:,} after it until {day(monitored.until)}"


def left(people: Span) -> str:
    """People, at least and at most."""
    return f"{people.low:,.0f} or more" if people.high is None else between(people.low, people.high)


def day(at: datetime | None) -> str:
    """A day for a reader."""
    return "no date" if at is None else at.date().isoformat()


def _percent(value: float) -> str:
    return share(Span(value, value))
