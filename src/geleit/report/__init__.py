"""Findings and answers written down: as pages, text, Markdown and JSON."""
