"""Who appears by name, and which texts tell the name of somebody who must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
import shapely

from geleit.io.case.record import id_for
from geleit.messages.message import words
from geleit.model.aid import Delivery, Stock
from geleit.model.amount import Range
from geleit.model.corridor import Party
from geleit.model.finding import Evidence, Observation
from geleit.model.incident import Facility
from geleit.model.population import Place
from geleit.model.statement import Source, Statement, Wording
from geleit.publication import public_case
from tests.unit.report.town import START, ZONE, town

LATER = datetime(2016, 6, 1, 15, 30, tzinfo=ZONE)


def said(name, speaker, text="So it is.", **more):
    fields = {"role": "", "party": "", "at": START, "topic": "", "about": "", "quantity": None, "source": "s1"}
    return Statement(id=name, speaker=speaker, text=text, **{**fields, **more})


def told(statements, **changes):
    return public_case(town(statements=statements, **changes), LATER)


def is_told(text, speaker, **changes):
    """Whether what a minister says leaves, where somebody else speaks too, or speaks in confidence."""
    sensitive = changes.pop("sensitive", False)
    found = told((said("x", speaker, sensitive=sensitive), said("b", "Ann", role="Minister", text=text)), **changes)
    return any(statement.id == "b" for statement in found.statements)


NAMES = [
    "nurse Layla Haddadin", "Layla bint Samir ibn Yusuf al-Haddadin", "Layla Haddadin, nurse at the east clinic",
    "Dr. Layla Haddadin (nurse)", "a nurse, Layla Haddadin", "a resident (Layla Haddadin)", "nurse Haddadin",
    "Samir Marjoub and Layla Haddadin", "Layla Haddadin, via Radio Town",
]  # fmt: skip


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize("text", ["Haddadin told us", "we asked Layla al-Haddadin"])
@pytest.mark.parametrize("speaker", NAMES)
def test_a_name_within_how_a_speaker_is_written_is_looked_for(speaker, text, sensitive):
    assert not is_told(text, speaker, sensitive=sensitive)


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("layla haddadin", "Layla Haddadin told us"),
        ("layla haddadin, nurse at the clinic", "Layla Haddadin told us"),
        ("Layla bint Samir ibn Yusuf al-Haddadin", "Layla bint Samir told us"),
        ("Dr. Kim Lee", "Kim Lee told us"),
        ("Лейла Хаддадин, медсестра", "Он видел Лейлу Хаддадин"),
        ("медсестра Иванова", "Он говорил с Ивановой"),
        ("Дмитрий Маяковский", "рядом с домом Маяковского"),
        ("Дмитрий Маяковский", "со слов Дмитрия Маяковского"),
        ("Алексей Соловьёв", "Соловьев видел это"),
        ("ليلى الحدادين", "قال لنا الحدادين"),
        ("ليلى الحدادين", "سمعنا من ليلى وللحدادين بيت"),
        ("سمير بن يوسف المرجوب", "رأى سَمير بن يوسُف الطريق"),
        ("Krankenschwester Jürgen Müller", "Mueller sah es"),
        ("Krankenschwester Jürgen Mueller", "Müllers Bruder sah es"),
        ("ein Arzt, Hans Krüger", "das Haus Krügers"),
    ],
)  # fmt: skip
def test_names_in_other_spellings_and_scripts_are_found(speaker, text):
    assert not is_told(text, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Haddadins Bruder sah es", "Die Familie Haddadins", "Hadda\u00addin saw it", "Hadda\u200bdin saw it",
        "Haddādin saw it", "Hadda\u0304din saw it", "Haddadin's brother", "Hadda-\ndin saw it", "Hadda- din saw it",
        "see LaylaHaddadin on the radio", "HADDADIN", "haddadin2016 wrote it",
    ],
)  # fmt: skip
def test_an_inflected_split_or_marked_name_is_found(text):
    assert not is_told(text, "Layla Haddadin", sensitive=True)


def test_the_name_of_a_facility_is_found_in_the_genitive():
    ward = Facility("ward-0", "Rosenkrankenhaus", "hospital", 0.005, 0.005)
    assert not is_told("Nahe des Rosenkrankenhauses fielen Schüsse", "Radio", facilities=(ward,))


@pytest.mark.parametrize(("row", "left"), [("h1", False), ("krankenhaus-nordstrasse", True)])
def test_a_facility_is_looked_for_by_its_whole_name_and_by_an_id_of_two_words(row, left):
    ward = Facility(row, "Krankenhaus Nordstraße (Haus B)", "hospital", 0.005, 0.005)
    assert not is_told("Das Krankenhaus Nordstraße (Haus B) brannte", "Radio", facilities=(ward,))
    assert is_told("Das Krankenhaus Nordstraße brannte", "Radio", facilities=(ward,)) is not left


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("A resident", "A resident told us"),
        ("residents of Homs", "Residents of Homs left"),
        ("Two rebels and aid workers in besieged Homs", "Two aid workers left besieged Homs"),
        ("Egyptian officials", "Egyptian officials opened the gate"),
        ("a woman who fled", "a woman who fled was hurt"),
        ("Spokesman of the Council", "The council met"),
        ("Radio (speaker not recorded)", "The speaker was not recorded"),
        ("Government soldiers", "Government soldiers let them pass"),
        ("ein Arzt", "Ein Arzt half"),
        ("Bewohner der Stadt", "Die Bewohner der Stadt gingen"),
        ("врач из Алеппо", "врач видел Алеппо"),
        ("طبيب من حلب", "طبيب في حلب"),
        ("Layla Haddadin", "Haddad came, and the Haddadinian road was open"),
        ("Samir Ali", "Ali Baba street was open"),
        ("World Health Organization (an official)", "The World Health Organization said so"),
        (
            "Office of Towns, 19 August 2016: 250,000; Nations, July 2016: 200.000",
            "On 19 August 2016, likely in July 2016, about 250,000 were there",
        ),
        ("Nations, February 2018: about 400,000", "About 400,000 in February 2018"),
        (
            "Lowest: Office of Towns; Likely: Nations, 8 January. Highest: 1.1 million",
            "Likely the highest, others the lowest, of 1.1 million on 8 January",
        ),
    ],
)
def test_common_words_and_longer_words_hide_nothing(speaker, text):
    assert is_told(text, speaker)


@pytest.mark.parametrize(
    "speaker",
    [
        "Layla Haddadin, 3 May 2016", "3 May 2016: Layla Haddadin (likely)", "Layla Haddadin 2016",
        "3 nurses, Layla Haddadin", "12 June Layla Haddadin", "likely nurse Haddadin", "May Haddadin", "Are Haddadin",
        "World Health Organization (Layla Haddadin)", "Layla Haddadin, World Health Organization",
        "Layla Haddadin, Foreign Minister's driver",
        "nurse Layla Haddadin and Jane Muster, Foreign Minister",
        "Layla Haddadin, Prime Minister of the school parliament",
    ],
)  # fmt: skip
def test_a_name_beside_a_date_a_body_or_an_office_is_looked_for(speaker):
    assert not is_told("we asked Haddadin", speaker)


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("nurse April", "we asked April"),
        ("12 June Lee of Aleppo", "we asked June Lee"),
        ("Theresa May 2016", "we asked Theresa May"),
        ("Ann Likely, teacher", "we asked Likely"),
        ("Than Nguyen, teacher", "we asked Than Nguyen"),
        ("Ravi More, nurse", "we asked Ravi More"),
        ("Maria Council", "we asked Maria Council"),
        ("Layla Agency", "we asked Layla Agency"),
        ("Layla Haddadin World Health Organization", "we asked Layla Haddadin"),
        ("nurse Layla Haddadin Red Crescent", "we asked Layla Haddadin"),
    ],
)
def test_names_that_are_words_of_dates_and_bodies_too_are_looked_for(speaker, text):
    assert not is_told(text, speaker)


def test_those_who_are_named_stay_though_others_speak_of_them():
    parties = (Party("gov", "Government", belligerent=True, names=("Town Council",)),)
    row = Observation("operation", "INFORMED", Evidence("for", words("So it was."), "Foreign Minister Ann Miller"))
    statements = (
        said("a", "Ann Miller", role="Minister of Roads"), said("b", "Town Council", text="Ann Miller of the Council"),
        said("c", "soldier of the Government"), said("d", "Ann Miller", role="Minister of Roads", text="So it is."),
    )  # fmt: skip
    found = told(statements, parties=parties, observations=(row,))
    assert [s.id for s in found.statements] == ["a", "b", "statement-1", "d"]
    assert [s.speaker for s in found.statements] == ["Ann Miller", "Town Council", "person 1", "Ann Miller"]


@pytest.mark.parametrize("speaker", [*NAMES, "layla haddadin", "Haddadin", "ليلى الحدادين"])
def test_the_id_of_a_statement_of_somebody_not_named_is_replaced(speaker):
    name = id_for(speaker, "2016-05-03", (), "entry")
    row = said(name, speaker)
    found = told((row, said("statement-1", "Ann", role="Minister", part_of=name, corrects=name)))
    assert [(s.id, s.part_of, s.corrects) for s in found.statements] == [
        ("statement-2", "", ""), ("statement-1", "statement-2", "statement-2"),
    ]  # fmt: skip
    assert name not in repr(found)


def test_the_publisher_of_a_source_that_stays_is_not_known_by_it():
    sources = (Source("s1", "News", "Radio"), Source("diary", "Diary", "Layla Haddadin"))
    rows = (said("x", "Layla Haddadin", sensitive=True, source="diary"),
            said("b", "Ann", role="Minister", text="Layla Haddadin told us of the queue"))  # fmt: skip
    found = told(rows, sources=sources)
    assert [s.id for s in found.statements] == []
    assert "Haddadin" not in repr(found)


def test_the_publisher_of_a_source_of_any_row_that_is_shown_is_known():
    sources = (Source("s1", "News", "Radio"), Source("watch", "Table", "Town Watch"))
    row = Observation("operation", "INFORMED", Evidence("for", words("So it was."), "Town Watch", "watch"))
    found = told((said("b", "Town Watch", text="Town Watch counted 30"),), sources=sources, observations=(row,))
    assert [(s.id, s.speaker) for s in found.statements] == [("b", "Town Watch")]


def test_words_around_the_words_of_a_source_stay():
    cut = Wording("300 left", 10, 18, before="he heard it from Layla Haddadi", after="aid Haddadin", sha256="ab" * 32)
    rows = (said("x", "Layla Haddadin", sensitive=True), said("b", "Ann", role="Minister", wording=cut))
    found = told(rows)
    assert [s.wording for s in found.statements] == [replace(cut, before="", after="")]


@pytest.mark.parametrize(("unit", "left"), [("people, says Layla Haddadin", "left out 1"), ("Families", "Families")])
def test_only_units_that_are_known_skip_the_lock(unit, left):
    rows = (said("x", "Layla Haddadin", sensitive=True), said("y", "families", sensitive=True),
            said("b", "Ann", role="Minister", quantity=Range(1, 2, 3, unit)))  # fmt: skip
    found = told(rows)
    assert [s.quantity.unit for s in found.statements] == [left]


def test_a_small_place_named_like_its_town_hides_nothing():
    place = Place("homs", "Homs", Range(10, 20, 30, "people"), shapely.Point(0.004, 0.004), "")
    school = Place("school-3", "School 3 of Homs", Range(10, 20, 30, "people"), shapely.Point(0.004, 0.004), "")
    rows = (said("b", "Ann", role="Minister", text="300 people left Homs"),
            said("c", "Ann", role="Minister", text="300 people left School 3 of Homs"))  # fmt: skip
    found = told(rows, places=(place, school), name="homs", place="Homs, Syria", title="Corridors of Homs")
    assert (found.name, found.place, found.title) == ("homs", "Homs, Syria", "Corridors of Homs")
    assert [s.id for s in found.statements] == ["b"]


@pytest.mark.parametrize("row", ["north", "centre"])
def test_a_facility_is_looked_for_though_its_id_is_that_of_a_row_in_another_table(row):
    clinic = Facility(row, "Dialysis Centre Umbra", "hospital", 0.005, 0.005)
    statement = said("b", "Ann", role="Minister", text="People hide in the Dialysis Centre Umbra")
    assert told((statement,), facilities=(clinic,)).statements == ()


def test_whoever_is_named_only_in_a_row_that_stays_is_looked_for():
    ahead = datetime(2016, 9, 1, tzinfo=ZONE)
    kilograms = Range(1, 2, 3, "kg")
    place = Place("p", "Cellar", Range(1, 2, 3, "people"), shapely.Point(0.004, 0.004), "Nadia Farhat")
    load = Delivery("d", ahead, ahead, "planned", "flour", kilograms, "", "Hamid Rustam", "Omar Zaytuni", "")
    stock = Stock("s", "food", kilograms, ahead, "Elias Khoury")
    rows = tuple(
        said(f"b{n}", "Ann", role="Minister", text=f"{name} told lies")
        for n, name in enumerate(("Nadia Farhat", "Hamid Rustam", "Omar Zaytuni", "Elias Khoury", "Somebody Else"))
    )
    found = told(rows, places=(place,), deliveries=(load,), stocks=(stock,))
    assert [statement.id for statement in found.statements] == ["b4"]


def test_a_name_in_the_title_is_looked_for_there_and_everywhere():
    rows = (said("x", "Samira Khalil"), said("b", "Ann", role="Minister", text="Samira Khalil kept a diary"))
    found = told(
        rows, title="Sampleton, the testimony of Samira Khalil", place="Sampleton", summary="By Samira Khalil."
    )
    assert "Khalil" not in repr(found)
    assert [statement.speaker for statement in found.statements] == ["person 1"]


def test_a_party_stays_though_its_id_is_that_of_a_place():
    place = Place("gov", "Cellar", Range(10, 20, 30, "people"), shapely.Point(0.004, 0.004), "")
    found = told((said("b", "Ann", role="Minister", party="gov"),), places=(place,))
    assert [statement.party for statement in found.statements] == ["gov"]


def test_whoever_spoke_in_confidence_is_not_known_as_an_outlet():
    rows = (said("x", "Huda Saleh", sensitive=True),
            said("b", "Ann", role="Minister", outlet="Huda Saleh", whom="patients of Huda Saleh"),
            said("c", "Ann", role="Minister", outlet="Huda Saleh"))  # fmt: skip
    found = told(rows)
    assert [statement.id for statement in found.statements] == ["c"]
    assert "Huda" not in repr(found)
