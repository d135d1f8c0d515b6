"""Pages of the record, completed from the tables when the site is built: their figures, columns and rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from geleit.io.case.bundled import data_folder
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.record.tables import bundled_announcements, bundled_precedents
from geleit.model.announcement import Announcement
from geleit.model.precedent import Precedent
from geleit.record.announced import hold, overview
from geleit.record.pool import Crossings
from geleit.record.prior import coverage, fit
from geleit.record.selection import COMPARED, Selection, choose, is_compared
from geleit.record.summary import FEWEST_EVENTS, summarise
from geleit.report.text.record import PARTIES, left_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CLASSES = {
    "conflict exits": Selection(setting="conflict"),
    "conflict exits, each person screened": Selection(setting="conflict", screening="yes"),
    "siege": Selection(setting="siege"),
    "on foot, each person screened": Selection(mode="foot", screening="yes"),
    "bus or truck": Selection(mode="bus"),
    "car": Selection(mode="car"),
    "mixed": Selection(mode="mixed"),
    "could: a queue stood there, sustained": Selection(question="could"),
    "sustained, conflict exits": Selection(setting="conflict", sustained=True),
    "everything": Selection(),
}
_MARK = re.compile(r"<!-- record (\w+)(?: (\w+))? -->")


def summary_of_precedents(_: str) -> str:
    """The classes with their figures."""
    rows = bundled_precedents()
    a_day, expected = [], []
    for name, selection in CLASSES.items():
        chosen = choose(rows, selection)
        found = summarise(chosen)
        counts = f"{len(chosen.rows)} / {chosen.events}"
        if found.per_day:
            mid = found.per_day.mid
            most = found.per_day.high.highest
            low, high = (_n(value) if chosen.events >= FEWEST_EVENTS else "-" for value in (mid.q10, mid.q90))
            a_day.append([name, counts, low, _n(mid.median), high, _n(mid.highest), _n(most)])
        prior = fit(chosen.rows)
        if prior and prior.events >= FEWEST_EVENTS:
            shares = (0.05, 0.25, 0.5, 0.75, 0.9, 0.95)
            spread = [f"{prior.tau:.2f}", f"{prior.sigma:.2f}"]
            expected.append([name, counts, *spread, " / ".join(_n(prior.at(share)) for share in shares)])
    heads = ["class", "rows / events", "a tenth", "half", "nine tenths", "highest middle", "highest high end"]
    events = len({row.event for row in rows if row.use != "tech"})
    years = f"{min(row.date_from for row in rows)[:4]} to {max(row.date_to for row in rows)[:4]}"
    compared = sum(is_compared(row, COMPARED) for row in rows)
    parts = [
        f"{len(rows)} rows of {events} events, {years}; {compared} of them are compared with.",
        (
            "Persons a calendar day and crossing, by the middle of each row; each event weighs the same (of fewer than "
            f"{FEWEST_EVENTS} events no tenths are told):"
        ),
        _table(heads, a_day),
        "Persons an hour and crossing on a row of a new event, by the fit below (5 / 25 / 50 / 75 / 90 / 95 %):",
        _table(["class", "rows / events", "tau", "sigma", "persons"], expected),
    ]
    return "\n\n".join(parts)


def summary_of_announcements(_: str) -> str:
    """The announcements with people, ways and days, and what they asked for."""
    crossings = Crossings(bundled_precedents())
    seen = overview(hold(row, crossings) for row in bundled_announcements())
    cells = [
        [
            f"{held.row.place}, {held.row.day}",
            _span(held.row.people),
            _span(held.need),
            held.row.agreed,
            *(f"{one.high} of {one.of}" for one in reached),
            _left(held.row) or "no count",
        ]
        for held in seen.held
        if (found := held.reached) and (reached := (found.conflict_before, found.conflict_overall, found.overall))
    ]
    heads = ["announcement", "people", "a day and way", "agreed"]
    heads += ["conflict exits by then", "conflict exits", "any crossing", "left"]
    timed = seen.notice.rows if seen.notice else 0
    told = (
        f"{len(seen.counted)} announcements of parties to a conflict are counted. Of them {timed} gave a time, "
        f"{seen.ways} numbered the ways, {seen.agreed} were agreed by both sides, and {len(seen.held)} give people, "
        "ways and days:"
    )
    return f"{told}\n\n{_table(heads, cells)}"


def changes(table: str) -> str:
    """What was changed when rows were held against their pages again."""
    text = (data_folder() / "record" / "changes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    heads = ["row", "what", "was", "now", "because", "page"]
    cells = [
        [f"`{r['id']}`", r["field"], r["was"], r["now"], r["why"], f"[page](<{r['url']}>)" if r["url"] else ""]
        for r in rows
        if r["table"] == table
    ]
    return _table(heads, cells)


def columns_of(table: str) -> str:
    """The columns of a table and what they hold."""
    spec = {one.name: one for one in (PRECEDENTS, ANNOUNCEMENTS)}[table]
    rows = [[f"`{name}`", column.holds, column.about] for column in spec.columns for name in column.names]
    return _table(["column", "holds", "meaning"], rows)


def rows_of(table: str) -> str:
    """Every row, with its figures and its source."""
    if table == PRECEDENTS.name:
        heads = ["id", "place and crossing", "day", "mode", "people", "a day", "counted by", "use", "source"]
        return _table(heads, map(_precedent, bundled_precedents()))
    heads = ["id", "place", "announced", "kind", "people", "a day and way", "agreed", "left", "source"]
    return _table(heads, map(_announcement, bundled_announcements()))


def _precedent(row: Precedent) -> list[str]:
    party = " (party)" if row.claimant_is_party == "yes" else ""
    people = _span_of(row.people_low, row.people_high)
    return [
        *(f"`{row.id}`", f"{row.place}: {row.crossing}", row.date_from, row.mode_class, people, _span(row.per_day)),
        *(f"{row.counted_by}{party}", row.use, _link(row)),
    ]


def _announcement(row: Announcement) -> list[str]:
    return [
        *(f"`{row.id}`", row.place, row.day, row.kind, _span(row.people), _span(row.per_way_day), row.agreed),
        *(_left(row), _link(row)),
    ]


def _left(row: Announcement) -> str:
    """How many are said to have left, and whether a party says so; empty where nobody counted."""
    if row.left_low is None and row.left_high is None:
        return ""
    return f"{left_text(row)}{PARTIES[row.left_claimant_is_party]}"


def coverage_today(_: str) -> str:
    """How often the interval of conflict exits holds today, when one event at a time is left out."""
    rows = choose(bundled_precedents(), CLASSES["conflict exits"]).rows
    ninety, fifty = coverage(rows, 0.9), coverage(rows, 0.5)
    outside = ", ".join(f"`{event}`" for event in ninety.outside)
    return (
        f"Today {ninety.inside} of {ninety.of} conflict exits lie in the middle 90 % (not: {outside}), and "
        f"{fifty.inside} in the middle 50 %."
    )


MADE: dict[str, Callable[[str], str]] = {
    "summary": summary_of_precedents,
    "announced": summary_of_announcements,
    "coverage": coverage_today,
    "changes": changes,
    "columns": columns_of,
    "rows": rows_of,
}


def complete(_: Sphinx, page: str, source: list[str]) -> None:
    """Put the figures in the place of the marks."""
    if page.startswith("record/"):
        source[0] = _MARK.sub(lambda found: MADE[found[1]](found[2] or ""), source[0])


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _link(row: Any) -> str:
    name = (row.publisher or "page").replace("[", "(").replace("]", ")")
    return f"[{name}](<{row.url}>)" if row.url.startswith("http") else name


def _span(found: Any) -> str:
    return "" if found is None else _span_of(found.low, found.high)


def _span_of(low: float, high: float) -> str:
    return _n(low) if _n(low) == _n(high) else f"{_n(low)} to {_n(high)}"


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else f"{value:.3g}"


def setup(app: Sphinx) -> dict[str, object]:
    """Join the build."""
    app.connect("source-read", complete)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
