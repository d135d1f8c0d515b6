"""Answers and findings for a terminal, and as Markdown."""
