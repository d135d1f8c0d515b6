"""News agencies and other carriers of statements."""

from __future__ import annotations

import re

_AGENCY = re.compile(
    r"\b(dpa|Reuters|AFP|APA|AP|Associated Press|Agence France-Presse|TASS|ITAR-TASS|Interfax|RIA(?: Nowosti| Novosti)?|"
    r"Sputnik|SANA|Sana|Xinhua|Anadolu|ANSA|EFE|Kyodo|IRNA|Fars|ISNA|KNA|epd|UPI|Bloomberg|dapd|ddp|SDA|PTI|Yonhap|WAM|"
    r"Petra|MENA|SPA|Ukrinform|Belta|Tanjug|Nachrichtenagentur\w*|Presseagentur|news agency)\b"
)
_SANA_PLACE = re.compile(r"\b(?:in|nach|aus|bei|von|um|to|from|near|of|around)\s+Sana\b")


def agency_in(words: str) -> str:
    """The news agency named in words, or empty; *in Sana* is the town."""
    found = _AGENCY.search(words)
    if found is None or (found[0] == "Sana" and _SANA_PLACE.search(words)):
        return ""
    return found[0]
