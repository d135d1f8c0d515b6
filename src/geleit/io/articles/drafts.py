"""A row for the ledger drafted from what a reader proposes; a person has the last word on every field of it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from geleit.io.case.cells import figure
from geleit.io.case.specs.statements import STATEMENTS
from geleit.model.article import Article
from geleit.model.proposal import Language, Proposal, Quantity, TimeMention
from geleit.model.statement import PERSONS
from geleit.model.statement_kind import KINDS, TOPICS, Assertion, StatementKind

EDITABLE = tuple(
    column
    for column in STATEMENTS.names
    if column not in ("id", "source", "entered_by", "entered_at") and not column.startswith("wording")
)
"""Columns that a reviewer can change; the others follow from the article and the review."""

CONTEXT = 40
"""Code points before and after the words that are kept with them."""


_DRAFTED = tuple(kind for topic in TOPICS for kind in KINDS if kind.topic == topic)
"""Kinds of statement that a topic tells; the first that fits counts."""

_DENYING = re.compile(r"(?:bestreite|bestritt|dementier|leugne|denie[sd]\b|deny\b|denying\b|reject|refute)", re.I)
"""Cues that give a statement only to contradict it."""

_NEGATED = re.compile(
    r"\b(?:nicht|nie|niemals|niemand(?:e[mn])?|kein(?:e[mnrs]?)?|weder|ohne|not|never|no|none|nobody|neither|without|\w+n[’']t)\b",
    re.IGNORECASE,
)
"""Words that may turn what a statement asserts into its opposite."""

_BLANK = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True)
class Draft:
    """A row to be reviewed.

    Parameters
    ----------
    row
        Texts by column of the table ``statements``, without empty ones and without what the review itself adds.
    might_assert
        What it could assert, if the reviewer names what it is about or settles a negation; empty where all is clear.
    """

    row: Mapping[str, str]
    might_assert: Assertion | str = ""


ROUGH = 0.1
"""How far a figure reaches either way of which an article says *about*, as a share: a reading that is offered."""


def draft(
    proposal: Proposal, article: Article, at: str, ids: Mapping[str, Set[str]], language: Language | Literal[""] = ""
) -> Draft:
    """A row drafted from a proposal.

    Parameters
    ----------
    at
        When it was said, as far as anybody knows: the day of publication.
    ids
        Ids of the case by table.
    language
        Of the article, or empty.
    """
    counted = _main_quantity(proposal)
    time = next((time for time in proposal.times if time.earliest and time.latest), None)
    kind = next((kind for kind in _DRAFTED if _fits(kind, proposal, counted, time)), None)
    asserts = kind.name if kind else ""
    about = ids[kind.about[0]] if kind and "about" in kind.needs else frozenset[str]()
    denied = bool(_DENYING.match(proposal.cue))
    turned = bool(_NEGATED.search(proposal.text)) or (denied and kind is not None and not kind.deniable)
    lacking = kind is not None and (turned or ("about" in kind.needs and len(about) != 1))
    start, end = article.span(proposal.start, proposal.end)
    wording = words(proposal.text)
    row = {
        "speaker": words(proposal.speaker.text),
        "text": wording,
        "role": words(proposal.speaker.role),
        "at": at,
        "topic": proposal.topics[0] if proposal.topics else "",
        "asserts": "" if lacking else asserts,
        "about": next(iter(about)) if len(about) == 1 else "",
        "denies": "yes" if denied and asserts and not lacking else "",
        **_figures(counted),
        **_times(time, kind),
        "outlet": words(proposal.outlet),
        "form": proposal.form,
        "wording": wording,
        "wording_language": language,
        "wording_page": str(article.page(start) or ""),
        "wording_start": str(start),
        "wording_end": str(end),
        "wording_before": words(article.seen[max(0, proposal.start - CONTEXT) : proposal.start]),
        "wording_after": words(article.seen[proposal.end : proposal.end + CONTEXT]),
        "wording_sha256": article.sha256,
    }
    return Draft({column: cell for column, cell in row.items() if cell}, asserts if lacking else "")


def words(text: str) -> str:
    """A text on one line, with nothing in it that a table cannot hold."""
    return _BLANK.sub(" ", text).strip()


def _main_quantity(proposal: Proposal) -> Quantity | None:
    """The first figure of people, else the first with a unit."""
    ordered = sorted(proposal.quantities, key=lambda one: one.unit != PERSONS)
    return next((one for one in ordered if one.unit and _likely(one) is not None), None)


def _fits(kind: StatementKind, proposal: Proposal, counted: Quantity | None, time: TimeMention | None) -> bool:
    if kind.topic not in proposal.topics:
        return False
    if "quantity_likely" in kind.needs and (counted is None or (kind.counts_people and counted.unit != PERSONS)):
        return False
    return not ("until" in kind.needs and time is None)


def _likely(quantity: Quantity) -> float | None:
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return sum(ends) / len(ends) if ends and min(ends) >= 0 else None


def _figures(quantity: Quantity | None) -> dict[str, str]:
    """The three ends of a range: *up to* begins at 0, *more than* has no end, *about* reaches a tenth either way."""
    likely = _likely(quantity) if quantity else None
    if quantity is None or likely is None:
        return {}
    if quantity.unit == PERSONS:
        likely = round(likely)
    cells = {"quantity_likely": figure(float(likely)), "quantity_unit": words(quantity.unit)}
    if quantity.high is None:
        return {**cells, "or_more": "yes"}
    low, high = float(quantity.low or 0.0), float(quantity.high)
    if low == high and quantity.modifier == "about":
        low, high = float(math.floor(low - ROUGH * low)), float(math.ceil(high + ROUGH * high))
        cells["note"] = f"The figure is rough: {ROUGH:.0%} either way is our reading."
    if low < high:
        cells |= {"quantity_low": figure(low), "quantity_high": figure(high)}
    return cells


def _times(time: TimeMention | None, kind: StatementKind | None) -> dict[str, str]:
    """The time it speaks of; a deadline that is a day ends with that day, and one that is a moment is that moment."""
    if time is None or time.earliest is None or time.latest is None:
        return {}
    if kind and "until" in kind.needs:
        return {"until": _minute(time.latest if time.latest - time.earliest >= timedelta(days=1) else time.earliest)}
    if time.latest <= time.earliest:
        return {}
    return {"since": _minute(time.earliest), "until": _minute(time.latest)}


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
