"""The part of the report on what was said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from geleit.messages import words
from geleit.model.corridor import Exit
from geleit.model.finding import Count, StatementFinding
from geleit.model.incident import Facility
from geleit.publication import internal_case
from geleit.report.html.counts_chart import counts_svg
from geleit.report.html.report_page import render_html
from geleit.report.html.statements_part import render_statements
from geleit.report.text.markdown import render_findings_markdown
from geleit.report.text.plain import counts, render_findings
from tests.unit.report.html.test_report_page import Page
from tests.unit.report.town import START, answer, findings, room, statements, town

[SAID] = town().statements
TITLES = {"s1": "Evening news"}


def said(name, speaker, **changes):
    return replace(SAID, id=name, speaker=speaker, text=f"{speaker} speaks.", **{"about": "", "asserts": "", **changes})


def found(statement, verdict="undetermined", **changes):
    because = words(f"reason of {statement.id}")
    return StatementFinding(
        "CLAIM-LEFT", statement.id, verdict, words("So."), (), "x", statement=statement.id, because=because, **changes
    )


def part(*statements, tested=(), **changes):
    return render_statements(room(statements=statements, **changes), [found(statement) for statement in tested], TITLES)


def test_statements_stand_together_by_what_they_assert_and_about():
    gate = Exit("gate", "North gate", 0.01, 0.019, 0, town().exits[0].rate, (), ())
    left = [said("a", "Ann", asserts="people-left", about="gate"), said("b", "Bob", asserts="people-left")]
    late = said("c", "Cid", asserts="people-left", about="gate", at=START.replace(day=2))
    others = [said("d", "Dan", asserts="people-inside"), late, said("e", "Eve", asserts="people-left", about="gate")]
    html = part(*left, *others, tested=[*left, *others], exits=(gate,))
    blocks = re.split("<h3>", html)[1:]
    assert [(b.partition("</h3>")[0], re.findall(r"<strong>(\w+)</strong>", b)) for b in blocks] == [
        ("So many people have left", ["Bob"]),
        ("So many people have left: North gate", ["Ann", "Eve", "Cid"]),
        ("So many people are inside", ["Dan"]),
    ]
    assert "4 undetermined" not in blocks[1]
    assert "3 undetermined" in blocks[1]


def test_what_was_not_tested_stands_apart():
    tested, other = said("a", "Ann", asserts="people-left"), said("b", "Bob")
    html = part(tested, other, tested=[tested])
    assert html.index("Ann speaks.") < html.index("Said, not tested") < html.index("Bob speaks.")
    assert "Said, not tested" not in part(other)


def test_a_corrected_statement_leads_to_its_correction_and_back():
    first, second = said("old one", "Ann"), said("new", "Ann", corrects="old one")
    html = part(first, second, tested=[first, second])
    assert 'class="said corrected" id="statement.old one"' in html
    assert 'Corrected later: <a href="#statement.new">Ann, 1 May 2016</a>' in html
    assert 'Corrects <a href="#statement.old%20one">Ann, 1 May 2016</a>' in html


def test_every_verdict_is_a_mark_and_a_word_and_evidence_stands_by_side():
    text = Page(render_statements(room(), statements(), TITLES)).text
    for word in ("⊘ impossible", "✕ refuted", "Evidence: 0 for, 1 against; what it depends on"):
        assert word in text
    assert text.index("Nobody left.") < text.index("How many are inside.")
    assert "depends on the rate Mill Lane impossible below 10 persons/h" in text


@pytest.mark.parametrize("how", [{"sensitive": True}, {"about": "clinic"}])
def test_what_must_stay_out_stays_out(how):
    hidden = said("h", "Informant", asserts="people-left", **how)
    open_ = said("o", "Bob", asserts="people-left")
    clinic = Facility("clinic", "Clinic", "hospital", 0.005, 0.005)
    case = town(statements=(hidden, open_), facilities=(clinic,))
    rows = [
        found(hidden, count=Count(3, 4, 5)),
        found(open_),
        replace(findings()[0], subject="h", message=words("Informant.")),
    ]
    page = render_html(internal_case(case, facilities=False), rows, [answer()])
    assert "Informant" not in page
    assert "reason of h" not in page
    assert "Bob speaks." in page
    assert "statements (1)" in Page(page).text


def test_the_case_is_the_same_where_nothing_is_kept_back():
    case = town()
    assert internal_case(case).case is case


def bars(*counts):
    return counts_svg([("Ann", "1 May", count) for count in counts])


def test_figures_stand_on_powers_of_ten():
    svg = bars(Count(1, 1, None), Count(10, 1000, 1000), Count(0, 0, 100))
    dots = [float(x) for x in re.findall(r'<circle class="told" cx="([\d.]+)"', svg)]
    [(x, wide)] = re.findall(r'<rect class="told" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    ticks = [float(t) for t in re.findall(r'<text class="tick" x="([\d.]+)" y="[\d.]+" text-anchor="middle">', svg)]
    zero, one, ten, hundred, thousand = ticks
    assert dots == [one, zero]
    assert float(x) == ten
    assert float(wide) == pytest.approx(thousand - ten, abs=0.11)
    lines = [float(v) for v in re.findall(r'<line class="most" x1="([\d.]+)"', svg)]
    assert lines == [thousand, hundred]
    assert ten - one == pytest.approx(thousand - hundred, abs=0.11)


def test_what_cannot_be_true_is_marked_in_words_and_drawing():
    assert 'class="told beyond"' in bars(Count(2000, 2500, 900))
    assert "2,000 to 2,500 ⊘" in bars(Count(2000, 2500, 900))
    assert "beyond" not in bars(Count(900, 2500, 900))
    assert "30 or more" in bars(Count(30, None, None))


def test_verdicts_are_counted_by_their_kind():
    assert counts(findings()) == "2 met, 1 not met, 1 unknown"
    assert counts(statements()) == "0 supported, 1 refuted, 1 impossible, 0 inconsistent, 0 undetermined"
    assert counts((*findings(), *statements())) == f"{counts(findings())}; {counts(statements())}"


@pytest.mark.parametrize("written", ["page", "text", "markdown"])
def test_what_was_tested_how_it_is_rated_and_what_would_decide_it_stand_beside_the_verdict(written):
    one = said("a", "Ann", asserts="people-left")
    judged = found(one, proposition=words("40 people left."), asks=(words("Through which gate?"),))
    view = room(statements=(one,))
    told = {
        "page": lambda: re.sub("<[^>]+>", " ", render_statements(view, [judged], TITLES)),
        "text": lambda: render_findings(view, [judged]),
        "markdown": lambda: render_findings_markdown(view, [judged]),
    }[written]()
    plain = re.sub(r"[:\s]+", " ", told)
    for part_of_it in ("tested 40 people left.", "rated Not decided by what is known", "asks Through which gate?"):
        assert part_of_it in plain
