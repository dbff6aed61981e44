"""Help for this minute as a Django app."""

from django.apps import AppConfig


class ReliefConfig(AppConfig):
    """Home, floor mode and sessions."""

    name = "backspasm.relief"

    def ready(self) -> None:
        """Tell the plan what was felt in sessions that the diary does not have yet."""
        from backspasm.assessments.experience import SESSIONS  # noqa: PLC0415 - models first
        from backspasm.relief.player.state import felt_in_sessions  # noqa: PLC0415

        SESSIONS.append(felt_in_sessions)
