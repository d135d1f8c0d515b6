"""Answers and findings for machines."""
