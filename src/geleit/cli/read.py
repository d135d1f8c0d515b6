"""``geleit read``: what an article says, who said it, and where; and the review before anything enters the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli.progress import steps
from geleit.cli.shared_options import JsonOption, print_json, shown
from geleit.cli.source import ByOption
from geleit.errors import InputError, quoted
from geleit.io.case.bundled import case_folder
from geleit.model.proposal import Language

if TYPE_CHECKING:
    from geleit.io.articles.language_model import Endpoint
    from geleit.io.evidence.capture import About
    from geleit.io.evidence.log_line import Entry
    from geleit.workflow.results import ReadArticle


NAMES = {"de": "German", "en": "English"}
DATED = {
    "the user": "published {}, as you say",
    "the capture": "published {}, as it was captured",
    "the page": "published {}, as the page says",
    "nobody": "day of publication not known, which --date says",
}
"""Who says when an article was published."""


def read(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="A file of text, HTML or PDF.")],
    case: Annotated[Path | None, typer.Option("--case", help="The case whose ledger it is read for.")] = None,
    day: Annotated[
        str, typer.Option("--date", help="Day on which it was published, such as 2016-07-28; 'on Monday' hangs on it.")
    ] = "",
    outlet: Annotated[str, typer.Option("--outlet", help="Who published it; needed to capture it.")] = "",
    language: Annotated[
        Language | None, typer.Option("--language", help="Of the article; default: as it looks.")
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Go through the proposals one by one; what you accept enters the ledger.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also list and review what comes of rules that are seldom right.")
    ] = False,
    by: ByOption = "",
    model_url: Annotated[
        str, typer.Option("--model-url", help="Also ask a language model there, such as http://127.0.0.1:8080/v1.")
    ] = "",
    model: Annotated[str, typer.Option("--model", help="Name of the language model.")] = "",
    model_anywhere: Annotated[
        bool, typer.Option("--model-anywhere", help="Let the article leave this computer for the language model.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Propose statements from an article, for review.

    Who said what, in which words, and where. Nothing is entered unreviewed.
    """
    from geleit.cli.review import Desk, go_through
    from geleit.io.articles.drafts import words
    from geleit.io.evidence.capture import About
    from geleit.io.evidence.log_line import said, said_day
    from geleit.report.text.proposals import reading_json

    _expect_together(case, review=review, as_json=as_json)
    server = _server(model_url, model, anywhere=model_anywhere)
    folder = None if case is None else case_folder(case)
    outlet, today = said("--outlet", outlet), datetime.now(UTC).date()
    given = date.fromisoformat(said_day("--date", day, today)) if day else None
    with steps() as begin:
        found = workflow.read_article(article, given, language, case=folder, server=server, progress=begin)
    if as_json:
        print_json(reading_json(found.article, found.published, found.reading))
    elif review and folder is not None:
        published = found.published.isoformat() if found.published else ""
        about = About(outlet, published, words(found.article.title), by=said("--by", by))
        _expect_known(about, found.captured)
        go_through(
            Desk(folder, article, found.article, about, found.reading.language), found.proposals, everything=everything
        )
    else:
        _list(article, found, case, everything=everything)


def _expect_together(case: Path | None, *, review: bool, as_json: bool) -> None:
    if review and case is None:
        raise InputError("--case", "missing", "a review needs a case, whose ledger takes what you accept")
    if review and as_json:
        raise InputError("--json", "a review is a conversation and prints no JSON", "leave out one of them")


def _server(url: str, model: str, *, anywhere: bool) -> Endpoint | None:
    from geleit.cli.exit_codes import complain
    from geleit.io.articles.language_model import endpoint

    if not url:
        if model or anywhere:
            raise InputError("--model-url", "missing", "say where the language model is asked")
        return None
    server = endpoint(url, model, anywhere=anywhere)
    if anywhere:
        complain(f"the article is sent to {server.host}, and may leave this computer")
    return server


def _expect_known(about: About, before: Entry | None) -> None:
    """Whatever the capture needs, before anybody has reviewed anything."""
    if before is None:
        for option, text in (("--outlet", about.outlet), ("--date", about.published)):
            if not text:
                raise InputError(
                    option, "missing, and the article is not captured yet", "say who published it, and when"
                )


def _list(path: Path, found: ReadArticle, case: Path | None, *, everything: bool) -> None:
    from geleit.model.stamp import InternalFile
    from geleit.report.numbers import many
    from geleit.report.stamps import stamp_text
    from geleit.report.text.proposals import likely, render_reading

    article, reading, count = found.article, found.reading, len(found.proposals)
    kind = " ".join(filter(None, [NAMES[reading.language], article.media_type, article.encoding]))
    typer.echo(shown(f"{path}: {many(count, 'statement')} proposed ({kind})"))
    if article.title:
        typer.echo(shown(f"  {article.title}"))
    typer.echo(f"  {DATED[found.dated_by].format(found.published)}")
    for line in render_reading(article, reading, everything=everything):
        typer.echo(shown(line))
    if not everything and (hidden := sum(not likely(one) for one in found.proposals)):
        typer.echo(f"  {hidden:,} more that are seldom right: --all lists them")
    typer.echo(f"  {stamp_text(InternalFile())}")
    command = f"geleit read {quoted(path)} --case {quoted(case or 'CASE')} --review"
    typer.echo(shown(f"nothing was entered: {command} puts them before you" if count else "nothing was entered"))
