"""German frames before a statement: *X said that ...*, *as X said, ...*, *the demand that ...*, *this X confirmed*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geleit.reading.german.clauses import (
    ASKING,
    JOINING,
    SUBORDINATING,
    THAT,
    ends_in_infinitive,
    has_finite,
    in_first_subjunctive,
    is_infinitive,
    is_relative,
    is_subordinate,
    opening,
)
from geleit.reading.german.inquits import is_inquit, last_clause
from geleit.reading.german.mood import is_first, subjunctive
from geleit.reading.german.noun_phrases import GENITIVES, PREPOSITIONS, phrase, span_of, subject_after
from geleit.reading.german.verbs import Telling, telling
from geleit.reading.german.who_speaks import (
    begins_with_verb,
    how_named,
    named_after,
    sentence_subject,
    subject_of,
    teller,
    without,
)
from geleit.reading.text.found import Found, Span, form_of
from geleit.reading.text.sentences import Clause, Sentence
from geleit.reading.text.word_lists import word_set

_BEFORE_PLAIN_CLAUSES = word_set(
    "sagen berichten melden erklären meinen betonen mitteilen angeben schreiben heißen behaupten versichern "
    "erzählen glauben hinzufügen bekanntgeben antworten ergänzen"
)
_MAY_BEGIN_A_STATEMENT = word_set("wenn während")
_SAID_NOUN = re.compile(
    r"(ansicht|meinung|auffassung|überzeugung|begründung|behauptung|aussage|hoffnung|befürchtung|hinweis|ankündigung|"
    r"drohung|worten|vorwurf|vorwürfe|vorwürfen|forderung|aufforderung|appell|warnung|versprechen|zusage|eindruck|"
    r"verdacht|these|annahme|erwartung|vermutung|befehl|anweisung|empfehlung|kritik|bericht|berichte|berichten|"
    r"meldung|meldungen|gerücht|gerüchte|beschwerde|standpunkt|fazit|ergebnis|erklärung|feststellung|anschuldigung|"
    r"anschuldigungen|argument|bitte|wunsch|plan|absicht|einschätzung|entscheidung|beschluss|antrag|vorschlag|idee|"
    r"einwand|mitteilung|nachricht|eingeständnis|prognose)$",
    re.IGNORECASE,
)
_REACH = 4


def matrices(text: str, sentence: Sentence) -> Iterator[Found]:
    """*X said that ...*: the clauses after a verb of saying, up to the next such verb or the end."""
    clauses, place = sentence.clauses, 0
    while place < len(clauses) - 1:
        told = telling(clauses[place])
        begin = _content(text, clauses, place, told) if told else None
        if told is None or begin is None:
            place += 1
            continue
        last = last_clause(text, clauses, begin)
        if told.final and not place and is_subordinate(clauses[0]):
            last = _before_main(clauses, begin, last)
        start, end = clauses[begin].start, clauses[last].end
        speaker = teller(text, sentence, place, told)
        cue = " ".join(word.text for word in told.parts)
        form = form_of(sentence.quotations, start, end)
        yield Found(start, end, speaker, how_named(text, speaker), form, cue, _rule(clauses[begin], told))
        place = last + 1


def asides(text: str, sentence: Sentence) -> Iterator[Found]:
    """*As X said, ...* at the beginning of a sentence."""
    clauses = sentence.clauses
    skipped = 2 if opening(clauses[0]) == "denn" else 1
    if opening(clauses[0]) not in {"wie", "denn"} or len(clauses[0].words) <= skipped:
        return
    if skipped == 2 and clauses[0].words[1].lower != "wie":
        return
    for place in range(min(_REACH, len(clauses) - 1)):
        told = telling(clauses[place])
        if told and (told.final or told.infinitive == "heißen"):
            start, end = clauses[place + 1].start, clauses[-1].end
            speaker = subject_after(text, without(clauses[0].words[skipped:], told))
            form = form_of(sentence.quotations, start, end)
            yield Found(start, end, speaker, how_named(text, speaker), form, f"wie {told.verb.text}", "as X said")
            return


def noun_frames(text: str, sentence: Sentence) -> Iterator[Found]:
    """*the demand that ...*, *reports that ...*: what a noun of saying announces."""
    clauses = sentence.clauses
    for place in range(1, len(clauses)):
        before, clause = clauses[place - 1], clauses[place]
        if not before.words or clause.opener != "," or len(clause.words) < 2:
            continue
        whereby = _whereby(clause)
        if not whereby and not (_is_announced(clause) and _announces(text, before)):
            continue
        start = clause.words[whereby].start
        last = last_clause(text, clauses, place)
        end = clauses[last if has_finite(before) else _before_main(clauses, place, last)].end
        speaker = _announcer(text, sentence, before, whereby > 0)
        form = form_of(sentence.quotations, start, end)
        yield Found(start, end, speaker, how_named(text, speaker), form, before.words[-1].text, "noun of saying")


def pointers(text: str, sentence: Sentence, before: Sentence) -> Iterator[Found]:
    """The sentence before, where *this was confirmed by X* points back to it."""
    words = sentence.clauses[0].words
    if opening(sentence.clauses[0]) not in {"dies", "das", "dieses"} or len(words) < 3:
        return
    told = telling(sentence.clauses[0])
    follows_from = words[1].lower in {"geht", "ging"} and words[-1].lower == "hervor"
    if follows_from:
        speaker, cue = named_after(text, words, frozenset({"aus"})), f"{words[1].text} hervor"
    elif told and told.verb is words[1] and told.strength == "says":
        by = named_after(text, words, frozenset({"von", "vom", "seitens"})) if told.passive else None
        speaker = by or (None if told.passive else subject_after(text, without(words[2:], told)))
        cue = " ".join(word.text for word in told.parts)
    else:
        return
    yield Found(before.start, before.end, speaker, how_named(text, speaker), "indirect", cue, "pointing back")


def _rule(content: Clause, told: Telling) -> str:
    if content.opener == ":":
        return "verb and colon"
    if told.strength != "says":
        return f"verb that {told.strength}"
    if opening(content) in ASKING:
        return "verb and that"
    if subjunctive(content)[0] == "subjunctive I":
        return "verb and subjunctive"
    return "verb and infinitive" if is_infinitive(content) else "verb and clause"


def _content(text: str, clauses: tuple[Clause, ...], place: int, told: Telling) -> int | None:
    """The clause where the statement begins: the next one, or one after clauses about the speaker."""
    if is_inquit(text, clauses, place):
        return None
    for ahead in range(place + 1, min(place + _REACH, len(clauses))):
        clause = clauses[ahead]
        if clause.opener == ":":
            return ahead
        if not clause.words:
            return None
        if _is_content(clause, told, ahead == place + 1):
            return ahead
        if ahead == place + 1 and _goes_on_in_subjunctive(clauses, ahead):
            return ahead
        if ahead > place + 1 and not is_relative(clauses[ahead - 1]) and has_finite(clause):
            return None
    return None


def _goes_on_in_subjunctive(clauses: tuple[Clause, ...], place: int) -> bool:
    """Whether a clause without a verb goes on, after an insertion, with a verb in the first subjunctive."""
    if has_finite(clauses[place]) or is_relative(clauses[place]):
        return False
    later = next((clause for clause in clauses[place + 1 : place + _REACH] if begins_with_verb(clause)), None)
    return later is not None and is_first(later.words[0].text)


def _is_content(clause: Clause, told: Telling, adjacent: bool) -> bool:
    word = opening(clause)
    mood, _ = subjunctive(clause)
    if word in THAT or (adjacent and clause.begins_quoted):
        return True
    if word in ASKING:
        return adjacent and told.strength == "says" and mood != "none"
    if word in PREPOSITIONS and word not in SUBORDINATING and ends_in_infinitive(clause):
        return True
    if is_relative(clause) or word in {"dessen", "deren"}:
        return False
    if word in SUBORDINATING - _MAY_BEGIN_A_STATEMENT and is_subordinate(clause):
        return False
    if mood == "subjunctive I" or is_infinitive(clause):
        return True
    if not adjacent or word in JOINING or is_subordinate(clause):
        return False
    plain = told.infinitive in _BEFORE_PLAIN_CLAUSES and not told.final and not told.passive
    return mood == "subjunctive II" or (plain and word not in PREPOSITIONS and has_finite(clause))


def _before_main(clauses: tuple[Clause, ...], begin: int, last: int) -> int:
    """The last clause before the main clause goes on after an insertion."""
    return next((ahead - 1 for ahead in range(begin + 1, last + 1) if begins_with_verb(clauses[ahead])), last)


def _whereby(clause: Clause) -> int:
    """How many words of a clause are *wonach* or *nach denen*, if more follow."""
    first, second = clause.words[0].lower, clause.words[1].lower
    count = 1 if first == "wonach" else 2 if first in {"nach", "laut"} and second in {"denen", "dem", "der"} else 0
    return count if count < len(clause.words) else 0


def _is_announced(clause: Clause) -> bool:
    return opening(clause) in THAT | {"ob"} or is_infinitive(clause) or in_first_subjunctive(clause)


def _announcer(text: str, sentence: Sentence, before: Clause, whereby: bool) -> Span | None:
    """Whose noun of saying it is: its genitive, or else the subject of the sentence."""
    if whereby and not has_finite(before):
        return subject_of(text, before)
    words = before.words
    noun = max((n for n, word in enumerate(words) if word.capital and _SAID_NOUN.search(word.text)), default=None)
    if noun is not None and noun + 1 < len(words) and words[noun + 1].lower in GENITIVES | {"von", "vom"}:
        first = noun + 2 if words[noun + 1].lower in {"von", "vom"} else noun + 1
        return span_of(text, words[first : phrase(text, words, noun)])
    return sentence_subject(text, sentence)


def _announces(text: str, clause: Clause) -> bool:
    """Whether a clause ends with a noun of saying, its genitive, or *is* after it."""
    words = clause.words
    if words[-1].lower in {"es", "ist", "war", "sei"}:
        return any(word.capital and _SAID_NOUN.search(word.text) for word in words)
    for place in range(len(words) - 1, max(-1, len(words) - 9), -1):
        if words[place].capital and _SAID_NOUN.search(words[place].text):
            return phrase(text, words, place) == len(words)
    return False
