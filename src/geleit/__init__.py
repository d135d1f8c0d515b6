"""Geleit: who could have left, by when? Certified answers about humanitarian corridors."""

__version__ = "0.1.0"
