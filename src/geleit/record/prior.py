"""What a class of rows lets one expect of an event that is not among them: a lognormal with a spread between events.

On the logarithm of the rate, ``y_ij = mu + u_i + e_ij`` with ``u_i ~ N(0, tau^2)`` between events and ``e_ij ~ N(0,
sigma^2 + w_ij^2)`` within, where ``w_ij`` is the width of the row's own interval over the square root of 12. Ends below
one count as one. Fitted by maximum likelihood; a new event is drawn from ``N(mu, tau^2 + sigma^2 + tau^2 / J)`` with
Student's t of ``J - 1`` degrees, ``J`` events (Gelman and Hill, Data Analysis Using Regression and
Multilevel/Hierarchical Models, 2007, chapter 12, for the model).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geleit.model.arrays import Floats
from geleit.model.precedent import Precedent
from geleit.record.reach import RateOf, an_hour

LEAST = 1.0
"""Persons an hour or a day that count for fewer, so that nobody has a logarithm."""
LEAST_EVENTS = 3
"""Events below which a spread between them cannot be told."""


class _Event(NamedTuple):
    """Logarithms of the rates of an event's rows, and the variance of each from its own interval."""

    logs: Floats
    own: Floats


@dataclass(frozen=True)
class Prior:
    """What to expect of a new event.

    Parameters
    ----------
    mu
        Mean logarithm of the rate.
    tau, sigma
        Spread between events, and within them.
    events
        How many it was fitted to.
    """

    mu: float
    tau: float
    sigma: float
    events: int

    def at(self, share: float) -> float:
        """The rate below which a row of a new event lies with a probability of ``share``."""
        return math.exp(self.mu + self._off(share, self.sigma**2))

    def log_of_mean(self, share: float, own: Floats) -> float:
        """The same of the mean logarithm of several rows of a new event.

        Parameters
        ----------
        own
            Variance of each row from its own interval.
        """
        return self.mu + self._off(share, float((self.sigma**2 + own).sum()) / len(own) ** 2)

    def _off(self, share: float, within: float) -> float:
        """How far from the middle, as a logarithm."""
        from scipy.special import stdtrit

        return math.sqrt(self.tau**2 * (1 + 1 / self.events) + within) * float(stdtrit(self.events - 1, share))


class Coverage(NamedTuple):
    """How many events lie within the interval that is fitted without them.

    Parameters
    ----------
    inside
        By the mean logarithm of their rates.
    of
        Events.
    outside
        The events that do not.
    """

    inside: int
    of: int
    outside: tuple[str, ...]


def fit(rows: Iterable[Precedent], rate_of: RateOf = an_hour) -> Prior | None:
    """Fit rows; ``None`` where too few events have a figure."""
    return _fit(_events(rows, rate_of))


def coverage(rows: Iterable[Precedent], share: float, rate_of: RateOf = an_hour) -> Coverage:
    """Leave one event out, fit the others, and see whether its mean lies in the middle ``share`` of such means.

    The mean of several rows spreads less than one row: as much between events, and within by their number.
    """
    events = _events(rows, rate_of)
    outside = []
    for name, event in events.items():
        prior = _fit({other: found for other, found in events.items() if other != name})
        if prior is None:
            continue
        low, high = (prior.log_of_mean((1 + sign * share) / 2, event.own) for sign in (-1, 1))
        if not low <= float(event.logs.mean()) <= high:
            outside.append(name)
    return Coverage(len(events) - len(outside), len(events), tuple(outside))


def _events(rows: Iterable[Precedent], rate_of: RateOf) -> dict[str, _Event]:
    found: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        if (rate := rate_of(row)) is not None:
            low, high = math.log(max(rate.low, LEAST)), math.log(max(rate.high, LEAST))
            found.setdefault(row.event, []).append(((low + high) / 2, (high - low) ** 2 / 12))
    return {name: _Event(*np.array(pairs, dtype=np.float64).T) for name, pairs in found.items()}


def _fit(events: Mapping[str, _Event]) -> Prior | None:
    if len(events) < LEAST_EVENTS:
        return None
    from scipy.optimize import minimize

    means = np.array([event.logs.mean() for event in events.values()])
    start = (float(means.mean()), math.log(max(float(means.std()), 0.1)), 0.0)
    best = minimize(
        _unlikely,
        start,
        args=(tuple(events.values()),),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-8, "maxiter": 5000},
    )
    mu, log_tau, log_sigma = map(float, best.x)
    return Prior(mu, math.exp(log_tau), math.exp(log_sigma), len(events))


def _unlikely(at: Floats, events: tuple[_Event, ...]) -> float:
    """Minus the logarithm of the likelihood, but for a constant; each event's covariance is a diagonal plus tau^2."""
    mu, tau2, sigma2 = float(at[0]), math.exp(2 * float(at[1])), math.exp(2 * float(at[2]))
    total = 0.0
    for event in events:
        variance = sigma2 + event.own
        weight, off = 1 / variance, event.logs - mu
        shared = tau2 * float(weight.sum())
        total += float(np.log(variance).sum()) + math.log1p(shared)
        total += float((off**2 * weight).sum()) - tau2 * float((off * weight).sum()) ** 2 / (1 + shared)
    return total / 2
