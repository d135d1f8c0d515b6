"""Which column of a foreign table holds what, as its user says (``--map target=column``): held against the table.

For every import of a table. A table declares its :class:`Target` s; a target followed by a colon holds for all rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from geleit.errors import InputError
from geleit.io.case.fields import did_you_mean, quote

_MOST_TOLD = 15
"""Columns of a table that a message names."""
_LONGEST = 60
"""Letters of a column's name in a message."""
_FILLED_IN = frozenset({"start", "end", "today", "starttime", "endtime", "deviceid", "username"})
"""Columns of KoBo, ODK and SurveyCTO about when and by whom a form was filled in, which is not when something happened;
they are that where one of a form is there too, or of what is sent with it."""
_OF_FORMS = frozenset(
    {"_uuid", "_id", "_index", "_status", "_validation_status", "_submission_time", "_submitted_by", "__version__",
     "deviceid", "formdef_version", "instanceid", "meta-instanceid", "simserial", "submissiondate", "subscriberid",
     "today"}
)  # fmt: skip
_META = frozenset({"", "meta", "metadata"})
"""Groups of a form in which such columns stand; in another one a *start* is that of what is asked about."""
_SENT = re.compile(r"submission|submitted|submitter|interview|enumerator|data entry")
"""What such a column tells is when or by whom something was asked, written down or sent."""


@dataclass(frozen=True)
class Target:
    """What a column of a foreign table can be named for.

    Parameters
    ----------
    name
        As the import calls it.
    also
        Other names that a user may give it, and by which columns are recognised, in small letters.
    for_all
        Whether a text can be given that holds for all rows.
    """

    name: str
    also: tuple[str, ...] = ()
    for_all: bool = True


@dataclass(frozen=True)
class Mapped:
    """A mapping held against a table.

    Parameters
    ----------
    row
        Index of the row that is its header.
    at
        Index of the column of each target.
    for_all
        Texts that hold for every row, by target.
    """

    row: int
    at: Mapping[str, int]
    for_all: Mapping[str, str]


def held_against(
    label: str, given: Mapping[str, str], targets: Sequence[Target], top: Sequence[Sequence[str]]
) -> Mapped:
    """Find the header that has all columns of a mapping.

    Parameters
    ----------
    label
        The file as messages name it.
    given
        Columns by target; of a target that ends with a colon the text of every row.
    top
        The first rows of the table, one of them its header.

    Raises
    ------
    InputError
        If a target or a column is not known, or a column's name stands twice in the header.
    """
    columns, for_all = dict[str, str](), dict[str, str]()
    for what, said in given.items():
        target = _target(label, what.removesuffix(":"), targets)
        if target.name in columns or target.name in for_all:
            raise InputError(label, f"{target.name!r} is named twice", "name one column for it")
        if what.endswith(":") and not target.for_all:
            raise InputError(
                label, f"{target.name!r} is not the same in every row", f"name its column: {target.name}=..."
            )
        (for_all if what.endswith(":") else columns)[target.name] = said
    if not columns:
        raise InputError(label, "no column is named", "say which holds what: --map target=column")
    heads = [[name.strip() for name in row] for row in top]
    number = next((i for i, head in enumerate(heads) if all(_places(head, name) for name in columns.values())), None)
    if number is None:
        head = max(heads, key=lambda head: sum(bool(_places(head, name)) for name in columns.values()), default=[])
        lost = next(name for name in columns.values() if not _places(head, name))
        known = {name[:_LONGEST] for name in head if name}
        raise InputError(label, f"it has no column {quote(lost)}", did_you_mean(lost, known) or _has(head))
    head = heads[number]
    for name in columns.values():
        if len(places := _places(head, name)) > 1:
            told = " and ".join(str(place + 1) for place in places)
            raise InputError(label, f"{quote(name)} is the name of columns {told}", "rename one of them")
    return Mapped(number, {what: _places(head, name)[0] for what, name in columns.items()}, for_all)


def suggested(header: Sequence[str], targets: Sequence[Target]) -> str:
    """A mapping that a table's columns look like, as ``--map`` takes it; empty where none is recognised."""
    names = [name.strip() for name in header]
    left = [name for name in dict.fromkeys(names) if name and not is_of_filling_in(names, name)]
    found = dict[str, str]()
    for target in targets:
        ranked = [(rank, name) for name in left if (rank := _likeness(name, target)) is not None]
        if ranked and (name := min(ranked, key=lambda one: one[0])[1]):
            found[target.name] = name
            left.remove(name)
    return ",".join(f"{what}={name}" for what, name in found.items())


def is_of_filling_in(header: Sequence[str], column: str) -> bool:
    """Whether a column tells when or by whom a form was filled in, and not what it is about."""
    group, name = _grouped(column)
    if _SENT.search(" ".join(_words(column))):
        return True
    others = {_grouped(other)[1] for other in header if other != column}
    return name in _FILLED_IN and group in _META and bool(_OF_FORMS & others)


def _grouped(column: str) -> tuple[str, str]:
    """The group of a form that a column is in, and its name there, in small letters."""
    group, _, name = column.strip().lower().rpartition("/")
    return group, name


def told(given: Mapping[str, str]) -> str:
    """A mapping as ``--map`` takes it."""
    return ",".join(f"{what}={said}" for what, said in given.items())


def _target(label: str, what: str, targets: Sequence[Target]) -> Target:
    found = next((target for target in targets if what.lower() in (target.name, *target.also)), None)
    if found is None:
        names: Collection[str] = {name for target in targets for name in (target.name, *target.also)}
        near = did_you_mean(what.lower(), names)
        remedy = near if near.startswith("did") else f"known: {', '.join(target.name for target in targets)}"
        raise InputError(label, f"no column can be named for {quote(what)}", remedy)
    return found


def _places(head: Sequence[str], name: str) -> list[int]:
    """Where a name stands in a header: written so, or else in other letters or with other blanks around it."""
    exact = [i for i, column in enumerate(head) if column == name]
    return exact or [i for i, column in enumerate(head) if column and column.lower() == name.strip().lower()]


def _likeness(name: str, target: Target) -> tuple[int, int, int] | None:
    """How little a column's name is like a target; ``None`` where it is not at all."""
    words = _words(name)
    joined = " ".join(words)
    for rank, known in enumerate((target.name, *target.also)):
        wanted = known.replace("_", " ")
        if f" {wanted} " in f" {joined} ":
            return rank, len(words), len(name)
    return None


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_A-Za-z]+", name)]


def _has(head: Sequence[str]) -> str:
    named = [name[:_LONGEST] for name in head if name]
    return f"it has {', '.join(named[:_MOST_TOLD])}{', ...' if len(named) > _MOST_TOLD else ''}"
