"""Frozen values that the rest of Geleit passes around; nothing here but invariants."""
