"""Names of those who rule or fight somewhere: offices of states and armed forces, ranks, news agencies of states.

Words such as *spokesman*, *source* or *media* are of no office by themselves. Beside a word for the country of a side
they are: *Israeli spokesman*, *телевидение Сирии*, but not *Syrian Observatory for Human Rights*.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geleit.assessment.countries import words_for
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
    *(
        "warlord",
        "white house",
        "loyalist",
        "loyalists",
        "regime",
        "tsahal",
        "tzahal",
        "zahal",
        "цахал",
        "цахала",
        "צהל",
        "צה ל",
    ),
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
_BESIDE = (
    r"spokes\w+|speakers?|officials?|officers?|commanders?|command|generals?|colonels?|captains?|leaders?|leadership"
    r"|army|troops?|soldiers?|forces?|military|police|navy|intelligence|regime|authorit(?:y|ies)|government|side"
    r"|ministers?|ministr(?:y|ies)|president\w*|diplomats?|envoys?|ambassadors?|delegat\w+|negotiators?|advis[eo]rs?"
    r"|media|medias|tv|television|radio|channels?|broadcasters?|press|newspapers?|news|agenc(?:y|ies)|sources?"
    # German, French, Spanish
    r"|sprecher\w*|offizier\w*|armee|soldaten|truppen|streitkraefte|medien|fernsehen|staatsfernsehen|rundfunk|zeitung\w*"
    r"|\w*agentur|\w*quellen?|militaer\w*|\w*minister\w*|beamte\w*|vertreter\w*|seite|kommandeur\w*|regierung\w*"
    r"|porte parole|representants?|officiels?|officiers?|agence|ministre|ministere|militaires?|responsables?"
    r"|portavoz|portavoces|funcionarios?|oficial(?:es)?|ejercito|fuentes?|agencia|prensa|medios"
    # Russian, Ukrainian
    r"|представител\w*|спикер\w*|официальн\w*|чиновник\w*|офицер\w*|командир\w*|командовани\w*|арми\w*|войск\w*"
    r"|военн\w*|сми|телевидени\w*|телеканал\w*|агентств\w*|источник\w*|министр\w*|министерств\w*|сторон\w*|дипломат\w*"
    r"|пресс|газет\w*|радио|правительств\w*|власт\w*|речник\w*|посадов\w*|віиськов\w*|джерел\w*"
    # Arabic
    r"|(?:ال)?(?:متحدث|ناطق|مسوول|ضابط|قايد|جيش|قوات|اعلام|تلفزيون|تلفزه|وكاله|مصدر|مصادر|وزير|وزاره|قناه|صحيفه|جانب)\w*"
)
"""What speaks or acts for a country where it stands beside a word for it, in plain form."""
_BETWEEN = (
    "army|backed|chief|controlled|defen[cs]e|field|foreign|government|high|local|military|news|occupation|official|police"
    "|political|pro|public|ranking|run|security|senior|state|top"
)
"""What may stand between the two."""


@lru_cache(maxsize=1024)
def _beside(names: frozenset[str]) -> re.Pattern[str] | None:
    """Words for the countries of sides directly before or after a word of an office."""
    words = words_for(names)
    of_it, office = r"\b(?:ال)?(?:" + words + ")", r"\b(?:" + _BESIDE + ")"
    between = " (?:(?:" + _BETWEEN + ") ){0,2}"
    return re.compile(of_it + between + office + r"\b|" + office + " " + of_it + r"\b") if words else None


def speaks_for(name: str, sides: frozenset[str]) -> bool:
    """Whether a name in plain form is of somebody in office in the country of one of these sides, whatever the form."""
    beside = _beside(sides)
    return bool(beside and beside.search(name) and not _OF_NO_STATE.search(name))


def is_office(name: str) -> bool:
    """Whether a name in plain form is that of an office of a state or an armed force, of whatever side."""
    rules = _OF_RULERS.search(name) and not _OF_NO_STATE.search(name)
    return bool(_OFFICES.search(name) or rules)
