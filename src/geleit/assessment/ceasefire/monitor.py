"""One pause by one monitor's counts: fewer incidents than before, any within it, and which choice changes that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geleit.assessment.ceasefire.counting import LAG_DAYS, Counting, Counts, Tally
from geleit.assessment.ceasefire.days import seen
from geleit.assessment.ceasefire.rates import compare
from geleit.assessment.ceasefire.silence import blindness, stopped
from geleit.messages.message import Message, say
from geleit.model.finding import Verdict
from geleit.model.pause_finding import MOST_LISTED, Change, Choice, Kept, Less, Ratio, Sight

LITTLE_ACCESS = 0.5
"""Share of the time with access below which few incidents say nothing."""


def less_violence(counts: Counts) -> Less:
    """Whether there was less violence than before, by all incidents of the parties bound."""
    counting, tally = counts.counting, counts.tally
    ratio = _ratio(tally)
    reasons = list(_doubts(counts, ratio))
    if tally.beside:
        reasons.append(say("ceasefire.beside", incidents=int(tally.beside)))
    change: Change = ratio.change
    is_unseen = change == "fewer" and (_access(counting) < LITTLE_ACCESS or stopped(counts.sight))
    if tally.blind or counting.provisional or is_unseen:
        change = "undetermined"
    return Less(change, ratio, _method(tally), tuple(reasons), _ratio(counts.deaths))


def kept(counts: Counts) -> Kept:
    """Whether the pause was kept: whether any incident in it is attributed to a party bound by it."""
    verdict, reason = _kept(counts)
    return Kept(
        verdict, counts.violations, counts.certain, counts.possible, reason, counts.sight, counts.not_fire[:MOST_LISTED]
    )


def sensitivity(less: Less, otherwise: Sequence[tuple[Message, Tally]]) -> tuple[Choice, ...]:
    """The same comparison with other choices; each says whether it would change the answer."""
    ratios = ((name, _ratio(tally)) for name, tally in otherwise)
    return tuple(Choice(name, ratio, ratio.change != less.ratio.change) for name, ratio in ratios)


def _ratio(tally: Tally) -> Ratio:
    exact = not tally.way.deaths
    found = compare(tally.during, tally.hours_during, tally.before, tally.hours_before, exact=exact)
    return replace(found, placebo=None if found.ratio is None else tally.placebo)


def _doubts(counts: Counts, ratio: Ratio) -> Iterator[Message]:
    counting, tally = counts.counting, counts.tally
    if tally.blind:
        yield say("ceasefire.day-only", hours=min(window.hours for window in counting.windows))
    if counting.provisional and counting.unsaid:
        yield say("ceasefire.unsaid", days=LAG_DAYS)
    elif counting.provisional:
        yield say("ceasefire.fresh", snapshot=counting.snapshot, days=LAG_DAYS)
    if (share := _access(counting)) < 1:
        yield say("ceasefire.access", share=share)
    if tally.cut:
        yield say("ceasefire.cut", units=tally.cut)
    if tally.of_sums and ratio.by_interval != "undetermined":
        yield say("ceasefire.no-other-times")
    if counting.heard is None and not len(counts.between):
        yield say("ceasefire.empty")
    elif tally.cut and not (len(tally.before) and len(tally.during)):
        yield say("ceasefire.all-cut")
    elif not len(tally.before):
        yield say("ceasefire.no-baseline")
    elif not len(tally.during):
        yield say("ceasefire.no-whole-day")
    elif ratio.ratio is None:
        yield say("ceasefire.none")
    elif ratio.wide_low is None:
        yield say("ceasefire.too-few")
    if ratio.by_interval == "fewer" and (reason := stopped(counts.sight)):
        yield say("ceasefire.unseen", why=reason)
    if counts.repeated:
        yield say("ceasefire.repeated", rows=counts.repeated)
    if (
        not tally.cut
        and len(tally.before)
        and ratio.hours_before < 24 * counting.baseline_days * 0.99
        and not tally.by_the_clock
    ):
        yield say("ceasefire.days-seen", seen=len(tally.before), days=counting.baseline_days)


def _access(counting: Counting) -> float:
    hours = sum(window.hours for window in counting.windows)
    return sum(window.hours * seen(window, counting.access) for window in counting.windows) / hours


def _method(tally: Tally) -> Message:
    days = tally.way.days
    if tally.by_the_clock:
        return say("ceasefire.method-clock", days=days)
    if tally.blind:
        return say("ceasefire.method-blind", days=days)
    return say("ceasefire.method-days", days=days)


def _kept(counts: Counts) -> tuple[Verdict, Message]:
    counting, certain, possible, alleged = counts.counting, counts.certain, counts.possible, counts.alleged
    whom = say("ceasefire.parties-bound") if counting.bound else say("ceasefire.parties-named")
    if certain:
        more = say("ceasefire.more", possible=possible) if possible else None
        return "not met", say("ceasefire.broken", certain=certain, whom=whom, more=more)
    if counts.denied:
        return "unknown", say("ceasefire.denied", rows=counts.denied)
    if alleged:
        return "unknown", say("ceasefire.alleged", alleged=alleged)
    if counts.unbound:
        return "unknown", say("ceasefire.unbound", unbound=counts.unbound)
    if counts.unclear:
        return "unknown", say("ceasefire.unclear", unclear=counts.unclear)
    if counts.blurred:
        return "unknown", say("ceasefire.blurred", blurred=counts.blurred)
    if possible:
        return "unknown", say("ceasefire.perhaps-broken", possible=possible, whom=whom)
    if counts.strangers:
        return "unknown", say("ceasefire.strangers", parties=len(counts.strangers))
    if counts.unnamed:
        return "unknown", say("ceasefire.unnamed", unnamed=counts.unnamed)
    if counts.placeless:
        return "unknown", say("ceasefire.placeless", placeless=counts.placeless)
    blind = unseen(counts.sight, counting, counts.bound)
    if blind is None:
        beside = say("ceasefire.beside-fire", acts=len(counts.not_fire)) if counts.not_fire else None
        return "met", say("ceasefire.silent", beside=beside)
    if counting.only_deaths:
        return "unknown", say("ceasefire.no-death-told", why=blind)
    return "unknown", say("ceasefire.none-told", why=blind)


def unseen(sight: Sight, counting: Counting, reported: int) -> Message | None:
    """Why a monitor that tells of nothing may be silent for another reason; ``None`` if its silence is evidence.

    Parameters
    ----------
    reported
        Incidents that would have broken the silence, at any time.
    """
    if counting.speaks_for:
        return say("ceasefire.own-word")
    if counting.provisional:
        return say("ceasefire.unsaid", days=LAG_DAYS) if counting.unsaid else say("ceasefire.too-early", days=LAG_DAYS)
    if (share := _access(counting)) < LITTLE_ACCESS:
        return say("ceasefire.no-access", share=share)
    if counting.unread:
        return say("ceasefire.unread", rows=counting.unread)
    if (reason := blindness(sight, reported)) is not None:
        return reason
    return say("ceasefire.only-deaths") if counting.only_deaths else None
