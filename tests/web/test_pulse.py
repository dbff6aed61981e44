"""Who is silent for too long, told by the times alone."""

from __future__ import annotations

import os
import subprocess
import sys

from backspasm.web.pulse import (
    ASLEEP_SECONDS,
    CHECK_SECONDS,
    SILENT_SECONDS,
    Pulses,
    _is_grandchild,
    _parent_of,
    _replace,
)


def watch(pulses, start, end):
    """Who is found silent when one looks every second."""
    found, now = [], start
    while now <= end:
        found += pulses.silent(now)
        now += CHECK_SECONDS
    return found


def test_who_beats_is_never_silent():
    pulses = Pulses()
    for now in range(100):
        pulses.hear(7, now)
        assert pulses.silent(now) == []


def test_who_stopped_is_named_once():
    pulses = Pulses()
    pulses.hear(7, 0)
    pulses.hear(8, 0)
    assert watch(pulses, 0, SILENT_SECONDS - 1) == []
    pulses.hear(8, SILENT_SECONDS - 1)
    assert watch(pulses, SILENT_SECONDS, SILENT_SECONDS + 10) == [7]


def test_nobody_is_silent_for_who_slept_as_well():
    """A laptop that was closed, or a machine that was paused as a whole."""
    pulses = Pulses()
    pulses.hear(7, 0)
    assert pulses.silent(1) == []
    awake = 1 + SILENT_SECONDS + ASLEEP_SECONDS
    assert pulses.silent(awake) == []
    assert watch(pulses, awake + 1, awake + SILENT_SECONDS) == []
    assert watch(pulses, awake + SILENT_SECONDS, awake + 30) == [7]


def test_who_was_never_heard_is_not_known():
    assert watch(Pulses(), 0, 100) == []


def test_only_a_process_that_the_server_started_is_killed():
    """A worker that ended may have left its number to somebody else's process."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE
    ) as own:
        assert _parent_of(own.pid) == os.getpid()
        assert not _is_grandchild(own.pid)
        told = []
        _replace(own.pid, told.append)
        assert not told
        assert own.poll() is None
        own.communicate(b"\n")
    assert _parent_of(own.pid) is None
