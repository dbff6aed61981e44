"""Django's own SQLite, with an end to every wait."""
