"""How often each rule was right when it was measured: the confidence of its proposals.

German: how many of a rule's proposals match an annotated quotation at an overlap of one half, in the 700 training
articles of the Wikinews quotation data, counted 2026-11-26 by ``python benchmarks/reader.py``. The share is taken with
one hit and one miss added (Laplace's rule of succession), so that a rule seen twenty times without an error is not
certain; what was seen fewer than ten times is given one half, and so are the English rules, which no independent data
measured.
"""

from __future__ import annotations

UNMEASURED = 0.5
COUNTED = {  # rule: hits, proposals
    "as X said": (55, 63),
    "demnach": (12, 15),
    "free subjunctive": (256, 320),
    "hearsay": (50, 85),
    "laut": (129, 143),
    "long quotation": (19, 25),
    "nach Angaben": (206, 225),
    "named so": (41, 42),
    "noun of saying": (41, 53),
    "other subjunctive": (25, 32),
    "pointing back": (23, 31),
    "quotation after colon": (48, 48),
    "quotation alone": (25, 25),
    "quotation beside a verb": (34, 43),
    "quoted part": (153, 167),
    "so X": (41, 53),
    "verb after": (53, 70),
    "verb after a quotation": (67, 71),
    "verb and clause": (39, 51),
    "verb and colon": (119, 140),
    "verb and infinitive": (97, 113),
    "verb and subjunctive": (122, 129),
    "verb and that": (217, 247),
    "verb that acts": (54, 63),
    "verb that thinks": (67, 94),
    "zufolge": (46, 54),
}


def confidence_of(rule: str) -> float:
    """Share of a rule's proposals that were right, rounded to hundredths; one half where it was not measured."""
    if rule not in COUNTED:
        return UNMEASURED
    hits, proposals = COUNTED[rule]
    return round((hits + 1) / (proposals + 2), 2)
