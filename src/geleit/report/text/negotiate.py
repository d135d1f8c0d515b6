"""What to ask for: each concession with what it gains and where it was conceded, for a terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from geleit.messages import Message, say
from geleit.model.concession import Conceded, Concession, Negotiation, What, Why
from geleit.report.text.wrapping import wrapped

ASKED: dict[What, Message] = {
    "hour": say("negotiate.hour"),
    "exit": say("negotiate.one-exit"),
    "screening": say("negotiate.screening"),
    "buses": say("negotiate.buses"),
    "day": say("negotiate.day"),
    "vehicles": say("negotiate.vehicles"),
}
WHY: dict[Why, Message] = {
    "always-open": say("negotiate.always-open"),
    "no-exit": say("negotiate.no-exit"),
    "no-buses": say("negotiate.no-buses"),
    "open-to-vehicles": say("negotiate.open-to-vehicles"),
}
NOTES = (say("negotiate.what-it-is"), say("negotiate.alone"), say("negotiate.elsewhere"))
"""What the figures are, and what they are not."""
SHOWN = 2
"""Precedents of one concession that a page shows."""


def what_text(one: Concession) -> Message:
    """What is asked for."""
    if one.what == "exit" and one.lon is not None and one.lat is not None:
        return say("negotiate.exit", like=one.like, lat=one.lat, lon=one.lon)
    return ASKED[one.what]


def precedent_lines(one: Concession) -> list[Message]:
    """Where it was conceded: some of the record, and how many more."""
    if not one.precedents:
        return [say("negotiate.no-precedent")]
    rest = len(one.precedents) - SHOWN
    lines = [_conceded(row) for row in one.precedents[:SHOWN]]
    return [*lines, say("negotiate.more-precedents", count=rest)] if rest > 0 else lines


def _conceded(row: Conceded) -> Message:
    if row.later:
        return say("negotiate.conceded-later", place=row.place, day=row.day, words=row.words)
    return say("negotiate.conceded", place=row.place, day=row.day, words=row.words)


def limit_text(found: Negotiation, one: Concession) -> Message:
    """What becomes of the proved limit."""
    if found.before.at_most >= found.all_out.at_most:
        return say("negotiate.limit-all")
    rises = one.gain.at_most
    return say("negotiate.limit-rises", rises=rises) if rises else say("negotiate.limit-stays")


def gain_text(one: Concession) -> Message:
    """What plans gain."""
    return say("negotiate.gain", what=what_text(one), likely=one.gain.likely, cautious=one.gain.cautious)


def now_text(found: Negotiation, zone: ZoneInfo) -> Message:
    """Who can be out as things are."""
    cautious, likely, most = found.before
    by = found.deadline.astimezone(zone)
    return say("negotiate.now", by=by, likely=likely, cautious=cautious, most=most)


def all_out_lines(found: Negotiation) -> Iterator[Message]:
    """Why nothing can be gained, where all are out already."""
    if found.before.at_most >= found.all_out.at_most:
        yield say("negotiate.limit-all")
    if found.before.likely >= found.all_out.likely:
        yield say("negotiate.all-likely")
    if found.before.cautious >= found.all_out.cautious:
        yield say("negotiate.all-cautious")


def not_asked_lines(found: Negotiation) -> list[Message]:
    """What there is no sense in asking for."""
    return [say("negotiate.not-asked", what=ASKED[what], why=WHY[why]) for what, why in found.not_asked]


def negotiation_lines(found: Negotiation, zone: ZoneInfo) -> list[str]:
    """All of it, for a terminal."""
    lines = wrapped(str(now_text(found, zone)), "  ", "  ")
    for text in all_out_lines(found):
        lines += wrapped(str(text), "  ", "  ")
    for number, one in enumerate(found.concessions, 1):
        lines += wrapped(str(gain_text(one)), f"  {number}. ", "     ")
        if found.before.at_most < found.all_out.at_most:
            lines += wrapped(str(limit_text(found, one)), "     ", "     ")
        for text in precedent_lines(one):
            lines += wrapped(str(text), "     - ", "       ")
    for text in (*not_asked_lines(found), *NOTES):
        lines += wrapped(str(text), "  ", "  ")
    return lines
