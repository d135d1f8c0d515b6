"""A sheet for a claimant as plain text, to be sent by mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from geleit.messages import say
from geleit.model.letters import UNSEEN
from geleit.model.public import View
from geleit.model.reply import ReplySheet
from geleit.report.numbers import isolated_text
from geleit.report.reply_items import Item, Test, Weighed, reply_items, title_of_source
from geleit.report.stamps import stamp_text

MAIL_WIDTH = 76
"""Characters of a line: what is quoted in an answer still fits."""
_UNSEEN = dict.fromkeys(UNSEEN, "\N{REPLACEMENT CHARACTER}")


def render_reply(view: View, sheet: ReplySheet, by: date | None) -> str:
    """A sheet as text.

    Parameters
    ----------
    by
        Day by which a reply is asked for, or ``None`` where nobody said.
    """
    case, said = view.case, reply_items(view.case, sheet, by)
    lines = [*_filled(stamp_text(view)), "", *_heading(said.title, "="), *_filled(case.title or case.name), ""]
    for text in said.asked:
        lines += [*_filled(text), ""]
    for section in said.sections:
        lines += [*_heading(section.heading), *_filled(section.note), ""]
        for item in section.items:
            lines += [*_item(item), ""]
        for text in section.rest:
            lines += [*_filled(text), ""]
    for heading, texts in ((say("reply.not-heading"), said.not_claimed), (say("reply.how-heading"), said.how)):
        lines += [*_heading(str(heading)), *(line for text in texts for line in _filled(text, "- ", "  ")), ""]
    lines += _heading(str(say("reply.sources-heading")))
    for source in said.sources:
        about = ", ".join(filter(None, (title_of_source(source), source.published, source.url)))
        lines += _filled(f"[{source.id}] {about}", "", "  ")
    return "\n".join(lines) + "\n"


def _item(item: Item) -> Iterator[str]:
    number = f"{item.number}. "
    beneath = " " * len(number)
    yield from _filled(item.title, number, beneath)
    if item.words:
        yield from _filled(item.words, f"{beneath}> ", f"{beneath}> ")
    for text in item.notes:
        yield from _filled(text, beneath, beneath)
    for test in item.tests:
        for label, text in _told(test):
            yield from _filled(f"{label}: {text}", beneath, f"{beneath}  ")
        yield from _filled(f"{say('reply.label-change')}:", beneath)
        for text in test.changes:
            yield from _filled(text, f"{beneath}- ", f"{beneath}  ")
    yield from _filled(item.goes_to, beneath, beneath)


def _told(test: Test) -> Iterator[tuple[str, str]]:
    """What a test came to, each part with its label."""
    if test.tested:
        yield str(say("reply.label-tested")), test.tested
    yield str(say("reply.label-found")), f"{test.in_words} {test.found} ({test.code})"
    sides = {
        "for": say("reply.label-for"),
        "against": say("reply.label-against"),
        "context": say("reply.label-context"),
    }
    for one in test.evidence:
        yield str(sides[one.says]), f"{one.text} [{_credit(one)}]"


def _credit(one: Weighed) -> str:
    return ", ".join(filter(None, (one.claimant, one.source, one.at)))


def _heading(text: str, under: str = "-") -> list[str]:
    lines = _filled(text)
    return [*lines, under * max(map(len, lines), default=0)]


def _filled(text: str, first: str = "", then: str = "") -> list[str]:
    """Lines that fit a mail; words written from right to left turn nothing round that stands beside them."""
    on_one_line = " ".join(text.translate(_UNSEEN).split())
    shown = wrap(
        on_one_line, MAIL_WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
    return [isolated_text(line) for line in shown]
