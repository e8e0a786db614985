"""Minds of the delegations (R20): a pure function of what one delegation sees to its next command.

Guarantees: :func:`diplogame.ai.mind.decide` reads a seat's view and keyed dice and nothing else; it keeps
no memory of its own, so the same view and dice always give the same command; every command it gives is
legal. Difficulty changes how a mind judges (patience, bluffing, reading of others), never rules or dice.
"""

from diplogame.ai.chance import Dice

__all__ = ["Dice"]
