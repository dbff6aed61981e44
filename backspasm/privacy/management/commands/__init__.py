"""Commands that need the top layer."""
