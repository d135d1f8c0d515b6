"""What the record says, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geleit.model.announcement import Announcement
from geleit.model.precedent import Precedent, Rate
from geleit.record.about_case import CaseInRecord
from geleit.record.announced import Held, Overview, Spread
from geleit.record.base_rates import BaseRate
from geleit.record.doubts import Doubt
from geleit.record.found import AnnouncementsFound, BaseRatesFound, PrecedentsFound
from geleit.record.pool import Count
from geleit.record.reach import Reach
from geleit.record.selection import events_of
from geleit.record.summary import FEWEST_EVENTS, Ends, Summary
from geleit.record.weighted import Quantiles
from geleit.report.text.record import NO_FORECAST, NOT_A_BOUND, uncounted_text


def precedents_json(found: PrecedentsFound) -> dict[str, Any]:
    """What crossings of a class have passed; rates in persons an hour, or a calendar day, and crossing."""
    chosen = found.summary.chosen
    return {
        **_summary_json(found.summary),
        "later": None if found.later is None else _summary_json(found.later),
        "struck": sorted({row.event for row in chosen.struck}),
        "struck_elsewhere": list(found.struck_elsewhere),
        "own": sorted({row.event for row in chosen.own}) if found.about.name else [],
        "own_added": list(found.own_rows),
        "apart": sorted({row.event for row in chosen.apart}),
        "of_enemy": {
            "rows": len(chosen.enemy),
            "events": events_of(chosen.enemy),
            "list": [_row(row) for row in chosen.enemy],
        },
        "added": list(found.added),
        "look_again": _look_again(found.doubts),
        "note": NOT_A_BOUND,
    }


def _look_again(doubts: Iterable[Doubt]) -> list[dict[str, str]]:
    return [{"row": doubt.row, "text": doubt.text} for doubt in doubts]


def _summary_json(summary: Summary) -> dict[str, Any]:
    day, hour, hurdle = summary.per_day, summary.per_hour, summary.hurdle
    return {
        "class": summary.chosen.selection.words(),
        "rows": len(summary.chosen.rows),
        "events": summary.chosen.events,
        "until": summary.until,
        "party_rows": summary.parties["yes"] + summary.parties["mixed"],
        "counted_by_party": summary.parties,
        "of_own_crossing": summary.own_crossings,
        "limited_by": summary.limits,
        "per_day": _quantiles(day, day and day.mid),
        "per_day_ends": _ends(day),
        "per_hour": _quantiles(hour, hour and hour.mid),
        "per_hour_ends": _ends(hour),
        "rows_without_hours": summary.without_hours,
        "hardly_anyone": hurdle._asdict(),
        "list": [_row(row) for row in summary.strongest],
        "hour_alone": [_row(row) for row in summary.hourly_alone],
        "without_rate": [row.id for row in summary.without_rate],
        "reaching": None if summary.reach is None else _reaching(summary.reach),
    }


def _reaching(reach: Reach) -> dict[str, Any]:
    return {
        "limit": reach.limit,
        "events": reach.high,
        "by_the_middle": reach.mid,
        "by_the_low_end": reach.low,
        "of": reach.of,
        "rows": list(reach.by),
    }


def _row(row: Precedent) -> dict[str, Any]:
    return {
        "id": row.id,
        "event": row.event,
        "place": row.place,
        "crossing": row.crossing,
        "from": row.date_from,
        "until": row.date_to,
        "per_day": _pair(row.per_day),
        "per_hour": _pair(row.per_hour),
        "claimant": row.counted_by,
        "party": row.claimant_is_party,
        "whose_crossing": row.whose_crossing,
        "limited_by": row.limited_by,
        "confidence": row.confidence,
        "url": row.url,
    }


def _quantiles(ends: Ends | None, found: Quantiles | None) -> dict[str, float | None] | None:
    """Quantiles of enough events; of fewer the tenth and nine tenths are null."""
    if ends is None or found is None:
        return None
    enough = ends.events >= FEWEST_EVENTS
    return {
        "q10": found.q10 if enough else None,
        "median": found.median,
        "q90": found.q90 if enough else None,
        "highest": found.highest,
    }


def _ends(found: Ends | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "low": _quantiles(found, found.low),
        "high": _quantiles(found, found.high),
        "rows": found.rows,
        "events": found.events,
    }


def _pair(rate: Rate | None) -> list[float] | None:
    return None if rate is None else [rate.low, rate.high]


def announcements_json(found: AnnouncementsFound) -> dict[str, Any]:
    """Announcements held against what crossings have passed; needs in persons a calendar day, or an hour, and way."""
    return {
        "class": found.words,
        "events": found.events,
        "until": found.until,
        "crossings_until": found.crossings_until,
        "rows": [_held(held) for held in found.held],
        "later": [_held(held) for held in found.later],
        "own": [_held(held) for held in found.own],
        "struck": list(found.about.record.strike),
        "added": list(found.added),
        "look_again": _look_again(found.doubts),
        "summary": _overview(found.overview),
        "note": NOT_A_BOUND,
    }


def _held(held: Held) -> dict[str, Any]:
    row, reached, left = held.row, held.reached, held.row.left
    return {
        "id": row.id,
        "event": row.event,
        "place": row.place,
        "day": row.day,
        "kind": row.kind,
        "announced_by": row.announced_by,
        "agreed": row.agreed,
        "people": None if row.people is None else list(row.people),
        "need_way_day": _pair(row.per_way_day),
        "need_way_hour": _pair(row.per_way_hour),
        "sustained": row.lasting,
        "reached_by": None if reached is None else reached.overall.high,
        "of": None if reached is None else reached.overall.of,
        "reached_by_is_of": "any crossing, to this day",
        "counted": not uncounted_text(row),
        "reached_by_before": _of(reached and reached.before),
        "reached_by_conflict": _of(reached and reached.conflict_overall),
        "reached_by_conflict_before": _of(reached and reached.conflict_before),
        "over_q90_conflict": held.over_q90_conflict,
        "left": None if left is None else list(left),
        "left_at_least": row.left_low,
        "left_at_most": row.left_high,
        "left_in_time": row.left_in_time,
        "left_when": row.left_when,
        "left_claimant": row.left_claimant,
        "left_party": row.left_claimant_is_party if row.left_low is not None or row.left_high is not None else None,
        "url": row.url,
    }


def _of(reach: Reach | Count | None) -> list[int] | None:
    return None if reach is None else [reach.high, reach.of]


def _overview(seen: Overview) -> dict[str, Any]:
    over_before, of_before = seen.over_best(lambda reached: reached.conflict_before)
    over, of = seen.over_best(lambda reached: reached.conflict_overall)
    return {
        "announcements": len(seen.counted),
        "events": seen.events,
        "with_a_time": 0 if seen.notice is None else seen.notice.rows,
        "notice_hours": _spread(seen.notice),
        "ways_numbered": seen.ways,
        "agreed_by_both": seen.agreed,
        "with_a_need": len(seen.held),
        "over_every_conflict_exit_before": [over_before, of_before],
        "over_every_conflict_exit": [over, of],
        "over_every_conflict_exit_before_rows": _ids(seen.beyond(lambda reached: reached.conflict_before)),
        "over_every_conflict_exit_rows": _ids(seen.beyond(lambda reached: reached.conflict_overall)),
        "with_a_count_in_time_rows": _ids(seen.within),
        "with_a_count_in_time_events": seen.within_events,
        "with_a_count_in_time": 0 if seen.left is None else seen.left.rows,
        "share_left": _spread(seen.left),
        "left_counted_by_party": seen.tellers,
        "fewer_than_7_percent": seen.few,
    }


def _ids(rows: Iterable[Announcement]) -> list[str]:
    return [row.id for row in rows]


def _spread(found: Spread | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("q10", "q25", "median", "q75", "q90")
    return {
        "low": dict(zip(names, found.low, strict=True)),
        "high": dict(zip(names, found.high, strict=True)),
    }


def base_rates_json(found: BaseRatesFound) -> dict[str, Any]:
    """How often corridors of a table were kept; shares from 0 to 1."""
    return {
        "table": found.table,
        "rows_read": found.read,
        "where": found.where,
        "columns": found.columns,
        "rows_without": found.without,
        "until": found.until,
        **_rate_json(found.rate),
        "announcers": [{"announced_by": who, **_rate_json(rate)} for who, rate in found.announcers.items()],
        "note": NO_FORECAST,
    }


def _rate_json(rate: BaseRate) -> dict[str, Any]:
    return {
        "rows": rate.rows,
        "promised": rate.corridors,
        "places": rate.places,
        "kept": rate.kept,
        "not_kept": rate.not_kept,
        "disputed": rate.disputed,
        "partly": rate.partly,
        "unknown": rate.unknown,
        "share": list(rate.share),
        "rows_by_itself": rate.by_itself,
        "rows_by_others": rate.by_others,
        "rows_by_unknown": rate.by_unknown,
        "kept_by_itself": rate.kept_by_itself,
        "of_enemies": rate.enemies._asdict(),
        "interval": None if rate.interval is None else list(rate.interval),
    }


def in_record_json(found: CaseInRecord) -> dict[str, Any]:
    """A case among the record; rates in persons a calendar day and crossing."""
    return {
        "class": found.chosen.selection.words(),
        "exits": found.exits,
        "crossing_days": found.crossing_days,
        "needed": _pair(found.need),
        "assumed": _pair(found.assumed),
        "counted": [_row(row) for row in found.counted],
        "reached_before": _of(found.reach),
        "reached_later": _of(found.later),
        "announcements": [_held(held) for held in found.own],
    }
