"""``geleit read``: what an article says, who said it, and where; and the review before anything enters the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geleit.cli.import_streets import case_folder
from geleit.cli.progress import steps
from geleit.cli.shared_options import JsonOption, print_json, shown
from geleit.cli.source import ByOption
from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.io.articles.article import Article
    from geleit.io.articles.language_model import Endpoint
    from geleit.io.evidence.log_line import Entry
    from geleit.model.proposal import Reading


class Tongue(StrEnum):
    """Languages that are read."""

    de = "de"
    en = "en"


NAMES = {"de": "German", "en": "English"}


def read(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="A file of text, HTML or PDF.")],
    case: Annotated[Path | None, typer.Option("--case", help="The case whose ledger it is read for.")] = None,
    day: Annotated[
        str, typer.Option("--date", help="Day on which it was published, such as 2016-07-28; 'on Monday' hangs on it.")
    ] = "",
    outlet: Annotated[str, typer.Option("--outlet", help="Who published it; needed to capture it.")] = "",
    language: Annotated[Tongue | None, typer.Option("--language", help="Of the article; default: as it looks.")] = None,
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
    from geleit.io.articles.article import read_article
    from geleit.io.articles.drafts import words
    from geleit.io.evidence.capture import About
    from geleit.io.evidence.log_line import said, said_day

    _expect_together(case, review=review, as_json=as_json)
    server = _server(model_url, model, anywhere=model_anywhere)
    folder = None if case is None else case_folder(case)
    about = About(said("--outlet", outlet), said_day("--date", day, datetime.now(UTC).date()) if day else "")
    with steps(2 + bool(server)) as begin:
        begin("opening")
        found = read_article(article, lambda what, done, total: begin(f"opening: {what} {done} of {total}"))
        before = _captured(folder, found)
        published, told = _published(found, about.published, before)
        begin("looking for statements")
        reading = _read(found, published, language)
        if server is not None:
            begin(f"asking {server.model}")
            reading = _with_model(
                reading, found, server, lambda done, of: begin(f"asking {server.model}: {done} of {of}")
            )
    if as_json:
        _print(found, published, reading)
    elif review and folder is not None:
        about = replace(
            about, published=published.isoformat() if published else "", title=words(found.title), by=said("--by", by)
        )
        _expect_known(about, before)
        go_through(Desk(folder, article, found, about), reading.proposals, everything=everything)
    else:
        _list(article, found, reading, told, case, everything=everything)


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


def _captured(case: Path | None, article: Article) -> Entry | None:
    if case is None:
        return None
    from geleit.io.articles.originals import captured_before

    return captured_before(case, article.sha256)


def _published(article: Article, said: str, before: Entry | None) -> tuple[date | None, str]:
    """The day of publication, and who says so."""
    if said:
        return date.fromisoformat(said), f"published {said}, as you say"
    if before is not None:
        return date.fromisoformat(before.published), f"published {before.published}, as it was captured"
    if article.published is not None:
        return article.published, f"published {article.published}, as the page says"
    return None, "day of publication not known, which --date says"


def _read(article: Article, published: date | None, language: Tongue | None) -> Reading:
    from geleit.reading import read_statements

    return read_statements(article.seen, published, language.value if language else None)


def _with_model(reading: Reading, article: Article, server: Endpoint, progress: Any) -> Reading:
    from geleit.io.articles.language_model import ask

    known = {(one.start, one.end) for one in reading.proposals}
    more = [one for one in ask(server, article.seen, progress) if (one.start, one.end) not in known]
    return replace(reading, proposals=tuple(sorted([*reading.proposals, *more], key=lambda one: (one.start, one.end))))


def _expect_known(about: Any, before: Entry | None) -> None:
    """Whatever the capture needs, before anybody has reviewed anything."""
    if before is None:
        for option, text in (("--outlet", about.outlet), ("--date", about.published)):
            if not text:
                raise InputError(
                    option, "missing, and the article is not captured yet", "say who published it, and when"
                )


def _source(article: Article, published: date | None) -> dict[str, object]:
    return {
        "file": article.file,
        "sha256": article.sha256,
        "media_type": article.media_type,
        "encoding": article.encoding or None,
        "chars": len(article.text),
        "title": article.title or None,
        "published": published.isoformat() if published else None,
    }


def _print(article: Article, published: date | None, reading: Reading) -> None:
    from geleit.report.text.proposals import reading_json

    print_json(reading_json(_source(article, published), reading, article.alignment.span))


def _list(path: Path, article: Article, reading: Reading, told: str, case: Path | None, *, everything: bool) -> None:
    from geleit.io.articles.article import line_finder
    from geleit.report.text.proposals import likely, render_reading

    count = len(reading.proposals)
    kind = " ".join(filter(None, [NAMES[reading.language], article.media_type, article.encoding]))
    typer.echo(shown(f"{path}: {count:,} statement{'' if count == 1 else 's'} proposed ({kind})"))
    if article.title:
        typer.echo(shown(f"  {article.title}"))
    typer.echo(f"  {told}")
    for line in render_reading(reading, article.alignment.span, line_finder(article.text), everything=everything):
        typer.echo(shown(line))
    if not everything and (hidden := sum(not likely(one) for one in reading.proposals)):
        typer.echo(f"  {hidden:,} more that are seldom right: --all lists them")
    command = f"geleit read {path} --case {case or 'CASE'} --review"
    typer.echo(shown(f"nothing was entered: {command} puts them before you" if count else "nothing was entered"))
