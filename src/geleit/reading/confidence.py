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
    "as X said": (51, 59),
    "demnach": (12, 15),
    "free subjunctive": (256, 325),
    "hearsay": (49, 85),
    "laut": (129, 143),
    "long quotation": (22, 28),
    "nach Angaben": (201, 220),
    "name in quotation marks": (13, 25),
    "named so": (32, 32),
    "noun of saying": (40, 47),
    "other subjunctive": (25, 34),
    "pointing back": (24, 31),
    "quotation after colon": (48, 48),
    "quotation alone": (25, 25),
    "quotation beside a verb": (36, 45),
    "quoted part": (143, 157),
    "so X": (41, 53),
    "verb after": (53, 70),
    "verb after a quotation": (66, 70),
    "verb and clause": (36, 46),
    "verb and colon": (119, 139),
    "verb and infinitive": (96, 112),
    "verb and subjunctive": (122, 131),
    "verb and that": (216, 243),
    "verb that acts": (50, 57),
    "verb that thinks": (66, 94),
    "zufolge": (46, 54),
}


def confidence_of(rule: str) -> float:
    """Share of a rule's proposals that were right, rounded to hundredths; one half where it was not measured."""
    if rule not in COUNTED:
        return UNMEASURED
    hits, proposals = COUNTED[rule]
    return round((hits + 1) / (proposals + 2), 2)
