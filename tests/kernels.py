"""Every kernel compiled before the first test, so that no test waits for one and no two compile the same."""

from __future__ import annotations

import sys


def compile_all() -> None:
    """Run each kernel once, on next to nothing; what it compiles is kept for those that follow."""
    import numpy as np

    from geleit.convoy.drivetimes import Points, roads
    from geleit.flow.between_layers import compile_between
    from geleit.flow.departures import departures
    from geleit.flow.fold import compile_fold
    from geleit.flow.late_departures import as_late_as_possible
    from geleit.flow.queues import queues
    from geleit.flow.replay import compile_replay
    from geleit.flow.schedule import best_schedule
    from tests.drawn import grid_of
    from tests.verification.cities import random_city

    compile_between()
    compile_fold()
    compile_replay()
    city = random_city(0)
    plan = best_schedule(city)[0]
    as_late_as_possible(plan)
    queues(plan, np.arange(city.nodes), city.nodes)
    departures(plan, np.zeros(len(city.low), dtype=np.int64))
    grid, of_edges = grid_of(2, 2), np.ones(4)
    roads(
        grid,
        Points(("a",), (), ("b",), np.array([0, 3]), np.zeros(2)),
        of_edges,
        np.zeros(0, dtype=np.int64),
        of_edges,
        1.0,
    )


def compiled_here() -> list[str]:
    """Names of the kernels that were compiled in this process instead of taken from where they are kept."""
    return [
        f"{name}.{kernel}"
        for name, module in sorted(sys.modules.items())
        if name.startswith("geleit.")
        for kernel, value in vars(module).items()
        if type(value).__name__ == "CPUDispatcher" and value.stats.cache_misses
    ]


if __name__ == "__main__":
    compile_all()
