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
    about likely highest lowest others derived assumption fewer less more than end is are was were
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
_BODIES = frozenset(
    _words("""
    organization organisation organizations organisations agency committee commission ministry nations crescent
    ministerium
    """)
)
"""Words that end the names of bodies, and no surname."""
_MONTHS = "|".join(
    _words("""
    january february march april may june july august september october november december
    januar februar maerz mai juni juli oktober dezember
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """)
)
_DATES = rf"(?:\b(?:{_MONTHS})\s+)?\b\d[\d.]*\b(?:\s+(?:{_MONTHS})\b)?"
"""Numbers, each with the month beside it: *19 August*, *July 2016*, *400*; a month alone may be a name."""
_OFFICES = re.compile(
    r"(?P<name>[^,;:()]+), (?:the |then |former )*"
    r"(?:(?:(?:prime|foreign|defence|defense) minister|(?:un |united nations )?secretary[- ]general)"
    r"|minister of (?:defence|defense|foreign affairs|(?:the )?interior|health|information|emergency situations))"
    r"(?: of [^,;:()'’]+)?",
    re.IGNORECASE,
)
"""Offices of states that make a public figure of whoever holds them."""
_SEGMENTS = re.compile(rf"[,;:/&+()]|\b(?:and|und)\b|{_DATES}", re.IGNORECASE)
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


def public_figure(claimant: str) -> str:
    """The name of who holds an office of a state: *Maria Muster, Foreign Minister of Atlantis*; else nothing."""
    found = _OFFICES.fullmatch(claimant.strip())
    return found["name"].strip() if found else ""


def is_within(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text by whole words, both in plain form."""
    return f" {phrase} " in f" {text} "


def _of_speakers(text: str) -> Iterator[str]:
    for words, folded in _segments(text):
        yield from _first_words(folded)
        for start, end in _runs(words, folded):
            if _is_body(folded[start:end]):
                continue
            if end - start > 1:
                yield from _of_run(folded[start:end])
            elif end == len(words) and _may_precede_a_name(folded[:start]):
                yield folded[start]


def _in_brackets(claimant: str) -> Iterator[str]:
    """Of what else is said of a speaker, names of more than a word."""
    for text in _INNER.findall(claimant):
        for words, folded in _segments(without_carrier(text)):
            for start, end in _runs(words, folded):
                if end - start > 1 and not _is_body(folded[start:end]):
                    yield from _of_run(folded[start:end])


def _segments(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words between commas and the like, as they are written and in plain form."""
    for segment in _SEGMENTS.split(unmarked(text)):
        words = _WORD.findall(segment)
        yield words, [plain(word) for word in words]


def _first_words(words: Sequence[str]) -> Iterator[str]:
    """The words up to the first little one, if they are more than one and do not describe a kind of people."""
    behind = list(dropwhile(_LITTLE.__contains__, words))
    first = list(takewhile(lambda word: word not in _LITTLE, behind))
    if len(first) > 1 and first[-1] not in _KINDS and not _is_body(first):
        yield " ".join(first)


def _is_body(words: Sequence[str]) -> bool:
    """Whether it is the name of an organisation: *World Health Organization*."""
    return len(words) > 1 and words[-1] in _BODIES


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
