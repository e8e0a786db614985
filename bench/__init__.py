"""Measurements: how fast the rules, the packs and the screens are, beside a minimal Textual app.

`python -m bench` prints a table and writes `bench-results.json`. Figures are compared within one run
only; nothing here is a test, since wall-clock times fail on a busy machine for no fault of the code.
"""
