"""Announcements of several cases side by side."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.workflow.outputs import outputs_of
from geleit.workflow.record import place_in_record
from geleit.workflow.views import findings_told

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.public import View
    from geleit.workflow.results import Comparison


def compare(answered: Iterable[tuple[View, Proved]]) -> Comparison:
    """Set the announcements of several cases side by side: notice, hours, who could leave, who did, what followed.

    Parameters
    ----------
    answered
        A view of each case with the answer to it.
    """
    from geleit.assessment import assess_ceasefire, pattern_of
    from geleit.workflow.results import Comparison

    pairs = tuple(answered)
    return Comparison(
        views=tuple(view for view, _ in pairs),
        patterns=tuple(pattern_of(view.case, answer) for view, answer in pairs),
        pauses=tuple(
            (view.case, found)
            for view, _ in pairs
            for found in findings_told(view, assess_ceasefire(view.case))
            if found.series is not None
        ),
        record=tuple(place_in_record(view.case, answer.deadline if answer else None) for view, answer in pairs),
    )


def write_comparison(folder: Path, comparison: Comparison) -> Path:
    """Write ``compare.html`` into a folder.

    Raises
    ------
    InputError
        If the file cannot be written, or the folder holds what is not for publication and the comparison is.
    """
    from geleit.io.public_folder import expect_public_folder
    from geleit.report.html import other_pages

    expect_public_folder(folder, comparison.views[0])
    page = folder / "compare.html"
    with outputs_of("compare", folder, [page.name], *comparison.views):
        other_pages.write_comparison(page, comparison.views, comparison.patterns, comparison.pauses, comparison.record)
    return page
