"""Captured sources of a case: the originals unaltered, and a log of who captured what, when."""
