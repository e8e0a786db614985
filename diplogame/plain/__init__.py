"""Plain mode: the whole game as lines of text, for pipes, screen readers and slow terminals.

Guarantees: no cursor movement, no colour; every order of the game can be given; end of input saves the
game and says how to go on.
"""
