"""Answers and findings as plain text for a terminal, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import get_args

from geleit.model.answer import Answer, Binding, Proved
from geleit.model.certificate import RUNGS
from geleit.model.crowds import JAM, UnderWay
from geleit.model.departure import GroupOut, shares
from geleit.model.finding import Evidence, Finding, StatementFinding, StatementVerdict
from geleit.model.public import View
from geleit.report.numbers import many, three
from geleit.report.stamps import stamp_text
from geleit.report.text.people import people_in, stranded_text
from geleit.report.text.streets import doubts_in
from geleit.report.text.tested import hangs_of, tested_of
from geleit.report.text.verdict import by_subject, count_each, headings, verdict_word
from geleit.report.text.wrapping import wrapped

STOPPED_EARLY = "the search for a better plan was ended by hand; both numbers hold, and a plan for more may exist"
MARKS = {"met": "+", "not met": "-", "unknown": "?"}
MARKS |= {"supported": "+", "refuted": "-", "impossible": "x", "inconsistent": "!", "undetermined": "?"}


def moment(at: datetime) -> str:
    """A moment for a reader, with its offset."""
    return at.isoformat(sep=" ", timespec="minutes")


def render_text(view: View, findings: Sequence[Finding], answers: Sequence[Proved]) -> str:
    """Answers, then findings."""
    parts = [*(render_answer(view, a) for a in answers), render_findings_only(headings(view.case), findings)]
    return "\n\n".join([*parts, *([] if answers else [stamp_lines(view)])])


def stamp_lines(view: View) -> str:
    """What it says of itself."""
    return "\n".join(wrapped(stamp_text(view), "", ""))


def render_answer(view: View, answer: Proved, first: Sequence[str] = ()) -> str:
    """Two numbers, what proves them, and what holds people back.

    Parameters
    ----------
    first
        Sentences that come before all else: what is needed, on record and counted.
    """
    view.expect([answer])
    people, ladder = answer.people, answer.generous.ladder
    rows = [
        ("people inside", three(people.low, people.likely, people.high)),
        ("at most (proved)", f"{answer.against_the_map.at_most:,}"),
        *_on_the_map(answer),
        ("", ", ".join(f"{name.replace('_', ' ')} {getattr(ladder, name):,}" for name in RUNGS)),
        ("", _likely(answer)),
        *(("gap of the map", str(line)) for line in answer.against_the_map.messages),
        *vehicles_rows(answer),
        *_planned(answer),
        ("could not have left", f"{answer.could_not_leave:,}" + _proved_by(answer)),
        ("clearance", clearance_text(answer)),
    ]
    if answer.required_rate is not None:
        rows.append(("gates would need", f"{answer.required_rate:,} persons/h at every exit, whenever it may be open"))
    if answer.stopped:
        rows.append(("stopped early", STOPPED_EARLY))
    if isinstance(answer, Answer) and answer.unreached:
        rows.append(("without any way", without_way_text(answer)))
    if isinstance(answer, Answer) and answer.shared_at is not None:
        rows.append(("equal shares", equal_shares_text(answer, answer.shared_at)))
    if isinstance(answer, Answer):
        rows += [
            (f"under way{name}", text)
            for name, crowds in (("", answer.under_way), (", likely", answer.likely_under_way))
            for text in under_way_text(crowds)
        ]
    if isinstance(answer, Answer) and len(answer.groups) > 1:
        rows += [("planned", group_text(group)) for group in answer.groups]
    lines = wrapped(
        f"{view.case.name}: who can be out by {moment(answer.deadline)}, from {moment(answer.start)}?", "", "  "
    )
    for sentence in first:
        lines += wrapped(sentence, "  ", "  ")
    for name, text in rows:
        lines += wrapped(text, f"  {name:<20}", " " * 22)
    lines += _about_streets(view) + _about_people(view, answer)
    if answer.binding:
        ends = {"generous": "most generous", "likely": "likely", "cautious": "most cautious"}
        lines.append(f"  binding, with the {ends[answer.binding[0].scenario]} figures")
        for b in answer.binding[:10]:
            lines += wrapped(binding_text(b), "    ", "      ")
        if len(answer.binding) > 10:
            lines.append(f"    and {len(answer.binding) - 10} more")
    return "\n".join([*lines, stamp_lines(view)])


def vehicles_rows(answer: Proved) -> list[tuple[str, str]]:
    """What vehicles can change, where people may ride."""
    return [] if answer.vehicles is None else [("by vehicle", str(answer.vehicles.message))]


def _likely(answer: Proved) -> str:
    """What holds with the likely figures."""
    found = f"with the likely figures at most {answer.likely.ladder.streets:,} of {answer.likely.people:,}"
    return f"{found}; a plan has {answer.likely_plan.people_out:,} out" if isinstance(answer, Answer) else found


def under_way_text(crowds: UnderWay, say: Callable[[datetime], str] = moment) -> Iterator[str]:
    """How far people of a plan walk, where most wait, and where there are more than the streets hold."""
    walk = (
        f"a walk of {_km(crowds.walk_m)}, {duration(crowds.walk_s)}, on average, and of up to "
        f"{_km(crowds.longest_walk_m)}, {duration(crowds.longest_walk_s)}"
    )
    leave = "" if crowds.late else "; people of this plan leave as early as streets allow, not as late as they could"
    if not crowds.queues:
        yield f"{walk}; nobody waits{leave}"
        return
    most = crowds.queues[0]
    yield (
        f"{walk}; most wait at {most.name} ({most.lat:.4f} {most.lon:.4f}): {most.people:,} at {say(most.at)}, there "
        f"{duration(most.mean_s)} on average and up to {duration(most.longest_s)}{leave}"
    )
    if crowded := crowds.crowded:
        worst = max(crowded, key=lambda queue: queue.density)
        where = many(len(crowded), "corner")
        dense = f"{worst.density:,.1f} to the square metre" if worst.space_m2 else "no room for any"
        yield (
            f"more people than the streets hold ({JAM} to the square metre) wait at {where}; worst at {worst.name} "
            f"({worst.lat:.4f} {worst.lon:.4f}): {worst.people:,} at {say(worst.at)}, {dense}"
        )


def _km(metres: int) -> str:
    return f"{metres / 1000:,.1f} km"


def duration(seconds: int) -> str:
    """Seconds in words: minutes below three hours."""
    return f"{seconds / 3600:,.1f} h" if seconds >= 3 * 3600 else f"{-(-seconds // 60):,} min"


def _planned(answer: Proved) -> list[tuple[str, str]]:
    if not isinstance(answer, Answer):
        return [("at least", "not told: a plan says where people are and go")]
    method = (
        f"{answer.gap:.1%} of {answer.at_most:,}; {answer.method_gap:.1%} is due to the method, the rest to the inputs"
    )
    return [("at least (planned)", f"{answer.at_least:,}"), ("gap", method)]


def render_findings(view: View, findings: Sequence[Finding]) -> str:
    """Findings by subject, each with its evidence."""
    return "\n".join(
        [
            render_findings_only(headings(view.case), findings),
            *_about_streets(view),
            *_about_people(view),
            stamp_lines(view),
        ]
    )


def _about_streets(view: View) -> list[str]:
    """What may be wrong with the streets that it rests on."""
    return [line for doubt in doubts_in(view) for line in wrapped(doubt, f"  {'the map':<20}", " " * 22)]


def _about_people(view: View, answer: Proved | None = None) -> list[str]:
    """How people came onto them."""
    return [line for told in people_in(view, answer) for line in wrapped(told, f"  {'the people':<20}", " " * 22)]


def render_findings_only(titles: Mapping[str, str], findings: Sequence[Finding]) -> str:
    """Findings under the titles of their subjects."""
    lines = []
    for title, rows in by_subject(findings, titles):
        lines += ["", *wrapped(title, "", "  ")]
        for finding in rows:
            lines += _lines_of(finding)
    lines += ["", counts(findings)]
    return "\n".join(lines).lstrip("\n")


def _lines_of(finding: Finding) -> Iterator[str]:
    verdict = str(verdict_word(finding.verdict)).upper()
    yield from wrapped(f"{MARKS[finding.verdict]} {finding.code} {verdict}: {finding.summary}", "  ", "    ")
    said = finding if isinstance(finding, StatementFinding) else None
    told = [f"{name}: {text}" for name, text in (tested_of(said) if said else ())]
    told += [f"{evidence.says}: {evidence.text} {credit(evidence)}" for evidence in finding.evidence]
    told += [f"{name}: {text}" for name, text in (hangs_of(said) if said else ())]
    for line in told:
        yield from wrapped(line, "      ", "        ")


def counts(findings: Sequence[Finding]) -> str:
    """How many findings have which verdict: those on conditions, then those on statements, as far as there are any."""
    said = {isinstance(f, StatementFinding) for f in findings} or {False}
    kinds = [[verdict for verdict in MARKS if (verdict in get_args(StatementVerdict)) == kind] for kind in sorted(said)]
    return str(count_each(findings, *kinds))


def group_text(group: GroupOut) -> str:
    """How a travel group fares in the plan."""
    cleared = f", all by {moment(group.cleared)}" if group.cleared else ""
    return f"{group.group}: {group.out:,} of {group.people:,} out{cleared}"


def equal_shares_text(answer: Answer, cost: int) -> str:
    """What equal shares cost, and between which shares the districts lie, those of nobody left out."""
    lived = [
        (out / district.people, district)
        for district, out in shares(answer.districts, answer.departures)
        if district.people
    ]
    if not lived:
        return "nobody is there"
    (least, last), (most, first) = (pick(lived, key=lambda one: one[0]) for pick in (min, max))
    between = f"{least:.1%} of {last.id} ({last.name}) to {most:.1%} of {first.id} ({first.name}) get out"
    return f"{between}; that costs {many(cost, 'person', 'people')} in the plan"


def without_way_text(answer: Answer) -> str:
    """Whom the plan leaves because no street leads them out."""
    stand = many(answer.unreached, "person stands", "people stand")
    what = f"up to {stand} where no mapped street leads to an exit with a place and open by then"
    return f"{what} ({stranded_text(answer.stranded)}); the plan leaves them"


def clearance_text(answer: Proved, say: Callable[[datetime], str] = moment) -> str:
    """The clearance interval in words; ``say`` writes a moment."""
    clearance = answer.clearance
    if clearance.not_before is None:
        early = "nothing proved about the earliest time"
    elif clearance.not_before_beyond:
        early = f"not before {say(clearance.not_before)}, the end of the case"
    else:
        early = f"not before {say(clearance.not_before)}"
    if not isinstance(answer, Answer):
        return early
    late = "no plan by the deadline" if clearance.by is None else f"by {say(clearance.by)} at the latest"
    return f"{early}; {late}"


def binding_text(binding: Binding) -> str:
    """One exit, joint limit or street that binds, in words."""
    where = "place unknown" if binding.lon is None else f"{binding.lon:.4f} {binding.lat:.4f}"
    placed = "" if binding.kind == "joint limit" else f" ({where})"
    hours = binding.seconds / 3600
    return (
        f"{binding.kind} {binding.name}{placed}: {binding.people:,} people in {hours:,.1f} h, "
        f"{moment(binding.first)} to {moment(binding.last)}"
    )


def credit(evidence: Evidence) -> str:
    """Who says so, where and when, in brackets."""
    when = "" if evidence.at is None else evidence.at.date().isoformat()
    return "[" + ", ".join(part for part in (evidence.claimant, evidence.source, when) if part) + "]"


def _on_the_map(answer: Proved) -> Iterator[tuple[str, str]]:
    """What would hold of a map that could be trusted, where that is another figure."""
    against = answer.against_the_map
    if against.at_most != answer.at_most:
        yield "", f"at most {answer.at_most:,} if the map is right to {against.trusted_to:g} m"
    elif against.gaps and against.drawn_at_most < answer.at_most:
        yield "", f"at most {against.drawn_at_most:,} if the map lacks nothing"


def _proved_by(answer: Proved) -> str:
    if not answer.could_not_leave:
        return ""
    needs = {
        "exit_seats": "seats at the exits alone",
        "beeline": "straight lines, without a map",
        "walking": "walking times",
        "streets": "streets and walking",
    }
    by_rides = answer.vehicles is not None and answer.vehicles.decides(answer.could_not_leave)
    rides = ", and what rides can save" if by_rides else ""
    return f" of {answer.people.low:,.0f}, whatever they did; proved by {needs[answer.suffices]}{rides}"
