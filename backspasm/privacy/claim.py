"""A guest becomes a person with an account: what was theirs stays theirs.

Only the guest that this browser's own session names can be claimed, once, and only by the
user who has just signed in. All of it moves in one transaction.
"""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone

from backspasm.accounts.models import Owner, Profile, User
from backspasm.accounts.owners import GUEST_KEY
from backspasm.assessments.actions import close_check, relink_checks
from backspasm.assessments.models import Assessment
from backspasm.episodes.actions import ClashError, move_diary
from backspasm.episodes.actions.moving import Choice
from backspasm.episodes.models import Episode
from backspasm.privacy.rows import DIARY, OWNED, columns, live_numbers, rows_of
from backspasm.relief.actions import end_session
from backspasm.relief.models import RunningSession
from backspasm.web.sqlite import write_transaction


def carry_over(request: HttpRequest, user: User) -> Mapping[str, int]:
    """Move what the guest of this session has to the user; label of a kind -> rows moved.

    The session forgets the guest whatever happens: whoever does not sit in the session that
    made the guest has no way to name it, and nobody can name it twice.
    """
    number = request.session.pop(GUEST_KEY, None)
    with write_transaction():
        target, _made = Owner.objects.get_or_create(user=user)
        if not isinstance(number, int):
            return {}
        guest = _lock(number, target)
        if guest is None:
            return {}
        return claim(
            guest=guest,
            target=target,
        )


def claim(
    *,
    guest: Owner,
    target: Owner,
) -> Mapping[str, int]:
    """Everything moves; only the diary waits when both have an open episode."""
    with write_transaction():
        _keep_newer_check_open(guest=guest, target=target)
        _keep_newer_profile(guest=guest, target=target)
        _keep_newer_session_open(guest=guest, target=target)
        moved = _move_rest(guest=guest, target=target)
        diary = live_numbers(DIARY, guest)
        try:
            _new_keys_where_taken(guest=guest, target=target)
            move_diary(source=guest, target=target)
        except ClashError:
            guest.claimed_by = target.user
            guest.save(update_fields=["claimed_by"])
        else:
            moved.update(diary)
            guest.delete()
        target.last_active = timezone.now()
        target.save(update_fields=["last_active"])
    return {label: number for label, number in moved.items() if number}


def waiting(user: User) -> Owner | None:
    """A guest of this user whose open episode waits for a choice, the oldest first."""
    guests = Owner.objects.waiting_for(user)
    return guests.first()


def settle(
    *,
    user: User,
    guest: Owner,
    same: bool,
) -> Owner:
    """The person chose: the waiting episode is the `same` as the account's open one, or another.

    Returns the user's owner. Choosing twice does nothing the second time.
    """
    with write_transaction():
        target = Owner.objects.get(user=user)
        _lock(guest.pk, target)
        waiting_guests = Owner.objects.waiting_for(user)
        found = waiting_guests.filter(pk=guest.pk).first()
        if found is None:
            return target
        _new_keys_where_taken(guest=found, target=target)
        choice: Choice = "another"
        if same:
            choice = "same"
            _one_episode(guest=found, target=target)
        move_diary(
            source=found,
            target=target,
            choice=choice,
        )
        found.delete()
    return target


def _one_episode(
    *,
    guest: Owner,
    target: Owner,
) -> None:
    """The guest's open episode becomes part of the account's: its checks go along."""
    gone = Episode.objects.of(guest).current()
    kept = Episode.objects.of(target).current()
    if gone and kept:
        relink_checks(source=gone, target=kept)


def _lock(number: int, target: Owner) -> Owner | None:
    """The guest, for us alone until the transaction ends; None when it is no guest any more."""
    both = Owner.objects.filter(pk__in=[number, target.pk])
    list(both.select_for_update().order_by("pk"))
    guests = Owner.objects.guests()
    return guests.filter(pk=number).first()


def _keep_newer_check_open(
    *,
    guest: Owner,
    target: Owner,
) -> None:
    theirs = Assessment.objects.of(guest).current()
    mine = Assessment.objects.of(target).current()
    if theirs is None or mine is None:
        return
    if theirs.changed >= mine.changed:
        close_check(check=mine)
    else:
        close_check(check=theirs)


def _keep_newer_profile(
    *,
    guest: Owner,
    target: Owner,
) -> None:
    theirs = Profile.objects.filter(owner=guest).first()
    mine = Profile.objects.filter(owner=target).first()
    if theirs is None or mine is None:
        return
    if theirs.changed > mine.changed:
        mine.delete()
    else:
        theirs.delete()


def _keep_newer_session_open(
    *,
    guest: Owner,
    target: Owner,
) -> None:
    both = RunningSession.objects.filter(owner__in=(guest, target))
    running = both.filter(ended__isnull=True)
    newest_first = running.order_by("-started")
    for older in newest_first[1:]:
        end_session(session=older, now=timezone.now())


def _move_rest(
    *,
    guest: Owner,
    target: Owner,
) -> dict[str, int]:
    """Whatever is not part of the diary changes its owner and nothing else."""
    moved = {}
    for label in OWNED:
        if label not in DIARY:
            rows = rows_of(label, guest)
            moved[label] = rows.update(owner=target)
    return moved


def _new_keys_where_taken(
    *,
    guest: Owner,
    target: Owner,
) -> None:
    """A form sent both signed out and signed in has one key twice: both entries are kept."""
    for label in OWNED:
        if "key" not in columns(label):
            continue
        taken = rows_of(label, target).values("key")
        same = rows_of(label, guest).filter(key__in=taken)
        for row in same:
            row.key = uuid.uuid4()
            row.save(update_fields=["key"])
