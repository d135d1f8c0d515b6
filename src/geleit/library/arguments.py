"""What public functions are given: each value checked, and what is wrong with it named as in a file.

Whoever calls a library writes scripts; a wrong type is a slip like a wrong cell, and deserves the same kind of message.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from geleit.errors import ArgumentError
from geleit.model.figures import LEAST_DAYS_OF_NEED, MOST_AN_HOUR, MOST_DAYS

if TYPE_CHECKING:
    from geleit.io.incidents.how import HowToRead
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.finding import Finding
    from geleit.model.public import PublicCase

T = TypeVar("T")
W = TypeVar("W", bound=str)
LONGEST_NAME, LONGEST_PATH = 255, 4000
"""Bytes in the name of a file, and in a path: what the file systems in use take, and room for the names in a folder."""


def found(value: object) -> str:
    """A value in a few words: what it is, and itself where it is short."""
    if value is None:
        return "nothing"
    kind = {str: "the text", bool: "the value", int: "the number", float: "the number"}.get(type(value))
    return f"{kind} {value!r:.60}" if kind else f"a value of type {type(value).__name__}"


def instance(name: str, value: object, kind: type[T], expected: str, remedy: str = "") -> T:
    """The value, if it is of a type.

    Raises
    ------
    InputError
        If it is not.
    """
    if not isinstance(value, kind):
        raise ArgumentError(name, f"expected {expected}, found {found(value)}", remedy)
    return value


def case_given(value: object, name: str = "case") -> Case:
    """A case.

    Raises
    ------
    InputError
        If it is none.
    """
    from geleit.model.case import Case

    shown = f"{os.fspath(value)!r:.60}" if isinstance(value, (str, os.PathLike)) else "FOLDER"
    return instance(name, value, Case, "a Case", f"read it first: geleit.read_case({shown})")


def answer_given(value: object, case: Case | None = None, name: str = "answer") -> Answer:
    """An answer, and to this case where one is named.

    Raises
    ------
    InputError
        If it is none, or to another case.
    """
    from geleit.model.answer import Answer

    answer = instance(name, value, Answer, "an Answer", "geleit.evacuate(case) gives one")
    if case is not None and (answer.case, answer.start) != (case.name, case.period.start):
        problem = f"it is about {answer.case} from {answer.start.isoformat()}, not about {case.name}"
        raise ArgumentError(name, problem, "give the answer to this case")
    return answer


def public_answer_given(value: object, public: PublicCase) -> PublicAnswer:
    """An answer to a public case.

    Raises
    ------
    InputError
        If it is none, or to another case.
    """
    from geleit.model.answer import PublicAnswer

    answer = instance("answer", value, PublicAnswer, "a PublicAnswer", "geleit.evacuate_public(case) gives one")
    if (answer.case, answer.start) != (public.name, public.period.start):
        problem = f"it is about {answer.case} from {answer.start.isoformat()}, not about {public.name}"
        raise ArgumentError("answer", problem, "give the answer to this case")
    return answer


def findings_given(values: object, case: Case) -> tuple[Finding, ...]:
    """Findings, and of this case as it stands.

    Raises
    ------
    InputError
        If they are none, or one of them is of another case, or about what this one does not have.
    """
    from geleit.model.finding import Finding, StatementFinding
    from geleit.model.pause_finding import PauseFinding

    rows = rows_given(values, Finding, "findings", "findings as geleit.assess gives them")
    statements, pauses = {row.id for row in case.statements}, {row.id for row in case.pauses}
    for i, row in enumerate(rows):
        where, remedy = f"findings[{i}]", "give findings as geleit.assess gives them of this case"
        if (row.case, row.start) != (case.name, case.period.start):
            of = f"{row.case} from {row.start.isoformat()}" if row.start else "no case"
            raise ArgumentError(where, f"it is about {of}, not about {case.name}", remedy)
        if isinstance(row, StatementFinding) and row.statement not in statements:
            raise ArgumentError(where, f"the case has no statement {row.statement!r:.80}", remedy)
        if isinstance(row, PauseFinding) and row.pause not in pauses:
            raise ArgumentError(where, f"the case has no pause {row.pause!r:.80}", remedy)
    return rows


def path_given(value: object, name: str) -> Path:
    """A path that a system can name.

    Raises
    ------
    InputError
        If it is none, or too long, or holds what no name of a file may hold.
    """
    if not isinstance(value, (str, os.PathLike)) or isinstance(path := os.fspath(value), bytes) or not path:
        raise ArgumentError(name, f"expected a path, found {found(value)}", "give a text or a pathlib.Path")
    try:
        if b"\0" in (letters := os.fsencode(path)):
            raise ValueError
    except ValueError:
        raise ArgumentError(name, f"no file can be called {path!r:.80}", "take out what is no letter") from None
    if len(letters) > LONGEST_PATH or any(len(os.fsencode(part)) > LONGEST_NAME for part in Path(path).parts):
        expected = f"expected a path of at most {LONGEST_PATH:,} bytes, and {LONGEST_NAME} a name"
        raise ArgumentError(name, f"{expected}, found {path!r:.80}", "choose a shorter one")
    return Path(path)


def folder_given(value: object) -> Path:
    """The folder of a case; bundled cases are not meant.

    Raises
    ------
    InputError
        If it is none.
    """
    from geleit.io.case.bundled import case_folder

    return case_folder(path_given(value, "case"))


def cell_given(value: object, name: str) -> str | bool | None:
    """What a column of the ledger is given as, as it would be typed.

    Raises
    ------
    InputError
        If it is nothing that can be typed.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, date):
        return time_text(value, name)
    if isinstance(value, Real):
        return f"{float(value):.15g}"
    raise ArgumentError(name, f"expected a text, a number, a time, True or False, found {found(value)}")


def rows_given(values: object, kind: type[T], name: str, expected: str) -> tuple[T, ...]:
    """Several values of one type.

    Raises
    ------
    InputError
        If they are not several, or one of them is of another type.
    """
    if isinstance(values, (str, bytes, kind)) or not isinstance(values, Iterable):
        raise ArgumentError(name, f"expected several of {expected}, found {found(values)}", "give a list")
    return tuple(instance(f"{name}[{i}]", value, kind, expected) for i, value in enumerate(values))


def texts_given(values: object, name: str) -> tuple[str, ...]:
    """Several texts; see :func:`rows_given`."""
    if isinstance(values, str):
        raise ArgumentError(name, f"expected several texts, found {found(values)}", f"give a list: [{values!r:.60}]")
    return rows_given(values, str, name, "texts")


def one_of(value: object, known: Collection[W], name: str) -> W:
    """One of several words.

    Raises
    ------
    InputError
        If it is none of them.
    """
    for word in known:
        if isinstance(value, str) and value == word:
            return word
    raise ArgumentError(name, f"expected one of {', '.join(known)}; found {found(value)}")


def number_given(value: object, name: str, low: float, high: float) -> float:
    """A number within limits.

    Raises
    ------
    InputError
        If it is none, or outside.
    """
    try:
        number = math.nan if isinstance(value, bool) or not isinstance(value, Real) else float(value)
    except OverflowError:
        number = math.inf
    if not low <= number <= high:
        raise ArgumentError(name, f"expected a number from {low:g} to {high:g}, found {found(value)}")
    return number


def whole_given(value: object, name: str, low: int, high: int) -> int:
    """A whole number within limits; see :func:`number_given`."""
    number = low - 1 if isinstance(value, bool) or not isinstance(value, Integral) else int(value)
    if not low <= number <= high:
        raise ArgumentError(name, f"expected a whole number from {low:,} to {high:,}, found {found(value)}")
    return number


def seconds_given(value: object, name: str) -> float:
    """How long to look for something better; see :func:`number_given`."""
    return number_given(value, name, 0, 1e9)


def days_of_need_given(value: object, name: str) -> float:
    """For how many days convoys are to bring what is needed; see :func:`number_given`."""
    return number_given(value, name, LEAST_DAYS_OF_NEED, MOST_DAYS)


def rate_given(value: object, name: str) -> int:
    """Persons per hour of an exit, at least 1; see :func:`whole_given`."""
    return whole_given(value, name, 1, int(MOST_AN_HOUR))


def yes_given(value: object, name: str) -> bool:
    """``True`` or ``False``; see :func:`instance`."""
    return instance(name, value, bool, "True or False")


def view_given(*, public: object, sensitive: object) -> tuple[bool, bool]:
    """Whether something is to leave the room, and whether sensitive statements are in it.

    Raises
    ------
    InputError
        If sensitive statements are to leave the room.
    """
    leaves, whole = yes_given(public, "public"), yes_given(sensitive, "sensitive")
    if leaves and whole:
        raise ArgumentError("sensitive", "no sensitive statement leaves the room", "leave out public or sensitive")
    return leaves, whole


def moment_given(value: object, zone: ZoneInfo, name: str) -> datetime:
    """A time, in a zone where it names none; of a day its first moment.

    Raises
    ------
    InputError
        If it is no time, not in ISO 8601, or not of the years that a case may be of.
    """
    from geleit.io.case.fields import of_known_year, read_time

    try:
        if isinstance(value, datetime) and value.utcoffset() is not None:
            return of_known_year(value)
        return read_time(time_text(value, name), zone)
    except ValueError as problem:
        raise ArgumentError(name, str(problem)) from None


def time_text(value: object, name: str) -> str:
    """A time as text in ISO 8601, whether it was one or is a date or datetime.

    Raises
    ------
    InputError
        If it is none of these.
    """
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return instance(name, value, str, "a time such as 2016-08-11T10:00")


def day_given(value: object, name: str) -> date | None:
    """A day; ``None`` where none is given.

    Raises
    ------
    InputError
        If it is none, or not of the years that a case may be of.
    """
    from geleit.io.case.fields import read_day

    if value is None:
        return None
    text = time_text(value, name)
    try:
        return read_day(text[:10] if isinstance(value, datetime) else text)
    except ValueError as problem:
        raise ArgumentError(name, str(problem)) from None


def callback_given(value: Any, name: str) -> Any:
    """Something to call.

    Raises
    ------
    InputError
        If it cannot be called.
    """
    if not callable(value):
        raise ArgumentError(name, f"expected a function, found {found(value)}")
    return value


def clock_given(value: object, name: str) -> clock_time:
    """A time of day.

    Raises
    ------
    InputError
        If it is none.
    """
    from geleit.io.case.fields import read_clock

    if isinstance(value, clock_time):
        return value
    try:
        return read_clock(instance(name, value, str, "a time of day such as 10:00").strip())
    except ValueError as problem:
        raise ArgumentError(name, str(problem)) from None


def zone_given(value: object, name: str) -> ZoneInfo:
    """A time zone.

    Raises
    ------
    InputError
        If it is none.
    """
    from geleit.io.case.fields import read_zone

    if isinstance(value, ZoneInfo):
        return value
    try:
        return read_zone(instance(name, value, str, "a time zone such as Asia/Damascus"))
    except ValueError as problem:
        raise ArgumentError(name, str(problem)) from None


def bbox_given(value: object, name: str) -> tuple[float, float, float, float]:
    """West, south, east and north.

    Raises
    ------
    InputError
        If they are none, or out of order.
    """
    expected = "west, south, east and north in degrees, west < east and south < north"
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 4:
        raise ArgumentError(name, f"expected {expected}, found {found(value)}")
    west, south, east, north = (number_given(edge, f"{name}[{i}]", -180, 180) for i, edge in enumerate(value))
    if not (west < east and -90 <= south < north <= 90):
        raise ArgumentError(name, f"expected {expected}, found {value!r:.60}")
    return west, south, east, north


def how_given(dates: object, snapshot: object, columns: Mapping[str, str] | None, least_kept: object) -> HowToRead:
    """What is said of a table of incidents that it does not say itself.

    Raises
    ------
    ArgumentError
        If it cannot be meant.
    """
    from geleit.io.case.written import ORDERS
    from geleit.io.incidents.how import HowToRead

    order = None if dates is None else one_of(dates, ORDERS, "dates")
    expected = "names of columns by what they hold"
    named = instance("columns", columns or {}, dict, expected, "give a dict")
    for text in (*named, *named.values()):
        instance("columns", text, str, expected)
    return HowToRead(order, named, number_given(least_kept, "least_kept", 0, 1), day_given(snapshot, "snapshot"))
