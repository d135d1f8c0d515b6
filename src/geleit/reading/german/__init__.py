"""German: its rules, and the grammar that they rest on."""
