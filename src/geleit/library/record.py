"""What crossings have ever passed, what announcements asked for, and how often corridors were kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast, get_args

from geleit import workflow
from geleit.errors import ArgumentError
from geleit.library import arguments as given
from geleit.model.announcement import AnnouncementKind
from geleit.model.corridor_event import Outcome
from geleit.model.precedent import Mode, Question, Screening, SettingOrConflict, is_day
from geleit.record.selection import Selection

if TYPE_CHECKING:
    from geleit.record.found import AnnouncementsFound, BaseRatesFound, PrecedentsFound

_MOST_A_DAY = 1e9


def precedents(
    *,
    mode: Mode | None = None,
    screening: Screening | None = None,
    setting: SettingOrConflict | None = None,
    question: Question | None = None,
    sustained: bool = False,
    before: str = "",
    without: Iterable[str] = (),
    reaches: float | None = None,
    case: str | os.PathLike[str] | None = None,
) -> PrecedentsFound:
    """What crossings have passed, by the record of documented operations; each event weighs the same.

    Parameters
    ----------
    mode, screening, setting
        Only people who passed like this, crossings with such checks, out of such a place.
    question
        ``could``: what a gate passes at best. ``did``: what is likely to pass.
    sustained
        Only what lasted for three days or more.
    before
        Only what was over before this day (ISO 8601).
    without
        Events to strike out.
    reaches
        Persons a calendar day and crossing, to see which events reached it.
    case
        Folder or bundled name of a case: what was on record when it began, with its rows and without its own events.

    Raises
    ------
    InputError
        If there is no such event or case, or an argument is of another kind.
    """
    if before and not (isinstance(before, str) and is_day(before)):
        raise ArgumentError("before", f"expected a day such as 2016-07-28, found {given.found(before)}")
    selection = Selection(
        None if mode is None else given.one_of(mode, get_args(Mode), "mode"),
        None if screening is None else given.one_of(screening, get_args(Screening), "screening"),
        None if setting is None else given.one_of(setting, get_args(SettingOrConflict), "setting"),
        None if question is None else given.one_of(question, get_args(Question), "question"),
        given.yes_given(sustained, "sustained"),
        before,
        given.texts_given(without, "without"),
    )
    limit = None if reaches is None else given.number_given(reaches, "reaches", 0, _MOST_A_DAY)
    return workflow.precedents(selection, limit, None if case is None else given.path_given(case, "case"))


def announcements(
    *,
    kind: AnnouncementKind | None = None,
    agreed: str | None = None,
    over: str | None = None,
    case: str | os.PathLike[str] | None = None,
) -> AnnouncementsFound:
    """Hold announced corridors and orders to leave against what crossings have ever passed.

    Parameters
    ----------
    kind
        Only of this kind.
    agreed
        Only ``both sides``, ``one side``.
    over
        Only those that asked for more than the ``best``, or than nine tenths (``q90``), of conflict exits.
    case
        Folder or bundled name of a case that is placed among them, and not counted.

    Raises
    ------
    InputError
        If there is no such case, or an argument is of another kind.
    """
    return workflow.announcements(
        None if kind is None else given.one_of(kind, get_args(AnnouncementKind), "kind"),
        None if agreed is None else given.one_of(agreed, ("both sides", "one side"), "agreed"),
        None if over is None else given.one_of(over, ("best", "q90"), "over"),
        None if case is None else given.path_given(case, "case"),
    )


def base_rates(
    table: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    means: Mapping[str, Outcome] | None = None,
    where: Mapping[str, str] | None = None,
) -> BaseRatesFound:
    """How often the corridors of a table were kept, with what is not known left open.

    Parameters
    ----------
    columns
        The column of the table by what it holds: corridor, place, announced_by, outcome, claimant.
    means
        What further words for an outcome mean: ``kept``, ``partly``, ``not kept``, ``unknown``.
    where
        Only rows with these words in these columns.

    Raises
    ------
    InputError
        If the table cannot be read, or an argument is of another kind.
    """
    told = {name: dict(value or {}) for name, value in (("columns", columns), ("means", means), ("where", where))}
    for outcome in told["means"].values():
        given.one_of(outcome, get_args(Outcome), "means")
    words = cast("dict[str, Outcome]", told["means"])
    return workflow.base_rates(given.path_given(table, "table"), told["columns"], words, told["where"])
