"""What a reader proposes from an article, as JSON and as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from geleit.model.article import Article
from geleit.model.proposal import AuthorSentence, Proposal, Quantity, Reading, TimeMention
from geleit.model.stamp import InternalFile
from geleit.report.stamps import stamp_json

UNMEASURED = 0.0
"""The confidence of a rule that nobody measured."""

_SURE = 0.5
_LONGEST_LINE = 400


def likely(proposal: Proposal) -> bool:
    """Whether at least half of what its rule proposes was right when that was measured, or nobody measured it."""
    return proposal.confidence >= _SURE or proposal.confidence == UNMEASURED


def reading_json(article: Article, published: date | None, reading: Reading) -> dict[str, Any]:
    """A reading as one JSON object, all offsets those of the decoded file.

    Parameters
    ----------
    published
        Day on which the article was published, as far as anybody knows.
    """
    return {
        **stamp_json(InternalFile()),
        "source": {
            "file": article.file,
            "sha256": article.sha256,
            "media_type": article.media_type,
            "encoding": article.encoding or None,
            "chars": len(article.text),
            "title": article.title or None,
            "published": published.isoformat() if published else None,
            "language": reading.language,
        },
        "proposals": [_proposal(one, article) for one in reading.proposals],
        "author": [_author(one, article) for one in reading.author],
    }


def measured(proposal: Proposal) -> str:
    """How often the rule was right, in words."""
    if proposal.confidence == UNMEASURED:
        return "not measured"
    return f"right in {proposal.confidence:.0%} when measured"


def render_reading(article: Article, reading: Reading, *, everything: bool) -> Iterator[str]:
    """A list for readers, line by line; the words are those of the article, and may hold anything.

    Parameters
    ----------
    everything
        Whether statements that are hardly ever right are listed too.
    """
    for number, one in enumerate((p for p in reading.proposals if everything or likely(p)), 1):
        start, end = article.span(one.start, one.end)
        yield f"  {number:>3}  line {article.line(start):,}, {start}-{end}  {_speaker(one)}"
        yield f"       {_short(one.text)}"
        yield f"       {'; '.join([*_said(one), f'{one.form}, rule {one.rule}, {measured(one)}'])}"
    if reading.author:
        yield "  in the article's own voice:"
    for sentence in reading.author:
        start, end = article.span(sentence.start, sentence.end)
        yield f"       line {article.line(start):,}, {start}-{end}  {_short(sentence.text)}"


def _speaker(one: Proposal) -> str:
    if not one.speaker.text:
        return "speaker not named"
    via = f", through {one.outlet}" if one.outlet else ""
    return f"{_short(one.speaker.text)} ({one.speaker.kind}, {one.speaker.how}){via}"


def _said(one: Proposal) -> Iterator[str]:
    if one.topics:
        yield ", ".join(one.topics)
    yield from (quantity.text for quantity in one.quantities)
    yield from (f"{time.text}{' (day not known)' if time.needs_anchor else ''}" for time in one.times)
    yield from (place.text for place in one.places)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else text[: _LONGEST_LINE - 3] + "..."


def _proposal(one: Proposal, article: Article) -> dict[str, Any]:
    named = bool(one.speaker.text)
    return {
        **_span(one, article),
        "text": one.text,
        "speaker": {
            "text": one.speaker.text, "role": one.speaker.role, "kind": one.speaker.kind, "how": one.speaker.how,
            **(_span(one.speaker, article) if named else {"start": None, "end": None}),
        },
        "outlet": one.outlet,
        "form": one.form,
        "mood": one.mood,
        "cue": one.cue,
        "topics": list(one.topics),
        "quantities": [_quantity(quantity, article) for quantity in one.quantities],
        "times": [_time(time, article) for time in one.times],
        "places": [{"text": place.text, **_span(place, article)} for place in one.places],
        "rule": one.rule,
        "confidence": one.confidence,
    }  # fmt: skip


def _author(one: AuthorSentence, article: Article) -> dict[str, Any]:
    quantities = [_quantity(quantity, article) for quantity in one.quantities]
    return {**_span(one, article), "text": one.text, "topics": list(one.topics), "quantities": quantities}


def _quantity(one: Quantity, article: Article) -> dict[str, Any]:
    return {**asdict(one), **_span(one, article)}


def _time(one: TimeMention, article: Article) -> dict[str, Any]:
    ends = {
        name: end and end.isoformat(timespec="minutes")
        for name, end in (("earliest", one.earliest), ("latest", one.latest))
    }
    return {**asdict(one), **_span(one, article), **ends}


def _span(one: Any, article: Article) -> dict[str, int]:
    start, end = article.span(one.start, one.end)
    return {"start": start, "end": end}
