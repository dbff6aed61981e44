"""The database backend that DATABASE_URL names for PostgreSQL; see `environment.read_database`."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from backspasm.web import timeouts


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits for a connection of the pool, and for a statement, as long as its request may."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection of the pool that knows its limit. Raises OperationalError in time."""
        pool = self.pool
        if pool is None:
            return super().get_new_connection(conn_params)
        pool.open()
        self.isolation_level = IsolationLevel.READ_COMMITTED
        seconds = timeouts.left()
        connection = pool.getconn(timeout=seconds)
        try:
            _limit_statements(connection, seconds)
        except BaseException:
            pool.putconn(connection)
            raise
        return connection


def _limit_statements(connection: Any, seconds: float | None) -> None:
    """Let the server end what takes too long: it would go on after we have hung up.

    Most requests have the same limit as the one before: nothing is sent then.
    """
    milliseconds = round((seconds or 0) * 1000)
    if getattr(connection, "statement_limit", None) != milliseconds:
        connection.execute(f"SET statement_timeout = {milliseconds}")
        connection.statement_limit = milliseconds
