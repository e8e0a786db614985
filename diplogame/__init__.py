"""diplogame: a negotiation role-play game for the terminal."""

__version__ = "0.1.0"
