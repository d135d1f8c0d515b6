"""What no round brings yet, for trucks that have time left when they have made their rounds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from geleit.convoy.rounds import FOREVER, Drops, Entry, Kind
from geleit.model.arrays import Ints


class RemainingNeed:
    """What is still open, in kg by the index of a district.

    Parameters
    ----------
    whole
        What each district needs in all, where those with the least share of it come first; ``None`` where a kg is worth
        the same everywhere.
    """

    def __init__(self, entry: Entry, open_kg: Mapping[int, int], whole: Mapping[int, int] | None = None) -> None:
        self.entry, self.districts = entry, list(open_kg)
        self._whole = None if whole is None else np.array([whole[i] for i in open_kg], dtype=np.float64)
        self._at = {district: d for d, district in enumerate(self.districts)}
        self._kg = np.array(list(open_kg.values()), dtype=np.int64)
        self._known: dict[str, tuple[Ints, Ints]] = {}

    def add(self, drops: Drops, sign: int = 1) -> None:
        """These are open again; with a sign of -1, no longer."""
        for district, kg in drops:
            self._kg[self._at[district]] += sign * kg

    def most(self, kind: Kind, enter: Mapping[int, int], stock: int | None) -> Drops:
        """The load that is worth most of those with which a truck is out in time; empty where there is none.

        Parameters
        ----------
        enter
            When it could come in by each gate.
        stock
            What its depot holds; ``None`` for as much as is needed.
        """
        gate, inside = self._ways(kind)
        spare = np.full(len(gate), -1, dtype=np.int64)
        for g, at in enter.items():
            here = gate == g
            spare[here] = self.entry.openings[g].end - at - inside[here]
        kg = np.minimum(self._kg, kind.kg if stock is None else min(kind.kg, stock))
        if kind.unloading:
            kg = np.minimum(kg, spare * kind.kg // kind.unloading)
        kg = np.where(spare < 0, 0, np.maximum(kg, 0))
        worth = kg.astype(np.float64)
        if self._whole is not None:  # as a plan is weighed: the root of each share, by need
            has = self._whole - self._kg
            worth = np.sqrt(self._whole * (has + kg)) - np.sqrt(self._whole * has)
        d = int(np.lexsort((inside, worth))[-1])  # of two the farther: the near are left to those with less time
        return [(self.districts[d], int(kg[d]))] if kg[d] > 0 else []

    def _ways(self, kind: Kind) -> tuple[Ints, Ints]:
        """Gate to each district, and seconds from it and back."""
        if kind.id not in self._known:
            gates = [self.entry.gate_of(kind, i) for i in self.districts]
            inside = [kind.drive(g, i) + kind.drive(i, g) for g, i in zip(gates, self.districts, strict=True)]
            self._known[kind.id] = np.array(gates, dtype=np.int64), np.minimum(np.array(inside, np.int64), FOREVER)
        return self._known[kind.id]
