"""What the record says, for a terminal: the class, its figures with how many events they rest on, and who counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from geleit.model.announcement import Announcement, Span
from geleit.model.figures import LEVEL
from geleit.model.precedent import ENEMY, PartyCount, Precedent, Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.announced import ANNOUNCED, FEW, LEAST_POOL, Held, Overview, Spread, overview
from geleit.record.base_rates import BaseRate
from geleit.record.doubts import Doubt
from geleit.record.found import AnnouncementsFound, BaseRatesFound, PrecedentsFound
from geleit.record.reach import Reach
from geleit.record.selection import Chosen, events_of, is_over
from geleit.record.summary import FEWEST_EVENTS, HARDLY_ANYONE, Ends, Summary, limits_of, strongest
from geleit.report.numbers import figure, figures, many, short
from geleit.report.text.wrapping import wrapped

MOST_ROWS = 12
"""Rows that a terminal shows one by one."""
MOST_DOUBTS = 100
"""Doubts that a terminal shows one by one."""
LIMITS = {
    "capacity": "held by the gate (a queue stood there)",
    "permission": "held by a party",
    "demand": "all who came passed",
    "unknown": "what held them is not known",
}
NOT_A_BOUND = (
    "These are counts and estimates, as claimants told them. What nobody told may have passed, too, and nothing here "
    "says what a gate cannot do."
)
_MOST_DIGITS = 9
"""Behind the point of a share, where fewer would make it none or all."""
NO_FORECAST = (
    "These are accounts of a table, of the corridors that it holds. What it does not hold may have gone otherwise, and "
    "nothing here says what becomes of the next one."
)
MIXED = (
    "conflict exits are days on which a queue stood at the gate, a party let few through or all who came passed: that "
    "none reached a need does not say that a gate could not"
)
"""Beside counts of those who reached a need: what held the flow is mixed in them."""
IN_TIME = {
    "yes": "within the time given",
    "part": "in part after the time given, or with others",
    "no": "after the time given",
    "n/a": "no end of the time was given",
}
"""Whether a count of who left is of the time that was given."""

PARTIES: Mapping[PartyCount, str] = {
    "yes": " (party)",
    "mixed": " (party in part)",
    "unknown": " (party or not is not known)",
    "no": "",
}
"""What stands behind whoever counted: nothing where that is no party."""

WITHOUT = {
    "place": ", each corridor of them taken for a place of its own: if they are of one, the interval is too narrow",
    "corridor": ", each a corridor of its own",
    "date": " such as 2022-03-05: up to when they look is not told",
}
"""What follows of rows that lack a field."""


def precedents_text(found: PrecedentsFound) -> str:
    """What crossings of a class have passed."""
    summary = found.summary
    lines = [f"What crossings passed: {summary.chosen.selection.words()}", *_class_lines(summary)]
    if summary.per_day is None and summary.per_hour is None:
        lines += ["", "no row of this class has a rate"]
    if summary.per_day is not None:
        lines += ["", *_ends_lines("persons a calendar day and crossing", summary.per_day)]
    if summary.per_hour is not None:
        lines += ["", *_ends_lines("persons an hour and crossing", summary.per_hour)]
        lines.append(f"  hours unknown or assumed: {summary.without_hours} of {many(summary.per_hour.rows, 'row')}")
    lines += ["", *_hurdle_lines(summary), *_limit_lines(summary)]
    if summary.reach is not None:
        reaching = [row for row in summary.strongest if _reaches(row, summary.reach)]
        lines += ["", reach_text(summary.reach, summary.chosen.rows), *_row_lines(reaching)]
    elif summary.strongest:
        lines += ["", "the highest by the middle of their figures a day", *_row_lines(summary.strongest)]
    if rows := [row.id for row in summary.hourly_alone]:
        lines.append(f"  with a figure an hour, and none a day: {_listed(rows)}")
    lines += _left_out_lines(found)
    return "\n".join([*lines, *_doubt_lines(found.doubts), "", NOT_A_BOUND])


def _doubt_lines(doubts: Sequence[Doubt]) -> Iterator[str]:
    yield from (f"look again: {doubt.row}: {doubt.text}" for doubt in doubts[:MOST_DOUBTS])
    if len(doubts) > MOST_DOUBTS:
        rows = len({doubt.row for doubt in doubts[MOST_DOUBTS:]})
        yield f"look again: {len(doubts) - MOST_DOUBTS:,} more about {many(rows, 'row')}: --json lists all"


def _class_lines(summary: Summary) -> list[str]:
    chosen = summary.chosen
    counted = f"{many(len(chosen.rows), 'row')} of {many(chosen.events, 'event')}"
    until = f", up to {summary.until}" if summary.until else ""
    lines = [f"  {counted}{until}; each event weighs the same, whatever the number of its rows"]
    if chosen.rows:
        lines.append(f"  {party_text(summary)}")
    if rows := [row.id for row in summary.without_rate]:
        lines.append(f"  without a rate, for want of hours, days or crossings: {_listed(rows)}")
    return lines


def party_text(summary: Summary) -> str:
    """Who counted the rows."""
    parties, own = summary.parties, summary.own_crossings
    partly = f" and {parties['mixed']} in part" if parties["mixed"] else ""
    open_ones = ", of the others that is not known" if own < parties["yes"] + parties["mixed"] else ""
    return (
        f"who counted: a party to the conflict {many(parties['yes'], 'row')}{partly} ({own} at a crossing of its own"
        f"{open_ones}), others {parties['no']}, and of {parties['unknown']} it is not known"
    )


def _ends_lines(title: str, ends: Ends) -> list[str]:
    names = ("by the low ends", "by the middles", "by the high ends")
    head = f"{title} ({many(ends.rows, 'row')}, {many(ends.events, 'event')})"
    if ends.events < FEWEST_EVENTS:
        low, high = ends.low.lowest, ends.high.highest
        return [head, f"  too few events for quantiles: from {_count(low)} to {_count(high)}, by all ends of all rows"]
    heads = ("a tenth", "half", "nine tenths", "highest")
    lines = [head, f"  {'at or below':<22}" + "".join(f"{head:>13}" for head in heads)]
    for name, row in zip(names, ends[:3], strict=True):
        figures_of = (row.q10, row.median, row.q90, row.highest)
        lines.append(f"  {name:<22}" + "".join(f"{_count(value):>13}" for value in figures_of))
    return lines


def reach_text(reach: Reach, rows: Iterable[Precedent]) -> str:
    """How many events reached a limit a day."""
    return (
        f"{_count(reach.limit)} persons a day and crossing: reached by {reach.high} of {reach.of} events by the high "
        f"end of a row{_by_parties(reach, rows)}, {reach.mid} by the middle, {reach.low} by the low end"
    )


def _hurdle_lines(summary: Summary) -> Iterator[str]:
    hurdle = summary.hurdle
    if hurdle.of_rows:
        yield (
            f"hardly anyone (fewer than {HARDLY_ANYONE:g} an hour even by the high end): {hurdle.rows} of "
            f"{many(hurdle.of_rows, 'row')}; in {hurdle.events} of {many(hurdle.of_events, 'event')} at least one row, "
            f"in {hurdle.throughout} every row"
        )


def _limit_lines(summary: Summary) -> Iterator[str]:
    limits = summary.limits
    if not limits:
        return
    yield f"what held the flow, by our reading of the source, of {held_text(limits)}"
    if limits.keys() - {"capacity"}:
        yield "  only rows held by the gate speak of what a gate passes; the others say what came or was let through"


def held_text(limits: Mapping[str, int]) -> str:
    """How many rows were held by what."""
    parts = [f"{limits[name]} {words}" for name, words in LIMITS.items() if limits.get(name)]
    return f"{many(sum(limits.values()), 'row')}: {'; '.join(parts)}"


def _left_out_lines(found: PrecedentsFound) -> list[str]:
    chosen, lines = found.summary.chosen, list[str]()
    if found.later is not None:
        later = found.later
        count, events = many(len(chosen.later), "row"), many(later.chosen.events, "event")
        mine = [row.id for row in chosen.later if row in found.about.record.precedents]
        added = f"; added by the case: {_listed(mine)}" if mine else ""
        lines.append(f"later, and not counted above: {count} of {events}, up to {later.until}{_most(later)}{added}")
        if later.reach is not None:
            lines.append(f"  of these later ones: {reach_text(later.reach, chosen.later)}")
    if chosen.struck:
        lines.append(f"struck out: {_listed(sorted({row.event for row in chosen.struck}))}")
    if found.struck_elsewhere:
        lines.append(f"struck out, with no row here: {_listed(found.struck_elsewhere)}")
    if chosen.own and found.about.name:
        rows = f"; of its own rows: {_listed(found.own_rows)}" if found.own_rows else ""
        lines.append(f"of the case itself, not counted: {_listed(sorted({row.event for row in chosen.own}))}{rows}")
    if chosen.apart:
        events = _listed(sorted({row.event for row in chosen.apart}))
        lines.append(f"kept apart, as claimants contradict each other about the same days: {events}")
    if chosen.enemy:
        lines += [f"{enemy_text(chosen)}:", *_row_lines(strongest(chosen.enemy))]
    if found.added:
        lines.append(f"added by the case: {_listed(found.added)}")
    return ["", *lines] if lines else []


def _most(summary: Summary) -> str:
    """The highest figure a day by its high end, with its row and who counted; empty where there is none."""
    rated = [(rate.high, row.id, row) for row in summary.chosen.rows if (rate := row.per_day) is not None]
    if not rated:
        return ""
    high, _, row = max(rated)
    return f"; the highest by the high ends {_count(high)} a day and crossing, by {counter_text(row)} [{row.id}]"


def enemy_text(chosen: Chosen) -> str:
    """How many rows there are that a party tells of its enemy's crossing."""
    rows, before = chosen.enemy, chosen.selection.before
    later = sum(not is_over(row, before) for row in rows)
    apart = f", {later} of them later than {before}" if later else ""
    return (
        f"what a party tells of its enemy's crossing, in no figure: {many(len(rows), 'row')} of "
        f"{many(events_of(rows), 'event')}{apart}"
    )


def counter_text(row: Precedent) -> str:
    """Who counted, and whether that is a party."""
    enemy = " (a party of its enemy's crossing)" if row.whose_crossing == ENEMY else PARTIES[row.claimant_is_party]
    return f"{row.counted_by}{enemy}"


def teller_text(row: Announcement) -> str:
    """Who counted those who left, and whether that is a party."""
    return f"{row.left_claimant or 'nobody that is named'}{PARTIES[row.left_claimant_is_party]}"


def tellers_text(parties: Mapping[PartyCount, int]) -> str:
    """How many counts of who left a party gave, wholly or in part, and how many others."""
    return (
        f"who counted: a party to the conflict {parties['yes']}, a party in part {parties['mixed']}, others "
        f"{parties['no']}, and of {parties['unknown']} it is not known"
    )


def _row_lines(rows: Sequence[Precedent]) -> Iterator[str]:
    for row in rows[:MOST_ROWS]:
        doubtful = ", doubtful" if row.confidence == "doubtful" else ""
        where = f"{row.place}: {row.crossing}, {row.date_from}, {row.mode_class}"
        amount = "" if row.per_day is None else f"{rate_text(row.per_day)} a day"
        yield f"  {amount:>24}  {where}; {counter_text(row)}{doubtful} [{row.id}]"
    if len(rows) > MOST_ROWS:
        yield f"  {'':>24}  and {len(rows) - MOST_ROWS} more: --json lists all"


def announcements_text(found: AnnouncementsFound) -> str:
    """Announcements held against what crossings have passed."""
    asked = many(len(found.held), "row")
    until = f", announced up to {found.until}" if found.until else ""
    of_case = f" and what is {found.about.name} itself" if found.about.record.events else ""
    lines = [
        f"Announcements: {found.words}: {asked} of {many(found.events, 'event')}{until}",
        f"  held against crossings up to {found.crossings_until}, without each announcement's own flow{of_case}",
        "  an event reaches a need by the high end of any of its rows",
        f"  {MIXED}",
        *_overview_lines(found.overview, found.over),
    ]
    if needs := [held for held in found.held if held.reached is not None]:
        asked = (
            "persons a day and way, if all who were told to leave went by the ways announced, and how many conflict "
            "exits have reached that"
        )
        lines += ["", asked, *(f"  {line}" for held in needs for line in held_lines(held))]
    if found.later:
        lines += ["", *_later_lines(found)]
    if found.about.record.strike:
        lines += ["", f"struck out of the record: {_listed(found.about.record.strike)}"]
    if found.added:
        lines += ["", f"added by the case: {_listed(found.added)}"]
    if found.own:
        lines += ["", f"of {found.about.name} itself, not counted above"]
        lines += [f"  {line}" for held in found.own for line in held_lines(held)]
    lines += _doubt_lines(found.doubts)
    return "\n".join([*lines, "", NOT_A_BOUND])


def _later_lines(found: AnnouncementsFound) -> Iterator[str]:
    """What was announced since the case began: apart, as nobody could have known it then."""
    rows, events = many(len(found.later), "row"), many(len({held.row.event for held in found.later}), "event")
    until = max(held.row.day for held in found.later)
    mine = [held.row.id for held in found.later if held.row in found.about.record.announcements]
    added = f"; added by the case: {_listed(mine)}" if mine else ""
    yield f"announced on {found.about.begins} or later, and not counted above: {rows} of {events}, up to {until}{added}"


def _overview_lines(seen: Overview, over: str) -> Iterator[str]:
    total = len(seen.counted)
    whatever = f", {over} or not" if over else ""
    yield (
        f"  counted here: {many(total, 'announcement')} of {many(seen.events, 'event')} by parties to a conflict"
        f"{whatever}, one row each; other claimants' accounts of the same and civil orders are not"
    )
    if not total:
        return
    if seen.notice is not None:
        yield f"  {seen.notice.rows} of {total} gave a time: {_middle(seen.notice)} hours from the word to its end"
    yield f"  {seen.ways} of {total} numbered the ways; agreed by both sides: {seen.agreed} of {total}"
    if seen.held:
        asked, of = seen.over_best(lambda reached: reached.conflict_before)
        thick, enough = seen.over_best(lambda reached: reached.conflict_before, LEAST_POOL)
        ever, all_of = seen.over_best(lambda reached: reached.conflict_overall)
        beyond = [row.id for row in seen.beyond(lambda reached: reached.conflict_overall)]
        yield f"  {len(seen.held)} of {total} say the people, the ways and the days"
        yield (
            f"  {asked} of {of} asked for more than any conflict exit on record by their day had passed by the high "
            f"end of a row, or sustained where the time given was longer ({thick} of {enough} where {LEAST_POOL} "
            f"events or more were on record), {ever} of {all_of} for more than any to this day"
            f"{f': {_listed(beyond)}' if beyond else ''}"
        )
    if seen.left is not None:
        yield (
            f"  of {many(seen.left.rows, 'announcement')} of {many(seen.within_events, 'event')} with people and a "
            f"count within the time, those open at one end left out, {_middle(seen.left, 100)} % left, as they were "
            f"told; fewer than {100 * FEW:g} % in {seen.few}"
        )
        yield f"    {tellers_text(seen.tellers)}: {' | '.join(f'{row.id}: {teller_text(row)}' for row in seen.within)}"


def _middle(spread: Spread, times: float = 1) -> str:
    """Medians of the low and the high ends, or where these are too few from the least to the most."""
    if (middle := spread.middle) is not None:
        return f"in the median {figures(times * middle.low, times * middle.high)}"
    return f"(too few for a median) {figures(times * spread.whole.low, times * spread.whole.high)}"


def held_lines(held: Held) -> Iterator[str]:
    """An announcement: its need, who reached it, who left."""
    row = held.row
    why = uncounted_text(row)
    head = f"{row.place}, {row.day} ({row.announced_by}; agreed: {row.agreed}{why and f'; {why}'}) [{row.id}]"
    if held.need is None or held.reached is None:
        yield f"{head}: people, ways or days are not known, so nothing can be asked of it"
        return
    lasting = ", sustained for three days or more" if row.lasting else ""
    then, ever, every = held.reached.conflict_before, held.reached.conflict_overall, held.reached.overall
    yield f"{rate_text(held.need):>18}{lasting}  {head}"
    known = f"reached by {then.high} of {then.of} events by then" if then.of else "no such event on record by then"
    yield (
        f"{'':>18}  {known}, {ever.high} of {ever.of} to this day; of any crossing {every.high} of {every.of}; "
        f"{gone_text(row)}"
    )


def uncounted_text(row: Announcement) -> str:
    """Why it is not counted among the announcements with a need; empty if it is."""
    if row.use == "alt":
        return "another claimant's account, not counted"
    if row.use == "civil":
        return "a civil order, not counted"
    if row.announcer_is_party != "yes":
        return "by no party to a conflict, not counted"
    if row.per_way_day is not None and row.days_basis != ANNOUNCED:
        return "its days are our reading, not counted among those with a need"
    return ""


def needed_text(found: CaseInRecord) -> str:
    """What it would have taken."""
    if found.need is None:
        return "This case has no exit, so nothing can be said of what each would have to pass."
    kind = "announced exit" if found.announced else "exit"
    exits, each = (f"the one {kind}", "") if found.exits == 1 else (many(found.exits, kind), " each")
    return (
        f"For all to leave by the deadline, {exits} would have to pass {rate_text(found.need)} persons a day{each} on "
        "average: "
        f"{many(found.crossing_days, 'crossing-day')}, begun days counted whole."
    )


def counted_text(found: CaseInRecord) -> str:
    """What was counted here by the deadline, and after it, by whom."""
    before, after = _span_text(found.counted), _span_text(found.counted_after)
    later = f" After the deadline, or until after it: {after}." if after else ""
    if before:
        return f"Counted here: {before}.{later}"
    rows = [
        held.row for held in found.own if held.row.use != "alt" and held.row.day <= found.last and _is_told(held.row)
    ]
    told = "; ".join(f"announced {row.day}: {gone_text(row)}" for row in rows)
    besides = [*([f"of all ways together, {told}"] if told else []), *map(_told_without_rate, found.told)]
    if found.in_ledger:
        besides.append(f"in the ledger, {many(found.in_ledger, 'statement')} of people who left")
    if besides:
        rest = "; ".join(besides)
        return f"By crossing and day nobody counted by the deadline. {rest[:1].upper()}{rest[1:]}.{later}"
    return f"No count by the deadline is on record.{later}"


def _told_without_rate(row: Precedent) -> str:
    """A count of which no rate of a crossing follows, or none that could be held against others."""
    people = rate_text(Rate(row.people_low, row.people_high))
    return f"{people} people from {row.date_from} on by {counter_text(row)}, of which no rate of a crossing follows"


def _span_text(rows: Sequence[Precedent]) -> str:
    """From the least to the most that rows tell a day and crossing, by whom; empty where none does."""
    rates = [row.per_day for row in rows if row.per_day is not None]
    if not rates:
        return ""
    span = Rate(min(rate.low for rate in rates), max(rate.high for rate in rates))
    counters = dict.fromkeys(counter_text(row) for row in rows if row.per_day is not None)
    return f"{rate_text(span)} a day and crossing, in {many(len(rates), 'count')} by {'; '.join(counters)}"


def reached_text(found: CaseInRecord) -> str:
    """Who reached as much, by when."""
    if found.reach is None or found.later is None:
        return ""
    then, later, chosen = found.reach, found.later, found.chosen
    words, until = chosen.selection.words(), max((row.date_to or row.date_from for row in chosen.later), default="")
    return (
        f"{words[:1].upper()}{words[1:]}: {then.high} of {many(then.of, 'event')} reached the low end of the need by "
        f"the high end of a row{_by_parties(then, chosen.rows)}, {then.low} by the low end; of those that came later"
        f"{f', up to {until}' if until else ''}, {later.high} of {later.of}{_by_parties(later, chosen.later)}."
        f"{_held_then(chosen)}"
    )


def _held_then(chosen: Chosen) -> str:
    """What held the flow of the rows on record by then: days of all kinds are among them."""
    limits = limits_of(chosen.rows)
    if not limits:
        return ""
    mixed = "; only those held by the gate speak of what a gate passes" if limits.keys() - {"capacity"} else ""
    return f" On record by then, by what held the flow, {held_text(limits)}{mixed}."


def _by_parties(reach: Reach, rows: Iterable[Precedent]) -> str:
    """Of how many of the events that reached a limit a party alone says so."""
    reaching = [row for row in rows if _reaches(row, reach)]
    others = {row.event for row in reaching if row.claimant_is_party == "no"}
    alone = {row.event for row in reaching} - others
    return f" (of {len(alone)} of them no count is known to be by others than a party)" if alone else ""


def _reaches(row: Precedent, reach: Reach) -> bool:
    """Whether a row reaches the limit a day by its high end: a user may give a row an id of the record."""
    return row.per_day is not None and row.per_day.high >= reach.limit


def placed_text(found: CaseInRecord) -> str:
    """Where a case stands among the announcements of others: those before it, and apart those that came later."""
    begins = found.chosen.selection.before
    before = overview(held for held in found.announcements if held.row.day < begins)
    later = overview(held for held in found.announcements if held.row.day >= begins)
    parts = [_among(before, f"announced before {begins}"), _among(later, "announced later")]
    parts += [
        f"This case, {held.row.day}: {_need_text(held)}; {gone_text(held.row)}."
        for held in found.own
        if held.row.use != "alt"
    ]
    if not found.own:
        parts.append("Of this case no announcement is on record.")
    return " ".join(parts)


def _need_text(held: Held) -> str:
    """What an announcement of the case asked for, and how many had passed as much by then."""
    if held.need is None or held.reached is None:
        return "people, ways or days are not known"
    then, lasting = held.reached.conflict_before, ", sustained for three days or more" if held.row.lasting else ""
    known = f"reached by {then.high} of {many(then.of, 'conflict exit')} on record by then, by the high end of a row"
    why = uncounted_text(held.row)
    return (
        f"{rate_text(held.need)} a day and way{lasting}, {known if then.of else 'with no such conflict exit on record'}"
        f"{why and f' ({why})'}"
    )


def _among(seen: Overview, when: str) -> str:
    """How many asked for more than any conflict exit had passed, and how many left, as told."""
    if not seen.counted:
        return f"No announcement of a party, {when}, is on record."
    until = max(row.day for row in seen.counted)
    beyond = seen.beyond(lambda reached: reached.conflict_before)
    asked, of = seen.over_best(lambda reached: reached.conflict_before)
    thick, enough = seen.over_best(lambda reached: reached.conflict_before, LEAST_POOL)
    named = f" ({_listed([row.id for row in beyond])})" if beyond else ""
    gone = "none has a count within the time"
    if seen.left is not None:
        gone = (
            f"of {seen.left.rows} with a count within the time ({many(seen.within_events, 'event')}), "
            f"{_middle(seen.left, 100)} % left, as told ({tellers_text(seen.tellers)})"
        )
    return (
        f"Of {many(len(seen.counted), 'announcement')} of {many(seen.events, 'event')}, {when} (up to {until}), "
        f"{len(seen.held)} give people, ways and days, {of} of these had conflict exits on record by their day, and "
        f"{asked} asked for more than any of them by the high end of a row{named}: {thick} of {enough} where "
        f"{LEAST_POOL} events or more were on record; {gone}."
    )


def in_record_lines(name: str, found: CaseInRecord) -> list[str]:
    """A case among the record in a few sentences, for a terminal."""
    said = (needed_text(found), reached_text(found), counted_text(found), placed_text(found))
    return [name, *(line for text in said if text for line in wrapped(text, "  ", "  "))]


def base_rates_text(found: BaseRatesFound) -> str:
    """How often corridors of a table were kept."""
    rate = found.rate
    asked = f", where {', '.join(f'{name} is {value}' for name, value in found.where.items())}" if found.where else ""
    size = f"{many(rate.corridors, 'corridor')} in {many(rate.places, 'place')} ({many(rate.rows, 'row')})"
    parts = (
        f"{many(rate.corridors, 'corridor')} = {rate.kept} kept + {rate.not_kept} not kept + {rate.partly} in part + "
        f"{rate.disputed} disputed + {rate.unknown} with no outcome told"
    )
    lines = [
        f"{found.table}{asked}: {size}",
        f"  kept: at least {_share(rate.share.low)}, at most {_share(rate.share.high)}{_of_few(rate)}",
        f"    {parts}; what is in part, disputed or not told is open",
    ]
    if rate.interval is None:
        lines.append("  all in one place, so that no interval can be told")
    else:
        low, high = map(_share, rate.interval)
        lines.append(
            f"  {low} to {high} with the spread between {rate.places} places ({100 * LEVEL:g} % for either end)"
        )
    if rate.by_itself:
        lines.append(f"  {many(rate.by_itself, 'row')} of {rate.rows} told by who announced the corridor, and counted")
    if told := rate.by_others + rate.by_unknown:
        lines.append(
            f"  {many(told, 'row')} of {rate.rows} told by others: {rate.by_others} by neither side, and of "
            f"{rate.by_unknown} it is not known whose word it is; all counted"
        )
    if rate.kept_by_itself:
        lines.append(f"  {rate.kept_by_itself} of {rate.kept} kept by the word of who announced them alone")
    if told := rate.enemies.rows:
        enemies = rate.enemies
        lines.append(
            f"  {many(told, 'row')} of {rate.rows} told by an enemy of who announced it, in no figure: of "
            f"{many(enemies.corridors, 'corridor')}, {enemies.kept} kept and {enemies.not_kept} not; nobody else says "
            f"anything of {enemies.alone}"
        )
    columns = ", ".join(f"{name} from {column}" for name, column in found.columns.items())
    again = rate.rows - rate.corridors
    accounts = f"{many(rate.corridors, 'first account')} of a corridor + {again} further ones of the same"
    others = f"{found.read - rate.rows} that were not asked for"
    lines += [f"  read: {columns}", f"    {many(found.read, 'row')} = {accounts} + {others}"]
    untold = "up to when they look is not told: no column holds days such as 2022-03-05 (--map date=COLUMN)"
    lines.append(f"  up to {found.until}, by the days that rows tell" if found.until else f"  {untold}")
    for name, count in found.without.items():
        lines.append(f"  {many(count, 'row')} of the table without {name.replace('_', ' ')}{WITHOUT.get(name, '')}")
    if len(found.announcers) > 1 or "" not in found.announcers:
        lines += [
            "",
            f"  {'announced by':<32}{'promised':>9}{'kept':>9}{'not kept':>9}{'else':>9}   at least to at most",
        ]
        lines += [_announcer(who, one) for who, one in list(found.announcers.items())[:MOST_ROWS]]
        if len(found.announcers) > MOST_ROWS:
            lines.append(f"  and {len(found.announcers) - MOST_ROWS} more: --json lists all")
    return "\n".join([*lines, "", NO_FORECAST])


def _announcer(who: str, rate: BaseRate) -> str:
    others = rate.corridors - rate.kept - rate.not_kept
    span = f"{_share(rate.share.low)} to {_share(rate.share.high)}{_of_few(rate)}"
    name = short(who or "(not told)", 31)
    return f"  {name:<32}{rate.corridors:>9}{rate.kept:>9}{rate.not_kept:>9}{others:>9}   {span}"


def _share(value: float) -> str:
    """In whole percent; of next to none or all in more digits, as 0 % and 100 % would say more."""
    texts = (f"{100 * value:.{digits}f}" for digits in range(_MOST_DIGITS))
    told = next((text for text in texts if value in (0, 1) or 0 < float(text) < 100), f"{100 * value:.0f}")
    return f"{told} %"


def _of_few(rate: BaseRate) -> str:
    """Of how many a share is, where these are too few for a share."""
    return f" (n = {rate.corridors})" if rate.corridors < FEWEST_EVENTS else ""


def _is_told(row: Announcement) -> bool:
    return row.left_low is not None or row.left_high is not None


def gone_text(row: Announcement) -> str:
    """How many are said to have left, by whom, and whether within the time given."""
    if not _is_told(row):
        return "no count of who left"
    words = [f"said to have left by {teller_text(row)}: {left_text(row)}"]
    words.append(IN_TIME.get(row.left_in_time, "whether within the time given is not known"))
    return ", ".join(words) + (f" ({row.left_when})" if row.left_when else "")


def left_text(row: Announcement) -> str:
    """How many were counted as gone: a count may be open at one end."""
    if row.left is not None:
        return rate_text(row.left)
    if row.left_low is not None:
        return f"at least {_count(row.left_low)}"
    return f"at most {_count(row.left_high or 0.0)}"


def rate_text(rate: Rate | Span) -> str:
    """From so many to so many, or one figure where both read the same."""
    low, high = _count(rate.low), _count(rate.high)
    return low if low == high else f"{low} to {high}"


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == 0 else figure(value)


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - MOST_ROWS} more" if len(ids) > MOST_ROWS else ""
    return ", ".join(ids[:MOST_ROWS]) + more
