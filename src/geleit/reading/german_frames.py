"""German frames around a statement: a verb of saying before it, after it or within it."""

from __future__ import annotations

from collections.abc import Iterator
import re

from geleit.model.reading import Form, How
from geleit.reading.found import Found, Span
from geleit.reading.german_clauses import (
    ASKING,
    JOINING,
    SUBORDINATING,
    has_finite,
    is_infinitive,
    is_relative,
    is_subordinate,
    opening,
)
from geleit.reading.german_mood import looks_finite, subjunctive
from geleit.reading.german_nouns import PREPOSITIONS, PRONOUNS, phrase, span_of, subject_after, subject_before
from geleit.reading.german_verbs import Telling, telling
from geleit.reading.speakers import can_speak
from geleit.reading.layout import Clause, Sentence, Word


def how_named(text: str, speaker: Span | None) -> How:
    """A pronoun takes its meaning from the sentence before."""
    if speaker is None:
        return "implicit"
    return "inherited" if text[speaker.start : speaker.end].lower() in PRONOUNS else "explicit"


def beside(text: str, before: Span | None, after: Span | None) -> Span | None:
    """The subject before a verb, or the one after it where only that one can speak."""
    if before and after and not can_speak(text[before.start : before.end]) and can_speak(text[after.start : after.end]):
        return after
    return before or after


def matrices(text: str, sentence: Sentence) -> Iterator[Found]:
    """*X said that ...*: the clauses after a verb of saying, up to the next such verb or the end."""
    clauses, place = sentence.clauses, 0
    while place < len(clauses) - 1:
        told = telling(clauses[place])
        begin = _content(text, clauses, place, told) if told else None
        if told is None or begin is None:
            place += 1
            continue
        last = _last(text, clauses, begin)
        if told.final and is_subordinate(clauses[place]) and place == 0:
            last = _before_main(clauses, begin, last)
        speaker = _named(text, sentence, place, told)
        cue = " ".join(word.text for word in told.parts)
        start, end = clauses[begin].start, clauses[last].end
        rule = _rule(clauses, place, begin, told)
        yield Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), cue, rule)
        place = last + 1


def _before_main(clauses: tuple[Clause, ...], begin: int, last: int) -> int:
    """The last clause before the main clause that follows a subordinate frame."""
    for ahead in range(begin + 1, last + 1):
        words = clauses[ahead].words
        if words and not words[0].capital and not words[0].quoted and looks_finite(words[0].text):
            return ahead - 1
    return last


def form_of(sentence: Sentence, start: int, end: int) -> Form:
    """Direct where all is quoted, mixed where some is, else indirect."""
    inside = [q for q in sentence.quotations if start <= q.start and q.end <= end]
    if any(q.end - q.start >= 0.9 * (end - start) for q in inside):
        return "direct"
    return "mixed" if inside else "indirect"


def _rule(clauses: tuple[Clause, ...], place: int, begin: int, told: Telling) -> str:
    content = clauses[begin]
    if content.opener == ":":
        return "colon"
    if opening(content) in {"dass", "daß"}:
        return f"{told.strength} that"
    if opening(content) in ASKING:
        return f"{told.strength} whether"
    mood, _ = subjunctive(content)
    if mood == "subjunctive I":
        return f"{told.strength}, subjunctive"
    if is_infinitive(content):
        return f"{told.strength} to"
    return f"{told.strength}, clause"


def _content(text: str, clauses: tuple[Clause, ...], place: int, told: Telling) -> int | None:
    """The clause where the statement begins: the next one, or one after clauses about the speaker."""
    if is_inquit(text, clauses, place):
        return None
    for ahead in range(place + 1, min(place + 4, len(clauses))):
        clause = clauses[ahead]
        if clause.opener in ":":
            return ahead
        if clause.opener in "–—;" and not clause.words[:1] or not clause.words:
            return None
        if _is_content(clause, told, ahead == place + 1):
            return ahead
        if ahead > place + 1 and not is_relative(clauses[ahead - 1]) and has_finite(clause):
            return None
    return None


def _is_content(clause: Clause, told: Telling, adjacent: bool) -> bool:
    word = opening(clause)
    if clause.words[0].quoted and adjacent:
        return True
    if word in {"dass", "daß"}:
        return True
    if word in ASKING:
        return adjacent and told.strength == "says" and subjunctive(clause)[0] != "none"
    if is_relative(clause) or word in {"dessen", "deren"} or word in SUBORDINATING - {"wenn", "während", "nachdem", "da"}:
        return False
    mood, _ = subjunctive(clause)
    if mood == "subjunctive I":
        return True
    if is_infinitive(clause):
        return True
    if not adjacent or word in JOINING or word in SUBORDINATING:
        return False
    if mood == "subjunctive II":
        return True
    plain = told.infinitive in _BEFORE_PLAIN_CLAUSES and not told.final and not told.passive
    return plain and word not in PREPOSITIONS and has_finite(clause)


def _last(text: str, clauses: tuple[Clause, ...], begin: int) -> int:
    """The last clause of a statement that begins at ``begin``."""
    in_subjunctive = subjunctive(clauses[begin])[0] == "subjunctive I"
    for ahead in range(begin + 1, len(clauses)):
        clause = clauses[ahead]
        if in_subjunctive and opening(clause) in {"doch", "jedoch"} and subjunctive(clause)[0] == "none":
            return ahead - 1
        if clause.opener == ":" and clause.words and clause.words[0].quoted:
            return ahead - 1
        if clause.opener == ";" and subjunctive(clause)[0] == "none":
            return ahead - 1
        if is_inquit(text, clauses, ahead) or _is_new_frame(text, clauses, ahead) or is_comment(clause):
            return ahead - 1
    return len(clauses) - 1


def _is_new_frame(text: str, clauses: tuple[Clause, ...], place: int) -> bool:
    """Whether a clause goes on with another verb of saying of the main clause."""
    clause = clauses[place]
    told = telling(clause)
    if told is None or told.final or is_subordinate(clause) or told.verb.lower.endswith(("sei", "seien", "habe")):
        return False
    if subjunctive(clause)[0] == "subjunctive I":
        return False
    return opening(clause) in JOINING or told.verb is clause.words[0]


_BEFORE_PLAIN_CLAUSES = frozenset(
    "sagen berichten melden erklären meinen betonen mitteilen angeben schreiben heißen behaupten versichern erzählen "
    "glauben hinzufügen bekanntgeben antworten ergänzen".split()
)
_SAID_NOUN = re.compile(
    r"(ansicht|meinung|auffassung|überzeugung|begründung|behauptung|aussage|hoffnung|befürchtung|hinweis|ankündigung|"
    r"drohung|worten|vorwurf|vorwürfe|vorwürfen|forderung|aufforderung|appell|warnung|versprechen|zusage|eindruck|"
    r"verdacht|these|annahme|erwartung|vermutung|befehl|anweisung|empfehlung|kritik|bericht|berichte|berichten|"
    r"meldung|meldungen|gerücht|gerüchte|beschwerde|standpunkt|fazit|ergebnis|erklärung|feststellung|"
    r"anschuldigung|anschuldigungen|argument|bitte|wunsch|plan|absicht|einschätzung|entscheidung|"
    r"beschluss|antrag|vorschlag|idee|einwand|mitteilung|nachricht|eingeständnis|prognose)$",
    re.IGNORECASE,
)


def noun_frames(text: str, sentence: Sentence) -> Iterator[Found]:
    """*the demand that ...*, *reports that ...*: what a noun of saying announces."""
    clauses = sentence.clauses
    for place in range(1, len(clauses)):
        before, clause = clauses[place - 1], clauses[place]
        if not before.words or not clause.words or clause.opener != ",":
            continue
        word = opening(clause)
        if word == "wonach":
            start = clause.words[1].start if len(clause.words) > 1 else clause.start
        elif _announces(text, before) and (
            word in {"dass", "daß", "ob"} or is_infinitive(clause) or (subjunctive(clause)[0] == "subjunctive I" and not is_relative(clause))
        ):
            start = clause.start
        else:
            continue
        last = _last(text, clauses, place)
        if not has_finite(before):
            last = _before_main(clauses, place, last)
        end = clauses[last].end
        speaker = sentence_subject(text, sentence)
        yield Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), before.words[-1].text, "noun of saying")


def _announces(text: str, clause: Clause) -> bool:
    """Whether a clause ends with a noun of saying, its genitive, or *is* after it."""
    words = clause.words
    if words[-1].lower in {"es", "ist", "war", "sei"}:
        words = words[: -2 if words[-1].lower == "es" and len(words) > 1 else -1]
        return any(word.capital and _SAID_NOUN.search(word.text) for word in words)
    for place in range(len(words) - 1, max(-1, len(words) - 9), -1):
        if words[place].capital and _SAID_NOUN.search(words[place].text):
            return place == len(words) - 1 or phrase(text, words, place) == len(words)
    return False


def pointers(text: str, sentence: Sentence, before: Sentence | None) -> Iterator[Found]:
    """*This was confirmed by X*: the statement is the sentence before."""
    clause = sentence.clauses[0]
    if before is None or before.paragraph != sentence.paragraph or opening(clause) not in {"dies", "das", "dieses"}:
        return
    told = telling(clause)
    if told is None or clause.words.index(told.verb) != 1:
        if opening(clause) in {"das", "dies"} and len(clause.words) > 2 and clause.words[1].lower in {"geht", "ging"} and clause.words[-1].lower == "hervor":
            speaker = subject_after(text, clause.words[3:], 0)
            yield Found(before.start, clause.words[0].end, speaker, how_named(text, speaker), "indirect", clause.words[1].text, "pointing back")
        return
    if told.strength != "says":
        return
    speaker = _by(text, clause.words) if told.passive else subject_after(text, tuple(w for w in clause.words[2:] if w not in told.parts), 0)
    yield Found(before.start, clause.words[0].end, speaker, how_named(text, speaker), "indirect", told.verb.text, "pointing back")


def is_comment(clause: Clause) -> bool:
    """Whether a clause after a dash is the author's own."""
    return clause.opener in {"–", "—", "-"} and opening(clause) in {"was", "wobei", "obwohl", "obgleich", "während"}


def is_inquit(text: str, clauses: tuple[Clause, ...], place: int) -> bool:
    """Whether a clause is a frame that follows its statement: *said X*, *so X*, *as X said*."""
    clause = clauses[place]
    if not place or clause.opener == ":" or not clause.words or clause.words[0].quoted or clause.words[0].capital:
        return False
    return _says_something(clauses[:place]) and _inquit_speaker(text, clauses, place) is not None


def _says_something(clauses: tuple[Clause, ...]) -> bool:
    """Whether clauses can be a statement by themselves: one is a main clause, or quoted."""
    if any(clause.words and (clause.words[0].quoted or clause.words[-1].quoted) for clause in clauses):
        return True
    if is_subordinate(clauses[0]) or opening(clauses[0]) in {"selbst", "auch", "erst"} and len(clauses[0].words) > 1 and clauses[0].words[1].lower in SUBORDINATING:
        return any(clause.words and not clause.words[0].capital and looks_finite(clause.words[0].text) and not telling(clause) for clause in clauses[1:])
    return any(not is_subordinate(clause) and has_finite(clause) for clause in clauses)


def _inquit_speaker(text: str, clauses: tuple[Clause, ...], place: int) -> tuple[Span | None, str, str] | None:
    """Speaker, cue and rule of a frame that follows its statement."""
    words = clauses[place].words
    word = words[0].lower
    told = telling(clauses[place])
    if word in {"heißt", "hieß"} and len(words) > 1 and words[1].lower == "es":
        return _document(text, words[2:]), f"{words[0].text} es", "post-posed verb"
    if word == "so" and len(words) > 1:
        if told and told.verb is words[1]:
            speaker = subject_after(text, words, 2)
            return (speaker, f"so {told.verb.text}", "so X") if speaker else None
        after = phrase(text, words, 1)
        if words[1].lower in {"viele", "lange", "viel", "weit"}:
            return None
        rest = words[after:]
        if after > 1 and not has_finite(Clause(words[0].start, words[-1].end, "", rest)):
            speaker = span_of(text, words[1:after])
            return speaker, "so", "so X"
        return None
    if clauses[place - 1].words[-1:] and clauses[place - 1].words[-1].quoted and not told and looks_finite(words[0].text):
        speaker = subject_after(text, words, 1)
        return (speaker, words[0].text, "quotation, any verb") if speaker else None
    if word == "wie" and told and told.final:
        speaker = subject_after(text, words, 1)
        return speaker, f"wie {told.verb.text}", "as X said"
    if word in {"das", "dies"} and told and len(words) > 2 and told.verb is words[1]:
        speaker = subject_after(text, tuple(w for w in words[2:] if w not in told.parts), 0)
        return (speaker, told.verb.text, "post-posed verb") if speaker else None
    if told and told.verb is words[0] and not told.final:
        speaker = subject_after(text, tuple(w for w in words if w not in told.parts), 0)
        return (speaker, " ".join(w.text for w in told.parts), "post-posed verb") if speaker else None
    return None


def _named(text: str, sentence: Sentence, place: int, told: Telling) -> Span | None:
    """The speaker of a verb of saying that goes before its statement."""
    words = sentence.clauses[place].words
    if told.passive:
        return _by(text, words)
    at = words.index(told.verb)
    if told.final and opening(sentence.clauses[place]) in SUBORDINATING | {"wie", "dass", "daß"}:
        return subject_after(text, tuple(w for w in words[1:] if w not in told.parts), 0)
    if told.final and is_relative(sentence.clauses[place]):
        return span_of(text, words[:1])
    rest = tuple(w for w in words[at + 1 :] if w not in told.parts)
    head = words[:at]
    if told.infinitive == "heißen":
        return _document(text, words)
    finite = next((n for n, w in enumerate(head) if n and not w.capital and not w.quoted and looks_finite(w.text)), None)
    if finite is not None and phrase(text, head, 0) < len(head) and not is_subordinate(sentence.clauses[place]):
        return beside(text, subject_before(text, head[:finite]), subject_after(text, head[finite + 1 :], 0))
    if place and at <= 1 and (at == 0 or opening(sentence.clauses[place]) in JOINING):
        head = _main_field(sentence, place)
        return beside(text, subject_before(text, head), subject_after(text, rest, 0))
    found = beside(text, subject_before(text, head), subject_after(text, rest, 0))
    return found or (_document(text, words[:at]) if words[0].lower in {"aus", "von", "vom", "seitens"} else None)


def _main_field(sentence: Sentence, place: int) -> tuple[Word, ...]:
    """What stands before the first finite verb of a sentence whose frame was interrupted."""
    head: list[Word] = []
    for clause in sentence.clauses[:place]:
        if head and is_subordinate(clause):
            break
        told = telling(clause)
        if told and told.verb in clause.words:
            head += clause.words[: clause.words.index(told.verb)]
            break
        head += clause.words
        if has_finite(clause):
            head = _before_finite(head)
            break
    return tuple(head)


def _before_finite(words: list[Word]) -> list[Word]:
    for place, word in enumerate(words):
        if place and not word.capital and not word.quoted and looks_finite(word.text):
            return words[:place]
    return words


def _document(text: str, words: tuple[Word, ...]) -> Span | None:
    """What *in the letter it says* names: the phrase after the preposition."""
    for place, word in enumerate(words[:-1]):
        if word.lower in {"in", "im", "auf", "aus", "vom", "von", "seitens"}:
            after = phrase(text, words, place + 1)
            if after > place + 1:
                return span_of(text, words[place + 1 : after])
    return None


def _by(text: str, words: tuple[Word, ...]) -> Span | None:
    """Who a passive verb names: *von X*, *vom X*."""
    for place, word in enumerate(words[:-1]):
        if word.lower in {"von", "vom", "seitens"}:
            after = phrase(text, words, place + 1)
            return span_of(text, words[place + 1 : after])
    return None


def inquits(text: str, sentence: Sentence) -> Iterator[Found]:
    """Statements whose frame follows or interrupts them."""
    clauses = sentence.clauses
    begin = 0
    for place in range(1, len(clauses)):
        frame = _inquit_speaker(text, clauses, place) if is_inquit(text, clauses, place) else None
        if frame is None or begin >= place:
            continue
        speaker, cue, rule = frame
        start = _statement_start(text, sentence, begin, place)
        resumed = _resumed(clauses, place)
        end = clauses[place - 1].end
        if resumed:
            end = clauses[_last(text, clauses, resumed)].end
        if speaker and place + 1 < len(clauses) and not resumed:
            speaker = _with_apposition(text, clauses, place, speaker)
        if clauses[place-1].words[-1:] and not resumed and rule=="post-posed verb" and clauses[place-1].words[-1].quoted: rule = "quotation, then verb"
        yield Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), cue, rule)
        begin = place + 1


def _statement_start(text: str, sentence: Sentence, begin: int, place: int) -> int:
    """A quotation after a colon begins anew."""
    last = sentence.clauses[place - 1]
    if last.opener == ":" and last.words and last.words[0].quoted:
        return last.start
    return sentence.clauses[begin].start


def _with_apposition(text: str, clauses: tuple[Clause, ...], place: int, speaker: Span) -> Span:
    """The speaker with what is said about the office, as in *said X, the minister of Y*."""
    following = clauses[place + 1]
    if clauses[place].words[-1].end - speaker.end > 2 or following.opener != "," or has_finite(following):
        return speaker
    after = phrase(text, following.words, 0)
    grown = span_of(text, following.words[:after])
    return Span(speaker.start, grown.end) if grown else speaker


def _resumed(clauses: tuple[Clause, ...], place: int) -> int | None:
    """The clause with which a statement goes on after the frame in its middle."""
    if clauses[place].opener in "–—" and place + 1 < len(clauses) and clauses[place + 1].opener in "–—":
        return place + 1
    for ahead in range(place + 1, min(place + 3, len(clauses))):
        clause = clauses[ahead]
        if clause.opener == ":":
            return None
        if clause.words and (any(w.quoted for w in clause.words) or subjunctive(clause)[0] == "subjunctive I"):
            return ahead
        if opening(clause) in {"dass", "daß", "weil", "wenn", "denn", "sondern"}:
            return ahead
    return None


def asides(text: str, sentence: Sentence) -> Iterator[Found]:
    """*As X said, ...* at the beginning of a sentence."""
    clauses = sentence.clauses
    if len(clauses) < 2 or opening(clauses[0]) not in {"wie", "denn"}:
        return
    told = telling(clauses[0])
    last = 0
    if told is None and len(clauses) > 2:
        told, last = telling(clauses[1]), 1
    if told is None or not told.final and told.infinitive != "heißen":
        for ahead in range(1, min(4, len(clauses) - 1)):
            told = telling(clauses[ahead])
            if told and told.final:
                last = ahead
                break
        else:
            return
    if told is None or last + 1 >= len(clauses):
        return
    speaker = subject_after(text, clauses[0].words[1:], 0)
    if opening(clauses[0]) == "denn":
        speaker = subject_after(text, clauses[0].words[2:], 0)
    start, end = clauses[last + 1].start, clauses[-1].end
    yield Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), told.verb.text, "as X said")


def subject_of(text: str, clause: Clause) -> Span | None:
    """The subject of the main clause, as far as it shows."""
    words = tuple(word for word in clause.words if not word.quoted) if clause.words and clause.words[0].quoted else clause.words
    for place, word in enumerate(words):
        if place and not word.quoted and not word.capital and looks_finite(word.text):
            return beside(text, subject_before(text, words[:place]), subject_after(text, words[place + 1 :], 0))
    return span_of(text, words[: phrase(text, words, 0)])


def sentence_subject(text: str, sentence: Sentence) -> Span | None:
    """The subject of a sentence, with what is said about it between commas."""
    clauses = sentence.clauses
    words = [w for w in clauses[0].words]
    if has_finite(clauses[0]) or len(clauses) < 3:
        return subject_of(text, clauses[0])
    for clause in clauses[1:4]:
        if clause.words and looks_finite(clause.words[0].text) and not clause.words[0].capital:
            return subject_before(text, tuple(words)) or subject_after(text, clause.words[1:], 0)
        if is_subordinate(clause):
            return subject_before(text, tuple(words)) or _subject_later(text, clauses)
        words += clause.words
    return subject_of(text, clauses[0])


def _subject_later(text: str, clauses: tuple[Clause, ...]) -> Span | None:
    for clause in clauses[1:]:
        if clause.words and looks_finite(clause.words[0].text) and not clause.words[0].capital:
            return subject_after(text, clause.words[1:], 0)
    return None
