"""Findings and answers written down: as pages, text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geleit.files import write_atomically
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.finding import Finding
from geleit.report.html.report_page import render_html


def write_report(
    folder: Path,
    case: Case,
    findings: Sequence[Finding],
    answers: Sequence[Answer],
    people: NDArray[np.int64] | None = None,
) -> Path:
    """Write ``report.html`` into a folder.

    Parameters
    ----------
    people
        People at each corner of the case's network for the map, shape ``(n,)``; by default those of the first answer's
        certificate.

    Raises
    ------
    InputError
        If the folder or file cannot be written; nothing is left behind then.
    """
    if people is None and answers:
        people = _people_of(answers[0], case.network.nodes)
    path = folder / "report.html"
    write_atomically(path, render_html(case, findings, answers, people))
    return path


def _people_of(answer: Answer, corners: int) -> NDArray[np.int64]:
    inside = np.zeros(corners, dtype=np.int64)
    instance = answer.certificate.instance
    home = dict(zip(reversed(instance.group), reversed(instance.start), strict=True))  # each group's first place
    for group, people in enumerate(instance.high):
        inside[home[group]] += people
    return inside
