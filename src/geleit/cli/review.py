"""The review: each proposal is put before a person, who accepts, changes or rejects it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from geleit import workflow
from geleit.cli.shared_options import shown
from geleit.errors import CaseError, quoted

if TYPE_CHECKING:
    from geleit.io.articles.drafts import Draft
    from geleit.io.evidence.capture import About
    from geleit.io.ledger.entries import Ledger
    from geleit.model.article import Article
    from geleit.model.proposal import Language, Proposal

_CHOICES = "[a]ccept  [e]dit  [r]eject  [s]kip  [b]ack  [q]uit  [?] > "
_HELP = """  a            accept: what you see enters the ledger
  e            edit field by field: Enter keeps, - empties, . keeps the rest
  e speaker    edit one field
  p            it only passes on what is proposed: that fills in repeats
  r            reject; r not a statement: with a reason
  s or Enter   decide later
  b            back to the one before
  q            quit; what is decided stays decided"""
_KEEP_REST, _EMPTY = ".", "-"
_AROUND = 200
"""Code points of the article shown before and after the words."""


class _EnteredMeanwhileError(Exception):
    """Somebody else accepted the same words since they were asked about."""


@dataclass(frozen=True)
class Desk:
    """What a review is about.

    Parameters
    ----------
    case
        Folder of the case.
    path, article
        The file, and what was read from it.
    about
        What is said of the file, for the capture.
    language
        That it was read in.
    """

    case: Path
    path: Path
    article: Article
    about: About
    language: Language


@dataclass
class _Review:
    """A review under way: the rows as edited so far, and what became of each proposal."""

    desk: Desk
    ledger: Ledger
    waiting: Sequence[Proposal]
    drafts: dict[int, Draft] = field(default_factory=dict)
    outcomes: dict[int, str] = field(default_factory=dict)


def go_through(desk: Desk, proposals: Sequence[Proposal], *, everything: bool) -> None:
    """Ask about each proposal that nobody decided on yet; each decision is on the disk before the next question.

    Parameters
    ----------
    everything
        Whether statements that are hardly ever right are asked about too.

    Raises
    ------
    InputError
        If the case cannot be used, or the article cannot be captured.
    """
    from geleit.io.articles.reviewed import accepted_spans, rejected_spans
    from geleit.io.ledger.entries import read_ledger
    from geleit.report.text.proposals import likely

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # refused with everything else that no table can hold
    ledger, digest = read_ledger(desk.case), desk.article.sha256
    decided = accepted_spans(ledger, digest) | rejected_spans(desk.case, digest)
    chosen = [one for one in proposals if everything or likely(one)]
    waiting = [one for one in chosen if desk.article.span(one.start, one.end) not in decided]
    if len(waiting) < len(chosen):
        typer.echo(f"  {len(chosen) - len(waiting):,} of {len(chosen):,} were decided before")
    review = _Review(desk, ledger, waiting)
    try:
        at: int | None = 0
        while at is not None and at < len(waiting):
            at = _ask_about(review, at)
    except EOFError:
        typer.echo()
        raise typer.Abort from None
    finally:
        _close(review)


def _ask_about(review: _Review, at: int) -> int | None:
    """Put one proposal before the person; the next to ask about, or ``None`` to end."""
    _show(review, at)
    while True:
        letter, _, rest = _answer(_CHOICES).partition(" ")
        done = review.outcomes.get(at, "")
        match letter.lower():
            case "a" | "e" | "p" | "r" if done == "accepted":
                typer.echo("  it is in the ledger; geleit ledger correct enters a correction that points to it")
            case "a":
                if _accept(review, at):
                    return at + 1
            case "e":
                _edit(review, at, rest.strip())
                _show(review, at)
            case "p":
                _pass_on(review, at)
                _show(review, at)
            case "r" if done == "rejected":
                typer.echo("  it is rejected already")
            case "r":
                _reject(review, at, rest.strip())
                return at + 1
            case "s" | "":
                return at + 1
            case "b":
                return max(0, at - 1)
            case "q":
                return None
            case _:
                typer.echo(_HELP)


def _show(review: _Review, at: int) -> None:
    from geleit.io.articles.drafts import EDITABLE
    from geleit.report.text.proposals import measured

    one, article = review.waiting[at], review.desk.article
    start, end = article.span(one.start, one.end)
    drafted = _draft(review, at)
    before = shown(article.seen[max(0, one.start - _AROUND) : one.start])
    words = typer.style(f">>{shown(article.seen[one.start : one.end])}<<", bold=True)
    after = shown(article.seen[one.end : one.end + _AROUND])
    typer.echo()
    typer.echo(f"[{at + 1}/{len(review.waiting)}] line {article.line(start):,}, {start}-{end}, ", nl=False)
    typer.echo(shown(f"rule {one.rule}, {measured(one)}, speaker {one.speaker.how}, {one.speaker.kind}"))
    typer.echo(f"  ...{before}{words}{after}...")
    for column in EDITABLE:
        if column in drafted.row:
            typer.echo(f"  {column:<16} {shown(drafted.row[column])}")
    if drafted.might_assert:
        typer.echo(
            f"  {'asserts':<16} perhaps {drafted.might_assert}: edit asserts, about (what) and denies (if not so)"
        )

    if echo := workflow.echo_of_draft(review.desk.case, drafted.row):
        typer.echo(f"  {'repeats':<16} perhaps {shown(echo.original)}, {shown(echo.because)}: p fills it in")
        typer.echo(f"  {'':<16} if it is its speaker's own word: e repeats, none")


def _pass_on(review: _Review, at: int) -> None:
    """Fill in what a proposal repeats, as was proposed."""
    drafted = _draft(review, at)
    if echo := workflow.echo_of_draft(review.desk.case, drafted.row):
        review.drafts[at] = replace(drafted, row={**drafted.row, "repeats": echo.original})
    else:
        typer.echo("  nothing is proposed: e repeats fills it in by hand")


def _accept(review: _Review, at: int) -> bool:
    """Capture the article if need be, and add the row; ``False`` where the row cannot stand like this."""
    from geleit.io.articles.originals import source_id
    from geleit.io.articles.reviewed import accepted_spans
    from geleit.io.evidence.log_line import moment
    from geleit.io.ledger.entries import append_statements

    desk, one = review.desk, review.waiting[at]
    span = desk.article.span(one.start, one.end)

    def expect_new(ledger: Ledger) -> None:
        if span in accepted_spans(ledger, desk.article.sha256):
            raise _EnteredMeanwhileError

    source = source_id(desk.case, desk.path, desk.article, desk.about)
    entered = {"source": source, "entered_by": desk.about.by, "entered_at": moment(datetime.now(UTC))}
    try:
        path = append_statements(desk.case, [{**_draft(review, at).row, **entered}], expect_new)
    except _EnteredMeanwhileError:
        typer.echo("  not entered: somebody else entered it meanwhile")
        review.outcomes[at] = "entered by somebody else"
        return True
    except CaseError as problem:
        typer.echo(f"  not entered: {shown(str(problem))}")
        typer.echo("  edit it (e), or reject it (r)")
        return False
    if review.outcomes.get(at) == "rejected":
        _note_rejection(review, at, "", taken_back=True)
    review.outcomes[at] = "accepted"
    typer.echo(f"  entered into {shown(str(path))}")
    return True


def _reject(review: _Review, at: int, reason: str) -> None:
    _note_rejection(review, at, reason)
    review.outcomes[at] = "rejected"


def _note_rejection(review: _Review, at: int, reason: str, *, taken_back: bool = False) -> None:
    from geleit.io.articles.reviewed import Rejection, reject
    from geleit.io.evidence.log_line import moment

    desk, one = review.desk, review.waiting[at]
    start, end = desk.article.span(one.start, one.end)
    now = moment(datetime.now(UTC))
    reject(
        desk.case,
        Rejection(desk.article.sha256, start, end, one.text, one.rule, reason, desk.about.by, now, taken_back),
    )


def _edit(review: _Review, at: int, column: str) -> None:
    """Ask for new values, the present one being kept unless something is typed."""
    from geleit.io.articles.drafts import EDITABLE

    if column and column not in EDITABLE:
        typer.echo(f"  expected one of {', '.join(EDITABLE)}")
        return
    for name in [column] if column else EDITABLE:
        row = dict(_draft(review, at).row)
        typed = _answer(f"  {name} [{shown(row.get(name, ''))}]: ")
        if typed == _KEEP_REST:
            return
        if typed == _EMPTY:
            row.pop(name, None)
        elif typed:
            row[name] = typed
        hint = "" if row.get("asserts") else _draft(review, at).might_assert
        review.drafts[at] = replace(_draft(review, at), row=row, might_assert=hint)


def _draft(review: _Review, at: int) -> Draft:
    """The row as it stands: as edited, else as drafted from the proposal."""
    from geleit.io.articles.drafts import draft

    if at not in review.drafts:
        desk = review.desk
        review.drafts[at] = draft(
            review.waiting[at], desk.article, desk.about.published, review.ledger.context.ids, desk.language
        )
    return review.drafts[at]


def _answer(question: str) -> str:
    """One line from the person.

    Raises
    ------
    EOFError
        If there is nobody any more.
    """
    typer.echo(question, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _close(review: _Review) -> None:
    tally = Counter(review.outcomes.values())
    left = len(review.waiting) - len(review.outcomes)
    typer.echo(f"{tally['accepted']:,} accepted, {tally['rejected']:,} rejected, {left:,} left", nl=False)
    typer.echo(
        f": geleit check {quoted(review.desk.case)} checks the case"
        if not left
        else ": the same command goes on with them"
    )
