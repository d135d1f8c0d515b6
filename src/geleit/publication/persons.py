"""Names of persons in how a claimant is written: *nurse Layla Qasimi*, *Layla bint Samir al-Haddadi, by phone*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile, pairwise, takewhile

from geleit.model.voices import plain, unmarked, without_carrier

FEWEST_OF_SURNAME = 4
"""A last name shorter than this is not looked for alone: it would be found everywhere."""


def _words(text: str) -> list[str]:
    return text.split()


_PARTICLES = frozenset(_words("abu al bin bint da de der del den di el ibn la umm van von بن ابن بنت ابو ام"))
"""Words within a name that are none themselves; *der* and *den* only behind another."""
_BEHIND_ANOTHER = frozenset({"der", "den"})
_ARTICLES = frozenset({"a", "an", "the"})
_LITTLE = _ARTICLES | frozenset(
    _words("""
    of in from at near by to for with on after before who that two three four five six several some many other not
    ein eine einer eines einem einen der die das des dem den im aus vom bei beim am an zum zur fuer mit nach
    zwei drei vier mehrere viele einige nicht
    из в во на от с со у по для после при не
    من في الي عن مع بعد قبل قرب بين
    """)
)
"""Words of a description that no name holds, in plain form like all of these."""
_TITLES = frozenset(
    _words("""
    general secretary minister president director commander colonel captain officer spokesman spokeswoman speaker
    doctor nurse teacher resident official organization organisation association agency committee commission council
    government ministry office army force movement front party union nations cross crescent red group watch city town
    district department service services authority command brigade hospital clinic school news radio television
    regierung ministerium sprecher sprecherin armee polizei bewohner stadt rat krankenhaus schule arzt aerztin
    """)
)
"""Words that end the names of offices and bodies, and are looked for in no text alone."""
_KINDS = frozenset(
    _words("""
    activists agencies aid authorities civilians doctors families fighters forces groups helicopters helpers
    journalists media men nurses officers officials patients people planes police press rebels refugees report reporters
    reports residents soldiers source sources staff teachers troops villagers witnesses women workers
    """)
)
"""Words that end a description of whoever they were."""
_MEASURES = frozenset(
    _words("""
    january february march april may june july august september october november december
    januar februar maerz mai juni juli oktober dezember
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    about some around million thousand hundred to
    """)
)
"""Words that make a date or a figure of numbers, and nothing beside them."""
_RANGES = frozenset({"lowest", "likely", "highest", "others"})
"""What stands before each figure of a range: *Lowest: United Nations*."""
_BODIES = frozenset(
    map(
        plain,
        (
            "World Health Organization",
            "World Health Organisation",
            "World Food Programme",
            "United Nations",
            "International Organization for Migration",
            "International Committee of the Red Cross",
            "Human Rights Watch",
            "Amnesty International",
            "Norwegian Refugee Council",
        ),
    )
)
"""Bodies that stand for themselves, where nothing stands beside their name."""
_SEGMENTS = re.compile(r"[,;:/&+()]|\b(?:and|und)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_INNER = re.compile(r"\(([^()]*)\)")


def names_within(claimant: str, known: Set[str], common: Set[str]) -> Iterator[str]:
    """What a text may hold of the name of somebody who is not named, in plain form.

    The whole of it, unless it describes a kind of people; of words with capitals in a row every two neighbours and the
    last alone. In a script without capitals every word counts as one with a capital.

    Parameters
    ----------
    known
        Names that may be shown, in plain form.
    common
        Words that may be shown, in plain form.
    """
    spared = common | _TITLES | _KINDS
    for name in (*_of_speakers(without_carrier(claimant)), *_in_brackets(claimant)):
        if not _holds(name, known) and not spared >= set(name.split()):
            yield name


def is_within(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text by whole words, both in plain form."""
    return f" {phrase} " in f" {text} "


def _of_speakers(text: str) -> Iterator[str]:
    for words, folded in _segments(text):
        yield from _first_words(folded)
        for start, end in _runs(words, folded):
            if end - start > 1:
                yield from _of_run(folded[start:end])
            elif end == len(words) and _may_precede_a_name(folded[:start]):
                yield folded[start]


def _in_brackets(claimant: str) -> Iterator[str]:
    """Of what else is said of a speaker, names of more than a word."""
    for text in _INNER.findall(claimant):
        for words, folded in _segments(without_carrier(text)):
            for start, end in _runs(words, folded):
                if end - start > 1:
                    yield from _of_run(folded[start:end])


def _segments(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words between commas and the like, as they are written and in plain form.

    Those that are a date, a figure or a body and nothing else are passed over.
    """
    for segment in _SEGMENTS.split(unmarked(text)):
        words = _WORD.findall(segment)
        folded = [plain(word) for word in words]
        if not _is_measure(folded) and " ".join(folded) not in _BODIES:
            yield words, folded


def _is_measure(words: Sequence[str]) -> bool:
    """*19 August 2016*, *about 400*, *1.1 million* and *Likely* are one; *12 June Lee* and *Ann Likely* are not."""
    others = {word for word in words if not word.isdecimal()}
    return others <= _MEASURES | _RANGES and (len(others) < len(set(words)) or bool(others & _RANGES))


def _first_words(words: Sequence[str]) -> Iterator[str]:
    """The words up to the first little one, if they are more than one and do not describe a kind of people."""
    behind = list(dropwhile(_LITTLE.__contains__, words))
    first = list(takewhile(lambda word: word not in _LITTLE, behind))
    if len(first) > 1 and first[-1] not in _KINDS:
        yield " ".join(first)


def _of_run(words: Sequence[str]) -> Iterator[str]:
    yield " ".join(words)
    names = [place for place, word in enumerate(words) if word not in _PARTICLES]
    yield from (" ".join(words[one : other + 1]) for one, other in pairwise(names))
    if len(words[-1]) >= FEWEST_OF_SURNAME:
        yield words[-1]


def _runs(words: Sequence[str], folded: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word of each run of words with capitals, and the word behind it; particles may begin it or stand in it."""
    start = end = None
    for place, (word, plainly) in enumerate(zip(words, folded, strict=True)):
        behind = place > 0 and folded[place - 1] in _PARTICLES
        if plainly in _PARTICLES and (behind or plainly not in _BEHIND_ANOTHER):
            start = place if start is None else start
        elif plainly in _LITTLE or word[0].islower() or word[0].isdigit():
            if start is not None and end is not None:
                yield start, end
            start = end = None
        else:
            start, end = place if start is None else start, place + 1
    if start is not None and end is not None:
        yield start, end


def _may_precede_a_name(words: Sequence[str]) -> bool:
    """*nurse* and *a nurse* do; *residents of*, *aid workers in besieged* and *two* do not."""
    if not words:
        return True
    return words[-1] not in _LITTLE and not any(word in _LITTLE - _ARTICLES for word in words)


def _holds(name: str, known: Set[str]) -> bool:
    """Whether a name is known, or two or more of its words in a row are."""
    words = name.split()
    places = range(len(words) + 1)
    return name in known or any(" ".join(words[start:end]) in known for start in places for end in places[start + 2 :])
