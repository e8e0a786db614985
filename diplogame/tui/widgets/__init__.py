"""The widget kit: everything the game's screens are made of.

Guarantees: widgets take plain data (frozen dataclasses of their own) and know nothing of the rules;
text that came from outside is shown as `Content` without markup, with control, direction and
invisible characters taken out; nothing blinks, nothing animates, nothing is told by colour alone.
"""
