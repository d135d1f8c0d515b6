"""Places named in a statement: from a small list, after *the town of*, and unknown names after a preposition of place.

*Moscow says* names a speaker and *Sana reports* an agency; a preposition of place has to stand before them.
"""

from __future__ import annotations

import re
from functools import cache

from geleit.errors import MissingExtraError
from geleit.model.proposal import Language, PlaceMention
from geleit.reading.text.agencies import agency_in
from geleit.reading.text.word_lists import word_set

_KNOWN = word_set(
    "Afghanistan Ägypten Egypt Algerien Algeria Äthiopien Ethiopia Bosnien Bosnia China Deutschland Germany "
    "Eritrea Frankreich France Gaza Gazastreifen Georgien Georgia Griechenland Greece Großbritannien Britain "
    "Haiti Indien India Irak Iraq Iran Israel Italien Italy Jemen Yemen Jordanien Jordan Katar Qatar "
    "Kolumbien Colombia Kongo Congo Kosovo Kuba Cuba Libanon Lebanon Libyen Libya Mali Marokko Morocco "
    "Myanmar Niger Nigeria Nordkorea Pakistan Palästina Palestine Polen Poland Russland Russia Saudi-Arabien "
    "Serbien Serbia Somalia Spanien Spain Sudan Südsudan Syrien Syria Tschetschenien Chechnya Tunesien "
    "Tunisia Türkei Turkey Ukraine Ungarn Hungary USA Venezuela Vietnam Aleppo Ost-Aleppo Damaskus Damascus "
    "Homs Hama Idlib Rakka Raqqa Latakia Daraa Palmyra Madaja Madaya Fua Kefraja Duma Douma Ghuta Ghouta "
    "Mossul Mosul Bagdad Baghdad Falludscha Fallujah Kabul Kandahar Sanaa Sana Aden Taizz Hudaida Hodeidah "
    "Tripolis Tripoli Bengasi Benghazi Misrata Chartum Khartoum Darfur Juba Mogadischu Mogadishu Mariupol "
    "Kiew Kyiv Charkiw Kharkiv Cherson Kherson Donezk Donetsk Luhansk Saporischschja Zaporizhzhia Sarajevo "
    "Srebrenica Grosny Grozny Beirut Jerusalem Ramallah Rafah Hebron Tel-Aviv Moskau Moscow Genf Geneva "
    "Berlin Paris London Washington Brüssel Brussels Wien Vienna Ankara Istanbul Teheran Tehran Kairo Cairo "
    "Amman Riad Riyadh Doha Peking Beijing Astana Minsk Prag Prague Rom Rome Madrid Warschau Warsaw"
)
_BEFORE: dict[Language, str] = {
    "de": r"in|im|aus|nach|bei|um|von|nahe|nördlich von|südlich von|östlich von|westlich von|Richtung",
    "en": r"in|from|near|to|at|around|outside|towards?|of|into|inside|north of|south of|east of|west of",
}
_UNKNOWN_AFTER: dict[Language, str] = {"de": r"in|aus|bei|nahe", "en": r"in|near|outside|inside|around"}
_KINDS: dict[Language, str] = {
    "de": r"(?:Stadt|Ort|Ortschaft|Dorf|Provinz|Region|Stadtteil|Viertel|Bezirk|Kleinstadt|Grenzort)",
    "en": r"(?:city|town|village|province|region|district|neighbou?rhood|suburb|governorate) of",
}
_NAME = r"[A-ZÄÖÜ][\w’'-]+(?:[ ](?:al|el|as|ez|de|la)-?[ ]?[A-ZÄÖÜ]?[\w-]+|[ ][A-ZÄÖÜ][\w-]+)?"
_ATTRIBUTES = r"(?:der|die|the|eastern|western|northern|southern)"
_ONE = r"[A-ZÄÖÜ][\w’'-]+"
_ALWAYS = word_set("Aleppo Ost-Aleppo Homs Idlib Gaza Gazastreifen Mariupol Mossul Mosul Madaja Madaya")
_DATES = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|"
    r"July|October|December|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\Z"
)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    known = "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))
    always = "|".join(map(re.escape, sorted(_ALWAYS)))
    return re.compile(
        rf"\b{_KINDS[language]} (?P<kind>{_NAME})|"
        rf"\b(?:{_BEFORE[language]}) (?:{_ATTRIBUTES} )?(?P<known>{known})(?![\w-])|"
        rf"\b(?:{_UNKNOWN_AFTER[language]}) (?P<unknown>{_ONE})|\b(?P<always>{always})(?![\w-])"
    )


def places_in(text: str, start: int, end: int, language: Language) -> tuple[PlaceMention, ...]:
    """Places between two places of a text, in order."""
    found = []
    for match in _pattern(language).finditer(text, start, end):
        group = match.lastgroup or ""
        name = match[group]
        if group == "unknown" and (_DATES.match(name) or agency_in(name) or _is_word(name, language)):
            continue
        found.append(PlaceMention(name, match.start(group), match.end(group)))
    return tuple(found)


def _is_word(name: str, language: Language) -> bool:
    """Whether a capitalised word is a common noun; in English only names and a few others are capitalised."""
    if language == "en":
        return name.isupper() or name.endswith(("ish", "ese", "ian", "ans"))
    try:
        from simplemma import is_known
    except ImportError:
        raise MissingExtraError("reading statements in German", "reader") from None
    return name.isupper() or bool(is_known(name, lang="de")) or _is_compound(name)


def _is_compound(name: str) -> bool:
    """Whether a German word unknown as a whole ends like a common noun."""
    return name.lower().endswith(
        (
            "ung",
            "heit",
            "keit",
            "schaft",
            "tion",
            "ismus",
            "nis",
            "tum",
            "gebiet",
            "gebieten",
            "bezirk",
            "lager",
            "angaben",
        )
    )
