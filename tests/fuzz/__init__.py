"""A fuzzer of our own: files of every kind, broken in every way, and what Geleit makes of each of them.

``python -m tests.fuzz --runs 100000 --seed 1`` from the root of the project; docs/reliability.md says more.
"""
