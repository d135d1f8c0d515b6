"""Findings: what a check came to, and the evidence that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["met", "not met", "unknown"]
Says = Literal["for", "against", "context"]


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence.

    Parameters
    ----------
    says
        Whether it speaks for the check being met, against, or only gives context.
    text
        What it is.
    claimant
        Who says so; ``computed`` for what Geleit worked out, ``announcement`` for the wording itself.
    source
        Id of a source, or the name of a certificate, or empty.
    at
        When it was said or observed, or ``None``.
    """

    says: Says
    text: str
    claimant: str
    source: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Observation:
    """A row of a case's evidence table: evidence for a check that Geleit cannot compute.

    Parameters
    ----------
    subject
        Id of a corridor or pause, or ``operation`` for the whole.
    check
        Code of the check, such as ``VOLUNTARY``.
    """

    subject: str
    check: str
    evidence: Evidence


@dataclass(frozen=True)
class Finding:
    """What one check came to for one subject.

    Parameters
    ----------
    code
        Stable code, such as ``CORRIDOR-AGREED``, documented in docs/findings.md.
    subject
        Id of a corridor or pause, or ``operation``.
    verdict
        ``met``, ``not met`` or ``unknown``.
    summary
        One sentence for a reader.
    evidence
        What decided it, and what speaks against.
    source
        Where the yardstick comes from.
    """

    code: str
    subject: str
    verdict: Verdict
    summary: str
    evidence: tuple[Evidence, ...]
    source: str
