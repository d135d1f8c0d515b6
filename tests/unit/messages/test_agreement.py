"""Nouns, verbs and pronouns agree with their counts: every entry said with 0, 1 and 2 of all that it counts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest

from geleit.messages import Amount, Plural, say
from geleit.messages.english import CATALOGUE, ENGLISH

SRC = Path(__file__).parents[3] / "src" / "geleit"
AT = datetime(2016, 2, 27, 10, tzinfo=UTC)
COUNTS = {
    "acts", "alleged", "blurred", "certain", "conditions", "count", "days", "exits", "fewest", "hours", "incidents",
    "minutes", "missing", "more", "most", "near", "number", "parties", "perhaps", "placeless", "possible", "rate",
    "reported", "rows", "seen", "stuck", "times", "unbound", "unclear", "units", "unnamed", "vague", "week", "windows",
}  # fmt: skip
"""Fields that hold a whole number and say nothing of how it is written."""
CLAUSES = {("ceasefire.in-area", "incidents"), ("corridor.exit-rate", "rate")}
"""Those of the same name that hold a clause."""
SEVERAL = {"names", "commas", "semicolons", "plus", "minus", "range"}
SAID = {
    "duration": timedelta(hours=1), "zoned": AT, "written": AT, "text": "SOMETHING", "word": "met", "check": "TIME",
    "unit": "SOMETHING", "capital": "SOMETHING",
}  # fmt: skip
ONE = {"is", "was", "has", "needs", "lies", "stands", "leaves", "counts"}
"""Verbs of one, all of which have another form for many."""
MANY = {"are", "were", "have", "need", "lie", "stand", "leave", "count", "do"}
OF_MANY = re.compile(r"\b(are|were|their|they|these|them)\b")
OTHERS = {
    "aid.flights-unknown": "how many were flown",
    "ceasefire.conditional": "incidents are independent",
    "ceasefire.could-not-see": "incidents were to be expected",
    "ceasefire.could-see": "incidents were to be expected",
    "ceasefire.day-only": "incidents are known",
    "ceasefire.fresh": "reports are still coming in",
    "ceasefire.near-unseen": "there were incidents",
    "ceasefire.near-unseen-by": "there were incidents",
    "corridor.at-most": "whatever they do",
    "corridor.at-most-stuck": "whatever they do",
    "corridor.could-not-leave": "whatever they did",
    "statements.disagree": "these can be true",
    "statements.days-off": "these can be right",
    "statements.days-total": "they add up",
    "statements.parts-remainder": "these are all its parts",
    "statements.parts-off": "not all are right",
    "statements.stages": "not both are right",
    "verdict.could-not-leave": "whatever they did",
    "verdict.many-failed": "not met are",
}
"""Words about several that are not the counted: a person is ``they``, and of two figures not both are right."""


def fields(text: str) -> list[tuple[str, str]]:
    return [(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None]


def forms(entry) -> list[str]:
    return [entry.one, entry.other] if isinstance(entry, Plural) else [entry]


def counts(code: str, name: str, spec: str) -> bool:
    return name in COUNTS and (code, name) not in CLAUSES if not spec else spec not in SEVERAL and spec not in SAID


def value(code: str, name: str, spec: str, number: int):
    if spec in SAID:
        return SAID[spec]
    if spec in SEVERAL:
        return tuple(number if spec in ("plus", "minus") else f"NAME {chr(65 + i)}" for i in range(number))
    if spec in ("quantity", "as_given"):
        return Amount(number, number, "t")
    return number if counts(code, name, spec) else "SOMETHING"


def said(code: str, number: int) -> str:
    given = {name: value(code, name, spec, number) for form in forms(CATALOGUE[code]) for name, spec in fields(form)}
    if isinstance(CATALOGUE[code], Plural):
        given.setdefault(CATALOGUE[code].by, number)
    return ENGLISH.say(code, **given)


NOUNS = (
    {
        word.removesuffix("s")
        for entry in CATALOGUE.values()
        for form in forms(entry)
        for word in re.findall(r"\} ([a-z]+s)\b", form)
    }
    - MANY
    - {"i", "wa", "ha", "a"}
)
"""Nouns that stand behind a count, in the singular."""


def faults(text: str, number: int) -> Iterator[str]:
    """What does not agree with a number in a sentence that says it of everything."""
    for found in re.finditer(rf"(?<![\w.,]){number} (?:(person|people)\b(?!/) ?)?([a-z]+)?(?!/)\b", text):
        counted, word = found[1], found[2] or ""
        if number == 1:
            plural = word in MANY or (word.endswith("s") and word not in ONE and word.removesuffix("s") in NOUNS)
            wrong = counted == "people" or plural
        else:
            wrong = counted == "person" or word in ONE or word in NOUNS
        if wrong:
            yield found[0]


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("code", CATALOGUE)
def test_what_is_said_agrees_with_its_counts(code, number):
    text = said(code, number)
    assert not list(faults(text, number)), text
    if number == 1 and any(counts(code, name, spec) for form in forms(CATALOGUE[code]) for name, spec in fields(form)):
        assert not OF_MANY.search(text.replace(OTHERS.get(code, "\0"), "")), text


def test_the_rule_finds_what_does_not_agree():
    for text in ("of 1 conditions", "1 person need", "1 lie in it", "against the 1 days before", "1 people"):
        assert list(faults(text, 1)), text
    for text in ("of 2 condition", "2 people is inside", "0 is in the file", "2 person"):
        assert [*faults(text, 2), *faults(text, 0)], text
    for text in ("1 person needs 1 t", "1 day before", "of 1 condition 1 is met", "1 persons/h", "1.1 days"):
        assert not list(faults(text, 1)), text


def test_every_count_is_known_to_be_one():
    """What is said with a number that Python counted, or that chooses a form, is written as a number here."""
    for code, entry in CATALOGUE.items():
        if isinstance(entry, Plural):
            spec = dict(fields(entry.other)).get(entry.by, "")
            assert counts(code, entry.by, spec) or spec in SEVERAL, code
    missed = []
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args):
                continue
            code = getattr(node.args[0], "value", "")
            for keyword in node.keywords:
                counted = isinstance(keyword.value, ast.Call) and getattr(keyword.value.func, "id", "")
                if counted in ("len", "int", "sum") and code in CATALOGUE:
                    specs = {
                        spec for form in forms(CATALOGUE[code]) for name, spec in fields(form) if name == keyword.arg
                    }
                    if not all(counts(code, keyword.arg, spec) for spec in specs):
                        missed.append(f"{path.name}:{node.lineno}: {keyword.arg}")
    assert not missed


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (say("format.days", days=0.6), "0.6 days"),
        (say("format.days", days=1.4), "1.4 days"),
        (say("format.days", days=1.00001), "1 day"),
        (say("aid.flights-daily", flights=Amount(0.2, 1.0)), "0.2 to 1 flight every day"),
        (say("aid.flights-daily", flights=Amount(0.2, 1.2)), "0.2 to 1.2 flights every day"),
        (say("statements.impossible", said=Amount(1, None), most=1, through="it"),
         "1 or more were said to have left; at most 1 person can have passed it in that time."),
        (say("ceasefire.in-area", incidents=say("ceasefire.incidents", incidents=5), near=1, vague=None),
         "of 5 incidents 1 lies in the area of the case"),
        (say("ceasefire.days-seen", seen=1, days=28), "only 1 of 28 days before is in the file or had access"),
        (say("statements.inside-agree", said=5, who=("UN", "UN")),
         "5 people inside; UN, impartial, counts about the same."),
        (say("verdict.failed", failed=("notice",)), "; not met is notice"),
    ],
)  # fmt: skip
def test_the_word_follows_its_own_count(message, text):
    assert str(message) == text
