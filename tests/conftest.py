"""What holds for every test: how long anything takes is measured in benchmarks, not here."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("geleit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("geleit")
