"""People moving through streets over time: the bound, the plan, and what binds."""
