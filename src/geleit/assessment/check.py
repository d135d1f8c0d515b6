"""What every check declares: its code, what it is asked of, and where its criterion comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from geleit.model.case import Case
from geleit.model.finding import Finding

Subject = Literal["operation", "corridor", "pause", "facility", "need", "load", "airdrops", "statement"]
"""What a check may be asked of."""


class Check(Protocol):
    """A question to which findings give a verdict; its code is a heading of docs/findings.md."""

    @property
    def code(self) -> str:
        """Code of its findings, such as ``CORRIDOR-AGREED``."""

    @property
    def asked_of(self) -> frozenset[Subject]:
        """What it is asked of."""

    @property
    def source(self) -> str:
        """Where its criterion comes from; empty where each finding has its own."""


@dataclass(frozen=True)
class CaseCheck:
    """A check that looks for its subjects in a case by itself.

    Parameters
    ----------
    find
        Its findings, one for each subject.
    """

    code: str
    asked_of: frozenset[Subject]
    source: str
    find: Callable[[Case], Iterable[Finding]]
