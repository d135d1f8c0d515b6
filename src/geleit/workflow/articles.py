"""What an article says, by rules and perhaps by a language model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.io.articles.article import Article
    from geleit.io.articles.language_model import Endpoint
    from geleit.model.proposal import Language, Reading
    from geleit.workflow.results import ReadArticle


def read_article(path: Path, published: date | None = None, language: Language | None = None) -> ReadArticle:
    """Read a file, and find the statements that it reports by the rules of its language.

    Raises
    ------
    InputError
        If the file cannot be used.
    MissingExtraError
        If a package is needed that is not installed.
    """
    from geleit.io.articles.article import read_article as read_file
    from geleit.workflow.results import ReadArticle

    article = read_file(path)
    day = published or article.published
    return ReadArticle(article, day, read_statements(article, day, language))


def read_statements(
    article: Article,
    published: date | None = None,
    language: Language | None = None,
    server: Endpoint | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Statements that an article reports, by the rules of its language, and by a language model where one is named.

    Parameters
    ----------
    published
        Day of publication, against which *on Monday* is read.
    language
        Found by function words where it is ``None``.
    server
        The language model to ask too.
    progress
        Told how many pieces the model has read, and of how many.

    Raises
    ------
    InputError
        If the model cannot be asked.
    MissingExtraError
        If a package is needed that is not installed.
    """
    from geleit import reading

    found = reading.read_statements(article.seen, published, language)
    if server is None:
        return found
    from geleit.io.articles.language_model import ask

    known = {(one.start, one.end) for one in found.proposals}
    more = [one for one in ask(server, article.seen, progress) if (one.start, one.end) not in known]
    return replace(found, proposals=tuple(sorted([*found.proposals, *more], key=lambda one: (one.start, one.end))))
