"""Right of reply: a sheet for each claimant of a case, to be sent before something is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import ArgumentError
from geleit.progress import Steps, no_steps
from geleit.workflow.outputs import outputs_of
from geleit.workflow.views import answer_public, assess_view, public_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geleit.model.case import Case
    from geleit.model.reply import Claimant, Replies


def prepare_replies(
    case: Case,
    to: str | None = None,
    *,
    public: bool = False,
    sensitive: bool = False,
    progress: Steps = no_steps,
) -> Replies:
    """Gather what is said about each claimant of a case, and what came of it.

    A sheet goes to somebody outside. So it rests on what may leave the case and on nothing else, whether or not it is
    public already.

    Parameters
    ----------
    to
        A party, office or organisation; ``None`` for everyone about whom there is something to say.
    public
        Whether the sheets say that they are public, or that they are not for publication.
    sensitive
        Of sheets that are not public: whether sensitive statements are treated as the others.

    Raises
    ------
    InputError
        If there is no such claimant, or all of the case lies ahead.
    """
    from geleit.assessment import claimants_in, reply_sheets
    from geleit.model.finding import Findings
    from geleit.model.reply import Replies
    from geleit.model.stamp import INTERNAL
    from geleit.publication import before_publication, without_seals

    leaves = public_of(without_seals(case) if sensitive else case)
    claimants = claimants_in(leaves.case)
    asked = claimants if to is None else (_called(to, claimants),)
    found = assess_view(leaves, None, answer_public(leaves, None, progress), progress)
    kept = found if public else Findings(replace(finding, publication=INTERNAL) for finding in found)
    sheets = reply_sheets(leaves.case, asked, kept)
    shown = sheets if to else tuple(sheet for sheet in sheets if not sheet.empty)
    return Replies(leaves if public else before_publication(leaves, case), shown)


def _called(name: str, claimants: Sequence[Claimant]) -> Claimant:
    """The claimant of a name: its id, its own, or that of somebody who speaks for it."""
    from geleit.io.case.fields import did_you_mean
    from geleit.model.voices import plain

    wanted = plain(name)
    found = next((one for one in claimants if wanted and wanted in one.known_as), None)
    if found is None:
        known = {name for one in claimants for name in (one.party, one.name) if name}
        problem = f"no party, office or organisation of the case is called {name!r:.80}"
        raise ArgumentError("to", problem, did_you_mean(name, known))
    return found


def write_replies(folder: Path, replies: Replies, by: date | None = None) -> dict[str, tuple[Path, Path]]:
    """Write the page and the text of each sheet into a folder; their paths, by the key of the claimant.

    Parameters
    ----------
    by
        Day by which a reply is asked for, or ``None`` where nobody said.

    Raises
    ------
    InputError
        If a file cannot be written, or the folder holds what is not for publication and the sheets are.
    """
    from geleit.files import write_atomically
    from geleit.io.public_folder import expect_public_folder
    from geleit.report.html.reply_page import render_reply_page
    from geleit.report.text.reply import render_reply

    view = replies.view
    expect_public_folder(folder, view)
    keys = [sheet.claimant.key for sheet in replies.sheets]
    paths = {key: (folder / f"reply-{key}.html", folder / f"reply-{key}.txt") for key in keys}
    with outputs_of("reply", folder, [path.name for pair in paths.values() for path in pair], view):
        for sheet in replies.sheets:
            page, text = paths[sheet.claimant.key]
            write_atomically(page, render_reply_page(view, sheet, by))
            write_atomically(text, render_reply(view, sheet, by))
    return paths
