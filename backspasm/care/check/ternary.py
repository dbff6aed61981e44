"""Yes, no, not known yet: how three values are joined. ``None`` is what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Known = bool | None


def opposite(state: Known) -> Known:
    """Three-valued "not"."""
    if state is None:
        return None
    return not state


def all_known(states: Iterable[Known]) -> Known:
    """Three-valued "and"."""
    result: Known = True
    for state in states:
        if state is False:
            return False
        if state is None:
            result = None
    return result


def any_known(states: Iterable[Known]) -> Known:
    """Three-valued "or"."""
    result: Known = False
    for state in states:
        if state is True:
            return True
        if state is None:
            result = None
    return result


def at_least_known(count: int, states: Iterable[Known]) -> Known:
    """Three-valued "at least ``count`` of these"."""
    seen = list(states)
    sure = seen.count(True)
    possible = sure + seen.count(None)
    if sure >= count:
        return True
    if possible >= count:
        return None
    return False


class Memo(dict[str, Known]):
    """A dictionary that works out what is missing, once."""

    def __init__(self, work_out: Callable[[str], Known]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: str) -> Known:
        state = self[key] = self._work_out(key)
        return state
