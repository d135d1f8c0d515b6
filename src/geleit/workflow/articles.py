"""What an article says, by rules and perhaps by a language model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.io.articles.language_model import Endpoint
    from geleit.io.evidence.log_line import Entry
    from geleit.model.article import Article
    from geleit.model.proposal import Language, Reading
    from geleit.workflow.results import DatedBy, ReadArticle


def read_article(
    path: Path,
    published: date | None = None,
    language: Language | None = None,
    *,
    case: Path | None = None,
    server: Endpoint | None = None,
    progress: Steps = no_steps,
) -> ReadArticle:
    """Read a file, and find the statements that it reports by the rules of its language.

    Parameters
    ----------
    published
        Day of publication, against which *on Monday* is read.
    language
        Found by function words where it is ``None``.
    case
        The case that may have captured the article before.
    server
        A language model to ask too.

    Raises
    ------
    InputError
        If the file cannot be used, is in a language that cannot be read, or the model cannot be asked.
    MissingExtraError
        If a package is needed that is not installed.
    """
    from geleit.io.articles.article import read_article as read_file
    from geleit.io.articles.originals import captured_before
    from geleit.reading import read_statements
    from geleit.reading.text.detect_language import language_of
    from geleit.workflow.results import ReadArticle

    progress("opening", 2)
    article = read_file(path, lambda what, done, total: progress(f"opening: {what} {done} of {total}", 2))
    captured = None if case is None else captured_before(case, article.sha256)
    day, dated_by = _dated(published, captured, article.published)
    progress("looking for statements", 2)
    if (spoken := language or language_of(article.seen)) is None:
        problem = "cannot read this language: expected German or English"
        raise InputError(str(path), problem, "if it is one of them, say --language de or --language en")
    reading = read_statements(article.seen, day, spoken)
    if server is not None:
        reading = _with_more(reading, article, server, progress)
    return ReadArticle(article, day, reading, dated_by, captured)


def _dated(given: date | None, captured: Entry | None, stated: date | None) -> tuple[date | None, DatedBy]:
    if given is not None:
        return given, "the user"
    if captured is not None:
        return date.fromisoformat(captured.published), "the capture"
    return (stated, "the page") if stated is not None else (None, "nobody")


def _with_more(reading: Reading, article: Article, server: Endpoint, progress: Steps) -> Reading:
    """Also what a language model finds elsewhere in the article."""
    from geleit.io.articles.language_model import ask

    found = ask(server, article.seen, lambda done, of: progress(f"asking {server.model}: {done} of {of}", 3))
    known = {(one.start, one.end) for one in reading.proposals}
    more = [one for one in found if (one.start, one.end) not in known]
    return replace(reading, proposals=tuple(sorted([*reading.proposals, *more], key=lambda one: (one.start, one.end))))
