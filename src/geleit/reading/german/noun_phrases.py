"""German noun phrases: where the one that begins at a word ends, and which one is the subject beside a verb."""

from __future__ import annotations

import re

from geleit.reading.text.found import Span
from geleit.reading.text.sentences import Word
from geleit.reading.text.word_lists import word_set

PRONOUNS = word_set("er sie es man dieser diese dieses jener jene beide letzterer letztere wir ich alle viele")
DETERMINERS = word_set(
    "der die das ein eine einer eines dieser diese dieses jener jene sein seine seiner ihr ihre ihrer mehrere "
    "einige viele manche andere beide alle zwei drei vier fünf zahlreiche weitere unser unsere kein keine "
    "deren dessen"
)
OBLIQUE = word_set("dem den ihm ihnen ihn einem einen seinem seinen ihrem ihren diesem diesen uns mir mich sich")
GENITIVES = word_set("der des eines einer dieser dieses ihrer ihres seiner seines zweier dreier beider deren")
PREPOSITIONS = word_set(
    "ab am an angesichts anlässlich auf aufgrund aus außer bei beim bezüglich bis durch entgegen für gegen "
    "gegenüber gemäß hinsichtlich hinter im in infolge innerhalb ins kurz laut mit mithilfe nach nahe neben "
    "ohne per rund seit sowohl statt trotz über um unmittelbar unter unterdessen vom von vor während wegen "
    "wie zu zufolge zum zur zwischen zugunsten einschließlich anhand"
)
ADVERBS = word_set(
    "allerdings also am andererseits anschließend auch außerdem bereits bisher bislang da dabei dadurch dafür "
    "dagegen daher damals damit danach daneben daran darauf daraufhin darin darüber darum davon dazu "
    "dementsprechend demgegenüber demnach dennoch derweil derzeit deshalb deswegen doch dort ebenfalls ebenso "
    "einerseits einst erneut erst etwa ferner früher ganz gestern gleichzeitig heute hier hierzu hingegen "
    "hinzu immer indes indessen inzwischen jedoch jetzt kürzlich lediglich mehrfach mittlerweile morgen "
    "nachdem natürlich noch nochmals nun nur offenbar öffentlich oft schließlich schon sogar sodann somit "
    "später soeben sonst stattdessen tatsächlich trotzdem überdies überraschend unterdessen vielmehr vorher "
    "weiter weiterhin weiters wenig wiederum wörtlich zudem zuerst zugleich zuletzt zunächst zuvor zwar so "
    "dann aber denn und oder sowie nicht wohl zusammenfassend bald selbst gegenüber einmal mal unlängst "
    "vorgestern zusätzlich abschließend sinngemäß ausdrücklich ebenda hierbei hierfür deutlich klar darauf"
)
_NO_SUBJECTS = PREPOSITIONS | ADVERBS | OBLIQUE | word_set("als warum weshalb wie wenn falls obwohl dass")
_PARTICLES = word_set("auch doch und aber denn selbst sogar nur einzig allein insbesondere ausgerechnet")
_NO_NAMES = ADVERBS | PREPOSITIONS | PRONOUNS | DETERMINERS | OBLIQUE
_ARTICLES = DETERMINERS | OBLIQUE
_LINKS = word_set("van de del di da al el bin ibn ben ten le la abu as az ash")
_NAMED_FOR = word_set("von vom für")
_ADJECTIVE = re.compile(r"[^\W\d_]+(?:e|en|er|es|em|-jährige|jährige[rn]?)$")
_MEDIUM = re.compile(
    r"(zeitung|agentur|magazin|sender|blatt|presse|fernsehen|rundfunk|radio|spiegel|journal|zeitschrift|portal)$", re.I
)
_GAP = re.compile(r"[ \t\xa0„“”\"»«’'()/&-]*")
_SHORT = word_set("dr prof st gen dipl ing med jr sr")
_AGED = ("jährige", "jähriger")
_MOST = 24


def phrase(text: str, words: tuple[Word, ...], first: int, recipients: bool = False) -> int:
    """Index after the noun phrase that begins at ``first``, or ``first`` where none does.

    Parameters
    ----------
    recipients
        Whether a medium after a bare name is who was told, as in *sagte X der Zeitung*.
    """
    place = first
    while place < len(words) and (words[place].lower in _ARTICLES or _is_modifier(words[place])):
        place += 1
        if place - first > 5 or not _joined(text, words, place):
            break
    if place >= len(words) or not _is_name(words[place]) or (place > first and not _joined(text, words, place)):
        if first < place and words[place - 1].lower.endswith(_AGED):
            return place
        return first + 1 if first < len(words) and words[first].lower in PRONOUNS else first
    bare = place == first
    place = _names(text, words, place)
    while place < min(len(words) - 1, first + _MOST) and _joined(text, words, place):
        grown = _attribute(text, words, place, bare, recipients)
        if grown == place:
            break
        place = grown
    return place


def _names(text: str, words: tuple[Word, ...], place: int) -> int:
    """After a run of capitalised words, with name particles between them."""
    place += 1
    while place < len(words) and _joined(text, words, place):
        if _is_name(words[place]) or (
            words[place].lower in _LINKS and place + 1 < len(words) and words[place + 1].capital
        ):
            place += 1
        else:
            break
    return place


def _attribute(text: str, words: tuple[Word, ...], place: int, bare: bool, recipients: bool) -> int:
    """After a genitive, a *von* or *für* phrase, or a second member joined by *und*."""
    word = words[place].lower
    rest = place + 1
    if word in GENITIVES:
        follower = words[rest].text if rest < len(words) else ""
        if word == "der" and follower.endswith("e") and _is_modifier(words[rest]):
            return place
        after = _core(text, words, place)
        told = recipients and bare and any(_MEDIUM.search(w.text) for w in words[place:after])
        return place if told else after
    if word in _NAMED_FOR:
        return _core(text, words, rest) if _core(text, words, rest) > rest else place
    if word in {"und", "sowie", "u"}:
        after = _core(text, words, rest)
        return after if after > rest else place
    unnamed = not bare and not (words[place - 2].capital or words[place - 2].lower in _LINKS)
    if word in {"in", "im"} and unnamed and place + 1 < len(words) and words[place + 1].capital:
        return _core(text, words, rest)
    return place


def _core(text: str, words: tuple[Word, ...], first: int) -> int:
    place = first
    while place < len(words) and (words[place].lower in _ARTICLES | GENITIVES or _is_modifier(words[place])):
        place += 1
        if place - first > 5:
            return first
    if place >= len(words) or not _is_name(words[place]) or not _joined(text, words, place):
        return first
    return _names(text, words, place)


def _is_name(word: Word) -> bool:
    if "." in word.text[1:-2] and not word.text[0].isdigit():
        return True
    return word.capital and word.lower not in _NO_NAMES


def _is_modifier(word: Word) -> bool:
    lower = word.lower
    if lower in ADVERBS or lower in PREPOSITIONS or lower in PRONOUNS:
        return False
    return word.text[0].isdigit() or (not word.capital and bool(_ADJECTIVE.match(lower)))


def _joined(text: str, words: tuple[Word, ...], place: int) -> bool:
    if place >= len(words):
        return True
    start, end = words[place - 1].end, words[place].start
    if text[start : start + 1] == "." and (len(words[place - 1].text) == 1 or words[place - 1].lower in _SHORT):
        start += 1
    return bool(_GAP.fullmatch(text, start, end))


def subject_after(text: str, words: tuple[Word, ...]) -> Span | None:
    """The subject that follows a verb: adverbs, pronoun objects and prepositional phrases are passed over."""
    place = 0
    while place < len(words):
        word = words[place].lower
        if word in PREPOSITIONS:
            place = max(phrase(text, words, place + 1), place + 1)
        elif word in OBLIQUE:
            after = phrase(text, words, place)
            place = max(after, place + 1)
        elif word in ADVERBS or word in {"sich", "ihr"}:
            place += 1
        else:
            break
    after = phrase(text, words, place, recipients=True)
    return span_of(text, words[place:after]) if after > place else None


def subject_before(text: str, words: tuple[Word, ...]) -> Span | None:
    """The whole of what stands before the verb of a main clause, unless it is no subject."""
    place = 0
    while place < len(words) and words[place].lower in _PARTICLES:
        place += 1
    words = words[place:]
    if not words or words[0].lower in _NO_SUBJECTS or (len(words) == 1 and words[0].text.endswith("end")):
        return None
    if words[0].lower in {"das", "dies", "dieses", "es"} and len(words) == 1:
        return None
    if phrase(text, words, 0) == 0:
        return None
    return span_of(text, words)


def span_of(text: str, words: tuple[Word, ...]) -> Span | None:
    """From the first to the last word, with the marks and brackets that belong to them."""
    if not words:
        return None
    start, end = words[0].start, words[-1].end
    inside = text[start:end]
    following = text[end : end + 1]
    if (following == ")" and inside.count("(") > inside.count(")")) or (
        following in '“”"«»'
        and following
        and any(mark in inside or text[start - 1 : start] == mark for mark in '„“»"«')
    ):
        end += 1
    if start and text[start - 1] in "„»" and text[end - 1] in '“”«"':
        start -= 1
    return Span(start, end)
