"""Where the cookies' contents are kept: Django's own way, plus whose they are."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from backspasm.accounts.models import Session


class SessionStore(DatabaseStore):
    """Writes the signed-in user beside the contents, as a real reference."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to save."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101
        row.user_id = None
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
        return row
