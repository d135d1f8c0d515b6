"""What stands on a sheet for a claimant, item by item: the page, the text and the JSON say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import get_args

from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.finding import (
    STATEMENT_VERDICTS,
    Evidence,
    Finding,
    Says,
    StatementFinding,
    StatementVerdict,
    Verdict,
)
from geleit.model.reply import Attributed, ReplySheet, Said
from geleit.model.statement import Source, Statement
from geleit.report.text.verdict import names, title_of

WORKED_OUT = "computed"
"""Claimant of what Geleit worked out."""
KINDS_TOLD = 5
"""Kinds of incidents that are told one by one."""

_WORDS: Mapping[Verdict | StatementVerdict, tuple[Message, Message]] = {
    "supported": (say("reply.is-supported"), say("reply.changes-supported")),
    "refuted": (say("reply.is-refuted"), say("reply.changes-refuted")),
    "impossible": (say("reply.is-impossible"), say("reply.changes-impossible")),
    "inconsistent": (say("reply.is-inconsistent"), say("reply.changes-inconsistent")),
    "undetermined": (say("reply.is-undetermined"), say("reply.changes-undetermined")),
    "met": (say("reply.is-met"), say("reply.changes-met")),
    "not met": (say("reply.is-not-met"), say("reply.changes-not-met")),
    "unknown": (say("reply.is-unknown"), say("reply.changes-unknown")),
}
"""By verdict: what it is in words, and what would change it."""
_CHANGE_OF = {"CORRIDOR-AGREED": say("reply.changes-agreed")}
"""What would change a verdict of *not met*, where that is one thing."""
_COUNTED = {"once": say("reply.counted-once"), "total": say("reply.counted-total")}
_NOT_SAID = say("reply.not-said")


@dataclass(frozen=True)
class Weighed:
    """One piece of evidence, as a reader sees it.

    Parameters
    ----------
    source
        Id of a source, or what else it rests on, or empty.
    at
        Day on which it was said or seen, or empty.
    """

    says: str
    text: str
    claimant: str
    source: str
    at: str


@dataclass(frozen=True)
class Test:
    """What one test came to.

    Parameters
    ----------
    tested
        What exactly was tested; empty where the criterion says it.
    in_words, found
        The verdict in words, and why.
    changes
        What would change it.
    """

    code: str
    verdict: str
    tested: str
    in_words: str
    found: str
    evidence: tuple[Weighed, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """Something to reply to.

    Parameters
    ----------
    number
        By which a reply names it.
    title
        Who said it and when, or what it is about.
    words
        What was said, or empty.
    notes
        Where it was read, its scope, what corrects it.
    goes_to
        Where a reply goes in the case.
    """

    number: int
    title: str
    words: str
    notes: tuple[str, ...]
    tests: tuple[Test, ...]
    goes_to: str


@dataclass(frozen=True)
class Section:
    """Items under one heading; ``rest`` is said beneath them."""

    heading: str
    note: str
    items: tuple[Item, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class ReplyText:
    """All that a sheet says.

    Parameters
    ----------
    asked
        What is asked, and by when.
    not_claimed, how
        What it does not claim; how to reply, and where a reply goes.
    sources
        Those that something on it was read in.
    """

    title: str
    asked: tuple[str, ...]
    sections: tuple[Section, ...]
    not_claimed: tuple[str, ...]
    how: tuple[str, ...]
    sources: tuple[Source, ...]


def reply_items(case: Case, sheet: ReplySheet, by: date | None) -> ReplyText:
    """What a sheet says, from beginning to end.

    Parameters
    ----------
    case
        As much of it as the claimant may be shown.
    by
        Day by which a reply is asked for, or ``None`` where nobody said.
    """
    claimant, numbers, writer = sheet.claimant.name, count(1), _Writer(case)
    asked = (say("reply.asked", claimant=claimant), say("reply.by", day=by) if by else say("reply.by-open"))
    attributed = tuple(writer.attributed(one, claimant, next(numbers)) for one in sheet.attributed)
    charged = [finding for finding in sheet.conduct if _is_charged(finding)]
    conduct = tuple(writer.check(finding, next(numbers)) for finding in charged)
    rest = tuple(writer.in_brief([finding for finding in sheet.conduct if not _is_charged(finding)]))
    others = tuple(writer.said(one, next(numbers)) for one in sheet.of_others)
    own = tuple(writer.said(one, next(numbers)) for one in sheet.own)
    sections = (
        _section(
            say("reply.attributed-heading", claimant=claimant),
            say("reply.attributed-note") if attributed else say("reply.attributed-none", claimant=claimant),
            attributed,
        ),
        _section(
            say("reply.conduct-heading", claimant=claimant),
            say("reply.conduct-note") if sheet.conduct else say("reply.conduct-none", claimant=claimant),
            conduct,
            rest,
        ),
        _section(
            say("reply.others-heading", claimant=claimant),
            say("reply.others-note", claimant=claimant) if others else say("reply.others-none", claimant=claimant),
            others,
        ),
        _section(
            say("reply.own-heading", claimant=claimant),
            say("reply.own-note") if own else say("reply.own-none", claimant=claimant),
            own,
        ),
    )
    return ReplyText(
        title=str(say("reply.title", claimant=claimant)),
        asked=_texts(asked),
        sections=sections,
        not_claimed=_texts(
            (
                say("reply.not-lied"),
                say("reply.not-lawful"),
                say("reply.not-words"),
                say("reply.not-doubt"),
                say("reply.not-whole"),
            )
        ),
        how=_texts(
            (
                say("reply.how-number"),
                say("reply.how-entered", claimant=claimant),
                say("reply.how-corrected"),
                say("reply.how-columns"),
                say("reply.how-weighs"),
                say("reply.how-silence"),
            )
        ),
        sources=tuple(source for source in case.sources if source.id in set(_cited(sheet, sections))),
    )


def title_of_source(source: Source) -> str:
    """A source as a reader sees it: who published what."""
    named = source.publisher and source.publisher not in source.title
    return f"{source.publisher}: {source.title}" if named else source.title


def _section(heading: Message, note: Message, items: tuple[Item, ...], rest: tuple[str, ...] = ()) -> Section:
    return Section(str(heading), str(note), items, rest)


def _is_charged(finding: Finding) -> bool:
    """Whether something was not met, or somebody says so."""
    return finding.adverse or any(e.says == "against" and e.claimant != WORKED_OUT for e in finding.evidence)


def _cited(sheet: ReplySheet, sections: Sequence[Section]) -> Iterator[str]:
    yield from (said.statement.source for said in (*sheet.own, *sheet.of_others))
    yield from (source for one in sheet.attributed for source in one.sources)
    for section in sections:
        yield from (e.source for item in section.items for test in item.tests for e in test.evidence)


@dataclass(frozen=True)
class _Writer:
    case: Case

    def said(self, said: Said, number: int) -> Item:
        """A statement, and what its tests came to."""
        statement = said.statement
        day = say("reply.no-date") if statement.at is None else statement.at.astimezone(self.case.zone).date()
        carried = say("reply.carried", outlet=statement.outlet) if statement.outlet else None
        parts = [part for part in (statement.speaker, statement.role, day, carried) if part]
        return Item(
            number=number,
            title=str(say("reply.who", parts=tuple(parts))),
            words=statement.words,
            notes=_texts(self._notes(statement, tested=bool(said.findings))),
            tests=tuple(_test(finding) for finding in said.findings),
            goes_to=str(
                say("reply.goes-about", id=statement.id, about=statement.about)
                if statement.about
                else say("reply.goes-said", id=statement.id)
            ),
        )

    def _notes(self, statement: Statement, *, tested: bool) -> Iterator[Message]:
        read = next((s for s in self.case.sources if s.id == statement.source), None)
        if read is not None:
            yield say("reply.read-in", title=title_of_source(read))
        if tested:
            yield self._scope(statement)
        else:
            yield say("reply.untested")
        if statement.corrects:
            yield say("reply.corrects", id=statement.corrects)
        if statement.repeated:
            yield say("reply.repeats", id=statement.repeated)
        for later in self.case.statements:
            if later.corrects == statement.id:
                yield say("reply.corrected", id=later.id)

    def _scope(self, statement: Statement) -> Message:
        def when(at: datetime | None) -> datetime | Message:
            return _NOT_SAID if at is None else at.astimezone(self.case.zone)

        named = names(self.case) | {gate.id: gate.name for gate in self.case.exits}
        places = tuple(named.get(one) or one for one in statement.subjects)
        return say(
            "reply.scope",
            about=say("reply.places", places=places) if places else _NOT_SAID,
            whom=statement.whom or _NOT_SAID,
            means=say("reply.means", means=statement.by) if statement.by else _NOT_SAID,
            since=when(statement.since),
            until=when(statement.until),
            extent=_COUNTED[statement.extent] if statement.extent else _NOT_SAID,
        )

    def check(self, finding: Finding, number: int) -> Item:
        """A finding about a corridor, a pause, a load or the operation."""
        subject = title_of(finding, names(self.case))
        return Item(
            number=number,
            title=str(self._check_of(finding)),
            words="",
            notes=(str(say("reply.criterion", source=finding.source)),) if finding.source else (),
            tests=(_test(finding),),
            goes_to=str(say("reply.goes-check", finding=finding.code, subject=subject)),
        )

    def in_brief(self, findings: Sequence[Finding]) -> Iterator[str]:
        """Checks of findings that nobody speaks against, by verdict, with how many findings."""
        for verdict in STATEMENT_VERDICTS:
            some = Counter(_check(f) for f in findings if f.verdict == verdict)
            if some:
                told = tuple(say("reply.conduct-some", check=check, count=count) for check, count in some.items())
                yield str(say("reply.conduct-rest", verdict=say("verdict.word", verdict=verdict), checks=told))

    def _check_of(self, finding: Finding) -> Message:
        return say("reply.conduct-of", check=_check(finding), subject=title_of(finding, names(self.case)))

    def attributed(self, one: Attributed, claimant: str, number: int) -> Item:
        """What a monitor attributes to the claimant."""
        told = [
            say("reply.kind", kind=kind, count=events) if kind else say("reply.kind-unsaid", count=events)
            for kind, events in one.kinds[:KINDS_TOLD]
        ]
        if more := sum(events for _, events in one.kinds[KINDS_TOLD:]):
            told.append(say("reply.kinds-more", count=more))
        counted = say(
            "reply.attributed",
            claimant=claimant,
            first=one.first,
            last=one.last,
            acted=one.acted,
            faced=one.faced,
        )
        read = [say("reply.read-in", title=title_of_source(s)) for s in self.case.sources if s.id in one.sources]
        changes = say("reply.changes-attributed", claimant=claimant, monitor=one.monitor)
        return Item(
            number=number,
            title=one.monitor,
            words="",
            notes=_texts((counted, say("reply.kinds", kinds=tuple(told)), *read, changes)),
            tests=(),
            goes_to=str(say("reply.goes-incidents", monitor=one.monitor)),
        )


def _check(finding: Finding) -> str:
    """What a check is called in the catalogue."""
    return finding.code.partition("-")[2] or finding.code


def _test(finding: Finding) -> Test:
    in_words, change = _WORDS[finding.verdict]
    said = finding if isinstance(finding, StatementFinding) else None
    asks, depends, tested = (said.asks, said.depends, said.proposition) if said else ((), (), None)
    rows = [e for side in get_args(Says) for e in finding.evidence if e.says == side and e.message not in asks]
    return Test(
        code=finding.code,
        verdict=finding.verdict,
        tested=str(tested) if tested else "",
        in_words=str(in_words),
        found=finding.summary,
        evidence=tuple(map(_weighed, rows)),
        changes=_texts(
            (
                *(say("reply.question", question=question) for question in asks),
                *(say("reply.depends", on=hangs.assumption, text=hangs.message) for hangs in depends),
                _CHANGE_OF.get(finding.code, change) if finding.adverse else change,
            )
        ),
    )


def _weighed(evidence: Evidence) -> Weighed:
    worked_out = evidence.claimant == WORKED_OUT
    return Weighed(
        says=evidence.says,
        text=evidence.text,
        claimant=str(say("reply.worked-out")) if worked_out else evidence.claimant,
        source=evidence.source,
        at="" if evidence.at is None else evidence.at.date().isoformat(),
    )


def _texts(messages: Sequence[Message] | Iterator[Message]) -> tuple[str, ...]:
    return tuple(map(str, messages))
