"""What trucks can bring in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from geleit.model.figures import AVOID_RISK, CONVOY_BUDGET_S

if TYPE_CHECKING:
    from geleit.model.case import Case
    from geleit.model.convoy import ConvoyBound, ConvoyPlan
    from geleit.model.public import PublicCase


def plan_convoys(
    case: Case,
    *,
    days: float | None = None,
    even: bool = False,
    avoid_risk: float = AVOID_RISK,
    seconds: float = CONVOY_BUDGET_S,
    iterations: int | None = None,
    seed: int = 1,
    tell: Callable[[str, float], bool] = lambda _job, _share: False,
) -> ConvoyPlan:
    """Plan convoys; see :func:`geleit.convoy.plan.plan_convoys`.

    Parameters
    ----------
    days
        Days of need to bring; by default from the first window to the deadline.
    even
        Whether every district gets its share before any gets more.
    avoid_risk
        When ways are chosen, a minute at risk counts as so many more.
    seconds, iterations
        Look for better rounds no longer than this; or for so many steps of the search in each window.
    tell
        Is told what is being done and the share of it that is done, and answers whether to stop.
    """
    from geleit.convoy import plan
    from geleit.convoy.routing import Effort as Search

    return plan.plan_convoys(case, plan.Choices(days, even, avoid_risk, Search(seconds, iterations, seed)), tell)


def problems_with_plan(plan: ConvoyPlan, case: Case) -> tuple[str, ...]:
    """What shows that a plan is not of a case as it stands; see :func:`geleit.convoy.belonging.belongs`."""
    from geleit.convoy.belonging import belongs

    return belongs(plan, case)


def bound_convoys(public: PublicCase, days: float | None = None) -> ConvoyBound:
    """What no plan can exceed, without any plan; see :func:`geleit.convoy.public_bound.bound_in_public`."""
    from geleit.convoy.public_bound import bound_in_public

    return bound_in_public(public, days)
