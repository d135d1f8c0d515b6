"""Finding names in texts as languages write them: inflected, with a prefix, in one word or two."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geleit.model.voices import plain

_LATIN = "(?:e?s|e?n)?"
"""*Haddadins*, *des Krankenhauses*, *den Haddaden*."""
_CYRILLIC = "и?(?:[аяуюыиеоьі]|[оеыи][имхюв]|[аяу][яюмх]|[оеыи]го|[оеи]му|[аяыи]ми|[ое]ві)?"
"""Endings of nouns and adjectives in Russian and Ukrainian, without the marks on letters."""
_ENDED = re.compile("(?<=[а-яіє]{4})(?:ии|ыи|ои|ая|яя)$|(?<=[а-яіє]{3})[аеиоуыьюяі]$")
_UMLAUT = re.compile("(?<=[a-z])([aou])e(?=[a-z])")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\s+(?=[^\W\d_])")
"""A hyphen at the end of a line, whatever became of the line."""


def finder(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of some phrases, which are in plain form, in a plain text; ``None`` without any."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, longest_first))})") if longest_first else None


def holds(text: str, hidden: re.Pattern[str]) -> bool:
    """Whether a text holds one of the phrases that a pattern finds, also one that a line broke in two."""
    return any(hidden.search(plain(spelt)) for spelt in dict.fromkeys((text, _BROKEN.sub("", text))))


def _phrase(phrase: str) -> str:
    behind = r"(?!\w)" if phrase[-1].isdigit() else r"(?![^\W\d])"
    return " ?".join(map(_word, phrase.split())) + behind


def _word(word: str) -> str:
    """A word in any of its forms; those with figures in them have one."""
    if not word.isalpha():
        return re.escape(word)
    if word[0] <= "z":
        return _UMLAUT.sub(r"\1e?", word) + _LATIN
    if "а" <= word[0] <= "ӿ":
        return _ENDED.sub("", word) + _CYRILLIC
    if "ء" <= word[0] <= "ي":
        article = word.removeprefix("ال")
        return f"[وف]?(?:[بك]?ال|لل){article}" if article != word else f"[وف]?[بكل]?{word}"
    return word
