"""Certificates and plans as Geleit wrote them in formats 1 and 2."""

from __future__ import annotations

import json
from typing import Any

from geleit.model.certificate import Certificate, Rung
from geleit.model.earlier_proof import fingerprint
from geleit.model.plan import Plan, Stream
from geleit.model.proof_parts import UNITS


def written_before(proof: Certificate | Plan, number: int) -> dict[str, Any]:
    """A document of format 1 or 2, sealed; what it cannot say is left out."""
    instance = proof.instance
    document: dict[str, Any] = {
        "format": f"geleit-{'plan' if isinstance(proof, Plan) else 'certificate'}/{number}",
        "case": proof.case,
        "origin": proof.origin,
        "units": UNITS,
        "instance": {
            "nodes": instance.nodes,
            "horizon": instance.horizon,
            "arcs": {x: list(getattr(instance, x)) for x in ("tail", "head", "transit", "rate", "profile")},
            "profiles": [[list(ends) for ends in profile] for profile in instance.profiles],
            "gates": [{"name": x.name, "node": x.node, "rate": x.rate, "profile": x.profile} for x in instance.gates],
            "people": {x: list(getattr(instance, x)) for x in ("low", "high", "group", "start", "after")},
        },
    }
    straight = number > 1 and instance.beelines is not None
    if straight:
        document["instance"]["beelines"] = {x: list(getattr(instance.beelines, x)) for x in ("after", "low", "high")}
    if isinstance(proof, Plan):
        document |= {"people_out": proof.people_out, "on_arcs": _table(proof.on_arcs)}
        document["through_exits"] = _table(proof.through_exits)
    else:
        document["bounds"] = {x: _rung(rung) for x, rung in proof.rungs.items() if straight or x != "beeline"}
    return sealed_before(document | ({"version": proof.version} if number > 1 else {}))


def sealed_before(document: dict[str, Any]) -> dict[str, Any]:
    """A document of format 1 or 2 with the hashes that its content has."""
    document["instance_sha256"] = fingerprint(document["instance"])
    document["seal"] = fingerprint({key: value for key, value in document.items() if key != "seal"})
    return json.loads(json.dumps(document))


def _table(streams: tuple[Stream, ...]) -> dict[str, list[int]]:
    return {name: [getattr(stream, name) for stream in streams] for name in ("at", "start", "end", "rate")}


def _rung(rung: Rung) -> dict[str, Any]:
    def stored(labels: Any) -> Any:
        return labels if isinstance(labels, int) else list(labels)

    fewest = None if rung.labels_fewest == rung.labels else stored(rung.labels_fewest)
    return {"labels": stored(rung.labels), "at_most": rung.at_most, "labels_fewest": fewest,
            "could_not_leave": rung.could_not_leave}  # fmt: skip
