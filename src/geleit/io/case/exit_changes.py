"""Changes of a case's exits as a user writes them, such as ``close:north-gate`` or ``rate:all=x2``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from geleit.errors import ArgumentError
from geleit.io.case.fields import THOUSANDS, Calendar, did_you_mean, quote, read_number, split_list
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.changes import always_open, each_exit, with_exit
from geleit.model.corridor import Exit
from geleit.model.figures import MOST_AN_HOUR

FORMS = "close:ID, rate:ID=800, rate:ID=x2, hours:ID=daily 08:00-20:00, open:LON,LAT=800; ID may be 'all'"

_CHANGE = re.compile(r"(close|rate|hours|open):([^=]+)(?:=(.+))?")


def change_case(case: Case, text: str) -> Case:
    """The case with its exits changed; several changes are joined by ``+``.

    Raises
    ------
    ArgumentError
        If a change is not of one of the forms, or names no exit of the case.
    """
    for part in map(str.strip, text.split("+")):
        found = _CHANGE.fullmatch(part)
        if not found:
            raise ArgumentError("change", f"expected {FORMS}; found {quote(part)}")
        kind, subject, value = found[1], found[2].strip(), (found[3] or "").strip()
        try:
            case = _APPLY[kind](case, subject, value)
        except ValueError as problem:
            raise ArgumentError("change", str(problem), part=part) from None
    return case


def _each(case: Case, subject: str, alter: Callable[[Exit], Exit]) -> Case:
    ids = {exit_.id for exit_ in case.exits}
    if subject != "all" and subject not in ids:
        raise ValueError(f"no exit has the id {quote(subject)}; {did_you_mean(subject, ids)}")
    return each_exit(case, lambda x: alter(x) if subject in ("all", x.id) else x)


def _close(case: Case, subject: str, value: str) -> Case:
    if value:
        raise ValueError("expected nothing after the id")
    return _each(case, subject, lambda x: replace(x, windows=(), windows_cautious=()))


def _rate(case: Case, subject: str, value: str) -> Case:
    if value.startswith("x"):
        factor = _figure(value[1:])
        return _each(case, subject, lambda x: x.faster(factor))
    rate = _people(value)
    return _each(case, subject, lambda x: replace(x, rate=Range(rate, rate, rate, "persons/h"), changes=()))


def _hours(case: Case, subject: str, value: str) -> Case:
    calendar = Calendar(case.zone, case.period)
    windows = tuple(window for part in split_list(value) for window in calendar.windows(part))
    if not value:
        raise ValueError("expected windows such as 'daily 08:00-20:00', 'always' or 'never'")
    if value != "never" and not any(window.overlaps(case.period) for window in windows):
        start, end = (f"{at.astimezone(case.zone):%Y-%m-%dT%H:%M}" for at in (case.period.start, case.period.end))
        raise ValueError(f"{quote(value)} lies outside the period of the case, {start} to {end}")
    return _each(case, subject, lambda x: replace(x, windows=windows, windows_cautious=windows))


def _open(case: Case, subject: str, value: str) -> Case:
    lon, comma, lat = subject.partition(",")
    if not comma:
        raise ValueError("expected a longitude and a latitude, such as open:37.1449,36.1987=800")
    rate = _people(value)
    where = read_number(lon.strip()), read_number(lat.strip())
    added = always_open(case, f"new-{len(case.exits) + 1}", f"new exit at {subject}", *where, rate)
    return with_exit(case, added)


def _people(text: str) -> float:
    """How many pass in an hour: a dot before three digits may separate thousands."""
    if THOUSANDS.fullmatch(text):
        few, many = f"{float(text):g}", text.replace(".", "")
        raise ValueError(
            f"{quote(text)} may mean {int(many):,} or {few}: write {many}{'' if '.' in few else f' or {few}'}"
        )
    return _figure(text)


def _figure(text: str) -> float:
    value = read_number(text)
    if not 0 <= value <= MOST_AN_HOUR:
        raise ValueError(f"expected 0 to {MOST_AN_HOUR:g}, found {quote(text)}")
    return value


_APPLY = {"close": _close, "rate": _rate, "hours": _hours, "open": _open}
