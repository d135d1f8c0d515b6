"""Statements in a German text: the rules, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from geleit.reading.found import Found, Span
from geleit.reading.german_clauses import opening
from geleit.reading.german_frames import noun_frames, sentence_subject, pointers, subject_of, asides, form_of, how_named, inquits, matrices
from geleit.reading.german_free import free, unlisted
from geleit.reading.german_mood import looks_finite, subjunctive
from geleit.reading.german_clauses import is_subordinate
from geleit.reading.german_sources import sources
from geleit.reading.german_verbs import telling, is_telling_form
from geleit.reading.speakers import can_speak
from geleit.reading.layout import Sentence, Clause, words_of
from geleit.reading.quotations import Quotation


def read_german(text: str, sentences: tuple[Sentence, ...]) -> list[Found]:
    """All statements; a sentence is read with what the one before it held."""
    found: list[Found] = []
    before: Sentence | None = None
    speaker: Span | None = None
    run = False
    for sentence in map(divided, sentences):
        if before is None or before.paragraph != sentence.paragraph:
            run = False
        own = _framed(text, sentence, before)
        if not own and free(sentence, run):
            who = speaker
            if not run and before and before.paragraph == sentence.paragraph:
                near = sentence_subject(text, before)
                if near and can_speak(text[near.start:near.end]): who = near
            if run and found[-1].rule == "free" :
                found[-1] = replace(found[-1], end=sentence.end)
                own = []
                fake = found[-1]
                for q in sentence.quotations:
                    own.append(Found(q.start, q.end, fake.speaker, "inherited", "direct", "", "verbatim part"))
                found += own
                found = found[:-len(own)-1]+own+[fake] if own else found
                before = sentence
                continue
            own = [Found(sentence.start, sentence.end, who, "inherited" if who else "implicit", form_of(sentence, sentence.start, sentence.end), "", "free")]
        elif not own and (r := hearsay(sentence, before)):
            near = sentence_subject(text, before) if before and before.paragraph == sentence.paragraph else None
            who = speaker if run else (near if near and can_speak(text[near.start:near.end]) else None)
            own = [Found(sentence.start, sentence.end, who, "inherited" if who else "implicit", "indirect", "", r)]
        elif not own and (other := unlisted(text, sentence)):
            own = [other]
        own = [*_quoted(text, sentence, own, speaker, run), *own]
        run = bool(own)
        if own:
            speaker = own[-1].speaker or speaker
        found += own
        before = sentence
    return found


def _framed(text: str, sentence: Sentence, before=None) -> list[Found]:
    own = [*asides(text, sentence)]
    own += [f for f in matrices(text, sentence) if not any(f.start == a.start for a in own)]
    own += [*inquits(text, sentence), *sources(text, sentence)]
    own += [n for n in noun_frames(text, sentence) if not any(o.start <= n.start < o.end for o in own)]
    if not own: own = [*pointers(text, sentence, before)]
    return own


def divided(sentence: Sentence) -> Sentence:
    """A sentence with clauses cut before *and* where a verb of saying follows it: *X said A and added, B*."""
    clauses = []
    for clause in sentence.clauses:
        begin = 0
        for place in range(1, len(clause.words) - 1):
            word, following = clause.words[place], clause.words[place + 1]
            if (word.quoted and not following.quoted and (is_telling_form(following, following) or following.lower == "so") and clause.words[0].quoted and not begin):
                clauses.append(Clause(clause.start, following.start - 1, clause.opener, clause.words[:place+1]))
                begin = place + 1
            elif word.lower in {"und", "aber", "sowie"} and not word.quoted and place + 2 <= len(clause.words) and is_telling_form(following, clause.words[-1]) and place > begin:
                clauses.append(Clause(clause.words[begin].start if begin else clause.start, word.start - 1, clause.opener if not begin else ",", clause.words[begin:place]))
                begin = place
        clauses.append(Clause(clause.words[begin].start, clause.end, ",", clause.words[begin:]) if begin else clause)
    return replace(sentence, clauses=tuple(clauses))


def hearsay(sentence: Sentence, before: Sentence | None) -> str:
    first = sentence.clauses[0]
    words = first.words
    if not words: return ""
    if words[0].lower == "demnach": return "demnach"
    c = [w.lower for w in words if not w.quoted] or [""]
    if ("soll" in c or "sollen" in c) and (c[-1] in {"haben","sein"} or any(cl.words and cl.words[-1].lower in {"haben","sein"} for cl in sentence.clauses)):
        return "soll, perfect"
    return ""


LABELS = frozenset("nennt nannte nannten nennen bezeichnet bezeichnete bezeichneten bezeichnen sprach sprachen spricht sprechen genannt beschimpfte verurteilte verurteilten würdigte lobte wertete wertet hält hielt hielten sieht sah sahen betrachtet betrachtete forderte fordert forderten kritisierte kritisierten kritisiert begründete begründet warf warfen wirft warnte warnten warnt beschrieb beschreibt beklagte versprach verspricht gesprochen gefordert gewarnt".split())


def labelled(text, sentence, q):
    """Whether a verb of naming goes with a quotation: *called it a „disgrace“*."""
    words = [w for w in sentence.words if not w.quoted]
    if not any(w.lower in LABELS for w in words): return False
    before = [w for w in words if w.end <= q.start]
    near = before[-1].lower if before else ""
    return near in {"als","von","ein","eine","einen","einem","einer","für","vor","nach","mit","und"} or near in LABELS


def is_title(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a name or a title: a capital first, no finite verb and no end of a sentence in it."""
    words = words_of(text, *quotation.inner)
    if not words:
        return True
    if not words[0].capital and not words[0].text[0].isdigit():
        return False
    if text[quotation.end - 2] in ".!?,…":
        return False
    return not any(looks_finite(word.text) for word in words if not word.capital)


def _quoted(text: str, sentence: Sentence, own: list[Found], speaker: Span | None, run: bool) -> list[Found]:
    found = []
    for q in sentence.quotations:
        if any(abs(f.start - q.start) < 2 and abs(f.end - q.end) < 3 for f in own):
            continue
        lab = labelled(text, sentence, q)
        if is_title(text, q) and not lab:
            continue
        if is_title(text,q):
            who = sentence_subject(text, sentence)
            found.append(Found(q.start, q.end, who, how_named(text, who), "direct", "", "label title"))
            continue
        around = [f for f in own if f.start <= q.start and q.end <= f.end]
        n = len(text[q.start : q.end].split())
        if around:
            found.append(Found(q.start, q.end, around[0].speaker, around[0].how, "direct", "", f"verbatim part {min(n,3)}"))
        elif q.start == sentence.start and q.end >= sentence.closed:
            found.append(Found(q.start, q.end, speaker, "inherited" if speaker else "implicit", "direct", "", "quotation alone"))
        else:
            told = [telling(c) for c in sentence.clauses]
            who = sentence_subject(text, sentence)
            if own and own[-1].speaker: who = own[-1].speaker
            colon = any(c.start == q.start and c.opener == ":" for c in sentence.clauses)
            if colon:
                found.append(Found(q.start, q.end, who, how_named(text, who), "direct", "", "colon, quotation"))
            elif lab:
                found.append(Found(q.start, q.end, who, how_named(text, who), "direct", "", "label"))
            elif any(told):
                found.append(Found(q.start, q.end, who, how_named(text, who), "direct", "", f"fragment {min(n,3)}"))
            elif n>4:
                found.append(Found(q.start, q.end, who, how_named(text, who), "direct", "", "long quotation"))
    return found
