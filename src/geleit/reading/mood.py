"""The mood of a statement: what its verbs say about whose words they are."""

from __future__ import annotations

from geleit.model.proposal import Language, Mood
from geleit.reading.german.clauses import has_finite
from geleit.reading.german.mood import subjunctive
from geleit.reading.text.found import Found
from geleit.reading.text.sentences import Clause, words_of


def mood_of(text: str, statement: Found, language: Language) -> Mood:
    """Mood of a statement: a quotation that ends with ``!`` commands, other quotations assert."""
    words = words_of(text, statement.start, statement.end)
    if not words:
        return "none"
    if statement.form == "direct":
        commands = text[statement.start : statement.end].rstrip("“”\"«»‘’'").endswith("!")
        return "imperative" if commands else "indicative"
    if language == "en":
        return "none" if words[0].lower == "to" else "indicative"
    clause = Clause(statement.start, statement.end, "", words)
    mood, _ = subjunctive(clause)
    if mood != "none":
        return mood
    return "indicative" if has_finite(clause) else "none"
