"""What changes the diary. Each action is one transaction and returns what it changed."""

from backspasm.episodes.actions.base import ClashError
from backspasm.episodes.actions.episodes import (
    delete_episode,
    edit_episode,
    empty_bin,
    end_episode,
    log_episode,
    log_episode_with_side_effects,
    reopen_episode,
    restore_episode,
)
from backspasm.episodes.actions.medicines import (
    add_medicine,
    delete_dose,
    delete_medicine,
    edit_medicine,
    log_dose,
    restore_dose,
    restore_medicine,
)
from backspasm.episodes.actions.moving import move_diary
from backspasm.episodes.actions.readings import (
    delete_reading,
    edit_reading,
    edit_reading_with_side_effects,
    log_reading,
    log_reading_with_side_effects,
    restore_reading,
)
from backspasm.episodes.actions.sessions import (
    ReadingEntry,
    UseEntry,
    record_session,
)
from backspasm.episodes.actions.uses import (
    delete_use,
    edit_use,
    log_use,
    restore_use,
)

__all__ = [
    "ClashError",
    "ReadingEntry",
    "UseEntry",
    "add_medicine",
    "delete_dose",
    "delete_episode",
    "delete_medicine",
    "delete_reading",
    "delete_use",
    "edit_episode",
    "edit_medicine",
    "edit_reading",
    "edit_reading_with_side_effects",
    "edit_use",
    "empty_bin",
    "end_episode",
    "log_dose",
    "log_episode",
    "log_episode_with_side_effects",
    "log_reading",
    "log_reading_with_side_effects",
    "log_use",
    "move_diary",
    "record_session",
    "reopen_episode",
    "restore_dose",
    "restore_episode",
    "restore_medicine",
    "restore_reading",
    "restore_use",
]
