"""What holds for every test: how long an example takes is measured in benchmarks, not here."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("geleit", deadline=None)
settings.load_profile("geleit")
