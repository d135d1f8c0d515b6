"""A case folder: its settings and tables, read whole, with errors that name file, row and field."""
