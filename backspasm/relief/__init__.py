"""Help for this minute: home, and later the floor and the sessions."""
