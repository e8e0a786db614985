"""The game's screens, one module each; `diplogame.tui.route` knows them by name."""
