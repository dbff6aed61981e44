"""People: users, owners of rows, where they are."""
