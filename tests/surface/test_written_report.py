"""``geleit.write_report`` given findings and answers about the whole case: nothing leaves that was not asked for."""

from __future__ import annotations

import json
import re

import pytest

import geleit
from geleit import workflow
from tests.secret_town import write_secret_town

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A case with secrets, and findings and an answer that know all of them."""
    folder = tmp_path_factory.mktemp("written") / "town"
    secrets = write_secret_town(folder, 1, 1)
    case = geleit.read_case(folder)
    answer = geleit.evacuate(case, "2024-05-02T12:00", budget=0.2)
    return secrets, case, geleit.assess(case, answer, sensitive=True), answer


def written(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


def test_findings_that_quote_what_is_sensitive_are_not_written(given, tmp_path):
    secrets, case, findings, answer = given
    quoting = [f for f in findings if any(name in f"{f.summary}{f.evidence}" for name in secrets.speakers)]
    assert len({f.code for f in quoting}) > 1
    page = geleit.write_report(tmp_path, case, findings, [answer])
    text = page.read_text(encoding="utf-8")
    hidden = [row for row in case.statements if row.sensitive]
    assert not [row.id for row in hidden if row.speaker in text and row.text in text]
    assert not [row.text for row in hidden if row.text in text]
    assert not [place.name for place in case.facilities if place.name in text]
    assert "findings that rest on what is left out" in text
    assert "Internal. Not for publication." in text


def test_only_whoever_asks_is_given_findings_on_what_is_sensitive(given):
    """Neither the findings nor their tables hold who said it or what, and each row says that it does not leave."""
    pytest.importorskip("pandas")
    secrets, case, every, answer = given
    found = geleit.assess(case, answer)
    hidden = [row for row in case.statements if row.sensitive]
    quiet = {row.speaker for row in hidden} - {row.evidence.claimant for row in case.observations}
    assert len(quiet & set(secrets.speakers)) > 1
    for findings, told in ((found, set()), (every, quiet)):
        tables = findings.to_frame(), findings.evidence_to_frame()
        text = "".join(table.to_csv() for table in tables)
        named = {name for name in quiet if name in text}  # a count with open scope is not held against others
        assert named <= told
        assert bool(named) == bool(told)
        assert any(row.id in text for row in hidden) == bool(told)
        assert all(set(table["publication"]) == {"internal, not for publication"} for table in tables)
    view = workflow.public_of(case)
    public = workflow.assess_view(view, "claims", None)
    assert set(public.to_frame()["publication"]) == {"public"}


def test_sensitive_statements_are_written_for_those_who_ask(given, tmp_path):
    secrets, case, findings, answer = given
    text = geleit.write_report(tmp_path, case, findings, [answer], sensitive=True).read_text(encoding="utf-8")
    assert all(name in text for name in secrets.speakers)
    with pytest.raises(geleit.InputError, match="no sensitive statement leaves the room"):
        geleit.write_report(tmp_path / "other", case, findings, [answer], public=True, sensitive=True)


def test_what_is_public_is_worked_out_anew_and_has_no_plan(given, tmp_path):
    secrets, case, findings, answer = given
    geleit.write_report(tmp_path, case, findings, [answer], public=True)
    files = written(tmp_path)
    assert {"report.html", "certificate.json"} <= set(files)
    assert "plan.json" not in files
    for text in files.values():
        assert not [name for name in (*secrets.speakers, *secrets.words) if name in text]
        assert not re.search(r'"?at_least"?: ?\d', text)
    proof = tmp_path / "certificate.json"
    assert geleit.certify(proof, case, deadline=answer.deadline).holds
    (other,) = geleit.certify(proof, case).problems
    assert other.startswith("it says who can be out by 2024-05-02T12:00:00+00:00, not by ")
    assert json.loads(files["certificate.json"])["publication"] == "public"


def test_a_public_answer_proves_no_more_than_the_answer_and_is_about_the_case(given):
    _, case, _, answer = given
    public = geleit.evacuate_public(case, answer.deadline)
    assert public.at_most >= answer.at_most
    assert public.could_not_leave <= answer.could_not_leave
    assert geleit.certify(public.certificate, case, deadline=answer.deadline).holds
    assert public.certificate.instance != answer.certificate.instance


def test_in_the_middle_of_it_nothing_that_lies_ahead_is_public(given, tmp_path):
    """Two towns that differ in their secrets have the same public case on any day."""
    write_secret_town(tmp_path / "town", 1, 2)
    other = geleit.read_case(tmp_path / "town")
    for day in ("2024-05-03T10:00", "2024-05-06", "2024-05-26T09:00"):
        one, two = (geleit.public_case(case, day) for case in (given[1], other))
        assert one.cells == two.cells
        assert [repr(getattr(one, name)) for name in told(one)] == [repr(getattr(two, name)) for name in told(two)]
        assert "Harbour stairs" not in repr(one) or day == "2024-05-26T09:00"
        assert all(window.end <= one.until for gate in one.exits for window in gate.windows)


def told(public):
    return [name for name in vars(public) if name not in ("network", "case")]
