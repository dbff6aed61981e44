"""Django's own PostgreSQL, with an end to every wait."""
