"""Home, floor mode, the player."""
