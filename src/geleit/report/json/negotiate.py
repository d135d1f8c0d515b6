"""What could be asked for, and which unknown decides, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.concession import Concession, Negotiation, Out
from geleit.model.public import View
from geleit.report.stamps import stamp_json
from geleit.report.text.decides import whom
from geleit.report.text.negotiate import ASKED, WHY, what_text


def negotiation_json(view: View, found: Negotiation, page: Path) -> dict[str, Any]:
    """What each concession gains, ranked.

    Parameters
    ----------
    page
        Where the page was written.
    """
    return {
        **stamp_json(view),
        "case": found.case,
        "deadline": found.deadline.isoformat(),
        "before": _out(found.before),
        "everyone": _out(found.all_out),
        "concessions": [_concession(one) for one in found.concessions],
        "not_asked": [{"what": str(ASKED[what]), "id": what, "why": str(WHY[why])} for what, why in found.not_asked],
        "page": str(page),
    }


def _concession(one: Concession) -> dict[str, Any]:
    gain = one.gain
    return {
        "what": str(what_text(one)),
        "id": one.what,
        "gain_cautious": gain.cautious,
        "gain_likely": gain.likely,
        "gain_at_most": gain.at_most,
        "out": _out(one.out),
        "precedent": [asdict(row) for row in one.precedents],
        "lon": one.lon,
        "lat": one.lat,
    }


def _out(out: Out) -> dict[str, int]:
    return {"at_least": out.cautious, "likely": out.likely, "at_most": out.at_most}


def decides_json(case: Case, answer: Proved) -> list[dict[str, Any]]:
    """How far each input alone moves the answers, in people, the one that moves one farthest first."""
    return [
        {
            "input": one.input,
            "moves": one.people,
            "moves_at_most": one.at_most,
            "moves_likely": one.likely,
            "ask": str(whom(case, one.input)),
        }
        for one in answer.decides
    ]
