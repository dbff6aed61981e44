"""Template tags of the shared edge."""
