"""What gets in, on the command line and in the report, through real processes."""

from __future__ import annotations

import json

import pytest

from tests.rows import counted
from tests.surface.process import geleit

pytestmark = pytest.mark.slow


def test_aid_of_the_template(case):
    done = geleit("assess", "mycase", "aid", "--json", cwd=case.parent)
    assert (done.returncode, done.stderr) == (1, "")
    found = {(f["code"], f["subject"]): f for f in json.loads(done.stdout)["findings"]}
    food = found["AID-NEED", "food"]
    days = 3.75
    assert food["need"] == {"low": 1850 * 0.555 * days, "likely": 2400 * 0.555 * days, "high": 3000 * 0.555 * days}
    assert food["delivered"] == {"low": 3000, "high": 6600}  # flour that came; parcels of at most 12 kg that were sent
    assert food["share"]["high"] == 6600 / (1850 * 0.555 * days)
    assert food["stages"]["dispatched"] == {"low": 4000 + 2400, "high": 4000 + 3600}
    assert found["AID-LOSS", "flour"]["share"] == {"low": 0.75, "high": 0.75}
    water = found["AID-CLOCK", "water"]
    assert water["runs_out"]["earliest"].startswith("2024-05-01T16:")  # 20,000 l for 3,000 people who need 15 a day
    assert water["series"][0]["low"] == 20_000
    assert found["AID-PROMISE", "enough"]["verdict"] == "not met"
    text = geleit("assess", "mycase", "aid", cwd=case.parent)
    told = " ".join(text.stdout.split())
    assert "AID-CLOCK UNKNOWN: Water, by what Sampleton Council says is there: it runs out" in told
    assert "It rests on figures of Sampleton Council, who is not impartial: so it decides nothing." in told
    for form in ("md", "text"):
        assert "AID-NEED" in geleit("assess", "mycase", "aid", "--format", form, cwd=case.parent).stdout


def test_the_report_has_what_gets_in(case):
    done = geleit("report", "mycase", "--out", "out", cwd=case.parent)
    assert done.returncode == 0
    page = (case.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert "<h2>What gets in</h2>" in page
    assert page.count('<svg class="share"') == 9
    assert page.count("what is left</title>") == 2
    assert "The WFP food basket" in page  # a source of the standards


def test_what_surely_came_is_told_everywhere_beside_what_nobody_can_weigh(case):
    """The period begins at 6 on the first day: that flour left then is vague, that it came on the second is not."""
    rows = (
        "sent,convoy,2024-05-01,,dispatched,flour,wheat-flour,convoy,,10,,t,,,,school,RC,RC,radio-0501,",
        "came,convoy,2024-05-02,,unloaded,flour,wheat-flour,convoy,,1,,t,,,,school,RC,RC,radio-0501,",
        "tins,,2024-05-02,,unloaded,tins,canned-meat,convoy,,200,,crates,,,,school,RC,RC,radio-0501,",
    )
    table = case / "deliveries.csv"
    table.write_text(table.read_text(encoding="utf-8").rstrip() + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = geleit("assess", "mycase", "aid", "--json", cwd=case.parent)
    found = {(f["code"], f["subject"]): f for f in json.loads(done.stdout)["findings"]}
    assert found["AID-NEED", "food"]["verdict"] == "unknown"
    assert found["AID-NEED", "food"]["delivered"] == {"low": 4000, "high": None}  # 3 t of the template, and this one
    assert found["AID-NEED", "food"]["share"]["low"] == 4000 / (3000 * 0.555 * 3.75)
    text = " ".join(geleit("assess", "mycase", "aid", cwd=case.parent).stdout.split())
    assert "deliveries brought at least 4 t" in text
    assert "how much more is not known: no weight is given for tins." in text
    asked = geleit("check", "mycase", cwd=case.parent)
    assert "deliveries[tins]: nobody says what one of these crates weighs" in " ".join(asked.stdout.split())
    assert geleit("report", "mycase", "--out", "out", cwd=case.parent).returncode == 0
    page = (case.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert '<td class="n" data-name="came, at least">4 t</td>' in page
    assert "deliveries brought at least 4 t" in page
    settings = case / "case.toml"
    weighed = '\n[assumptions.crates_weight]\nlow = 4\nlikely = 5\nhigh = 6\nunit = "kg"\n'
    text = settings.read_text(encoding="utf-8")
    assert "[files]" in text
    settings.write_text(text.replace("[files]", weighed + "\n[files]"), encoding="utf-8")
    done = geleit("assess", "mycase", "aid", "--json", cwd=case.parent)
    found = {(f["code"], f["subject"]): f for f in json.loads(done.stdout)["findings"]}
    assert found["AID-NEED", "food"]["delivered"] == {"low": 4800, "high": 4000 + 3600 + 1200}


def test_a_load_of_which_more_came_than_went(case):
    table = case / "deliveries.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",3,,t,,", ",5,,t,,"), encoding="utf-8")
    done = geleit("assess", "mycase", "aid", cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert counted(table, "row 4, column amount_likely: 5 t unloaded, more than the 4 that") in done.stderr


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("deliveries", "wheat-flour", "flower", "row 3, column goods: no item has the id 'flower'"),
        ("deliveries", ",4,,t,", ",4,,,", "row 3, column amount_unit: missing"),
        ("deliveries", ",4,,t,", ",-4,,t,", "row 3, column amount_likely: expected"),
        ("stocks", "1500,2000,3000", "-1500,2000,3000", "row 2, column amount_low: expected"),
        ("stocks", "2024-05-01T06:00", "2025-05-01T06:00", "row 2, column at: the case is over by then"),
        ("stocks", "flour-store,food", "flour-store,flour", "row 2, column need: no need has the id 'flour'"),
    ],
)  # fmt: skip
def test_what_cannot_be_weighed_names_its_place(case, table, old, new, message):
    path = case / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = geleit("assess", "mycase", "aid", cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{table}.csv: {counted(path, message)}" in done.stderr
