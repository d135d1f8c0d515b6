"""When trucks are let in: the windows of all gates, those that overlap taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geleit.errors import InputError
from geleit.model.case import Case
from geleit.model.window import Window


@dataclass(frozen=True)
class Session:
    """A time without a break in which at least one gate is open.

    Parameters
    ----------
    window
        From the first opening to the last closing.
    gates
        Window of each gate that is open then, by its id; of several the longest. Empty where the case has no gates.
    """

    window: Window
    gates: dict[str, Window]


def sessions_of(case: Case) -> tuple[Session, ...]:
    """The sessions of a case within its period: by its gates; without any by its pauses; else the whole period.

    Raises
    ------
    InputError
        If no gate is ever open within the period.
    """
    return sessions_by(case, {gate.id: gate.windows for gate in case.fleet.gates})


def sessions_by(case: Case, gates: Mapping[str, Sequence[Window]]) -> tuple[Session, ...]:
    """The sessions of a case by the windows of its gates, likewise."""
    period = case.period
    by_gate = [(gate, w) for gate, windows in gates.items() for w in windows]
    if not gates:
        by_gate = [("", w) for p in case.pauses for w in p.windows] or [("", period)]
    within = [
        (name, Window(max(w.start, period.start), min(w.end, period.end)))
        for name, w in by_gate
        if w.start < period.end and period.start < w.end
    ]
    if not within:
        raise InputError("gates", "no gate is open within the period of the case", "give its windows")
    joined: list[tuple[Window, list[tuple[str, Window]]]] = []
    for name, window in sorted(within, key=lambda row: (row[1].start, row[1].end, row[0])):
        if joined and window.start < joined[-1][0].end:
            whole, rows = joined.pop()
            joined.append((Window(whole.start, max(whole.end, window.end)), [*rows, (name, window)]))
        else:
            joined.append((window, [(name, window)]))
    return tuple(Session(whole, _longest(rows)) for whole, rows in joined)


def _longest(rows: list[tuple[str, Window]]) -> dict[str, Window]:
    found: dict[str, Window] = {}
    for name, window in rows:
        if name and (name not in found or window.end - window.start > found[name].end - found[name].start):
            found[name] = window
    return found
