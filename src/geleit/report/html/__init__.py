"""Pages that open anywhere, without a network: the report, its parts, charts and maps."""
