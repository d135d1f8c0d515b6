"""How often each rule was right when it was measured: the confidence of its proposals.

German: share of a rule's proposals that match an annotated quotation at an overlap of one half, in the 700 training
articles of the Wikinews quotation data, measured 2026-11-26 by ``python benchmarks/reader.py``; rules with fewer than ten
proposals there are given one half. English rules were not measured on independent data and are given one half.
"""

from __future__ import annotations

UNMEASURED = 0.5
MEASURED = {
    "as X said": 0.86,
    "demnach": 0.80,
    "free subjunctive": 0.79,
    "hearsay": 0.58,
    "laut": 0.90,
    "long quotation": 0.79,
    "nach Angaben": 0.91,
    "name in quotation marks": 0.52,
    "named so": 1.00,
    "noun of saying": 0.85,
    "other subjunctive": 0.74,
    "pointing back": 0.77,
    "quotation after colon": 1.00,
    "quotation alone": 1.00,
    "quotation beside a verb": 0.80,
    "quoted part": 0.91,
    "so X": 0.77,
    "verb after": 0.76,
    "verb after a quotation": 0.94,
    "verb and clause": 0.78,
    "verb and colon": 0.86,
    "verb and infinitive": 0.86,
    "verb and subjunctive": 0.93,
    "verb and that": 0.89,
    "verb that acts": 0.88,
    "verb that thinks": 0.70,
    "zufolge": 0.85,
}


def confidence_of(rule: str) -> float:
    """Measured precision of a rule, or one half where it was not measured."""
    return MEASURED.get(rule, UNMEASURED)
