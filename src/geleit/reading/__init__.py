"""Statements in a text: quotation marks only, until the reader lands."""

from __future__ import annotations

import re
from datetime import date

from geleit.model.reading import Language, Proposal, Reading, Speaker

_QUOTED = re.compile('„([^“”„\n]+)[“”]|“([^“”\n]+)”|»([^»«\n]+)«|"([^"\n]+)"')


def read_statements(text: str, published: date | None = None, language: Language | None = None) -> Reading:  # noqa: ARG001
    """What stands between quotation marks."""
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        nobody = Speaker("", "", "unknown", "implicit")
        found.append(
            Proposal(
                start, end, text[start:end], nobody, "", "direct", "none", "", (), (), (), (), "quotation-marks", 0.5
            )
        )
    return Reading(language or "de", tuple(found), ())
