"""Which rows a question looks at, and which it leaves out, for what reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geleit.model.precedent import (
    CONFLICT,
    CONFLICT_EXITS,
    ENEMY,
    EVERY_PERSON,
    Mode,
    Precedent,
    Question,
    Screening,
    SettingOrConflict,
)

COMPARED = ("ref",)
"""Uses of rows that are compared with."""
LASTING = ("ref", "sum")
"""Uses of rows that count as sustained: also sums of the rows of several days."""
MODES: Mapping[Mode, str] = {
    "foot": "on foot",
    "bus": "by bus or truck",
    "car": "by car",
    "mixed": "mixed modes",
    "other": "by other means (ship, train, aircraft)",
}
"""How people passed, in words."""


@dataclass(frozen=True)
class Selection:
    """What rows are looked at.

    Parameters
    ----------
    mode, screening, setting
        Only rows of these; ``None`` for any.
    question
        Only rows that speak to it; ``None`` for any.
    sustained
        Only what lasted for three days or more.
    before
        Only what was over before this day (ISO 8601).
    without
        Events struck out.
    """

    mode: Mode | None = None
    screening: Screening | None = None
    setting: SettingOrConflict | None = None
    question: Question | None = None
    sustained: bool = False
    before: str = ""
    without: tuple[str, ...] = ()

    @property
    def lasting(self) -> bool:
        """Whether only what was sustained for days counts."""
        return self.sustained or self.question == "could"

    @property
    def of_setting(self) -> SettingOrConflict | None:
        """The setting asked about: what is likely to pass is asked of conflict exits unless another is named."""
        return CONFLICT_EXITS if self.question == "did" and self.setting is None else self.setting

    def words(self) -> str:
        """The class of rows in plain words: what its figures are named by wherever they stand."""
        settings = {None: "every setting", CONFLICT_EXITS: "conflict exits (siege, front, bus deal, medevac)"}
        parts = [settings.get(self.of_setting, f"setting {self.of_setting}")]
        if self.mode:
            parts.append(MODES[self.mode])
        if self.screening:
            parts.append("each person screened" if self.screening == EVERY_PERSON else f"screening: {self.screening}")
        if self.question == "could":
            parts.append("a queue stood there")
        if self.lasting:
            parts.append("sustained for three days or more")
        if self.before:
            parts.append(f"over before {self.before}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Chosen:
    """Rows of a selection.

    Parameters
    ----------
    selection
        What was asked.
    rows
        Those that are compared with.
    later
        Those that would be, had they been over by then.
    struck
        Those that would be, had their event not been struck out.
    own
        Those of the case itself.
    apart
        Those of this class that are compared with nothing: claimants contradict each other about the same days.
    enemy
        Those that would be, were they not what a party tells of its enemy's crossing.
    """

    selection: Selection
    rows: tuple[Precedent, ...]
    later: tuple[Precedent, ...] = ()
    struck: tuple[Precedent, ...] = ()
    own: tuple[Precedent, ...] = ()
    apart: tuple[Precedent, ...] = ()
    enemy: tuple[Precedent, ...] = ()

    @property
    def events(self) -> int:
        """How many events the rows are of."""
        return events_of(self.rows)


def choose(rows: Iterable[Precedent], selection: Selection, own: Sequence[str] = ()) -> Chosen:
    """The rows that a question looks at.

    Parameters
    ----------
    rows
        Of the record, with those of the user.
    own
        Events of the case that is asked about: never counted.
    """
    names = ("rows", "later", "struck", "own", "apart", "enemy")
    found: dict[str, list[Precedent]] = {name: [] for name in names}
    for row in rows:
        if row.event in own:
            found["own"].append(row)
        elif not _is_of(row, selection):
            continue
        elif row.use == "target":
            found["apart"].append(row)
        elif row.use in (LASTING if selection.lasting else COMPARED):
            found[_place(row, selection)].append(row)
    return Chosen(selection, **{name: tuple(some) for name, some in found.items()})


def _place(row: Precedent, selection: Selection) -> str:
    if row.event in selection.without:
        return "struck"
    if row.whose_crossing == ENEMY:
        return "enemy"
    return "rows" if is_over(row, selection.before) else "later"


def is_over(row: Precedent, before: str) -> bool:
    """Whether all that a row counts was over before a day; a month or a year is over with its last day.

    Parameters
    ----------
    before
        The day (ISO 8601); empty for no limit.
    """
    return not before or last_day(row) < before


def last_day(row: Precedent) -> str:
    """The last day that a row counts, in the order of days: a month or a year lies behind all of its days."""
    return (row.date_to or row.date_from).ljust(len("2016-07-28"), "~")


def is_compared(row: Precedent, uses: Collection[str]) -> bool:
    """Whether a row may be compared with at all: by its use, and unless a party tells of its enemy's crossing."""
    return row.use in uses and row.whose_crossing != ENEMY


def events_of(rows: Iterable[Precedent]) -> int:
    """How many events rows are of."""
    return len({row.event for row in rows})


def _is_of(row: Precedent, selection: Selection) -> bool:
    """Whether a row is of the class, whatever its use."""
    return (
        (selection.mode is None or mode_of(row) == selection.mode)
        and (selection.screening is None or row.screening == selection.screening)
        and _is_set(row, selection.of_setting)
        and (row.sustained or not selection.lasting)
        and (row.limited_by == "capacity" or selection.question != "could")
    )


def _is_set(row: Precedent, setting: str | None) -> bool:
    return setting is None or (row.setting in CONFLICT if setting == CONFLICT_EXITS else row.setting == setting)


def mode_of(row: Precedent) -> str:
    """How people passed, without what was checked."""
    return row.mode_class.partition(",")[0]
