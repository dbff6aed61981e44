"""What changes a session. Each action is one transaction and returns the session."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from backspasm.accounts.models import Owner
from backspasm.assessments.actions import erase_checks
from backspasm.care.session.replay import Deed, Event, Kind, Step
from backspasm.relief.models import RunningSession
from backspasm.relief.player import diary_entry
from backspasm.relief.player.state import HELD, replay
from backspasm.web.sqlite import write_transaction


def start_session(
    *,
    owner: Owner,
    key: UUID,
    way: RunningSession.Way,
    zone: str,
    steps: Sequence[Step],
    now: datetime,
) -> RunningSession:
    """Begin, once for each key. Another session that still runs ends here, and is kept."""
    with write_transaction():
        _lock(owner)
        found = RunningSession.objects.of(owner).filter(key=key).first()
        if found is not None:
            return found
        open_one = RunningSession.objects.of(owner).current()
        if open_one is not None:
            _end(open_one, now)
        return RunningSession.objects.create(
            owner=owner,
            key=key,
            way=way,
            zone=zone,
            started=now,
            steps=[step.to_data() for step in steps],
        )


def do(
    *,
    session: RunningSession,
    deed: Deed,
    step: int,
    now: datetime,
    note: str = "",
    to: int = 0,
    seconds: int = 0,
) -> RunningSession:
    """Add one deed. Meant for a step that is over, it is kept and changes nothing."""
    with write_transaction():
        row = _fresh(session)
        if row.ended is None:
            event = Event(
                deed, _after(row, now), step, note=note, to=to, seconds=seconds
            )
            row.events = [*row.events, event.to_data()]
            _settle(row, now)
        return row


def go_on_with(
    *,
    session: RunningSession,
    steps: Sequence[Step],
    step: int,
    now: datetime,
    note: str = "",
) -> RunningSession:
    """Leave what runs, if it is still `step`, for new steps at the end."""
    with write_transaction():
        row = _fresh(session)
        if row.ended is None and replay(row, now).standing.index == step:
            event = Event(
                Deed.JUMP, _after(row, now), step, note=note, to=len(row.steps)
            )
            row.steps = [*row.steps, *(one.to_data() for one in steps)]
            row.events = [*row.events, event.to_data()]
            row.recorded = False
            _settle(row, now)
        return row


def undo_last(
    *,
    session: RunningSession,
    notes: Collection[str],
    now: datetime,
) -> RunningSession:
    """Take the last deed back if it has one of these notes, as if the clock had stood since.

    What a position that was given up was left for goes too.
    """
    with write_transaction():
        row = _fresh(session)
        events = [Event.from_data(data) for data in row.events]
        # The danger signs came after it.
        while events and events[-1].note == HELD:
            events.pop()
        last = events.pop() if events else None
        if row.ended is None and last is not None and last.note in notes:
            steps = replay(row, now).steps
            asked = (
                i
                for i, one in enumerate(steps)
                if i >= last.step and one.kind is Kind.PAIN
            )
            row.steps = row.steps[: next(asked, len(steps)) + 1]
            stood = (
                Event(Deed.PAUSE, last.at, last.step),
                Event(Deed.RESUME, now, last.step),
            )
            row.events = [event.to_data() for event in (*events, *stood)]
            _settle(row, now)
        return row


def end_session(*, session: RunningSession, now: datetime) -> RunningSession:
    """Finish early: everything that was done is kept."""
    with write_transaction():
        row = _fresh(session)
        if row.ended is None:
            _end(row, now)
        return row


def end_there(
    *,
    session: RunningSession,
    technique: str,
    at: datetime,
    felt: str = "",
    pain: int | None = None,
) -> bool:
    """Finish at `at` (UTC), when a phone without a network was told so, with what it asked then.

    True also when this was said before. False, and nothing changes, where the session was over
    by then, or had gone on to something else than what the phone showed, or went on later.
    """
    with write_transaction():
        row = _fresh(session)
        run = replay(row, at)
        if any(event.at == at for event in run.events):
            return True
        if (
            row.ended
            or run.over
            or run.technique != technique
            or _after(row, at) > at
        ):
            return False
        asked = [(Step(Kind.ASK, run.technique), felt)] if felt else []
        told = [(Step(Kind.PAIN), str(pain))] if pain is not None else []
        end = len(row.steps)
        events = [Event(Deed.JUMP, at, run.standing.index, to=end)]
        for step, note in (*asked, *told):
            row.steps = [*row.steps, step.to_data()]
            events.append(Event(Deed.NEXT, at, len(row.steps) - 1, note=note))
        if len(row.steps) == end:
            events = [Event(Deed.FINISH, at, run.standing.index)]
        row.events = [*row.events, *(event.to_data() for event in events)]
        _settle(row, at, offline=True)
        return True


def forget_answers(*, owner: Owner) -> int:
    """Delete every check and every session for good, together; how many checks there were.

    A session holds what the answers chose and what was said in it. The diary is its own record.
    """
    with write_transaction():
        _lock(owner)
        RunningSession.objects.of(owner).delete()
        return erase_checks(owner=owner)


def _end(row: RunningSession, now: datetime) -> None:
    index = replay(row, now).standing.index
    row.events = [
        *row.events,
        Event(Deed.FINISH, _after(row, now), index).to_data(),
    ]
    _settle(row, now)
    row.ended = row.ended or _after(row, now)
    row.save()


def _settle(
    row: RunningSession,
    now: datetime,
    *,
    offline: bool = False,
) -> None:
    """Write the diary as soon as nothing but a pause is left; end when nothing is."""
    run = replay(row, _after(row, now))
    if run.over and not row.recorded:
        diary_entry.keep(run, offline=offline)
        row.recorded = True
    if run.standing.finished:
        row.ended = max(
            [row.started, *(done.end for done in run.standing.done)]
        )
    row.save()


def _after(row: RunningSession, now: datetime) -> datetime:
    """Deeds keep their order even when a clock is set back a little."""
    moments = [
        row.started,
        *(Event.from_data(data).at for data in row.events[-1:]),
    ]
    return max(now, *moments)


def _lock(owner: Owner) -> None:
    if connection.features.has_select_for_update:
        list(
            Owner.objects.select_for_update()
            .filter(pk=owner.pk)
            .values_list("pk")
        )


def _fresh(session: RunningSession) -> RunningSession:
    _lock(session.owner)
    return RunningSession.objects.select_related("owner").get(pk=session.pk)
