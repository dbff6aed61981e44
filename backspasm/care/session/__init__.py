"""A guided session: its steps, and where it stands."""
