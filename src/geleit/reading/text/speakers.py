"""Who speaks: which part of the words is an office, and of what kind the speaker is."""

from __future__ import annotations

import re

from geleit.model.proposal import How, Speaker, SpeakerKind
from geleit.reading.text.agencies import agency_in
from geleit.reading.text.found import Span
from geleit.reading.text.word_lists import word_set

_PRONOUNS = word_set(
    "er sie es man dieser diese dieses jener jene beide letzterer letztere wir ich der die das dies denen dem "
    "he she they it we i who one this that"
)
_OFFICES = (
    r"präsident(?:in)?|vorsitzende[rn]?|sprecher(?:in)?|minister(?:in)?|kanzler(?:in)?|chef(?:in)?|direktor(?:in)?|"
    r"leiter(?:in)?|botschafter(?:in)?|gesandte[rn]?|beauftragte[rn]?|kommissar(?:in)?|sekretär(?:in)?|"
    r"bürgermeister(?:in)?|gouverneur(?:in)?|general|oberst|kommandeur|kommandant|admiral|major|leutnant|hauptmann|"
    r"abgeordnete[rn]?|senator(?:in)?|staatsanwalt|staatsanwältin|richter(?:in)?|anwalt|anwältin|verteidiger(?:in)?|"
    r"professor(?:in)?|doktor|arzt|ärztin|experte|expertin|forscher(?:in)?|wissenschaftler(?:in)?|analyst(?:in)?|"
    r"koordinator(?:in)?|mitarbeiter(?:in)?|vertreter(?:in)?|könig(?:in)?|papst|bischof|prinz|emir|scheich|"
    r"diplomat(?:in)?|trainer(?:in)?|autor(?:in)?|journalist(?:in)?|generalsekretär(?:in)?|politiker(?:in)?|"
    r"augenzeuge|augenzeugin|bewohner(?:in)?|helfer(?:in)?|premier|president|chairman|chairwoman|chair|"
    r"spokesman|spokeswoman|spokesperson|ministers?|chancellor|chief|director|head|ambassador|envoy|commissioner|"
    r"secretary|mayor|governor|colonel|commander|lieutenant|captain|deputy|prosecutor|judge|lawyer|doctor|expert|"
    r"researcher|analyst|coordinator|official|representative|king|queen|pope|bishop|prince|sheikh|witness|resident|"
    r"secretary-general"
)
_OFFICE = re.compile(rf"(?:{_OFFICES})s?$", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(bericht|studie|erklärung|antrag|schreiben|brief|mitteilung|pressemitteilung|meldung|urteil|vertrag|gesetz|"
    r"resolution|abkommen|dokument|gutachten|analyse|umfrage|statistik|untersuchung|papier|entwurf|webseite|website|"
    r"homepage|artikel|report|study|statement|letter|document|agreement|survey|analysis|release|ruling)(s|es|en|e)?$",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(armee|militär|streitkräfte|streitkräften|truppen|generalstab|generalstabs|luftwaffe|marine|bundeswehr|miliz|"
    r"milizen|brigade|general|oberst|kommandeur|kommandant|admiral|major|leutnant|heer|rebellen|army|military|forces|"
    r"troops|navy|colonel|commander|lieutenant|militia|rebels|armed)(s|en)?$",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"(regierung|ministerium|ministeriums|minister|ministerin|außenamt|amt|kreml|kremls|weiße[ns]?|haus|behörde|behörden|"
    r"polizei|präsidialamt|staatskanzlei|kabinett|parlament|bundestag|senat|staatsanwaltschaft|gericht|gerichtshof|kommission|"
    r"präsident|präsidentin|kanzler|kanzlerin|premier|bürgermeister|gouverneur|botschafter|botschafterin|botschaft|"
    r"sicherheitsrat|eu|nato|government|ministry|minister|kremlin|white|house|authorities|"
    r"police|cabinet|parliament|court|commission|president|chancellor|mayor|governor|ambassador|embassy|"
    r"russland|russlands|syrien|iran|irak|türkei|usa|israel|frankreich|deutschland|großbritannien|ukraine|china|russia|"
    r"syria|iraq|turkey|france|germany|britain|moskau|damaskus|washington|moscow|damascus|ankara|teheran|tehran|berlin|peking|beijing|riad|riyadh)(s|en)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(organisation|organisationen|partei|fraktion|verband|gewerkschaft|bank|konzern|unternehmen|firma|verein|"
    r"gruppe|bündnis|union|stiftung|institut|universität|rat|zentrum|bewegung|opposition|zeitung|sender|magazin|"
    r"gesellschaft|beobachtungsstelle|hilfswerk|forscher|ärzte|kritiker|beobachter|experten|medien|zeugen|"
    r"augenzeugen|anwohner|bewohner|demonstranten|aktivisten|party|group|union|bank|company|institute|university|"
    r"council|centre|center|observatory|agency|witnesses|activists|residents|observers|experts|critics|media)(s|en|e|n)?$",
    re.IGNORECASE,
)
_AID = re.compile(
    r"\b(?:Vereinten? Nationen|UNO?|UNICEF|UNHCR|WHO|WFP|OCHA|Rote[sn]? Kreuz(?:es)?|Rote[rn]? Halbmond(?:s|es)?|IKRK|"
    r"Hilfsorganisation(?:en)?|Hilfswerk(?:s|es)?|Ärzten? ohne Grenzen|United Nations|Red Cross|Red Crescent|ICRC|"
    r"aid (?:agency|agencies|group|groups))\b"
)
_SPEECHLESS = re.compile(
    r"(angriffe?n?|bomben?|raketen?|granaten?|waffen|schüsse?n?|kämpfen?|explosion(?:en)?|trümmern?|ruinen?|bildern?|stille|"
    r"air ?strikes?|strikes?|bombs?|rockets?|shells?|weapons|explosions?|ruins?|pictures?|silence)\Z",
    re.IGNORECASE,
)
_ARTICLES = word_set("der die das ein eine the a an")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")


def describe(text: str, span: Span | None, how: How) -> Speaker:
    """The speaker in the words of the article, split into office and name."""
    if span is None:
        return Speaker("", "", "unknown", "implicit")
    words = text[span.start : span.end]
    return Speaker(words, _role(words), kind(words), how, span.start, span.end)


def can_speak(words: str) -> bool:
    """Whether words seem to name someone, rather than something that cannot say anything."""
    if words.lower() in _PRONOUNS - {"es", "it", "das", "this", "that"} or kind(words) != "unknown":
        return True
    found = _WORD.findall(words)
    if any(_GROUP.search(word) or _OFFICE.search(word) or (word.isupper() and len(word) > 1) for word in found):
        return True
    return bool(found) and all(word[0].isupper() for word in found) and found[0].lower() not in _ARTICLES


def is_metaphor(words: str) -> bool:
    """Whether it is a thing that is said to speak: *the air strikes say it all*."""
    named = [word for word in _WORD.findall(words) if word.lower() not in _ARTICLES]
    return 0 < len(named) <= 2 and bool(_SPEECHLESS.search(named[-1]))


def kind(words: str) -> SpeakerKind:
    """Of what kind a speaker is, by the nouns that name it; the first that says so decides."""
    if agency_in(words) or _AID.search(words):
        return "agency"
    for word in _WORD.findall(words)[:8]:
        if _MILITARY.search(word):
            return "military"
        if _GOVERNMENT.search(word):
            return "government"
        if _DOCUMENT.search(word):
            return "document"
        if _OFFICE.search(word):
            return "person"
    if words.lower() in {"er", "he", "she", "i", "ich"}:
        return "person"
    found = [word for word in _WORD.findall(words) if word.lower() not in _ARTICLES]
    named = (
        len(found) == len(_WORD.findall(words)) and 2 <= len(found) <= 4 and all(word[0].isupper() for word in found)
    )
    return "person" if named and not any(_GROUP.search(word) for word in found) else "unknown"


def _role(words: str) -> str:
    """The office: all words but a name at the end, or what follows a name and a comma."""
    first, comma, rest = words.partition(", ")
    if comma:
        return next((part for part in (rest, first) if any(map(_OFFICE.search, _WORD.findall(part)))), "")
    found = list(_WORD.finditer(words))
    offices = [place for place, match in enumerate(found) if _OFFICE.search(match[0])]
    if not offices:
        return ""
    return _before_name(words, found, offices[0])


def _before_name(words: str, found: list[re.Match[str]], office: int) -> str:
    """Up to where a name of one or more bare capitalised words begins, if one ends the phrase."""
    last = len(found)
    while last > office + 1 and found[last - 1][0][0].isupper() and not _OFFICE.search(found[last - 1][0]):
        last -= 1
    if last == len(found) or (last > office + 1 and not found[last - 1][0][0].isupper()):
        return words
    return words[: found[last - 1].end()]
