"""``geleit reply``: what each claimant is asked, who is asked nothing, and what no sheet may tell."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

import geleit as library
from geleit.io.case.bundled import data_folder
from tests.secret_town import write_secret_town
from tests.surface.process import geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

MARKUP = "<script>document.title='taken'</script> & \"Sons\""
FROM_RIGHT = "مجلس البلدة"
TURNED = "Council \N{RIGHT-TO-LEFT OVERRIDE}of Elders"
SAID = (
    "id,speaker,role,party,at,text,asserts,about,quantity_likely,quantity_unit,since,until,by,whom,words_checked,"
    "sensitive,source\n"
)
LEFT = "30 people left \N{RIGHT-TO-LEFT OVERRIDE}in all."
SCOPE = "2020-01-01,2020-01-02T00:00,foot,everyone,yes"
NOBODY = "--to: no party, office or organisation of the case is called"
ROWS = (
    f"gov-many,Minister,Minister of Roads,gov,2020-01-02,{LEFT},people-left,road,30,people,{SCOPE},,press",
    f"council-shut,{FROM_RIGHT},Council,,2020-01-02,The Government has shut the road.,,road,,,,,,,,,press",
    f"elders,{TURNED},Council,,2020-01-02,Ten left.,,,,,,,,,,,press",
    "private,Layla Haddad,,,2020-01-02,I heard shots from REB.,,,,,,,,,,,press",
    "secret,Colonel Hidden,Colonel,gov,2020-01-02,We of the Government shot first.,,,,,,,,,,yes,confided",
    *(
        f"gov-{n},Minister,Minister of Roads,gov,2020-01-02T{n % 24:02}:00,Line {n} stands.,,,,,,,,,,,press"
        for n in range(200)
    ),
)


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """A village whose claimants have names that could break a page, and 204 statements."""
    home = tmp_path_factory.mktemp("replies")
    folder = write_village(home / "village", exits=((1, 10, "2030-01-01T01:00/2030-01-01T03:00"),))
    for path in folder.iterdir():
        path.write_text(path.read_text().replace("2030", "2020"))
    exits = (folder / "exits.csv").read_text().splitlines()
    (folder / "exits.csv").write_text(f"{exits[0]},corridor\n{exits[1]},road\n")
    tables = {
        "corridors": "id,name,announced_by,announced_at,users\nroad,Road,gov,2020-01-01T00:30,civilians\n",
        "parties": "id,name,belligerent,names\n"
        f"gov,Government,yes,Army One\n"
        f'reb,"{MARKUP.replace(chr(34), 2 * chr(34))}",yes,\nidle,Far Office,no,\n',
        "sources": "id,title,publisher,url\npress,Report,Gazette,https://example.org/report\n"
        "watch,Daily reports,Watch,\nconfided,Notes of a talk,Nobody,\n",
        "statements": SAID + "\n".join(ROWS) + "\n",
        "incidents": "id,start,end,lon,lat,kind,by,claimant,source\n"
        "i1,2020-01-01T01:30,2020-01-01T01:40,,,shelling,gov,Watch,watch\n"
        "i2,2020-01-01T02:30,2020-01-01T02:40,,,sniper fire,gov,Watch,watch\n"
        "i3,2020-01-01T02:50,2020-01-01T02:55,,,shelling,reb,Army One,press\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return home


def sheets(home, *options, out="out"):
    """What a run says as JSON, by the name of the claimant."""
    done = geleit("reply", "village", "--json", "--out", out, *options, cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    return {sheet["claimant"]: sheet for sheet in json.loads(done.stdout)["sheets"]}


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("reply-*"))}


class Page(HTMLParser):
    """Tags of a page, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = Counter(), ""
        self.feed(text)

    def handle_starttag(self, tag, _):
        self.tags[tag] += 1

    def handle_data(self, data):
        self.text += data


def test_each_claimant_has_what_it_said_and_what_is_said_of_it(village):
    found = sheets(village)
    assert list(found) == ["Government", MARKUP, FROM_RIGHT, TURNED]
    government = found["Government"]
    at_midnight = sorted((f"gov-{n}" for n in range(0, 200, 24)), key=lambda name: int(name[4:]))
    assert len(government["statements"]) == 201
    assert government["statements"][:10] == ["gov-many", *at_midnight]
    assert government["of_others"] == ["council-shut"]
    [watch] = government["attributed"]
    assert (watch["monitor"], watch["acted"], watch["faced"]) == ("Watch", 2, 0)
    assert watch["kinds"] == {"shelling": 1, "sniper fire": 1}
    assert found[MARKUP]["of_others"] == ["statement-1"]  # of whom an id might tell
    [army] = found[MARKUP]["attributed"]
    assert (army["monitor"], army["acted"]) == ("Army One", 1)
    assert [row["code"] for row in found[MARKUP]["conduct"]] == ["CORRIDOR-AGREED"]


def test_a_tested_statement_stands_with_proposition_scope_verdict_evidence_and_what_would_change_it(village):
    items = sheets(village)["Government"]["sections"][-1]["items"]
    item = next(item for item in items if "30 people" in item["words"])
    [test] = item["tests"]
    assert test["verdict"] == "impossible"  # ten an hour for two hours
    assert test["tested"].startswith("30 people (everyone) left at Road, by way of foot, from 2020-01-01 00:00 until")
    assert any(note.startswith("Scope as entered: where: Road; who: everyone; how: foot;") for note in item["notes"])
    assert any("at most 20 people can have passed" in row["text"] for row in test["evidence"])
    assert any("depends on the rate of the exits" in text for text in test["changes"])
    assert item["goes_to"] == "A reply goes to statement gov-many, about road."
    numbers = [i["number"] for section in sheets(village)["Government"]["sections"] for i in section["items"]]
    assert numbers == list(range(1, len(numbers) + 1))


def test_names_that_could_break_a_page_do_nothing(village):
    geleit("reply", "village", "--out", "pages", cwd=village)
    for name, text in texts(village / "pages").items():
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text, name
        if name.endswith(".html"):
            page = Page(text)
            assert page.tags["script"] == page.tags["img"] == 0, name
            assert page.tags["bdi"] or FROM_RIGHT not in page.text, name
        else:
            assert max(map(len, text.splitlines())) <= 80, name
            assert FROM_RIGHT not in text or f"\u2068{FROM_RIGHT}\u2069" in text, name
    names = set(texts(village / "pages"))
    assert {"reply-gov.html", "reply-reb.txt", "reply-مجلس-البلده.html", "reply-council-of-elders.txt"} <= names
    assert geleit("certify", "pages", cwd=village).returncode == 0


def test_a_statement_cannot_forge_a_line_of_the_text(village):
    other = village / "forged"
    other.mkdir()
    (other / "village").mkdir()
    for path in (village / "village").iterdir():
        (other / "village" / path.name).write_bytes(path.read_bytes())
    row = 'forged,Minister,Minister,gov,2020-01-02,"Fine.\n\n9. Nobody\n   Found: Refuted.",,,,,,,,,,,press\n'
    with (other / "village" / "statements.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    geleit("reply", "village", "--to", "gov", "--out", "out", cwd=other)
    text = (other / "out" / "reply-gov.txt").read_text(encoding="utf-8")
    assert "> Fine. 9. Nobody Found: Refuted." in text


@pytest.mark.parametrize("name", ["gov", "GOVERNMENT", "Army One", "Minister of Roads"])
def test_a_claimant_is_found_by_whoever_speaks_for_it(village, name):
    assert list(sheets(village, "--to", name)) == ["Government"]


def test_a_claimant_without_statements_gets_a_sheet_when_asked_for(village):
    assert "Far Office" not in sheets(village)
    [sheet] = sheets(village, "--to", "Far Office", out="far").values()
    assert (sheet["statements"], sheet["of_others"], sheet["attributed"], sheet["conduct"]) == ([], [], [], [])
    assert "The case has no statement of Far Office." in (village / "far" / "reply-idle.txt").read_text()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--to", "Goverment"), f"{NOBODY} 'Goverment' (did you mean 'Government'?)"),
        (("--to", "Layla Haddad"), f"{NOBODY} 'Layla Haddad'"),
        (("--by", "soon"), "--by: expected a day such as 2016-08-11, found 'soon'"),
        (("--public", "--with-sensitive"), "--with-sensitive: no sensitive statement leaves the room"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(village, options, says):
    done = geleit("reply", "village", "--out", "refused", *options, cwd=village)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (village / "refused").exists()


def test_until_when_is_said_only_by_whoever_asks(village):
    assert sheets(village, "--to", "gov", "--by", "2199-03-01")["Government"]["asked"][-1].startswith(
        "A reply is asked for by 2199-03-01."
    )
    assert "2020-03" not in sheets(village, "--to", "gov")["Government"]["asked"][-1]


def test_no_private_person_is_asked_or_named(village):
    geleit("reply", "village", "--out", "named", cwd=village)
    told = texts(village / "named")
    assert any("person 1" in text for text in told.values())
    assert [name for name, text in told.items() if "Haddad" in text or "haddad" in name] == []


def test_what_was_said_in_confidence_is_on_no_sheet_unless_asked_for(village):
    geleit("reply", "village", "--out", "kept", cwd=village)
    for text in texts(village / "kept").values():
        assert "Hidden" not in text
        assert "shot first" not in text
        assert "Notes of a talk" not in text
    assert "secret" in sheets(village, "--with-sensitive", out="asked")["Government"]["statements"]
    assert "Notes of a talk" in (village / "asked" / "reply-gov.txt").read_text(encoding="utf-8")


def test_a_sheet_says_whether_it_may_be_published_and_otherwise_the_same(village):
    geleit("reply", "village", "--out", "inside", cwd=village)
    geleit("reply", "village", "--public", "--out", "outside", cwd=village)
    inside, outside = texts(village / "inside"), texts(village / "outside")
    assert inside.keys() == outside.keys()
    for name, text in inside.items():
        if name.endswith(".txt"):
            assert text.startswith("Internal. Not for publication.")
            assert outside[name].startswith("Public: ")
            assert text.partition("\n\n")[2] == outside[name].partition("\n\n")[2]
    again = geleit("reply", "village", "--public", "--out", "inside", cwd=village)
    assert again.returncode == 2
    assert "is not for publication" in again.stderr


def test_sheets_of_two_towns_that_differ_in_their_secrets_are_the_same_to_the_letter(tmp_path):
    told = []
    for secrets in (10, 12):
        home = tmp_path / str(secrets)
        home.mkdir()
        truth = write_secret_town(home / "town", 1, secrets, corners=500)
        done = geleit("reply", "town", "--by", "2199-06-01", "--out", "out", cwd=home)
        assert (done.returncode, done.stderr) == (0, "")
        told.append((truth, texts(home / "out")))
    (one, of_one), (other, of_other) = told
    assert one != other
    assert of_one == of_other
    assert {"reply-council.txt", "reply-north.html"} <= of_one.keys()
    for name in (*one.speakers, *one.words, *other.speakers, *other.words):
        assert not [page for page, text in of_one.items() if name.casefold() in text.casefold()], name


def test_every_statement_of_a_bundled_case_is_on_one_sheet_or_of_a_person(tmp_path):
    done = geleit("reply", "gaza-2023", "--json", "--out", tmp_path, cwd=tmp_path)
    found = json.loads(done.stdout)["sheets"]
    with Path(data_folder() / "gaza-2023" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for party in ("israel", "hamas", "un", "us"):
        [sheet] = [sheet for sheet in found if sheet["party"] == party]
        assert sorted(sheet["statements"]) == sorted(row["id"] for row in rows if row["party"] == party)
    others = [name for sheet in found if not sheet["party"] for name in sheet["statements"]]
    assert others == [row["id"] for row in rows if not row["party"]]
    israel = next(sheet for sheet in found if sheet["party"] == "israel")
    assert {row["subject"] for row in israel["conduct"] if row["code"] == "CORRIDOR-NOTICE"} == {
        "order-13-october",
        "salah-al-din",
        "coast-road",
        "tactical-pause",
    }


def test_the_library_writes_the_same(village):
    command = geleit("reply", "village", "--by", "2199-03-01", "--out", "by-command", cwd=village)
    assert command.returncode == 0
    replies = library.prepare_replies(library.read_case(village / "village"))
    pages = library.write_replies(village / "by-library", replies, "2199-03-01")
    assert [page.name for page in pages] == [f"reply-{sheet.claimant.key}.html" for sheet in replies.sheets]
    assert texts(village / "by-library") == texts(village / "by-command")
    assert {f.publication for sheet in replies.sheets for f in sheet.conduct} == {"internal, not for publication"}


@pytest.mark.browser
def test_a_sheet_fits_a_phone_and_asks_the_network_for_nothing(village, browser):
    geleit("reply", "village", "--to", "reb", "--out", "shown", cwd=village)
    page = village / "shown" / "reply-reb.html"
    phone = {"width": 375, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get(page.as_uri())
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert asked == {page.as_uri()}
    assert browser.title.startswith("Request for a reply: <script>")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 375
    assert browser.get_log("browser") == []


def test_a_day_that_is_over_is_told(village):
    for day, over in (("2020-03-01", True), (f"{datetime.now(UTC).year + 2}-01-01", False)):
        done = geleit("reply", "village", "--by", day, "--out", f"by-{day}", cwd=village)
        assert done.returncode == 0
        assert (f"--by: {day} is over, and nobody can reply by then" in done.stderr) == over
