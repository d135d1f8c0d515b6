"""What a re-check of a certificate or plan tells: of when it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geleit.model.certificate import Certificate
from geleit.model.plan import Plan


def of_when(proof: Certificate | Plan) -> str:
    """The case and time that a proof is about, and the ends of the ranges on which it stands."""
    until = f"until {proof.by}, " if proof.by else ""
    figures = f", {proof.scenario} figures" if proof.scenario else ""
    return f"{proof.case}, from {proof.origin} {until}{_length(proof.instance.horizon)}{figures}"


def certified_json(
    file: Path,
    proof: Certificate | Plan | None,
    problems: Sequence[str] = (),
    confirmed: Sequence[str] = (),
    advisories: Sequence[str] = (),
    *,
    compared: bool = False,
) -> dict[str, Any]:
    """The same for programs.

    Parameters
    ----------
    compared
        Whether it was held against a case.
    """
    return {
        "file": str(file),
        "case": proof and proof.case,
        "origin": proof and proof.origin,
        "by": proof and proof.by,
        "horizon": proof and proof.instance.horizon,
        "scenario": proof and proof.scenario,
        "assumed": list(proof.assumed) if isinstance(proof, Certificate) else [],
        "compared": compared,
        "holds": proof is not None and not problems,
        "problems": list(problems),
        "confirmed": list(confirmed),
        "advisories": list(advisories),
    }


def _length(seconds: int) -> str:
    """A length of time in days, hours, minutes and seconds, those that are there."""
    days, rest = divmod(seconds, 86_400)
    parts = (days, "d"), (rest // 3600, "h"), (rest % 3600 // 60, "min"), (rest % 60, "s")
    return " ".join(f"{count:,} {unit}" for count, unit in parts if count)
