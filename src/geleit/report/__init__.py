"""Findings and answers written down: as pages, text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geleit.files import write_atomically
from geleit.model.answer import Proved
from geleit.model.concession import Negotiation
from geleit.model.finding import Finding
from geleit.model.public import View
from geleit.record.about_case import CaseInRecord
from geleit.report.html.report_page import render_html


def write_report(
    folder: Path,
    view: View,
    findings: Sequence[Finding],
    answers: Sequence[Proved],
    people: NDArray[np.int64] | None = None,
    seals: Mapping[str, str] | None = None,
    record: CaseInRecord | None = None,
    asked: Negotiation | None = None,
) -> Path:
    """Write ``report.html`` into a folder.

    Parameters
    ----------
    people
        People at each corner of the case's network for the map, shape ``(n,)``.
    seals
        Seal of each certificate and plan beside the page, by the name of its file; the page shows them.
    record
        The case among the record of what crossings have passed.
    asked
        What could be asked for; the page shows the first of it.

    Raises
    ------
    InputError
        If the folder or file cannot be written; nothing is left behind then.
    """
    path = folder / "report.html"
    write_atomically(path, render_html(view, findings, answers, people, seals, record, asked))
    return path
