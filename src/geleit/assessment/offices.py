"""Names of those who rule or fight somewhere: offices of states and armed forces, ranks, news agencies of states."""

from __future__ import annotations

import re

from geleit.model.voices import plain

_OFFICES = re.compile(
    r"\b(?:ministr(?:y|ies)|minister|army|armies|armed forces|militar(?:y|ies)|militia|command|general staff"
    r"|brigades?|battalions?|air force|navy|security forces|police|government|presiden(?:t|cy)|governor"
    r"|state (?:tv|television|media|news)|\w*ministerium|\w*minister|armee|streitkraefte|miliz|generalstab|polizei"
    r"|regierung|praesident|gouverneur|министерств[оа]|министр|минобороны|мид|арми[яи]|вооруженные силы|генштаб"
    r"|полиция|правительство|президент|(?:ال|لل|ب)?(?:وزاره|وزير|جيش|قوات|حكومه|شرطه|رئاسه|قياده))\b"
)
"""Words of offices of states and armed forces, in plain form."""
_RULERS = (
    *(
        "administration",
        "ambassador",
        "authorities",
        "authority",
        "border guard",
        "border guards",
        "commander",
        "consul",
    ),
    *("city council", "coast guard", "consulate", "directorate", "embassy", "fighter", "fighters", "forces"),
    *("foreign office", "governorate", "headquarters", "idf", "insurgents", "intelligence", "kremlin", "local council"),
    *("mayor", "militants", "municipality", "national guard", "official", "officials", "parliament", "pentagon"),
    *("provincial council", "rebel", "rebels", "reconciliation center", "reconciliation centre", "secret service"),
    *("center for reconciliation", "centre for reconciliation", "security service"),
    *("separatist", "separatists", "soldier", "soldiers", "state department", "task force", "town council", "troops"),
    *("warlord", "white house"),
    # German
    *("außenamt", "auswärtiges amt", "behörde", "behörden", "botschaft", "bundeswehr", "bürgermeister", "kreml"),
    *("kommandeur", "rebellen", "sicherheitskräfte", "stadtverwaltung", "truppen"),
    # French, Spanish
    *("ambassade", "armée", "autorités", "forces armées", "gendarmerie", "gouvernement", "ministère", "ministre"),
    *("porte parole du gouvernement", "préfecture", "ejército", "fuerzas", "gobierno", "ministerio", "ministro"),
    # Russian, Ukrainian
    *("администрации", "администрация", "власти", "войска", "всу", "командование", "кремль", "мэр", "посольство"),
    *("силы", "сбу", "солдаты", "фсб", "армія", "збройні сили", "міністерство", "уряд"),
    # Arabic
    *("السلطات", "الفصائل", "المخابرات", "المحافظة", "المجلس المحلي", "كتائب", "لواء", "محافظ", "محافظة"),
)
_RANKS = "brig|brigadier|capt|captain|col|colonel|gen|general|lieutenant|maj|major|oberst|генерал|полковник"
_GENERALS = "(?:brigadier|colonel|lieutenant|major) general"
_AGENCIES = "armenpress|azertac|irna|itar tass|kcna|press tv|ria novosti|russia today|sana|sputnik|tass|ukrinform"
_OF_RULERS = re.compile(
    rf"^(?:{_AGENCIES})(?: news agency)?$|^(?:{_RANKS}) |\b(?:{_GENERALS}|{'|'.join(sorted(map(plain, _RULERS)))})\b"
)
"""Words of those who rule or fight somewhere, ranks before a name, and news agencies of states, in plain form."""
_OF_NO_STATE = re.compile(r"^(?:icrc|osce|un|unhcr|unicef|united nations|wfp)\b")
"""Beginnings of names of those whose officials and forces are no side's."""


def is_office(name: str) -> bool:
    """Whether a name in plain form is that of an office of a state or an armed force, of whatever side."""
    rules = _OF_RULERS.search(name) and not _OF_NO_STATE.search(name)
    return bool(_OFFICES.search(name) or rules)
