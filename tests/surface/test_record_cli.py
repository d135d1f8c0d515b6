"""``geleit precedents``, ``announcements`` and ``baserate`` on the command line."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import geleit as library
from geleit import announcements as geleit_announcements
from geleit.io.case.bundled import list_bundled
from geleit.io.record.tables import bundled_announcements, bundled_precedents
from geleit.model.precedent import CONFLICT
from geleit.record.announced import overview
from geleit.record.limits import daily_limits
from geleit.record.selection import Selection, choose
from geleit.report.html.record_charts import notice_svg
from geleit.report.json.record import announcements_json
from geleit.report.text.record import (
    announcements_text,
    counted_text,
    gone_text,
    needed_text,
    placed_text,
    reached_text,
)
from geleit.workflow.record import place_in_record
from tests.regression.test_bundled_cases import bundled as geleit_case
from tests.surface.process import geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

HEAD = (
    "id,event,setting,place,crossing,date_from,date_to,people_low,people_likely,people_high,mode_class,hours_low,"
    "hours_high,days_low,days_high,crossings_low,crossings_high,screening,counted_by,claimant_is_party,limited_by,"
    "rate_low,rate_high,url\n"
)
GOOD = (
    'g1,here-2020,siege,Here,Gate,2020-03-01,2020-03-02,900,1000,1200,"foot, screened",10,20,2,2,1,2,yes,Red Cross,no,'
    "capacity"
)
FORBIDDEN = re.compile(r"\b(impossible|proved?|proven|never|cannot have)\b", re.IGNORECASE)


def told(*arguments, cwd):
    """The JSON that a command printed."""
    done = geleit(*arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def village(tmp_path):
    """A small case, to which rows can be added."""
    return write_village(tmp_path / "village", exits=((1, 10, "2030-01-01T01:00/2030-01-01T03:00"),))


def test_the_class_its_figures_and_its_rows(tmp_path):
    found = told("precedents", "--setting", "conflict", "--reaches", "7143", cwd=tmp_path)
    every = [r for r in bundled_precedents() if r.use == "ref" and r.setting in CONFLICT]
    rows = [row for row in every if row.whose_crossing != "enemy"]
    assert (found["rows"], found["events"]) == (len(rows), len({row.event for row in rows}))
    assert {*found["per_day"]} == {"q10", "median", "q90", "highest"}
    assert found["per_day"]["median"] <= found["per_day_ends"]["high"]["median"]
    daily = [row for row in rows if row.days_low and row.crossings_low]
    reaching = {row.event for row in daily if row.people_high / (row.days_low * row.crossings_low) >= 7143}
    assert (found["reaching"]["events"], found["reaching"]["of"]) == (len(reaching), len({r.event for r in daily}))
    assert {"id", "event", "per_day", "claimant", "party", "url"} <= {*found["list"][0]}
    assert found["until"] == max(row.date_to for row in rows)
    assert found["of_enemy"]["rows"] == len(every) - len(rows) > 0
    assert sum(found["counted_by_party"].values()) == len(rows)
    assert found["party_rows"] == sum(row.claimant_is_party in ("yes", "mixed") for row in rows)


def test_a_case_sees_what_was_over_before_it_and_not_itself(tmp_path):
    found = told("precedents", "--for", "aleppo-2016", "--setting", "conflict", cwd=tmp_path)
    assert all(row["until"] < "2016-07-28" for row in found["list"])
    assert "over before 2016-07-28" in found["class"]
    assert found["later"]["rows"] > found["rows"]
    assert "aleppo-2016-07" in found["own"]
    assert not {"aleppo-2016-07"} & {row["event"] for row in (*found["list"], *found["later"]["list"])}


def test_striking_out_an_event(tmp_path):
    whole = told("precedents", "--setting", "conflict", cwd=tmp_path)
    less = told("precedents", "--setting", "conflict", "--without", "gaza-2023", cwd=tmp_path)
    assert less["events"] == whole["events"] - 1
    assert less["struck"] == ["gaza-2023"]
    done = geleit("precedents", "--without", "gaza-2032", cwd=tmp_path)
    assert done.returncode == 2
    assert "--without: no event is called 'gaza-2032' (did you mean 'gaza-2023'" in done.stderr


def test_two_questions_are_two_classes(tmp_path):
    could, did = (told("precedents", "--question", question, cwd=tmp_path) for question in ("could", "did"))
    assert {row["limited_by"] for row in could["list"]} == {"capacity"}
    assert "sustained" in could["class"]
    assert "conflict exits" in did["class"]
    assert did["hardly_anyone"]["events"] > 0


def test_rows_of_the_user_count_and_are_shown(village):
    (village / "precedents.csv").write_text(f"{HEAD}{GOOD},,,https://example.org/1\n")
    before = told("precedents", "--setting", "siege", cwd=village)
    after = told("precedents", "--for", village, "--setting", "siege", cwd=village)
    assert (after["events"], after["added"]) == (before["events"] + 1, ["g1"])
    row = next(row for row in after["list"] if row["id"] == "g1")
    assert row["per_day"] == [900 / (2 * 2), 1200 / (2 * 1)]
    assert row["per_hour"] == [900 / (20 * 2), 1200 / (10 * 1)]


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        (("900,1000,1200", "1300,1000,1200"), "people_low", "is more than people_high"),
        (('"foot, screened"', "swimming"), "mode_class", "swimming"),
        (("2020-03-01,2020-03-02", "2020-03-05,2020-03-02"), "date_to", "before it starts"),
        (("2020-03-01", "2020-02-30"), "date_from", "2020-02-30"),
        ((",,,https", ",500,,https"), "rate_low", "500 is stated, and people, time and crossings give 22.5"),
        ((",1,2,yes", ",0,2,yes"), "crossings_low", "expected 1 or more"),
    ],
)
def test_what_is_wrong_with_a_row_is_named(village, change, where, problem):
    text = f"{HEAD}{GOOD},,,https://example.org/1\n"
    assert change[0] in text
    (village / "precedents.csv").write_text(text.replace(*change))
    done = geleit("precedents", "--for", village, cwd=village)
    assert done.returncode == 2
    assert "precedents.csv: row 2, column " + where in done.stderr
    assert problem in done.stderr


def test_what_deserves_a_second_look_is_named_and_kept(village):
    rows = [
        GOOD + ",,,https://example.org/1",
        GOOD.replace("g1,", "g2,") + ",,,https://example.org/2",
        GOOD.replace("g1,here", "g3,there").replace(",10,20,2,2,1,2,", ",10,20,2,2,,,") + ",,,https://example.org/3",
        GOOD.replace("g1,here", "g4,far").replace("Red Cross,no", "Ministry,yes") + ",,,https://example.org/4",
    ]
    (village / "precedents.csv").write_text(HEAD + "\n".join(rows) + "\n")
    found = told("precedents", "--for", village, "--setting", "siege", cwd=village)
    seen = {(doubt["row"], doubt["text"].split(":")[0]) for doubt in found["look_again"]}
    assert ("g2", "the same count twice as g1") in seen
    assert ("g3", "no rate") in seen
    assert any(row == "g4" and "party" in text for row, text in seen)
    assert found["without_rate"] == ["g3"]
    assert found["added"] == ["g1", "g2", "g3", "g4"]


def test_what_a_party_tells_of_its_enemys_crossing_is_shown_and_counted_in_no_figure(village):
    enemy = GOOD.replace("g1,here", "g2,there").replace("1000", "90000").replace("1200", "90000")
    enemy = enemy.replace("Red Cross,no", "Ministry,yes")
    (village / "precedents.csv").write_text(
        f"{HEAD.replace('is_party,', 'is_party,whose_crossing,')}"
        f"{GOOD.replace('Cross,no,', 'Cross,no,,')},,,https://example.org/1\n"
        f"{enemy.replace('Ministry,yes,', 'Ministry,yes,enemy,')},,,https://example.org/2\n"
    )
    asked = ("precedents", "--for", village, "--setting", "siege", "--reaches", "22000")
    found = told(*asked, cwd=village)
    assert found["added"] == ["g1"]
    assert "g2" in {row["id"] for row in found["of_enemy"]["list"]}
    assert "g2" not in found["reaching"]["rows"]
    assert {d["text"] for d in found["look_again"] if d["row"] == "g2"} == {
        "a party tells of its enemy's crossing: it is shown apart, and counted in no figure"
    }
    text = geleit(*asked, cwd=village).stdout
    assert "what a party tells of its enemy's crossing, in no figure" in text
    assert "Ministry (a party of its enemy's crossing) [g2]" in text


ASKED = (
    "id,announcement,event,place,announced_at,announced_by,announcer_is_party,kind,in_force_until,people_low,"
    "people_high,ways_low,ways_high,days_low,days_high,days_basis,left_low,left_high,left_in_time,left_claimant,use,"
    "own_precedents,url\n"
)
ASK = "a1,a1,here-2030,Here,2029-12-30,Army,yes,ultimatum,2030-01-02,900,1000,1,1,1,1,announced,5,9,yes,UN,main,,u"


@pytest.mark.parametrize(
    ("rows", "row", "doubt"),
    [
        ([ASK, ASK.replace("a1,a1", "a2,a1")], "a2", "the same announcement twice as a1"),
        ([ASK, ASK.replace("a1,a1", "a2,a2")], "a2", "its time overlaps with that of a1"),
        ([ASK.replace("a1,a1,here-2030", "gaza-2023-10-13,g,here-2030")], "gaza-2023-10-13", "a row of this id"),
        ([ASK.replace("here-2030", "gaza-2023")], "a1", "its event is the case itself"),
        ([ASK.replace("main,,", "main,gaza-2023,")], "a1", "its event is the case itself"),
        ([ASK.replace("main,,", "main,nowhere,")], "a1", "no event of crossings is called 'nowhere'"),
        ([ASK.replace(",1,1,1,1,", ",,,1,1,")], "a1", "no need: ways are not known"),
        ([ASK.replace("announced,5", "reading,5")], "a1", "its days are not said to be announced"),
        ([ASK.replace("Army,yes", "Mayor,no")], "a1", "no party to the conflict"),
        ([ASK.replace("5,9,yes", "5000,9000,yes")], "a1", "5,000 are counted as gone, and 1,000 were told to leave"),
        ([ASK.replace("5,9,yes", "5,9,")], "a1", "whether the count of who left is of the time given is not said"),
        ([ASK.replace("2030-01-02", "2029-12-01")], "a1", "in force until 2029-12-01, and was announced on 2029-12-30"),
        ([ASK.replace("UN,main", "UN,alt")], "a1", "its use is 'alt': it is shown, and not counted"),
    ],
)
def test_what_of_an_announcement_deserves_a_second_look(village, rows, row, doubt):
    (village / "case.toml").write_text((village / "case.toml").read_text() + '\n[record]\nevents = ["gaza-2023"]\n')
    (village / "announcements.csv").write_text(ASKED + "\n".join(rows) + "\n")
    found = geleit_announcements(case=village)
    assert any(one.row == row and doubt in one.text for one in found.doubts), found.doubts
    shown = {held.row.id for held in (*found.held, *found.own)}
    assert {line.split(",")[0] for line in rows} <= shown


def test_a_header_says_what_was_filtered_and_how_far_it_looks(tmp_path):
    text = geleit("announcements", "--kind", "ultimatum", "--agreed", "one", "--over", "best", cwd=tmp_path).stdout
    found = told("announcements", "--kind", "ultimatum", "--agreed", "one", "--over", "best", cwd=tmp_path)
    assert text.startswith("Announcements: ultimatum, agreed: one side, over the best of conflict exits to this day: ")
    assert found["class"] in text
    assert f"announced up to {found['until']}" in text
    assert f"held against crossings up to {found['crossings_until']}" in text
    seen = found["summary"]
    assert f"counted here: {seen['announcements']} announcements of {seen['events']} events by parties" in text
    text = geleit("precedents", "--setting", "routine", cwd=tmp_path).stdout
    assert re.search(r"who counted: a party to the conflict \d+ rows .* others \d+, and of \d+ it is not known", text)


def test_a_row_of_the_cases_own_event_is_shown_and_counted_nowhere(village):
    (village / "case.toml").write_text((village / "case.toml").read_text() + '\n[record]\nevents = ["here-2020"]\n')
    (village / "precedents.csv").write_text(f"{HEAD}{GOOD},,,https://example.org/1\n")
    found = told("precedents", "--for", village, cwd=village)
    assert (found["own"], found["added"]) == (["here-2020"], [])
    assert {doubt["text"] for doubt in found["look_again"]} == {
        "its event is the case itself: it is shown, and counted nowhere"
    }


def test_announcements_and_the_case_among_them(tmp_path):
    every = told("announcements", cwd=tmp_path)
    assert len(every["rows"]) == len(bundled_announcements())
    assert {"id", "need_way_day", "reached_by", "of", "left", "agreed"} <= {*every["rows"][0]}
    gaza = next(row for row in every["rows"] if row["id"] == "gaza-2023-10-13")
    assert gaza["need_way_day"] == [500_000, 550_000]
    assert gaza["reached_by"] == 0
    case = told("announcements", "--for", "gaza-2023", cwd=tmp_path)
    assert "gaza-2023-10-13" in {row["id"] for row in case["own"]}
    assert case["summary"]["announcements"] < every["summary"]["announcements"]
    over = told("announcements", "--over", "best", "--agreed", "both", cwd=tmp_path)
    assert {row["id"] for row in over["rows"]} == {"mariupol-2022-03-05", "mariupol-2022-03-06"}


def test_no_text_of_the_record_says_more_than_it_holds(tmp_path):
    for command in (
        ("precedents",),
        ("precedents", "--question", "could", "--reaches", "7143", "--for", "aleppo-2016"),
        ("announcements", "--for", "grozny-1999"),
    ):
        text = geleit(*command, cwd=tmp_path).stdout
        own = [line for line in text.splitlines() if not re.search(r"\[[\w-]+\]$", line)]  # rows quote their sources
        assert not FORBIDDEN.search("\n".join(own)), command
        assert re.search(r"\d+ of \d+|\d+ rows? of \d+ events?", text)


def test_no_word_that_the_record_is_told_in_says_more_than_it_holds():
    """Not of a few outputs, but of every text that the code and its page can print."""
    package = Path(library.__file__).parent
    files = [*(package / "record").glob("*.py"), *(package / "io" / "record").glob("*.py")]
    files += [package / part / "record.py" for part in ("cli", "report/text", "report/json", "workflow")]
    files += (package / "report" / "html").glob("record_*.py")
    texts = {path: read_texts(path) for path in files}
    texts[Path("template")] = [(package / "report" / "html" / "templates" / "record.html.j2").read_text()]
    assert sum(map(len, texts.values())) > 300
    for path, said in texts.items():
        assert not [text for text in said if FORBIDDEN.search(text)], path


def read_texts(path):
    """All texts of a module but its documentation."""
    tree = ast.parse(path.read_text())
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
    ]


def test_keys_that_others_rely_on(tmp_path):
    found = told("precedents", "--setting", "conflict", "--reaches", "500", cwd=tmp_path)
    assert {"class", "rows", "events", "per_day", "per_hour", "list", "reaching"} <= {*found}
    for rates in (found["per_day"], found["per_hour"]):
        assert {*rates} == {"q10", "median", "q90", "highest"}
    assert {"limit", "events", "of"} <= {*found["reaching"]}
    for row in found["list"]:
        assert {"id", "event", "per_day", "claimant", "party", "url"} <= {*row}
        assert len(row["per_day"]) == 2
        assert row["party"] in {"yes", "no", "mixed", "unknown"}
    found = told("announcements", cwd=tmp_path)
    assert {"rows", "summary"} <= {*found}
    for row in found["rows"]:
        assert {"id", "need_way_day", "reached_by", "of", "left", "agreed"} <= {*row}
        assert (row["need_way_day"] is None) == (row["reached_by"] is None) == (row["of"] is None)


def test_hardly_anyone_is_told_of_rows_and_of_whole_events(tmp_path):
    found = told("precedents", "--setting", "conflict", cwd=tmp_path)["hardly_anyone"]
    rows = [
        row
        for row in bundled_precedents()
        if row.use == "ref" and row.setting in CONFLICT and row.whose_crossing != "enemy" and row.per_hour
    ]
    few = {row.event for row in rows if row.per_hour.high < 10}
    assert found["events"] == len(few)
    assert found["throughout"] == len(few - {row.event for row in rows if row.per_hour.high >= 10}) < found["events"]


def test_base_rates_keep_what_is_unknown_open(tmp_path):
    rows = [f"{n},P{n % 4},gov,{word}" for n, word in enumerate(["kept"] * 6 + ["failed"] * 2 + [""] * 2)]
    rows += ["9,P1,gov,failed", "0,P0,gov,broken"]  # another account of 9, untold before, and of 0, disputed now
    (tmp_path / "t.csv").write_text("\n".join(["corridor,place,announced_by,outcome", *rows]) + "\n")
    found = told("baserate", "t.csv", cwd=tmp_path)
    assert (found["rows"], found["promised"], found["places"]) == (12, 10, 4)
    assert (found["kept"], found["not_kept"], found["disputed"], found["unknown"]) == (5, 3, 1, 1)
    assert found["share"] == pytest.approx([0.5, 0.7])
    assert found["interval"][0] < 0.5 < 0.7 < found["interval"][1]
    one = told("baserate", "t.csv", "--where", "place=P1", cwd=tmp_path)
    assert (one["promised"], one["interval"]) == (3, None)


def test_what_an_enemy_tells_of_a_corridor_decides_nothing(tmp_path):
    rows = [
        "1,A,Gov,kept,UN,other",
        "1,A,Gov,not kept,Rebels,enemy",
        "2,A,Gov,not kept,Rebels,ENEMY",
        "3,B,Gov,kept,gov,",
        "4,B,Gov,kept,,",
    ]
    head = "corridor,place,announced_by,outcome,claimant,claimant_side"
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]) + "\n")
    found = told("baserate", "t.csv", cwd=tmp_path)
    assert (found["promised"], found["kept"], found["not_kept"], found["disputed"], found["unknown"]) == (4, 3, 0, 0, 1)
    assert found["of_enemies"] == {"rows": 2, "corridors": 2, "kept": 0, "not_kept": 2, "alone": 1}
    assert found["rows_by_itself"] == 1
    text = geleit("baserate", "t.csv", cwd=tmp_path).stdout
    assert "2 rows of 5 told by an enemy of who announced it, in no figure: of 2 corridors, 0 kept and 2 not" in text
    (tmp_path / "t.csv").write_text(f"{head}\n1,A,Gov,kept,UN,friend\n")
    done = geleit("baserate", "t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "t.csv: row 2, column claimant_side: expected own, enemy, other, unknown or nothing" in done.stderr


def test_base_rates_of_a_foreign_table(tmp_path):
    text = "HC,Where,Result\n1,A,went well\n2,B,shelled\n3,B,went well\n"
    (tmp_path / "t.csv").write_text(text)
    done = geleit("baserate", "t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "--map outcome=COLUMN" in done.stderr
    asked = ("baserate", "t.csv", "--map", "outcome=Result,place=Where,corridor=HC")
    done = geleit(*asked, cwd=tmp_path)
    assert done.returncode == 2
    assert "'went well' (2 rows, the first is row 2), 'shelled' (row 3)" in done.stderr
    found = told(*asked, "--means", "went well=kept", "--means", "shelled=not kept", cwd=tmp_path)
    assert (found["kept"], found["not_kept"]) == (2, 1)
    done = geleit(*asked, "--means", "shelled=bad", cwd=tmp_path)
    assert done.returncode == 2
    done = geleit("baserate", "t.csv", "--map", "outcome=Resultt", cwd=tmp_path)
    assert "did you mean 'Result'" in done.stderr


PEACEREP = (
    "HC_ID,Date,date,month,day,year,proposal,status_result,text,Link,article_source_id,status_extra,From,from_name,"
    "from_latitude,from_longitude,from_adm1_code_full,from_adm1_nr,from_adm1_name,from_country_code,To,to_name,"
    "to_latitude,to_longitude,to_adm1_code_full,to_adm1_nr,to_adm1_name,to_country_code\n"
)


def test_a_table_as_peacerep_has_it_needs_no_map_and_its_rows_add_up(tmp_path):
    became = ["Successful"] * 124 + ["Unsuccessful"] * 11 + [""] * 147
    rows = [
        f'HC{n},{n % 28 + 1} March 2022,2022-03-{n % 28 + 1:02},3,{n % 28 + 1},2022,side {n % 2},{word},"a, b",'
        f"https://example.org/{n},{n},,x,Town {n % 40},47.1,37.5,UA{n % 9},{n % 9},x,UA,y,Other,47.8,35.1,UA1,1,y,UA\n"
        for n, word in enumerate(became)
    ]
    (tmp_path / "t.csv").write_text(PEACEREP + "".join(rows))
    found = told("baserate", "t.csv", "--where", "proposal=side 1", cwd=tmp_path)
    assert (found["rows_read"], found["rows"]) == (282, 141)
    found = told("baserate", "t.csv", cwd=tmp_path)
    assert [round(share, 2) for share in found["share"]] == [0.44, 0.96]
    parts = ("kept", "not_kept", "partly", "disputed", "unknown")
    assert found["promised"] == 282 == sum(found[part] for part in parts)
    text = geleit("baserate", "t.csv", cwd=tmp_path).stdout
    assert "kept: at least 44 %, at most 96 %" in text
    assert "282 corridors = 124 kept + 11 not kept + 0 in part + 0 disputed + 147 with no outcome told" in text
    assert (
        "282 rows = 282 first accounts of a corridor + 0 further ones of the same + 0 that were not asked for" in text
    )


def test_a_table_with_tags_in_its_second_row_and_other_words_opens_by_a_map(tmp_path):
    (tmp_path / "t.csv").write_text(
        "Movement ID;Area;Requested by;Status;Remark\n#meta+id;#adm2+name;#org+name;#status;#meta\n"
        "M1;North;UN;Facilitated;\nM2;North;UN;Denied;\nM3;South;UN;Impeded;\nM3;South;UN;Impeded;again\n"
    )
    mapped = "corridor=Movement ID,place=Area,announced_by=Requested by,outcome=Status"
    means = [("--means", pair) for pair in ("Facilitated=kept", "Denied=not kept", "Impeded=partly")]
    found = told("baserate", "t.csv", "--map", mapped, *(word for pair in means for word in pair), cwd=tmp_path)
    assert (found["rows_read"], found["promised"], found["kept"], found["not_kept"], found["partly"]) == (4, 3, 1, 1, 1)


def test_rows_apart_are_no_case_of_another(tmp_path):
    found = told("precedents", "--for", "gaza-2023", cwd=tmp_path)
    assert found["own"] == ["gaza-2023", "gaza-2023-medevac"]
    assert found["apart"] == ["aleppo-2016-07"]


def test_an_event_that_nobody_tells_of_is_no_case_itself(village):
    (village / "case.toml").write_text((village / "case.toml").read_text() + '\n[record]\nevents = ["nosuch"]\n')
    for command in ("precedents", "announcements"):
        done = geleit(command, "--for", village, cwd=village)
        assert done.returncode == 2
        assert "case.toml: record.events: no event of the record is called 'nosuch'" in done.stderr


def test_what_a_case_strikes_out_stands_beside_announcements(village):
    (village / "case.toml").write_text((village / "case.toml").read_text() + '\n[record]\nstrike = ["gaza-2023"]\n')
    assert told("announcements", "--for", village, cwd=village)["struck"] == ["gaza-2023"]
    assert "struck out of the record: gaza-2023" in geleit("announcements", "--for", village, cwd=village).stdout


def test_few_events_have_no_tenths(tmp_path):
    found = told("precedents", "--setting", "medevac", cwd=tmp_path)
    assert found["events"] < 10
    assert found["per_day"]["q90"] is None
    assert "too few events for quantiles" in geleit("precedents", "--setting", "medevac", cwd=tmp_path).stdout


def test_a_disputed_corridor_is_disputed_for_each_who_announced_it(tmp_path):
    rows = ["c1,Alep,Russia,kept,UN", "c1,Homs,Syria,not kept,UN", "c2,Homs,syria,partly,UN", ",Homs,Syria,kept,UN"]
    (tmp_path / "t.csv").write_text("\n".join(["corridor,place,announced_by,outcome,claimant", *rows]) + "\n")
    found = told("baserate", "t.csv", cwd=tmp_path)
    lines = {one["announced_by"]: one for one in found["announcers"]}
    assert (lines["Russia"]["disputed"], lines["Syria"]["disputed"]) == (1, 1)
    assert (lines["Syria"]["promised"], lines["Syria"]["share"]) == (3, [pytest.approx(1 / 3), 1])
    assert found["rows_without"]["corridor"] == 1


def test_a_past_case_sees_what_was_announced_before_it_and_the_rest_apart():
    found, every = geleit_announcements(case="aleppo-2016"), geleit_announcements()
    assert {held.row.day < "2016-07-28" for held in found.held} == {True}
    assert {held.row.day >= "2016-07-28" for held in found.later} == {True}
    assert len(found.held) + len(found.later) + len(found.own) == len(every.held)
    assert found.until < "2016-07-28"
    assert all(row.day < "2016-07-28" for row in found.overview.counted)
    assert every.later == ()
    text = announcements_text(found)
    assert f"announced on 2016-07-28 or later, and not counted above: {len(found.later)} rows" in text
    assert {row["id"] for row in announcements_json(found)["later"]} == {held.row.id for held in found.later}


def test_rows_that_are_not_among_those_with_a_need_say_so_and_the_others_are_named():
    found = geleit_announcements()
    told, seen = announcements_json(found), found.overview
    counted = {row["id"] for row in told["rows"] if row["counted"]}
    assert {held.row.id for held in seen.held} <= counted
    lines = announcements_text(found).splitlines()
    for name in ("aleppo-2016-07-28", "moadamiya-2013-10-29"):
        assert name not in counted
        assert any("its days are our reading, not counted" in line for line in lines if line.endswith(f"[{name}]"))
    over = told["summary"]["over_every_conflict_exit"][0]
    assert len(told["summary"]["over_every_conflict_exit_rows"]) == over > 0
    assert told["summary"]["with_a_count_in_time"] == len(told["summary"]["with_a_count_in_time_rows"])
    whole = "\n".join(lines)
    assert all(row.left_claimant in whole for row in seen.within)
    assert {row["reached_by_is_of"] for row in told["rows"]} == {"any crossing, to this day"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gaza-2023-10-14", "no count of who left"),
        (
            "gaza-2023-10-13",
            "by United Nations; Israel Defense Forces (party in part): 20,000 to 600,000, in part after",
        ),
        (
            "deirhafer-2026",
            "by Anadolu (party or not is not known): at least 1,000, within the time given (about 1,000",
        ),
        ("aleppo-2016-07-28", "0 to 169, no end of the time was given"),
        ("lebanon-1996-04-14", "350,000 to 500,000, after the time given"),
    ],
)
def test_who_left_is_told_with_who_says_so_and_of_what_time(name, words):
    assert words in gone_text(next(row for row in bundled_announcements() if row.id == name))


def test_a_case_stands_among_announcements_before_it_and_later_ones_apart():
    found = place_in_record(geleit_case("aleppo-2016"))
    text = placed_text(found)
    before = overview(held for held in found.announcements if held.row.day < "2016-07-28")
    asked, of = before.over_best(lambda reached: reached.conflict_before)
    every = f"Of {len(before.counted)} announcements of {before.events} events, announced before 2016-07-28"
    assert f"{every} (up to {max(row.day for row in before.counted)}), {len(before.held)} give people, ways" in text
    assert f"{of} of these had conflict exits on record by their day, and {asked} asked for more" in text
    assert f"of {before.left.rows} with a count within the time" in text
    assert "announced later (up to 20" in text
    case = "This case, 2016-07-28: 7,143 to 14,286 a day and way, sustained for three days or more, reached by 1 of 3"
    assert text.count(f"{case} conflict exits on record by then, by the high end of a row (its days are our") == 1


def test_a_case_without_a_count_a_crossing_does_not_say_that_nothing_is_known_beside_a_figure():
    told = counted_text(place_in_record(geleit_case("gaza-2023-order")))
    assert "20,000 to 600,000" in told
    assert "No count" not in told


def test_each_announcement_is_drawn_once():
    found = place_in_record(geleit_case("aleppo-2016"))
    drawn = notice_svg(found, "aleppo-2016").count('<g class="told')
    rows = [
        held.row for held in (*found.announcements, *found.own)
        if held.row.share_left and held.row.notice_hours_low is not None and held.row.notice_hours_high is not None
    ]  # fmt: skip
    assert drawn == len({row.announcement for row in rows if row.use != "alt"}) < len(rows)


def test_rows_with_a_figure_an_hour_alone_are_listed(tmp_path):
    found = told("precedents", cwd=tmp_path)
    rows = choose(bundled_precedents(), Selection()).rows
    alone = {row.id for row in rows if row.per_hour and not row.per_day}
    assert {row["id"] for row in found["hour_alone"]} == alone > set()
    assert len(found["list"]) + len(alone) + len(found["without_rate"]) == found["rows"]
    could = told("precedents", "--question", "could", "--setting", "border", cwd=tmp_path)
    assert could["class"].startswith("setting border, a queue stood there")
    assert geleit("precedents", "--question", "did", "--setting", "border", cwd=tmp_path).returncode == 2


def test_base_rates_say_who_alone_calls_corridors_kept_and_up_to_when_they_look(tmp_path):
    head = "corridor,place,announced_by,outcome,claimant,claimant_side,date"
    rows = [
        "1,A,Gov,kept,Gov,,2022-03-05",
        "2,A,Gov,kept,Gov,,2022-03-09",
        "2,A,Gov,kept,UN,other,2022-03-07",
        "3,B,Gov,kept,Gov,,soon",
        "3,B,Gov,not kept,UN,other,",
        "4,B,Mayor,kept,Mayor,,",
    ]
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]) + "\n")
    found = told("baserate", "t.csv", cwd=tmp_path)
    assert (found["kept"], found["kept_by_itself"], found["until"]) == (3, 2, "2022-03-09")
    text = geleit("baserate", "t.csv", cwd=tmp_path).stdout
    assert "2 of 3 kept by the word of who announced them alone" in text
    assert "up to 2022-03-09, by the days that rows tell" in text
    assert "100 % to 100 % (n = 1)" in text
    assert "of what passed" not in text


def write_rows(folder, *rows):
    """A table of precedents, each row with an address."""
    (folder / "precedents.csv").write_text(HEAD + "".join(f"{row},https://example.org/1\n" for row in rows))


BAD_ROWS = (
    (GOOD + ",,", ""),
    (GOOD.replace("g1,", "g2,").replace("900,1000,1200", "1300,1000,1200") + ",,", "column people_low: 1,300 is more"),
    (
        GOOD.replace("g1,", "g3,").replace('"foot, screened"', "swimming") + ",,",
        "column mode_class: expected one of 'foot, screened'",
    ),
    (GOOD.replace("g1,", "g4,") + ",500,", "column rate_low: 500 is stated, and people, time and crossings give 22.5"),
    (GOOD.replace("g1,", "g5,").replace("2020-03-01", "0000-03-01") + ",,", "column date_from: expected a day"),
    (
        GOOD.replace("g1,", "g6,").replace("900,1000,1200", "nobody,x,") + ",,",
        "column people_low: expected a number, found 'nobody'",
    ),
    (GOOD + ",,", "column id: 'g1' is the id of row 2 too"),
    (GOOD.replace("g1,", "g7,").replace(",1,2,yes", ",,,yes") + ",50,", "column rate_low: 50 is stated, and the row"),
)
"""Rows of a user, each with what is said of it; empty where it is good."""


def test_every_bad_row_of_a_users_tables_is_named_in_one_run(village):
    write_rows(village, *(row for row, _ in BAD_ROWS))
    asked = [ASK, ASK.replace("a1,", "a2,").replace("900,1000", "1000,900"), ASK.replace("a1,", "a3,") + ",more"]
    (village / "announcements.csv").write_text(ASKED + "\n".join(asked) + "\n")
    for command in ("precedents", "announcements"):
        done = geleit(command, "--for", village, cwd=village)
        assert (done.returncode, done.stdout) == (2, "")
        said = done.stderr.splitlines()
        named = [
            f"geleit: village/precedents.csv: row {row}, {what}" for row, (_, what) in enumerate(BAD_ROWS, 2) if what
        ]
        named.append("geleit: village/announcements.csv: row 4: expected 23 cells, found 24 (put quotes around a comma")
        assert len(said) == len(named), done.stderr
        assert all(any(line.startswith(one) for line in said) for one in named), done.stderr
    (village / "announcements.csv").write_text(ASKED + "\n".join(asked[:2]) + "\n")
    done = geleit("announcements", "--for", village, cwd=village)
    assert "village/announcements.csv: row 3, column people_low: 1,000 is more than people_high, 900" in done.stderr


def test_of_too_many_bad_rows_twenty_are_named_and_the_others_counted(village):
    bad = GOOD.replace("900,1000,1200", "1300,1000,1200")
    write_rows(village, *(bad.replace("g1,", f"g{n},") + ",," for n in range(30)))
    done = geleit("precedents", "--for", village, cwd=village)
    said = done.stderr.splitlines()
    assert (done.returncode, len(said), said[-1]) == (2, 21, "geleit: and 10 more: mend these first")
    (village / "exits.csv").write_text("id,name,lon,lat,rate_likely,windows\n" + "x,Gate,0.001,0,many,always\n" * 4)
    for command in ("evacuate", "report"):  # as of any table of a case, whatever asks for it
        done = geleit(command, village, "--out", village / "out", cwd=village)
        assert done.returncode == 2
        assert "exits.csv: row 2, column rate_likely" in done.stderr
        assert re.search(r"exits.csv: row 3, column id: 'x' is the id of row 2 too", done.stderr)
        assert re.search(r"geleit: and \d+ more: mend these first\n$", done.stderr)


def test_rows_that_are_only_odd_are_kept_with_a_word_each(village):
    (village / "case.toml").write_text((village / "case.toml").read_text() + '\n[record]\nevents = ["mine-2030"]\n')
    enemy = GOOD.replace("g1,here", "g5,foe").replace("Red Cross,no", "Ministry,yes")
    rows = (
        GOOD + ",,",
        GOOD.replace("g1,", "g2,") + ",,",
        GOOD.replace("g1,here", "g3,no-gate").replace(",1,2,yes", ",,,yes") + ",,",
        GOOD.replace("g1,here-2020", "g4,mine-2030") + ",,",
        enemy + ",,",
        GOOD.replace("g1,", "g6,").replace("2020-03-01,2020-03-02", "2020-03-02,2020-03-04") + ",,",
    )
    write_rows(village, *rows)
    head, *lines = (village / "precedents.csv").read_text().splitlines()
    lines = [line.replace("Cross,no,", "Cross,no,,").replace("Ministry,yes,", "Ministry,yes,enemy,") for line in lines]
    text = "\n".join([head.replace("is_party,", "is_party,whose_crossing,"), *lines])
    (village / "precedents.csv").write_text(text + "\n")
    done = geleit("precedents", "--for", village, "--setting", "siege", cwd=village)
    assert done.returncode == 0, done.stderr
    for said in (
        "look again: g2: the same count twice as g1",
        "look again: g3: no rate: the number of crossings is not known; it is among the rows and events",
        "look again: g4: its event is the case itself: it is shown, and counted nowhere",
        "look again: g5: a party tells of its enemy's crossing: it is shown apart, and counted in no figure",
        "look again: g6: its days overlap with those of g",
        "without a rate, for want of hours, days or crossings: g3",
        "of the case itself, not counted: mine-2030; of its own rows: g4",
        "added by the case: g1, g2, g3, g6",
    ):
        assert said in done.stdout
    found = told("precedents", "--for", village, "--setting", "siege", cwd=village)
    assert "g5" in {row["id"] for row in found["of_enemy"]["list"]}
    kept = {*found["added"], *found["own_added"], *(row["id"] for row in found["of_enemy"]["list"])}
    assert kept >= {f"g{n}" for n in range(1, 7)}


def test_every_bad_row_of_a_table_of_corridors_is_named_in_one_run(tmp_path):
    rows = ["1,A,kept,own,2022-03-05", "2,A,ran,foe,2022-03-06", "3,B,kept,friend,", "4,B,ran,,5 March", "5,B,hid,,"]
    (tmp_path / "t.csv").write_text("\n".join(["HC,Where,Result,Side,When", *rows]) + "\n")
    mapped = ("--map", "corridor=HC,place=Where,outcome=Result,claimant_side=Side,date=When")
    done = geleit("baserate", "t.csv", *mapped, cwd=tmp_path)
    assert done.returncode == 2
    first, *sides = done.stderr.splitlines()
    assert "t.csv: column Result: words for an outcome that are not known: 'ran' (2 rows, the first is row 3)" in first
    assert "'hid' (row 6)" in first
    assert [line.partition(":")[2].split(":")[:2] for line in sides] == [
        [" t.csv", f" row {row}, column Side"] for row in (3, 4)
    ]
    (tmp_path / "t.csv").write_text((tmp_path / "t.csv").read_text().replace("foe", "enemy").replace("friend", "own"))
    means = ("--means", "ran=not kept", "--means", "hid=unknown")
    text = geleit("baserate", "t.csv", *mapped, *means, cwd=tmp_path).stdout
    assert "3 rows of the table without date such as 2022-03-05: up to when they look is not told" in text
    assert "up to 2022-03-06, by the days that rows tell" in text


def test_wherever_a_share_left_is_told_it_says_whether_a_party_counted():
    rows = {row.id: row for row in bundled_announcements()}
    found = geleit_announcements()
    told, seen, text = announcements_json(found), found.overview, announcements_text(found)
    kinds = Counter(rows[name].left_claimant_is_party for name in told["summary"]["with_a_count_in_time_rows"])
    assert {name: n for name, n in told["summary"]["left_counted_by_party"].items() if n} == kinds
    assert f"who counted: a party to the conflict {kinds['yes']}, a party in part {kinds['mixed']}, others" in text
    marks = {"yes": " (party)", "mixed": " (party in part)", "unknown": " (party or not is not known)", "no": ""}
    for row in told["rows"]:
        counted = rows[row["id"]].left_low is not None or rows[row["id"]].left_high is not None
        assert row["left_party"] == (rows[row["id"]].left_claimant_is_party if counted else None)
        if counted and row["need_way_day"]:
            assert f"left by {row['left_claimant']}{marks[row['left_party']]}: " in text
    assert all(f"{row.left_claimant}{marks[row.left_claimant_is_party]}" in text for row in seen.within)
    case = place_in_record(geleit_case("aleppo-2016"))
    assert re.search(
        r"left, as told \(who counted: a party to the conflict \d+, a party in part \d+", placed_text(case)
    )
    marks = re.findall(
        r'<g class="told [^"]*"><title>([^<]+)</title>.*?<(rect|circle)', notice_svg(case, "a"), re.DOTALL
    )
    assert {shape for _, shape in marks} == {"rect", "circle"}
    assert all((shape == "rect") == ("(party" in title) for title, shape in marks)


def test_the_column_on_who_counted_those_who_left_keeps_to_its_rule():
    alone = re.compile(r"(OCHA|UNRWA|United Nations|UN spokesperson|IOM)( \(north to south\).*)?")
    for row in bundled_announcements():
        party, counted = row.left_claimant_is_party, row.left_low is not None or row.left_high is not None
        assert counted or party == "unknown", row.id  # of nobody's count nothing is said
        if counted and (row.use == "civil" or alone.fullmatch(row.left_claimant)):
            assert party == "no", row.id
        if counted and re.search(r"(?i)chronicle|wikipedia", row.left_claimant) and row.use != "civil":
            assert party == "unknown", row.id
        if counted and re.search(r"(?i)ministry|military|governor|district secretariat", row.left_claimant):
            other_days = row.id in ("aleppo-2016-10-17", "gazacity-2025-09-09")  # and others' count of these
            assert party in ("yes", "mixed") or other_days, row.id


CLASSES = [
    (),
    ("--question", "could"),
    ("--question", "did", "--before", "2016-07-28", "--reaches", "7143"),
    ("--setting", "technical"),
    ("--setting", "medevac"),
    ("--mode", "other", "--before", "2000", "--reaches", "40000"),
    ("--sustained", "--setting", "conflict"),
    ("--setting", "bus_deal", "--screening", "no"),
]


@pytest.mark.parametrize("asked", CLASSES)
def test_each_class_says_how_many_what_held_who_counted_and_how_far_it_looks(asked, tmp_path):
    text, found = geleit("precedents", *asked, cwd=tmp_path).stdout, told("precedents", *asked, cwd=tmp_path)
    assert text.startswith(f"What crossings passed: {found['class']}\n")
    assert re.search(rf"\n  {found['rows']:,} rows? of {found['events']:,} events?", text)
    if not found["rows"]:
        assert "no row of this class has a rate" in text
        return
    assert f", up to {found['until']};" in text
    assert "\n  who counted: a party to the conflict" in text
    limits = {name: found["limited_by"].get(name, 0) for name in ("capacity", "permission", "demand", "unknown")}
    assert sum(limits.values()) == found["rows"]
    assert f"by our reading of the source, of {found['rows']} row" in text
    mixed = any(limits[name] for name in ("permission", "demand", "unknown"))
    assert ("only rows held by the gate speak of what a gate passes" in text) == mixed
    every = [row for row in bundled_precedents() if row.use in ("ref", "sum") and row.per_hour]
    hours = {row.id: row.hours_basis for row in every}
    listed = [row["id"] for row in (*found["list"], *found["hour_alone"]) if row["per_hour"]]
    untold = sum(not hours[name] or hours[name].startswith(("unknown", "assumed")) for name in listed)
    assert found["rows_without_hours"] == untold
    assert f"hours unknown or assumed: {untold} of {len(listed)} row" in text
    if found["later"]:
        rows = [row for row in found["later"]["list"] if row["per_day"]]
        top = max(row["per_day"][1] for row in rows)
        line = next(line for line in text.splitlines() if line.startswith("later, and not counted above"))
        assert (
            f"up to {found['later']['until']}; the highest by the high ends {top:,.0f} a day and crossing, by " in line
        )
        assert any(line.endswith(f"[{row['id']}]") for row in rows if row["per_day"][1] == top)
        assert ("of these later ones: " in text) == ("--reaches" in asked)
    assert "by other," not in text


def test_what_was_struck_out_is_shown_also_where_the_class_has_none_of_it(tmp_path):
    asked = ("precedents", "--mode", "mixed", "--without", "gaza-2023", "--without", "berlin-1989")
    text, found = geleit(*asked, cwd=tmp_path).stdout, told(*asked, cwd=tmp_path)
    assert "struck out: berlin-1989\nstruck out, with no row here: gaza-2023\n" in text
    assert (found["struck"], found["struck_elsewhere"]) == (["berlin-1989"], ["gaza-2023"])


def test_what_is_kept_apart_is_of_the_class_that_was_asked_for(tmp_path):
    for setting, apart in (("siege", ["aleppo-2016-07"]), ("technical", []), ("border", [])):
        assert told("precedents", "--setting", setting, cwd=tmp_path)["apart"] == apart


@pytest.mark.parametrize("case", ["east-ghouta-2018", "grozny-1999", "aleppo-2016", "mariupol-2022", None])
@pytest.mark.parametrize("kind", ["pause with exits", "ultimatum", "corridor offer", "evacuation order", None])
def test_no_sentence_about_announcements_is_cut_and_each_says_of_how_many(case, kind):
    found = geleit_announcements(kind=kind, case=case)
    seen, text = found.overview, announcements_text(found)
    lines = text.splitlines()
    assert not any(line.strip().startswith("any to this day") for line in lines)
    assert "that none reached a need does not say that a gate could not" in text
    assert "reached by 0 of 0" not in text
    assert ("own flow and what is" in text) == (case is not None)
    if seen.held:
        ever, of = seen.over_best(lambda reached: reached.conflict_overall)
        known = sum(bool(held.reached.conflict_before.of) for held in seen.held)
        over = sum(held.reached.conflict_before.of > 0 and not held.reached.conflict_before.high for held in seen.held)
        assert f"  {over} of {known} asked for more than any conflict exit on record by their day" in text
        assert f", {ever} of {of} for more than any to this day" in text
    if seen.left:
        events = len({row.event for row in seen.within})
        line = next(line for line in lines if "with people and a count within the time" in line)
        assert re.match(rf"  of {seen.left.rows} announcements? of {events} events? with people", line)
        assert ("in the median" in line) == (seen.left.rows >= 5) == ("too few for a median" not in line)


def test_a_case_does_not_call_counted_by_its_deadline_what_was_announced_after_it():
    told = counted_text(place_in_record(geleit_case("gaza-2023")))
    assert "announced 2023-10-12" in told
    assert "announced 2023-11-05" not in told
    assert counted_text(place_in_record(geleit_case("mariupol-2022"))).count("announced 2022-03-05") == 1


@pytest.mark.parametrize("name", list_bundled())
def test_a_limit_says_of_how_many_who_counted_what_held_it_and_of_few_it_says_so(name):
    found = place_in_record(geleit_case(name))
    events = len({row.event for row in found.chosen.rows if row.per_day})
    words = [limit.assumption for limit in daily_limits(found)]
    assert any("90th percentile" in text for text in words)
    for text in words:
        assert re.search(r"of \d+ events?", text)
        if "90th percentile" in text:
            assert "whatever held them" in text
            assert ("too few to tell one" in text) == (events < 10)
        else:
            assert re.search(r"counted by (a party|others than a party)|who counted is not known", text)
            assert re.search(r", (a queue stood there|a party let so many through|all who came passed|what held)", text)
    assert (
        f"on record to this day, up to {max(r.date_to for r in (*found.chosen.rows, *found.chosen.later))}" in words[-1]
    )
    assert " a day each on average: " in needed_text(found) or found.exits == 1
    assert "On record by then, by what held the flow, " in reached_text(found)


def test_a_share_of_nearly_all_is_not_all_and_whose_word_it_is_stands_beside_it(tmp_path):
    rows = [f"{n},,Gov,kept,{who}" for n, who in enumerate(["own", "other", ""] * 100)] + ["300,,Gov,failed,other"]
    (tmp_path / "t.csv").write_text("\n".join(["corridor,place,announced_by,outcome,claimant_side", *rows]) + "\n")
    text, found = geleit("baserate", "t.csv", cwd=tmp_path).stdout, told("baserate", "t.csv", cwd=tmp_path)
    assert "kept: at least 99.7 %, at most 99.7 %" in text
    assert "201 rows of 301 told by others: 101 by neither side, and of 100 it is not known whose word it is" in text
    assert [found[f"rows_by_{who}"] for who in ("itself", "others", "unknown")] == [100, 101, 100]
    assert "301 rows of the table without place, each corridor of them taken for a place of its own" in text
    assert "with the spread between 301 places (95 % for either end)" in text


@pytest.mark.parametrize(
    ("changed", "field", "problem"),
    [
        ({"people_low": "", "people_likely": "12.000", "people_high": ""}, "people_likely", "may mean 12,000 or 12"),
        ({"people_high": "1e308"}, "people_high", "expected a number up to"),
        ({"people_low": "nan"}, "people_low", "expected a number"),
        ({"people_likely": "=900+100"}, "people_likely", "expected a number"),
        ({"days_low": "0.001", "days_high": "0.001"}, "days_low", "less than a day counts as one day"),
        ({"crossings_low": "0.001"}, "crossings_low", "expected 1 or more"),
        ({"hours_low": "1e-300"}, "hours_low", "expected 0.0166667 or more"),
        ({"date_from": "0020-03-01"}, "date_from", "expected a day"),
        ({"date_from": "٢٠٢٠-03-01"}, "date_from", "expected a day"),
    ],
)
def test_a_figure_that_would_be_wrong_is_no_figure(village, changed, field, problem):
    names = HEAD.strip().split(",")
    cells = dict(zip(names, next(csv.reader([f"{GOOD},,,https://example.org/1"])), strict=True)) | changed
    with (village / "precedents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, cells.values()])
    done = geleit("precedents", "--for", village, cwd=village)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"precedents.csv: row 2, column {field}: " in done.stderr
    assert problem in done.stderr


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("2029-12-30,", "2029-12,", "column announced_at: expected a time"),
        ("2029-12-30,", "2029-12-30 at noon,", "column announced_at: expected a time"),
        (",1,1,1,1,announced", ",0.01,1,1,1,announced", "column ways_low: expected 1 or more"),
        (",1,1,1,1,announced", ",1,1,0.01,1,announced", "column days_low: expected 1 or more, found 0.01 (less than"),
        ("900,1000", "1.000,2.000", "column people_low: '1.000' may mean 1,000 or 1"),
    ],
)
def test_an_announcement_that_would_ask_for_something_else_is_refused(village, was, now, told):
    assert was in ASK
    (village / "announcements.csv").write_text(f"{ASKED}{ASK.replace(was, now)}\n")
    done = geleit("announcements", "--for", village, cwd=village)
    assert done.returncode == 2
    assert f"announcements.csv: row 2, {told}" in done.stderr


def test_a_row_with_an_id_of_the_record_does_not_reach_what_the_record_s_row_reaches(village):
    write_rows(village, GOOD.replace("g1,here-2020", "gaza-2023-11-08,here-2020") + ",,")
    text = geleit("precedents", "--for", village, "--setting", "siege", "--reaches", "40000", cwd=village).stdout
    assert text.count("[gaza-2023-11-08]") == 1
    assert "look again: gaza-2023-11-08: the record has a row of this id" in text


def test_a_table_of_corridors_loses_no_row_and_takes_no_column_for_another(tmp_path):
    head = "corridor,place,announced_by,outcome,claimant\n"
    (tmp_path / "t.csv").write_text(f'{head}1,A,Gov,kept,UN\n2,"A,Gov,failed,UN\n3,A,Gov,failed,UN\n')
    done = geleit("baserate", "t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "t.csv: row 3: not a row of CSV: a quote is not closed (check the quotes)" in done.stderr
    (tmp_path / "t.csv").write_text(f"{head.strip()},outcome\n1,A,Gov,kept,UN,failed\n")
    done = geleit("baserate", "t.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "t.csv: two columns are called 'outcome' (give each its own name)" in done.stderr
    (tmp_path / "t.csv").write_text(f"{head}1,Town A,Gov,kept,UN\n2,TOWN A,Gov,failed,UN\n")
    assert told("baserate", "t.csv", cwd=tmp_path)["places"] == 1
