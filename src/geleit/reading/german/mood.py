"""German moods: which finite verb of a clause is in the first or second subjunctive."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial

from geleit.errors import MissingExtraError
from geleit.model.proposal import Mood
from geleit.reading.text.sentences import Clause, Word
from geleit.reading.text.word_lists import word_set

_FIRST = word_set(
    "sei seien habe werde könne müsse solle dürfe wolle möge wisse gebe gehe stehe komme liege bleibe bestehe"
)
_WORDS_KEPT = 65_536
_UNMISTAKABLE = word_set("sei seien")
_SECOND = word_set(
    "wäre wären hätte hätten würde würden könnte könnten müsste müssten dürfte dürften gäbe gäben käme kämen "
    "ginge gingen stünde stünden läge lägen säße säßen nähme nähmen spräche sprächen träfe träfen fände "
    "fänden wüsste wüssten täte täten bräuchte bräuchten bliebe blieben ließe ließen brächte brächten sollte "
    "sollten wollte wollten"
)
_INDICATIVE = word_set("ist sind war waren hat haben hatte hatten wird werden wurde wurden kann soll will muss")
_PARTICIPLE = re.compile(
    r"(?:ab|an|auf|aus|bei|da|ein|fest|her|hin|los|mit|nach|nieder|um|vor|weg|weiter|zu|zurück)+ge"
)
_NEVER = word_set(
    "alle ihre seine meine deine keine diese jene eine viele einige andere beide gerade heute ohne lange "
    "gerne weite nahe hohe solche welche manche mehrere bitte danke weise leise enge rechte linke eigene "
    "offene"
)


@lru_cache(maxsize=1024)
def subjunctive(clause: Clause) -> tuple[Mood, Word | None]:
    """The first subjunctive verb of a clause outside quotations; the first subjunctive goes before the second.

    After *ich* the forms of the first subjunctive are those of the indicative.
    """
    words = [word for word in clause.words if not word.quoted and not word.capital]
    mine = any(word.text == "ich" for word in words)
    for word in words:
        if is_first(word.text) and (not mine or word.text in _UNMISTAKABLE):
            return "subjunctive I", word
    for word in words:
        if word.text in _SECOND:
            return "subjunctive II", word
    return "none", None


def is_first(form: str) -> bool:
    """Whether a word in small letters is a verb in the first subjunctive: its infinitive is the word and an *n*."""
    if form in _FIRST:
        return True
    if form[-1:] != "e" or len(form) < 4 or form in _NEVER:
        return False
    return _infinitive(form) in {form + "n", form[:-1] + "n", form[:-2] + "eln"}


@cache
def _lemmatizer() -> Callable[[str], str]:
    try:
        from simplemma import lemmatize
    except ImportError:
        raise MissingExtraError("reading statements in German", "reader") from None
    return partial(lemmatize, lang="de")


@lru_cache(maxsize=_WORDS_KEPT)
def _infinitive(form: str) -> str:
    return _lemmatizer()(form)


@lru_cache(maxsize=_WORDS_KEPT)
def looks_finite(form: str) -> bool:
    """Whether a word in small letters looks like a finite verb: its lemma is an infinitive that it is not itself."""
    if form in _SECOND or form in _FIRST or form in _INDICATIVE:
        return True
    if (
        _PARTICIPLE.match(form)
        or form.endswith(("end", "enden", "ig", "lich", "igen", "lichen"))
        or form.startswith("ge")
    ):
        return False
    return len(form) > 2 and _infinitive(form).endswith(("en", "eln", "ern")) and _infinitive(form) != form
