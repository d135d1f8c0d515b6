"""Incidents as others publish them: the format is recognised by its header, bad rows are listed and kept out."""
