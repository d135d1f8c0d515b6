"""How often something happened in one time against another, with intervals (docs/method/ceasefire.md)."""

from __future__ import annotations

import math
import warnings

import numpy as np
from numpy.typing import NDArray

from geleit.errors import MissingExtraError
from geleit.model.arrays import Floats
from geleit.model.figures import LEVEL
from geleit.model.pause_finding import Ratio

FEWEST_UNITS = 4
"""Days, or windows, that it takes to judge their spread."""
MOST_DEPENDENCE = 0.9


def compare(during: Floats, hours_during: Floats, before: Floats, hours_before: Floats, *, exact: bool = True) -> Ratio:
    """The ratio of two rates from counts per unit of time, such as a day.

    Parameters
    ----------
    during, before
        Counts of each unit, in the order of time.
    hours_during, hours_before
        Hours watched in each unit, same shapes; units with none are left out.
    exact
        Whether single counts may be taken as independent; not so for deaths, of which one incident has many.
    """
    on, off = hours_during > 0, hours_before > 0
    counts = np.concatenate([before[off], during[on]])
    hours = np.concatenate([hours_before[off], hours_during[on]])
    inside = np.concatenate([np.zeros(off.sum(), dtype=bool), np.ones(on.sum(), dtype=bool)])
    one, other = round(float(counts[inside].sum())), round(float(counts[~inside].sum()))
    time, other_time = float(hours[inside].sum()), float(hours[~inside].sum())
    if not time or not other_time or one + other == 0:
        return Ratio(one, other, time, other_time, None, None, None, None, None, None)
    ratio = one / time / (other / other_time) if other else math.inf
    low, high = _conditional(one, other, time, other_time) if exact else (None, None)
    wide = _wide(counts, hours, inside) if one and other and len(counts) >= FEWEST_UNITS else None
    wide_low, wide_high, spread = wide or (None, None, None)
    return Ratio(one, other, time, other_time, ratio, low, high, wide_low, wide_high, spread)


def _conditional(one: int, other: int, time: float, other_time: float) -> tuple[float, float]:
    """Given the sum of both, incidents during are binomial: Clopper and Pearson's interval of their share.

    A share p of the sum corresponds to the ratio of rates p / (1 - p) * other_time / time (Przyborowski and Wilenski,
    Biometrika 31, 1940).
    """
    from scipy.stats import binomtest

    share = binomtest(one, one + other).proportion_ci(LEVEL, method="exact")
    low, high = (p / (1 - p) * other_time / time if p < 1 else math.inf for p in (share.low, share.high))
    return float(low), float(high)


def _wide(counts: Floats, hours: Floats, inside: NDArray[np.bool_]) -> tuple[float, float, float] | None:
    """A negative binomial regression, dispersion by moments, Student's t, for days that depend on the day before.

    The standard error grows by the root of (1 + r) / (1 - r), where r is the correlation of the residuals of one unit
    with the next, as for the mean of a series that depends on its last value.
    """
    from scipy.optimize import brentq
    from scipy.stats import t

    try:
        from statsmodels.genmod import families
        from statsmodels.genmod.generalized_linear_model import GLM
        from statsmodels.tools.sm_exceptions import PerfectSeparationWarning
        from statsmodels.tsa.stattools import acf
    except ImportError:
        raise MissingExtraError("judging how much daily counts vary", "incidents") from None

    rate = np.where(inside, *(counts[side].sum() / hours[side].sum() for side in (inside, ~inside)))
    mean, free = rate * hours, len(counts) - 2

    def excess(alpha: float) -> float:
        return float(((counts - mean) ** 2 / (mean + alpha * mean**2)).sum()) - free

    spread = (excess(0.0) + free) / free
    alpha = brentq(excess, 0.0, 1e6) if excess(0.0) > 0 and excess(1e6) < 0 else 0.0
    family = families.NegativeBinomial(alpha=alpha) if alpha > 1e-8 else families.Poisson()
    design = np.column_stack([np.ones(len(counts)), inside])
    with warnings.catch_warnings():
        # days that are all alike are predicted perfectly, and their ratio is as well known as ever
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = GLM(counts, design, family=family, exposure=hours).fit(scale=1.0)
    residuals = (counts - mean) / np.sqrt(mean + alpha * mean**2)
    likeness = float(acf(residuals, nlags=1, fft=False)[1]) if np.ptp(residuals) > 0 else 0.0
    likeness = min(max(likeness, 0.0), MOST_DEPENDENCE)
    error = float(fit.bse[1]) * math.sqrt((1 + likeness) / (1 - likeness)) * float(t.ppf((1 + LEVEL) / 2, free))
    middle = float(fit.params[1])
    if not math.isfinite(middle) or not math.isfinite(error) or abs(middle) + error > 700:
        return None
    return math.exp(middle - error), math.exp(middle + error), spread
