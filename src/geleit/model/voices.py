"""How names are compared: who speaks, without the outlet that carries it, whatever the spelling."""

from __future__ import annotations

import re
import unicodedata

_JOINT = re.compile(r"[,;/&+]|\band\b", re.IGNORECASE)
_CARRIER = re.compile(
    r"\([^()]*\)|\b(?:via|according to|(?:as )?(?:reported|quoted|carried|printed) by)\b.*", re.IGNORECASE | re.DOTALL
)


def speakers_in(claimant: str) -> frozenset[str]:
    """Those who say something together, in plain form."""
    return frozenset(plain(part) for part in _JOINT.split(without_carrier(claimant))) - {""}


def without_carrier(claimant: str) -> str:
    """A claimant without the outlet that carried it."""
    return _CARRIER.sub(" ", claimant).strip()


def plain(text: str) -> str:
    """Letters and digits of a name in lower case, without a leading article."""
    found = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return found.removeprefix("the ")
