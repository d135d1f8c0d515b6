"""What an import of streets met as a JSON object, for whatever rests on them."""

from __future__ import annotations

from typing import Any

from geleit.model.public import View
from geleit.model.stamp import PUBLIC


def streets_json(view: View) -> dict[str, Any]:
    """The streets of a case: how much there is, and what may be wrong with them; of a public one no word of others."""
    found = view.case.network.report
    looked = found.near_misses is not None
    return {
        "walk_km": found.walk_km,
        "drive_km": found.drive_km,
        "in_a_bound_alone_km": found.perhaps_km,
        "parts": found.components,
        "parts_km": list(found.parts),
        "largest_share": found.largest_share,
        "missing_nodes": found.missing_nodes,
        "ends": found.ends if looked else None,
        "near_misses": found.near_misses,
        "unknown": {} if view.publication == PUBLIC else dict(found.unknown),
        "unknown_km": found.unknown_km if looked else None,
        "twice": found.twice if looked else None,
        "over_another": found.over_another if looked else None,
        "left_out_of_plans": found.left_out if looked else None,
        "not_streets": found.not_streets if looked else None,
        "turn_restrictions": found.turns,
        "turn_restrictions_not_read": found.turns_not_read,
        "not_lines": found.not_lines,
        "grave": list(found.grave),
    }
