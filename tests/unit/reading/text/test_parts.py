"""Figures, times, places, topics, speakers, languages: what a statement is made of."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geleit.reading import read_statements
from geleit.reading.text.agencies import agency_in
from geleit.reading.text.detect_language import language_of
from geleit.reading.text.found import Span
from geleit.reading.text.places import places_in
from geleit.reading.text.quantities import quantities_in
from geleit.reading.text.quotations import find_quotations
from geleit.reading.text.sentences import lay_out
from geleit.reading.text.speakers import can_speak, describe, is_metaphor, kind
from geleit.reading.text.times import times_in
from geleit.reading.text.topics import topics_of

THURSDAY = date(2016, 7, 28)


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "modifier", "unit"),
    [
        ("de", "bis zu 300.000 Menschen", None, 300_000, "up to", "people"),
        ("de", "mindestens 26 Lastwagen", 26, None, "at least", "trucks"),
        ("de", "mehr als 2.500 syrische Zivilisten", 2500, None, "more than", "people"),
        ("de", "rund 1,5 Millionen Menschen", 1.5e6, 1.5e6, "about", "people"),
        ("de", "knapp 90 Prozent", None, 90, "less than", "%"),
        ("de", "zwischen 200 und 300 Familien", 200, 300, "between", "families"),
        ("de", "200 bis 300 Kämpfer", 200, 300, "between", "Kämpfer"),
        ("de", "zwei bis drei Millionen Menschen", 2e6, 3e6, "between", "people"),
        ("de", "Tausende Menschen", 2000, None, "", "people"),
        ("de", "fünfundzwanzig Busse", 25, 25, "", "buses"),
        ("de", "40 Tonnen", 40, 40, "", "t"),
        ("en", "up to 300,000 people", None, 300_000, "up to", "people"),
        ("en", "at least 26 aid trucks", 26, None, "at least", "trucks"),
        ("en", "between 200 and 300 families", 200, 300, "between", "families"),
        ("en", "5 to 7 days", 5, 7, "between", "days"),
        ("en", "thousands of civilians", 2000, None, "", "people"),
        ("en", "twenty-five buses", 25, 25, "", "buses"),
        ("en", "nearly 1.5 million people", None, 1.5e6, "less than", "people"),
    ],
)
def test_figures(language, text, low, high, modifier, unit):
    around = f"Xx {text}, yy."
    (figure,) = quantities_in(around, 0, len(around), language)
    assert (figure.text, figure.low, figure.high, figure.modifier, figure.unit) == (text, low, high, modifier, unit)
    assert around[figure.start : figure.end] == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "am 28. Juli 2016 um 10 Uhr"),
        ("de", "im Jahr 2012"),
        ("de", "Artikel 5, die 37-jährige Ärztin, um 15:30 Uhr"),
        ("en", "on July 28, 2016 at 10:00"),
        ("en", "in 2012 the 3rd convoy at 5 p.m."),
    ],
)
def test_dates_and_numbers_of_things_are_no_figures(language, text):
    assert quantities_in(text, 0, len(text), language) == ()


def day(number, month=7, year=2016, hour=0, minute=0):
    return datetime(year, month, number, hour, minute)  # noqa: DTZ001 - articles name no zone


@pytest.mark.parametrize(
    ("language", "text", "words", "earliest", "latest"),
    [
        ("de", "am 28. Juli 2016", "28. Juli 2016", day(28), day(29)),
        ("de", "am 28.07.2016", "28.07.2016", day(28), day(29)),
        ("de", "am 3. August", "3. August", day(3, 8), day(4, 8)),
        ("de", "am 28. Juli 2016 um 10 Uhr", "28. Juli 2016 um 10 Uhr", day(28, hour=10), day(28, hour=10, minute=1)),
        ("de", "es war gestern ruhig", "gestern", day(27), day(28)),
        ("de", "heute", "heute", day(28), day(29)),
        ("de", "seit morgen", "morgen", day(29), day(30)),
        ("de", "bis Freitag", "Freitag", day(29), day(30)),
        ("de", "am vergangenen Freitag", "vergangenen Freitag", day(22), day(23)),
        ("de", "am Freitag", "Freitag", day(22), day(30)),
        ("de", "am Donnerstag", "Donnerstag", day(28), day(29)),
        ("de", "im August 2016", "August 2016", day(1, 8), day(1, 9)),
        ("de", "im Dezember 2016", "Dezember 2016", day(1, 12), day(1, 1, 2017)),
        ("de", "im Jahr 2012", "im Jahr 2012", day(1, 1, 2012), day(1, 1, 2013)),
        ("en", "on July 28, 2016", "July 28, 2016", day(28), day(29)),
        ("en", "on 3 August", "3 August", day(3, 8), day(4, 8)),
        ("en", "by Friday at 10 a.m.", "Friday at 10 a.m.", day(29, hour=10), day(29, hour=10, minute=1)),
        ("en", "it was last Monday", "last Monday", day(25), day(26)),
        ("en", "yesterday", "yesterday", day(27), day(28)),
    ],
)
def test_times(language, text, words, earliest, latest):
    (found,) = times_in(text, 0, len(text), THURSDAY, language)
    assert (found.text, found.earliest, found.latest, found.needs_anchor) == (words, earliest, latest, False)


@pytest.mark.parametrize("text", ["am Montag", "am 3. August", "gestern", "um 10 Uhr", "im Juli"])
def test_times_without_the_day_of_publication_stay_open(text):
    (found,) = times_in(text, 0, len(text), None, "de")
    assert (found.earliest, found.latest, found.needs_anchor) == (None, None, True)


def test_a_day_that_does_not_exist_has_no_range():
    (found,) = times_in("am 31. Februar 2016", 0, 19, THURSDAY, "de")
    assert (found.earliest, found.latest, found.needs_anchor) == (None, None, False)


@pytest.mark.parametrize("text", ["so die mit", "der Montag-Verlag", "ab 300 Menschen", "Der Mai 5"])
def test_small_words_are_no_times(text):
    assert [t.text for t in times_in(text, 0, len(text), THURSDAY, "de")] in ([], ["Mai"], ["Montag"])


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("de", "Korridore in Aleppo, aus Hama und in der Stadt Deir al-Sor", ["Aleppo", "Hama", "Deir al-Sor"]),
        ("de", "nach Angaben in Sicherheit, im Osten, in Gefahr", []),
        ("de", "Moskau sagte, Damaskus schweige, Sana meldet es", []),
        ("de", "Bomben fielen in Sana und in Moskau", ["Sana", "Moskau"]),
        ("en", "near Hama, from Damascus, in July, in the city of Deir ez-Zor", ["Hama", "Damascus", "Deir ez-Zor"]),
    ],
)
def test_places(language, text, places):
    found = places_in(text, 0, len(text), language)
    assert [place.text for place in found] == places
    assert all(text[place.start : place.end] == place.text for place in found)


def test_sana_is_the_agency_before_it_is_the_town():
    assert agency_in("Laut Sana ist es ruhig") == "Sana"
    assert agency_in("Bomben fielen in Sana") == ""
    assert agency_in("die Nachrichtenagentur Muster") == "Muster"


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("ein Ultimatum bis Freitag", ("deadline",)),
        ("drei Korridore", ("corridor",)),
        ("die Waffenruhe hält", ("pause",)),
        ("40 Lastwagen mit Lebensmitteln", ("aid",)),
        ("ein Luftangriff auf die Klinik", ("attack",)),
        ("eine Amnestie", ("amnesty",)),
        ("Notunterkünfte stehen bereit", ("shelter",)),
        ("2,000 people fled", ("departures",)),
        ("169 Zivilisten passierten die Kontrollposten", ("corridor", "departures", "population")),
        ("50,000 residents moved south", ("departures", "population")),
        ("the besieged residents", ("population",)),
        ("der Schnee", ()),
    ],
)
def test_topics(words, topics):
    assert topics_of(words) == topics


@pytest.mark.parametrize(
    ("words", "of_kind", "role"),
    [
        ("Anna Berg", "person", ""),
        ("der Arzt Karl Weber", "person", "der Arzt"),
        ("Der Sprecher des Hauses, Karl Weber", "person", "Der Sprecher des Hauses"),
        ("Karl Weber, der Sprecher des Hauses", "person", "der Sprecher des Hauses"),
        ("General Karim", "military", "General"),
        ("die Armee", "military", ""),
        ("die Regierung", "government", ""),
        ("Moskau", "government", ""),
        ("die Nachrichtenagentur dpa", "agency", ""),
        ("das Rote Kreuz", "agency", ""),
        ("dem Bericht", "document", ""),
        ("die Nachbarn", "unknown", ""),
        ("the foreign minister", "government", "the foreign minister"),
    ],
)
def test_speakers(words, of_kind, role):
    speaker = describe(words, Span(0, len(words)), "explicit")
    assert (kind(words), speaker.kind, speaker.role, speaker.text) == (of_kind, of_kind, role, words)


def test_nobody_named():
    speaker = describe("", None, "explicit")
    assert (speaker.text, speaker.kind, speaker.how, speaker.start, speaker.end) == ("", "unknown", "implicit", 0, 0)


def test_things_do_not_speak():
    assert is_metaphor("Die Luftangriffe")
    assert is_metaphor("the air strikes")
    assert not is_metaphor("der Sprecher der Luftangriffe und Bomben")
    assert not can_speak("besondere Probleme")
    assert can_speak("Anna Berg")
    assert can_speak("die Opposition")


def test_languages():
    assert language_of("Die Stadt ist nicht mehr zu retten.") == "de"
    assert language_of("The town is not to be saved.") == "en"
    assert language_of("") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ночью через мост прошли триста человек, сообщил штаб.",
        "غادر ثلاثمئة شخص المدينة ليلاً، قال المجلس.",
        "Trois cents personnes ont franchi le pont dans la nuit, selon le conseil.",
        "Quor besti lamen trova dis pellum sera, mittan gol vesperi in nolte.",
    ],
)
def test_a_text_without_words_of_a_language_that_can_be_read_is_in_none(text):
    assert language_of(text) is None


def test_sentences_are_not_cut_at_abbreviations_dates_and_quotations():
    text = "Dr. Weber kam am 8. Juli 2016. „Ja. So ist es.“ Er ging z. B. weg! Wirklich?"
    sentences = lay_out(text, find_quotations(text))
    assert [text[s.start : s.end] for s in sentences] == [
        "Dr. Weber kam am 8. Juli 2016.",
        "„Ja. So ist es.“",
        "Er ging z. B. weg!",
        "Wirklich?",
    ]


@pytest.mark.parametrize("text", ["„a b“", "»a b«", "«a b»", '"a b"', "“a b”", "„a b”", '„a b"'])
def test_marks(text):
    around = f"Xx {text} yy"
    assert [around[q.start : q.end] for q in find_quotations(around)] == [text]


@pytest.mark.parametrize("text", ["„a b", "a b“", '5" und 6', "„a\nb“", "it's a dog's life"])
def test_marks_that_are_not_paired(text):
    assert find_quotations(text) == ()


def test_sentences_of_the_author_have_a_topic_and_a_figure():
    text = (
        "Rund 2.000 Menschen verließen die Stadt. Der Arzt sagte, 40 Verletzte seien da. Es war kalt. "
        "Drei Korridore sind offen."
    )
    reading = read_statements(text)
    assert [(sentence.text, sentence.topics, sentence.quantities[0].low) for sentence in reading.author] == [
        ("Rund 2.000 Menschen verließen die Stadt.", ("departures",), 2000),
        ("Drei Korridore sind offen.", ("corridor",), 3),
    ]


@pytest.mark.parametrize("text", ["0.000.0 people", "1.2.3 people"])
def test_digits_that_are_no_number_are_none(text):
    assert not [one for one in quantities_in(text, 0, len(text), "en") if one.text.startswith(text.split()[0])]
