"""The record: what crossings have ever passed, and what announcements asked for.

Counts of the past, never a bound: an event is one outflow of one place and time, and everything here weighs events, not
rows. Rows are values (:mod:`geleit.model.precedent`); nothing here reads a file.
"""
