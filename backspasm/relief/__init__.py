"""Help for this minute: home, floor mode, the guided session, and all that works offline."""
