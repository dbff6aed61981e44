"""A guided session as a page: where it stands, what it shows, what it was."""
