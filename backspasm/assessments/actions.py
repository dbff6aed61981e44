"""What changes a check. Each action is one transaction and returns what it changed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments import episode_link as words
from backspasm.assessments.expiry import is_history
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue, Level
from backspasm.care.check import followup, routing, triage
from backspasm.care.check.answers import Answers
from backspasm.episodes import actions as diary
from backspasm.episodes.actions.base import writing
from backspasm.episodes.models import Episode, Reading
from backspasm.web.sqlite import write_transaction

TICK = timedelta(microseconds=1)
ANSWERED = (
    "answers",
    "progress",
    "level",
    "outcome",
    "content_version",
    "changed",
)
"""The fields that an answer changes."""


def open_check(
    *,
    owner: Owner,
    catalogue: Catalogue,
    now: datetime,
) -> Assessment:
    """The owner's open check, made when there is none; two at once end up with the same one.

    One that is history is put aside first.
    """
    found = Assessment.objects.of(owner).current()
    if found is not None:
        answers = Answers.restore(found.answers, catalogue)
        if not is_history(found, answers, catalogue, now):
            return found
    try:
        with write_transaction(), transaction.atomic():
            if found is not None:
                close_check(check=found)
            return Assessment.objects.create(owner=owner)
    except IntegrityError:
        return Assessment.objects.open().get(owner=owner)


def look_again(
    *,
    last: Assessment,
    episode: Episode,
    now: datetime,
) -> Assessment:
    """A check-in after the latest check of an episode; whatever check is open is put aside.

    Asked for twice at once, it is the same one.
    """
    with writing(last.owner):
        mine = Assessment.objects.of(last.owner)
        latest = mine.about(episode).first()
        if latest is not None and latest.pk != last.pk:
            goes_on = latest.again and latest.closed is None
            if goes_on:
                return latest
        found = mine.current()
        if found is not None:
            close_check(check=found)
        return Assessment.objects.create(
            owner=last.owner,
            episode=episode,
            again=True,
            started=now,
            changed=now,
        )


def save_answers(
    *,
    check: Assessment,
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    stage: int = 0,
    read: Answers | None = None,
) -> triage.Outcome:
    """Keep the answers, without those that no longer apply, and what they come to now.

    What another tab has answered since this check was read is kept too: only the
    difference to what was ``read`` is written (to what the check holds, without it).
    Raises Assessment.DoesNotExist for a check that has been deleted since.
    """
    known = check.changed
    held = Answers.restore(check.answers, catalogue)
    if read is None:
        read = held
    merged = routing.merged(held, read, answers, catalogue)
    outcome = _fill(check, merged, catalogue, now, stage)
    with write_transaction():
        if _write_over(check, known):
            return outcome
        rows = Assessment.objects.select_for_update()
        kept = rows.get(pk=check.pk, deleted_at__isnull=True)
        held = Answers.restore(kept.answers, catalogue)
        merged = routing.merged(held, read, answers, catalogue)
        check.progress = kept.progress
        check.changed = kept.changed
        outcome = _fill(check, merged, catalogue, now, stage)
        _write_over(check, kept.changed)
    return outcome


def _fill(
    check: Assessment,
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    stage: int,
) -> triage.Outcome:
    """Put answers and what they come to into a check, without writing it."""
    answers = routing.drop_void(answers, catalogue)
    outcome = triage.assess(answers, catalogue, now)
    check.answers = answers.to_data()
    check.progress = max(check.progress, stage)
    check.level = outcome.level.slug
    ahead = _ahead(check, answers, outcome, catalogue)
    check.outcome = _shown(outcome, now) | ahead
    check.content_version = catalogue.version
    # Later than before in any case: by this the next one sees that something was written.
    check.changed = max(now, check.changed + TICK)
    return outcome


def _write_over(check: Assessment, known: datetime) -> bool:
    """Write a check unless somebody has changed it since it was read as of `known`."""
    unchanged = Assessment.objects.filter(
        pk=check.pk,
        changed=known,
        deleted_at__isnull=True,
    )
    values = {name: getattr(check, name) for name in ANSWERED}
    written = unchanged.update(**values)
    return written == 1


def close_check(*, check: Assessment) -> Assessment:
    """Put a check aside so that a new one can begin."""
    check.closed = max(timezone.now(), check.started)
    with write_transaction():
        check.save(update_fields=["closed"])
    return check


def link_check(*, check: Assessment, episode: Episode) -> Assessment:
    """Say which episode a check is about."""
    check.episode = episode
    with write_transaction():
        check.save(update_fields=["episode"])
    return check


def link_to_open_episode(
    *,
    check: Assessment,
    answers: Answers,
    catalogue: Catalogue,
) -> Assessment:
    """Link a check that came to an outcome to the open episode, if there is one."""
    if check.live_episode is not None:
        return check
    if words.between(answers, catalogue):
        return check
    episode = Episode.objects.of(check.owner).current()
    if episode is None:
        return check
    return link_check(check=check, episode=episode)


def relink_checks(*, source: Episode, target: Episode) -> int:
    """Two episodes become one: what was about `source` is about `target`; how many there were."""
    checks = Assessment.objects.filter(episode=source)
    with write_transaction():
        return checks.update(episode=target)


def log_check(
    *,
    check: Assessment,
    answers: Answers,
    catalogue: Catalogue,
    key: UUID,
    zone: str,
) -> Episode:
    """Open an episode from what was answered, once for each key, and link the check to it.

    Where one is open already it is that one. The pain that was answered becomes a reading,
    and the worst one a guess at the start of what is opened.
    """
    with writing(check.owner):
        episode = Episode.objects.of(check.owner).current()
        if episode is None:
            episode = diary.log_episode(
                owner=check.owner,
                key=key,
                details=words.details(answers, catalogue, check.started, zone),
                worst=words.worst(answers, catalogue),
            )
        link_check(check=check, episode=episode)
        log_pain(
            check=check,
            answers=answers,
            catalogue=catalogue,
            zone=zone,
        )
        return episode


def log_pain(
    *,
    check: Assessment,
    answers: Answers,
    catalogue: Catalogue,
    zone: str,
) -> Reading | None:
    """The pain of this check as a reading of its episode: one a check, put right if changed."""
    answer = answers.get(catalogue.roles.question.pain_now)
    episode = check.live_episode
    if answer is None or answer.number is None or episode is None:
        return None
    reading = diary.log_reading(
        owner=check.owner,
        key=words.reading_key(check, episode),
        pain=answer.number,
        moment=answer.at,
        zone=zone,
        episode=episode,
    )
    if reading.deleted_at is None and reading.pain != answer.number:
        return diary.edit_reading(
            reading=reading,
            details={"pain": answer.number},
        )
    return reading


def delete_check(*, check: Assessment) -> Assessment:
    """Put a check into the bin. Nothing else changes: other checks, sessions and diary stay."""
    check.deleted_at = timezone.now()
    with write_transaction():
        check.save(update_fields=["deleted_at"])
    return check


def restore_check(*, check: Assessment) -> bool:
    """Take a check out of the bin; False, and it stays, where another was begun since."""
    mine = Assessment.objects.of(check.owner)
    with write_transaction():
        if check.closed is None and mine.current() is not None:
            return False
        check.deleted_at = None
        check.save(update_fields=["deleted_at"])
        return True


def empty_bin(*, before: datetime) -> int:
    """Erase the checks that were deleted before a moment; how many there were."""
    binned = Assessment.objects.binned_before(before)
    with write_transaction():
        gone, _by_model = binned.delete()
    return gone


def erase_checks(*, owner: Owner) -> int:
    """Delete every check of an owner for good, the bin included; returns how many there were."""
    every = Assessment.objects.all_of(owner)
    with write_transaction():
        gone, _by_model = every.delete()
    return gone


def _shown(outcome: triage.Outcome, now: datetime) -> dict[str, object]:
    rules = []
    for reason in outcome.reasons:
        rule = {
            "id": reason.rule.id,
            "text": reason.rule.text,
            "answers": list(reason.answers),
        }
        rules.append(rule)
    return {
        "level": outcome.level.slug,
        "within_days": outcome.within_days,
        "rules": rules,
        "content_version": outcome.content_version,
        "at": now.isoformat(),
    }


def _ahead(
    check: Assessment,
    answers: Answers,
    outcome: triage.Outcome,
    catalogue: Catalogue,
) -> dict[str, object]:
    """What the home page reads, so that it need not judge anew: what is open, when to ask again."""
    following = routing.next_screen(
        outcome,
        answers,
        catalogue,
        again=check.again,
    )
    if following is not None and outcome.level < Level.URGENT:
        return {"unfinished": True, "again": []}
    points = followup.points_for(outcome, answers, catalogue)
    return {"unfinished": False, "again": [point.id for point in points]}
