"""What could be asked for, with what was conceded elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.progress import Steps, no_steps
from geleit.workflow.outputs import outputs_of

if TYPE_CHECKING:
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.concession import Negotiation
    from geleit.model.public import InternalCase

PAGE = "negotiate.html"


def negotiate(case: Case, answer: Answer, progress: Steps = no_steps) -> Negotiation:
    """What each concession would gain, and where it was conceded; see :mod:`geleit.evacuation.concessions`."""
    from geleit.evacuation.concessions import concessions
    from geleit.io.record.tables import bundled_announcements, bundled_precedents
    from geleit.record.conceded import conceded

    progress("asking what each concession would gain", 1)
    found = concessions(case, answer)
    rows = bundled_precedents(), bundled_announcements()
    told = tuple(replace(one, precedents=conceded(case, one.what, *rows)) for one in found.concessions)
    return replace(found, concessions=told)


def write_negotiation(folder: Path, view: InternalCase, found: Negotiation) -> Path:
    """Write ``negotiate.html``, a page of one sheet, into a folder.

    Raises
    ------
    InputError
        If the file cannot be written, or the folder holds what is public.
    """
    from geleit.io.public_folder import expect_public_folder
    from geleit.report.html.negotiate_page import write_page

    expect_public_folder(folder, view)
    page = folder / PAGE
    with outputs_of("negotiate", folder, [page.name], view):
        write_page(page, view, found)
    return page
