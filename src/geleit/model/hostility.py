"""Whether what happened is an act of war, by the words in which it is told."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import numpy as np

from geleit.model.arrays import Flags
from geleit.model.incident import Words

Act = Literal["hostile", "doubtful", "peaceful", "unsaid"]
"""An act of war; one that may go with a use of force; one without force; or told in words that tell neither."""

_KNOWN: dict[str, Act] = {
    "agreement": "peaceful",
    "change to group/activity": "peaceful",
    "headquarters or base established": "peaceful",
    "non-violent transfer of territory": "peaceful",
    "protest with intervention": "peaceful",
    "strategic developments": "peaceful",
    "disrupted weapons use": "doubtful",
    "looting": "doubtful",
    "looting/property destruction": "doubtful",
    "mob violence": "doubtful",
    "riots": "doubtful",
    "violent demonstration": "doubtful",
    "excessive force against protesters": "hostile",
    "government regains territory": "hostile",
    "non-state actor overtakes territory": "hostile",
    "civilian_targeting": "hostile",
    "political_violence": "hostile",
    "state-based conflict": "hostile",
    "non-state conflict": "hostile",
}
"""Words of publishers (ACLED, HDX-HAPI, UCDP) by what their codebooks say of them, where the stems do not tell."""
_OF_WAR = re.compile(
    r"\b(?:abduct|air.?(?:raid|strike)|ambush|artiller|assassin|assault|attack|battle|blast|bomb|clash|"
    r"chemical (?:weapon|attack)|detonat|execut|explosi|fight|fire\b|firearm|fired|firing|grenade|gun|hostilit|ied\b|"
    r"incursion|kidnap|kill|land.?mine|massacre|mines?\b|missile|mortar|offensive|raid|rape|rocket|sexual|shell|"
    r"shoot|shot|small arms|sniper|sniping|strike|torture|(?:ceasefire|cease-fire|truce) (?:violat|breach)|violen|"
    r"angriff|beschuss|beschieß|gefecht|luftangriff|bombardement|tirs?\b|combats\b|frappe|ataque|bombardeo|"
    r"обстрел|обстріл|удар|бой|бої|бои|атак|взрыв|вибух)|قصف|اشتباك|غارة|هجوم|قنص|انفجار|إطلاق نار"
)
_OF_PEACE = re.compile(
    r"\b(?:agree|aid\b|airdrop|announce|arrest|(?:ceasefire|cease-fire|truce) (?!violat|breach)|"
    r"clear(?:ed|ing|ance)|deal\b|deliver|demin|demonstrat|detain|detention|disarm|evacuat|"
    r"exchange (?!of (?:fire|gunfire|shell))|general strike|hand(?:ing|over)|hunger strike|labou?r strike|leaflet|"
    r"meeting|negotiat|no\b|none\b|pause|peace|prisoner|protest|quiet|release|swap|talk|visit|withdr|without)"
)


@cache
def act(kind: str) -> Act:
    """What kind of act a word for what happened tells of; one that tells of war and of peace is doubtful."""
    told = " ".join(kind.casefold().split())
    if told in _KNOWN:
        return _KNOWN[told]
    peace = _OF_PEACE.search(told + " ")
    if _OF_WAR.search(told):
        return "doubtful" if peace else "hostile"
    return "peaceful" if peace else "unsaid"


def acts(kinds: Words, *which: Act) -> Flags:
    """Which rows tell of such an act."""
    hit = np.array([act(name) in which for name in kinds.names], dtype=bool)
    return np.asarray(hit[kinds.codes]) if len(kinds.names) else np.zeros(len(kinds), dtype=bool)
