"""News agencies: as speakers, and as carriers of what others said."""

from __future__ import annotations

import re

_NAMES = (
    "dpa|Reuters|AFP|APA|Associated Press|Agence France-Presse|ITAR-TASS|TASS|Interfax|RIA(?: Nowosti| Novosti)?|"
    "Sputnik|SANA|Sana|Xinhua|Anadolu|ANSA|Kyodo|IRNA|ISNA|KNA|epd|dapd|ddp|Yonhap|Ukrinform|AP"
)
_NAMED = re.compile(rf"\b(?:{_NAMES})\b")
_GENERIC = re.compile(r"\b(?:Nachrichtenagentur|Presseagentur|[Nn]ews agency)(?: [„“\"]?([A-ZÄÖÜ][\w-]+))?")
_TOWN = re.compile(r"\b(?:in|nach|aus|bei|von|um|nahe|to|from|near|of|around)\s\Z", re.IGNORECASE)


def agency_in(text: str, start: int = 0, end: int | None = None) -> str:
    """The first news agency between two places of a text, or empty; *in Sana* is the town."""
    end = len(text) if end is None else end
    for match in _NAMED.finditer(text, start, end):
        if match[0] != "Sana" or not _TOWN.search(text[max(0, match.start() - 8) : match.start()]):
            return match[0]
    generic = _GENERIC.search(text, start, end)
    return (generic[1] or generic[0]) if generic else ""


def carrier(text: str, sentence: tuple[int, int], statement: tuple[int, int], speaker: str) -> str:
    """Who carries a statement: an agency named in its sentence beside it, unless that is the speaker."""
    before = agency_in(text, sentence[0], max(sentence[0], statement[0]))
    after = agency_in(text, min(sentence[1], statement[1]), sentence[1])
    outlet = before or after
    return "" if outlet and outlet in speaker else outlet
