"""The catalogue: every sentence of findings and verdicts in English, a module for each subject."""

from __future__ import annotations

from geleit.messages.english.aid import AID
from geleit.messages.english.basics import BASICS
from geleit.messages.english.ceasefire import CEASEFIRE
from geleit.messages.english.corridor import CORRIDOR
from geleit.messages.english.decides import DECIDES
from geleit.messages.english.deciding import DECIDING
from geleit.messages.english.negotiate import NEGOTIATE
from geleit.messages.english.reply import REPLY
from geleit.messages.english.statements import STATEMENTS
from geleit.messages.english.vehicles import VEHICLES
from geleit.messages.english.verdict import CHECKS, VERDICT
from geleit.messages.english.weighing import WEIGHING
from geleit.messages.english.words import WORDS
from geleit.messages.language import Entry, Language

SUBJECTS: tuple[dict[str, Entry], ...] = (
    BASICS,
    WORDS,
    WEIGHING,
    CORRIDOR,
    CEASEFIRE,
    AID,
    STATEMENTS,
    REPLY,
    DECIDES,
    DECIDING,
    NEGOTIATE,
    VEHICLES,
    VERDICT,
    CHECKS,
)
CATALOGUE: dict[str, Entry] = {code: entry for subject in SUBJECTS for code, entry in subject.items()}
"""Every entry by its code, which begins with its subject."""
ENGLISH = Language(CATALOGUE)
