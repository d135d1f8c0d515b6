"""Whether what happened is an act of war: by a list of kinds that are told as a whole, and by who was killed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Flags
from geleit.model.incident import Incidents, Words

Act = Literal["hostile", "doubtful", "peaceful", "unsaid"]
"""An act of war; one that may go with a use of force; one without force; or told in words that tell neither."""

MAYBE_PEACEFUL = "attack or peaceful act"
"""A kind for what may have gone with force, where the words that tell of it are left out."""

_LISTED: dict[Act, tuple[str, ...]] = {
    # ACLED's types and sub-types, UCDP's types, HDX-HAPI's, and Geleit's own (docs/formats/incidents.md)
    "hostile": (
        "battles", "explosions/remote violence", "violence against civilians", "armed clash",
        "government regains territory", "non-state actor overtakes territory", "chemical weapon", "air/drone strike",
        "suicide bomb", "shelling/artillery/missile attack", "grenade",
        "sexual violence", "attack", "abduction/forced disappearance", "excessive force against protesters",
        "state-based conflict", "non-state conflict", "one-sided violence", "civilian_targeting", "political_violence",
        "shelling", "artillery", "artillery fire", "artillery shelling", "mortar", "mortar fire", "mortar shelling",
        "tank fire", "rocket", "rocket fire", "rocket attack", "missile", "missile attack", "missile strike",
        "air strike", "air strikes", "airstrike", "airstrikes", "air raid", "air raids", "air attack", "bombing",
        "bombardment", "barrel bomb", "barrel bombs", "cluster bomb", "cluster munition", "cluster munitions",
        "drone strike", "drone attack", "sniper", "sniper fire", "sniping", "gunfire", "small arms fire",
        "machine gun fire", "exchange of fire", "shooting", "clash", "clashes", "armed clashes", "fighting", "battle",
        "hostilities", "armed attack", "ground attack", "assault", "offensive", "incursion", "ambush",
        "hand grenade", "killing", "execution", "massacre", "rape",
        "torture", "abduction", "kidnapping", "ceasefire violation", "truce violation",
        "beschuss", "artilleriebeschuss", "luftangriff", "gefecht", "gefechte", "bombardement", "combats", "bombardeo",
        "обстрел", "авиаудар", "обстріл", "авіаудар", "бої", "бои", "قصف", "قصف مدفعي", "قصف جوي", "غارة جوية",
        "اشتباك", "اشتباكات", "قنص", "إطلاق نار",
    ),
    "doubtful": (
        "disrupted weapons use", "looting/property destruction", "mob violence", "riots", "violent demonstration",
        "looting", MAYBE_PEACEFUL,
    ),
    "peaceful": (
        "agreement", "arrests", "change to group/activity", "headquarters or base established",
        "non-violent transfer of territory", "protest with intervention", "peaceful protest", "protests",
        "strategic developments", "demonstration", "demonstrations",
        "aid delivery", "airdrop", "arrest", "ceasefire agreement", "demining", "detention", "evacuation",
        "hunger strike", "leaflet", "leaflet drop", "leaflets", "meeting", "mine clearance", "negotiation",
        "negotiations", "prisoner exchange", "prisoner swap", "protest", "talks", "withdrawal",
    ),
    # a mine goes off long after it was laid, and an explosion may be of stores or of clearance
    "unsaid": ("other", "remote explosive/landmine/ied", "explosion", "ied", "landmine", "mine", "mine explosion"),
}  # fmt: skip
_SPACES = re.compile(r"[\s_-]+")
_FORCE = re.compile(
    r"\b(?:abduct|air.?(?:raid|strike)|ambush|ammunition|artiller|assassin|assault|attack|batter|battle|beat|blast|"
    r"blew|blown|bomb|bullet|burn|casualt|chemical|clash|dead\b|death|destroy|detonat|die[ds]?\b|dying|execut|explo|"
    r"breach|fatal|fight|fire[ds]?\b|firing|fought|grenade|gun|hit\b|hostilit|ied\b|incursion|injur|kidnap|kill|"
    r"knife|land.?mine|machete|massacre|mines?\b|missile|mortar|murder|offensive|raid|rape|rifle|rocket|rubber|sexual|"
    r"shell|shoot|shot|slain|sniper|sniping|stab|storm|strike|struck|tank|tear.?gas|tortur|use of force|violat|violen|"
    r"wound|angegriff|angriff|artillerie|beschieß|beschoss|beschuss|erschoss|feuer|gefecht|getötet|schoss|schüss|"
    r"schuss|tote[nr]?\b|verletz|verwund|bless[éu]|combat|frappe|mort|tirs?\b|tiré|tué|ataque|bombarde|dispar|herid|muert|"
    r"tirote|атак|бой|бої|бои|взрыв|вибух|вбит|загин|огонь|огня|обстр|погиб|поран|ранен|стрел|стріл|уби|удар)|"
    r"استهد|اشتباك|انفجار|جرح|شهيد|ضرب|غارة|قتل|قصف|قنص|مقتل|نار|هجوم"
)
_NO_FIRE = re.compile(
    r"\bcease[ -]?fires?\b|\b(?:general|hunger|labou?r) strikes?\b|\bfeuerpausen?\b|прекращени\w* огня|"
    r"وقف إطلاق النار"
)
_OF_PEACE = re.compile(
    r"\b(?:agree|aid\b|airdrop|announce|arrest|ceasefire|cease.fire|truce|clear(?:ed|ing|ance)|deal\b|deliver|demin|"
    r"demonstrat|detain|detention|disarm|evacuat|exchange(?! of (?:fire|gunfire|shell))|general strike|"
    r"hand(?:ing|over)|hunger strike|labou?r strike|leaflet|meeting|negotiat|no\b|none\b|pause|peace|prisoner|protest|"
    r"quiet|release|stopp|swap|talk|visit|withdr|without|kein|ohne|без|немає|нет)"
)


def listed(kind: str) -> bool:
    """Whether a kind is one of the list, whatever its case, spaces and hyphens."""
    return _folded(kind) in _KNOWN


@cache
def act(kind: str) -> Act:
    """What kind of act a word for what happened tells of.

    Only a kind of the list decides, told as a whole. Of words of one's own some are no act of war, whatever stands in
    them (*cease fire*, *market fire*): they are told neither, or may have been done in peace.
    """
    told = _folded(kind)
    return _KNOWN.get(told) or ("doubtful" if _OF_PEACE.search(told) else "unsaid")


def act_told(kind: str, killed: float | None, text: str) -> Act:
    """The same of one incident: where people were killed, or its text tells of force, no kind says that none was used.

    Parameters
    ----------
    killed
        The most people killed that are told.
    """
    found = act(kind)
    if found in ("peaceful", "doubtful") and killed is not None and killed > 0:
        return "unsaid"
    return "doubtful" if found == "peaceful" and tells_of_force(text) else found


def tells_of_force(text: str) -> bool:
    """Whether a text has words of force, denied or not."""
    return bool(_FORCE.search(_NO_FIRE.sub(" ", text.casefold())))


def acts(incidents: Incidents, *which: Act) -> Flags:
    """Which incidents tell of such an act."""
    return np.isin(_acts_of(incidents), which)


def kind_without_text(kind: str, text: str) -> str:
    """The kind of an incident whose text is left out, so that it still tells of the same act."""
    return MAYBE_PEACEFUL if act(kind) == "peaceful" and tells_of_force(text) else kind


def kinds_without_text(incidents: Incidents) -> Words:
    """The same of many."""
    names = incidents.kind.names
    kinds = (names[code] for code in incidents.kind.codes.tolist())
    return Words.of(map(kind_without_text, kinds, incidents.text.tolist()))


def _acts_of(incidents: Incidents) -> NDArray[np.str_]:
    kinds = incidents.kind
    found = np.array([act(name) for name in kinds.names], dtype="U8")[kinds.codes]
    killed = np.nan_to_num(np.fmax(incidents.deaths, incidents.deaths_high))
    for i in np.flatnonzero((found == "peaceful") | ((found == "doubtful") & (killed > 0))).tolist():
        found[i] = act_told(kinds[i], float(killed[i]), incidents.text[i])
    return np.asarray(found)


def _folded(kind: str) -> str:
    return _SPACES.sub(" ", kind.casefold()).strip()


_KNOWN: dict[str, Act] = {_folded(kind): found for found, kinds in _LISTED.items() for kind in kinds}
