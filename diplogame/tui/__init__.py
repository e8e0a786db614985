"""The game in a full-screen terminal: screens made of widgets, on top of the session."""
