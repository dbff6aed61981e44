"""The database backend that DATABASE_URL names for SQLite; see `environment.read_database`."""

from typing import Any

from django.db.backends.sqlite3 import base

from backspasm.web import timeouts


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens a connection with the time that the request at hand has for a lock."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError in time: opening one already needs a lock."""
        seconds = timeouts.left()
        limit = {} if seconds is None else {"timeout": seconds}
        return super().get_new_connection(conn_params | limit)
