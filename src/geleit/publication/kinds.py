"""Words for what happened that tell of nobody: those of Geleit and of the publishers it knows."""

from __future__ import annotations

_OWN = (
    "shelling", "artillery", "mortar", "rocket", "missile", "air strike", "airstrike", "barrel bomb", "drone strike",
    "sniper fire", "gunfire", "shooting", "clash", "clashes", "fighting", "attack", "bombing", "explosion", "mine",
    "landmine", "arrest", "abduction", "looting",
)  # fmt: skip
_UCDP = ("state-based conflict", "non-state conflict", "one-sided violence")
_HAPI = ("civilian_targeting", "demonstration", "political_violence")
_ACLED = (
    "battles", "explosions/remote violence", "violence against civilians", "protests", "riots",
    "strategic developments", "armed clash", "government regains territory", "non-state actor overtakes territory",
    "chemical weapon", "air/drone strike", "suicide bomb", "shelling/artillery/missile attack",
    "remote explosive/landmine/ied", "grenade", "sexual violence", "abduction/forced disappearance",
    "excessive force against protesters", "protest with intervention", "peaceful protest", "violent demonstration",
    "mob violence", "agreement", "arrests", "change to group/activity", "disrupted weapons use",
    "headquarters or base established", "looting/property destruction", "non-violent transfer of territory", "other",
)  # fmt: skip
KNOWN_KINDS = frozenset({*_OWN, *_UCDP, *_HAPI, *_ACLED})
"""In small letters."""
