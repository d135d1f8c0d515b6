"""Answers and findings as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geleit.model.answer import Answer, Proved
from geleit.model.certificate import RUNGS
from geleit.model.finding import Finding, StatementFinding
from geleit.model.public import View
from geleit.report.numbers import OVERRIDES, isolated_text, three
from geleit.report.stamps import stamp_text
from geleit.report.text.people import people_in
from geleit.report.text.plain import (
    STOPPED_EARLY,
    binding_text,
    clearance_text,
    credit,
    moment,
    vehicles_rows,
    without_way_text,
)
from geleit.report.text.streets import doubts_in
from geleit.report.text.tested import hangs_of, tested_of
from geleit.report.text.verdict import by_subject, headings, verdict_word

SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&"} | OVERRIDES)
_AT_THE_START = re.compile(r"^([0-9]*)([-+=.)])")
"""What begins a list or underlines a heading."""


def render_markdown(view: View, findings: Sequence[Finding], answers: Sequence[Proved]) -> str:
    """The report as Markdown: answers, findings, assumptions, sources."""
    view.expect(answers)
    case = view.case
    parts = [f"# {plain(case.title or case.name)}", plain(case.summary)]
    parts += [_answer(a) for a in answers]
    parts.append(render_findings_markdown(view, findings, answers[0] if answers else None))
    rows = [
        f"| {plain(name)} | {a.low:.12g} | {a.likely:.12g} | {a.high:.12g} "
        f"| {plain(a.unit)} | {a.basis} | {plain(a.note)} |"
        for name, a in case.assumptions.items()
    ]
    head = "| assumption | low | likely | high | unit | basis | note |\n|---|---|---|---|---|---|---|"
    parts.append("\n".join(["## Assumptions", "", head, *rows]))
    sources = [
        f"- {plain(s.id)} {plain(', '.join(x for x in (s.title, s.publisher, s.published, s.url) if x))}"
        for s in case.sources
    ]
    parts.append("\n".join(["## Sources", "", *sources]))
    return "\n\n".join(parts) + "\n"


def render_findings_markdown(view: View, findings: Sequence[Finding], answer: Proved | None = None) -> str:
    """Findings as one table for each subject, the evidence beneath."""
    lines = [f"**{stamp_text(view)}**", "", "## Findings"]
    for title, rows in by_subject(findings, headings(view.case)):
        lines += ["", f"### {plain(title)}", ""]
        for finding in rows:
            lines.append(f"- **{finding.code}**, **{verdict_word(finding.verdict)}**: {plain(finding.summary)}")
            said = finding if isinstance(finding, StatementFinding) else None
            lines += [f"  - {name}: {plain(text)}" for name, text in (tested_of(said) if said else ())]
            lines += [f"  - {e.says}: {plain(e.text)} {plain(credit(e))}" for e in finding.evidence]
            lines += [f"  - {name}: {plain(text)}" for name, text in (hangs_of(said) if said else ())]
    if about := doubts_in(view):
        lines += ["", "The map that this rests on:", "", *(f"- {plain(doubt)}" for doubt in about)]
    if told := people_in(view, answer):
        lines += ["", "The people that this rests on:", "", *(f"- {plain(line)}" for line in told)]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = " ".join(text.translate(SPECIAL).split())
    return isolated_text(_AT_THE_START.sub(r"\1\\\2", line))


def _answer(answer: Proved) -> str:
    people, ladder = answer.people, answer.generous.ladder
    rows = [
        ("people inside", three(people.low, people.likely, people.high, ", ")),
        ("at most (proved)", f"{answer.against_the_map.at_most:,}"),
        ("by exit seats, beeline, walking, streets", ", ".join(f"{getattr(ladder, name):,}" for name in RUNGS)),
        ("at most with the likely figures", f"{answer.likely.ladder.streets:,} of {answer.likely.people:,}"),
        *_likely(answer),
        (f"at most if the map is right to {answer.against_the_map.trusted_to:g} m", f"{answer.at_most:,}"),
        *(("gap of the map", plain(str(line))) for line in answer.against_the_map.messages),
        *((name, plain(line)) for name, line in vehicles_rows(answer)),
        *_planned(answer),
        ("could not have left", f"{answer.could_not_leave:,}"),
        ("clearance", clearance_text(answer)),
    ]
    if answer.required_rate is not None:
        rows.append(("every gate would need", f"{answer.required_rate:,} persons/h, whenever it may be open"))
    if answer.stopped:
        rows.append(("stopped early", STOPPED_EARLY))
    if isinstance(answer, Answer) and answer.unreached:
        rows.append(("without any way", plain(without_way_text(answer))))
    table = [f"| {name} | {value} |" for name, value in rows]
    binding = [f"- {plain(binding_text(b))}" for b in answer.binding]
    head = [f"## Who can be out by {moment(answer.deadline)}?", "", "| | |", "|---|---|"]
    return "\n".join([*head, *table, *(["", "What binds:", "", *binding] if binding else [])])


def _likely(answer: Proved) -> list[tuple[str, str]]:
    if not isinstance(answer, Answer):
        return []
    return [("at least with the likely figures (planned)", f"{answer.likely_plan.people_out:,}")]


def _planned(answer: Proved) -> list[tuple[str, str]]:
    if not isinstance(answer, Answer):
        return [("at least", "not told: a plan says where people are and go")]
    method = f"{answer.gap:.1%} of {answer.at_most:,}, {answer.method_gap:.1%} of what cautious figures allow"
    return [("at least (planned)", f"{answer.at_least:,}"), ("gap, and the method's part", method)]
