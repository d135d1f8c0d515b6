from __future__ import annotations

import sys
from datetime import date

import pytest

from geleit.errors import MissingExtraError
from geleit.model.proposal import Reading
from geleit.reading import read_statements
from geleit.reading.german import mood
from geleit.reading.text import places
from geleit.reading.text.confidence import COUNTED, UNMEASURED, confidence_of


@pytest.fixture
def without_simplemma(monkeypatch):
    caches = (mood._lemmatizer, mood._infinitive, mood.looks_finite)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setitem(sys.modules, "simplemma", None)
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("without_simplemma")
def test_german_needs_an_extra_and_says_which():
    with pytest.raises(MissingExtraError, match=r"pip install .*\[reader\]'"):
        read_statements("Der Arzt meinte, das Tor bleibe zu.", language="de")
    with pytest.raises(MissingExtraError, match=r"pip install .*\[reader\]'"):
        places.places_in("in Xanten", 0, 9, "de")


@pytest.mark.usefixtures("without_simplemma")
def test_english_needs_none():
    assert len(read_statements("The ministry said that the road was open.", language="en").proposals) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "„“", "\x00", "…", "()"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_said_in_nothing(text, language):
    assert read_statements(text, language=language) == Reading(language, (), ())


def test_a_whole_article():
    text = (
        "Die Stadt wartet 😀\r\n\r\n"
        "Der Minister sagte am Mittwoch, am Freitag werde ein Korridor geöffnet. Wer bleibe, gelte als Kämpfer.\r\n"
        "Nach Angaben der Vereinten Nationen sind mindestens 250.000 Zivilisten in Aleppo eingeschlossen."
    )
    reading = read_statements(text, date(2016, 7, 28))
    assert reading.language == "de"
    said, free, counted = reading.proposals
    assert said.text == "am Freitag werde ein Korridor geöffnet"
    assert said.topics == ("corridor",)
    assert [(t.text, t.earliest.day, t.latest.day) for t in said.times] == [("Freitag", 29, 30)]
    assert (free.text, free.speaker.text, free.speaker.how) == (
        "Wer bleibe, gelte als Kämpfer.",
        "Der Minister",
        "inherited",
    )
    assert (counted.quantities[0].low, counted.quantities[0].high) == (250_000, None)
    assert [place.text for place in counted.places] == ["Aleppo"]
    assert counted.speaker.kind == "agency"
    for proposal in reading.proposals:
        assert text[proposal.start : proposal.end] == proposal.text


def test_confidence_is_a_share_with_one_hit_and_one_miss_added():
    hits, proposals = COUNTED["laut"]
    assert confidence_of("laut") == round((hits + 1) / (proposals + 2), 2)
    assert confidence_of("EN verb and clause") == UNMEASURED == 0.5
    assert all(0 <= hits <= proposals and proposals >= 10 for hits, proposals in COUNTED.values())
