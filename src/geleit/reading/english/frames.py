"""English frames: a verb of saying with its subject, before or after a statement, and *according to X*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from geleit.model.proposal import How
from geleit.reading.text.found import Span
from geleit.reading.text.sentences import LONGEST_CLAUSE, Clause, Sentence, Word
from geleit.reading.text.word_lists import word_set

_SAYS = word_set(
    "said says say stated states told tells announced announces claimed claims reported reports added adds "
    "explained confirmed confirms denied denies insisted insists warned warns stressed emphasised emphasized "
    "argued argues acknowledged admitted alleged asserted declared maintained noted replied responded "
    "repeated suggested wrote writes believes believed estimates estimated hopes hoped predicted pledged "
    "promised promises vowed vows threatened threatens demanded demands urged urges asked ordered orders "
    "called appealed complained conceded testified recalled remarked tweeted posted shouted cried revealed disclosed "
    "concluded cautioned assured agreed accused"
)
_NEEDS_CONTENT = word_set("called ordered orders asked reported reports agreed states posted accused repeated")
_AUXILIARIES = word_set("has have had was were is are be been will would also later then earlier again not did")
_BREAKS = word_set("and but while whereas as after before because although when if that which who whose")
_LINKING = word_set("and but yet so")
"""Words that join a sentence to the one before, and belong to no name."""
_PREPOSITIONS = word_set(
    "in on at by from to with for of about after before during since under over against into through within"
)
_DETERMINERS = word_set("the a an his her its their this that these those another some many one two several")
_PRONOUNS = word_set("he she they it we i who")
_HAS = word_set("is are was were had has have will would could should may might can did does do")
_SKIPPED = word_set("also later then earlier however meanwhile separately yesterday today there still again")
_TELLS = word_set("told tells assured urged urges warned warns asked ordered orders accused")
_CONTENT = word_set(
    "that he she they it we there the a an no all some more his her their its this these those people to in if whether"
)
_NAME_LINKS = word_set("of the for de al bin van von in and")
_SOURCE = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|[Ii]n the view of)\s+")
_SOURCE_ENDS = re.compile(r",|;|\s(?:that|which|who|has|have|had|is|are|was|were|will|on|in)\s|\s[–—]\s")
_LONGEST_JOINT = 30
_LONGEST_FRAME = 14


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of a statement.

    Parameters
    ----------
    start, end
        Its extent, from the speaker to the verb or the other way round.
    floor, limit
        Between which places of the text its statement lies.
    closes
        Whether the statement goes before it.
    """

    start: int
    end: int
    floor: int
    limit: int
    speaker: Span | None
    how: How
    cue: str
    closes: bool


def frames(text: str, sentence: Sentence) -> Iterator[Frame]:
    """Frames of a sentence with a verb of saying; the statement of each ends where the next frame begins."""
    found: list[Frame] = []
    for number, clause in enumerate(sentence.clauses):
        frame = _frame(text, sentence, number, clause)
        if frame:
            if found and frame.closes and not found[-1].closes:
                continue
            found.append(frame)
    for place, frame in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        limit = following.start if following and not following.closes else sentence.closed
        joint = text[frame.end : limit].rstrip(" ,\xa0")
        if following and joint.endswith((" and", " but")):
            limit = frame.end + len(joint) - 4
        yield Frame(frame.start, frame.end, frame.floor, limit, frame.speaker, frame.how, frame.cue, frame.closes)


def source(text: str, sentence: Sentence) -> Frame | None:
    """*According to X*, outside quotations."""
    found = _SOURCE.search(text, sentence.start, sentence.end)
    if found is None or any(q.start < found.start() < q.end for q in sentence.quotations):
        return None
    ends = _SOURCE_ENDS.search(text, found.end(), sentence.closed)
    end = ends.start() if ends else sentence.closed
    speaker = Span(found.end(), end) if end > found.end() else None
    return Frame(
        found.start(), end, sentence.start, sentence.closed, speaker, "explicit", found[0].strip(), closes=False
    )


def named_beside(sentence: Sentence) -> Span | None:
    """The subject at the beginning of a sentence, as far as the noun phrase goes."""
    words = [word for word in sentence.clauses[0].words if not word.quoted]
    after = _phrase_end(words, 0)
    return Span(words[0].start, words[after - 1].end) if after else None


def _frame(text: str, sentence: Sentence, number: int, clause: Clause) -> Frame | None:
    words = [word for word in clause.words if not word.quoted][:LONGEST_CLAUSE]
    for place, word in enumerate(words):
        if word.lower not in _SAYS or (word.capital and place):
            continue
        if place and words[place - 1].lower in {"to", "the", "a", "an", "be", "been", "being", "is", "are", "were"}:
            continue
        if _is_repeated(words, place):
            continue
        if len(words) == 1 and number > 1 and (behind := _named_between(sentence, number)):
            return Frame(
                behind.start, word.end, sentence.start, sentence.closed, behind, "explicit", word.text, closes=True
            )
        inverted = (
            place == 0
            and word.lower not in _TELLS
            and (number > 0 or clause.begins_quoted)
            and _HAS.isdisjoint(w.lower for w in words)
        )
        span = _subject_after(words, place) if inverted else _subject_before(sentence, number, words, place)
        rest = words[place + 1 :]
        closes = (number > 0 or clause.begins_quoted) and _closes(
            sentence, number, clause, words, place, span, inverted
        )
        if not closes and not _opens(text, sentence, number, word, rest):
            continue
        if span is None and not closes and number == 0:
            continue
        start = min(span.start, word.start) if span and not _apart(span, clause) else word.start
        end = max(span.end, word.end) if inverted and span else _told_end(words, place)
        if word.lower in _TELLS and not closes and _only_tells_whom(sentence, number, rest):
            end = clause.end
        how: How = "implicit"
        if span:
            how = "inherited" if text[span.start : span.end].lower() in _PRONOUNS else "explicit"
        return Frame(start, end, sentence.start, sentence.closed, span, how, word.text, closes)
    return None


def _only_tells_whom(sentence: Sentence, number: int, rest: list[Word]) -> bool:
    """Whether a colon follows whom somebody told: *X told the broadcaster: "..."*."""
    following = sentence.clauses[number + 1] if number + 1 < len(sentence.clauses) else None
    return bool(following and following.opener == ":") and {"to", "that"}.isdisjoint(word.lower for word in rest)


def _named_between(sentence: Sentence, number: int) -> Span | None:
    """The speaker between the statement and a verb alone at the end: *..., the mission's head, Anna Berg, said*."""
    first = number
    while first > 1 and (words := sentence.clauses[first - 1].words) and _phrase_end(list(words), 0) == len(words):
        first -= 1
    return Span(sentence.clauses[first].start, sentence.clauses[number - 1].end) if first < number else None


def _is_repeated(words: list[Word], place: int) -> bool:
    """Whether another verb of saying follows that the statement belongs to: *claimed a victory and said that*."""
    rest = [word.lower for word in words[place + 1 :]]
    later = any(one == "and" and other in _SAYS for one, other in pairwise(rest))
    return later and "that" not in rest[:1] and _HAS.isdisjoint(rest[:3])


def _apart(span: Span, clause: Clause) -> bool:
    """Whether the subject stands in an earlier clause."""
    return span.start < clause.start


def _opens(text: str, sentence: Sentence, number: int, verb: Word, rest: list[Word]) -> bool:
    """Whether a statement follows the verb."""
    following = sentence.clauses[number + 1] if number + 1 < len(sentence.clauses) else None
    if following and (following.opener == ":" or following.begins_quoted) and len(rest) < _LONGEST_FRAME:
        return True
    quoted = text[verb.end : verb.end + 2].strip()
    if quoted[:1] in {"“", '"', "‘", "'", "„"} and quoted:
        return True
    if any(word.lower == "that" for word in rest[:8]):
        return True
    if verb.lower in _NEEDS_CONTENT | _TELLS:
        return any(word.lower == "to" for word in rest[:12])
    return bool(rest) and (rest[0].lower in _CONTENT or rest[0].capital or len(rest) > 2)


def _closes(
    sentence: Sentence, number: int, clause: Clause, words: list[Word], place: int, span: Span | None, inverted: bool
) -> bool:
    """Whether a frame follows its statement: only the speaker, and perhaps a time or place, is beside the verb."""
    if clause.opener == ":" or span is None or _apart(span, clause):
        return False
    rest = words[place + 1 :]
    if inverted:
        return True
    before = [word for word in words[:place] if word.end <= span.start]
    if before or (rest and rest[0].lower not in _PREPOSITIONS | _SKIPPED | _TELLS and rest[0].lower != "reporters"):
        return not before and words[place].lower in _TELLS and len(rest) < 6 and "that" not in {w.lower for w in rest}
    if any(word.lower == "that" for word in rest):
        return False
    return bool(sentence.clauses[number - 1].words) or clause.begins_quoted


def _told_end(words: list[Word], place: int) -> int:
    """The end of a verb and of whom it tells."""
    end = words[place].end
    rest = words[place + 1 :]
    for ahead, word in enumerate(rest[:8]):
        if word.lower in _HAS:
            break
        if word.lower == "that":
            return rest[ahead].end
    if words[place].lower in _TELLS and rest:
        for ahead, word in enumerate(rest[:8]):
            if word.lower in _CONTENT - {"the", "a", "an", "his", "her", "their", "its", "people"} and ahead:
                return rest[ahead - 1].end
        return rest[0].end
    return end


def _subject_before(sentence: Sentence, number: int, words: list[Word], place: int) -> Span | None:
    """The noun phrase before a verb, or where the clause begins with it, the one before the clause."""
    last = place
    while last and (words[last - 1].lower in _AUXILIARIES | _SKIPPED or words[last - 1].lower.endswith("ly")):
        last -= 1
    if last == 0:
        return _earlier_subject(sentence, number)
    first = last
    while first and last - first < _LONGEST_FRAME and not _breaks(words, first):
        first -= 1
    head = words[first:last]
    while head and head[0].lower in _SKIPPED | _LINKING:
        head = head[1:]
    if not head:
        return _earlier_subject(sentence, number)
    if head[0].lower in _PREPOSITIONS:
        head = _after_prepositional(head)
    return Span(head[0].start, head[-1].end) if head else None


def goes_on(text: str, frame: Frame, limit: int) -> bool:
    """Whether a statement without its verb so far goes on after a frame: *The pause, he said, had been extended*."""
    following = re.match(r",\s+(\w+)", text[frame.end : min(limit, frame.end + _LONGEST_JOINT)])
    return following is not None and following[1].lower() in _HAS


def _breaks(words: list[Word], first: int) -> bool:
    """Whether a subject cannot reach back over the word before ``first``; over *and* it can between two names."""
    word = words[first - 1].lower
    names = word == "and" and first > 1 and words[first].capital and words[first - 2].capital
    return word in _BREAKS and not names


def _after_prepositional(head: list[Word]) -> list[Word]:
    """What follows a prepositional phrase at the beginning: *On Monday the ministry* names the ministry."""
    for place in range(2, len(head)):
        starts = head[place].lower in _DETERMINERS | _PRONOUNS or (head[place].capital and not head[place - 1].capital)
        if starts and head[place - 1].lower not in _PREPOSITIONS | _DETERMINERS:
            return head[place:]
    return []


def _earlier_subject(sentence: Sentence, number: int) -> Span | None:
    """The beginning of the sentence, for a verb that an insertion or *and* divides from its subject."""
    words = [word for word in sentence.clauses[0].words if not word.quoted]
    if words and words[0].lower in _LINKING:
        words = words[1:]
    if number == 2 and words and _phrase_end(words, 0) == len(words):
        return Span(words[0].start, sentence.clauses[1].end)
    after = _phrase_end(words, 0)
    return Span(words[0].start, words[after - 1].end) if after else None


def _subject_after(words: list[Word], place: int) -> Span | None:
    """The noun phrase after a verb: *said X*."""
    first = place + 1
    while first < len(words) and words[first].lower in _SKIPPED:
        first += 1
    after = _phrase_end(words, first)
    return Span(words[first].start, words[after - 1].end) if after > first else None


def _phrase_end(words: list[Word], first: int) -> int:
    """Index after the noun phrase that begins at ``first``, or ``first`` where none does."""
    if first >= len(words):
        return first
    if words[first].lower in _PRONOUNS:
        return first + 1
    if words[first].lower not in _DETERMINERS and not words[first].capital:
        return first
    place = first + 1
    while place < len(words) and place - first < _LONGEST_FRAME:
        word = words[place].lower
        if words[place].capital or word in {"of", "for"}:
            place += 1
        elif word in _PREPOSITIONS | _BREAKS | _SAYS | _AUXILIARIES | _SKIPPED or word in {"and"}:
            break
        elif word in _NAME_LINKS or any(w.lower in _DETERMINERS | {"of"} for w in words[first:place]):
            place += 1
        else:
            break
    while place > first + 1 and words[place - 1].lower in _NAME_LINKS:
        place -= 1
    return place
