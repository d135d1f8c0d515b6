"""How names are compared: who speaks, without the outlet that carries it, whatever the spelling."""

from __future__ import annotations

import re
import unicodedata

_JOINT = re.compile(r"[,;/&+]|\band\b", re.IGNORECASE)
_CARRIER = re.compile(
    r"\([^()]*\)|\b(?:via|according to|(?:as )?(?:reported|quoted|carried|printed) by)\b.*", re.IGNORECASE | re.DOTALL
)
_RELAY = re.compile(
    r"[()]|\b(?:via|according to|after|quoting|citing|(?:as )?(?:reported|quoted|carried|printed) by)\b", re.IGNORECASE
)
"""Between who says something and whom it was heard from, or through whom."""

_LINKS = frozenset({"and", "at", "de", "der", "die", "du", "et", "for", "in", "la", "of", "on", "the", "und"})
"""Words of a name that leave no letter in its abbreviation."""
_WHOLE = 3
"""Letters up to which the first word of a name stands whole in its abbreviation, as in UNHCR."""

SOMEBODY = "a person"
"""What somebody is called who is not named and cannot be told apart."""
_PERSON = "person"

_MARKS = frozenset({"Mn", "Me", "Cf"})
"""Categories of signs that stand on letters, or are not seen at all."""
_UMLAUT = re.compile("([aouAOU])\u0308")
_ALIKE = str.maketrans(
    {"ø": "oe", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""}
)
"""Letters that others write in another way."""


def speakers_in(claimant: str) -> frozenset[str]:
    """Those who say something together, in plain form."""
    return frozenset(plain(part) for part in _JOINT.split(without_carrier(claimant))) - {""}


def person(number: int) -> str:
    """What a private person is called, the same wherever they speak."""
    return f"{_PERSON} {number}"


def is_unnamed(claimant: str) -> bool:
    """Whether a claimant is somebody who is not named, such as *person 1*."""
    return claimant == SOMEBODY or bool(re.fullmatch(rf"{_PERSON} [0-9]+", claimant))


def relays_of(claimant: str) -> tuple[str, ...]:
    """Everybody through whom something came, each as it stands: who says it, who tells of that, who carries it."""
    return tuple(part.strip() for part in _RELAY.split(claimant) if part.strip())


def without_carrier(claimant: str) -> str:
    """A claimant without the outlet that carried it."""
    return _CARRIER.sub(" ", claimant).strip()


def plain(text: str) -> str:
    """Letters and digits of a name in lower case, without marks on letters and without a leading article.

    What is written in several ways comes out the same: *Müller* and *Mueller*, *Haddādin* and *Haddadin*, ё and е.
    """
    found = re.sub(r"[\W_]+", " ", unmarked(text).casefold().translate(_ALIKE)).strip()
    return found.removeprefix("the ")


def perhaps_one(name: str, other: str) -> bool:
    """Whether two names may be of one organisation: one has no word that the other has not, or abbreviates it."""
    one, two = (frozenset(plain(text).split()) - _LINKS for text in (name, other))
    if not one or not two:
        return False
    return one <= two or two <= one or bool(_abbreviations(name) & two or _abbreviations(other) & one)


def _abbreviations(name: str) -> frozenset[str]:
    """What the words of a name come to by their first letters; of one word nothing."""
    every = plain(name).split()
    found = set()
    for words in (every, [word for word in every if word not in _LINKS]):
        letters = "".join(word[0] for word in words[1:])
        if letters:
            found.add(words[0][0] + letters)
            if len(words[0]) <= _WHOLE:
                found.add(words[0] + letters)
    return frozenset(found)


def unmarked(text: str) -> str:
    """A text without marks on letters and without what nobody sees, such as soft hyphens; *ä* becomes *ae*."""
    if text.isascii():
        return text
    apart = _UMLAUT.sub(r"\1e", unicodedata.normalize("NFKD", text))
    return "".join(sign for sign in apart if unicodedata.category(sign) not in _MARKS)
