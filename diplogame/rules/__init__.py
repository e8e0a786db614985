"""The rules of play: what may happen at a conference, and what then happens (R1-R20).

Guarantees of every module in this package: pure functions over frozen values, the standard library
only, integers only (never floats), the same result on every machine and under every hash seed.
Each chapter of the rules is one module; import the chapter you need, nothing is re-exported here,
so that importing one chapter never pays for the others.
"""

RULES_VERSION = 1
"""Raised whenever the same commands would lead to other events; saves say which they were played by."""
