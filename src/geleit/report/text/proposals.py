"""What a reader proposes from an article, as JSON and as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from geleit.model.proposal import AuthorSentence, Proposal, Quantity, Reading, TimeMention

Where = Callable[[int, int], tuple[int, int]]
"""Where a span of what was read stands in the decoded file, in code points, end-exclusive."""

UNMEASURED = 0.0
"""The confidence of a rule that nobody measured."""

_SURE = 0.5
_LONGEST_LINE = 400


def likely(proposal: Proposal) -> bool:
    """Whether at least half of what its rule proposes was right when that was measured, or nobody measured it."""
    return proposal.confidence >= _SURE or proposal.confidence == UNMEASURED


def reading_json(source: Mapping[str, object], reading: Reading, where: Where) -> dict[str, Any]:
    """A reading as one JSON object, all offsets those of the decoded file.

    Parameters
    ----------
    source
        What is said of the file.
    where
        From places in what was read to places in the file.
    """
    return {
        "source": {**source, "language": reading.language},
        "proposals": [_proposal(one, where) for one in reading.proposals],
        "author": [_author(one, where) for one in reading.author],
    }


def measured(proposal: Proposal) -> str:
    """How often the rule was right, in words."""
    if proposal.confidence == UNMEASURED:
        return "not measured"
    return f"right in {proposal.confidence:.0%} when measured"


def render_reading(reading: Reading, where: Where, line_of: Callable[[int], int], *, everything: bool) -> Iterator[str]:
    """A list for readers, line by line; the words are those of the article, and may hold anything.

    Parameters
    ----------
    line_of
        The line of the file that a code point of it is on.
    everything
        Whether statements that are hardly ever right are listed too.
    """
    for number, one in enumerate((p for p in reading.proposals if everything or likely(p)), 1):
        start, end = where(one.start, one.end)
        yield f"  {number:>3}  line {line_of(start):,}, {start}-{end}  {_speaker(one)}"
        yield f"       {_short(one.text)}"
        yield f"       {'; '.join([*_said(one), f'{one.form}, rule {one.rule}, {measured(one)}'])}"
    if reading.author:
        yield "  in the article's own voice:"
    for sentence in reading.author:
        start, end = where(sentence.start, sentence.end)
        yield f"       line {line_of(start):,}, {start}-{end}  {_short(sentence.text)}"


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


def _proposal(one: Proposal, where: Where) -> dict[str, Any]:
    named = bool(one.speaker.text)
    return {
        **_span(one, where),
        "text": one.text,
        "speaker": {
            "text": one.speaker.text, "role": one.speaker.role, "kind": one.speaker.kind, "how": one.speaker.how,
            **(_span(one.speaker, where) if named else {"start": None, "end": None}),
        },
        "outlet": one.outlet,
        "form": one.form,
        "mood": one.mood,
        "cue": one.cue,
        "topics": list(one.topics),
        "quantities": [_quantity(quantity, where) for quantity in one.quantities],
        "times": [_time(time, where) for time in one.times],
        "places": [{"text": place.text, **_span(place, where)} for place in one.places],
        "rule": one.rule,
        "confidence": one.confidence,
    }  # fmt: skip


def _author(one: AuthorSentence, where: Where) -> dict[str, Any]:
    quantities = [_quantity(quantity, where) for quantity in one.quantities]
    return {**_span(one, where), "text": one.text, "topics": list(one.topics), "quantities": quantities}


def _quantity(one: Quantity, where: Where) -> dict[str, Any]:
    return {**asdict(one), **_span(one, where)}


def _time(one: TimeMention, where: Where) -> dict[str, Any]:
    ends = {
        name: end and end.isoformat(timespec="minutes")
        for name, end in (("earliest", one.earliest), ("latest", one.latest))
    }
    return {**asdict(one), **_span(one, where), **ends}


def _span(one: Any, where: Where) -> dict[str, int]:
    start, end = where(one.start, one.end)
    return {"start": start, "end": end}
